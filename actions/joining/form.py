"""The form by which a company joins, and what happens when it is sent."""

import re

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, scope, sheets
from actions.base import Events, PaqteAction
from actions.joining import company as joining_company
from actions.joining import consent as joining_consent
from actions.joining import contact as joining_contact
from actions.joining import identity, identity_facts, wish
from actions.joining import named as joining_named
from actions.joining.heard import attentive
from actions.joining.identity import school_or_company
from actions.joining.opening import opening
from actions.recap import NOT_ABOUT_IT, SEND, PlainRecap
from actions.speaking import Button, Question, ask, payload, person_button, tell
from actions.steps import Form, Outcome, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.services import axes, drafts, joining
from paqte.services.joining import AlreadyMember, AlreadyRegistered, JoinApplication
from reading.words import fold

NAME = "join_form"
RECAP = "join_recap"

PLAIN = PlainRecap(RECAP, sends=re.compile(r"\b(?:envoy|envoi|send)|c[’']est bon", re.IGNORECASE))
SENT = N_(
    "C’est envoyé ! Votre référence : <b>{reference}</b>.\n"
    "Votre adhésion est <b>transmise</b> : l’équipe la vérifie, puis la confirme ici."
)
JOIN_FIRST = N_("Finissons d’abord votre inscription, on y vient dès que c’est fait.")
TO_COME = N_("Entreprise à venir")
"""The name of a company that is not created and has none yet."""
CORRECT_SIRET = N_("Corriger le SIRET")
STILL_THERE = N_("Vos réponses sont gardées : vous pouvez les reprendre.")
RESUME = N_("Reprendre")


TARGETS = N_("Votre entreprise est déjà inscrite. Voulez-vous vous engager sur des objectifs ?")
_ENGAGES = re.compile(r"\b(?:engag\w*|commit\w*)\b")


def guard(turn: Turn) -> Question | None:
    """Who speaks for a company already needs not join; « mon collège » is no company."""
    if turn.company is None:
        if turn.organisation is None and scope.places_pupils(turn.answer.typed):
            return school_or_company(turn)
        return None
    words, said = turn.speech, turn.answer.typed
    if _ENGAGES.search(fold(said)):
        commit = Button(words.gettext(menus.COMMIT), payload("commit", said=said))
        return Question(str(words.say(TARGETS)), (commit,))
    return Question(
        str(AlreadyMember(turn.company).sentence(words)),
        (
            Button(words.gettext(N_("Déclarer une action")), payload("log_action")),
            person_button(words),
        ),
    )


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """All answers, to be sent or corrected."""
    return PLAIN.ask(FORM, sheet, turn)


async def read_recap(_answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Envoyer », « corriger », « corriger la commune »."""
    return PLAIN.read(FORM, sheet, turn)


RECAP_STEP = Step(
    slot=RECAP,
    label=N_("Relecture"),
    ask=ask_recap,
    read=read_recap,
    hint=N_("Relisez : « envoyer » transmet à l’équipe, « corriger » change une réponse."),
    counted=False,
    editable=False,
    also=frozenset({"correct_action", *NOT_ABOUT_IT}),
)

FORM = Form(
    name=NAME,
    label=N_("Inscrire l’entreprise"),
    opens="join_program",
    steps=(
        joining_consent.STEP,
        *map(
            attentive,
            (identity.STEP, *joining_company.STEPS, *joining_contact.STEPS, RECAP_STEP),
        ),
    ),
    guard=guard,
    opening=opening,
    busy=dict.fromkeys(("choose_axis", "log_action", "offer_internship", "commit"), JOIN_FIRST),
)


def application(sheet: Sheet, turn: Turn) -> JoinApplication:
    """The sheet as the service takes it."""
    words = turn.speech
    who, town = sheet.get(identity.SLOT) or {}, sheet.get(joining_company.TOWN) or {}
    channel = sheet.get(joining_contact.CHANNEL) or {}
    return JoinApplication(
        display_name=sheet.get(joining_named.NAME) or words.gettext(TO_COME),
        siret=who.get("siret"),
        siren=who.get("siren"),
        legal_name=who.get("legal_name") or None,
        naf_code=who.get("naf"),
        trade=sheet.get(joining_company.TRADE),
        size_band=sheet.get(joining_company.SIZE),
        insee_code=town.get("insee"),
        postcode=town.get("postcode"),
        town=town.get("name"),
        contact_name=sheet.get(joining_contact.NAME),
        contact_role=sheet.get(joining_contact.ROLE),
        phone=channel.get("phone"),
        email=channel.get("email"),
        source=turn.contact.source,
    )


def _reopened(sheet: Sheet, refusal: Refusal) -> None:
    """Resumed, it shows the recap, or asks for another SIRET where this one has its company."""
    sheet.forget(RECAP)
    sheet.step = RECAP
    if isinstance(refusal, AlreadyRegistered):
        sheet.forget(identity.SLOT)
        sheet.apply({identity_facts.BLOCKED: "registered"})
        sheet.step = identity.SLOT


class SubmitJoin(PaqteAction):
    """Sends a complete application, then goes on to the axes."""

    action_name = "action_submit_join"
    loads_company = True
    loads_draft = NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Submit, once; a form that ended early has nothing to send."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if sheet is not None and sheet.get(RECAP) != SEND:
            return []
        try:
            company = await self._submit(turn) if sheet is not None else turn.company
        except Refusal as refusal:
            if sheet is not None:
                _reopened(sheet, refusal)
                await sheets.keep(self.runtime, turn, NAME, sheet)
            taken = isinstance(refusal, AlreadyRegistered)
            resume = Button(words.gettext(CORRECT_SIRET if taken else RESUME), payload("resume"))
            tell(
                dispatcher,
                Markup("{}\n{}").format(refusal.sentence(words), words.say(STILL_THERE)),
                [person_button(words), resume] if taken else [resume, person_button(words)],
            )
            return []
        if company is None:
            return []
        sent = words.say(SENT, reference=company.reference)
        done = await wish.question(self.runtime, turn, sheet, sent)
        ask(dispatcher, done)
        if done.buttons:
            return []
        async with self.runtime.database.reading() as uow:
            chosen = await axes.chosen(uow, company.id)
        return [] if chosen else [FollowupAction("axes_form")]

    async def _submit(self, turn: Turn) -> Company:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, NAME)
            sheet = sheets.as_sheet(draft)
            company = await joining.submit(
                uow, turn.contact.id, application(sheet, turn), key=f"join:{draft.id}"
            )
            await drafts.close(uow, draft)
            await uow.commit()
            return company
