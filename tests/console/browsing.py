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

_LOST = """(where) => {
  const faults = new Set();
  const dialog = document.querySelector("dialog");
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.textContent.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest(".fr-sr-only, .fr-skiplinks, svg, option")) continue;
    const around = [];
    for (let up = holder; up; up = up.parentElement) around.push([up, getComputedStyle(up)]);
    // What scrolls inside of itself is all there; a preview says by « … » that it goes on.
    if (around.some(([, style]) => style.textOverflow === "ellipsis")) continue;
    const scrolls = ([one, style]) => one !== dialog && /auto|scroll/.test(style.overflowX);
    if (around.some(scrolls)) continue;
    const said = node.textContent.trim().slice(0, 40);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      if (box.right > innerWidth + 1 || box.left < -1) faults.add(`outside: ${said}`);
      for (const [one, style] of around) {
        if (!/hidden|clip/.test(style.overflowX)) continue;
        const held = one.getBoundingClientRect();
        if (box.right > held.right + 1 || box.bottom > held.bottom + 3) faults.add(`cut: ${said}`);
      }
      for (const other of texts) {
        if (other.node === node) continue;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > Math.min(box.height, other.box.height) / 3)
          faults.add(`over each other: ${said} / ${other.said}`);
      }
      texts.push({ node, box, said });
    }
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.add(`sideways: ${width}`);
  if (dialog && dialog.scrollWidth > dialog.clientWidth) faults.add("sideways: dialog");
  return [...faults];
}"""


async def lost(page: Page, where: str = "body") -> list[str]:
    """Texts that are cut off, out of the page or over one another, all that unfolds unfolded."""
    await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found: list[str] = await page.evaluate(_LOST, where)
    return found


def every_page(place: Place) -> tuple[str, ...]:
    """The addresses of all pages that somebody who is signed in can open."""
    return (
        "/",
        "/?mots=x&depuis=2026-01-01",
        f"/conversations/{place.conversation}",
        f"/conversations/{place.teacher}",
        "/entreprises",
        f"/entreprises/{place.company}",
        "/actions",
        "/actions?validees=2",
        f"/actions/{place.action}",
        "/structures",
        "/structures?verifiees=true",
        "/offres",
        "/bilan",
        "/reponses",
        "/apprentissage",
        f"/apprentissage/messages/{place.message}",
        "/apprentissage/conversations",
        f"/apprentissage/conversations/{place.conversation}",
        "/comptes",
        "/journal",
        "/mon-compte",
        "/accessibilite",
        "/nowhere",
    )


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


async def shortcut(page: Page, key: str) -> None:
    """Press a key as soon as the page listens to keys: its script comes after its words."""
    await page.locator("[data-keys]:not([hidden])").wait_for(state="attached")
    await page.keyboard.press(key)


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
