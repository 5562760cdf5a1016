"""An agreement taken back: nothing made of the person's messages stays, and files are told."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.models import Conversation, LearningExample, Message, WithdrawnExample
from paqte.services.learning.sentences import words_of
from paqte.services.writing import insert_once


def print_of(text: str) -> str:
    """The keyed print by which a sentence is found again in a file, whatever its case."""
    return keyed_hash("learning", words_of(text))


async def withdraw(uow: UnitOfWork, contact_id: str) -> int:
    """Drop what was made of a person's messages; how many examples went.

    Of those that went out in a file a print stays: a file that is with somebody cannot be
    reached, but it can be asked which of its sentences have to leave it.
    """
    return await _drop(uow, Conversation.contact_id == contact_id)


async def leave_files(uow: UnitOfWork, example: LearningExample) -> None:
    """Keep the print of an example that went out in a file, so that it can leave it."""
    if example.exported_at is not None and example.text is not None:
        await insert_once(
            uow,
            WithdrawnExample,
            text_hash=print_of(example.text),
            withdrawn_at=clock.now(),
        )


async def withdraw_where(uow: UnitOfWork, which: ColumnElement[bool]) -> int:
    """The same for all conversations that meet ``which``."""
    return await _drop(uow, which)


async def _drop(uow: UnitOfWork, which: ColumnElement[bool]) -> int:
    theirs = select(Message.id).join(Conversation).where(which)
    found = list(
        await uow.session.scalars(
            select(LearningExample).where(LearningExample.message_id.in_(theirs))
        )
    )
    for example in found:
        await leave_files(uow, example)
    gone = [example.message_id for example in found]
    await uow.session.execute(delete(LearningExample).where(LearningExample.message_id.in_(gone)))
    return len(gone)


async def forget(uow: UnitOfWork, before: datetime) -> None:
    """Drop the prints of what was taken back before then."""
    await uow.session.execute(
        delete(WithdrawnExample).where(WithdrawnExample.withdrawn_at < before)
    )
