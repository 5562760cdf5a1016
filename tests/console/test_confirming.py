"""What is declared is confirmed or put in question; whom it concerns is told, once."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

import pytest
from sqlalchemy import select

from bot.notices import Notices
from bot.signals import Signals
from paqte.database import Database
from paqte.models import (
    Action,
    ActionChange,
    Company,
    Contact,
    Conversation,
    Message,
    Offer,
    OfferWeek,
    Organisation,
    OrganisationMember,
    SeatRequest,
)
from paqte.services import joining
from paqte.services.internships import asking, settling
from tests.conftest import StillClock
from tests.console.conftest import Enter
from tests.console.places import PIXEL, Place
from tests.paqte.factories import arrival, bakery
from tests.paqte.internship_factories import JANUARY

pytestmark = pytest.mark.usefixtures("still_clock")
Told = Callable[[str], Awaitable[list[str]]]


@pytest.fixture
def told(database: Database) -> Told:
    """What the bot says to a conversation of what was decided."""

    async def of(conversation_id: str) -> list[str]:
        await Notices(database, Signals()).tick()
        async with database.reading() as uow:
            said = await uow.session.scalars(
                select(Message)
                .where(Message.conversation_id == conversation_id, Message.direction == "out")
                .order_by(Message.id)
            )
            return [(one.text or "").replace("\u00a0", " ") for one in said]

    return of


async def test_a_company_is_confirmed_and_told_in_its_language(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    page = (await claire.get(f"/entreprises/{cergy.company}")).text
    assert "Pas de SIRET" in page
    for _ in range(2):
        await claire.post(f"/entreprises/{cergy.company}", geste="confirmer", vu="submitted")
    (said,) = await told(cergy.conversation)
    assert said.startswith("Bonne nouvelle : <b>Boulangerie 95</b>")
    assert "l’équipe a confirmé l’inscription" in said
    async with database.unit_of_work() as uow:
        company = await uow.session.get_one(Company, cergy.company)
        assert company.status == "confirmed"
        talk = await uow.session.get_one(Conversation, cergy.conversation)
        (await uow.session.get_one(Contact, talk.contact_id)).locale = "en"
        await uow.commit()
    # A decision that was wrong is mended, and told again.
    await claire.post(
        f"/entreprises/{cergy.company}", geste="refuser", vu="confirmed", reason="Déjà inscrite."
    )
    assert "the team could not accept" in (await told(cergy.conversation))[-1]
    await claire.post(f"/entreprises/{cergy.company}", geste="confirmer", vu="declined")
    assert (await told(cergy.conversation))[-1].startswith("Good news: <b>Boulangerie 95</b>")


async def test_declining_takes_a_reason_that_is_passed_on(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    for reason in ("", "   ", "x" * 3001):
        refused = await claire.post(f"/entreprises/{cergy.company}", geste="refuser", reason=reason)
        assert refused.status_code == 422
    assert await told(cergy.conversation) == []
    told_why = {"geste": "refuser", "vu": "submitted", "reason": "Hors du <programme>."}
    await claire.post(f"/entreprises/{cergy.company}", **told_why)
    (said,) = await told(cergy.conversation)
    assert "La raison : Hors du &lt;programme&gt;." in said
    async with database.reading() as uow:
        assert (await uow.session.get_one(Company, cergy.company)).status == "declined"


async def test_offers_of_a_company_that_is_declined_go_and_who_waits_for_them_is_told(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    async with database.unit_of_work() as uow:
        member = await uow.session.get_one(OrganisationMember, cergy.member)
        organisation = await uow.session.get_one(Organisation, member.organisation_id)
        asked = await asking.ask(
            uow, member, organisation, cergy.offer, JANUARY[:1], 1, "troisieme", "ask"
        )
        await uow.commit()
    claire = await enter()
    await told(cergy.teacher), await told(cergy.conversation)
    why = {"geste": "refuser", "vu": "submitted", "reason": "Hors du programme."}
    await claire.post(f"/entreprises/{cergy.company}", **why)
    said = (await told(cergy.conversation))[-1]
    assert "La raison : Hors du programme." in said
    assert "Vos offres de stage sont retirées" in said
    assert "Boulangerie 95" in (await told(cergy.teacher))[-1]
    async with database.reading() as uow:
        offer = await uow.session.get_one(Offer, cergy.offer)
        request = await uow.session.get_one(SeatRequest, asked.id)
        open_weeks = await uow.session.scalar(select(OfferWeek).where(OfferWeek.is_open))
    assert (offer.status, open_weeks) == ("withdrawn", None)
    assert (request.status, request.decline_reason) == ("declined", settling.WITHDRAWN)


async def test_numbers_are_written_to_be_read_and_called(database: Database, enter: Enter) -> None:
    async with database.unit_of_work() as uow:
        talk, company = await bakery(uow)
        await uow.commit()
    claire = await enter()
    for path in (f"/entreprises/{company.id}", f"/conversations/{talk.id}"):
        page = (await claire.get(path)).text
        assert 'href="tel:+33612345678">06 12 34 56 78</a>' in page
        assert 'href="mailto:nadia@fournil.example">' in page.lower()
    number = "800\u00a0000\u00a0010\u00a000010"
    assert number in (await claire.get(f"/entreprises/{company.id}")).text
    # Copied from there, it is found.
    found = (await claire.get(f"/entreprises?statut=&mots={quote(number)}")).text
    assert "Le Fournil de Cergy" in found


async def test_what_looks_like_a_double_is_shown(
    database: Database, enter: Enter, cergy: Place
) -> None:
    async with database.unit_of_work() as uow:
        other = await arrival(uow, telegram_id=5)
        twin = joining.JoinApplication(
            display_name="boulangerie 95", town="Cergy", insee_code="95127"
        )
        await joining.submit(uow, other.contact_id, twin, "twin")
        await uow.commit()
    page = (await (await enter()).get(f"/entreprises/{cergy.company}")).text
    assert "Une entreprise du même nom est inscrite dans le département." in page


async def test_actions_are_confirmed_many_at_once_with_their_history(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    none = await claire.post("/actions", geste="contester", reason="Quel collège ?")
    assert none.status_code == 422
    assert "Cochez d’abord une action." in none.text
    assert "Quel collège ?</textarea>" in none.text
    for _ in range(2):
        answer = await claire.post("/actions", action=[f"{cergy.action}:0"], geste="confirmer")
        assert answer.status_code == 303
    assert "0 action validée." in (await claire.get(answer.headers["location"])).text
    async with database.reading() as uow:
        action = await uow.session.get_one(Action, cergy.action)
        changes = list(await uow.session.scalars(select(ActionChange)))
    assert action.status == "confirmed"
    assert [change.changes for change in changes] == [{"status": ["declared", "confirmed"]}]
    assert "Boulangerie 95" in (await claire.get("/actions?statut=confirmed")).text


async def test_an_action_in_question_is_asked_about_and_counts_until_it_is_settled(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    empty = await claire.post(
        "/actions", action=[f"{cergy.action}:0"], geste="contester", reason=""
    )
    assert empty.status_code == 422
    assert f'value="{cergy.action}:0"' in empty.text
    assert "checked" in empty.text.partition(cergy.action)[2].partition(">")[0]
    for _ in range(2):
        await claire.post(
            "/actions", action=[f"{cergy.action}:0"], geste="contester", reason="Quel collège ?"
        )
    (said,) = await told(cergy.conversation)
    assert "« Accueillir des élèves de 3e (REP/REP+) » (2 élèves, 6 novembre 2026)" in said
    assert "Quel collège ?" in said
    async with database.reading() as uow:
        assert (await uow.session.get_one(Action, cergy.action)).status == "disputed"


async def test_an_action_is_corrected_old_and_new_are_kept_and_the_company_is_told(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    address = f"/actions/{cergy.action}"
    page = (await claire.get(address)).text
    assert 'id="quantity" name="quantity" type="text" value="2"' in page
    right = {
        "quantity": "4",
        "quantity_qpv": "",
        "quantity_rep": "3",
        "started_on": "2026-11-02",
        "ended_on": "2026-11-06",
        "partner": "Collège <Jean>",
        "key": "1",
        "vu": "0",
    }
    for changes, said in (
        ({"quantity": "four"}, "Écrivez un nombre"),
        ({"quantity": ""}, "Écrivez un nombre"),
        ({"quantity": "NaN"}, "Écrivez un nombre"),
        ({"quantity": "2,5"}, "il faut un nombre entier"),
        ({"quantity_rep": "5"}, "plus que le total"),
        ({"ended_on": "soon"}, "Donnez une date"),
        ({"ended_on": "2026-11-01"}, "La fin est avant le début"),
    ):
        refused = await claire.post(address, **(right | changes))
        assert refused.status_code == 422
        assert said in refused.text
        assert "Collège &lt;Jean&gt;" in refused.text
    await claire.post("/actions", action=[f"{cergy.action}:0"], geste="confirmer")
    for _ in range(2):  # two taps
        assert (await claire.post(address, **(right | {"vu": "1"}))).status_code == 303
    page = (await claire.get(address)).text.replace("\u00a0", " ")
    assert "nombre : 2 → 4" in page
    assert "statut : Déclarée → Validée" in page
    async with database.reading() as uow:
        action = await uow.session.get_one(Action, cergy.action)
    assert (action.quantity, action.quantity_rep, action.status) == (4, 3, "confirmed")
    (said,) = await told(cergy.conversation)
    assert "désormais 4 élèves, 6 novembre 2026" in said


async def test_the_history_of_an_action_reads_as_each_language_writes_it(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    await claire.post("/actions", action=[f"{cergy.action}:0"], geste="confirmer")
    for locale, said in (
        ("fr", "l’équipe\u00a0: statut\u00a0: Déclarée → Validée"),
        ("en", "the team: status: Declared → Confirmed"),
    ):
        await claire.post("/mon-compte", locale=locale)
        assert said in (await claire.get(f"/actions/{cergy.action}")).text


async def test_a_proof_is_given_as_a_file(enter: Enter, cergy: Place) -> None:
    claire = await enter("observer")
    page = (await claire.get(f"/actions/{cergy.action}")).text
    assert f"/preuves/{cergy.proof}" in page
    assert len(PIXEL) < 1024
    assert "moins de 1 Ko" in page
    # Not « image/png ».
    assert ">image, moins de 1 Ko" in page
    file = await claire.get(f"/preuves/{cergy.proof}")
    assert file.content == PIXEL
    assert file.headers["content-disposition"].startswith("attachment;")
    assert (await claire.get("/preuves/nothing")).status_code == 404


async def test_a_teacher_is_verified_once_and_told(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    assert "Professeure 95" in (await claire.get("/structures")).text
    for said in ("La personne est vérifiée", "Cette personne était déjà vérifiée."):
        answer = await claire.post(f"/structures/{cergy.member}")
        assert answer.status_code == 303
        page = (await claire.get(answer.headers["location"])).text
        assert said in page.partition("fr-alert--success")[2].partition("</div>")[0]
    page = (await claire.get("/structures")).text
    assert "Professeure 95" not in page
    assert "fr-alert--success" not in page
    for beyond in ("-1", "2", "une"):
        assert (await claire.get(f"/structures?faites={beyond}")).status_code == 404
    assert "par l’équipe" in (await claire.get("/structures?verifiees=true")).text
    async with database.reading() as uow:
        member = await uow.session.get_one(OrganisationMember, cergy.member)
    assert member.verified_by == "staff"
    (said,) = await told(cergy.teacher)
    assert said.startswith("L’équipe a vérifié que vous parlez pour <b>Association 95</b>")


async def test_an_unfit_offer_goes_out_of_sight_and_the_company_is_told_why(
    database: Database, enter: Enter, cergy: Place, told: Told
) -> None:
    claire = await enter()
    refused = await claire.post(f"/offres/{cergy.offer}", reason="")
    assert refused.status_code == 422
    assert f'id="reason-{cergy.offer}-error"' in refused.text
    assert "L’offre est retirée" not in refused.text
    answer = await claire.post(f"/offres/{cergy.offer}", reason="Un stage ne se paie pas.")
    assert answer.status_code == 303
    page = (await claire.get(answer.headers["location"])).text
    done = page.partition("fr-alert--success")[2].partition("</div>")[0]
    assert "L’offre est retirée, le robot prévient l’entreprise." in done
    assert "L’offre est retirée" not in (await claire.get("/offres")).text
    again = await claire.post(f"/offres/{cergy.offer}", reason="Un stage ne se paie pas.")
    assert again.status_code == 422
    assert "L’offre est retirée" not in again.text
    for beyond in ("0", "2", "une"):
        assert (await claire.get(f"/offres?retirees={beyond}")).status_code == 404
    async with database.reading() as uow:
        offer = await uow.session.get_one(Offer, cergy.offer)
        open_weeks = await uow.session.scalar(select(OfferWeek).where(OfferWeek.is_open))
    assert (offer.status, open_weeks) == ("withdrawn", None)
    (said,) = await told(cergy.conversation)
    assert "Un stage ne se paie pas." in said
    assert "Découvrir la boulangerie" in (await claire.get("/offres?terminees=true")).text


async def test_what_was_typed_of_an_account_stays_where_a_rule_says_no(enter: Enter) -> None:
    claire, ali = await enter(), await enter("coordinator")
    given = {"name": "Ali Haddad-Benali", "role": "coordinator", "departments": "95, 99"}
    refused = await claire.post(f"/comptes/{ali.staff.id}", geste="modifier", **given)
    assert refused.status_code == 422
    (opened,) = refused.text.split("<details open>")[1:]
    form = opened.partition("</form>")[0]
    assert f'action="/comptes/{ali.staff.id}"' in form
    assert 'value="Ali Haddad-Benali"' in form
    assert 'value="95, 99"' in form


async def test_accounts_are_invited_changed_reset_and_shut(
    database: Database, enter: Enter, still_clock: StillClock
) -> None:
    claire = await enter()
    given = {
        "email": "ali@val-doise.example",
        "name": "Ali Haddad",
        "role": "coordinator",
        "departments": "95, 2a;1",
    }
    made = await claire.post("/comptes", **given)
    assert "/invitation/" in made.text
    assert "95, 2A, 01" in made.text
    for changes, field in (
        ({"email": "not an address"}, "email"),
        ({"email": "ALI@val-doise.example"}, "email"),
        ({"email": "x@y.example", "name": " "}, "name"),
        ({"email": "x@y.example", "departments": ""}, "departments"),
        ({"email": "x@y.example", "departments": "99"}, "departments"),
    ):
        refused = await claire.post("/comptes", **(given | changes))
        assert refused.status_code == 422
        assert f'id="{field}-error"' in refused.text, changes
    ali = await enter("observer")
    await claire.post(
        f"/comptes/{ali.staff.id}",
        geste="modifier",
        name="Ali",
        role="coordinator",
        departments="44",
    )
    assert "Coordination (44)" in (await ali.get("/mon-compte")).text
    await claire.post(f"/comptes/{ali.staff.id}", geste="desactiver")
    assert (await ali.get("/")).status_code == 303
    reset = await claire.post(f"/comptes/{ali.staff.id}", geste="reinitialiser")
    assert "/invitation/" in reset.text
    # Somebody has to be able to let others in.
    for gesture in (
        {"geste": "desactiver"},
        {"geste": "modifier", "name": "C", "role": "observer"},
    ):
        last = await claire.post(f"/comptes/{claire.staff.id}", **gesture)
        assert "dernier compte d’administration" in last.text
    journal = (await claire.get("/journal?acte=account_changed")).text
    assert "Lecture seule → Coordination" in journal
    assert "Ali" in journal


async def test_the_journal_is_searched_exported_and_holds_no_text(
    enter: Enter, cergy: Place
) -> None:
    claire, ali = await enter(), await enter("coordinator", "95")
    await ali.get(f"/conversations/{cergy.conversation}")
    await ali.post(f"/conversations/{cergy.conversation}/prendre")
    await ali.post(f"/conversations/{cergy.conversation}/repondre", text="Un secret.", key="1")
    found = (await claire.get(f"/journal?qui={ali.staff.id}&sujet={cergy.conversation}")).text
    for said in ("Conversation lue", "Conversation prise", "Message envoyé"):
        assert said in found.partition("<tbody>")[2]
    assert "Un secret." not in found
    file = await claire.get("/journal.csv?acte=message_sent")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    lines = file.text.removeprefix("\ufeff").splitlines()
    assert len(lines) == 2
    assert "coordinator2@gouv.example;message_sent;conversation;" in lines[1]
    assert "Données exportées" in (await claire.get("/journal")).text


async def test_the_console_speaks_english_to_who_asks_for_it(enter: Enter, cergy: Place) -> None:
    claire = await enter()
    await claire.post("/mon-compte", locale="en")
    page = (await claire.get(f"/conversations/{cergy.conversation}")).text
    assert '<html lang="en"' in page
    assert "Take over" in page
    assert "Prendre" not in page
