"""Who is not registered yet and says what they are, in answer to the first menu or unasked."""

import re

from actions.naming import folded
from actions.turn import Turn

_RUNS = re.compile(
    r"\b(?:je (?:tiens|dirige|gere|suis (?:le |la |un |une )?(?:patron\w*|gerante?|artisane?|"
    r"dirigeante?|chef\w* d.entreprise|boulang\w+|commercant\w*))|"
    r"(?:mon|notre) (?:entreprise|magasin|garage|commerce|restaurant|atelier)|"
    r"(?:ma|notre) (?:boite|societe|boutique|boulangerie|pme)|"
    r"i (?:run|own|manage)|(?:my|our) (?:company|business|shop|bakery|garage|restaurant))\b"
)
_IS_ORGANISATION = re.compile(
    r"\W*(?:(?:bonjour|bonsoir|salut|hello|hi|euh|oui)\W+)?"
    r"(?:(?:je suis|nous sommes|on est|moi c'?est|c'?est(?: pour)?|pour|"
    r"i am|i'm|we are|we're|it'?s(?: for)?|for)\W+)?"
    r"(?:(?:dans|in|avec) )?(?:(?:une?|an?|l'|la|le|notre|mon|ma|our|my)\W*)?"
    r"(?:petite |small )?"
    r"(?:asso(?:c|ciation)?|charity|non-?profit|college|lycee|ecole|etablissement scolaire|"
    r"mission locale|school|secondary school)"
    r"(?: (?:sportive|culturelle|etudiante|loi 1901|de quartier|de jeunes|d'insertion|rep\+?|"
    r"prive|public))?\W*"
)
"""« Association », « on est un collège »: what they are, and nothing else."""


def presents_company(turn: Turn) -> bool:
    """« Je tiens une petite boulangerie à Cergy », of who has not joined."""
    if turn.company is not None or turn.organisation is not None:
        return False
    return bool(_RUNS.search(folded(turn.answer.typed))) and "?" not in turn.answer.typed


def presents_organisation(turn: Turn) -> bool:
    """« Association », under « Inscrire ma structure »: who speaks for nobody yet."""
    if turn.company is not None or turn.organisation is not None or "?" in turn.answer.typed:
        return False
    said = folded(turn.answer.typed).replace("’", "'")
    return _IS_ORGANISATION.fullmatch(said) is not None
