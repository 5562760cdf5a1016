"""Associations that came to the companies' door: told so, and shown their own."""

import re

from actions.joining.names import is_question
from actions.naming import folded
from actions.speaking import Button, Question, payload, person_button
from actions.turn import Turn
from paqte.i18n import N_
from reading.identifiers import read_company_identifier, read_rna

YOURS = N_(
    "Vous êtes une association ? Les associations ont leur propre inscription, pour chercher des "
    "places de stage. Si vous accueillez ou embauchez, continuez ici. Vos réponses sont gardées."
)
NUMBER = N_(
    "Ce numéro est celui d’une association. Les associations ont leur propre inscription, pour "
    "chercher des places de stage. Si vous accueillez ou embauchez, continuez ici. Vos réponses "
    "sont gardées."
)
REGISTER = N_("Inscrire mon association")
GO_ON = N_("Continuer l’inscription d’entreprise")

_ARE_ONE = re.compile(
    r"\b(?:on est|nous sommes|je suis|c ?'?est|en fait|we are|we're|i am|i'm|it's|it is)\W+"
    r"(?:une? |an? )(?:\w+ )?(?:asso(?:ciation)?|charity|non-?profit)\b"
    r"|\b(?:on est|nous sommes|je suis|we are|we're)\W+(?:asso(?:ciation)?|a charity)\b"
    r"|\b(?:loi (?:de )?1901|non-?profit organi[sz]ation)\b"
    r"|^\W*(?:une? |an? )(?:asso(?:ciation)?|charity)\W*$"
)


def said(text: str) -> bool:
    """Whether ``text`` says that who writes is an association, or gives an association's number."""
    if is_question(text):
        return False
    return _number(text) or _ARE_ONE.search(folded(text).replace("’", "'")) is not None


def question(turn: Turn) -> Question:
    """Which way they take: theirs, the companies', or a person."""
    words, typed = turn.speech, turn.answer.typed
    number = _number(typed)
    # Its form asks neither for what the number tells nor what kind of organisation it is.
    told = typed if number else "association"
    return Question(
        str(words.say(NUMBER if number else YOURS)),
        (
            Button(words.gettext(REGISTER), payload("register_organisation", said=told)),
            Button(words.gettext(GO_ON), payload("join_program")),
            person_button(words),
        ),
        columns=1,
    )


def _number(text: str) -> bool:
    found = read_company_identifier(text)
    return read_rna(text) is not None and not (found and found.valid)
