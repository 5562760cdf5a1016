"""An offer that is published, opened in other weeks: shown as it would be, then changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions.internships.answering import granted
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.models import Offer
from paqte.reference import internships as words_of
from paqte.services.internships import editing, offers, publishing

DONE = N_("C’est changé : votre offre <b>{title}</b> est ouverte {weeks}.")
TOLD_THEM = N_("Ceux qui demandaient une semaine retirée sont prévenus.")
MINE, MODIFY = N_("Mes offres de stage"), N_("Modifier")


@dataclass(frozen=True, slots=True)
class OtherWeeks:
    """The offer, its weeks as they are now or would be, and how many requests these refuse."""

    offer: Offer
    weeks: tuple[date, ...]
    declined: int


async def opened(
    runtime: Runtime,
    offer: Offer,
    *,
    gone: Sequence[date],
    come: Sequence[date],
    decided: bool,
) -> OtherWeeks | None:
    """Open it in ``come`` in the place of ``gone``, and keep that only if it is ``decided``.

    Before, what would follow is known by that. ``None``: pupils are expected in a week that goes.
    """
    async with runtime.database.unit_of_work() as uow:
        before = offers.told_of(offer, await offers.weeks_of(uow, offer.id))
        weeks = tuple(sorted({*before.weeks} - {*gone} | {*come}))
        try:
            wanted = replace(before, weeks=weeks)
            changed = await publishing.edit(uow, offer.company_id, offer.id, wanted)
        except editing.SeatsTaken:
            return None
        if decided:
            await uow.commit()
    return OtherWeeks(changed.offer, weeks, changed.declined)


def ask_otherwise(text: Markup, offer: Offer, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """What can be done where pupils are expected already."""
    modify = Button(turn.speech.gettext(MODIFY), payload("edit_offer", edits=offer.id))
    tell(dispatcher, text, [modify, granted.see(turn.speech)], columns=1)


def say_done(changed: OtherWeeks, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """The weeks as they are now; that who asked for another is told."""
    words = turn.speech
    weeks = words_of.weeks(changed.weeks, words)
    said = words.say(DONE, title=changed.offer.title, weeks=weeks)
    if changed.declined:
        said = Markup("{} {}").format(said, words.say(TOLD_THEM))
    tell(dispatcher, said, [mine(words)])


def mine(words: Speech) -> Button:
    """The way back to the offers."""
    return Button(words.gettext(MINE), payload("edit_offer"))
