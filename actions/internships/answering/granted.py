"""Places that a company gave, of stages still to come: shown, and which of them words mean."""

from collections.abc import Sequence

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions.internships.answering.counting import BACK
from actions.naming import folded
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships import looking, requests
from paqte.services.internships.looking import View
from reading.dates.weeks import read_weeks

LIST = "granted"
"""What a button decides that shows what was granted."""
TO_COME = N_("Les places que vous avez accordées, à venir :")
LINE = N_("• <b>{organisation}</b>, {weeks} : {seats} ({reference})")
NO_MORE = N_("Ne plus accueillir {reference}")
SEE = N_("Places accordées")
MOST = 8
_OF_MANY = frozenset(
    ("college", "lycee", "ecole", "association", "les", "des", "pour", "saint", "sainte", "stage")
)
_SHORTEST = 3


async def views(runtime: Runtime, company_id: str) -> list[View]:
    """What the company accepted and can still go back on, the soonest first."""
    async with runtime.database.reading() as uow:
        found = await requests.to_come(uow, company_id, MOST)
        return [await looking.at(uow, one.id) for one in found]


def show(found: Sequence[View], words: Speech, dispatcher: CollectingDispatcher) -> None:
    """One line each, and the way to go back on it."""
    buttons = [no_more(view, words) for view in found]
    tell(dispatcher, listed(TO_COME, found, words), buttons, columns=1)


def listed(head: str, found: Sequence[View], words: Speech) -> Markup:
    """``head``, and one line each."""
    return Markup("\n").join([words.say(head), *(_line(view, words) for view in found)])


def see(words: Speech) -> Button:
    """The way to that list."""
    return Button(words.gettext(SEE), payload("answer_request", decision=LIST))


def no_more(view: View, words: Speech) -> Button:
    """The way to go back on one."""
    title = words.gettext(NO_MORE).format(reference=view.request.reference)
    return Button(title, payload("answer_request", request=view.request.id, decision=BACK))


def meant(found: Sequence[View], turn: Turn) -> tuple[list[View], bool]:
    """Those that the words are of, and whether they name them: by reference, name, or week."""
    text = turn.answer.typed
    by_reference = [one for one in found if one.request.reference in text.upper()]
    if by_reference:
        return by_reference, True
    said = _tokens(text)
    shared = {one.request.id: len(said & _own_words(one)) for one in found}
    most = max(shared.values(), default=0)
    named = [one for one in found if most and shared[one.request.id] == most]
    left = named or list(found)
    weeks = set(read_weeks(text, turn.today, turn.speech.locale))
    of_week = [one for one in left if weeks & set(one.weeks)]
    return of_week or left, bool(named)


def _own_words(view: View) -> set[str]:
    return _tokens(view.organisation.name) - _OF_MANY


def _tokens(text: str) -> set[str]:
    words = folded(text).replace("-", " ").replace("'", " ").replace("’", " ").split()
    cleaned = (word.strip('.,;:!?«»"()') for word in words)
    return {word for word in cleaned if len(word) >= _SHORTEST or word.isdecimal()}


def _line(view: View, words: Speech) -> Markup:
    return words.say(
        LINE,
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
        seats=words_of.seats(view.request.accepted_seats, words),
        reference=view.request.reference,
    )
