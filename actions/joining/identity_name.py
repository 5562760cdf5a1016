"""The company's name where its SIRET is asked for; to a protest or a question, what is said."""

from actions.joining import identity_facts as facts
from actions.joining.names import is_question, told_name
from actions.joining.ways import NOT_KNOWN, person
from actions.naming import folded
from actions.steps import Again, Outcome, Refused, Sheet
from actions.turn import Answer, Turn
from paqte.i18n import N_

NO_NAME = N_(
    "Je n’y lis pas de nom d’entreprise. Écrivez seulement le nom, ou le SIRET, ou touchez "
    "« Continuer sans SIRET »."
)
REGISTERED = N_(
    "Si c’est bien la vôtre, l’équipe le vérifie avec vous et vous donne accès : touchez « Parler "
    "à quelqu’un »."
)
CLOSED = N_(
    "L’annuaire peut se tromper ou avoir du retard. L’équipe le vérifie avec vous : touchez "
    "« Parler à quelqu’un ». Ou donnez le SIRET d’une adresse ouverte."
)


def of(answer: Answer, sheet: Sheet, turn: Turn) -> str | Outcome:
    """The name to look for, or what to say to words that are none."""
    text, words = answer.typed, turn.speech
    name = told_name(text)
    if name is None and folded(text) == sheet.get(facts.NO_NAME):
        name = text.strip()
    if name is not None:
        return name
    blocked = sheet.get(facts.BLOCKED)
    if blocked is not None:
        notice = REGISTERED if blocked == "registered" else CLOSED
        return Again(person(), notice=str(words.say(notice)))
    if is_question(text):
        return Again({**person(), facts.NO_NAME: folded(text)}, notice=str(words.say(NOT_KNOWN)))
    return Refused(str(words.say(NO_NAME)), values={facts.NO_NAME: folded(text)})
