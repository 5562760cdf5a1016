from actions.form_table import FORMS
from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller

IDENTITY = "join_identity"


async def at_the_name(caller: Caller) -> None:
    """As far as the name: no directory is asked, the company is not created yet."""
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "not_created"}')


async def at_the_recap(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    await caller.answer("Cergy")
    await caller.answer('/inform{"join_size": "0-9"}')
    await caller.answer("boulangerie")
    await caller.answer("Samira Martin")
    await caller.answer("gérante")
    await caller.answer("06 12 34 56 78")
    assert caller.requested == "join_recap"


async def test_a_form_opens_with_its_first_question(caller: Caller) -> None:
    played = await caller.open("join_form")
    assert played.events == [
        ("join_consent", True),
        ("join_identity", None),
        ("requested_slot", "join_identity"),
    ]
    assert played.text.startswith("<b>1/8</b> · Quel est le SIRET")
    assert played.buttons == {
        "Continuer sans SIRET": '/inform{"join_identity": "without"}',
        "Pas encore créée": '/inform{"join_identity": "not_created"}',
    }


async def test_an_answer_is_marked_and_the_next_question_comes(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("Le Fournil")
    assert played.events == [
        ("join_name", True),
        ("join_town", None),
        ("requested_slot", "join_town"),
    ]
    assert played.text == "<b>3/8</b> · Dans quelle commune sera-t-elle\u202f?"


async def test_no_answer_is_in_the_slots(caller: Caller) -> None:
    await at_the_recap(caller)
    assert set(caller.slots.values()) <= {None, True, "join_recap"}


async def test_back_asks_the_question_before_and_keeps_its_answer(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    played = await caller.answer("retour", "back")
    assert ("requested_slot", "join_name") in played.events
    played = await caller.answer("Le Petit Fournil")
    assert caller.requested == "join_town"
    assert played.text.startswith("<b>3/8</b>")


async def test_correcting_before_there_is_a_recap_is_about_the_answer_just_given(
    caller: Caller,
) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    await caller.answer("Corriger !")
    assert caller.requested == "join_name"
    again = await caller.answer("Corrigeons et Fils")
    assert caller.requested == "join_town", again


async def test_back_at_the_first_question_says_so(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("retour", "back")
    assert played.text.startswith("C’est déjà la première question.\n\n<b>1/8</b>")


async def test_a_question_that_can_wait_is_skipped(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    await caller.answer("Cergy")
    played = await caller.answer('/inform{"join_size": "0-9"}')
    assert played.buttons == {"Passer": "/skip"}
    await caller.answer("/skip")
    assert caller.requested == "join_contact_name"


async def test_a_question_that_must_be_answered_is_not_skipped(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    played = await caller.answer("passer", "skip")
    assert caller.requested == "join_town"
    assert played.text.startswith("J’ai besoin de cette réponse pour continuer.")
    assert played.buttons == {"Plus tard": "/cancel"}
    again = await caller.answer("Xyzzyville")
    assert again.buttons == {}


async def test_who_does_not_know_is_helped_and_it_is_no_failure(caller: Caller) -> None:
    await caller.open("join_form")
    for _ in range(4):
        played = await caller.answer("je sais pas", "unsure")
    assert played.text.startswith("Le SIRET a 14 chiffres")
    assert "Parler à quelqu’un" not in played.buttons


async def test_the_second_failure_brings_an_example_and_the_third_a_person(
    caller: Caller,
) -> None:
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "without"}')
    first = await caller.answer("a")
    assert "Par exemple" not in first.text
    second = await caller.answer("b")
    assert "Par exemple\u00a0: <code>Boulangerie Martin</code>" in second.text
    assert second.buttons == {}
    third = await caller.answer("c")
    assert third.buttons == {"Parler à quelqu’un": "/human_handoff"}


async def test_a_good_answer_forgets_the_failures(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("a")
    await caller.answer("b")
    await caller.answer("Le Fournil")
    played = await caller.answer("Xyzzyville")
    assert "Par exemple\u00a0: <code>" not in played.text


async def test_a_turn_played_again_counts_once(caller: Caller) -> None:
    await at_the_name(caller)
    before = dict(caller.slots)
    first = await caller.answer("a", turn_id="same")
    caller.slots = before
    again = await caller.answer("a", turn_id="same")
    assert again == first
    third = await caller.answer("b")
    assert "Parler à quelqu’un" not in third.buttons


async def test_an_interruption_is_declined_and_the_question_stands(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("c’est quoi paqte\u202f?", "ask_about_program")
    assert (played.events, played.said) == ([], [])
    # Rasa has the rule's action run, then the form again: it validates nothing, and asks.
    assert (await caller.call("validate_join_form", latest="action_x")).events == []
    again = await caller.asked_again()
    assert (
        again.text
        == "<b>2/8</b> · Félicitations pour le projet\u202f! Quel nom portera l’entreprise\u202f?"
    )


async def test_what_was_said_before_the_question_is_not_said_again_after_an_interruption(
    caller: Caller,
) -> None:
    await at_the_name(caller)
    await caller.answer("a")
    await caller.answer("qui es-tu\u202f?", "bot_challenge")
    assert (await caller.asked_again()).text.startswith("<b>2/8</b>")


async def test_a_restart_is_asked_about_first(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("recommencer", "restart")
    assert played.said[0].buttons == {
        "Oui, recommencer": "/affirm",
        "Non, continuer": "/deny",
    }
    refused = await caller.answer("/deny")
    assert refused.text.startswith("On continue, alors.\n\n<b>2/8</b>")
    await caller.answer("recommencer", "restart")
    done = await caller.answer("/affirm")
    assert done.text.startswith("On recommence depuis le début.\n\n<b>1/8</b>")
    assert caller.requested == IDENTITY


async def test_an_answer_in_place_of_yes_or_no_is_taken_as_the_answer(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("recommencer", "restart")
    await caller.answer("Le Fournil")
    assert caller.requested == "join_town"


async def test_repeat_asks_the_same_question(caller: Caller) -> None:
    first = await caller.open("join_form")
    assert (await caller.answer("pardon", "repeat")).said == first.said


async def test_only_emoji_cannot_be_an_answer(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("🎉🎉")
    assert played.text.startswith("Je n’ai rien pu lire dans ce message.")


async def test_four_thousand_characters_are_too_much(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("a" * 4096)
    assert played.text.startswith("C’est un peu long pour moi")


async def test_markup_and_control_characters_are_words_like_others(caller: Caller) -> None:
    await at_the_recap(caller)
    await caller.answer('/edit_field{"field": "join_name"}')
    played = await caller.answer("<b>Fou\u202e & fils</b>\x00")
    assert "Nom de l’entreprise\u00a0: <b>&lt;b&gt;Fou &amp; fils&lt;/b&gt;</b>" in played.text


async def test_the_recap_corrects_one_field_and_comes_back(caller: Caller) -> None:
    await at_the_recap(caller)
    fields = await caller.answer("/edit_field")
    assert list(fields.buttons) == [
        "SIRET",
        "Nom de l’entreprise",
        "Commune",
        "Taille",
        "Activité",
        "Votre nom",
        "Votre fonction",
        "Vos coordonnées",
        "Rien, tout est juste",
    ]
    asked = await caller.answer(fields.buttons["Commune"])
    assert ("requested_slot", "join_town") in asked.events
    recap = await caller.answer("Pontoise")
    assert caller.requested == "join_recap"
    assert "Commune\u00a0: <b>Pontoise (95)</b>" in recap.text
    assert "Nom de l’entreprise\u00a0: <b>Le Fournil</b>" in recap.text


async def test_a_field_is_named_in_words(caller: Caller) -> None:
    await at_the_recap(caller)
    await caller.answer("il faut corriger la commune", "correct_action")
    assert caller.requested == "join_town"


async def test_an_edited_message_replaces_its_answer_and_the_form_stays(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fourni")
    played = await caller.answer('/replace_answer{"step": "join_name", "text": "Le Fournil"}')
    assert caller.requested == "join_town"
    assert played.text.startswith("C’est changé.\n\n<b>3/8</b>")


async def test_an_edit_that_cannot_be_right_leaves_the_answer(caller: Caller) -> None:
    await at_the_recap(caller)
    played = await caller.answer('/replace_answer{"step": "join_contact_channel", "text": "06 12"}')
    assert played.text.startswith("Je garde votre première réponse")
    assert "06 12 34 56 78" in played.text


async def test_consent_is_not_an_answer_to_be_replaced(caller: Caller) -> None:
    await at_the_recap(caller)
    played = await caller.answer('/replace_answer{"step": "join_consent", "text": "non"}')
    assert played.text.startswith("Cette réponse ne peut plus être changée ici.")


async def test_a_form_left_is_resumed_where_it_was(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    caller.form, caller.slots = None, {}
    caller.hear("/resume")
    resumed = await caller.call("action_resume")
    assert resumed.events == [("followup", "join_form")] or resumed.events[0][0] in (
        "join_form",
        "followup",
    )
    caller.form = "join_form"
    first = await caller.call("validate_join_form", latest="action_resume")
    assert ("requested_slot", "join_town") in first.events
    played = await caller.asked_again()
    assert played.text.startswith("On reprend où nous en étions.\n\n<b>3/8</b>")


async def test_the_command_that_opened_the_form_asks_its_question_again(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("/join_program")
    assert played.text.startswith("<b>2/8</b>")


async def test_another_task_waits_for_the_end_of_joining(caller: Caller) -> None:
    await at_the_name(caller)
    played = await caller.answer("/log_action")
    assert played.text.startswith("Finissons d’abord votre inscription")


async def test_two_people_have_two_drafts(new_caller: NewCaller) -> None:
    one, other = await new_caller(7), await new_caller(8)
    await at_the_name(one)
    await other.open("join_form")
    assert (one.requested, other.requested) == ("join_name", IDENTITY)


def test_every_question_helps_who_does_not_know() -> None:
    for form in FORMS.values():
        for step in form.steps:
            assert step.hint, step.slot
            assert step.example or not step.counted, step.slot


async def test_a_sentence_in_another_language_is_no_name_and_is_told_once(
    caller: Caller, database: Database
) -> None:
    await at_the_name(caller)
    sentence = "quiero inscribir mi empresa en el programa"
    played = await caller.answer(sentence, "nlu_fallback")
    assert played.text.startswith("Entiendo un poco el español")
    assert "Je réponds en français ou en anglais" in played.text
    assert "la future entreprise" in played.text.lower() or "nom" in played.text
    assert caller.requested == "join_name"
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(uow, caller.conversation_id, text=played.text)
        await uow.commit()
    await caller.answer(sentence, "nlu_fallback")
    assert caller.requested == "join_town"  # who insists is taken at their word


async def test_an_answer_of_few_words_is_kept_whatever_its_language(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Pão de Açúcar Lisboa")
    assert caller.requested == "join_town"


async def test_what_is_no_answer_is_told_in_its_language(caller: Caller) -> None:
    await at_the_name(caller)
    await caller.answer("Le Fournil")
    played = await caller.answer("olá, quero inscrever a minha empresa no programa", "nlu_fallback")
    assert played.text.startswith("Percebo um pouco")
    assert caller.requested == "join_town"
