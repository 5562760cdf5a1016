"""Nobody decides on figures they never saw: what changed meanwhile is read again first."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action, Company, Conversation, Notice
from paqte.services import corrections, frozen
from paqte.services.declarations import Declaration
from tests.console.conftest import Enter
from tests.console.places import Place

pytestmark = pytest.mark.usefixtures("still_clock")
RELOOK = "Cela a changé entre-temps : relisez, puis décidez."
TOLD = Declaration("internship_3e", Decimal(2), date(2026, 11, 2), date(2026, 11, 6))
Corrects = Callable[[int], Awaitable[None]]


@pytest.fixture
def company_corrects(database: Database, cergy: Place) -> Corrects:
    """The company says it was another number."""

    async def correct(quantity: int) -> None:
        async with database.unit_of_work() as uow:
            talk = await uow.session.get_one(Conversation, cergy.conversation)
            right = replace(TOLD, quantity=Decimal(quantity))
            await corrections.correct(
                uow, cergy.company, talk.contact_id, cergy.action, right, f"said:{quantity}"
            )
            await uow.commit()

    return correct


async def action(database: Database, cergy: Place) -> Action:
    """As it is kept."""
    async with database.reading() as uow:
        return await uow.session.get_one(Action, cergy.action)


def fields(page: str, address: str) -> dict[str, str]:
    """What the form to that address holds, as a browser would send it back."""
    form = page.partition(f'action="{address}"')[2].partition("</form>")[0]
    found = {}
    for one in re.findall(r"<input[^>]*>", form, re.DOTALL):
        name, value = (re.search(rf'{of}="([^"]*)"', one) for of in ("name", "value"))
        if name and value and 'type="checkbox"' not in one:
            found[name[1]] = value[1]
    return found


def ticks(page: str) -> list[tuple[str, bool]]:
    """What each box stands for, and whether it is ticked."""
    boxes = re.findall(r'<input type="checkbox" name="action"[^>]*>', page)
    return [(one.partition('value="')[2].partition('"')[0], " checked" in one) for one in boxes]


async def test_a_partner_that_is_added_does_not_write_the_old_number_back(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    address = f"/actions/{cergy.action}"
    shown = fields((await claire.get(address)).text, address)
    assert shown["quantity"] == "2"
    await company_corrects(8)
    refused = await claire.post(address, **(shown | {"partner": "Collège Jean"}))
    assert refused.status_code == 422
    assert RELOOK in refused.text.replace("\u00a0", " ")
    assert (await action(database, cergy)).quantity == 8
    # The page is as it is now, with what was typed, and nothing of what was only shown.
    again = fields(refused.text, address)
    assert (again["quantity"], again["partner"]) == ("8", "Collège Jean")
    assert (await claire.post(address, **again)).status_code == 303
    kept = await action(database, cergy)
    assert (kept.quantity, kept.partner) == (8, "Collège Jean")


async def test_a_slip_of_the_pen_does_not_bring_the_old_number_back_either(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    address = f"/actions/{cergy.action}"
    shown = fields((await claire.get(address)).text, address)
    await company_corrects(8)
    slip = await claire.post(address, **(shown | {"ended_on": "soon", "partner": "Collège Jean"}))
    assert "Donnez une date" in slip.text
    again = fields(slip.text, address)
    assert (again["quantity"], again["ended_on"]) == ("8", "soon")
    await claire.post(address, **(again | {"ended_on": "2026-11-05"}))
    kept = await action(database, cergy)
    assert (kept.quantity, kept.ended_on, kept.partner) == (8, date(2026, 11, 5), "Collège Jean")


async def test_what_is_corrected_beside_a_closed_year_is_a_change_too(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2026)
        await uow.commit()
    address = f"/actions/{cergy.action}"
    shown = fields((await claire.get(address)).text, address)
    await company_corrects(8)
    refused = await claire.post(address, **(shown | {"quantity": "3"}))
    assert RELOOK in refused.text.replace("\u00a0", " ")
    again = fields(refused.text, address)
    assert (again["quantity"], again["avant_quantity"]) == ("3", "8")


async def test_a_number_that_grew_while_the_list_was_open_is_not_confirmed_unseen(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    ((shown, _),) = ticks((await claire.get("/actions")).text)
    await company_corrects(500)
    for geste in ("confirmer", "contester"):
        refused = await claire.post("/actions", action=shown, geste=geste, reason="Laquelle ?")
        assert refused.status_code == 422
        assert RELOOK in refused.text.replace("\u00a0", " ")
        assert "a changé</span>" in refused.text
        assert ">Laquelle ?</textarea>" in refused.text
    assert (await action(database, cergy)).status == "declared"
    # It is not ticked any more: it is to be read, and chosen again.
    ((now, ticked),) = ticks(refused.text)
    assert not ticked
    assert (await claire.post("/actions", action=now, geste="confirmer")).status_code == 303
    assert (await action(database, cergy)).status == "confirmed"
    async with database.reading() as uow:
        assert list(await uow.session.scalars(select(Notice))) == []


async def test_on_the_page_of_an_action_it_is_the_same_and_the_question_is_not_lost(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    address = f"/actions/{cergy.action}/decider"
    shown = fields((await claire.get(f"/actions/{cergy.action}")).text, address)
    await company_corrects(500)
    for geste in ("confirmer", "contester"):
        asked = {"geste": geste, "reason": "Laquelle ?"}
        refused = await claire.post(address, **(shown | asked))
        assert refused.status_code == 422
        assert RELOOK in refused.text.replace("\u00a0", " ")
        assert ">Laquelle ?</textarea>" in refused.text
        assert "500 élèves" in refused.text.replace("\u00a0", " ")
    again = fields(refused.text, address)
    done = await claire.post(address, **again, geste="confirmer")
    assert done.headers["location"] == "/actions?statut=declared&validees=1"
    assert (await action(database, cergy)).status == "confirmed"


async def test_who_decides_on_what_no_page_showed_decides_nothing(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    for shown in ("", ":", ":-1", ":1", ":x", ":" + "9" * 5000):
        refused = await claire.post("/actions", action=f"{cergy.action}{shown}", geste="confirmer")
        assert refused.status_code == 422, shown
    refused = await claire.post(f"/entreprises/{cergy.company}", geste="confirmer")
    assert refused.status_code == 422
    assert (await action(database, cergy)).status == "declared"


async def test_what_the_team_confirms_is_what_holds_whoever_comes_first(
    database: Database, enter: Enter, cergy: Place, company_corrects: Corrects
) -> None:
    claire = await enter()
    ((shown, _),) = ticks((await claire.get("/actions")).text)
    answer, _ = await asyncio.gather(
        claire.post("/actions", action=shown, geste="confirmer"),
        company_corrects(500),
        return_exceptions=True,
    )
    kept = await action(database, cergy)
    assert (kept.quantity, kept.status) in ((2, "confirmed"), (500, "declared"))
    assert not isinstance(answer, BaseException)
    assert answer.status_code == (303 if kept.status == "confirmed" else 422)


async def test_of_two_who_decide_on_a_company_the_person_hears_one(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali = await enter(), await enter()
    address = f"/entreprises/{cergy.company}"
    before = fields((await ali.get(address)).text, address)
    theirs = fields((await claire.get(address)).text, address)
    await claire.post(address, **theirs, geste="refuser", reason="Déjà inscrite.")
    refused = await ali.post(address, **before, geste="confirmer")
    assert refused.status_code == 422
    assert RELOOK in refused.text.replace("\u00a0", " ")
    async with database.reading() as uow:
        assert (await uow.session.get_one(Company, cergy.company)).status == "declined"
        assert list(await uow.session.scalars(select(Notice.kind))) == ["company_declined"]
    # Having read that it was declined, they may still think otherwise.
    again = fields(refused.text, address)
    assert (await ali.post(address, **again, geste="confirmer")).status_code == 303
