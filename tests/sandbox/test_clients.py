"""Bots written with other people's libraries run on the sandbox unchanged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F, types
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.utils.keyboard import InlineKeyboardBuilder
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from .conftest import TOKEN, Sandbox

Context = ContextTypes.DEFAULT_TYPE


def aiogram_bot(sandbox: Sandbox) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def aiogram_dispatcher() -> Dispatcher:
    """A small bot that uses what ours uses."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def deep(message: types.Message, command: CommandObject) -> None:
        await message.answer(f"lien <b>{command.args}</b>")

    @dispatcher.message(CommandStart())
    async def start(message: types.Message) -> None:
        keyboard = InlineKeyboardBuilder()
        keyboard.button(text="Oui", callback_data="oui")
        await message.answer("Bonjour", reply_markup=keyboard.as_markup())

    @dispatcher.message(Command("fichier"))
    async def send(message: types.Message) -> None:
        await message.answer_document(types.BufferedInputFile(b"a;b\n", "données.csv"))

    @dispatcher.message(F.document)
    async def receive(message: types.Message, bot: Bot) -> None:
        assert message.document is not None
        content = await bot.download(message.document)
        assert content is not None
        await message.answer(content.read().decode())

    @dispatcher.message(F.text)
    async def echo(message: types.Message) -> None:
        await message.answer(message.html_text)

    @dispatcher.callback_query()
    async def tapped(query: types.CallbackQuery) -> None:
        await query.answer("Noté")
        assert isinstance(query.message, types.Message)
        await query.message.edit_text("Vous avez dit oui")

    return dispatcher


async def drive(sandbox: Sandbox) -> None:
    """One conversation with the bot above."""
    person = sandbox.person()
    await person.send("/start entreprise")
    (reply,) = await person.hear()
    assert reply["text"] == "lien entreprise"
    assert reply["entities"][0]["type"] == "bold"
    await person.send("/start")
    (menu,) = await person.hear(reply["n"])
    assert menu["buttons"] == [[{"label": "Oui", "data": "oui"}]]
    tapped = await person.tap("Oui", wait=20)
    assert tapped["answer"]["text"] == "Noté"
    (edited,) = await person.hear(menu["n"])
    assert (edited["message_id"], edited["edited"]) == (menu["message_id"], True)
    assert (edited["text"], edited["buttons"]) == ("Vous avez dit oui", [])
    await person.send("/fichier")
    (file,) = await person.hear(edited["n"])
    assert file["document"]["file_name"] == "données.csv"
    assert (await sandbox.http.get(file["document"]["url"])).content == b"a;b\n"
    await person.send(document={"file_name": "x.txt", "content": "w6ljaG8="})
    (content,) = await person.hear(file["n"])
    assert content["text"] == "écho"
    await person.send("un < deux 🎉")
    (echo,) = await person.hear(content["n"])
    assert echo["text"] == "un < deux 🎉"


async def test_an_aiogram_bot_talks_by_polling(sandbox: Sandbox) -> None:
    bot, dispatcher = aiogram_bot(sandbox), aiogram_dispatcher()
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False)
    )
    await drive(sandbox)
    await dispatcher.stop_polling()
    await polling
    assert polling.exception() is None


@pytest.mark.parametrize("background", [True, False], ids=["background", "answered in place"])
async def test_an_aiogram_bot_talks_by_webhook(sandbox: Sandbox, background: bool) -> None:
    bot = aiogram_bot(sandbox)
    app = web.Application()
    SimpleRequestHandler(
        aiogram_dispatcher(), bot, handle_in_background=background, secret_token="s3cret_-"
    ).register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret_-")
    await drive(sandbox)
    assert (await bot.get_webhook_info()).pending_update_count == 0
    await bot.delete_webhook()
    await runner.cleanup()
    await bot.session.close()


async def test_aiogram_sees_the_errors_it_knows(sandbox: Sandbox) -> None:
    bot, person = aiogram_bot(sandbox), sandbox.person()
    await person.send("/start")
    await sandbox.post("faults", method="sendMessage", code=429, retry_after=3)
    with pytest.raises(TelegramRetryAfter) as slow:
        await bot.send_message(7, "un")
    assert slow.value.retry_after == 3
    await person.put(blocked=True)
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(7, "deux")
    group = (await sandbox.post("groups", members=[7])).json()["chat_id"]
    moved = (await sandbox.post(f"groups/{group}/migrate")).json()["chat_id"]
    with pytest.raises(TelegramMigrateToChat) as migrated:
        await bot.send_message(group, "trois")
    assert migrated.value.migrate_to_chat_id == moved
    assert (await bot.send_message(moved, "quatre")).chat.id == moved
    await bot.session.close()


async def _start(update: Update, context: Context) -> None:
    assert update.message is not None
    if context.args:
        await update.message.reply_html(f"lien <b>{context.args[0]}</b>")
        return
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="oui")]])
    await update.message.reply_text("Bonjour", reply_markup=keyboard)


async def _send_file(update: Update, _: Context) -> None:
    assert update.message is not None
    await update.message.reply_document(b"a;b\n", filename="données.csv")


async def _receive_file(update: Update, _: Context) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    await update.message.reply_text((await file.download_as_bytearray()).decode())


async def _echo(update: Update, _: Context) -> None:
    assert update.message is not None
    await update.message.reply_html(update.message.text_html)


async def _tapped(update: Update, _: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Noté")
    await update.callback_query.edit_message_text("Vous avez dit oui")


def ptb_application(sandbox: Sandbox) -> Application:  # type: ignore[type-arg]
    application = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{sandbox.url}/bot")
        .base_file_url(f"{sandbox.url}/file/bot")
        .build()
    )
    application.add_handlers(
        [
            CommandHandler("start", _start),
            CommandHandler("fichier", _send_file),
            MessageHandler(filters.Document.ALL, _receive_file),
            MessageHandler(filters.TEXT, _echo),
            CallbackQueryHandler(_tapped),
        ]
    )
    return application


@pytest.fixture
async def ptb(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:  # type: ignore[type-arg]
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the coming default; without it, a warning
    application = ptb_application(sandbox)
    async with application:
        yield application


async def test_a_python_telegram_bot_bot_talks_by_polling(
    sandbox: Sandbox, ptb: Application
) -> None:  # type: ignore[type-arg]
    assert ptb.updater is not None
    await ptb.updater.start_polling(timeout=5)
    await ptb.start()
    await drive(sandbox)
    await ptb.updater.stop()
    await ptb.stop()


async def test_python_telegram_bot_sees_the_errors_it_knows(
    sandbox: Sandbox, ptb: Application
) -> None:  # type: ignore[type-arg]
    person, bot = sandbox.person(), ptb.bot
    await person.send("/start")
    await sandbox.post("faults", method="sendMessage", code=429, retry_after=2)
    with pytest.raises(RetryAfter):
        await bot.send_message(7, "un")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(7, "x" * 4097)
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(7, "<b>x", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="é" * 33)]])
        await bot.send_message(7, "x", reply_markup=keyboard)
    message = await bot.send_message(7, "deux")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await message.edit_text("deux")
    await person.put(blocked=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(7, "trois")
    await bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_python_telegram_bot_registers_commands_per_language(
    sandbox: Sandbox, ptb: Application
) -> None:  # type: ignore[type-arg]
    await ptb.bot.set_my_commands([("help", "Help")], language_code="en")
    await ptb.bot.set_my_commands([("aide", "Aide")])
    assert [c.command for c in await ptb.bot.get_my_commands()] == ["aide"]
    french = await sandbox.person(7).put(language_code="fr")
    english = await sandbox.person(8).put(language_code="en-GB")
    assert french["commands"] == [{"command": "aide", "description": "Aide"}]
    assert english["commands"] == [{"command": "help", "description": "Help"}]
