"""A person's data: all of it in their export, none of it left after erasure."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import (
    Action,
    ActionChange,
    ActionSide,
    AxisChoice,
    Base,
    Commitment,
    Company,
    Consent,
    Contact,
    Convention,
    Conversation,
    InboxItem,
    Invitation,
    Message,
    NothingDone,
    OutboxItem,
    Proof,
)
from paqte.services import (
    actions,
    axes,
    conversations,
    drafts,
    inbox,
    outbox,
    people,
    privacy,
    retention,
)
from paqte.services.declarations import Declaration
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery

PERSONAL = ("Nadia", "Benali", "612345678", "fournil.example", "4242", "croissants", "gérante")


async def full_life(uow: UnitOfWork) -> Conversation:
    """Someone of whom every kind of row is kept."""
    me, company = await bakery(uow, telegram_id=4242)
    await people.record_consent(uow, me.contact_id, granted=True, key="c1")
    await inbox.store(uow, [(1, 4242, {"text": "croissants"}), (2, 4242, {"text": "encore"})])
    assert await inbox.claim(uow, "w") is not None
    await conversations.record_incoming(uow, me.id, update_id=1, text="Des croissants")
    message = await conversations.record_outgoing(uow, me.id, text="Bonjour Nadia")
    await outbox.queue(uow, me.id, "sendMessage", {"text": "Bonjour Nadia"}, message_id=message.id)
    await drafts.keep(
        uow,
        me.contact_id,
        me.id,
        "action_form",
        answers={"note": "croissants"},
        step="x",
        failures=0,
        turn_id="1",
    )
    await axes.choose(uow, company.id, ["train"], me.contact_id, "a1")
    action = await actions.declare(
        uow,
        company.id,
        me.contact_id,
        Declaration("internship_3e", Decimal(2), date(2026, 11, 16)),
        "d1",
    )
    action.note = "avec des croissants"
    await promised_and_shown(uow, company.id, me.contact_id, action)
    return me


async def promised_and_shown(
    uow: UnitOfWork, company_id: str, contact_id: str, action: Action
) -> None:
    """Targets, « néant », a correction, a proof and an invitation, all by the same person."""
    now = clock.now()
    convention = Convention(
        company_id=company_id,
        starts_on=date(2026, 11, 23),
        ends_on=date(2029, 11, 22),
        created_by=contact_id,
        key="k1",
    )
    uow.session.add(convention)
    await uow.session.flush()
    uow.session.add_all(
        [
            Commitment(
                convention_id=convention.id,
                company_id=company_id,
                axis="train",
                action_type="apprenticeship",
                year=2027,
                target=Decimal(3),
                unit="contracts",
                created_by=contact_id,
                key="k2",
            ),
            NothingDone(
                company_id=company_id, axis="buy", year=2026, declared_by=contact_id, key="k3"
            ),
            ActionChange(
                action_id=action.id,
                changes={"quantity": ["3", "2"]},
                changed_by=contact_id,
                key="k4",
            ),
            ActionSide(action_id=action.id, unit="days", quantity=Decimal(5)),
            Proof(
                company_id=company_id,
                action_id=action.id,
                contact_id=contact_id,
                media_type="application/pdf",
                size=9,
                sha256="0" * 64,
                content=b"croissant",
                key="k5",
            ),
            Invitation(
                company_id=company_id,
                code_hash="1" * 64,
                created_by=contact_id,
                expires_at=now + timedelta(days=7),
            ),
        ]
    )
    await uow.session.flush()


async def everything(uow: UnitOfWork) -> str:
    """All rows of all tables, decrypted, as one text."""
    uow.session.expire_all()
    rows: list[Any] = []
    for mapper in Base.registry.mappers:
        columns = [attribute.key for attribute in mapper.column_attrs]
        for row in await uow.session.scalars(select(mapper.class_)):
            rows.append({column: getattr(row, column) for column in columns})
    return json.dumps(rows, default=str, ensure_ascii=False)


async def test_the_export_has_everything_kept_and_can_be_written_as_json(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        await uow.commit()
    async with database.reading() as uow:
        exported = await privacy.export(uow, me.contact_id)
    text = json.dumps(exported, ensure_ascii=False)
    for word in PERSONAL:
        assert word in text
    assert exported["Vous"]["téléphone"] == "+33612345678"
    (bakers,) = exported["Vos entreprises"]
    assert bakers["axes"][0]["axe"] == "train"
    assert bakers["engagements"][0]["objectif"] == 3
    assert bakers["conventions"][0]["au"] == "2029-11-22"
    assert bakers["néant"][0]["axe"] == "buy"
    (action,) = bakers["actions"]
    assert (action["quantité"], action["aussi"]) == (2, {"days": 5})
    assert action["corrections"][0]["ancien et nouveau"] == {"quantity": ["3", "2"]}
    assert bakers["justificatifs envoyés par vous"][0]["genre"] == "application/pdf"
    assert len(bakers["invitations faites par vous"]) == 1
    assert exported["Vos accords"][0]["accord donné"] is True
    assert [message["de"] for message in exported["Messages"]] == ["vous", "le robot"]
    assert len(exported["Rappels prévus"]) == 1


async def test_the_export_has_nothing_of_somebody_else(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await full_life(uow)
        other = await arrival(uow, telegram_id=7, first_name="Karim")
        text = json.dumps(await privacy.export(uow, other.contact_id), ensure_ascii=False)
        assert "Karim" in text
        assert not any(word in text for word in PERSONAL)


async def test_after_erasure_nothing_says_who_it_was_and_the_figures_stay(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        assert await privacy.erase(uow, me.contact_id) == [me.id]
        left = await everything(uow)
        assert [word for word in PERSONAL if word in left] == ["4242"]
        assert "Bonjour" not in left
        await outbox.queue(uow, me.id, "sendMessage", {"text": "Adieu"})
        await uow.commit()
    async with database.unit_of_work() as uow:
        item = await outbox.claim(uow, "w")
        assert item is not None
        kept = await uow.session.get_one(Conversation, me.id)
        assert kept.chat_id == "4242", "the last word needs its address"
        await outbox.sent(uow, item.id, 1)
        await inbox.finish(uow, 1)
        await uow.commit()
    async with database.unit_of_work() as uow:
        left = await everything(uow)
        assert [word for word in PERSONAL if word in left] == []
        company = (await uow.session.scalars(select(Company))).one()
        assert company.display_name == "Le Fournil de Cergy"
        action = (await uow.session.scalars(select(Action))).one()
        assert (action.quantity, action.declared_by, action.note) == (Decimal(2), None, None)
        for column in privacy.AUTHORS:
            authors = list(await uow.session.scalars(select(column)))
            assert authors == [None] * len(authors)
        for model in (Convention, Commitment, NothingDone, ActionChange, AxisChoice):
            assert await uow.session.scalar(select(func.count()).select_from(model)) == 1
        assert (await uow.session.scalars(select(Consent))).one().granted
        tombstone = (await uow.session.scalars(select(Contact))).one()
        assert tombstone.erased_at is not None
        assert tombstone.telegram_hash is None
        for model in (Conversation, Message, OutboxItem, Proof, Invitation):
            assert await uow.session.scalar(select(func.count()).select_from(model)) == 0
        payloads = list(await uow.session.scalars(select(InboxItem.payload)))
        assert payloads == [None, None]
        assert await inbox.claim(uow, "w") is None


async def test_erasing_twice_changes_nothing_and_a_return_is_a_new_person(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        await privacy.erase(uow, me.contact_id)
        await privacy.erase(uow, me.contact_id)
        with pytest.raises(LookupError):
            await privacy.export(uow, me.contact_id)
        with pytest.raises(LookupError):
            await people.by_conversation(uow, me.id)
        back = await arrival(uow, telegram_id=4242)
        assert back.contact_id != me.contact_id
        assert await people.consent(uow, back.contact_id) is None
        await uow.commit()


async def test_an_erased_person_s_update_is_not_played_when_its_worker_dies(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        await privacy.erase(uow, me.contact_id)
        still_clock.advance(minutes=5)
        assert await inbox.claim(uow, "w") is None
        assert set(await uow.session.scalars(select(InboxItem.state))) == {"done"}


async def test_no_column_that_says_who_did_it_is_forgotten_by_erasure() -> None:
    """Whoever adds a column that points to a person decides here what erasure does to it."""
    theirs = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "contacts" for key in column.foreign_keys)
    }
    authors = {f"{column.class_.__tablename__}.{column.key}" for column in privacy.AUTHORS}
    rows_that_go = {"drafts", "reminders", "memberships", "proofs", "organisation_members"}
    rows_that_go |= {"offer_alerts", "notices"}
    kept_with_the_tombstone = {"consents.contact_id", "conversations.contact_id"}
    apart = {"actions.declared_by"}  # emptied together with the note
    assert authors <= theirs
    assert theirs - authors - kept_with_the_tombstone - apart == {
        f"{table}.contact_id" for table in rows_that_go
    }


async def test_every_column_with_personal_data_is_encrypted() -> None:
    plain = {
        f"{mapper.local_table.name}.{column.name}"
        for mapper in Base.registry.mappers
        for column in inspect(mapper.class_).columns
        if column.name
        in ("telegram_id", "chat_id", "first_name", "name", "phone", "email", "text", "note")
        and not type(column.type).__name__.startswith("Encrypted")
    }
    assert plain == set()


async def test_retention_purges_by_age_and_spares_what_is_young_or_waits(
    database: Database, still_clock: StillClock
) -> None:
    rules = Settings(_env_file=None)
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        await uow.commit()
    async with database.unit_of_work() as uow:
        assert await inbox.finish(uow, 1)
        item = await outbox.claim(uow, "w")
        assert item is not None
        await outbox.sent(uow, item.id)
        still_clock.advance(days=6)
        gone = await retention.purge(uow, rules)
        assert (gone.messages, gone.updates, gone.sends, gone.contacts) == (0, 0, 0, 0)
        still_clock.advance(days=2)
        gone = await retention.purge(uow, rules)
        # The second update was never dealt with: it waits, however old.
        assert (gone.messages, gone.updates, gone.sends, gone.conversations) == (0, 1, 1, ())
        still_clock.advance(days=180)
        gone = await retention.purge(uow, rules)
        assert (gone.messages, gone.drafts, gone.conversations) == (2, 1, ())
        still_clock.advance(days=600)
        gone = await retention.purge(uow, rules)
        assert gone.conversations == (me.id,)
        assert gone.consents == 0
        still_clock.advance(days=400)
        gone = await retention.purge(uow, rules)
        assert (gone.consents, gone.contacts) == (1, 1)
        assert await uow.session.scalar(select(func.count()).select_from(Company)) == 1
        assert await uow.session.scalar(select(func.count()).select_from(Action)) == 1


async def test_retention_drops_a_proof_of_nothing_and_a_link_that_ended(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        await full_life(uow)
        proof = (await uow.session.scalars(select(Proof))).one()
        proof.action_id = None
        await uow.session.flush()
        still_clock.advance(days=6)
        gone = await retention.purge(uow, Settings(_env_file=None))
        assert (gone.proofs, gone.invitations) == (0, 0)
        still_clock.advance(days=9)
        gone = await retention.purge(uow, Settings(_env_file=None))
        assert (gone.proofs, gone.invitations) == (1, 1)


async def test_consents_of_who_is_still_here_stay_however_old(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await full_life(uow)
        for _ in range(4):
            still_clock.advance(days=365)
            await arrival(uow, telegram_id=4242)
            await retention.purge(uow, Settings(_env_file=None))
        assert await people.has_agreed(uow, me.contact_id)
