"""Notices about requests read aloud: numbers agree, no name is contracted, who is who is right."""

import pytest

from bot.internships.notices import reply_to
from paqte.database import Database, UnitOfWork
from paqte.i18n import speech
from paqte.models import Organisation, SeatRequest
from paqte.services.internships import asking, looking, settling, taking_back, telling
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def request_for(database: Database, seats: int) -> str:
    """An association's request for that many places of four; its id."""
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=4, weeks=JANUARY[:1])
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], seats, "troisieme", "ask"
        )
        await uow.commit()
        return asked.id


async def notices_of(database: Database, request_id: str) -> dict[str, tuple[str, list[str]]]:
    """Every notice of a request by kind, side and language: its text, its buttons."""
    async with database.unit_of_work() as uow:
        view = await looking.at(uow, request_id)
    told = {}
    for locale in ("fr", "en"):
        for side in (telling.COMPANY, telling.ORGANISATION):
            for kind in (
                telling.NEW,
                telling.ANSWERED,
                telling.CANCELLED,
                telling.EXPIRED,
                telling.PROMOTED,
                telling.OUTCOME,
            ):
                reply = reply_to(kind, {"side": side}, view, "Nadia", speech(locale))
                labels = [button.title for button in reply.buttons]
                told[f"{kind.removeprefix('request_')}/{side}/{locale}"] = (
                    plain(reply.text or ""),
                    labels,
                )
    return told


@pytest.mark.parametrize("seats", [1, 2])
async def test_notices_agree_with_the_number_of_places(database: Database, seats: int) -> None:
    request_id = await request_for(database, seats)
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, request_id)
        settled = await settling.accept(
            uow, request.company_id, await answerer(uow, request), request_id
        )
        settled.request.reserved = True
        await uow.commit()
    told = await notices_of(database, request_id)
    one = seats == 1
    expected = {
        "new/company/fr": "Cette place vient de se libérer" if one else "Ces places viennent",
        "answered/company/fr": "1 place accordée (" if one else "2 places accordées (",
        "cancelled/company/fr": "sa demande d’une place," if one else "sa demande de 2 places,",
        "expired/organisation/fr": "votre demande d’une place," if one else "demande de 2 places,",
        "promoted/organisation/fr": "Une place se libère" if one else "2 places se libèrent",
        "outcome/company/fr": "L’élève est-il venu ?" if one else "Les 2 élèves sont-ils venus ?",
        "new/company/en": "This place has just" if one else "These places have just",
        "answered/company/en": "1 place granted (" if one else "2 places granted (",
        "cancelled/company/en": "request for one place," if one else "request for 2 places,",
        "expired/organisation/en": "request for one place in time"
        if one
        else "for 2 places in time",
        "promoted/organisation/en": "A place becomes free" if one else "2 places become free",
        "outcome/company/en": "Did the pupil come?" if one else "Did the 2 pupils come?",
    }
    for which, words in expected.items():
        assert words in told[which][0], which
    came = ["Oui", "Non"] if one else ["Oui, tous", "Pas tous", "Aucun"]
    assert told["outcome/company/fr"][1] == came
    for text, _ in told.values():
        assert " à <b>" not in text
        assert "{" not in text


async def answerer(uow: UnitOfWork, request: SeatRequest) -> str:
    """A person of the company."""
    first: str = (await telling.notices.of_company(uow, request.company_id))[0]
    return first


@pytest.mark.parametrize("kind", ["association", "college"])
async def test_who_prepares_the_agreement_is_a_school(database: Database, kind: str) -> None:
    request_id = await request_for(database, 2)
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, request_id)
        await settling.accept(uow, request.company_id, await answerer(uow, request), request_id)
        organisation = await uow.session.get_one(Organisation, request.organisation_id)
        organisation.kind = kind
        await uow.commit()
    said, _ = (await notices_of(database, request_id))["answered/organisation/fr"]
    assert ("votre établissement" in said) is (kind == "college")
    assert ("l’établissement scolaire" in said) is (kind == "association")


@pytest.mark.parametrize("seats", [1, 2])
async def test_who_had_places_that_are_taken_back_hears_why_and_what_to_do(
    database: Database, seats: int
) -> None:
    request_id = await request_for(database, seats)
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, request_id)
        by = await answerer(uow, request)
        await settling.accept(uow, request.company_id, by, request_id)
        await taking_back.take_back(uow, request.company_id, by, request_id, "safety")
        view = await looking.at(uow, request_id)
    about = {"before": str(seats), "seats": "0", "side": telling.ORGANISATION}
    told = reply_to(telling.TAKEN_BACK, about, view, None, speech("fr"))
    said = plain(told.text or "")
    assert ("accordé <b>une place</b>" if seats == 1 else "accordé <b>2 places</b>") in said
    assert "Raison donnée : sécurité." in said
    labels = [button.title for button in told.buttons]
    assert labels == ["Voir d’autres offres", "Poser une question", "Parler à quelqu’un"]
    words = about | {"text": "L’atelier <ferme>"}
    told = reply_to(telling.TAKEN_BACK, words, view, None, speech("en"))
    assert "<i>L’atelier &lt;ferme&gt;</i>" in (told.text or "")
    assert "sorry" in (told.text or "")


async def test_fewer_places_than_before_are_told_to_both_sides(database: Database) -> None:
    request_id = await request_for(database, 2)
    async with database.unit_of_work() as uow:
        view = await looking.at(uow, request_id)
    for side, name, said in (
        (telling.ORGANISATION, None, "que <b>1 place</b> au lieu de 2"),
        (telling.COMPANY, "Nadia", "<b>Nadia</b> garde <b>1 place</b> au lieu de 2"),
        (telling.COMPANY, None, "<b>Une personne de votre entreprise</b> garde <b>1 place</b>"),
    ):
        about = {"before": "2", "seats": "1", "side": side}
        told = reply_to(telling.TAKEN_BACK, about, view, name, speech("fr"))
        assert said in plain(told.text or "")
        assert bool(told.buttons) is (side == telling.ORGANISATION)


async def test_a_refusal_in_words_is_read_by_who_asked_as_it_was_written(
    database: Database,
) -> None:
    request_id = await request_for(database, 2)
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, request_id)
        by = await answerer(uow, request)
        await settling.decline(uow, request.company_id, by, request_id, "other")
        view = await looking.at(uow, request_id)
    about = {"side": telling.ORGANISATION, "text": "On n’a <personne> en mars"}
    for locale, said in (("fr", "et vous écrit :"), ("en", "and writes to you:")):
        reply = reply_to(telling.ANSWERED, about, view, None, speech(locale))
        assert said in plain(reply.text or "")
        assert "<i>On n’a &lt;personne&gt; en mars</i>" in (reply.text or "")
        assert len(reply.buttons) == 1
