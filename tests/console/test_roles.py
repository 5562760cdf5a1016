"""Who sees and does what: every route, every role, and nothing of another's territory."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.types import ASGIApp

from paqte.database import Database
from paqte.models import Action, AuditEntry, Company, Conversation, Offer, OrganisationMember
from tests.console.conftest import Enter
from tests.console.places import Place, heard, place
from tests.paqte.factories import arrival

pytestmark = pytest.mark.usefixtures("still_clock")

ALL, WRITERS, ADMINISTRATORS = (
    {"administrator", "coordinator", "observer"},
    {"administrator", "coordinator"},
    {"administrator"},
)
ANYBODY = None
#: Every route, and who may use it on what is theirs.
ROUTES: dict[tuple[str, str], set[str] | None] = {
    ("GET", "/health"): ANYBODY,
    ("GET", "/accessibilite"): ANYBODY,
    ("GET", "/connexion"): ANYBODY,
    ("POST", "/connexion"): ANYBODY,
    ("GET", "/connexion/code"): ANYBODY,
    ("POST", "/connexion/code"): ANYBODY,
    ("GET", "/connexion/openid"): ANYBODY,
    ("GET", "/connexion/openid/retour"): ANYBODY,
    ("GET", "/invitation/{link}"): ANYBODY,
    ("POST", "/invitation/{link}"): ANYBODY,
    ("GET", "/flux"): ALL,
    ("POST", "/deconnexion"): ALL,
    ("GET", "/mon-compte"): ALL,
    ("POST", "/mon-compte"): ALL,
    ("GET", "/"): ALL,
    ("GET", "/conversations/{conversation_id}"): ALL,
    ("POST", "/conversations/{conversation_id}/prendre"): WRITERS,
    ("POST", "/conversations/{conversation_id}/reprendre"): WRITERS,
    ("POST", "/conversations/{conversation_id}/repondre"): WRITERS,
    ("POST", "/conversations/{conversation_id}/noter"): WRITERS,
    ("POST", "/conversations/{conversation_id}/rendre"): WRITERS,
    ("POST", "/conversations/{conversation_id}/ranger"): WRITERS,
    ("POST", "/conversations/{conversation_id}/etiquettes"): WRITERS,
    ("POST", "/conversations/{conversation_id}/ecrit"): WRITERS,
    ("GET", "/reponses"): ALL,
    ("POST", "/reponses"): WRITERS,
    ("GET", "/apprentissage"): ALL,
    ("GET", "/apprentissage/messages/{message_id}"): ALL,
    ("POST", "/apprentissage/messages/{message_id}"): WRITERS,
    ("POST", "/apprentissage/export"): WRITERS,
    ("GET", "/apprentissage/conversations"): ALL,
    ("GET", "/apprentissage/conversations/{conversation_id}"): ALL,
    ("GET", "/apprentissage/conversations/{conversation_id}/test.yml"): ALL,
    ("POST", "/vues"): ALL,
    ("GET", "/entreprises"): ALL,
    ("GET", "/entreprises/{company_id}"): ALL,
    ("POST", "/entreprises/{company_id}"): WRITERS,
    ("GET", "/actions"): ALL,
    ("POST", "/actions"): WRITERS,
    ("GET", "/actions/{action_id}"): ALL,
    ("POST", "/actions/{action_id}"): WRITERS,
    ("POST", "/actions/{action_id}/decider"): WRITERS,
    ("GET", "/preuves/{proof_id}"): ALL,
    ("GET", "/structures"): ALL,
    ("POST", "/structures/{member_id}"): WRITERS,
    ("GET", "/offres"): ALL,
    ("POST", "/offres/{offer_id}"): WRITERS,
    ("GET", "/bilan"): ALL,
    ("GET", "/bilan.csv"): ALL,
    ("GET", "/bilan.xlsx"): ALL,
    ("POST", "/bilan/arreter"): ADMINISTRATORS,
    ("GET", "/comptes"): ADMINISTRATORS,
    ("POST", "/comptes"): ADMINISTRATORS,
    ("POST", "/comptes/{staff_id}"): ADMINISTRATORS,
    ("GET", "/journal"): ADMINISTRATORS,
    ("GET", "/journal.csv"): ADMINISTRATORS,
}
#: Of those that are about one thing, what a form needs to be taken seriously.
FORMS: dict[str, dict[str, str]] = {
    "/conversations/{conversation_id}/ranger": {"geste": "reporter"},
    "/conversations/{conversation_id}/noter": {"text": "Une note."},
    "/conversations/{conversation_id}/etiquettes": {"etiquette": "urgent"},
    "/entreprises/{company_id}": {"geste": "confirmer", "vu": "submitted"},
    "/actions/{action_id}/decider": {"geste": "confirmer", "vu": "0"},
    "/offres/{offer_id}": {"reason": "Hors du cadre."},
    "/apprentissage/messages/{message_id}": {"geste": "ecarter"},
    "/apprentissage/export": {"langue": "fr"},
    "/mon-compte": {"locale": "fr"},
}


def routes(application: ASGIApp) -> set[tuple[str, str]]:
    """Every route there is."""
    assert isinstance(application, FastAPI)
    found: set[tuple[str, str]] = set()
    waiting = list(application.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in route.methods or ()}
        else:
            waiting += getattr(getattr(route, "original_router", None), "routes", [])
    return found


def filled(path: str, where: Place, staff_id: str) -> str:
    """The route's address for what is ``where``."""
    return path.format(
        action_id=where.action,
        proof_id=where.proof,
        conversation_id=where.conversation,
        company_id=where.company,
        member_id=where.member,
        offer_id=where.offer,
        message_id=where.message,
        staff_id=staff_id,
        link="nothing",
    )


def test_the_table_names_every_route(application: ASGIApp) -> None:
    assert routes(application) == set(ROUTES)


@pytest.mark.parametrize("role", sorted(ALL))
async def test_a_role_reaches_what_the_table_says_and_no_more(
    database: Database, enter: Enter, role: str
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        await uow.commit()
    member = await enter(role, "95")
    for (method, path), allowed in ROUTES.items():
        if path in ("/flux", "/deconnexion") or allowed is ANYBODY:
            continue
        address = filled(path, here, member.staff.id)
        if method == "GET":
            answer = await member.get(address)
        elif path == "/actions":
            answer = await member.post(path, action=[f"{here.action}:0"], geste="confirmer")
        else:
            answer = await member.post(address, **FORMS.get(path, {}))
        reached = answer.status_code not in (403, 404)
        assert reached == (role in allowed), (method, path, answer.status_code)


async def test_without_signing_in_nothing_is_shown_and_nothing_done(
    database: Database, enter: Enter, visit: object
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        await uow.commit()
    stranger = await enter()
    stranger.browser.cookies.clear()
    for (method, path), allowed in ROUTES.items():
        if allowed is ANYBODY:
            continue
        address = filled(path, here, stranger.staff.id)
        answer = await stranger.browser.request(method, address)
        assert answer.status_code in (303, 401, 403), (method, path)
        assert "Boulangerie" not in answer.text


async def test_a_coordinator_sees_and_touches_nothing_of_another_département(
    database: Database, enter: Enter
) -> None:
    async with database.unit_of_work() as uow:
        theirs, other = await place(uow, "95"), await place(uow, "44")
        await uow.commit()
    member = await enter("coordinator", "95")
    names = ("Boulangerie", "Patronne", "Professeure", "Association", "Hôte", "Prof")
    for path in (
        *("/", "/?mots=Boulangerie", "/?departement=44", "/?qui=organisation"),
        *("/entreprises?statut=", "/actions", "/structures", "/offres"),
        *("/bilan", "/bilan?departement=44", "/bilan.csv", "/bilan.csv?departement=44"),
    ):
        text = (await member.get(path)).text
        assert not [name for name in names if f"{name} 44" in text], path
        assert "Nantes" not in text
        assert ";44;" not in text
        if "44" not in path:
            assert "95" in text
    # Nor by an address that was guessed, or seen on a colleague's screen.
    for (method, path), allowed in ROUTES.items():
        if "{" not in path or not allowed or allowed == ADMINISTRATORS:
            continue
        address = filled(path, other, member.staff.id)
        if method == "GET":
            answer = await member.get(address)
        else:
            answer = await member.post(address, **FORMS.get(path, {}))
        assert answer.status_code == 404, (method, path, answer.status_code)
    chosen = [f"{theirs.action}:0", f"{other.action}:0"]
    both = await member.post("/actions", action=chosen, geste="confirmer")
    assert both.status_code == 404
    await untouched(database, other)
    await untouched(database, theirs)
    async with database.reading() as uow:
        refused = await uow.session.scalars(
            select(AuditEntry).where(
                AuditEntry.act == "access_refused", AuditEntry.staff_id == member.staff.id
            )
        )
        assert len(list(refused)) == 22


async def untouched(database: Database, where: Place) -> None:
    """Nothing of the place was changed."""
    async with database.reading() as uow:
        company = await uow.session.get_one(Company, where.company)
        action = await uow.session.get_one(Action, where.action)
        offer = await uow.session.get_one(Offer, where.offer)
        person = await uow.session.get_one(OrganisationMember, where.member)
        talk = await uow.session.get_one(Conversation, where.conversation)
    assert (company.status, action.status, offer.status) == ("submitted", "declared", "published")
    assert person.verified_at is None
    assert (talk.holder, talk.snoozed_until, talk.resolved_at) == ("bot", None, None)


async def test_whoever_has_not_joined_yet_is_nobodys_département(
    database: Database, enter: Enter
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow, first_name="Inconnue")
        await heard(uow, person, 1, "bonjour")
        await uow.commit()
    assert "Inconnue" not in (await (await enter("coordinator", "95")).get("/")).text
    assert "Inconnue" in (await (await enter("observer")).get("/")).text


async def test_an_address_that_makes_no_sense_is_a_page_not_found(
    database: Database, enter: Enter, cergy: Place
) -> None:
    member = await enter()
    talk = f"/conversations/{cergy.conversation}"
    for path in (
        *("/nowhere", "/conversations/x", "/entreprises/'; DROP TABLE staff; --", "/%00"),
        *("/conversations/%00", "/actions/%00", "/?mots=%00a", "/?etiquette=%00", "/?apres=%00"),
        *("/journal?qui=%00", "/bilan?departement=%00", "/entreprises?mots=%00"),
        *(f"{talk}?avant={10**20}", f"/journal?avant={10**20}"),
    ):
        answer = await member.get(path)
        assert answer.status_code == 404, path
        assert "Page introuvable" in answer.text
    forms: list[tuple[str, dict[str, str | list[str]]]] = [
        (f"{talk}/etiquettes", {"etiquette": "urgent\0"}),
        (f"{talk}/ranger", {"geste": "attribuer", "qui": "\0"}),
        ("/vues", {"title": "x\0", "query": "etat=bot"}),
        ("/actions", {"geste": "confirmer", "action": ["\0:1", f"{cergy.action}:0"]}),
    ]
    for path, fields in forms:
        assert (await member.post(path, **fields)).status_code == 404, path
