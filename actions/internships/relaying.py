"""A question to the other side of a request, and its answer: names shown, telephones never.

What tells of a pupil is left out too; who wrote it hears so and agrees before anything is sent.
"""

import re
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import sheets
from actions.base import Events, PaqteAction
from actions.speaking import Question, tell
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.services import drafts, notices
from paqte.services.internships import looking, refusals, telling
from paqte.services.internships.looking import View
from reading.personal.contacts import without_phones
from reading.personal.redaction import MASK, redact_names, redact_pupil_data
from reading.words import fold

NAME, TEXT = "relay_form", "relay_text"
REQUEST, OTHER = "_request", "_other"
COVERED = "_covered"
"""The message without what is never sent on, until its writer says whether it goes like that."""
SEND = "send"
LONGEST = 500

ASK = N_("Écrivez votre message pour {other} : je le transmets avec votre nom.")
ASK_AGAIN = N_("Écrivez votre message : je le transmets avec votre nom.")
LENGTH = N_("Le message doit avoir entre 2 et {most} caractères.")
SENT = N_("C’est transmis. La réponse arrivera ici.")
NO_PUPIL = N_(
    "Rien n’est parti : je ne transmets ni le nom d’un élève, ni ce qui touche à sa santé, ni un "
    "numéro de téléphone."
)
NO_PHONE = N_(
    "Rien n’est parti : je ne transmets pas de numéro de téléphone, les échanges passent par ici."
)
SEND_WITHOUT_IT = N_(
    "Voici ce qui serait transmis :\n« {text} »\nJe l’envoie ainsi ? Vous pouvez aussi "
    "récrire votre message."
)
SEND_WITHOUT = N_("Envoyer sans")
WHICH = N_("À quelle demande répondez-vous ? Touchez « Poser une question » sous la demande.")
SOMEONE = N_("Une personne")
_SENDS = re.compile(
    r"\W*(?:oui|ok|d'accord|yes|yep|sure|go ahead|vas-y|allez-y|"
    r"(?:oui,? |yes,? |ok,? )?(?:envoyer|envoie|envoyez|envoi|send)(?:[ -]?(?:le|it))?"
    r"(?: (?:sans|without)(?: (?:cela|ca|them|it|that))?)?)\W*"
)
_REWRITES = re.compile(
    r"\W*(?:non|no|nope|(?:je )?(?:veux |vais |prefere )?(?:le )?"
    r"(?:reecrire|recrire|reecris|recris)|rewrite|corriger|modifier|edit)\W*"
)


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
        raise refusals.NotYourRequest("neither side")
    if request_id != sheet.get(REQUEST):
        sheet.forget(COVERED)  # it was for somebody else
    company = side == telling.COMPANY
    other = view.organisation.name if company else view.company.display_name
    sheet.apply({REQUEST: request_id, OTHER: other})
    return {}


def ask(sheet: Sheet, turn: Turn) -> Question:
    """The message; or whether it goes without what was left out of it."""
    words = turn.speech
    if covered := sheet.get(COVERED):
        why = words.say(NO_PUPIL if MASK in covered else NO_PHONE)
        text = Markup("{}\n{}").format(why, words.say(SEND_WITHOUT_IT, text=covered))
        return Question(str(text), (button_for(TEXT, words.gettext(SEND_WITHOUT), SEND),))
    other = sheet.get(OTHER)
    return Question(str(words.say(ASK, other=other) if other else words.say(ASK_AGAIN)))


async def read(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """Any words; those that are not sent on as they stand wait for a yes."""
    text, covered = answer.typed.strip(), sheet.get(COVERED)
    if covered and (answer.pressed(TEXT) == SEND or _SENDS.fullmatch(fold(text))):
        return Accepted({TEXT: covered, COVERED: None})
    if answer.pressed(TEXT) == SEND or (covered and _REWRITES.fullmatch(fold(text))):
        return Again({COVERED: None})
    if not 2 <= len(text) <= LONGEST:
        return Refused(str(turn.speech.say(LENGTH, most=LONGEST)))
    async with tools.reading() as uow:
        sent = without_phones(await _without_pupils(uow, text, sheet, turn))
    if sent != text or MASK in text:
        return Accepted({COVERED: sent})  # the question stays open: it asks now whether to send
    return Accepted({TEXT: text, COVERED: None})


async def _without_pupils(uow: UnitOfWork, text: str, sheet: Sheet, turn: Turn) -> str:
    view = await looking.at(uow, sheet.get(REQUEST))
    if side_of(view, turn) != telling.ORGANISATION:
        return redact_pupil_data(text).text
    known = [turn.contact.name, turn.contact.first_name, view.asked_by, view.offer.host]
    known += [view.company.display_name, view.organisation.name]
    for contact_id in await notices.of_company(uow, view.company.id):
        known.append(await looking.name_of(uow, contact_id))
    return redact_names(text, [name for name in known if name]).text


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
                raise refusals.NotYourRequest("neither side")
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
        tell(dispatcher, words.say(SENT))
        return []
