"""Kept examples as a training file in Rasa's YAML 3.1.

A file is whole each time: it takes the place of the one before, so that what was taken back since
is in it no more. What the rules of the project's own data leave out is counted in its first lines.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Conversation, LearningExample, Message, Staff
from paqte.reference import intents
from paqte.services.learning import sentences, signals
from paqte.services.learning.annotating import written
from paqte.services.learning.reviewing import kept_annotations
from paqte.services.learning.sentences import Ours, words_of
from paqte.services.staff import audit
from paqte.services.staff.audit import Actor

JUDGED: Final = "used to evaluate the model"
TAUGHT: Final = "taught already"
TWICE: Final = "the same words as another example"
DISPUTED: Final = "the same words under two intents"


@dataclass(frozen=True, slots=True)
class File:
    """A training file. ``left_out``: how many examples are not in it, by reason."""

    name: str
    text: str
    count: int
    left_out: Mapping[str, int]


async def make(
    uow: UnitOfWork, actor: Actor | None, locale: str, *, annotated: bool = True
) -> File:
    """The examples of one language that someone sees, and whose people agree at this moment.

    Those in it are noted as gone out; that the file was made is in the journal.

    Args:
        actor: who takes it; None on the command line, which sees all.
        annotated: with entities as Rasa marks them. The project's own training files have none:
            its readers find the entities.
    """
    found = await _kept(uow, actor.staff if actor else None, locale)
    ours = sentences.ours()
    taken, left_out = _sifted(found, ours)
    now = clock.now()
    for example in taken:
        example.exported_at = now
    await uow.session.flush()
    kind = "annotated" if annotated else "plain"
    await audit.record(
        uow,
        "data_exported",
        actor,
        subject="learning",
        details={"locale": locale, "format": kind, "count": len(taken)},
    )
    text = _head(locale, taken, left_out, annotated, compared=ours is not None) + _body(
        taken, annotated
    )
    name = f"paqte-exemples-{locale}-{clock.today().isoformat()}.yml"
    return File(name, text, len(taken), left_out)


async def _kept(uow: UnitOfWork, staff: Staff | None, locale: str) -> list[LearningExample]:
    found = await uow.session.scalars(
        select(LearningExample)
        .join(Message, Message.id == LearningExample.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            LearningExample.decision == "kept",
            LearningExample.locale == locale,
            signals.seen(staff),
        )
        .order_by(LearningExample.message_id)
    )
    return list(found)


def _sifted(
    found: Sequence[LearningExample], ours: Ours | None
) -> tuple[list[LearningExample], dict[str, int]]:
    """What may be taught, and how many may not, by reason."""
    meant: dict[str, set[str]] = defaultdict(set)
    for example in found:
        meant[words_of(example.text or "")].add(example.intent or "")
    left_out: dict[str, int] = defaultdict(int)
    taken: dict[str, LearningExample] = {}
    for example in found:
        words = words_of(example.text or "")
        if ours is not None and words in ours.judged:
            left_out[JUDGED] += 1
        elif ours is not None and words in ours.taught:
            left_out[TAUGHT] += 1
        elif len(meant[words]) > 1:
            left_out[DISPUTED] += 1
        elif words in taken:
            left_out[TWICE] += 1
        else:
            taken[words] = example
    return list(taken.values()), dict(left_out)


def _head(
    locale: str,
    taken: Sequence[LearningExample],
    left_out: Mapping[str, int],
    annotated: bool,
    *,
    compared: bool,
) -> str:
    lines = [
        f"PaQte: {len(taken)} examples in « {locale} », made on {clock.today().isoformat()}.",
        "Messages of people who agreed to it, covered of what is personal and reviewed.",
        "An agreement can be taken back: this file takes the place of the one before, and",
        "`python -m paqte withdrawn-examples FILE…` names what has to leave a training file.",
    ]
    if annotated:
        lines.append("Entities are marked as Rasa reads them; this project's own files have none.")
    if not compared:
        lines.append("Not compared with the project's own sentences: they are not on this machine.")
    lines += [f"Left out, {reason}: {count}." for reason, count in sorted(left_out.items())]
    return "".join(f"# {line}\n" for line in lines)


def _body(taken: Sequence[LearningExample], annotated: bool) -> str:
    by_intent: dict[str, list[str]] = defaultdict(list)
    for example in taken:
        said = example.text or ""
        if annotated:
            said = written(said, kept_annotations(example))
        by_intent[example.intent or ""].append(said)
    if not by_intent:
        return 'version: "3.1"\nnlu: []\n'
    parts = ['version: "3.1"\nnlu:\n']
    for name in sorted(by_intent, key=intents.NAMES.index):
        lines = "".join(f"    - {said}\n" for said in by_intent[name])
        parts.append(f"- intent: {name}\n  examples: |\n{lines}")
    return "".join(parts)
