"""A request is refused in the company's own words: shown first, then carried to who asked."""

from collections.abc import Sequence

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions import newest
from actions.internships.answering import counting
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.reference.internships import NO
from paqte.services.internships.looking import View
from reading.personal.contacts import without_phones
from reading.personal.redaction import redact_pupil_data
from reading.refusals import bare_reason, refusal_reason

WORDS = "words"
"""What a button calls the reason that goes with the refusal."""
SHOWN = N_(
    "Demande de <b>{organisation}</b> : je la refuse avec ces mots, que la structure lira ?\n"
    "« {reason} »"
)
LEFT_OUT = N_(
    "Je n’y laisse ni le nom d’un élève, ni ce qui touche à sa santé, ni un numéro de téléphone."
)
WITH_THESE = N_("Refuser avec ces mots")
ANOTHER_REASON = N_("Une autre raison")
BACK = N_("Retour")


async def reason_told(runtime: Runtime, turn: Turn) -> str | None:
    """Why, in the words of a refusal, or of what answers « pour quelle raison ? »."""
    text = turn.answer.typed
    return refusal_reason(text) or (
        bare_reason(text) if text and await _why_was_asked(runtime, turn) else None
    )


async def answered_by(runtime: Runtime, turn: Turn) -> str | None:
    """The action that « non, on est fermés » answers, right after requests were shown."""
    if await reason_told(runtime, turn) is None:
        return None
    asked = {one.intent for one in await counting.all_asked(runtime, turn)}
    return f"action_{counting.ANSWER}" if counting.ANSWER in asked else None


def show(views: Sequence[View], reason: str, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """What would be read on the other side; nothing is refused before a tap."""
    for view in views:
        _show(view, reason, turn, dispatcher)


def _show(view: View, reason: str, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words, goes = turn.speech, passed_on(reason)
    said = words.say(SHOWN, organisation=view.organisation.name, reason=goes)
    if goes != reason:
        said = Markup("{}\n{}").format(said, words.say(LEFT_OUT))
    request = view.request.id
    buttons = [
        Button(
            words.gettext(WITH_THESE),
            payload("answer_request", request=request, decision=f"{NO}:{WORDS}", words=goes),
        ),
        Button(
            words.gettext(ANOTHER_REASON), payload("answer_request", request=request, decision=NO)
        ),
        Button(words.gettext(BACK), payload("answer_request", request=request, decision="")),
    ]
    tell(dispatcher, said, buttons, columns=1)


def passed_on(reason: str) -> str:
    """The words without what is never sent on, as in any message to the other side."""
    return without_phones(redact_pupil_data(reason).text)


async def _why_was_asked(runtime: Runtime, turn: Turn) -> bool:
    shown = await newest.payloads(runtime, turn)
    return any(one.startswith("/answer_request{") and f'"{NO}:' in one for one in shown)
