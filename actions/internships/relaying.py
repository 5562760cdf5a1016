"""A question to the other side of a request, and its answer: names shown, telephones never."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import sheets
from actions.base import Events, PaqteAction
from actions.speaking import Question, tell
from actions.steps import Accepted, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.services import drafts
from paqte.services.internships import looking, requests, telling
from paqte.services.internships.looking import View
from reading.contacts import without_phones

NAME, TEXT = "relay_form", "relay_text"
REQUEST, OTHER = "_request", "_other"
LONGEST = 500

ASK = N_("Écrivez votre message pour {other} : je le transmets avec votre nom.")
ASK_AGAIN = N_("Écrivez votre message : je le transmets avec votre nom.")
LENGTH = N_("Le message doit avoir entre 2 et {most} caractères.")
SENT = N_("C’est transmis. La réponse arrivera ici.")
WITHOUT_PHONE = N_("C’est transmis, sans le numéro de téléphone : les échanges passent par ici.")
WHICH = N_("À quelle demande répondez-vous ? Touchez « Poser une question » sous la demande.")
SOMEONE = N_("Une personne")


def side_of(view: View, turn: Turn) -> str | None:
    """On which side of the request the person is."""
    if view.company.id in {company.id for company in turn.companies}:
        return telling.COMPANY
    if turn.organisation is not None and view.organisation.id == turn.organisation.id:
        return telling.ORGANISATION
    return None


def guard(turn: Turn) -> Question | None:
    """Messages are about a request that is named by a button."""
    if turn.answer.pressed("request") or turn.answer.intent in ("resume", "inform"):
        return None
    return Question(str(turn.speech.say(WHICH)))


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """Which request, and who is on its other side."""
    request_id = answer.pressed("request") or sheet.get(REQUEST)
    if request_id is None:
        return {}
    async with tools.reading() as uow:
        view = await looking.at(uow, request_id)
    side = side_of(view, turn)
    if side is None:
        raise requests.NotYourRequest("neither side")
    company = side == telling.COMPANY
    other = view.organisation.name if company else view.company.display_name
    sheet.apply({REQUEST: request_id, OTHER: other})
    return {}


def ask(sheet: Sheet, turn: Turn) -> Question:
    """The message."""
    other = sheet.get(OTHER)
    text = turn.speech.say(ASK, other=other) if other else turn.speech.say(ASK_AGAIN)
    return Question(str(text))


async def read(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Any words."""
    text = answer.typed.strip()
    if not 2 <= len(text) <= LONGEST:
        return Refused(str(turn.speech.say(LENGTH, most=LONGEST)))
    return Accepted({TEXT: text})


FORM = Form(
    name=NAME,
    label=N_("Écrire un message"),
    opens="relay",
    steps=(
        Step(
            slot=TEXT,
            label=N_("Message"),
            example=N_("à quelle heure arrivent les élèves ?"),
            ask=ask,
            read=read,
            hint=N_("Par exemple : à quelle heure arrivent les élèves ?"),
        ),
    ),
    guard=guard,
    opening=opening,
)


class SubmitRelay(PaqteAction):
    """Sends the message to the other side."""

    action_name = "action_submit_relay"
    loads_company = True
    loads_organisation = True
    loads_draft = NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Relay, once."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if sheet is None or sheet.get(TEXT) is None or sheet.get(REQUEST) is None:
            return []
        text = without_phones(sheet.get(TEXT))
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, NAME)
            view = await looking.at(uow, sheet.get(REQUEST))
            side = side_of(view, turn)
            if side is None:
                raise requests.NotYourRequest("neither side")
            name = turn.contact.name or turn.contact.first_name or words.gettext(SOMEONE)
            await telling.message(
                uow,
                view.request,
                text,
                name,
                from_company=side == telling.COMPANY,
                key=f"{draft.id}",
            )
            await drafts.close(uow, draft)
            await uow.commit()
        tell(dispatcher, words.say(SENT if text == sheet.get(TEXT) else WITHOUT_PHONE))
        return []
