"""A conversation as a dialogue test: what the harness reads, with nobody in it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from paqte.database import Database, UnitOfWork
from paqte.models import AuditEntry
from paqte.services import keyboards
from paqte.services.learning import talks
from paqte.services.learning.scripts import MOST_TURNS, Script
from paqte.services.staff import desk
from paqte.services.staff.audit import Actor
from paqte.services.staff.scope import OutOfReach
from tests.conftest import StillClock
from tests.dialogue.script import Reply, Scenario, Turn, read
from tests.paqte.learning_factories import Talk, baker, member, passer_by

KEYS = [{"title": "Le Fournil de Cergy", "payload": "/x"}, {"title": "Non", "payload": "/y"}]


async def made_of(uow: UnitOfWork, actor: Actor, talk: Talk) -> Script:
    """The conversation as turns."""
    return await talks.look(uow, actor, talk.conversation.id)


def as_the_harness_reads(made: Script, folder: Path) -> Scenario:
    """The file, by the harness's own reader."""
    path = folder / made.locale / "learned.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(made.as_yaml(), encoding="utf-8")
    return read(path)


async def test_the_harness_reads_it_and_nobody_is_in_it(
    database: Database, still_clock: StillClock, tmp_path: Path
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears("/start i_abc123", None, kind="command", confidence=None)
        await nadia.says("Bonjour Nadia ! Je suis l’assistant.\n\n<b>D’accord</b> ?", buttons=KEYS)
        await nadia.hears("Le Fournil de Cergy", "affirm", kind="button")
        await nadia.says("C’est noté : PQ-7K2M-4XDF, le 28 novembre 2026 à 9 h 05.")
        await nadia.says(
            "Votre nom, s’il vous plaît ?", buttons=[{"title": "Nadia", "payload": ""}]
        )
        slot = {"requested_slot": "join_contact_name", "form": "join_form"}
        await nadia.hears("benali, nadia", "inform", **slot)
        await nadia.says("Merci Nadia Benali.")
        await nadia.hears("mon tél 06 11 22 33 44, siret 800 000 051 00014 :\n« oui »", "inform")
        await nadia.says("Noté : 06 11 22 33 44.", kind="notice")
        await nadia.hears("", "inform", kind="contact")
        await nadia.says("Merci.", kind="ask_contact")
        await nadia.hears("", None, kind="photo", confidence=None)
        await nadia.says("Voici.", kind="document")
        await nadia.says("Autre chose ?")
        made = await made_of(uow, claire, nadia)
    told = as_the_harness_reads(made, tmp_path)
    assert (told.language, told.joined, made.ended) == ("fr", True, None)
    assert told.turns == (
        Turn(
            "user",
            "/start",
            (Reply("Bonjour * ! Je suis l’assistant.\n\nD’accord ?", ("*", "Non")),),
        ),
        Turn(
            "tap",
            "Le Fournil de Cergy",
            (
                Reply("C’est noté : *, le * à *."),
                Reply("Votre nom, s’il vous plaît ?", ("*",)),
            ),
        ),
        Turn("user", "Samira Benali", (Reply("Merci *."),)),
        Turn("user", "mon tél 06 12 34 56 78, siret 80000001000010 : « oui »", ()),
        Turn("contact", "+33612345678", (Reply("Merci."),)),
        Turn("photo", "", (Reply("*"), Reply("Autre chose ?"))),
    )
    for word in ("nadia", "Nadia", "benali", "33 44", "051", "abc123"):
        assert word not in made.as_yaml().replace("Samira Benali", "")


async def test_a_menu_that_is_written_anew_is_one_message_a_press(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears("les axes", "choose_axis")
        menu = await nadia.says("Quels axes ?", menu="axes", buttons=KEYS)
        for axis in ("☐ Former", "☐ Acheter"):
            await nadia.hears(axis, "choose_axis", kind="button")
            await keyboards.rewrite(uow, menu.id, f"Quels axes ? {axis}", KEYS)
        await nadia.hears("Valider", "choose_axis", kind="button")
        await nadia.says("C’est noté.")
        made = await made_of(uow, claire, nadia)
    assert [(turn.what, turn.bot) for turn in made.turns] == [
        ("les axes", [("*", ())]),
        ("☐ Former", [("*", ())]),
        ("☐ Acheter", [("*", ())]),
        ("Valider", [("C’est noté.", ())]),
    ]


async def test_what_nobody_asked_for_is_no_answer(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, karim = await member(uow), await passer_by(uow, still_clock, locale="en")
        await karim.says("A reminder from before.")
        await karim.hears("hello", "greet")
        await karim.says("Hello!")
        still_clock.advance(days=3)
        await karim.says("You left a question open.")
        made = await made_of(uow, claire, karim)
    assert (made.locale, made.joined) == ("en", False)
    assert [(turn.what, turn.bot) for turn in made.turns] == [("hello", [("Hello!", ())])]


async def test_it_ends_where_somebody_of_the_team_took_over(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, karim = await member(uow), await passer_by(uow, still_clock)
        await karim.hears("bonjour", "greet")
        await karim.says("Bonjour !")
        still_clock.advance(minutes=1)
        await desk.take(uow, claire, karim.conversation.id, "PaQte")
        await karim.hears("vous êtes là ?", None, confidence=None)
        made = await made_of(uow, claire, karim)
    assert [turn.what for turn in made.turns] == ["bonjour"]
    assert made.ended == "someone of the team took over"
    assert "# It went on; left out here: someone of the team took over." in made.as_yaml()


async def test_it_ends_where_the_tests_cannot_follow(
    database: Database, still_clock: StillClock, tmp_path: Path
) -> None:
    async with database.unit_of_work() as uow:
        claire, karim = await member(uow), await passer_by(uow, still_clock)
        await karim.hears("bonjour", "greet")
        await karim.hears("", None, kind="voice", confidence=None)
        await karim.hears("alors ?", "greet")
        assert [turn.what for turn in (await made_of(uow, claire, karim)).turns] == ["bonjour"]
        nadia = await baker(uow, still_clock)
        for number in range(MOST_TURNS + 5):
            await nadia.hears(f"message {number}", "greet")
        made = await made_of(uow, claire, nadia)
        assert (len(made.turns), made.ended) == (MOST_TURNS, "what is longer")
        nothing = await passer_by(uow, still_clock, 8)
        made = await made_of(uow, claire, nothing)
        assert as_the_harness_reads(made, tmp_path).turns == ()


async def test_only_conversations_of_who_agreed_and_within_reach(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, far = await member(uow), await member(uow, "coordinator", "44")
        nadia = await baker(uow, still_clock)
        karim = await passer_by(uow, still_clock, agreed=False)
        for talk in (nadia, karim):
            await talk.hears("bonjour", "greet")
        listed, count = await talks.page(uow, claire.staff)
        assert ([one.id for one in listed], count) == ([nadia.conversation.id], 1)
        assert (listed[0].messages, listed[0].locale) == (1, "fr")
        assert (await talks.page(uow, far.staff))[1] == 0
        for actor, talk in ((far, nadia), (claire, karim)):
            with pytest.raises(OutOfReach):
                await talks.look(uow, actor, talk.conversation.id)
            with pytest.raises(OutOfReach):
                await talks.take(uow, actor, talk.conversation.id)


async def test_reading_and_taking_one_are_in_the_journal(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears("bonjour", "greet")
        await talks.look(uow, claire, nadia.conversation.id)
        await talks.take(uow, claire, nadia.conversation.id)
        noted = await uow.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_id == nadia.conversation.id)
            .order_by(AuditEntry.id)
        )
        assert [(one.act, one.details) for one in noted] == [
            ("talk_reviewed", None),
            ("data_exported", {"format": "dialogue", "count": 1}),
        ]
