"""Answers that the team gives often: kept in both languages, filled in for one person."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import CannedReply, Contact
from paqte.services.staff import audit, desk, scope
from paqte.services.staff.audit import Actor

TITLE = 80
BLANKS = ("prénom", "entreprise", "équipe", "programme")
"""What is filled in where it stands between braces, in either language."""


class TitleWrong(Refusal):
    """Missing, too long, or another one’s."""

    message = N_("Donnez un titre de 80 caractères au plus, qui n’est pas déjà pris.")


async def everything(uow: UnitOfWork) -> list[CannedReply]:
    """All of them, by title."""
    return list(await uow.session.scalars(select(CannedReply).order_by(CannedReply.title)))


async def keep(
    uow: UnitOfWork, actor: Actor, title: str, french: str, english: str, reply_id: str = ""
) -> CannedReply:
    """Keep one, or change the one of that id.

    Raises:
        scope.OutOfReach, TitleWrong, desk.TextMissing.
    """
    title = title.strip()
    if not 0 < len(title) <= TITLE:
        raise TitleWrong("title")
    values = {
        "title": title,
        "text_fr": desk.sound(french),
        "text_en": desk.sound(english),
    }
    reply = await _known(uow, reply_id) if reply_id else CannedReply(**values)
    try:
        async with uow.session.begin_nested():
            for name, value in values.items():
                setattr(reply, name, value)
            uow.session.add(reply)
    except IntegrityError:
        raise TitleWrong("taken") from None
    await audit.record(uow, "reply_kept", actor, subject="reply", subject_id=reply.id)
    return reply


async def remove(uow: UnitOfWork, actor: Actor, reply_id: str) -> None:
    """Keep it no more.

    Raises:
        scope.OutOfReach.
    """
    await uow.session.delete(await _known(uow, reply_id))
    await audit.record(uow, "reply_removed", actor, subject="reply", subject_id=reply_id)


async def filled(
    uow: UnitOfWork, reply_id: str, contact: Contact, of: str | None, me: str, programme: str
) -> str:
    """The text for this person, in their language, its blanks filled.

    Raises:
        scope.OutOfReach.
    """
    reply = await _known(uow, reply_id)
    text = reply.text_en if contact.locale == "en" else reply.text_fr
    given = {
        "prénom": contact.first_name or contact.name or "",
        "entreprise": of or "",
        "équipe": me,
        "programme": programme,
    }
    for blank, value in given.items():
        text = text.replace("{" + blank + "}", value)
    return text


def labels_of_blanks(words: Speech) -> str:
    """The blanks as one writes them: « {prénom}, {entreprise}… »."""
    return words.list("{" + blank + "}" for blank in BLANKS)


async def _known(uow: UnitOfWork, reply_id: str) -> CannedReply:
    found = await uow.session.get(CannedReply, reply_id)
    if found is None:
        raise scope.OutOfReach("reply")
    return found
