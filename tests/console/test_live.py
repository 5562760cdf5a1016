"""What open pages are told, by the process's own feed, on both databases."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from sqlalchemy import delete, func, select

from console.following import Page
from console.live import Feed
from console.stream import Stream
from paqte import clock
from paqte.database import Database
from paqte.models import AuditEntry, Conversation, Membership, Presence
from paqte.services import holding, retention
from paqte.services.staff import accounts, desk, entering, inbox, presence
from paqte.services.staff.inbox import Wanted
from paqte.services.staff.scope import OutOfReach
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.console.conftest import Enter, Member
from tests.console.places import Place, heard, place
from tests.paqte.factories import arrival

pytestmark = pytest.mark.usefixtures("still_clock")
PATIENCE_S = 10.0

Event = tuple[str, str]


@dataclass
class Open:
    """A page and what it heard."""

    page: Page
    stream: Stream
    events: list[Event] = field(default_factory=list)

    async def until(self, name: str, text: str = "") -> str:
        """Listen until an event of that name that holds ``text``; its data."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for event, data in self.events:
                    if event == name and text in data:
                        return data
                if self.page.over:
                    raise AssertionError(f"over; heard {self.events}")
                await self.listen()

    async def listen(self) -> None:
        """The next lines."""
        lines = (await self.page.next()).splitlines()
        names = [one.removeprefix("event: ") for one in lines if one.startswith("event: ")]
        told = [one.removeprefix("data: ") for one in lines if one.startswith("data: ")]
        self.events += zip(names, told, strict=True)

    async def ends(self) -> None:
        """Listen until it is told no more."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.page.over:
                await self.listen()

    def heard(self, *names: str) -> list[str]:
        """The data of these events so far."""
        return [data for event, data in self.events if event in names]


class Pages:
    """Pages open in one process."""

    def __init__(self, database: Database, still_clock: StillClock) -> None:
        self.database, self.clock = database, still_clock
        self._opened: list[Page] = []
        self._stopping = asyncio.Event()
        self._feed = Feed(database, self._stopping)

    async def open(
        self,
        member: Member,
        wanted: Wanted | None = None,
        conversation: str | None = None,
        since: datetime | None = None,
    ) -> Open:
        """A page of theirs, that shows that."""
        async with self.database.unit_of_work() as uow:
            staff = await uow.session.merge(member.staff)
            token = await entering.enter(uow, staff, "192.0.2.1")
            await uow.commit()
        page = Page(
            staff=member.staff,
            session=entering.token_print(token),
            since=since or clock.now(),
            wanted=wanted,
            conversation_id=conversation,
        )
        opened = Open(page, await self._feed.open(page, member.actor))
        self._opened.append(page)
        return opened

    @property
    def looking(self) -> bool:
        """Whether a look at the database is at hand."""
        return any(
            getattr(task.get_coro(), "__qualname__", "") == "Feed._look"
            for task in asyncio.all_tasks()
        )

    async def stop(self) -> None:
        """The process is told to stop: every page is let go."""
        self._stopping.set()
        async with asyncio.timeout(PATIENCE_S):
            for page in self._opened:
                while not page.over:
                    await page.next()
            await self._feed.aclose()


@pytest.fixture
async def pages(database: Database, still_clock: StillClock) -> AsyncIterator[Pages]:
    """A process with pages open; stopped after the test."""
    still_clock.advance(minutes=1)
    made = Pages(database, still_clock)
    yield made
    await made.stop()


async def writes(pages: Pages, where: str, update_id: int, text: str) -> None:
    """A second later the person writes."""
    pages.clock.advance(seconds=1)
    async with pages.database.unit_of_work() as uow:
        talk = await uow.session.get_one(Conversation, where)
        await heard(uow, talk, update_id, text)
        await uow.commit()


async def asks(pages: Pages, where: str) -> None:
    """A second later they want a person."""
    pages.clock.advance(seconds=1)
    async with pages.database.unit_of_work() as uow:
        await holding.request_human(uow, where)
        await uow.commit()


def lines(opened: Open) -> dict[str, str | None]:
    """The lines of its list that it was told, by conversation, the last of each."""
    told = (json.loads(data) for data in opened.heard("ligne"))
    return {one["id"]: one["html"] for one in told}


async def test_a_list_is_told_the_line_that_changed_with_what_each_has_not_read(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    claire, ali = await enter(), await enter("observer")
    await ali.get(f"/conversations/{cergy.conversation}")
    first = await pages.open(claire, inbox.EVERYTHING)
    second = await pages.open(ali, inbox.EVERYTHING)
    await writes(pages, cergy.conversation, 501, "encore <moi>")
    for opened, number in ((first, 2), (second, 1)):
        html = json.loads(await opened.until("ligne", "encore &lt;moi&gt;"))["html"]
        assert f'<span class="count">{number}<' in html
        assert "Patronne 95" in html
        assert cergy.teacher not in lines(opened)


async def test_a_line_leaves_the_list_that_it_no_longer_belongs_to(
    database: Database, enter: Enter, cergy: Place, pages: Pages, still_clock: StillClock
) -> None:
    claire = await enter()
    queue = await pages.open(claire, Wanted(state="requested"))
    bot = await pages.open(claire, Wanted(state="bot"))
    mine = await pages.open(claire, Wanted(mine=True))
    await asks(pages, cergy.conversation)
    assert await queue.until("demande") == cergy.conversation
    assert json.loads(await queue.until("comptes", "requested"))["requested"] == 1
    await queue.until("ligne", "Demande une personne")
    assert json.loads(await bot.until("ligne"))["html"] is None
    still_clock.advance(seconds=1)
    async with database.unit_of_work() as uow:
        await desk.take(uow, claire.actor, cergy.conversation, "PaQte")
        await uow.commit()
    await mine.until("ligne", "Avec l’équipe")
    await queue.until("ligne", "null")
    assert lines(queue) == {cergy.conversation: None}
    assert json.loads(await queue.until("comptes", '"staff":1'))["requested"] == 0
    # Asked for once, heard once.
    assert queue.heard("demande") == [cergy.conversation]


async def test_a_list_that_cannot_be_told_does_not_stand_between_others_and_their_lines(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    claire, ali = await enter(), await enter("observer")
    broken = await pages.open(claire, Wanted(until=date.max))
    sound = [
        await pages.open(ali, inbox.EVERYTHING),
        await pages.open(claire, Wanted(state="requested")),
        await pages.open(ali, conversation=cergy.conversation),
    ]
    await asks(pages, cergy.conversation)
    await broken.until("tout")
    for opened, event in zip(sound, ("ligne", "ligne", "conversation"), strict=True):
        await opened.until(event)
    # Once, not at every look from then on.
    await writes(pages, cergy.conversation, 551, "merci")
    await sound[0].until("ligne", "merci")
    assert len([one for one, _ in sound[1].events if one == "demande"]) == 1
    assert not broken.heard("ligne")


async def test_what_is_searched_by_words_or_changes_in_crowds_is_fetched_again(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    claire = await enter()
    words = await pages.open(claire, Wanted(words="boulangerie"))
    everything = await pages.open(claire, inbox.EVERYTHING)
    await writes(pages, cergy.conversation, 601, "un mot")
    await words.until("tout")
    await everything.until("ligne", "un mot")
    async with database.unit_of_work() as uow:
        for number in range(25):
            person = await arrival(uow, telegram_id=7000 + number)
            await heard(uow, person, 7000 + number, "moi aussi")
        await uow.commit()
    await everything.until("tout")
    assert len(lines(everything)) == 1


async def test_a_page_hears_what_happened_while_it_was_being_opened(
    database: Database, enter: Enter, cergy: Place, pages: Pages, still_clock: StillClock
) -> None:
    claire = await enter()
    made = clock.now()
    still_clock.advance(seconds=30)
    await writes(pages, cergy.conversation, 701, "entre-temps")
    still_clock.advance(seconds=10)
    late = await pages.open(claire, inbox.EVERYTHING, since=made)
    await late.until("ligne", "entre-temps")
    # One that was made longer ago fetches what it shows.
    still_clock.advance(minutes=2)
    older = await pages.open(claire, inbox.EVERYTHING, since=made)
    await older.until("tout")


async def test_nothing_of_another_territory_is_told(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    async with database.unit_of_work() as uow:
        nantes = await place(uow, "44")
        await uow.commit()
    here, there = await enter("coordinator", "95"), await enter("coordinator", "44")
    with pytest.raises(OutOfReach):
        await pages.open(here, conversation=nantes.conversation)
    page = await pages.open(here, inbox.EVERYTHING)
    other = await pages.open(there, inbox.EVERYTHING)
    await pages.open(there, conversation=nantes.conversation)
    await asks(pages, nantes.conversation)
    await other.until("demande")
    await writes(pages, cergy.conversation, 801, "du 95")
    await page.until("ligne", "du 95")
    assert set(lines(page)) == {cergy.conversation}
    assert page.heard("demande") == []
    assert not [data for data in page.heard("comptes") if "requested" in data]
    assert cergy.conversation not in lines(other)


async def test_a_page_hears_no_more_once_its_session_or_its_rights_are_others(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    claire = await enter()
    out, moved = await enter("observer"), await enter("coordinator", "95")
    of_out = await pages.open(out, inbox.EVERYTHING)
    of_moved = await pages.open(moved, inbox.EVERYTHING)
    await writes(pages, cergy.conversation, 901, "avant")
    await of_out.until("ligne", "avant")
    await of_moved.until("ligne", "avant")
    async with database.unit_of_work() as uow:
        await accounts.disable(uow, claire.actor, out.staff.id)
        await accounts.change(
            uow,
            claire.actor,
            moved.staff.id,
            name=moved.staff.name,
            role="coordinator",
            departments="44",
        )
        await uow.commit()
    await writes(pages, cergy.conversation, 902, "après")
    for opened in (of_out, of_moved):
        await opened.ends()
        assert "après" not in json.dumps(opened.events)


async def present(database: Database, where: str) -> list[tuple[str, str | None]]:
    """Who is there, and what they write."""
    async with database.reading() as uow:
        found = (await presence.present(uow, [where])).get(where, ())
    return [(one.name, one.writing) for one in found]


async def test_who_is_there_is_told_to_the_others_alone_and_never_kept_in_the_journal(
    database: Database, enter: Enter, cergy: Place, pages: Pages
) -> None:
    claire, ali = await enter(), await enter("coordinator", "95")
    hers = await pages.open(claire, conversation=cergy.conversation)
    his = await pages.open(ali, conversation=cergy.conversation)
    again = await pages.open(ali, conversation=cergy.conversation)
    elsewhere = await pages.open(ali, conversation=cergy.teacher)
    told = json.loads(await hers.until("presents", ali.staff.name))
    assert told["shown"] == f"{ali.staff.name} regarde"
    told_him = json.loads(await his.until("presents", claire.staff.name))
    assert told_him["shown"] == f"{claire.staff.name} regarde"
    async with database.reading() as uow:
        entries = select(func.count()).select_from(AuditEntry)
        journal = await uow.session.scalar(entries)
    address = f"/conversations/{cergy.conversation}/ecrit"
    assert (await ali.post(address, quoi="reponse")).status_code == 204
    told = json.loads(await hers.until("presents", "écrit une réponse"))
    assert told == {
        "shown": f"{ali.staff.name} écrit une réponse…",
        "said": f"{ali.staff.name} écrit une réponse…",
    }
    await ali.post(address, quoi="")
    # Of someone's pages one is enough.
    await left(his)
    assert await present(database, cergy.conversation) == [
        (claire.staff.name, None),
        (ali.staff.name, None),
    ]
    await left(again)
    assert json.loads(await hers.until("presents", '"shown":""'))["said"] == ""
    assert elsewhere.heard("presents") == []
    async with database.reading() as uow:
        assert await uow.session.scalar(entries) == journal


async def left(opened: Open) -> None:
    """The browser goes away."""
    sent: list[object] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    await opened.stream({"type": "http"}, receive, send)


async def test_what_a_process_that_died_has_left_is_gone_by_itself(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire = await enter()
    async with database.unit_of_work() as uow:
        row = await presence.arrive(uow, claire.actor, cergy.conversation)
        await presence.writes(uow, claire.actor, cergy.conversation, "note")
        await uow.commit()
    name = claire.staff.name
    assert await present(database, cergy.conversation) == [(name, "note")]
    still_clock.advance(seconds=presence.WRITES.total_seconds())
    assert await present(database, cergy.conversation) == [(name, None)]
    still_clock.advance(seconds=30)
    async with database.unit_of_work() as uow:
        await presence.renew(uow, [row])
        await uow.commit()
    still_clock.advance(seconds=30)
    assert await present(database, cergy.conversation) == [(name, None)]
    still_clock.advance(seconds=30)
    assert await present(database, cergy.conversation) == []
    async with database.unit_of_work() as uow:
        await retention.purge(uow, Settings())
        assert await uow.session.scalar(select(func.count()).select_from(Presence)) == 0


async def test_a_feed_renews_its_pages_and_lets_go_of_what_is_no_longer_theirs(
    database: Database, enter: Enter, cergy: Place, pages: Pages, still_clock: StillClock
) -> None:
    claire, omar = await enter(), await enter("coordinator", "95")
    stays = await pages.open(claire, conversation=cergy.conversation)
    loses = await pages.open(omar, conversation=cergy.conversation)
    await stays.until("presents", omar.staff.name)
    still_clock.advance(seconds=35)
    await renewed(database, 2)
    still_clock.advance(seconds=35)
    await renewed(database, 2)
    # The baker is of no company any more: nobody's département.
    async with database.unit_of_work() as uow:
        await uow.session.execute(delete(Membership))
        await uow.commit()
    still_clock.advance(seconds=35)
    await loses.ends()
    assert not stays.page.over


async def renewed(database: Database, number: int) -> None:
    """Wait until so many pages are there for longer than a moment."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with database.reading() as uow:
                soon = clock.now() + presence.STAYS / 2
                count = select(func.count()).select_from(Presence).where(Presence.until > soon)
                if await uow.session.scalar(count) == number:
                    return
            await asyncio.sleep(0.01)


async def test_a_look_at_hand_ends_before_the_process_does(
    pages: Pages, enter: Enter, cergy: Place
) -> None:
    """Interrupted, or later than the pool, it left a connection that nobody closed."""
    opened = await pages.open(await enter())
    await writes(pages, cergy.conversation, 501, "Bonjour")
    opened.page.end()
    await pages.stop()
    assert not pages.looking
