"""Examples out to a file that Rasa reads and that keeps the rules of the project's own data."""

import asyncio
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from paqte.__main__ import main
from paqte.database import Database, UnitOfWork
from paqte.services.learning import exporting, leaving, reviewing, sentences
from paqte.services.learning.annotating import Pointed
from paqte.services.learning.checking import Given
from paqte.services.learning.exporting import File
from paqte.services.staff.audit import Actor
from paqte.settings import settings
from tests.conftest import SECRET_KEY, StillClock
from tests.data import test_training_data as rules
from tests.paqte.learning_factories import Talk, baker, member, passer_by
from tests.support.stack import ENGINE_PYTHON, ROOT

HOST = Given(
    "offer_internship",
    "fr",
    "à ‹structure›, mardi prochain on prendrait bien deux petits élèves, pas pour acheter",
    (
        Pointed("deux petits élèves", "quantity", "2 pupils"),
        Pointed("acheter", "axis", "!buy"),
        Pointed("‹structure›", "organisation"),
    ),
    read=True,
)


async def kept(talk: Talk, actor: Actor, *given: Given) -> None:
    """An example of each."""
    for one in given:
        message = await talk.hears("quelque chose", "nlu_fallback")
        await reviewing.keep(talk.uow, actor, message.id, one)


def plain(intent: str, text: str, locale: str = "fr") -> Given:
    """Without entities."""
    return Given(intent, locale, text, (), read=True)


async def made_of(uow: UnitOfWork, time: StillClock, *given: Given, annotated: bool = True) -> File:
    """The file of these examples."""
    claire, nadia = await member(uow), await baker(uow, time)
    await kept(nadia, claire, *given)
    return await exporting.make(uow, claire, "fr", annotated=annotated)


def texts(made: File) -> dict[str, list[str]]:
    """The sentences of a file by intent."""
    content = yaml.safe_load(made.text)
    assert content["version"] == "3.1"
    return {
        block["intent"]: [line.removeprefix("- ") for line in block["examples"].splitlines()]
        for block in content["nlu"]
    }


def as_rasa_reads(path: Path) -> Sequence[dict[str, object]]:
    """The examples of a file by Rasa's own reader."""
    done = subprocess.run(
        [ENGINE_PYTHON, ROOT / "tests" / "support" / "rasa_reading.py", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    read: list[dict[str, object]] = json.loads(done.stdout)
    return read


async def test_rasas_own_reader_finds_every_sentence_intent_and_entity(
    sqlite_url: str, still_clock: StillClock, tmp_path: Path
) -> None:
    database = Database(sqlite_url)
    async with database.unit_of_work() as uow:
        made = await made_of(
            uow,
            still_clock,
            HOST,
            plain("ask_event", 'le forum "emploi" c\'est où: là? # {et} - (le) \\ * & ! | > %'),
            plain("bot_challenge", "- : tu serais pas un genre de machine"),
        )
    await database.dispose()
    path = tmp_path / made.name
    path.write_text(made.text, encoding="utf-8")
    read = {str(one["text"]): one for one in as_rasa_reads(path)}
    assert set(read) == {
        HOST.text,
        'le forum "emploi" c\'est où: là? # {et} - (le) \\ * & ! | > %',
        "- : tu serais pas un genre de machine",
    }
    host = read[HOST.text]
    assert host["intent"] == "offer_internship"
    entities = host["entities"]
    assert isinstance(entities, list)
    assert [
        (HOST.text[e["start"] : e["end"]], e["entity"], e["value"], e.get("role")) for e in entities
    ] == [
        ("‹structure›", "organisation", "‹structure›", None),
        ("deux petits élèves", "quantity", "2 pupils", None),
        ("acheter", "axis", "buy", "excluded"),
    ]


async def test_a_file_keeps_the_rules_of_the_projects_own_data(
    database: Database, still_clock: StillClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = rules.evaluation("fr")[3]["text"]
    taught = rules.training()[0]
    async with database.unit_of_work() as uow:
        made = await made_of(
            uow,
            still_clock,
            HOST,
            plain("greet", judged.upper()),
            plain("goodbye", taught.text + " !!"),
            plain("join_program", "on signerait des demain pour notre atelier de couture"),
            plain("join_program", "On signerait dès demain, pour notre atelier de couture."),
            plain("ask_axes", "et la partie couture du truc"),
            plain("ask_report", "et la partie couture, du truc ?"),
            annotated=False,
        )
    assert made.left_out == {
        exporting.JUDGED: 1,
        exporting.TAUGHT: 1,
        exporting.TWICE: 1,
        exporting.DISPUTED: 2,
    }
    for reason, count in made.left_out.items():
        assert f"# Left out, {reason}: {count}.\n" in made.text
    assert texts(made) == {
        "join_program": ["on signerait des demain pour notre atelier de couture"],
        "offer_internship": [HOST.text],
    }
    # The rules themselves, over the project's files with this one beside them.
    for file in rules.TRAINING.glob("*/*.yml"):
        copy = tmp_path / "nlu" / file.parent.name / file.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "nlu" / "fr" / "learned.yml").write_text(made.text, encoding="utf-8")
    monkeypatch.setattr(rules, "TRAINING", tmp_path / "nlu")
    rules.training.cache_clear()
    try:
        assert HOST.text in {example.text for example in rules.training()}
        rules.test_only_the_agreed_intents_are_trained()
        rules.test_no_sentence_is_taught_under_two_intents()
        rules.test_no_sentence_is_written_twice_in_one_language()
        rules.test_examples_are_plain_text_without_entity_annotations()
        rules.test_no_evaluation_sentence_is_trained_on(rules.EVALUATION / "fr.tsv")
        rules.test_mail_addresses_belong_to_nobody()
    finally:
        rules.training.cache_clear()


async def test_a_language_and_a_territory_have_files_of_their_own(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, here = await member(uow), await member(uow, "coordinator", "95")
        nadia, karim = await baker(uow, still_clock), await passer_by(uow, still_clock)
        await kept(nadia, claire, plain("ask_event", "the grand fair of seamstresses", "en"), HOST)
        await kept(karim, claire, plain("ask_event", "le grand bal des couturières"))
        assert texts(await exporting.make(uow, claire, "en")) == {
            "ask_event": ["the grand fair of seamstresses"]
        }
        assert set(texts(await exporting.make(uow, here, "fr", annotated=False))) == {
            "offer_internship"
        }
        both = texts(await exporting.make(uow, claire, "fr", annotated=False))
        assert list(both) == ["offer_internship", "ask_event"], "in the order of the manual"
        far = await exporting.make(uow, await member(uow, "coordinator", "44"), "fr")
        assert (far.count, texts(far)) == (0, {})


def test_the_projects_own_files_are_read_line_by_line() -> None:
    file = next(iter(sorted(rules.TRAINING.glob("fr/*.yml"))))
    read = list(sentences.read(file))
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(read) > 100
    assert all(lines[one.line - 1].strip() == f"- {one.text}" for one in read)
    ours = sentences.ours()
    assert ours is not None
    assert {rules.folded(example.text) for example in rules.training()} == ours.taught
    assert not ours.taught & ours.judged
    assert sentences.ours(Path("nowhere")) is None


async def test_without_the_projects_files_the_first_lines_say_so(
    database: Database, still_clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "ours", lambda: None)
    async with database.unit_of_work() as uow:
        made = await made_of(uow, still_clock, plain("greet", "bonjour"))
    assert made.count == 1
    assert "Not compared with the project's own sentences" in made.text


async def test_what_was_taken_back_is_named_in_the_files_it_went_to(
    database: Database, still_clock: StillClock, tmp_path: Path
) -> None:
    async with database.unit_of_work() as uow:
        claire = await member(uow)
        nadia, karim = await baker(uow, still_clock), await passer_by(uow, still_clock)
        shared = "et pour les couturières du coin, alors"
        await kept(nadia, claire, HOST, plain("ask_event", shared))
        await kept(karim, claire, plain("ask_event", shared.upper()))
        made = await exporting.make(uow, claire, "fr")
        file = tmp_path / "learned.yml"
        file.write_text(made.text, encoding="utf-8")
        assert await leaving.withdrawn(uow, [file]) == []
        await nadia.agrees(False)
        (gone,) = await leaving.withdrawn(uow, [file])
        # What somebody else said too may stay.
        assert gone.intent == "offer_internship"
        assert "deux petits élèves" in file.read_text(encoding="utf-8").splitlines()[gone.line - 1]
        await karim.agrees(False)
        left = await leaving.withdrawn(uow, [file])
        assert [one.intent for one in left] == ["offer_internship", "ask_event"]


def test_on_the_command_line_a_file_is_made_and_looked_through(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    still_clock: StillClock,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAQTE_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'p.sqlite3'}")
    settings.cache_clear()
    assert main(["migrate"]) == 0
    talk: Talk | None = None

    async def live(agreed: bool) -> None:
        nonlocal talk
        database = Database(f"sqlite:///{tmp_path / 'p.sqlite3'}")
        async with database.unit_of_work() as uow:
            if talk is None:
                talk = await baker(uow, still_clock)
                await kept(talk, await member(uow), HOST, plain("greet", "bonjour"))
            else:
                talk.uow = uow
                await talk.agrees(agreed)
            await uow.commit()
        await database.dispose()

    asyncio.run(live(True))
    capsys.readouterr()
    assert main(["export-examples", "learned.yml", "--locale", "fr", "--plain"]) == 0
    assert capsys.readouterr().out == (
        "1 examples written to learned.yml.\nLeft out, taught already: 1.\n"
    )
    assert HOST.text in (tmp_path / "learned.yml").read_text(encoding="utf-8")
    assert main(["withdrawn-examples", "learned.yml"]) == 0
    assert capsys.readouterr().out == "0 sentences were taken back.\n"
    asyncio.run(live(False))
    assert main(["withdrawn-examples", "learned.yml"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("learned.yml:")
    assert shown.endswith(": offer_internship\n1 sentences were taken back.\n")
    assert "élèves" not in shown
    for wrong in ("- a list", "nlu: [", "nlu: [1]"):
        (tmp_path / "other.yml").write_text(wrong, encoding="utf-8")
        assert main(["withdrawn-examples", "other.yml"]) == 1
        assert "no training file" in capsys.readouterr().err
    assert main(["withdrawn-examples", "missing.yml"]) == 1
    settings.cache_clear()
