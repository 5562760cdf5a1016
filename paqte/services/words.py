"""Finding conversations by the words of messages and names, which the database holds encrypted.

Each word is kept as a keyed print of 64 bits. Truncated, because it answers « maybe » and no more
is asked of it: among a million different words two have the same print once in 37 million cases,
and then a search shows one conversation too many, within what the reader may see anyway. What it
gives away: who has the database and the key can try words out, as they could read the messages;
who has the database alone can count how often a print comes back, and guess at frequent words.
So the most frequent ones are left out, each counts once for a message, and nothing tells their
order.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape

from sqlalchemy import Executable, Select, delete, func, select, union
from sqlalchemy.dialects import postgresql, sqlite

from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.models import BOT, Base, Contact, Conversation, Message, MessageWord, NameWord
from reading.words import tokens, word_set

SHORTEST, LONGEST = 3, 40
MOST = 60
"""Of one text. Beyond, it is a text that was pasted: its beginning says what it is about."""

BUTTON, EDIT = "button", "edit"

_COMMON = word_set(
    "ainsi alors apres assez aucun aucune aussi autre autres avant avec avez avoir avons bien "
    "bonjour bonsoir car ceci cela celle celui ces cet cette ceux chez comme comment dans deja "
    "depuis des deux donc dont elle elles encore entre est est etait ete etes etre eux faire fait "
    "faut font ici ils jamais juste les leur leurs lui mais meme merci mes mien moi moins mon non "
    "nos notre nous ont oui par parce pas peu peut peux plait plus pour pourquoi pouvez quand que "
    "quel quelle quelles quels qui quoi rien sans ses seulement sera serait ses soit son sont sous "
    "suis sur tes toi ton toujours tous tout toute toutes tres trop une vers veut veux voici voila "
    "vos votre voudrais voulez vous "
    "about all and any are been but can could did does for from good had has have hello her here "
    "him his how into its just like more not now our out please she should some than thank thanks "
    "that the their them then there they this too very want was were what when where which who "
    "why will with would yes you your"
)
"""Words that say nothing of a conversation and would be half of the index."""


def prints(text: str) -> list[int]:
    """The keyed prints of the distinct words of ``text``, in the order of the prints.

    Words are read without case and accents, from the first thousand characters.
    """
    kept = dict.fromkeys(
        word for word in tokens(text) if SHORTEST <= len(word) <= LONGEST and word not in _COMMON
    )
    return sorted(_print(word) for word in list(kept)[:MOST])


async def keep(uow: UnitOfWork, message: Message) -> None:
    """Have a message found by its words, if a person or one of the team wrote it.

    What the bot says is the same for everybody, and so are its buttons. An edited message is
    found by its new words alone.
    """
    if message.author == BOT or message.kind == BUTTON or not message.text:
        return
    if message.kind == EDIT:
        await _drop_earlier(uow, message)
    # The team's texts are kept as the markup that is sent.
    text = message.text if message.direction == "in" else unescape(message.text)
    of = {"message_id": message.id, "conversation_id": message.conversation_id}
    await _insert(uow, MessageWord, [of | {"word": word} for word in prints(text)])


async def keep_name(uow: UnitOfWork, contact: Contact) -> None:
    """Have a person's conversation found by their names: as they gave it, and on Telegram."""
    conversation_id = await uow.session.scalar(
        select(Conversation.id).where(Conversation.contact_id == contact.id)
    )
    if conversation_id is None:
        return
    await uow.session.execute(delete(NameWord).where(NameWord.conversation_id == conversation_id))
    names = prints(f"{contact.name or ''} {contact.first_name or ''}")
    rows = [{"conversation_id": conversation_id, "word": word} for word in names]
    await _insert(uow, NameWord, rows)


def conversations_with(text: str) -> Select[str] | None:
    """The ids of the conversations that have all the words of ``text``, in messages or names.

    None: there is no word in it to search by.
    """
    wanted = prints(text)
    if not wanted:
        return None
    # As a union, a word that is both said and a name counts once.
    found = union(
        select(MessageWord.conversation_id, MessageWord.word).where(MessageWord.word.in_(wanted)),
        select(NameWord.conversation_id, NameWord.word).where(NameWord.word.in_(wanted)),
    ).subquery()
    return (
        select(found.c.conversation_id)
        .group_by(found.c.conversation_id)
        .having(func.count() == len(wanted))
    )


def _print(word: str) -> int:
    # Signed, as the databases' integers are.
    return int(keyed_hash("word", word)[:16], 16) - (1 << 63)


async def _insert(uow: UnitOfWork, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """All rows in one go; two that name the same person at once do not stumble on each other."""
    if rows:
        await uow.run(_insertion(uow.dialect, model.__tablename__), rows)


@cache
def _insertion(dialect: str, table: str) -> Executable:
    # Of the table and not the class, and made once: this is paid at every message.
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(Base.metadata.tables[table]).on_conflict_do_nothing()


async def _drop_earlier(uow: UnitOfWork, message: Message) -> None:
    earlier = select(Message.id).where(
        Message.conversation_id == message.conversation_id,
        Message.telegram_message_id == message.telegram_message_id,
        Message.direction == "in",
        Message.id != message.id,
    )
    await uow.session.execute(delete(MessageWord).where(MessageWord.message_id.in_(earlier)))
