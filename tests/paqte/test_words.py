"""Conversations found by the words of messages and names, of which nothing readable is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text

from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import BOT, Conversation, Message, MessageWord, NameWord
from paqte.services import conversations, joining, organisations, people, privacy, retention, words
from paqte.services.joining import JoinApplication
from paqte.services.organisations import Registration
from paqte.settings import Settings
from tests.paqte.factories import arrival

STAFF = "7d0e3c1a-0000-4000-8000-000000000000"


async def found(uow: UnitOfWork, typed: str) -> set[str]:
    """The ids of the conversations that have these words."""
    query = words.conversations_with(typed)
    return set() if query is None else set(await uow.session.scalars(query))


async def rows(uow: UnitOfWork, model: type[MessageWord | NameWord] = MessageWord) -> int:
    return int(await uow.session.scalar(select(func.count()).select_from(model)) or 0)


async def said(uow: UnitOfWork, *texts: str, telegram_id: int = 42) -> Conversation:
    """A person who wrote these."""
    person = await arrival(uow, telegram_id=telegram_id, first_name="Zoé")
    for number, words_said in enumerate(texts):
        update_id = telegram_id * 1000 + number
        await conversations.record_incoming(uow, person.id, update_id=update_id, text=words_said)
    return person


@pytest.mark.parametrize(
    "typed", ["electricite", "ÉLECTRICITÉ", "E\u0301lectricité", "œuvre", "OEUVRE", "l'électricité"]
)
async def test_case_and_accents_do_not_matter(database: Database, typed: str) -> None:
    async with database.unit_of_work() as uow:
        person = await said(uow, "Un stage d’électricité, ou de gros œuvre ?")
        assert await found(uow, typed) == {person.id}
        assert await found(uow, "elec tricite") == set()


async def test_all_the_words_must_be_there_in_whichever_message(database: Database) -> None:
    async with database.unit_of_work() as uow:
        one = await said(uow, "deux stages en mécanique", "plutôt en janvier")
        other = await said(uow, "un stage de mécanique en février", telegram_id=43)
        assert await found(uow, "mécanique") == {one.id, other.id}
        assert await found(uow, "janvier MECANIQUE") == {one.id}
        assert await found(uow, "mécanique janvier février") == set()
        assert await found(uow, "mécan") == set()
        assert await found(uow, "la mécanique, et pour janvier") == {one.id}, "« la », « pour »"


@pytest.mark.parametrize("typed", ["", " ", "%", "de la", "oui merci", "ok", "x" * 41, "…"])
async def test_without_a_word_to_search_by_nothing_is_searched(typed: str) -> None:
    assert words.conversations_with(typed) is None


async def test_what_only_the_bot_said_is_not_found(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        await conversations.record_outgoing(uow, person.id, text="Voici un croissant")
        await conversations.record_incoming(
            uow, person.id, update_id=1, kind="button", text="Croissant"
        )
        assert await rows(uow) == 0
        await conversations.record_outgoing(
            uow, person.id, text="Une brioche &amp; l&#39;apéritif", author=STAFF
        )
        assert await found(uow, "croissant") == set()
        assert await found(uow, "brioche aperitif") == {person.id}
        assert await found(uow, "amp") == set()
        assert await found(uow, BOT) == set()


async def test_an_update_that_comes_twice_counts_once(database: Database) -> None:
    for said_then in ("brioche", "croissant"):
        async with database.unit_of_work() as uow:
            person = await arrival(uow)
            await conversations.record_incoming(uow, person.id, update_id=1, text=said_then)
            await uow.commit()
    async with database.reading() as uow:
        assert await rows(uow) == 1
        assert await found(uow, "croissant") == set()


async def test_an_edited_message_is_found_by_its_new_words_alone(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        other = await arrival(uow, telegram_id=43)
        for of, update_id, kind, message_id, text_said in (
            (person, 1, "text", 7, "des brioches en janvier"),
            (person, 2, "text", 8, "pour Cergy"),
            (other, 3, "text", 7, "des brioches aussi"),
            (person, 4, "edit", 7, "des croissants en janvier"),
            (person, 5, "edit", 7, "des tartes en janvier"),
            (person, 1, "text", 7, "des brioches en janvier"),  # the update comes once more
        ):
            await conversations.record_incoming(
                uow,
                of.id,
                update_id=update_id,
                kind=kind,
                text=text_said,
                telegram_message_id=message_id,
            )
        assert await found(uow, "brioches") == {other.id}
        assert await found(uow, "croissants") == set()
        assert await found(uow, "tartes janvier cergy") == {person.id}


async def test_people_are_found_by_their_names_of_now(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow, first_name="Nadège")
        asker = await arrival(uow, telegram_id=43, first_name="Bruno")
        await conversations.record_incoming(uow, person.id, update_id=1, text="croissants, Nadège")
        assert await found(uow, "nadege croissants") == {person.id}
        await joining.submit(
            uow,
            person.contact_id,
            JoinApplication("Fournil", town="Cergy", contact_name="Mme Ben-Ali"),
            "join",
        )
        told = Registration(
            "association", name="Aide", rna="W951234567", contact_name="Bruno Lévêque"
        )
        await organisations.register(uow, asker.contact_id, told, "org")
        assert await found(uow, "ali ben nadege") == {person.id}
        assert await found(uow, "leveque") == {asker.id}
        await arrival(uow, telegram_id=43, first_name="Anatole")
        assert await found(uow, "anatole leveque") == {asker.id}
        await joining.submit(
            uow,
            asker.contact_id,
            JoinApplication("Atelier", town="Cergy", contact_name="Anatole France"),
            "join too",
        )
        assert await found(uow, "leveque") == set()
        assert await found(uow, "bruno") == set()


async def test_a_name_told_twice_at_once_is_kept_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow, first_name="Nadège")
        conversation = await people.by_conversation(uow, person.id)
        await words.keep_name(uow, conversation.contact)
        await words._insert(
            uow,
            NameWord,
            [{"conversation_id": person.id, "word": word} for word in words.prints("Nadège")],
        )
        assert await rows(uow, NameWord) == 1


async def test_who_is_erased_is_not_found(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await said(uow, "des croissants")
        other = await said(uow, "des croissants", telegram_id=43)
        await privacy.erase(uow, person.contact_id)
        assert await found(uow, "croissants") == {other.id}
        assert await found(uow, "Zoé") == {other.id}
        for model in (MessageWord, NameWord):
            left = await uow.session.scalars(select(model.conversation_id))
            assert set(left) == {other.id}


async def test_words_go_with_the_messages_that_time_takes(database: Database) -> None:
    rules = Settings(_env_file=None)
    async with database.unit_of_work() as uow:
        person = await said(uow, "des croissants")
        old = clock.now() - timedelta(days=rules.messages_kept_days + 1)
        message = (await uow.session.scalars(select(Message))).one()
        message.created_at = old
        await uow.session.flush()
        await conversations.record_incoming(uow, person.id, update_id=9, text="des brioches")
        await retention.purge(uow, rules)
        assert await found(uow, "croissants") == set()
        assert await found(uow, "brioches") == {person.id}
        assert await rows(uow) == 1
        await uow.session.execute(delete(Message))
        await uow.session.execute(delete(Conversation))
        assert (await rows(uow), await rows(uow, NameWord)) == (0, 0)


async def test_nothing_readable_is_kept(database: Database) -> None:
    secret = "Croissants au beurre, 0612345678, nadia@fournil.example"
    async with database.unit_of_work() as uow:
        person = await said(uow, secret)
        kept = [
            tuple(row)
            for table in ("message_words", "name_words")
            for row in await uow.session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
        message = (await uow.session.scalars(select(Message))).one()
        prints = {value for row in kept for value in row} - {person.id, message.id}
        assert len(prints) == 7  # croissants, beurre, the number, nadia, fournil, example; Zoé
        assert all(isinstance(value, int) and abs(value) > 2**32 for value in prints)


def test_a_print_needs_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = words.prints("croissants")
    monkeypatch.setattr("paqte.crypto._secrets", (b"another secret key altogether",))
    assert words.prints("croissants") != ours


def test_a_long_text_gives_no_more_than_its_first_words() -> None:
    many = [f"mot{number}" for number in range(100)]
    assert words.prints(" ".join(many)) == words.prints(" ".join(many[: words.MOST]))
    assert len(words.prints("stage Stage STAGES stagé")) == 2
