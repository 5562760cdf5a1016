"""Who is behind the bot, who reads along, what is kept: said before anything is asked."""

import re

from markupsafe import Markup

from actions.speaking import Button, payload
from actions.steps import Effect
from actions.turn import Answer, Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.services import people
from paqte.settings import settings

HELLO = N_("Bonjour {name} !")
HELLO_NOBODY = N_("Bonjour !")
WHO = N_(
    "Je suis l’assistant automatique de {programme}, qui relie les entreprises et les quartiers "
    "prioritaires. L’équipe peut lire nos échanges et vous répondre ici."
)
KEPT = N_(
    "Je garde nos échanges, chiffrés, six mois. Avec votre accord, je garde aussi vos réponses "
    "et vos coordonnées (deux ans au plus), pour suivre votre engagement. Nos messages passent "
    "par Telegram, hors d’Europe. Le détail : /confidentialite. Tout effacer : /oublier.\n\n"
    "D’accord ?"
)
AGREE = N_("J’accepte")
REFUSE = N_("Je refuse")
REFUSED = N_(
    "C’est noté. Je réponds à vos questions, mais je n’inscris pas l’entreprise. Vous pourrez "
    "changer d’avis quand vous voulez."
)

YES, NO = "yes", "no"

_BEFORE = r"\W*(?:(?:oui|non|ok|bon|alors|yes|no|d'accord)\W+)*"
_AFTER = r"(?:\W+(?:tout|cela|ça|bien sûr|vos conditions|les conditions|merci|thanks|it|that))*\W*"
_REFUSES = re.compile(
    _BEFORE
    + r"(?:je refuse|(?:je )?(?:n'|ne )?(?:j')?(?:accepte|consens) pas|"
    + r"je (?:ne )?suis pas d'accord|i refuse|i disagree|i (?:do not|don't) (?:agree|accept))"
    + _AFTER
)
_AGREES = re.compile(
    _BEFORE
    + r"(?:(?:j'|je l'|je )(?:accepte|consens)|je suis d'accord|je (?:vous )?donne mon accord|"
    + r"i (?:agree|accept|consent))"
    + _AFTER
)


#: A law's agreement is said, and not guessed from « c'est… »: RGPD, art. 4.11.
_YES = re.compile(
    r"\b(?:oui|ouais|ouaip|ouep|ui|wi|si|ok|okay|oki|dac|accord|accept\w*|consens|entendu|parfait|"
    r"volontiers|bien s[uû]r|[ée]videmment|absolument|tout à fait|avec plaisir|allez|vas|allons|"
    r"[cç]a (?:me )?(?:va|marche|convient)|c'est bon|c’est bon|pas de (?:souci|problème|probleme)|"
    r"yes|yep|yeah|sure|agree\w*|fine|go ahead|of course|no problem|alright|all right)\b"
)


def who(turn: Turn) -> Markup:
    """Who speaks, and who reads along."""
    return turn.speech.say(WHO, programme=settings().programme_name)


def hello(turn: Turn) -> Markup:
    """« Bonjour Samira ! »."""
    name = turn.contact.first_name
    return turn.speech.say(HELLO, name=name) if name else turn.speech.say(HELLO_NOBODY)


def introduction(turn: Turn) -> Markup:
    """Hello, who speaks and reads along, what is kept: the first words to a newcomer."""
    return Markup("{} {}\n\n{}").format(hello(turn), who(turn), kept(turn))


def kept(turn: Turn) -> Markup:
    """What is kept, how long, and how to have it erased."""
    return turn.speech.say(KEPT)


def buttons(turn: Turn, intent: str, entity: str, **values: str) -> tuple[Button, ...]:
    """« J’accepte » and « Je refuse », as values of ``entity``, with ``values`` beside."""
    words = turn.speech
    return (
        Button(words.gettext(AGREE), payload(intent, **values, **{entity: YES})),
        Button(words.gettext(REFUSE), payload(intent, **values, **{entity: NO})),
    )


def decision(answer: Answer, *entities: str) -> bool | None:
    """Whether the person agrees; ``None`` when the words do not tell."""
    for entity in entities:
        if (pressed := answer.pressed(entity)) is not None:
            return {YES: True, NO: False}.get(pressed)
    if answer.intent == "deny":
        return False
    return _in_words(answer.typed)


def explicit(answer: Answer) -> bool | None:
    """The decision in « j’accepte », « je ne suis pas d’accord »; a bare « ok » is none.

    Such words mean agreement to what is kept, wherever they are said.
    """
    said = answer.typed.casefold().replace("’", "'")
    if _REFUSES.fullmatch(said):
        return False
    return True if _AGREES.fullmatch(said) else None


def record(turn: Turn, *, granted: bool) -> Effect:
    """Keep the decision with its date and the version of the words."""

    async def write(uow: UnitOfWork) -> None:
        await people.record_consent(
            uow,
            turn.contact.id,
            granted=granted,
            version=people.CONSENT_VERSION,
            key=turn.key("consent"),
        )

    return write


def _in_words(text: str) -> bool | None:
    said = text.casefold()
    # Refusals first: « je n’accepte pas » holds « accepte », « disagree » holds « agree ».
    if any(word in said for word in ("refuse", "pas d’accord", "pas d'accord", "disagree")):
        return False
    if any(word in said for word in ("accepte pas", "don't agree", "don’t agree", "not agree")):
        return False
    return True if _YES.search(said) else None
