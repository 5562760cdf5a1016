"""« Décalez mon offre d'une semaine »: all its weeks, or those named, moved by some weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions.internships.offering import other_weeks
from actions.internships.offering.other_weeks import OtherWeeks
from actions.internships.offering.week_swap import NO, STAYS, THERE_ALREADY, WHICH
from actions.internships.offering.weeks import UNKNOWN_HOLIDAYS, unknown_holidays
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Offer
from paqte.reference import internships as words_of
from paqte.services.internships import offers
from reading.dates.week_shift import WeekShift, read_week_shift

ASK = N_("Offre <b>{title}</b> : ouverte {gone}, elle le serait désormais {comes}. On décale ?")
YES = N_("Oui, décaler")
LATER, EARLIER = N_("Plus tard"), N_("Plus tôt")
GRANTED = N_(
    "Des élèves sont déjà attendus (offre <b>{title}</b>) : ses semaines ne se décalent pas. "
    "Vous pouvez en ajouter par « Modifier », ou revenir sur ces places."
)


@dataclass(frozen=True, slots=True)
class Shift:
    """Weeks of an offer, and by how many they move; ``later``: None until it is told."""

    moves: tuple[date, ...]
    weeks: int
    later: bool | None

    @property
    def comes(self) -> list[date]:
        """The weeks that they become."""
        by = timedelta(weeks=self.weeks if self.later else -self.weeks)
        return [monday + by for monday in self.moves]


def told(turn: Turn) -> WeekShift | None:
    """By how much the words move what."""
    text = turn.answer.typed
    return read_week_shift(text, turn.today, turn.speech.locale) if text else None


async def act(
    runtime: Runtime, company_id: str, turn: Turn, dispatcher: CollectingDispatcher
) -> bool:
    """Ask which offer, which way, whether; do it by a tap. Whether it was about that at all."""
    pressed, said = _pressed(turn), told(turn)
    if pressed is None and said is None:
        return False
    if turn.answer.pressed("decision") == "no":
        tell(dispatcher, turn.speech.say(STAYS))
        return True
    async with runtime.database.reading() as uow:
        every = await offers.of_company(uow, company_id)
        known = {
            one.id: offers.told_of(one, await offers.weeks_of(uow, one.id)).weeks for one in every
        }
    if pressed is not None:
        chosen = turn.answer.pressed("offer")
        # As long as it is open in all of them: a second tap moves nothing more.
        found = [
            (one, pressed)
            for one in every
            if one.id == chosen and set(pressed.moves) <= set(known[one.id])
        ]
    else:
        found = [(one, moved) for one in every if said and (moved := _of(said, known[one.id]))]
    if not found:
        return False  # as they are, they are shown
    if len(found) > 1:
        buttons = [Button(one.title, _payload(one, shift)) for one, shift in found]
        tell(dispatcher, turn.speech.say(WHICH), buttons, columns=1)
        return True
    ((offer, shift),) = found
    if shift.later is None:
        _ask_way(offer, shift, turn, dispatcher)
    else:
        await _shift(runtime, offer, shift, known[offer.id], turn, dispatcher)
    return True


def _of(said: WeekShift, weeks: Sequence[date]) -> Shift | None:
    """What moves of an offer with ``weeks``; ``None``: nothing of it is meant."""
    moves = tuple(monday for monday in weeks if not said.named or monday in said.named)
    return Shift(moves, said.weeks, said.later) if moves else None


async def _shift(
    runtime: Runtime,
    offer: Offer,
    shift: Shift,
    weeks: Sequence[date],
    turn: Turn,
    dispatcher: CollectingDispatcher,
) -> None:
    words, decided = turn.speech, turn.answer.pressed("decision") == "yes"
    if there := sorted(({*weeks} - {*shift.moves}) & {*shift.comes}):
        text = words.say(THERE_ALREADY, title=offer.title, comes=words_of.week(there[0], words))
        tell(dispatcher, text, [other_weeks.mine(words)])
        return
    changed = await other_weeks.opened(
        runtime, offer, gone=shift.moves, come=shift.comes, decided=decided
    )
    if changed is None:
        text = words.say(GRANTED, title=offer.title)
        other_weeks.ask_otherwise(text, offer, turn, dispatcher)
    elif decided:
        other_weeks.say_done(changed, turn, dispatcher)
    else:
        _ask(changed, shift, weeks, turn, dispatcher)


def _ask_way(offer: Offer, shift: Shift, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words = turn.speech
    text = words.say_n(
        "Offre <b>{title}</b> : une semaine plus tard, ou plus tôt ?",
        "Offre <b>{title}</b> : {n} semaines plus tard, ou plus tôt ?",
        shift.weeks,
        title=offer.title,
    )
    buttons = [
        Button(words.gettext(title), _payload(offer, Shift(shift.moves, shift.weeks, later)))
        for title, later in ((LATER, True), (EARLIER, False))
    ]
    tell(dispatcher, text, buttons)


def _ask(
    changed: OtherWeeks,
    shift: Shift,
    weeks: Sequence[date],
    turn: Turn,
    dispatcher: CollectingDispatcher,
) -> None:
    words, offer = turn.speech, changed.offer
    gone, comes = words_of.weeks(weeks, words), words_of.weeks(changed.weeks, words)
    lines = [words.say(ASK, title=offer.title, gone=gone, comes=comes)]
    if changed.declined:
        lines.append(
            words.say_n(
                "Une demande pour une semaine retirée sera refusée, et la structure prévenue.",
                "{n} demandes pour des semaines retirées seront refusées, et les structures "
                "prévenues.",
                changed.declined,
            )
        )
    if unknown_holidays(shift.comes, offer.department):
        lines.append(words.say(UNKNOWN_HOLIDAYS))
    yes = Button(words.gettext(YES), _payload(offer, shift, decision="yes"))
    no = Button(words.gettext(NO), _payload(offer, shift, decision="no"))
    tell(dispatcher, Markup("\n").join(lines), [yes, no])


def _payload(offer: Offer, shift: Shift, **more: str) -> str:
    moves = ",".join(monday.isoformat() for monday in shift.moves)
    sign = "" if shift.later is None else "+" if shift.later else "-"
    return payload("edit_offer", offer=offer.id, moves=moves, by=f"{sign}{shift.weeks}", **more)


def _pressed(turn: Turn) -> Shift | None:
    moves, by = turn.answer.pressed("moves"), turn.answer.pressed("by")
    if not moves or not by:
        return None
    later = None if by[0].isdecimal() else by[0] == "+"
    mondays = tuple(date.fromisoformat(one) for one in moves.split(","))
    return Shift(mondays, int(by.lstrip("+-")), later)
