"""A message between both sides of a request: what is never sent on is said before it goes."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Notice, Organisation, OrganisationMember, SeatRequest
from paqte.services.internships import asking, telling
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

BUS = "Ils viennent en bus. Il y aura Adam qui est diabétique et Lina 06 11 22 33 44"
COVERED_BUS = (
    "Ils viennent en bus. Il y aura [masqué] qui est [masqué] et [masqué] [masqué]"  # as stored
)


@dataclass
class Scene:
    """A company, and who asked it for places."""

    host: Caller
    asker: Caller
    request_id: str
    offer_id: str
    database: Database

    async def opens(self, who: Caller) -> None:
        """Open the form for the request."""
        await who.open("relay_form", f'/relay{{"request": "{self.request_id}"}}')

    async def sent(self) -> list[str]:
        """What was passed on so far."""
        async with self.database.reading() as uow:
            told = await uow.session.scalars(select(Notice).where(Notice.kind == telling.MESSAGE))
            return [one.payload["text"] for one in told]


@pytest.fixture
async def scene(new_caller: NewCaller, database: Database) -> Scene:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=3, weeks=JANUARY[:2])
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask"
        )
        await uow.commit()
    host, asker = await new_caller(1000), await new_caller(2000)
    return Scene(host, asker, asked.id, made.id, database)


@pytest.mark.parametrize("text", [BUS, COVERED_BUS], ids=["as typed", "masked on its way"])
async def test_nothing_of_a_pupil_is_sent_on_before_its_writer_agrees(
    scene: Scene, text: str
) -> None:
    await scene.opens(scene.asker)
    asked = await scene.asker.answer(text)
    assert scene.asker.requested == "relay_text"
    assert asked.text.startswith("Rien n’est parti")
    assert COVERED_BUS in asked.text
    assert await scene.sent() == []

    await scene.asker.answer(asked.buttons["Envoyer sans"])
    said = await scene.asker.call("action_submit_relay", latest="relay_form")
    assert said.text.startswith("C’est transmis")
    assert await scene.sent() == [COVERED_BUS]


@pytest.mark.parametrize("yes", ["oui", "Envoyer sans", "d’accord", "envoie-le", "send it"])
async def test_it_goes_by_a_typed_yes_too(scene: Scene, yes: str) -> None:
    await scene.opens(scene.asker)
    await scene.asker.answer("Il y aura Lina et Adam")
    await scene.asker.answer(yes)
    await scene.asker.call("action_submit_relay", latest="relay_form")
    assert await scene.sent() == ["Il y aura [masqué] et [masqué]"]


async def test_it_is_written_anew_instead(scene: Scene) -> None:
    await scene.opens(scene.asker)
    await scene.asker.answer("Il y aura Lina et Adam")
    again = await scene.asker.answer("non")
    assert again.text.startswith("Écrivez votre message")
    await scene.asker.answer("Il y aura deux élèves")
    await scene.asker.call("action_submit_relay", latest="relay_form")
    assert await scene.sent() == ["Il y aura deux élèves"]


async def test_another_text_takes_the_place_of_the_one_that_waits(scene: Scene) -> None:
    await scene.opens(scene.asker)
    await scene.asker.answer("Il y aura Lina et Adam")
    await scene.asker.answer("Deux élèves viendront lundi")
    await scene.asker.call("action_submit_relay", latest="relay_form")
    assert await scene.sent() == ["Deux élèves viendront lundi"]


async def test_a_telephone_number_alone_is_said_too(scene: Scene) -> None:
    await scene.opens(scene.host)
    asked = await scene.host.answer("Appelez-moi au 06 12 34 56 78")
    assert "pas de numéro de téléphone" in asked.text
    assert await scene.sent() == []
    await scene.host.answer(asked.buttons["Envoyer sans"])
    await scene.host.call("action_submit_relay", latest="relay_form")
    assert await scene.sent() == ["Appelez-moi au …"]


@pytest.mark.parametrize(
    "text", ["Il y aura Marc et Sophie pour les accueillir", "Demandez Karim à l’accueil"]
)
async def test_a_company_names_its_own_people(scene: Scene, text: str) -> None:
    await scene.opens(scene.host)
    await scene.host.answer(text)
    await scene.host.call("action_submit_relay", latest="relay_form")
    assert await scene.sent() == [text]


async def test_what_waits_for_a_yes_is_dropped_with_its_request(scene: Scene) -> None:
    async with scene.database.unit_of_work() as uow:
        _, _, made = await offer(uow, 1)
        first = await uow.session.get_one(SeatRequest, scene.request_id)
        organisation = await uow.session.get_one(Organisation, first.organisation_id)
        member = (await uow.session.scalars(select(OrganisationMember))).one()
        second = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask again"
        )
        await uow.commit()
    await scene.opens(scene.asker)
    await scene.asker.answer("Il y aura Lina et Adam")
    other = await scene.asker.answer(f'/relay{{"request": "{second.id}"}}')
    assert other.text.startswith("Écrivez votre message pour Entreprise 1")
    assert not other.buttons


async def test_places_are_counted_in_a_sentence_that_was_masked(
    scene: Scene, new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await association(uow, 1)
        await uow.commit()
    other = await new_caller(2001)
    await other.open("request_form", f'/request_slots{{"offer": "{scene.offer_id}"}}')
    await other.answer("semaine du 18 janvier")
    assert other.requested == "request_seats"
    recap = await other.answer("trois: [masqué], [masqué] et [masqué] qui est [masqué]")
    assert other.requested == "request_recap"
    assert "3 places" in recap.text.replace("\u00a0", " ")
