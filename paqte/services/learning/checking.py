"""What a reviewer makes of a message, and what has to be right before it may be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from paqte.errors import Refusal
from paqte.i18n import LOCALES, N_, Speech
from paqte.reference import intents
from paqte.services.learning.annotating import Annotation, Pointed, place
from reading.personal.masking import find

LONGEST: Final = 1000
"""What the engine reads of a message."""
MOST_ENTITIES: Final = 12


class IntentMissing(Refusal):
    """None was chosen, or one that sentences do not teach."""

    message = N_("Choisissez ce que la personne voulait.")


class TextEmpty(Refusal):
    """Nothing is left, or too much."""

    message = N_("Le message doit avoir entre 1 et {most} caractères.")

    def values(self, speech: Speech) -> dict[str, object]:
        return {"most": speech.number(LONGEST)}


class StillPersonal(Refusal):
    """Something in it could tell who wrote it."""

    message = N_(
        "« {found} » peut permettre de reconnaître quelqu’un : remplacez-le, par exemple par ‹nom›."
    )

    def __init__(self, found: str) -> None:
        super().__init__("personal")
        self._found = found

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"found": self._found}


class NotRead(Refusal):
    """Somebody has to have looked."""

    message = N_("Relisez le message, puis cochez cette case.")


class Unfit(Refusal):
    """Something is missing or wrong, by field of the form."""

    message = N_("Rien n’est gardé encore : voyez ce qui est signalé.")

    def __init__(self, problems: Mapping[str, Refusal]) -> None:
        super().__init__("unfit")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer makes of a message. ``read``: they say that nobody can be recognised."""

    intent: str
    locale: str
    text: str
    entities: tuple[Pointed, ...] = field(default_factory=tuple)
    read: bool = False


def checked(given: Given, text: str) -> tuple[Sequence[Annotation], dict[str, Refusal]]:
    """The entities of ``text``, and what is wrong, by field of the form."""
    problems: dict[str, Refusal] = {}
    if not intents.learned(given.intent):
        problems["intent"] = IntentMissing("intent")
    if given.locale not in LOCALES:
        problems["locale"] = IntentMissing("locale")
    if not 0 < len(text) <= LONGEST:
        problems["text"] = TextEmpty("text")
    elif left := find(text):
        problems["text"] = StillPersonal(text[left[0].start : left[0].end])
    if not given.read:
        problems["read"] = NotRead("read")
    annotations, wrong = place(text, given.entities[:MOST_ENTITIES])
    problems |= {f"entity-{number}": refusal for number, refusal in wrong.items()}
    return annotations, problems
