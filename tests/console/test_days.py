"""Odd days, times and years in an address count as not asked, and are nobody else's trouble."""

from datetime import UTC, date, datetime

import httpx
import pytest

from console import days
from console.filters import Filters
from tests.console.conftest import Enter, Member
from tests.console.places import Place

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def claire(enter: Enter, cergy: Place) -> Member:
    """Someone who may see every page."""
    return await enter()


@pytest.mark.parametrize(
    "address",
    [
        "/?jusqu=9999-12-31",
        "/?depuis=0001-01-01",
        "/?apres=0001-01-01T00:00:00%2B14:00_x",
        "/?apres=9999-12-31T23:59:59-14:00_x",
        "/bilan?annee=9999",
        "/bilan?annee=1",
        "/bilan?du=0001-01-01&au=9999-12-31",
        "/bilan.csv?annee=9999",
        "/bilan.xlsx?annee=1",
        "/journal?jusqu=9999-12-31",
        "/journal?depuis=0001-01-01",
        "/journal.csv?depuis=0001-01-01&jusqu=9999-12-31",
    ],
)
async def test_a_day_at_the_end_of_the_calendar_is_not_asked(claire: Member, address: str) -> None:
    # Nor is it a filter that would leave everything out.
    path = address.partition("?")[0]
    answer, plain = await claire.get(address), await claire.get(path)
    assert answer.status_code == 200
    if path == "/":
        assert "Patronne 95" in answer.text
    if path == "/bilan":
        assert answer.text.count("Bilan 2026") == plain.text.count("Bilan 2026") > 0
    if path.startswith("/journal"):
        assert "Connexion" in answer.text


async def test_an_open_list_of_such_a_day_is_followed_as_any_other(claire: Member) -> None:
    asked = Filters.model_validate({"jusqu": "9999-12-31", "depuis": "0001-01-01"})
    assert asked.followed() == Filters().followed()
    assert asked.wanted() == Filters().wanted()
    # A view that was kept with one is opened all the same.
    kept = await claire.post("/vues", title="Fin des temps", query="jusqu=9999-12-31")
    opened: httpx.Response = await claire.get(kept.headers["location"])
    assert opened.status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2100-01-01"])
async def test_a_conversation_is_not_put_off_to_such_a_day(
    claire: Member, cergy: Place, day: str
) -> None:
    address = f"/conversations/{cergy.conversation}/ranger"
    refused = await claire.post(address, geste="reporter_au", jour=day)
    assert refused.status_code == 422
    assert "Donnez une date à venir." in refused.text


def test_a_hundred_years_are_known_and_what_is_near_them_can_be_told() -> None:
    assert days.day(" 2026-11-28 ") == date(2026, 11, 28)
    assert days.day("2000-01-01") == days.FIRST
    assert days.day("2099-12-31") == days.LAST
    for text in ("", "soon", "1999-12-31", "2100-01-01", "0001-01-01", "9999-12-31"):
        assert days.day(text) is None
    assert days.moment("2026-11-28T09:00:00+00:00") == datetime(2026, 11, 28, 9, tzinfo=UTC)
    for text in ("2026-11-28T09:00:00", "2026-11-28", "0001-01-01T00:00:00+14:00", "x"):
        assert days.moment(text) is None
    assert [days.year(one) for one in (0, 1, 1999, 2000, 2099, 2100)] == [
        *(None, None, None),
        *(2000, 2099, None),
    ]
