"""Nothing is learned of anybody without their agreement; nothing stays once it is taken back."""

import json

import pytest
from sqlalchemy import func, select

from paqte.database import Database, UnitOfWork
from paqte.models import Consent, Contact, LearningExample, Message, WithdrawnExample
from paqte.services import people, privacy, retention
from paqte.services.learning import agreement, exporting, listing, reviewing, withdrawing
from paqte.services.learning.annotating import Pointed
from paqte.services.learning.checking import Given
from paqte.services.staff.audit import Actor
from paqte.services.staff.scope import OutOfReach
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.paqte.learning_factories import Talk, baker, member, passer_by

SENTENCE = "c'est Nadia, on voudrait embaucher trois apprentis du quartier"


async def unclear(talk: Talk) -> Message:
    """Something that was not understood."""
    return await talk.hears(SENTENCE, "nlu_fallback", confidence=0.6)


KEPT = "c'est ‹nom›, on voudrait embaucher trois apprentis du quartier"


async def kept_one(talk: Talk, actor: Actor, text: str = KEPT) -> Message:
    """An example made of something that was not understood."""
    message = await unclear(talk)
    told = Pointed("trois apprentis", "quantity", "3 contracts")
    given = Given("log_action", "fr", text, (told,), read=True)
    await reviewing.keep(talk.uow, actor, message.id, given)
    return message


async def count(uow: UnitOfWork, model: type) -> int:
    """How many rows there are."""
    return int(await uow.session.scalar(select(func.count()).select_from(model)) or 0)


async def open_ones(uow: UnitOfWork, actor: Actor) -> int:
    """How many messages wait to be looked at."""
    return (await listing.page(uow, actor.staff, "open"))[1]


async def test_only_who_agreed_is_learned_from_and_only_while_it_stands(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock, agreed=False)
        karim = await passer_by(uow, still_clock)
        message = await unclear(nadia)
        assert await open_ones(uow, claire) == 0
        with pytest.raises(OutOfReach):
            await reviewing.sheet(uow, claire, message.id)
        # What they wrote before they agreed counts: they are told so.
        await nadia.agrees()
        assert await open_ones(uow, claire) == 1
        await nadia.agrees(False)
        assert await open_ones(uow, claire) == 0
        await nadia.agrees()
        assert await open_ones(uow, claire) == 1
        assert await agreement.given(uow, karim.conversation.contact_id)


async def test_who_wants_nothing_kept_any_more_is_not_learned_from_either(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        contact_id = nadia.conversation.contact_id
        await unclear(nadia)
        still_clock.advance(minutes=1)
        await people.record_consent(uow, contact_id, granted=False, key="general:no")
        assert await open_ones(uow, claire) == 0
        assert not await agreement.given(uow, contact_id)
        # To agree to data being kept says nothing of learning.
        still_clock.advance(minutes=1)
        await people.record_consent(uow, contact_id, granted=True, key="general:yes")
        assert not await agreement.given(uow, contact_id)


async def test_an_agreement_to_other_words_is_none(
    database: Database, still_clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.unit_of_work() as uow:
        nadia = await baker(uow, still_clock)
        contact_id = nadia.conversation.contact_id
        monkeypatch.setattr(agreement, "VERSION", "2030-01")
        assert not await agreement.given(uow, contact_id)
        await nadia.agrees()
        assert await agreement.given(uow, contact_id)
        said = list(await uow.session.scalars(select(Consent).where(Consent.kind == "training")))
        assert sorted(one.version for one in said) == ["2026-11", "2030-01"]


async def test_what_was_reviewed_goes_when_the_agreement_is_taken_back(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        await kept_one(nadia, claire)
        assert (await listing.page(uow, claire.staff, "kept"))[1] == 1
        await nadia.agrees(False)
        assert await count(uow, LearningExample) == 0
        # It never left: nothing has to be taken out of a file.
        assert await count(uow, WithdrawnExample) == 0
        await nadia.agrees()
        assert (await listing.page(uow, claire.staff, "kept"))[1] == 0
        assert await open_ones(uow, claire) == 1


async def test_of_an_example_that_went_out_a_print_stays_and_no_word(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        await kept_one(nadia, claire)
        made = await exporting.make(uow, claire, "fr")
        assert made.count == 1
        await nadia.agrees(False)
        assert await count(uow, LearningExample) == 0
        gone = (await uow.session.scalars(select(WithdrawnExample))).one()
        said = "C'EST ‹nom›, on voudrait embaucher trois apprentis du quartier !"
        assert gone.text_hash == withdrawing.print_of(said)
        assert (await exporting.make(uow, claire, "fr")).count == 0


async def test_erasure_takes_the_examples_with_it(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        await kept_one(nadia, claire)
        await exporting.make(uow, claire, "fr")
        await privacy.erase(uow, nadia.conversation.contact_id)
        assert await count(uow, LearningExample) == 0
        assert await count(uow, WithdrawnExample) == 1
        assert await open_ones(uow, claire) == 0


async def test_a_persons_data_say_what_was_made_of_their_messages(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        await kept_one(nadia, claire)
        await exporting.make(uow, claire, "fr")
        exported = await privacy.export(uow, nadia.conversation.contact_id)
    (made,) = exported["Exemples tirés de vos messages, masqués"]
    assert made["compris comme"] == "log_action"
    assert made["texte"] == KEPT
    assert made["données reconnues"][0]["value"] == "3 contracts"
    assert made["parti dans un fichier le"]
    assert {one["sujet"] for one in exported["Vos accords"]} == {"training"}
    assert "Claire" not in json.dumps(exported, ensure_ascii=False)


async def test_an_example_is_kept_as_long_as_its_message_and_a_print_as_long_as_an_agreement(
    database: Database, still_clock: StillClock
) -> None:
    rules = Settings(_env_file=None)
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia, karim = await baker(uow, still_clock), await passer_by(uow, still_clock)
        await kept_one(nadia, claire)
        await kept_one(karim, claire, "bientôt trois apprentis chez nous")
        await exporting.make(uow, claire, "fr")
        await karim.agrees(False)
        assert (await count(uow, LearningExample), await count(uow, WithdrawnExample)) == (1, 1)
        still_clock.advance(days=rules.messages_kept_days - 1)
        await retention.purge(uow, rules)
        assert await count(uow, LearningExample) == 1
        still_clock.advance(days=2)
        await retention.purge(uow, rules)
        assert await count(uow, Message) == 0
        assert (await count(uow, LearningExample), await count(uow, WithdrawnExample)) == (0, 1)
        still_clock.advance(days=rules.consents_kept_days)
        await retention.purge(uow, rules)
        assert await count(uow, WithdrawnExample) == 0


async def test_a_review_that_crossed_a_refusal_does_not_outlive_the_day(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia = await baker(uow, still_clock)
        message = await unclear(nadia)
        await nadia.agrees(False)
        # As if somebody had kept it in the very moment of the refusal.
        uow.session.add(
            LearningExample(
                message_id=message.id, decision="kept", locale="fr", text="x", intent="greet"
            )
        )
        await uow.session.flush()
        assert (await listing.page(uow, claire.staff, "kept"))[1] == 0
        assert (await exporting.make(uow, claire, "fr")).count == 0
        await retention.purge(uow, Settings(_env_file=None))
        assert await count(uow, LearningExample) == 0
        assert await count(uow, Contact) == 1
