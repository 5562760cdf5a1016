"""Access and who welcomes, told in passing at any question of an offer."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Offer
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")

SAID = "on prend deux élèves de 3e la semaine du 11 janvier"


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def test_both_are_kept_where_they_belong_and_are_published(
    baker: Caller, database: Database
) -> None:
    await baker.open("offer_form", SAID)
    again = await baker.answer("c’est accessible en fauteuil", "nlu_fallback")
    assert "J’ai noté pour l’accessibilité" in again.text
    assert "À quels horaires" in again.text
    await baker.answer("9h-12h et 13h-16h")
    await baker.answer("Découvrir la boulangerie")
    asked = await baker.answer("Le fournil, puis la boutique. C’est Mme Diallo qui accueille.")
    assert "J’ai noté qui accueille\u00a0: Mme Diallo." in asked.text
    assert "n’est donné qu’après votre accord" in asked.text
    recap = await baker.answer('/inform{"offer_rep": "no"}')
    assert "Accessible en fauteuil" in recap.text
    assert "Mme Diallo" in recap.text
    await baker.answer('/inform{"offer_recap": "send"}')
    await baker.call("action_submit_offer")
    async with database.reading() as uow:
        made = (await uow.session.scalars(select(Offer))).one()
        assert (made.accessibility, made.host) == ("Accessible en fauteuil", "Mme Diallo")
        assert made.description == "Le fournil, puis la boutique."
        assert made.title == "Découvrir la boulangerie"


async def test_they_are_neither_a_title_nor_a_failure(baker: Caller) -> None:
    await baker.open("offer_form", SAID)
    await baker.answer("9h-12h et 13h-16h")
    for _ in range(3):
        again = await baker.answer("ils seront accueillis par M. Benali, 06 11 22 33 44")
        assert "Quel titre" in again.text
        assert "M. Benali" in again.text
        assert "22 33" not in again.text
    assert "Parler à quelqu’un" not in again.buttons


async def test_with_the_first_sentence_and_at_the_recap(baker: Caller) -> None:
    await baker.open("offer_form", f"{SAID}, locaux accessibles en fauteuil")
    await baker.answer("9h-12h et 13h-16h")
    await baker.answer("Découvrir la boulangerie")
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer('/inform{"offer_rep": "no"}')
    assert "Locaux accessibles en fauteuil" in recap.text
    recap = await baker.answer("c’est Mme Diallo qui accueille")
    assert "Contact sur place\u00a0: <b>Mme Diallo</b>" in recap.text
