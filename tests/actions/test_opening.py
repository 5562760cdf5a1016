"""Joining as the first thing that is said: consent, and what the sentence told."""

import pytest
from sqlalchemy import select

from actions import notice, scope
from actions.knowledge import entries_for
from actions.turn import Answer
from paqte.database import Database
from paqte.models import Draft
from paqte.reference import knowledge
from paqte.services import conversations, holding
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.support import directory_server as directory

ACCEPT = '/inform{"join_consent": "yes"}'


async def opened_before_agreeing(
    new_caller: NewCaller, database: Database, sentence: str
) -> Caller:
    caller = await new_caller(agreed=False)
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow, caller.conversation_id, update_id=4001, text=sentence
        )
        await uow.commit()
    played = await caller.open("join_form", sentence, turn_id="4001")
    assert caller.requested == "join_consent", played
    return caller


async def answers(database: Database) -> dict[str, object]:
    async with database.reading() as uow:
        kept: dict[str, object] = (await uow.session.scalars(select(Draft.answers))).one()
        return kept


async def test_who_was_not_greeted_is_told_who_speaks_with_the_question(
    new_caller: NewCaller,
) -> None:
    caller = await new_caller(agreed=False)
    played = await caller.open("join_form")
    assert "Je suis l’assistant automatique de PaQte" in played.text
    assert played.text.endswith("D’accord\u202f?")


@pytest.mark.parametrize("said", ["cest", "c’est quoi", "3 élèves", "pour"])
async def test_what_only_sounds_like_yes_is_no_agreement(new_caller: NewCaller, said: str) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    played = await caller.answer(said, "affirm")
    assert caller.requested == "join_consent"
    assert list(played.buttons) == ["J’accepte", "Je refuse"]


@pytest.mark.parametrize("said", ["oui", "ok pour moi", "d’accord", "yes sure", "ça marche"])
async def test_yes_in_whatever_words_is_agreement(new_caller: NewCaller, said: str) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    await caller.answer(said, "affirm")
    assert caller.requested != "join_consent"


async def test_an_unclear_answer_gets_the_short_question(new_caller: NewCaller) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    played = await caller.answer("Boulangerie Martin")
    assert played.text.startswith("Je n’ai pas compris votre réponse.\n\nIl me faut votre accord")
    assert "Je garde nos échanges" not in played.text
    caller.hear("c’est quoi les axes ?", "ask_axes")
    again = await caller.asked_again()
    assert again.text.startswith("Il me faut votre accord")
    assert list(again.buttons) == ["J’accepte", "Je refuse"]


async def test_nothing_of_the_sentence_is_kept_before_the_person_agrees(
    new_caller: NewCaller, database: Database
) -> None:
    await opened_before_agreeing(new_caller, database, f"inscrire {directory.OPEN} à Cergy")
    assert await answers(database) == {"_opening": "4001"}


async def test_a_number_is_there_once_the_person_agrees(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await opened_before_agreeing(new_caller, database, directory.OPEN)
    played = await caller.answer(ACCEPT)
    assert played.text.startswith("<b>1/8</b> · <b>Le Fournil de Cergy</b>")


async def test_a_number_is_there_for_who_left_and_agreed_elsewhere(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await opened_before_agreeing(new_caller, database, directory.OPEN)
    caller.form, caller.slots = None, {}
    caller.hear("j’accepte", "affirm")
    await caller.call("action_confirm")
    assert "<b>Le Fournil de Cergy</b>" in (await caller.open("join_form")).text
    assert "_opening" not in await answers(database)


async def test_a_number_in_place_of_consent_comes_next(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow, caller.conversation_id, update_id=4002, text=directory.OPEN
        )
        await uow.commit()
    asked = await caller.answer(directory.OPEN, turn_id="4002")
    assert asked.text.startswith("J’ai vu votre numéro")
    played = await caller.answer(ACCEPT)
    assert "<b>Le Fournil de Cergy</b>" in played.text


async def test_the_town_and_the_size_of_the_first_sentence_are_not_asked(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await opened_before_agreeing(
        new_caller, database, "nous sommes 12 salariés à Cergy et on veut rejoindre le paqte"
    )
    played = await caller.answer(ACCEPT)
    assert played.text.startswith("C’est noté\u00a0: Cergy (95) et 10 à 49 salariés.\n\n<b>1/6</b>")
    await caller.answer('/inform{"join_identity": "not_created"}')
    await caller.answer("Aux Deux Épis")
    assert caller.requested == "join_trade"


@pytest.mark.parametrize(
    "sentence", ["je veux inscrire Orange au paqte", "je suis à Saint-Denis, je veux adhérer"]
)
async def test_a_town_that_is_not_sure_is_asked(caller: Caller, sentence: str) -> None:
    played = await caller.open("join_form", sentence)
    assert played.text.startswith("<b>1/8</b>")


async def test_joining_again_in_words_goes_on_where_it_stood(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "not_created"}')
    caller.form = None
    played = await caller.open("join_form", "je veux inscrire mon entreprise")
    assert played.text.startswith("On reprend où nous en étions.\n\n<b>2/8</b>")


async def test_agreement_in_so_many_words_counts_at_any_time(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await new_caller(agreed=False)
    caller.hear("j’accepte", "affirm")
    assert (await caller.call("action_confirm")).text.startswith("Merci.")
    assert (await caller.open("join_form")).text.startswith("<b>1/8</b>")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("j'accepte", True),
        ("Oui, j’accepte !", True),
        ("je suis d’accord", True),
        ("I agree", True),
        ("je refuse", False),
        ("je n’accepte pas", False),
        ("je ne suis pas d’accord", False),
        ("ok", None),
        ("j’accepte deux stagiaires de 3e", None),
        ("je ne suis pas intéressé", None),
    ],
)
def test_only_so_many_words_are_agreement_anywhere(words: str, expected: bool | None) -> None:
    assert notice.explicit(Answer(text=words, intent="inform")) is expected


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("c’est quoi le PaQte ?", "what"),
        ("kes ke c un qpv", "qpv"),
        ("attendez, c'est quoi un quartier prioritaire", "qpv"),
        ("c'est quoi REP+ ?", "rep"),
        ("c'est fini le paqte non ?", "alive"),
        ("quelle différence avec Les entreprises s'engagent pour les quartiers", "alive"),
        ("COMBIEN CA COUTE", "cost"),
        ("c payant ?", "cost"),
        ("l'engagement dure combien de temps ?", "duration"),
        ("on peut arrêter quand on veut ?", "duration"),
        ("c'est l'Etat qui pilote ?", "runs"),
        ("c'est une arnaque ?", "runs"),
        ("est-ce ouvert aux auto-entrepreneurs ?", "who"),
        ("ça engage à quoi ?", "duties"),
        ("c'est quoi l'engagement", "duties"),
        ("qu'est-ce que j'y gagne ?", "duties"),
        ("how long does it last?", "duration"),
        ("is it free?", "cost"),
        ("who is behind it?", "runs"),
    ],
)
def test_a_question_about_the_programme_finds_its_answer(question: str, topic: str) -> None:
    answer = Answer(text=question, intent="ask_about_program")
    assert [one.name for one in entries_for(answer, knowledge.PROGRAMME)] == [topic]


@pytest.mark.parametrize(
    ("words", "msgid"),
    [
        ("Mon fils de 14 ans n'a pas de stage", scope.PUPIL),
        ("wesh j'suis en 3e b, trouve-moi un stage", scope.PUPIL),
        ("JE CHERCHE UN STAGE POUR MON NEVEU", scope.PUPIL),
        ("je suis prof et ma fille cherche un stage de 3e", scope.PUPIL),
        ("je suis prof au collège Gérard Philipe de Cergy", scope.TEACHER),
        ("je voudrais inscrire mon collège", scope.TEACHER),
        ("mes élèves de 3e n'ont rien", scope.TEACHER),
        ("mon élève cherche en mécanique", scope.TEACHER),
        ("I teach at a school in Cergy", scope.TEACHER),
        ("ta pa un boulo pr moi stp", scope.SEEKER),
        ("je cherche un stage, enfin une alternance pour moi", scope.SEEKER),
        ("Quelle est la recette du gratin dauphinois ?", scope.OTHER),
        ("MON COLIS EST PERDU", scope.OTHER),
    ],
)
def test_only_pupils_and_job_seekers_are_sent_elsewhere(words: str, msgid: str) -> None:
    assert scope.sentence_for(words) == msgid


async def test_a_teacher_is_shown_the_way_in(caller: Caller) -> None:
    caller.hear("je suis prof au collège Gérard Philipe de Cergy", "out_of_scope")
    played = await caller.call("action_out_of_scope")
    assert played.text.startswith("Vous cherchez des stages pour des élèves\u202f?")
    assert list(played.buttons) == [
        "Chercher des stages",
        "Inscrire ma structure",
        "Parler à quelqu’un",
    ]


@pytest.mark.parametrize(
    "words", ["et à Pontoise le 11 janvier en boulangerie ?", "stage à Pontoise"]
)
async def test_a_town_with_a_week_or_a_stage_is_a_search(caller: Caller, words: str) -> None:
    caller.hear(words, "nlu_fallback", ranking={"nlu_fallback": 0.9})
    played = await caller.call("action_default_fallback")
    assert played.events == [("action_search_slots", None)]


async def test_a_town_alone_is_no_search(caller: Caller) -> None:
    caller.hear("la boulangerie de Pontoise", "nlu_fallback", ranking={"nlu_fallback": 0.9})
    played = await caller.call("action_default_fallback")
    assert played.text.startswith("Je n’ai pas compris.")


async def test_the_local_contact_comes_from_the_knowledge_with_a_way_to_someone(
    caller: Caller,
) -> None:
    caller.hear("qui est mon référent ?", "find_referent")
    said = await caller.call("action_find_referent")
    assert "Cela dépend de votre département" in said.text
    assert "contact@paqte.fr" in said.text
    assert list(said.buttons) == ["Parler à quelqu’un"]


@pytest.mark.parametrize(
    "said",
    [
        "à quoi servent mes données ?",
        "pourquoi vous gardez mes données",
        "qu’est-ce que vous faites de mes données",
        "what are my data used for?",
        "qui peut voir mes données ?",
        "who can see my data?",
    ],
)
async def test_what_the_data_are_for_is_answered_not_sent(caller: Caller, said: str) -> None:
    caller.hear(said, "data_access")
    assert "Rien n’est vendu" in (await caller.call("action_data_access")).text


@pytest.mark.parametrize(
    "said",
    [
        "Vous avez vraiment besoin de mon téléphone ?",
        "à quoi ça vous sert, mon numéro ?",
        "c'est obligatoire de donner mon nom ?",
        "why do you want my email?",
        "pk vs voulez mon num",
        "je peux m'inscrire sans donner mon mail ?",
    ],
)
async def test_why_contact_details_are_wanted_is_said_with_how_long_they_are_kept(
    caller: Caller, said: str
) -> None:
    caller.hear(said, "data_access")
    played = await caller.call("action_data_access")
    assert "Téléphone ou e-mail\u00a0: un seul suffit. Je les garde deux ans au plus" in played.text


async def test_why_a_siret_is_wanted_is_no_question_of_contact_details(caller: Caller) -> None:
    (entry,) = entries_for(
        Answer("pourquoi vous voulez mon numéro de SIRET ?", "ask_about_program"),
        knowledge.PROGRAMME,
    )
    assert entry.name == "siret"


@pytest.mark.parametrize("said", ["je veux une copie de mes données", "/data_access"])
async def test_a_copy_of_the_data_is_sent_by_the_bot(caller: Caller, said: str) -> None:
    caller.hear(said, "data_access")
    (one,) = (await caller.call("action_data_access")).said
    assert one.custom == {"command": "mesdonnees"}


async def test_what_is_not_understood_is_kept_for_who_was_asked_for(
    caller: Caller, database: Database
) -> None:
    caller.hear("les délices de Fatou", "nlu_fallback")
    before = await caller.call("action_default_fallback")
    assert before.text.startswith("Je n’ai pas compris")
    async with database.unit_of_work() as uow:
        await holding.request_human(uow, caller.conversation_id)
        await uow.commit()
    after = await caller.call("action_default_fallback")
    assert after.text == "Je le garde avec votre demande\u00a0: l’équipe le lira."
    assert after.buttons == {}
