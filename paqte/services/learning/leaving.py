"""Which sentences of training files have to leave them: their people took the agreement back."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.errors import OperatorError
from paqte.models import Conversation, LearningExample, Message, WithdrawnExample
from paqte.services.learning import sentences, signals
from paqte.services.learning.sentences import Sentence, without_annotations
from paqte.services.learning.withdrawing import print_of


async def withdrawn(uow: UnitOfWork, files: Iterable[Path]) -> list[Sentence]:
    """The sentences of these files that were taken back, in their order.

    One that somebody else said too, and still lets us learn from, may stay.

    Raises:
        OperatorError: a file is no training file.
    """
    gone = set(await uow.session.scalars(select(WithdrawnExample.text_hash)))
    if gone:
        gone -= {print_of(text) for text in await _standing(uow)}
    found = []
    for file in files:
        try:
            read = list(sentences.read(file))
        except ValueError:
            raise OperatorError(f"{file} is no training file in Rasa's YAML.") from None
        found += [one for one in read if print_of(without_annotations(one.text)) in gone]
    return found


async def _standing(uow: UnitOfWork) -> list[str]:
    found = await uow.session.scalars(
        select(LearningExample.text)
        .join(Message, Message.id == LearningExample.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(LearningExample.decision == "kept", signals.seen(None))
    )
    return [text for text in found if text]
