"""Who is behind the bot, who reads along, what is kept: said before anything is asked."""

from markupsafe import Markup

from actions.speaking import Button, payload
from actions.steps import Effect
from actions.turn import Answer, Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.services import people
from paqte.settings import settings

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


def who(turn: Turn) -> Markup:
    """Who speaks, and who reads along."""
    return turn.speech.say(WHO, programme=settings().programme_name)


def kept(turn: Turn) -> Markup:
    """What is kept, how long, and how to have it erased."""
    return turn.speech.say(KEPT)


def buttons(turn: Turn, intent: str, entity: str) -> tuple[Button, ...]:
    """« J’accepte » and « Je refuse », as values of ``entity``."""
    words = turn.speech
    return (
        Button(words.gettext(AGREE), payload(intent, **{entity: YES})),
        Button(words.gettext(REFUSE), payload(intent, **{entity: NO})),
    )


def decision(answer: Answer, *entities: str) -> bool | None:
    """Whether the person agrees; ``None`` when the words do not tell."""
    for entity in entities:
        if (pressed := answer.pressed(entity)) is not None:
            return {YES: True, NO: False}.get(pressed)
    if answer.intent in ("affirm", "deny"):
        return answer.intent == "affirm"
    return _in_words(answer.typed)


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
    if any(word in said for word in ("accepte", "accord", "agree", "accept", "consens", "ok")):
        return True
    return None
