"""The public directory, over the wire, from a local server that speaks its format."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from paqte.directory import CALLS_A_SECOND, Directory, DirectoryUnavailable
from tests.support import directory_server as known


@dataclass
class Served:
    """A directory server that runs, and what it was asked."""

    url: str
    asked: list[str]


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    application = known.application()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=1)
        )
        running = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.005)
        yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", application.state.asked)
        server.should_exit = True
        await running


@pytest.fixture
async def directory(served: Served) -> AsyncIterator[Directory]:
    async with Directory(served.url, timeout_s=5) as opened:
        yield opened


async def test_an_open_establishment_is_found_with_all_that_need_not_be_asked(
    directory: Directory,
) -> None:
    found = await directory.by_siret(known.OPEN)
    assert found is not None
    assert found.open
    assert found.diffusible
    assert (found.name, found.siren, found.size_band) == (
        "LE FOURNIL DE CERGY",
        "800000010",
        "0-9",
    )
    assert (found.insee_code, found.postcode, found.city) == ("95127", "95000", "CERGY")
    assert found.naf_code == "10.71C"
    assert found.trade_label == "Boulangerie et boulangerie-pâtisserie"


async def test_a_trade_sign_is_the_name_and_an_unknown_size_is_none(directory: Directory) -> None:
    found = await directory.by_siret(known.WITH_SIGN)
    assert found is not None
    assert (found.name, found.legal_name) == ("L'ATELIER DE NADIA", "SARL COIFFURE ET STYLE")
    assert found.size_band is None


async def test_a_closed_establishment_is_found_as_closed(directory: Directory) -> None:
    found = await directory.by_siret(known.CLOSED)
    assert found is not None
    assert not found.open


async def test_what_a_company_keeps_to_itself_is_empty_and_never_the_mask(
    directory: Directory,
) -> None:
    found = await directory.by_siret(known.MASKED)
    assert found is not None
    assert not found.diffusible
    assert (found.name, found.legal_name, found.postcode) == ("", "", None)
    assert known.HIDDEN not in repr(found)


async def test_a_siret_that_nobody_has_is_none(directory: Directory) -> None:
    assert await directory.by_siret("80000007700027") is None


async def test_a_name_finds_open_establishments_by_department(directory: Directory) -> None:
    both = await directory.search("fournil")
    assert {found.city for found in both} == {"CERGY", "CRETEIL"}
    (one,) = await directory.search("fournil", department="94")
    assert one.city == "CRETEIL"
    assert await directory.search("garage du pont") == []
    assert await directory.search("personne du tout") == []
    assert await directory.search("xy") == []


@pytest.mark.parametrize("siret", [known.BROKEN, known.BUSY, known.GIBBERISH])
async def test_a_failing_directory_is_unavailable(directory: Directory, siret: str) -> None:
    with pytest.raises(DirectoryUnavailable):
        await directory.by_siret(siret)


async def test_a_slow_directory_is_left_after_the_time_given(served: Served) -> None:
    async with Directory(served.url, timeout_s=0.2) as impatient:
        with pytest.raises(DirectoryUnavailable):
            await impatient.by_siret(known.SLOW)


async def test_no_network_is_unavailable() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        async with Directory(f"http://127.0.0.1:{port}") as nowhere:
            with pytest.raises(DirectoryUnavailable):
                await nowhere.by_siret(known.OPEN)


async def test_a_connection_that_is_refused_is_tried_once_more(served: Served) -> None:
    tries = 0

    class RefusedOnce(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal tries
            tries += 1
            if tries == 1:
                raise httpx.ConnectError("refused", request=request)
            return await super().handle_async_request(request)

    async with httpx.AsyncClient(transport=RefusedOnce()) as client:
        found = await Directory(served.url, client=client).by_siret(known.OPEN)
    assert found is not None
    assert tries == 2


async def test_the_same_question_is_asked_once(directory: Directory, served: Served) -> None:
    for _ in range(3):
        await directory.by_siret(known.OPEN)
    assert served.asked == [known.OPEN]


async def test_a_failure_is_not_remembered(directory: Directory, served: Served) -> None:
    for _ in range(2):
        with pytest.raises(DirectoryUnavailable):
            await directory.by_siret(known.BROKEN)
    assert served.asked == [known.BROKEN] * 2


async def test_questions_keep_the_pace_that_the_api_allows(
    directory: Directory, served: Served
) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    answers = [
        asyncio.ensure_future(directory.search(f"entreprise {n}"))
        for n in range(CALLS_A_SECOND + 1)
    ]
    # As many as a second may have need not wait for each other; one more waits for its end.
    await asyncio.gather(*answers[:CALLS_A_SECOND])
    assert not answers[CALLS_A_SECOND].done()
    await answers[CALLS_A_SECOND]
    assert len(served.asked) == CALLS_A_SECOND + 1
    assert loop.time() - began >= 1
