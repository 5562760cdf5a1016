"""A question for a commune, in whichever form asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.joining.company import NO_TOWN, TOWN_AGAIN, UNKNOWN_TOWN, among, which_town
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from reading.places.reader import Commune, PlaceReading, commune, find_places


@dataclass(frozen=True)
class TownQuestion:
    """The answer is ``{"insee": …}``. ``text``: the question, a msgid."""

    slot: str
    text: str

    @property
    def _offered(self) -> str:
        return f"_{self.slot}"

    def of(self, sheet: Sheet) -> Commune | None:
        """The commune that was answered."""
        kept = sheet.get(self.slot)
        return commune(kept["insee"]) if kept else None

    def ask(self, sheet: Sheet, turn: Turn) -> Question:
        """Where, or which of those that bear the name."""
        towns = self._towns(sheet)
        return (
            which_town(self.slot, towns, turn)
            if towns
            else Question(str(turn.speech.say(self.text)))
        )

    async def read(self, answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        """A commune, by name or postcode; several of the name are asked back."""
        words, offered = turn.speech, self._towns(sheet)
        pressed = answer.pressed(self.slot)
        if pressed == NO_TOWN or (answer.intent == "deny" and offered):
            return Again({self._offered: None}, notice=str(words.say(TOWN_AGAIN)))
        if pressed is not None and commune(pressed) is not None:
            return Accepted(self.keep(pressed))
        if (meant := self.meant(answer, sheet)) is not None:
            return Accepted(self.keep(meant.insee))
        reading = find_places(answer.typed)
        if not reading.candidates:
            return Refused(str(words.say(UNKNOWN_TOWN)), values={self._offered: None})
        if reading.exact and len(reading.candidates) == 1:
            return Accepted(self.keep(reading.candidates[0].insee))
        return Again(self.offer(reading))

    def meant(self, answer: Answer, sheet: Sheet) -> Commune | None:
        """Which of the communes shown, where some are: « la 2 », « dans le 93 », « le Gard »."""
        offered = self._towns(sheet)
        if not offered or (said := among(offered, answer)) is not None:
            return said if offered else None
        reading = find_places(answer.typed)
        named = [] if reading.candidates else reading.departments
        there = [town for town in offered if town.department in named]
        return there[0] if len(there) == 1 else None

    def offer(self, reading: PlaceReading) -> dict[str, Any]:
        """Has the question ask which commune of ``reading`` is meant, if there is any."""
        return {self._offered: [town.insee for town in reading.candidates] or None}

    def keep(self, insee: str) -> dict[str, Any]:
        """The answer for that commune."""
        return {self.slot: {"insee": insee}, self._offered: None}

    def show(self, sheet: Sheet, _turn: Turn) -> str | None:
        """« Cergy (95) »."""
        town = self.of(sheet)
        return f"{town.name} ({town.department})" if town else None

    def _towns(self, sheet: Sheet) -> Sequence[Commune]:
        codes = sheet.get(self._offered) or ()
        return [town for code in codes if (town := commune(code)) is not None]
