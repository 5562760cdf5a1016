"""Registering an organisation: who writes for it."""

from dataclasses import replace

from markupsafe import Markup

from actions.internships.registering.school import FOUND, show_school
from actions.internships.registering.who import (
    ASSOCIATION_KIND,
    KIND,
    OTHER,
    SCHOOL_KIND,
    asks,
)
from actions.joining import contact as joining_contact
from actions.joining import full_name
from actions.joining.person_told import name_alone, role_told, without_channel
from actions.noting import noted
from actions.reading_answers import MUST_KNOW
from actions.speaking import Question
from actions.steps import (
    Accepted,
    Again,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
    as_it_is,
    button_for,
)
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.personal.contacts import read_email

PERSON, ROLE, EMAIL = "org_contact_name", "org_contact_role", "org_email"

ASK_PERSON = N_("À qui ai-je le plaisir de parler ? Votre prénom et votre nom, s’il vous plaît.")
ASK_ROLE = N_("Quelle est votre fonction ?")
ASK_EMAIL = N_(
    "Quelle est votre adresse e-mail professionnelle ? L’équipe s’en sert pour vérifier."
)
_PROJECTS, _HEAD = N_("Chargé ou chargée de projet"), N_("Direction")
ROLES = {
    SCHOOL_KIND: (N_("Professeur principal"), _HEAD, N_("Vie scolaire (CPE)")),
    ASSOCIATION_KIND: (_PROJECTS, _HEAD, N_("Présidence"), N_("Bénévole")),
    OTHER: (_PROJECTS, _HEAD, N_("Conseiller ou conseillère")),
}
"""The commonest functions, by kind of organisation: an association has no form teacher."""


def ask_person(sheet: Sheet, turn: Turn) -> Question:
    """The name; Telegram's first name is one tap away. The school that was found is named.

    After a first name alone, what is missing of it.
    """
    if (alone := sheet.get(full_name.ALONE)) is not None:
        return full_name.ask_rest(PERSON, alone, turn)
    known = turn.contact.name or turn.contact.first_name
    usable = known and joining_contact.is_name(known)
    buttons = (button_for(PERSON, known, known),) if known and usable else ()
    text, found = turn.speech.say(ASK_PERSON), show_school(sheet, turn)
    if found and not sheet.failures:
        text = Markup("{} {}").format(turn.speech.say(FOUND, school=found), text)
    return Question(str(text), buttons)


async def read_person(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Letters, with what joins them; a first name alone once it is insisted on."""
    if (insisted := full_name.insisted(PERSON, answer, sheet)) is not None:
        return insisted
    if answer.intent == "skip":
        return Again(notice=str(turn.speech.say(MUST_KNOW)))
    name = joining_contact.named(answer.pressed(PERSON) or name_alone(answer.typed))
    if not joining_contact.is_name(name):
        return Refused(str(turn.speech.say(joining_contact.NAME_SHAPE)))
    outcome = full_name.read(PERSON, name, answer, sheet)
    told = {ROLE: role_told(answer.typed), EMAIL: read_email(answer.typed).value}
    facts = {slot: fact for slot, fact in told.items() if fact and not sheet.answered(slot)}
    if not facts or not isinstance(outcome, Accepted | Again):
        return outcome
    return replace(outcome, values={**outcome.values, **facts}, notice=noted(facts.values(), turn))


def ask_role(sheet: Sheet, turn: Turn) -> Question:
    """The role, with the commonest ones of that kind of organisation as buttons."""
    roles = ROLES.get(sheet.get(KIND), ROLES[OTHER])
    titles = [turn.speech.gettext(role) for role in roles]
    buttons = tuple(button_for(ROLE, title, title) for title in titles)
    return Question(str(turn.speech.say(ASK_ROLE)), buttons)


async def read_role(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A few words."""
    if (name := full_name.set_right(answer.typed, led=True)) is not None:
        return full_name.renamed(PERSON, name, turn)
    email = read_email(answer.typed).value
    said = without_channel(answer.typed) if email else answer.typed
    role = " ".join((answer.pressed(ROLE) or said).split())
    if email and "@" in role:
        return Again({EMAIL: email}, notice=noted([email], turn))
    if not 2 <= len(role) <= joining_contact.MAX_ROLE:
        most = joining_contact.MAX_ROLE
        return Refused(str(turn.speech.say(joining_contact.ROLE_SHAPE, most=most)))
    return Accepted({ROLE: role, **({EMAIL: email} if email else {})})


async def read_mail(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """An address."""
    found = read_email(answer.typed)
    if found.value is None:
        if (name := full_name.set_right(answer.typed, led=False)) is not None:
            return full_name.renamed(PERSON, name, turn)
        return Refused(str(turn.speech.say(joining_contact.BAD_EMAIL)))
    return Accepted({EMAIL: found.value})


STEPS = (
    Step(
        slot=PERSON,
        label=N_("Votre nom"),
        ask=ask_person,
        read=read_person,
        show=as_it_is(PERSON),
        example=N_("Camille Martin"),
        hint=N_("C’est pour que les entreprises sachent à qui elles répondent."),
        also=frozenset({"skip"}),
    ),
    Step(
        slot=ROLE,
        label=N_("Votre fonction"),
        hint=N_("Par exemple : professeur principal, chargée de projet."),
        ask=ask_role,
        read=read_role,
        show=as_it_is(ROLE),
        example=N_("professeure principale"),
        optional=True,
    ),
    Step(
        slot=EMAIL,
        label=N_("E-mail"),
        ask=asks(ASK_EMAIL),
        read=read_mail,
        show=as_it_is(EMAIL),
        example=N_("prenom.nom@ac-versailles.fr"),
        hint=N_("L’équipe vous écrira là si elle a besoin d’une précision."),
    ),
)
