"""Requests to the Bot API: by the proxy that the machine names, errors without the token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot import telegram_request
from bot.telegram_request import AiohttpRequest, as_data

PATH = "/bot1:secret/getMe"


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    telegram_request._proxy.cache_clear()
    made = AiohttpRequest(2, 0.2, 2.0)
    await made.initialize()
    yield made
    await made.shutdown()
    telegram_request._proxy.cache_clear()


async def _serving(answer: bytes) -> tuple[asyncio.Server, str, list[str]]:
    """A server that gives ``answer`` to anything (nothing at all if empty), and what was asked."""
    asked: list[str] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode().strip())
        if answer:
            writer.write(answer)
            await writer.drain()
        else:
            await reader.read()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def test_a_machine_s_proxy_is_gone_through(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, url, asked = await _serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.setenv("no_proxy", "localhost")
    async with server:
        status, content = await request_.do_request(f"http://telegram.invalid{PATH}", "POST")
    assert (status, content) == (200, b"{}")
    assert asked == [f"POST http://telegram.invalid{PATH} HTTP/1.1"]


async def test_an_address_that_needs_no_proxy_is_asked_itself(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, url, asked = await _serving(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:1")
    monkeypatch.setenv("no_proxy", str(urlsplit(url).hostname))
    async with server:
        assert await request_.do_request(url + PATH, "POST") == (404, b"")
    assert asked == [f"POST {PATH} HTTP/1.1"]


async def test_a_server_that_is_silent_is_given_up(request_: AiohttpRequest) -> None:
    server, url, _ = await _serving(b"")
    async with server:
        with pytest.raises(TimedOut):
            await request_.do_request(url + PATH, "POST")


async def test_an_error_says_neither_address_nor_token(request_: AiohttpRequest) -> None:
    server, url, _ = await _serving(b"nonsense\r\n\r\n")
    async with server:
        with pytest.raises(NetworkError) as error:
            await request_.do_request(url + PATH, "POST")
    assert not isinstance(error.value, TimedOut)
    assert "secret" not in str(error.value) and "127.0.0.1" not in str(error.value)


def test_an_answer_with_half_a_character_is_read_all_the_same() -> None:
    read = AiohttpRequest.parse_json_payload
    assert read(b'{"ok": true, "result": "\\ud83e"}') == {"ok": True, "result": "\ud83e"}
    assert read(b'{"ok": true, "result": "\xff"}') == {"ok": True, "result": "\ufffd"}
    with pytest.raises(TelegramError):
        read(b"<html>")


async def test_what_is_not_given_is_not_sent(request_: AiohttpRequest) -> None:
    bodies: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{"ok":true,"result":[]}')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    async with server:
        data = as_data({"text": "é", "message_thread_id": None, "reply_markup": {"a": [1]}})
        assert await request_.post(url, data) == []
    assert bodies == ['{"text":"é","reply_markup":{"a":[1]}}'.encode()]
