"""Documents that a turn sends: read in one look, made off the event loop, before the turn's end.

Making one takes a core for tens of milliseconds: no transaction is open meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from bot.commands.own import Document, Papers, Picture
from paqte import clock
from paqte.database import Database
from paqte.documents import commitment
from paqte.documents import progress as progress_picture
from paqte.i18n import Speech, speech
from paqte.services import joining, people, progress

Maker = Callable[[Database, str, Speech], Awaitable[Document | Picture | None]]


async def make(
    database: Database, conversation_id: str, locale: str, commands: Iterable[str]
) -> Papers:
    """The documents of those ``commands`` that send one; none for who has no company."""
    words = speech(locale)
    made = {
        name: await _MAKERS[name](database, conversation_id, words)
        for name in dict.fromkeys(commands)
        if name in _MAKERS
    }
    return {name: paper for name, paper in made.items() if paper is not None}


async def _commitment(database: Database, conversation_id: str, words: Speech) -> Document | None:
    async with database.reading() as uow:
        conversation = await people.by_conversation(uow, conversation_id)
        company = await joining.company_of(uow, conversation.contact_id)
        if company is None:
            return None
        paper = await commitment.gather(uow, company)
    content = await asyncio.to_thread(commitment.make, paper, words)
    caption = words.say("Votre engagement en PDF, à garder ou à imprimer.")
    return Document(commitment.file_name(paper, words), content, str(caption))


async def _progress(database: Database, conversation_id: str, words: Speech) -> Picture | None:
    async with database.reading() as uow:
        conversation = await people.by_conversation(uow, conversation_id)
        company = await joining.company_of(uow, conversation.contact_id)
        if company is None:
            return None
        stands = await progress.of_company(uow, company.id, clock.today())
    if not stands.lines:
        return None
    content = await asyncio.to_thread(progress_picture.make, company, stands, words)
    # What the picture shows is said in words by the message that comes with it.
    return Picture("progres.png", content, str(words.say("Vos actions en un coup d’œil.")))


_MAKERS: Final[dict[str, Maker]] = {"convention": _commitment, "progres": _progress}
