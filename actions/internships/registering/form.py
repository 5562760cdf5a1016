"""An association or a school registers: agreement, who they are, re-read, sent."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import notice, sheets
from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.internships.registering import person, school, told, verifying, who
from actions.internships.registering.number import NUMBER
from actions.joining.consent import NOT_CLEAR, refused
from actions.reading_answers import NOTICE
from actions.recap import SEND, PlainRecap
from actions.speaking import Button, Question, payload, person_button, tell
from actions.steps import (
    Accepted,
    Ended,
    Form,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
)
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Organisation, OrganisationMember
from paqte.services import drafts, organisations, speakers
from paqte.services.organisations import AlreadySpeaks, Registration
from paqte.services.speakers import Person

NAME = "organisation_form"
CONSENT, RECAP = "org_consent", "org_recap"
OFFER = "_offer"

SAY_YES = N_("Il me faut votre accord pour continuer : « j’accepte » ou « je refuse » ?")
PLAIN = PlainRecap(RECAP)
DONE = N_("C’est fait ! Référence : <b>{reference}</b>.")
UNVERIFIED = N_(
    "L’équipe va vérifier que vous écrivez bien pour « {name} ». D’ici là, vous pouvez chercher "
    "et demander des places."
)
RESERVED_AFTER = N_("Les offres réservées à l’éducation prioritaire s’ouvriront ensuite.")


def guard(turn: Turn) -> Question | None:
    """Who asks for an organisation already need not register."""
    if turn.organisation is None:
        return None
    words = turn.speech
    text = AlreadySpeaks(turn.organisation).sentence(words)
    return Question(str(text), (*menu.asking(words), person_button(words)), columns=1)


def ask_consent(sheet: Sheet, turn: Turn) -> Question:
    """All of it once; then only the question."""
    again = sheet.step == CONSENT and sheet.last_turn_id != turn.id
    if again or sheet.failures:
        text = turn.speech.say(SAY_YES)
    else:
        text = notice.kept(turn) if turn.introduced else notice.introduction(turn)
    return Question(str(text), notice.buttons(turn, "inform", CONSENT))


async def read_consent(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes goes on, no ends."""
    agreed = notice.decision(answer, CONSENT, "decision")
    if agreed is None:
        return Refused(str(turn.speech.say(NOT_CLEAR)))
    effect = notice.record(turn, granted=agreed)
    if not agreed:
        return Ended(refused(turn), effects=(effect,))
    return Accepted({CONSENT: True}, notice=told.noted(sheet, turn), effects=(effect,))


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """All answers, to be sent or corrected."""
    return PLAIN.ask(FORM, sheet, turn)


async def read_recap(_answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Envoyer », « corriger », « corriger la commune »."""
    return PLAIN.read(FORM, sheet, turn)


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """What the sentence or the button that opened it tells, or what was written before it; the
    offer that was wanted.
    """
    wanted = answer.pressed("offer")
    if wanted is not None:
        sheet.apply({OFFER: wanted})
    learned = told.of(answer.typed)
    if learned or FORM.begun(sheet):
        return learned
    learned = await told.before(turn, tools)
    if turn.agreed and learned:
        sheet.apply(learned)
        learned = {**learned, NOTICE: told.noted(sheet, turn)}
    return learned


FORM = Form(
    name=NAME,
    label=N_("Inscrire ma structure"),
    opens="register_organisation",
    steps=(
        Step(
            slot=CONSENT,
            label=N_("Accord"),
            ask=ask_consent,
            read=read_consent,
            needed=lambda sheet, turn: not turn.agreed or sheet.answered(CONSENT),
            hint=N_("Sans votre accord, je réponds à vos questions, sans rien inscrire."),
            counted=False,
            editable=False,
            also=frozenset({"consent"}),
        ),
        *who.STEPS,
        *person.STEPS,
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « envoyer » transmet à l’équipe, « corriger » change une réponse."),
            counted=False,
            editable=False,
            also=frozenset({"correct_action"}),
        ),
    ),
    guard=guard,
    opening=opening,
)


def registration(sheet: Sheet) -> Registration:
    """The sheet as the service takes it."""
    number, town = sheet.get(NUMBER) or {}, who.TOWN.of(sheet)
    return Registration(
        kind="college" if sheet.get(who.KIND) == who.SCHOOL_KIND else sheet.get(who.KIND),
        name=sheet.get(who.TITLE),
        uai=sheet.get(school.SCHOOL),
        rna=number.get("rna"),
        siren=number.get("siren"),
        unnumbered=sheet.answered(NUMBER) and not number,
        serves_rep=sheet.get(who.REP) == who.YES,
        insee_code=town.insee if town else None,
        town=town.name if town else None,
        contact_name=sheet.get(person.PERSON),
        contact_role=sheet.get(person.ROLE),
        email=sheet.get(person.EMAIL),
    )


class SubmitOrganisation(PaqteAction):
    """Registers, and says what being unverified means."""

    action_name = "action_submit_organisation"
    loads_draft = NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Register, once; then what can be done."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if sheet is None or sheet.get(RECAP) != SEND:
            return []
        try:
            organisation, member = await self._register(turn)
        except Refusal as refusal:
            sheet.forget(RECAP)
            sheet.step = RECAP
            await sheets.keep(self.runtime, turn, NAME, sheet)
            resume = Button(words.gettext(N_("Reprendre")), payload("resume"))
            tell(dispatcher, refusal.sentence(words), [resume, person_button(words)])
            return []
        said = [words.say(DONE, reference=organisation.reference)]
        contact = await self._contact(turn)
        known = replace(turn, contact=contact, organisation=organisation, member=member)
        if await verifying.send(self.runtime, known):
            tell(dispatcher, said[0])
            return [FollowupAction(verifying.NAME)]
        if member.verified_at is None:
            unverified = words.say(UNVERIFIED, name=organisation.name)
            if organisations.serves_rep(organisation):
                unverified += " " + words.say(RESERVED_AFTER)
            said.append(unverified)
        buttons = menu.asking(words, wanted=sheet.get(OFFER))
        tell(dispatcher, Markup("\n\n").join(said), buttons, columns=1)
        return []

    async def _contact(self, turn: Turn) -> Person:
        """The person, with the address that was just kept."""
        async with self.runtime.database.reading() as uow:
            return (await speakers.of_conversation(uow, turn.conversation_id)).person

    async def _register(self, turn: Turn) -> tuple[Organisation, OrganisationMember]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, NAME)
            registered = await organisations.register(
                uow, turn.contact.id, registration(sheets.as_sheet(draft)), f"org:{draft.id}"
            )
            await drafts.close(uow, draft)
            await uow.commit()
            return registered
