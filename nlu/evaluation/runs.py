"""The sets that come with the project, and sets run in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.evaluation.scores import Understood
from nlu.evaluation.sentences import (
    Sentence,
    read_set,
    rewritten,
    with_slips,
    without_accents,
)

FOLDER = Path("nlu/data/evaluation")
SLIPS = 0.1
SEED = 20261128


@dataclass(frozen=True)
class OwnSet:
    """A file of the evaluation data, as it is or written otherwise."""

    locale: str
    write: Callable[[], Callable[[str], str]] | None = None

    def sentences(self, root: Path) -> list[Sentence]:
        """Its sentences.

        Raises:
            SetError: the file is no set.
        """
        read = read_set(root / FOLDER / f"{self.locale}.tsv", self.locale)
        return rewritten(read, self.write()) if self.write else read


SETS: Mapping[str, OwnSet] = {
    "fr": OwnSet("fr"),
    "en": OwnSet("en"),
    "fr.no_accents": OwnSet("fr", lambda: without_accents),
    "fr.slips": OwnSet("fr", lambda: with_slips(SLIPS, SEED)),
}


def evaluate(
    sets: Mapping[str, Sequence[Sentence]],
    understand: Callable[[Sequence[Sentence]], Iterable[Understood]],
) -> dict[str, tuple[Sequence[Sentence], list[Understood]]]:
    """Each set with what its sentences were taken for, all in one run of ``understand``."""
    answers = iter(understand([one for sentences in sets.values() for one in sentences]))
    return {
        name: (sentences, [next(answers) for _ in sentences]) for name, sentences in sets.items()
    }
