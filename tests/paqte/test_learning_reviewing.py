"""A message under review: what is shown of it, what may be kept, what is said of the rest."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from paqte.database import Database, UnitOfWork
from paqte.i18n import speech
from paqte.models import AuditEntry, LearningExample, Message, WithdrawnExample
from paqte.services.learning import annotating, exporting, listing, reviewing
from paqte.services.learning.annotating import Annotation, Pointed
from paqte.services.learning.checking import Given, Unfit
from paqte.services.staff.audit import Actor
from paqte.services.staff.scope import OutOfReach
from tests.conftest import StillClock
from tests.paqte.learning_factories import Talk, baker, member, passer_by

SENTENCE = "moi c'est Nadia, on prendrait deux élèves à Cergy"
COVERED = "moi c'est ‹nom›, on prendrait deux élèves à Cergy"
GOOD = Given(
    "offer_internship",
    "fr",
    COVERED,
    (Pointed("deux élèves", "quantity", "2 pupils"), Pointed("cergy", "place", "95127")),
    read=True,
)


async def unclear(talk: Talk) -> Message:
    """Something not understood, with what was said around it."""
    await talk.hears("bonjour, Nadia Benali du Fournil", "greet")
    await talk.says("Bonjour <b>Nadia</b> ! Que voulez-vous faire ?")
    message = await talk.hears(
        SENTENCE,
        "nlu_fallback",
        entities=[
            {"entity": "quantity", "value": "2", "unit": "pupils"},
            {"entity": "place", "value": "95127", "start": 44, "end": 49},
            {"entity": "person_name", "value": "Nadia", "start": 10, "end": 15},
        ],
    )
    await talk.says("Je n’ai pas compris, Nadia.")
    await talk.hears("accueillir des stagiaires", "offer_internship")
    await talk.says("Je regarde votre dossier, Madame Benali.", author="somebody")
    return message


async def waiting(uow: UnitOfWork, actor: Actor) -> list[str]:
    """What nobody has decided on yet."""
    return [line.text for line in (await listing.page(uow, actor.staff, "open"))[0]]


async def of_learning(uow: UnitOfWork) -> list[AuditEntry]:
    """The journal of what was looked at and decided."""
    found = await uow.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == "learning").order_by(AuditEntry.id)
    )
    return list(found)


async def problems(uow: UnitOfWork, actor: Actor, message: Message, given: Given) -> dict[str, str]:
    """What is said of each field, in French; nothing is kept."""
    with pytest.raises(Unfit) as refused:
        await reviewing.keep(uow, actor, message.id, given)
    assert (await uow.session.scalars(select(LearningExample))).first() is None
    said = {name: str(one.sentence(speech("fr"))) for name, one in refused.value.problems.items()}
    return {name: one.replace("\u00a0", " ") for name, one in said.items()}


async def test_it_is_shown_covered_with_what_was_said_around_it_and_that_is_noted(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        message = await unclear(nadia)
        shown = await reviewing.sheet(uow, claire, message.id)
        assert shown.text == COVERED
        assert shown.reasons == ("fallback",)
        assert [one.text for one in shown.before] == [
            "bonjour, ‹nom› du ‹structure›",
            "Bonjour ‹nom› ! Que voulez-vous faire ?",
        ]
        # What the team wrote is no part of it.
        assert [(one.direction, one.text, one.intent) for one in shown.after] == [
            ("out", "Je n’ai pas compris, ‹nom›.", None),
            ("in", "accueillir des stagiaires", "offer_internship"),
        ]
        assert shown.entities == (Pointed("Cergy", "place", "95127"),)
        assert shown.recognised == (("quantity", "2 pupils"), ("place", "95127"))
        (noted,) = await of_learning(uow)
        assert (noted.act, noted.subject_id) == ("message_reviewed", str(message.id))


async def test_what_is_kept_is_covered_encrypted_and_can_be_changed(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        message = await unclear(nadia)
        assert COVERED in await waiting(uow, claire)
        await reviewing.keep(uow, claire, message.id, GOOD)
        example = (await uow.session.scalars(select(LearningExample))).one()
        assert (example.decision, example.text, example.intent, example.staff_id) == (
            "kept",
            COVERED,
            "offer_internship",
            claire.staff.id,
        )
        assert reviewing.kept_annotations(example) == [
            Annotation(30, 41, "quantity", "2 pupils"),
            Annotation(44, 49, "place", "95127"),
        ]
        raw = str((await uow.session.execute(text("SELECT * FROM learning_examples"))).all())
        assert "Cergy" not in raw
        assert "95127" not in raw
        assert COVERED not in await waiting(uow, claire)
        again = await reviewing.sheet(uow, claire, message.id)
        assert again.entities == (
            Pointed("deux élèves", "quantity", "2 pupils"),
            Pointed("Cergy", "place", "95127"),
        )
        await reviewing.keep(uow, claire, message.id, replace(GOOD, intent="log_action"))
        assert example.intent == "log_action"
        noted = await of_learning(uow)
        acts = [one.act for one in noted]
        assert acts == ["example_kept", "message_reviewed", "example_kept"]
        assert noted[0].details == {"intent": "offer_internship", "entities": 2}


async def test_of_what_is_skipped_nothing_is_kept(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        message = await unclear(nadia)
        await reviewing.skip(uow, claire, message.id)
        await reviewing.keep(uow, claire, message.id, GOOD)
        await reviewing.skip(uow, claire, message.id)
        example = (await uow.session.scalars(select(LearningExample))).one()
        assert (example.decision, example.text, example.intent, example.entities) == (
            "skipped",
            None,
            None,
            None,
        )
        assert COVERED not in await waiting(uow, claire)
        (line,), _ = await listing.page(uow, claire.staff, "skipped")
        assert line.text == COVERED


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"intent": ""}, "intent", "Choisissez ce que la personne voulait."),
        ({"intent": "nlu_fallback"}, "intent", "Choisissez ce que la personne voulait."),
        ({"text": " "}, "text", "Le message doit avoir entre 1 et 1\u202f000 caractères."),
        ({"text": "x" * 1001}, "text", "Le message doit avoir entre 1 et 1\u202f000 caractères."),
        (
            {"text": "appelez 06 12 34 56 78"},
            "text",
            "« 06 12 34 56 78 » peut permettre de reconnaître quelqu’un : remplacez-le, par "
            "exemple par ‹nom›.",
        ),
        ({"read": False}, "read", "Relisez le message, puis cochez cette case."),
        (
            {"entities": (Pointed("trois", "quantity", "3 pupils"),)},
            "entity-0",
            "« trois » n’est pas dans le message, ou est déjà pris.",
        ),
        (
            {"entities": (Pointed("", ""), Pointed("Cergy", "ville"))},
            "entity-1",
            "Choisissez ce que disent ces mots.",
        ),
        (
            {"entities": (Pointed("", "place", "95127"),)},
            "entity-0",
            "Recopiez les mots du message qui disent cela.",
        ),
        (
            {"entities": (Pointed("deux élèves", "quantity", "deux"),)},
            "entity-0",
            "Cette valeur ne convient pas. Par exemple : 2 pupils.",
        ),
        (
            {"entities": (Pointed("‹nom›", "person_name", "Nadia]"),)},
            "entity-0",
            "Cette valeur ne convient pas. Par exemple : ‹nom›.",
        ),
        (
            {"entities": (Pointed("‹nom›", "person_name", "06 12 34 56 78"),)},
            "entity-0",
            "Cette valeur ne convient pas. Par exemple : ‹nom›.",
        ),
    ],
)
async def test_what_is_missing_or_wrong_is_said_by_field(
    database: Database,
    still_clock: StillClock,
    changes: dict[str, object],
    field: str,
    said: str,
) -> None:
    given = replace(GOOD, **({"entities": ()} | changes))  # type: ignore[arg-type]
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        message = await unclear(nadia)
        assert await problems(uow, claire, message, given) == {field: said}


async def test_all_that_is_wrong_is_said_at_once(
    database: Database, still_clock: StillClock
) -> None:
    given = Given("", "de", "", (Pointed("x", "place"),), read=False)
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        said = await problems(uow, claire, await unclear(nadia), given)
    assert set(said) == {"intent", "locale", "text", "read", "entity-0"}


async def test_only_what_a_person_typed_and_is_within_reach_can_be_reviewed(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        far = await member(uow, "coordinator", "44")
        message = await unclear(nadia)
        answer = await nadia.says("Bonjour")
        pressed = await nadia.hears("Oui", "affirm", kind="button")
        silent = await passer_by(uow, still_clock, agreed=False)
        unasked = await silent.hears("une phrase", "nlu_fallback")
        for actor, one in (
            (far, message),
            (claire, answer),
            (claire, pressed),
            (claire, unasked),
        ):
            with pytest.raises(OutOfReach):
                await reviewing.sheet(uow, actor, one.id)
            with pytest.raises(OutOfReach):
                await reviewing.keep(uow, actor, one.id, GOOD)
            with pytest.raises(OutOfReach):
                await reviewing.skip(uow, actor, one.id)


async def test_what_went_out_in_other_words_has_to_leave_the_file(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        message = await unclear(nadia)
        await reviewing.keep(uow, claire, message.id, GOOD)
        await exporting.make(uow, claire, "fr")
        await reviewing.keep(uow, claire, message.id, replace(GOOD, intent="log_action"))
        assert (await uow.session.scalars(select(WithdrawnExample))).first() is None
        await exporting.make(uow, claire, "fr")
        await reviewing.skip(uow, claire, message.id)
        assert (await uow.session.scalars(select(WithdrawnExample))).one()


def test_the_same_words_twice_are_two_passages() -> None:
    placed, wrong = annotating.place(
        "2 élèves lundi, 2 élèves mardi", (Pointed("2 élèves", "quantity", "2 pupils"),) * 3
    )
    assert [one.start for one in placed] == [0, 16]
    assert set(wrong) == {2}


def test_entities_are_written_as_rasa_reads_them() -> None:
    said = "à Cergy, tout sauf acheter, deux élèves"
    placed, wrong = annotating.place(
        said,
        (
            Pointed("deux élèves", "quantity", "2 pupils"),
            Pointed("acheter", "axis", "!buy"),
            Pointed("Cergy", "job"),
        ),
    )
    assert wrong == {}
    assert annotating.written(said, placed) == (
        'à [Cergy](job), tout sauf [acheter]{"entity":"axis","value":"buy","role":"excluded"}, '
        '[deux élèves]{"entity":"quantity","value":"2 pupils"}'
    )
