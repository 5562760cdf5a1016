"""What is said beside the answer: a second wish, a language that is understood by halves."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import languages
from actions.guessing import WISHES, wish_button
from actions.speaking import Button, payload, tell
from actions.turn import SECOND_WISH, Turn
from paqte.database import Database
from paqte.i18n import N_

AND_THEN = N_("Et pour l’autre point de votre message :")
FIRST_THIS = N_(
    "Commençons par cela. Pour l’autre point de votre message, touchez quand vous voulez :"
)
MEANWHILE = N_("Pour l’autre point de votre message, touchez quand vous voulez :")
ALL_BUTTONS = N_("Tout ce que je sais faire")


async def tell_asides(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    tracker: Tracker,
    action: str,
    database: Database,
) -> None:
    """Say them once, by the ``action`` that hears the message first.

    Before a form's question, so that the question stands last; after any other answer.
    """
    elsewhere = turn.form is not None and action != f"validate_{turn.form}"
    if elsewhere or not turn.listening:
        return
    opened = turn.form is not None and _opened_now(tracker)
    _tell_second_wish(
        dispatcher, turn, tracker, FIRST_THIS if opened else MEANWHILE if turn.form else AND_THEN
    )
    if opened or turn.form is None:  # of an answer, the form says so itself
        await _tell_language(dispatcher, turn, database)


def _tell_second_wish(
    dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker, sentence: str
) -> None:
    for entity in tracker.latest_message.get("entities") or []:
        if entity.get("entity") == SECOND_WISH and entity.get("intent") in WISHES:
            button = wish_button(turn, entity["intent"], str(entity["value"]))
            tell(dispatcher, turn.speech.say(sentence), [button])


async def _tell_language(dispatcher: CollectingDispatcher, turn: Turn, database: Database) -> None:
    language = await languages.to_be_told(turn, database.reading)
    if language is None:
        return
    words = turn.speech
    text = Markup("{}\n\n{}").format(
        languages.IN_ITS_WORDS[language], words.say(languages.ANSWERED_IN)
    )
    tell(dispatcher, text, [Button(words.gettext(ALL_BUTTONS), payload("menu"))])


def _opened_now(tracker: Tracker) -> bool:
    """Whether the form was opened by the message itself."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "active_loop" and event.get("name"):
            return True
    return False
