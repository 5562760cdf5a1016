"""« Finalement il m’en faut 2 »: another number of places of a request not yet answered."""

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.internships import menu
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.models.internships import OPEN
from paqte.reference import internships as words_of
from paqte.services.internships import changing, looking, refusals, requests, settling, telling
from paqte.services.internships.looking import View
from paqte.services.internships.rules import MOST_SEATS
from reading.dates.weeks import read_weeks
from reading.places.reader import find_places
from reading.seats_change import SeatsChange, read_seats_change

ACTION = "action_cancel_request"
"""The engine knows one action for what becomes of a request."""
HOW_MANY = "?"
"""A button's number that is still to be told."""
CHANGE = N_("Changer le nombre de places")
ASK_WHICH = N_("De quelle demande ?")
ASK_HOW_MANY = N_("Combien de places vous faut-il chez <b>{company}</b>, {weeks} ?")
ASK_WHETHER = N_("Chez <b>{company}</b>, {weeks} : <b>{seats}</b>, au lieu de {before} ?")
YES, NO = N_("Oui, {seats}"), N_("Non, rien ne change")
OF_ONE = N_("{reference} : {seats}")
SAME = N_("Votre demande chez <b>{company}</b> est déjà pour {seats}, {weeks}.")
NONE_LEFT = N_("Il ne resterait aucune place. Faut-il annuler la demande ?")
CANCEL = N_("Annuler {reference}")
DONE = N_("C’est changé : <b>{seats}</b> chez {company}, {weeks}.")
DONE_TOLD = N_("C’est changé : <b>{seats}</b> chez {company}, {weeks}. L’entreprise est prévenue.")
MOST_SHOWN, MOST_BUTTONS = 8, 6


def told(turn: Turn) -> SeatsChange | None:
    """What the words say of another number, and of nothing else: no place, no week."""
    text = turn.answer.typed
    if turn.organisation is None or not text:
        return None
    change = read_seats_change(text)
    if change is None or read_weeks(text, turn.today, turn.speech.locale):
        return None
    return None if find_places(text).exact else change


async def meant(runtime: Runtime, turn: Turn) -> bool:
    """Whether they are about a request that waits."""
    if turn.form is not None or told(turn) is None:
        return False
    return bool(await _open(runtime, turn))


async def act(runtime: Runtime, turn: Turn, dispatcher: CollectingDispatcher) -> bool:
    """Ask of which, and whether; do it by a tap. Whether it was about that at all."""
    request_id, seats = turn.answer.pressed("request"), turn.answer.pressed("seats")
    if request_id is not None:
        if seats is None:
            return False
        views = [view for view in await _open(runtime, turn) if view.request.id == request_id]
        if not views:
            raise refusals.NotYourRequest("no open request of theirs")
        if seats.isdecimal():
            await _change(runtime, turn, views[0], int(seats), dispatcher)
        else:
            _ask_how_many(views[0], turn.speech, dispatcher)
        return True
    change = told(turn)
    if change is None:
        return False
    text = turn.answer.typed.upper()
    views = await _open(runtime, turn)
    views = [view for view in views if view.request.reference in text] or views
    if len(views) == 1:
        _ask_whether(views[0], change, turn.speech, dispatcher)
    elif views:
        _ask_which(views, change, turn.speech, dispatcher)
    return bool(views)


async def _open(runtime: Runtime, turn: Turn) -> list[View]:
    if turn.organisation is None:
        return []
    async with runtime.database.reading() as uow:
        found = await requests.of_organisation(uow, turn.organisation.id, MOST_SHOWN)
        return [await looking.at(uow, one.id) for one in found if one.status in OPEN]


async def _change(
    runtime: Runtime, turn: Turn, view: View, seats: int, dispatcher: CollectingDispatcher
) -> None:
    words = turn.speech
    async with runtime.database.unit_of_work() as uow:
        before = (await settling.locked(uow, view.request.id)).seats
        settled = await changing.change_seats(uow, view.organisation.id, view.request.id, seats)
        if before != seats:
            key = f"{view.request.id}:{turn.id}"
            await telling.changed(uow, settled, turn.contact.id, before, key)
        await uow.commit()
    known = settled.request.sent_at is not None and before != seats
    said = words.say(
        DONE_TOLD if known else DONE,
        seats=words_of.seats(seats, words),
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
    )
    tell(dispatcher, said, menu.asking(words), columns=1)


def _ask_which(
    views: Sequence[View],
    change: SeatsChange,
    words: Speech,
    dispatcher: CollectingDispatcher,
) -> None:
    buttons = []
    for view in views:
        seats = change.of(view.request.seats)
        known = seats is not None and 1 <= seats <= MOST_SEATS
        label = words_of.seats(seats, words) if known and seats else view.company.display_name
        title = words.gettext(OF_ONE).format(reference=view.request.reference, seats=label)
        buttons.append(Button(title, _payload(view, str(seats) if known else HOW_MANY)))
    tell(dispatcher, words.say(ASK_WHICH), buttons, columns=1)


def _ask_whether(
    view: View, change: SeatsChange, words: Speech, dispatcher: CollectingDispatcher
) -> None:
    seats, before = change.of(view.request.seats), view.request.seats
    about = {
        "company": view.company.display_name,
        "weeks": words_of.weeks(view.weeks, words),
        "seats": words_of.seats(before if seats is None else seats, words),
    }
    if seats is None:
        _ask_how_many(view, words, dispatcher)
    elif seats < 1:
        title = words.gettext(CANCEL).format(reference=view.request.reference)
        cancel = Button(title, payload("cancel_request", request=view.request.id))
        tell(dispatcher, words.say(NONE_LEFT), [cancel])
    elif seats == before:
        tell(dispatcher, words.say(SAME, **about))
    else:
        yes = Button(words.gettext(YES).format(seats=about["seats"]), _payload(view, str(seats)))
        no = payload("cancel_request", request=view.request.id, decision="no")
        text = words.say(ASK_WHETHER, before=before, **about)
        tell(dispatcher, text, [yes, Button(words.gettext(NO), no)])


def _ask_how_many(view: View, words: Speech, dispatcher: CollectingDispatcher) -> None:
    numbers = [one for one in range(1, MOST_BUTTONS + 1) if one != view.request.seats]
    weeks = words_of.weeks(view.weeks, words)
    tell(
        dispatcher,
        words.say(ASK_HOW_MANY, company=view.company.display_name, weeks=weeks),
        [Button(words_of.seats(one, words), _payload(view, str(one))) for one in numbers],
        columns=3,
    )


def _payload(view: View, seats: str) -> str:
    return payload("cancel_request", request=view.request.id, seats=seats)


def button(view: View, words: Speech) -> Button:
    """The way there from a request."""
    return Button(words.gettext(CHANGE), _payload(view, HOW_MANY))
