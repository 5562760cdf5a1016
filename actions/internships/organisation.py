"""An association or a school registers: who they are, and who writes for them."""

from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import corrections, joining_contact, notice, sheets
from actions.action_partner import label as school_label
from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.internships.town import TownQuestion
from actions.joining_consent import refused
from actions.recap import CORRECT, WANTS_CHANGE, lines
from actions.speaking import Button, Question, payload, person_button, tell
from actions.steps import (
    Accepted,
    Again,
    Ended,
    Form,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
    button_for,
)
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Organisation, OrganisationMember
from paqte.reference.schools import find_schools, school
from paqte.services import drafts, organisations
from paqte.services.organisations import AlreadySpeaks, Registration
from reading.contacts import read_email
from reading.identifiers import read_rna, read_siren, read_uai
from reading.places import find_places

NAME = "organisation_form"
CONSENT, KIND, SCHOOL, TITLE = "org_consent", "org_kind", "org_school", "org_name"
NUMBER, REP, PERSON, ROLE = "org_number", "org_rep", "org_contact_name", "org_contact_role"
EMAIL, RECAP = "org_email", "org_recap"
SCHOOLS, OFFER = "_schools", "_offer"
SCHOOL_KIND, ASSOCIATION_KIND, OTHER = "school", "association", "other"
YES, NO, SEND = "yes", "no", "send"
MOST_SCHOOLS = 6

SAY_YES = N_("Il me faut votre accord pour continuer : « j’accepte » ou « je refuse » ?")
ASK_KIND = N_("Pour qui cherchez-vous des stages ?")
A_SCHOOL, AN_ASSOCIATION = N_("Un collège ou un lycée"), N_("Une association")
ANOTHER_KIND = N_("Une autre structure")
WHICH_KIND = N_("Dites-moi : un établissement scolaire, une association, ou autre chose ?")
ASK_SCHOOL = N_("Quel est votre établissement ? Son nom avec la commune, ou son code UAI.")
WHICH_SCHOOL = N_("Lequel est-ce ?")
NO_SCHOOL = N_(
    "Je ne trouve pas cet établissement. Donnez son code UAI (sept chiffres et une lettre), ou son "
    "nom suivi de la commune."
)
NONE_OF_THEM = N_("Aucun de ceux-là")
ASK_NAME = N_("Quel est le nom de votre structure ?")
NAME_LENGTH = N_("Le nom doit avoir entre 2 et 120 caractères.")
ASK_NUMBER = N_("Quel est son numéro RNA (W suivi de neuf chiffres), ou son SIREN ?")
NO_NUMBER = N_("Je n’ai pas reconnu ce numéro. Un RNA commence par W, un SIREN a neuf chiffres.")
TOWN = TownQuestion("org_town", N_("Dans quelle commune ?"))
ASK_REP = N_("Travaillez-vous avec des élèves de collèges REP ou REP+ ?")
ASK_PERSON = N_("À qui ai-je le plaisir de parler ? Votre prénom et votre nom, s’il vous plaît.")
ASK_ROLE = N_("Quelle est votre fonction ?")
ASK_EMAIL = N_(
    "Quelle est votre adresse e-mail professionnelle ? L’équipe s’en sert pour vérifier."
)
READ_AGAIN, ALL_RIGHT, SEND_IT = N_("On relit ensemble :"), N_("Tout est juste ?"), N_("Envoyer")
YES_OR_CORRECT = N_("Répondez « envoyer » si tout est juste, ou « corriger ».")
ANSWER_YES_NO = N_("Répondez « oui » ou « non ».")
YES_LABEL, NO_LABEL = N_("Oui"), N_("Non")
DONE = N_("C’est fait ! Référence : <b>{reference}</b>.")
UNVERIFIED = N_(
    "L’équipe va vérifier que vous parlez bien au nom de {name}. D’ici là, vous pouvez chercher "
    "et demander des places ; les offres réservées à l’éducation prioritaire s’ouvriront ensuite."
)
ROLES = (
    N_("Professeur principal"),
    N_("Direction"),
    N_("Vie scolaire (CPE)"),
    N_("Chargé ou chargée de projet"),
)


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


async def read_consent(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes goes on, no ends."""
    agreed = notice.decision(answer, CONSENT, "decision")
    if agreed is None:
        return Refused(str(turn.speech.say(SAY_YES)))
    effect = notice.record(turn, granted=agreed)
    if not agreed:
        return Ended(refused(turn), effects=(effect,))
    return Accepted({CONSENT: True}, effects=(effect,))


def ask_kind(_sheet: Sheet, turn: Turn) -> Question:
    """School, association, or something else."""
    words = turn.speech
    choices = ((A_SCHOOL, SCHOOL_KIND), (AN_ASSOCIATION, ASSOCIATION_KIND), (ANOTHER_KIND, OTHER))
    buttons = tuple(button_for(KIND, words.gettext(title), kind) for title, kind in choices)
    return Question(str(words.say(ASK_KIND)), buttons, columns=1)


async def read_kind(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """The kind; a school named here is taken at once."""
    pressed = answer.pressed(KIND)
    if pressed in (SCHOOL_KIND, ASSOCIATION_KIND, OTHER):
        return Accepted({KIND: pressed})
    told = learn(answer.typed)
    if told:
        return Accepted(told)
    return Refused(str(turn.speech.say(WHICH_KIND)))


def learn(text: str) -> dict[str, Any]:
    """What a sentence tells: « je suis prof au collège Gérard Philipe de Cergy »."""
    said = text.casefold()
    number = read_rna(text)
    if number is not None and number.valid:
        return {KIND: ASSOCIATION_KIND, NUMBER: {"rna": number.value}}
    found = _schools(text)
    if len(found) == 1:
        return {KIND: SCHOOL_KIND, SCHOOL: found[0]}
    if any(word in said for word in ("collège", "college", "lycée", "lycee", "school", "prof")):
        return {KIND: SCHOOL_KIND, **({SCHOOLS: found} if found else {})}
    if "asso" in said or "charity" in said:
        return {KIND: ASSOCIATION_KIND}
    return {}


def _schools(text: str) -> list[str]:
    """UAIs of the schools that ``text`` may mean."""
    uai = read_uai(text)
    if uai is not None and uai.valid:
        return [uai.value] if school(uai.value) else []
    reading = find_places(text)
    departments = {town.department for town in reading.candidates} | set(reading.departments)
    insee = reading.candidates[0].insee if reading.candidates else None
    found = [one for code in sorted(departments) for one in find_schools(text, code, insee)]
    return [one.uai for one in found]


def ask_school(sheet: Sheet, turn: Turn) -> Question:
    """Which school; which of those that may be meant."""
    words = turn.speech
    offered = [one for uai in sheet.get(SCHOOLS) or () if (one := school(uai)) is not None]
    if not offered:
        return Question(str(words.say(ASK_SCHOOL)))
    buttons = [button_for(SCHOOL, school_label(one, turn), one.uai) for one in offered]
    buttons.append(button_for(SCHOOL, words.gettext(NONE_OF_THEM), NO))
    return Question(str(words.say(WHICH_SCHOOL)), tuple(buttons), columns=1)


async def read_school(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A UAI, or a name with its commune."""
    pressed = answer.pressed(SCHOOL)
    if pressed == NO:
        return Again({SCHOOLS: None})
    if pressed is not None and school(pressed) is not None:
        return Accepted({SCHOOL: pressed, SCHOOLS: None})
    found = _schools(answer.typed)
    if len(found) == 1:
        return Accepted({SCHOOL: found[0], SCHOOLS: None})
    if 1 < len(found) <= MOST_SCHOOLS:
        return Again({SCHOOLS: found})
    return Refused(str(turn.speech.say(NO_SCHOOL)), values={SCHOOLS: None})


def show_school(sheet: Sheet, turn: Turn) -> str | None:
    """« Collège Gérard Philipe (Cergy, REP) »."""
    known = school(sheet.get(SCHOOL) or "")
    return school_label(known, turn) if known else None


async def read_name(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Any name."""
    name = " ".join(answer.typed.split())
    if not 2 <= len(name) <= 120:
        return Refused(str(turn.speech.say(NAME_LENGTH)))
    return Accepted({TITLE: name})


async def read_number(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """An RNA or a SIREN."""
    rna, siren = read_rna(answer.typed), read_siren(answer.typed)
    if rna is not None and rna.valid:
        return Accepted({NUMBER: {"rna": rna.value}})
    if siren is not None and siren.valid:
        return Accepted({NUMBER: {"siren": siren.value}})
    return Refused(str(turn.speech.say(NO_NUMBER)))


def ask_rep(_sheet: Sheet, turn: Turn) -> Question:
    """Whether they work with REP pupils."""
    words = turn.speech
    return Question(
        str(words.say(ASK_REP)),
        (
            button_for(REP, words.gettext(YES_LABEL), YES),
            button_for(REP, words.gettext(NO_LABEL), NO),
        ),
    )


async def read_rep(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes or no."""
    said = answer.pressed(REP) or {"affirm": YES, "deny": NO}.get(answer.intent)
    if said not in (YES, NO):
        return Refused(str(turn.speech.say(ANSWER_YES_NO)))
    return Accepted({REP: said})


def ask_person(_sheet: Sheet, turn: Turn) -> Question:
    """The name; Telegram's first name is one tap away."""
    known = turn.contact.name or turn.contact.first_name
    usable = known and joining_contact.is_name(known)
    buttons = (button_for(PERSON, known, known),) if known and usable else ()
    return Question(str(turn.speech.say(ASK_PERSON)), buttons)


async def read_person(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Letters, with what joins them."""
    name = " ".join((answer.pressed(PERSON) or answer.typed).split()).strip(" .,;!?")
    if not joining_contact.is_name(name):
        return Refused(str(turn.speech.say(joining_contact.NAME_SHAPE)))
    return Accepted({PERSON: name})


def ask_role(_sheet: Sheet, turn: Turn) -> Question:
    """The role, with the commonest ones as buttons."""
    titles = [turn.speech.gettext(role) for role in ROLES]
    buttons = tuple(button_for(ROLE, title, title) for title in titles)
    return Question(str(turn.speech.say(ASK_ROLE)), buttons)


async def read_role(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A few words."""
    role = " ".join((answer.pressed(ROLE) or answer.typed).split())
    if not 2 <= len(role) <= joining_contact.MAX_ROLE:
        most = joining_contact.MAX_ROLE
        return Refused(str(turn.speech.say(joining_contact.ROLE_SHAPE, most=most)))
    return Accepted({ROLE: role})


async def read_mail(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """An address."""
    found = read_email(answer.typed)
    if found.value is None:
        return Refused(str(turn.speech.say(joining_contact.BAD_EMAIL)))
    return Accepted({EMAIL: found.value})


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """All answers, to be sent or corrected."""
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(FORM, sheet, turn)
    words = turn.speech
    text = Markup("{}\n{}\n\n{}").format(
        words.say(READ_AGAIN), lines(FORM, sheet, turn), words.say(ALL_RIGHT)
    )
    buttons = (
        button_for(RECAP, words.gettext(SEND_IT), SEND),
        Button(words.gettext(CORRECT), payload("edit_field")),
    )
    return Question(str(text), buttons)


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Envoyer », « corriger », « corriger la commune »."""
    if answer.pressed(RECAP) == SEND:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    field = corrections.named(FORM, sheet, turn)
    if field is not None:
        return corrections.choose(FORM, sheet, turn, field)
    if answer.intent in ("deny", "correct_action") or WANTS_CHANGE.search(answer.typed):
        return Again({corrections.CHOOSING: True})
    if answer.intent == "affirm" or "envoy" in answer.typed.casefold() or "send" in answer.typed:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    return Refused(str(turn.speech.say(YES_OR_CORRECT)))


async def opening(answer: Answer, sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """What the sentence or the button that opened it tells; the offer that was wanted."""
    wanted = answer.pressed("offer")
    if wanted is not None:
        sheet.apply({OFFER: wanted})
    return learn(answer.typed)


def _is(kind: str) -> Any:
    def needed(sheet: Sheet, _turn: Turn) -> bool:
        return bool((sheet.get(KIND) == SCHOOL_KIND) == (kind == SCHOOL_KIND))

    return needed


def _text(slot: str) -> Any:
    def show(sheet: Sheet, _turn: Turn) -> str | None:
        value = sheet.get(slot)
        return str(value) if value else None

    return show


def _show_number(sheet: Sheet, _turn: Turn) -> str | None:
    number = sheet.get(NUMBER) or {}
    return number.get("rna") or number.get("siren")


def _show_rep(sheet: Sheet, turn: Turn) -> str | None:
    said = sheet.get(REP)
    return turn.speech.gettext(YES_LABEL if said == YES else NO_LABEL) if said else None


def _asks(msgid: str) -> Any:
    def ask(_sheet: Sheet, turn: Turn) -> Question:
        return Question(str(turn.speech.say(msgid)))

    return ask


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
        Step(
            slot=KIND,
            label=N_("Structure"),
            ask=ask_kind,
            read=read_kind,
            hint=N_("Choisissez ce qui s’en approche le plus."),
            editable=False,
            also=frozenset({"search_slots"}),
        ),
        Step(
            slot=SCHOOL,
            label=N_("Établissement"),
            ask=ask_school,
            read=read_school,
            needed=_is(SCHOOL_KIND),
            show=show_school,
            example=N_("collège Jean-Jaurès, Montreuil"),
            hint=N_("Le code UAI est sur tous les courriers de l’établissement."),
        ),
        Step(
            slot=TITLE,
            label=N_("Nom"),
            ask=_asks(ASK_NAME),
            read=read_name,
            needed=_is(ASSOCIATION_KIND),
            show=_text(TITLE),
            example=N_("Un stage pour tous"),
        ),
        Step(
            slot=NUMBER,
            label=N_("Numéro"),
            ask=_asks(ASK_NUMBER),
            read=read_number,
            needed=_is(ASSOCIATION_KIND),
            show=_show_number,
            example=N_("W751234567"),
            hint=N_("Le numéro RNA est sur le récépissé de la préfecture."),
        ),
        Step(
            slot=TOWN.slot,
            label=N_("Commune"),
            ask=TOWN.ask,
            read=TOWN.read,
            needed=_is(ASSOCIATION_KIND),
            show=TOWN.show,
            example=N_("Cergy, ou 95000"),
        ),
        Step(
            slot=REP,
            label=N_("Élèves de REP ou REP+"),
            ask=ask_rep,
            read=read_rep,
            needed=_is(ASSOCIATION_KIND),
            show=_show_rep,
        ),
        Step(
            slot=PERSON,
            label=N_("Votre nom"),
            ask=ask_person,
            read=read_person,
            show=_text(PERSON),
            example=N_("Camille Martin"),
            hint=N_("C’est pour que les entreprises sachent à qui elles répondent."),
        ),
        Step(
            slot=ROLE,
            label=N_("Votre fonction"),
            ask=ask_role,
            read=read_role,
            show=_text(ROLE),
            example=N_("professeure principale"),
            optional=True,
        ),
        Step(
            slot=EMAIL,
            label=N_("E-mail"),
            ask=_asks(ASK_EMAIL),
            read=read_mail,
            show=_text(EMAIL),
            example=N_("prenom.nom@ac-versailles.fr"),
            hint=N_("L’équipe vous écrira là si elle a besoin d’une précision."),
        ),
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
    number, town = sheet.get(NUMBER) or {}, TOWN.of(sheet)
    return Registration(
        kind="college" if sheet.get(KIND) == SCHOOL_KIND else sheet.get(KIND),
        name=sheet.get(TITLE),
        uai=sheet.get(SCHOOL),
        rna=number.get("rna"),
        siren=number.get("siren"),
        serves_rep=sheet.get(REP) == YES,
        insee_code=town.insee if town else None,
        town=town.name if town else None,
        contact_name=sheet.get(PERSON),
        contact_role=sheet.get(ROLE),
        email=sheet.get(EMAIL),
    )


class SubmitOrganisation(PaqteAction):
    """Registers, and says what being unverified means."""

    action_name = "action_submit_organisation"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Register, once; then what can be done."""
        del tracker
        words = turn.speech
        sheet = await sheets.load(self.runtime, turn, NAME)
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
        if member.verified_at is None:
            said.append(words.say(UNVERIFIED, name=organisation.name))
        buttons = menu.asking(words, wanted=sheet.get(OFFER))
        tell(dispatcher, Markup("\n\n").join(said), buttons, columns=1)
        return []

    async def _register(self, turn: Turn) -> tuple[Organisation, OrganisationMember]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, NAME)
            registered = await organisations.register(
                uow, turn.contact.id, registration(sheets.as_sheet(draft)), f"org:{draft.id}"
            )
            await drafts.close(uow, draft)
            await uow.commit()
            return registered
