"""Scores of what was understood against what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlu.components.phrases import folded
from nlu.evaluation.sentences import Label, Sentence
from nlu.evaluation.trade_names import core_of

OUT_OF_SCOPE = "out_of_scope"

#: Where one ends and the other begins is told nowhere: a trade in words is right under either name.
_TRADE = frozenset({"job", "sector"})
#: A week is its days.
_WEEK = frozenset({"weeks", "period"})


@dataclass(frozen=True)
class Found:
    """An entity that was found.

    Attributes:
        spellings: each way its value may be written in a label, the first the usual one.
        by_the_way: few labels speak of it, for another day says another value (« last Tuesday »),
            or the size that was found says it too: right where a label does, not too many where
            none does.
    """

    name: str
    spellings: tuple[str, ...]
    by_the_way: bool = False


@dataclass(frozen=True)
class Understood:
    """What a sentence was taken for.

    Attributes:
        intent: the likeliest of docs/intents.md, as ``rasa test nlu`` counts: where the person is
            asked what was meant, what would have been taken first.
        asked_back: whether the person is asked instead of being served.
    """

    intent: str
    confidence: float
    asked_back: bool
    entities: tuple[Found, ...]


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 of nothing."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True)
class EntityScore:
    """Entities found rightly, found in all, and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """How much of what is found is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """How much of what is wanted is found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(frozen=True)
class Scores:
    """All figures of one set.

    Attributes:
        registers: accuracy by register, in alphabetical order.
        confusions: (meant, understood, how often), the most frequent first.
        out_of_scope: how much of what is out of scope is seen as such.
        false_alarms: how much of the rest is taken for out of scope.
        entities: over all names; None where no sentence has labels.
        by_entity: by name.
    """

    accuracy: Share
    macro_f1: float
    registers: Mapping[str, Share]
    confusions: Sequence[tuple[str, str, int]]
    asked_back: Share
    asked_back_right: Share
    out_of_scope: Share
    false_alarms: Share
    entities: EntityScore | None
    by_entity: Mapping[str, EntityScore]
    entity_misses: Sequence[tuple[str, tuple[Label, ...], tuple[Label, ...]]]


def score(sentences: Sequence[Sentence], answers: Sequence[Understood]) -> Scores:
    """The figures of a set.

    Args:
        answers: what each of ``sentences`` was taken for, in the same order.
    """
    pairs = list(zip(sentences, answers, strict=True))
    right = [sentence.intent == answer.intent for sentence, answer in pairs]
    confused = Counter((s.intent, a.intent) for s, a in pairs if s.intent != a.intent)
    registers = sorted({sentence.register for sentence in sentences if sentence.register})
    back = [hit for hit, (_, answer) in zip(right, pairs, strict=True) if answer.asked_back]
    odd = [a.intent == OUT_OF_SCOPE for s, a in pairs if s.intent == OUT_OF_SCOPE]
    others = [a.intent == OUT_OF_SCOPE for s, a in pairs if s.intent != OUT_OF_SCOPE]
    by_entity, misses = _entities(pairs)
    return Scores(
        _share(right),
        _macro_f1(pairs),
        {
            name: _share(
                hit for hit, (s, _) in zip(right, pairs, strict=True) if s.register == name
            )
            for name in registers
        },
        [(meant, taken, count) for (meant, taken), count in confused.most_common()],
        Share(len(back), len(pairs)),
        _share(back),
        _share(odd),
        _share(others),
        _sum(by_entity.values()) if by_entity else None,
        by_entity,
        misses,
    )


def _share(hits: Iterable[bool]) -> Share:
    seen = list(hits)
    return Share(sum(seen), len(seen))


def _macro_f1(pairs: Sequence[tuple[Sentence, Understood]]) -> float:
    """The mean over the intents that the set has; one taken by mistake counts against those."""
    meant = Counter(sentence.intent for sentence, _ in pairs)
    taken = Counter(answer.intent for _, answer in pairs)
    hits = Counter(sentence.intent for sentence, a in pairs if sentence.intent == a.intent)
    return sum(2 * hits[name] / (meant[name] + taken[name]) for name in meant) / len(meant)


def _entities(
    pairs: Sequence[tuple[Sentence, Understood]],
) -> tuple[dict[str, EntityScore], list[tuple[str, tuple[Label, ...], tuple[Label, ...]]]]:
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    misses = []
    for sentence, answer in pairs:
        if sentence.entities is None:
            continue
        left = list(answer.entities)
        missed: list[Label] = []
        for label in sentence.entities:
            wanted[label[0]] += 1
            match = min((one for one in left if _fits(one, label)), key=_other(label), default=None)
            if match is None:
                missed.append(label)
            else:
                right[label[0]] += 1
                found[label[0]] += 1
                left.remove(match)
        left = [one for one in left if not one.by_the_way]
        found.update(one.name for one in left)
        if missed or left:
            extra = tuple((one.name, one.spellings[0]) for one in left)
            misses.append((sentence.text, tuple(missed), extra))
    names = sorted(wanted.keys() | found.keys())
    return {name: EntityScore(right[name], found[name], wanted[name]) for name in names}, misses


def _fits(found: Found, label: Label) -> bool:
    name, value = label
    both = {found.name, name}
    if both <= _TRADE:
        ways = [way for way in value.split("|") if way]  # « C|bakery »: its section, its word
        return any(
            _same(way, one) or core_of(way) == core_of(one)
            for way in ways
            for one in found.spellings
        )
    if found.name != name and not both <= _WEEK:
        return False
    wanted = _first_parts(value) if name == "place" else [value]
    return any(_same(one, other) for one in wanted for other in found.spellings)


def _first_parts(place: str) -> list[str]:
    """A place as its table lists it: « 95127|95000|Cergy|95 », candidates parted by « / »."""
    parts = [[part for part in one.split("|") if part] for one in place.split("/")]
    return [one[0] for one in parts if one]


def _other(label: Label) -> Callable[[Found], bool]:
    """What is found under the label's own name comes before a trade under the other one."""
    return lambda found: found.name != label[0]


def _same(value: str, other: str) -> bool:
    """Whether two values are the same but for case, accents and a decimal's last zeros."""
    marks = ("!", "+", "@")  # what tells values apart that would fold alike
    if [mark in value for mark in marks] != [mark in other for mark in marks]:
        return False
    return folded(value) == folded(other)


def _sum(scores: Iterable[EntityScore]) -> EntityScore:
    listed = list(scores)
    return EntityScore(
        sum(one.right for one in listed),
        sum(one.found for one in listed),
        sum(one.wanted for one in listed),
    )
