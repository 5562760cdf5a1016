"""The figures of one set, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlu.evaluation.scores import Scores, Share, Understood, score
from nlu.evaluation.sentences import Sentence

SHOWN_CONFUSIONS = 20


def printed(name: str, scores: Scores) -> Iterator[str]:
    """The lines that tell of ``scores``."""
    yield f"{name}: {scores.accuracy.of} sentences"
    yield f"  accuracy            {_share(scores.accuracy)}"
    yield f"  macro F1            {scores.macro_f1:.3f}"
    yield f"  out of scope found  {_share(scores.out_of_scope)}"
    yield f"  false alarms        {_share(scores.false_alarms)}"
    yield (
        f"  asked back          {_share(scores.asked_back)}, "
        f"of which the first guess was right: {_share(scores.asked_back_right)}"
    )
    if scores.registers:
        yield "  accuracy by register"
        for register, share in scores.registers.items():
            yield f"    {register:<17} {_share(share)}"
    if scores.entities is not None:
        yield "  entities              precision  recall    F1   wanted"
        for entity, one in [*scores.by_entity.items(), ("all", scores.entities)]:
            yield (
                f"    {entity:<19} {one.precision:>9.3f} {one.recall:>8.3f} {one.f1:>6.3f}"
                f" {one.wanted:>6}"
            )
    if scores.confusions:
        yield "  confusions (meant → understood)"
        for meant, taken, count in scores.confusions[:SHOWN_CONFUSIONS]:
            yield f"    {count:>3}  {meant} → {taken}"


def misses(sentences: Sequence[Sentence], answers: Sequence[Understood]) -> Iterator[str]:
    """A line for each sentence that was misunderstood, and for each whose entities were."""
    yield "  misunderstood"
    for sentence, answer in zip(sentences, answers, strict=True):
        if sentence.intent != answer.intent:
            sure = f"{answer.intent} ({answer.confidence:.2f})"
            yield f"    {sentence.intent} → {sure}\t{sentence.text}"
    yield "  entities missed (-) and found too many (+)"
    for text, missed, extra in score(sentences, answers).entity_misses:
        less = ";".join(f"{name}={value}" for name, value in missed)
        more = ";".join(f"{name}={value}" for name, value in extra)
        yield f"    -{less or '·'}  +{more or '·'}\t{text}"


def last_line(scores: Scores, count: int) -> str:
    """The line for a script to read."""
    entities = f"{scores.entities.f1:.4f}" if scores.entities else "nan"
    return (
        f"intent_accuracy={scores.accuracy.value:.4f} intent_macro_f1={scores.macro_f1:.4f} "
        f"entity_f1={entities} n={count}"
    )


def _share(share: Share) -> str:
    return f"{share.value:.3f} ({share.hits} of {share.of})" if share.of else "none"
