"""What open pages are told of what changed: the lines of their lists, numbers, who is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog

from console import together
from console.following import LOOK_AGAIN, Page, line
from console.pages import fragment
from paqte.database import UnitOfWork
from paqte.i18n import speech
from paqte.services.staff import changes, inbox, lines, mentions, presence, scope
from paqte.services.staff.changes import Change, Standing
from paqte.services.staff.inbox import Wanted
from paqte.services.staff.lines import Row

log = structlog.get_logger(__name__)

_MOST_LINES: Final = 20
"""Of more that change at once a list is better fetched whole."""
_SAID_AGAIN_S: Final = 60.0


async def tell_changes(
    uow: UnitOfWork, told: Mapping[Page, list[Change]], before: Mapping[str, Standing]
) -> None:
    """Each page what changed of what it shows, and who asks for a person.

    Args:
        told: what each of them may know.
        before: where conversations stood when they were last looked at.
    """
    of: dict[tuple[str, ...] | None, str] = {}
    for page, found in told.items():
        moved = [one for one in found if _moved(page, one, before.get(one.id))]
        for one in found:
            now = changes.standing(one.conversation)
            if one in moved and now is not None and now.state == "requested":
                page.tell(line("demande", one.id))
            if one.id == page.conversation_id:
                page.tell(line("conversation", one.id))
        # What a page that was just made has not been told may have been counted before.
        if moved or (found and page.since is not None):
            where = scope.departments_of(page.staff)
            if where not in of:
                of[where] = line("comptes", await inbox.counts(uow, page.staff))
            page.tell(of[where])
    await _tell_lists(uow, told)


async def tell_mentions(uow: UnitOfWork, pages: Collection[Page]) -> None:
    """How many conversations they are named in and have not opened since, where that changed."""
    team = {page.staff.id: page.staff for page in pages}
    named = await mentions.unseen(uow, list(team.values()))
    for page in pages:
        number = len(named.get(page.staff.id, ()))
        if number != page.mentions:
            page.mentions = number
            page.tell(line("comptes", {"mentions": number}))


async def tell_presence(uow: UnitOfWork, pages: Iterable[Page], now: datetime) -> None:
    """Who else has the same conversation open, where that changed."""
    showing = [page for page in pages if page.conversation_id is not None]
    if not showing:
        return
    there = await presence.present(uow, {page.conversation_id or "" for page in showing})
    for page in showing:
        others = together.others(there.get(page.conversation_id or "", ()), page.staff.id)
        if others == page.others:
            continue
        heard = (
            [
                one
                for one in together.news(page.others, others)
                if page.not_heard_lately(one, now, _SAID_AGAIN_S)
            ]
            if page.others is not None
            else []
        )
        page.others = others
        shown, said = (together.shown(page.words, of) for of in (others, heard))
        page.tell(line("presents", {"shown": shown, "said": said}))


def _moved(page: Page, one: Change, before: Standing | None) -> bool:
    """Whether it stands elsewhere than when the process looked last, or the page was made."""
    now = changes.standing(one.conversation)
    if now is not None and now.asked_at is not None and page.since is not None:
        return now.asked_at > page.since
    return now != before


@dataclass(frozen=True, slots=True)
class _List:
    """What lists of the same conversations have in common."""

    where: tuple[str, ...] | None
    wanted: Wanted
    whose: str | None

    @classmethod
    def of(cls, page: Page, wanted: Wanted) -> _List:
        whose = page.staff.id if wanted.personal else None
        return cls(scope.departments_of(page.staff), wanted, whose)


async def _tell_lists(uow: UnitOfWork, told: Mapping[Page, list[Change]]) -> None:
    groups: dict[_List, list[Page]] = defaultdict(list)
    for page, found in told.items():
        if page.wanted is None or not found:
            continue
        if page.wanted.words or len(found) > _MOST_LINES:
            # Words are looked for among all that was ever written: once a second at most.
            page.tell(LOOK_AGAIN)
        else:
            groups[_List.of(page, page.wanted)].append(page)
    if not groups:
        return
    found_of = {one.id: one for pages in groups.values() for page in pages for one in told[page]}
    readers = {page.staff.id: page.staff for pages in groups.values() for page in pages}
    rows = await lines.shared_rows(uow, [one.conversation for one in found_of.values()])
    row_of = {row.conversation.id: row for row in rows}
    unread = {identity: await lines.unread_of_team(uow, readers, identity) for identity in found_of}
    named = await mentions.unseen(uow, list(readers.values()), found_of)
    made: dict[tuple[str, str, bool, int, bool], str] = {}
    for group, pages in groups.items():
        try:
            belong = await _belonging(uow, group, pages, told)
        except Exception as error:
            # What one list cannot be asked must not stand between the others and their lines.
            log.error("a list not told", exc_info=error)
            for page in pages:
                page.tell(LOOK_AGAIN)
            continue
        queue = inbox.is_queue(group.wanted)
        for page in pages:
            for one in told[page]:
                if one.id not in belong:
                    page.tell(line("ligne", {"id": one.id, "html": None}))
                    continue
                number = unread[one.id][page.staff.id]
                mentioned = one.id in named.get(page.staff.id, ())
                key = one.id, page.staff.locale, queue, number, mentioned
                if key not in made:
                    row = replace(row_of[one.id], unread=number, mentioned=mentioned)
                    made[key] = _line(row, page.staff.locale, queue=queue)
                page.tell(made[key])


async def _belonging(
    uow: UnitOfWork, group: _List, pages: list[Page], told: Mapping[Page, list[Change]]
) -> set[str]:
    """Which of what is told these pages their list holds."""
    ids = {one.id for page in pages for one in told[page]}
    if group.wanted == inbox.EVERYTHING:
        return ids
    # A question that fails takes the transaction with it, unless it stands in one of its own.
    async with uow.session.begin_nested():
        return await inbox.among(uow, pages[0].staff, group.wanted, ids)


def _line(row: Row, locale: str, *, queue: bool) -> str:
    html = fragment(speech(locale), "_row.html", row=row, queue=queue)
    return line("ligne", {"id": row.conversation.id, "html": html})
