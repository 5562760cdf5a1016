"""Colleagues named in notes: « @Claire Martin, tu peux rappeler ? » is shown to her."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Conversation, Mention, Note, Staff
from paqte.services.staff import scope
from paqte.services.staff.audit import Actor
from reading.words import fold

_AT = re.compile(r"(?<![\w.@+-])@(?=[^\W\d_])")
"""Not the one inside an address of mail, nor one that no name follows."""
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8


class NobodyOfThatName(Refusal):
    """None of who may see the conversation is called so."""

    message = N_(
        "Personne ne s’appelle « {name} » parmi les collègues qui voient cette conversation. "
        "Corrigez le nom, ou retirez le « @ »."
    )

    def __init__(self, name: str) -> None:
        super().__init__("nobody")
        self._name = name

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"name": self._name}


class SeveralOfThatName(Refusal):
    """More than one is called so."""

    message = N_(
        "Plusieurs collègues répondent à « {name} » : {names}. Écrivez le prénom et le nom."
    )

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__("several")
        self._name, self._names = name, names

    def values(self, speech: Speech) -> dict[str, object]:
        return {"name": self._name, "names": speech.list(self._names)}


@dataclass(frozen=True, slots=True)
class _Called:
    staff: Staff
    words: tuple[str, ...]


async def colleagues(uow: UnitOfWork, conversation: Conversation) -> list[Staff]:
    """Who may be named in a note on it: who may see it, in the order of names."""
    everybody = await uow.session.scalars(select(Staff).where(Staff.disabled_at.is_(None)))
    places = (await scope.places(uow, [conversation.contact_id]))[conversation.contact_id]
    return sorted(
        (one for one in everybody if scope.reaches(one, places)), key=lambda one: fold(one.name)
    )


def named(text: str, among: Iterable[Staff]) -> list[Staff]:
    """Who is named after an « @ », each once.

    A whole name goes before a part of one: « @Claire Martin » is not the other Claire; « @Claire »
    or « @Martin » alone is enough where there is one only, and no other surname follows. Case and
    accents do not count. Who bear the very same name are all meant.

    Raises:
        NobodyOfThatName, SeveralOfThatName.
    """
    known = [_Called(one, _words(one.name)) for one in among]
    found: dict[str, Staff] = {}
    for at in _AT.finditer(text):
        for staff in _meant(text[at.end() :], known):
            found[staff.id] = staff
    return list(found.values())


def _meant(said: str, known: Sequence[_Called]) -> list[Staff]:
    found = list(_WORD.finditer(said[:200]))[:_MOST_WORDS]
    written = [match[0] for match in found]
    words = tuple(fold(word) for word in written)
    whole = [one for one in known if one.words and words[: len(one.words)] == one.words]
    if whole:
        longest = max(len(one.words) for one in whole)
        return [one.staff for one in whole if len(one.words) == longest]
    part = [one for one in known if words[0] in one.words]
    if len(part) > 1:
        # « @Claire Mart… »: as many words as they share with somebody tell more than the first.
        further = [one for one in part if words[1:2] and words[1] in one.words]
        part = further or part
    if not part:
        raise NobodyOfThatName(written[0])
    if len(found) > 1 and not said[found[0].end() : found[1].start()].strip():
        # « @Claire Durand » is not the one Claire there is, who is called Martin.
        goes_on = written[1][0].islower() or written[0].isupper()
        if not goes_on and all(words[1] not in one.words for one in part):
            raise NobodyOfThatName(" ".join(written[:2]))
    if len(part) > 1:
        raise SeveralOfThatName(written[0], [one.staff.name for one in part])
    return [part[0].staff]


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(name)))


async def keep(uow: UnitOfWork, note: Note, staff: Iterable[Staff]) -> None:
    """They are named in that note; who names themselves is not told."""
    for one in staff:
        if one.id != note.staff_id:
            uow.session.add(
                Mention(note_id=note.id, staff_id=one.id, conversation_id=note.conversation_id)
            )
    await uow.session.flush()


async def seen(uow: UnitOfWork, actor: Actor, conversation_id: str) -> None:
    """They have opened the conversation in which they were named."""
    await uow.session.execute(
        update(Mention)
        .where(
            Mention.staff_id == actor.staff.id,
            Mention.conversation_id == conversation_id,
            Mention.seen_at.is_(None),
        )
        .values(seen_at=clock.now())
    )


async def unseen(
    uow: UnitOfWork, team: Collection[Staff], conversation_ids: Collection[str] | None = None
) -> dict[str, set[str]]:
    """The conversations in which each of these was named and has not looked since, by staff id.

    Only those that they still see; only of ``conversation_ids`` where given.
    """
    by_id = {one.id: one for one in team}
    query = (
        select(Mention.staff_id, Mention.conversation_id, Conversation.contact_id)
        .join(Conversation, Conversation.id == Mention.conversation_id)
        .where(Mention.staff_id.in_(by_id), Mention.seen_at.is_(None))
    )
    if conversation_ids is not None:
        query = query.where(Mention.conversation_id.in_(conversation_ids))
    rows = list(await uow.session.execute(query))
    places = await scope.places(uow, sorted({contact_id for *_, contact_id in rows}))
    of: dict[str, set[str]] = {}
    for staff_id, conversation_id, contact_id in rows:
        if scope.reaches(by_id[staff_id], places[contact_id]):
            of.setdefault(staff_id, set()).add(conversation_id)
    return of
