"""Learning from conversations: what the pages show, take and say."""

import json

import pytest
import yaml
from sqlalchemy import select

from paqte.database import Database
from paqte.models import AuditEntry, LearningExample
from tests.conftest import StillClock
from tests.console.conftest import Enter
from tests.paqte.learning_factories import Talk, baker, passer_by

pytestmark = pytest.mark.usefixtures("still_clock")

SENTENCE = "ici Nadia Benali du Fournil de Cergy, 06 12 34 56 78, deux élèves en janvier ?"
COVERED = "ici ‹nom› du ‹structure›, ‹téléphone›, deux élèves en janvier ?"
PERSONAL = ("Nadia", "Benali", "Fournil", "06 12", "Karim")
FIELDS = {
    "geste": "garder",
    "intent": "offer_internship",
    "text": COVERED,
    "locale": "fr",
    "read": "1",
    "passage-0": "deux élèves",
    "entity-0": "quantity",
    "value-0": "2 pupils",
}


async def told(
    database: Database, still_clock: StillClock, *, agreed: bool = True
) -> tuple[Talk, int]:
    """A baker whom the bot did not understand; the message's id."""
    async with database.unit_of_work() as uow:
        nadia = await baker(uow, still_clock, agreed=agreed)
        await nadia.hears("bonjour", "greet")
        await nadia.says("Bonjour Nadia !")
        message = await nadia.hears(SENTENCE, "nlu_fallback")
        await uow.commit()
    return nadia, message.id


async def examples(database: Database) -> list[LearningExample]:
    """What was decided."""
    async with database.reading() as uow:
        return list(await uow.session.scalars(select(LearningExample)))


async def test_a_message_is_found_read_and_kept_and_is_in_the_file(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    _, message_id = await told(database, still_clock)
    claire = await enter()
    listed = (await claire.get("/apprentissage")).text
    assert COVERED in listed
    assert "rien compris" in listed
    address = f"/apprentissage/messages/{message_id}"
    assert address in listed
    shown = (await claire.get(address)).text
    assert "Bonjour ‹nom› !" in shown
    kept = await claire.post(address, **FIELDS)
    # It was the last of them.
    assert (kept.status_code, kept.headers["Location"]) == (303, "/apprentissage")
    assert COVERED not in (await claire.get("/apprentissage")).text
    listed = (await claire.get("/apprentissage?etat=kept")).text
    assert "propose des places de stage" in listed
    assert "1 exemple gardé n’est encore dans aucun fichier." in listed
    file = await claire.post("/apprentissage/export", langue="fr", format="annote")
    assert file.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert 'filename="paqte-exemples-fr-2026-11-23.yml"' in file.headers["Content-Disposition"]
    (block,) = yaml.safe_load(file.text)["nlu"]
    assert block["intent"] == "offer_internship"
    assert '[deux élèves]{"entity":"quantity","value":"2 pupils"}' in block["examples"]
    plain = await claire.post("/apprentissage/export", langue="fr", format="texte")
    assert f"- {COVERED}\n" in plain.text
    listed = (await claire.get("/apprentissage?etat=kept")).text
    assert "parti le 23 novembre 2026" in listed
    assert (await claire.post("/apprentissage/export", langue="xx")).text == file.text


async def test_no_page_and_no_file_names_anybody(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    nadia, message_id = await told(database, still_clock)
    claire = await enter()
    await claire.post(f"/apprentissage/messages/{message_id}", **FIELDS)
    talk = f"/apprentissage/conversations/{nadia.conversation.id}"
    for path in (
        *("/apprentissage", "/apprentissage?etat=kept", "/apprentissage?etat=skipped"),
        *(f"/apprentissage/messages/{message_id}", "/apprentissage/conversations"),
        *(talk, f"{talk}/test.yml"),
    ):
        text = (await claire.get(path)).text
        # The names that the tests' own company has are made up.
        made_up = text.replace("Samira Benali", "").replace("Le Fournil de Cergy", "")
        assert not [word for word in PERSONAL if word in made_up.replace("06 12 34 56 78", "")]
    exported = (await claire.post("/apprentissage/export", langue="fr")).text
    assert not [word for word in PERSONAL if word in exported]


async def test_what_is_wrong_is_said_beside_it_and_nothing_that_was_typed_is_lost(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    _, message_id = await told(database, still_clock)
    claire = await enter()
    address = f"/apprentissage/messages/{message_id}"
    wrong = FIELDS | {
        "intent": "",
        "text": "appelez le 06 11 11 11 11",
        "read": "",
        "passage-0": "trois <élèves>",
        "passage-1": "janvier",
        "entity-1": "date",
        "value-1": "en janvier",
    }
    answer = await claire.post(address, **wrong)
    assert answer.status_code == 422
    for said in (
        "Choisissez ce que la personne voulait.",
        "«\u00a006 11 11 11 11\u00a0» peut permettre de reconnaître quelqu’un",
        "Relisez le message, puis cochez cette case.",
        "«\u00a0trois &lt;élèves&gt;\u00a0» n’est pas dans le message",
    ):
        assert said in answer.text
    for field in ("intent", "text", "read", "entity-0"):
        assert f'aria-describedby="{field}-error"' in answer.text
        assert f'id="{field}-error"' in answer.text
    for kept in (
        "appelez le 06 11 11 11 11</textarea>",
        'value="trois &lt;élèves&gt;"',
        'value="janvier"',
        'value="en janvier"',
        'value="2 pupils"',
    ):
        assert kept in answer.text
    assert await examples(database) == []
    # One more line, with all that is there.
    before = answer.text.count('name="passage-')
    more = await claire.post(address, **(wrong | {"geste": "ligne", "passage-2": "le"}))
    assert more.status_code == 200
    assert more.text.count('name="passage-') == before + 1
    assert 'value="en janvier"' in more.text
    assert await examples(database) == []


async def test_after_a_decision_comes_the_next_message(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    nadia, first = await told(database, still_clock)
    async with database.unit_of_work() as uow:
        nadia.uow = uow
        later = [(await nadia.hears(f"obscur {n}", "nlu_fallback")).id for n in range(2)]
        await uow.commit()
    claire = await enter()
    seen = [later[0]]
    while True:
        address = f"/apprentissage/messages/{seen[-1]}"
        onward = (await claire.post(address, geste="ecarter")).headers["Location"]
        if onward == "/apprentissage":
            break
        seen.append(int(onward.rpartition("/")[2]))
    assert seen == [later[0], first, later[1]]
    assert [one.decision for one in await examples(database)] == ["skipped"] * 3
    assert "Rien à voir ici pour l’instant." in (await claire.get("/apprentissage")).text


async def test_the_list_can_be_narrowed_by_reason(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    await told(database, still_clock)
    claire = await enter()
    assert COVERED in (await claire.get("/apprentissage?raison=fallback")).text
    assert COVERED not in (await claire.get("/apprentissage?raison=denied")).text
    # What makes no sense narrows nothing.
    assert COVERED in (await claire.get("/apprentissage?raison=x&etat=y")).text


async def test_without_agreement_there_is_nothing_and_it_goes_when_it_is_taken_back(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    nadia, message_id = await told(database, still_clock, agreed=False)
    claire = await enter()
    address = f"/apprentissage/messages/{message_id}"
    talk = f"/apprentissage/conversations/{nadia.conversation.id}"
    empty = (await claire.get("/apprentissage")).text
    assert "Personne n’a encore donné son accord" in empty
    assert "deux élèves" not in empty
    for path in (address, talk, f"{talk}/test.yml"):
        assert (await claire.get(path)).status_code == 404
    async with database.unit_of_work() as uow:
        nadia.uow = uow
        await nadia.agrees()
        await uow.commit()
    assert (await claire.post(address, **FIELDS)).status_code == 303
    async with database.unit_of_work() as uow:
        nadia.uow = uow
        await nadia.agrees(False)
        await uow.commit()
    assert await examples(database) == []
    # A form that was open all the while keeps nothing.
    assert (await claire.post(address, **FIELDS)).status_code == 404
    assert await examples(database) == []
    exported = await claire.post("/apprentissage/export", langue="fr")
    assert "nlu: []" in exported.text


async def test_a_coordinator_has_their_own_départements_and_no_others(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    nadia, message_id = await told(database, still_clock)
    async with database.unit_of_work() as uow:
        karim = await passer_by(uow, still_clock)
        await karim.hears("une phrase de nulle part", "nlu_fallback")
        await uow.commit()
    here, far = await enter("coordinator", "95"), await enter("coordinator", "44")
    mine = (await here.get("/apprentissage")).text
    assert COVERED in mine
    assert "nulle part" not in mine
    assert "d’une personne" in mine
    assert COVERED not in (await far.get("/apprentissage")).text
    assert "0 conversation" in (await far.get("/apprentissage/conversations")).text
    await here.post(f"/apprentissage/messages/{message_id}", **FIELDS)
    for page in ("/apprentissage?etat=kept", "/apprentissage?etat=skipped"):
        assert COVERED not in (await far.get(page)).text
    assert "nlu: []" in (await far.post("/apprentissage/export", langue="fr")).text
    assert "deux élèves" in (await here.post("/apprentissage/export", langue="fr")).text
    assert str(nadia.conversation.id) in (await here.get("/apprentissage/conversations")).text


async def test_an_observer_reads_and_is_offered_nothing_to_decide(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    _, message_id = await told(database, still_clock)
    observer = await enter("observer")
    address = f"/apprentissage/messages/{message_id}"
    shown = (await observer.get(address)).text
    assert COVERED in shown
    assert "Votre compte lit sans décider." in shown
    assert 'name="intent"' not in shown
    assert "/apprentissage/export" not in (await observer.get("/apprentissage")).text
    assert (await observer.post(address, **FIELDS)).status_code == 403
    assert (await observer.post("/apprentissage/export", langue="fr")).status_code == 403


async def test_every_look_and_decision_is_in_the_journal_without_a_word_of_the_message(
    database: Database, still_clock: StillClock, enter: Enter
) -> None:
    nadia, message_id = await told(database, still_clock)
    claire = await enter()
    address = f"/apprentissage/messages/{message_id}"
    await claire.get(address)
    await claire.post(address, **FIELDS)
    await claire.post(address, geste="ecarter")
    await claire.post("/apprentissage/export", langue="fr")
    talk = f"/apprentissage/conversations/{nadia.conversation.id}"
    await claire.get(talk)
    await claire.get(f"{talk}/test.yml")
    async with database.reading() as uow:
        entries = list(
            await uow.session.scalars(
                select(AuditEntry)
                .where(AuditEntry.staff_id == claire.staff.id)
                .order_by(AuditEntry.id)
            )
        )
    assert [entry.act for entry in entries if not entry.act.startswith("signed")] == [
        "message_reviewed",
        "example_kept",
        "example_skipped",
        "data_exported",
        "talk_reviewed",
        "data_exported",
    ]
    said = json.dumps([entry.details for entry in entries], ensure_ascii=False)
    assert "élèves" not in said
    journal = (await claire.get("/journal")).text
    assert "Message relu pour l’apprentissage" in journal
    assert f"/conversations/{nadia.conversation.id}" in journal


async def test_numbers_of_messages_that_make_no_sense_are_pages_not_found(enter: Enter) -> None:
    claire = await enter()
    for number in ("0", "-1", "x", "99999999999999999999999", "123456"):
        for answer in (
            await claire.get(f"/apprentissage/messages/{number}"),
            await claire.post(f"/apprentissage/messages/{number}", **FIELDS),
        ):
            assert answer.status_code == 404
    assert (await claire.get("/apprentissage?page=0")).status_code == 404
    assert (await claire.get("/apprentissage/conversations/x")).status_code == 404
