"""Documents that a turn sends: read in one look, made off the event loop, before the turn's end.

Making one takes a core for tens of milliseconds: no transaction is open meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.commands.own import Document, Papers, Picture
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.documents import commitment, report
from paqte.documents import progress as progress_picture
from paqte.i18n import Speech, speech
from paqte.models import Company
from paqte.services import joining, people, progress, yearly

Maker = Callable[[Database, str, Speech, int | None], Awaitable[Document | Picture | None]]


async def make(
    database: Database, conversation_id: str, locale: str, wanted: Mapping[str, int | None]
) -> Papers:
    """The documents of those commands that send one; none for who has no company.

    Args:
        wanted: commands, each with the year that it is about, if it is about one.
    """
    words = speech(locale)
    made = {
        name: await _MAKERS[name](database, conversation_id, words, year)
        for name, year in wanted.items()
        if name in _MAKERS
    }
    return {name: paper for name, paper in made.items() if paper is not None}


async def _commitment(
    database: Database, conversation_id: str, words: Speech, year: int | None
) -> Document | None:
    del year
    async with database.reading() as uow:
        company = await _company(uow, conversation_id)
        if company is None:
            return None
        paper = await commitment.gather(uow, company)
    content = await asyncio.to_thread(commitment.make, paper, words)
    caption = words.say("Votre engagement en PDF, à garder ou à imprimer.")
    return Document(commitment.file_name(paper, words), content, str(caption))


async def _progress(
    database: Database, conversation_id: str, words: Speech, year: int | None
) -> Picture | None:
    del year
    async with database.reading() as uow:
        company = await _company(uow, conversation_id)
        if company is None:
            return None
        stands = await progress.of_company(uow, company.id, clock.today())
    if not stands.lines:
        return None
    content = await asyncio.to_thread(progress_picture.make, company, stands, words)
    # What the picture shows is said in words by the message that comes with it.
    return Picture("progres.png", content, str(words.say("Vos actions en un coup d’œil.")))


async def _report(
    database: Database, conversation_id: str, words: Speech, year: int | None
) -> Document | None:
    today = clock.today()
    about = yearly.reported_now(today) if year is None else year
    async with database.reading() as uow:
        company = await _company(uow, conversation_id)
        if company is None:
            return None
        told = await yearly.of_company(uow, company, about, today)
    content = await asyncio.to_thread(report.make, told, words)
    caption = words.say("Votre bilan {year} en PDF, à garder ou à imprimer.", year=str(about))
    return Document(report.file_name(told, words), content, str(caption))


async def _company(uow: UnitOfWork, conversation_id: str) -> Company | None:
    conversation = await people.by_conversation(uow, conversation_id)
    return await joining.company_of(uow, conversation.contact_id)


_MAKERS: Final[dict[str, Maker]] = {
    "convention": _commitment,
    "progres": _progress,
    "bilan": _report,
}
