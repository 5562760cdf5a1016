"""What people say: the joining form from end to end, questions that nobody asked before, taps."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench._dialogue_people import Message, Step

SEED: Final = 20260101
_SENTENCES: Final = Path(__file__).resolve().parent.parent / "nlu/data/evaluation/fr.tsv"
#: What is answered in one message whatever the person's state, and opens nothing.
_QUESTIONS: Final = frozenset(
    {
        "abuse",
        "ask_about_program",
        "ask_axes",
        "ask_event",
        "ask_internship_rules",
        "ask_report",
        "bot_challenge",
        "check_qpv",
        "complaint",
        "find_referent",
        "find_supplier",
        "goodbye",
        "out_of_scope",
        "thanks",
    }
)
#: People begin alike and go on in words of their own: no two sentences are the same.
_BEGINNINGS: Final = (
    *("", "bonjour, ", "dites, ", "bon, ", "et ", "s’il vous plaît, ", "alors ", "ah, "),
    *("eh bien, ", "pardon, ", "euh ", "re, ", "oui, ", "au fait, ", "donc ", "sinon, "),
)

AGREE: Final = "J’accepte"
JOIN: Final = "Inscrire mon entreprise"
#: The walk from question to question opens no form, and nobody asks to be forgotten on the way.
_LEADS_AWAY: Final = frozenset(
    {
        JOIN,
        "Inscrire ma structure",
        "Choisir mes axes",
        "Chercher des stages",
        "Déclarer une action",
        "Oui, tout effacer",
    }
)


def greeting(first_words: str) -> list[Step]:
    """What comes before anything else: who speaks, and the agreement."""
    return [Step(first_words, until=AGREE), Step(AGREE, tap=True, until=JOIN)]


def joining(siret: str) -> list[Step]:
    """The whole form, from the button that opens it to the reference."""
    return [
        Step(JOIN, tap=True, until="Pas encore créée"),
        Step(siret, until="Oui, c’est le bon"),
        Step("Oui, c’est le bon", tap=True, until="le nom de l’entreprise"),
        Step("Boulangerie Martin", until="Dans quelle commune"),
        Step("Cergy", until="10 à 49 salariés"),
        Step("10 à 49 salariés", tap=True, until="Que fait l’entreprise"),
        Step("boulangerie", until="À qui ai-je le plaisir"),
        Step("Camille Martin", until="Dirigeant ou dirigeante"),
        Step("Dirigeant ou dirigeante", tap=True, until="Comment l’équipe peut-elle vous joindre"),
        Step("camille.martin@exemple.fr", until="Envoyer"),
        Step("Envoyer", tap=True, until="C’est envoyé"),
    ]


def sirets() -> Iterator[str]:
    """Valid SIRETs that no company of the directory has, each once."""
    siren = 300_000_000
    while True:
        siren += 1
        if not _is_luhn(f"{siren:09}"):
            continue
        for number in range(10, 100_000):
            whole = f"{siren:09}{number:05}"
            if _is_luhn(whole):
                yield whole
                break


def _is_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def questions() -> Iterator[str]:
    """Sentences that the model was not trained on, in a fixed mixed order, each once.

    They are those of the evaluation: what is measured here is how long an answer takes, not
    whether it is right.
    """
    with _SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        kept = [row["text"] for row in rows if row["intent"] in _QUESTIONS]
    drawn = random.Random(SEED)
    for beginning in _BEGINNINGS:
        drawn.shuffle(kept)
        yield from (beginning + text for text in kept)


def next_tap(last: Message | None) -> Step | None:
    """The first button under what was said last that asks something and leads nowhere else.

    None under boxes to tick: what they change is where it was, and nothing new is said.
    """
    labels = last.labels if last else ()
    if any(label.startswith(("☐", "☑")) for label in labels):
        return None
    for label in labels:
        if label in _LEADS_AWAY:
            continue
        if "person" not in label and "quelqu’un" not in label:
            return Step(label, tap=True)
    return None


def dealt(texts: Iterator[str], people: int, each: int) -> list[list[str]]:
    """``each`` texts for each of so many people, one after the other.

    Raises:
        ValueError: there are not enough.
    """
    taken: Sequence[str] = [text for text, _ in zip(texts, range(people * each), strict=False)]
    if len(taken) < people * each:
        raise ValueError(f"{people * each} texts are wanted, and there are {len(taken)}")
    return [list(taken[one * each : (one + 1) * each]) for one in range(people)]
