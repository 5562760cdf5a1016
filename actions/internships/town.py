"""A question for a commune, in whichever form asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.joining_company import (
    IS_IT_TOWN,
    IT_IS,
    OTHER_TOWN,
    SEVERAL_TOWNS,
    TOWN_AGAIN,
    UNKNOWN_TOWN,
    WHICH_TOWN,
    among,
)
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from reading.places import Commune, commune, find_places

_NONE = "none"


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
        words, towns = turn.speech, self._towns(sheet)
        if not towns:
            return Question(str(words.say(self.text)))
        if len(towns) == 1:
            one = towns[0]
            buttons = [
                button_for(self.slot, words.gettext(IT_IS), one.insee),
                button_for(self.slot, words.gettext(OTHER_TOWN), _NONE),
            ]
            text = words.say(IS_IT_TOWN, name=one.name, department=one.department)
            return Question(str(text), tuple(buttons))
        same = len({town.name for town in towns}) == 1
        text = words.say(SEVERAL_TOWNS, name=towns[0].name) if same else words.say(WHICH_TOWN)
        buttons = [
            button_for(self.slot, f"{town.name} ({town.department})", town.insee) for town in towns
        ]
        buttons.append(button_for(self.slot, words.gettext(OTHER_TOWN), _NONE))
        return Question(str(text), tuple(buttons), columns=1)

    async def read(self, answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        """A commune, by name or postcode; several of the name are asked back."""
        words, offered = turn.speech, self._towns(sheet)
        pressed = answer.pressed(self.slot)
        if pressed == _NONE or (answer.intent == "deny" and offered):
            return Again({self._offered: None}, notice=str(words.say(TOWN_AGAIN)))
        if pressed is not None and commune(pressed) is not None:
            return Accepted(self.keep(pressed))
        if offered and (meant := among(offered, answer)) is not None:
            return Accepted(self.keep(meant.insee))
        reading = find_places(answer.typed)
        if not reading.candidates:
            return Refused(str(words.say(UNKNOWN_TOWN)), values={self._offered: None})
        if reading.exact and len(reading.candidates) == 1:
            return Accepted(self.keep(reading.candidates[0].insee))
        return Again({self._offered: [town.insee for town in reading.candidates]})

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
