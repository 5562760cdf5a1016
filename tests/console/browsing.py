"""Someone of the team in a real browser, on the console that runs as a process of its own."""

from playwright.async_api import BrowserContext, Page
from sqlalchemy import update

from console.visits import COOKIE
from paqte import clock
from paqte.database import Database
from paqte.models import BOT, Conversation
from paqte.services.staff import accounts, entering
from tests.conftest import StillClock
from tests.console.places import Place, place


async def some_time_ago(kept: Database, still_clock: StillClock) -> Place:
    """A baker and a teacher in the Val-d’Oise, who came some time ago.

    The console, another process, has the time of today.
    """
    del still_clock
    async with kept.unit_of_work() as uow:
        made = await place(uow, "95")
        # Whatever became of it in a test before.
        await uow.session.execute(update(Conversation).values(holder=BOT))
        await uow.commit()
    clock.use(None)
    return made


async def sign_in(
    context: BrowserContext,
    kept: Database,
    *,
    name: str = "",
    locale: str = "fr",
    role: str = "administrator",
    departments: str = "95",
) -> Page:
    """A page of someone who is signed in; an error in its console fails the test."""
    async with kept.unit_of_work() as uow:
        count = len(await accounts.everybody(uow))
        staff, _ = await accounts.invite(
            uow,
            None,
            email=f"p{count}@gouv.example",
            name=name or f"Personne {count}",
            role=role,
            departments=departments,
            locale=locale,
        )
        token = await entering.enter(uow, staff, "192.0.2.1")
        await uow.commit()
    await context.add_cookies(
        [{"name": COOKIE, "value": token, "domain": "127.0.0.1", "path": "/", "secure": True}]
    )
    page = await context.new_page()

    def fail(said: object) -> None:
        raise AssertionError(said)

    page.on("pageerror", fail)
    return page
