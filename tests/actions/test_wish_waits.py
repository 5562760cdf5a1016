"""What was wanted before joining, or while joining, is offered once the company is sent."""

from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller, Played

APPRENTICE = "on a embauché un apprenti en mars"
PLACES = "on veut proposer 2 stages de 3e en janvier"


async def said(database: Database, caller: Caller, update_id: int, text: str, intent: str) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow, caller.conversation_id, update_id=update_id, text=text, intent=intent
        )
        await uow.commit()


async def joined(caller: Caller) -> Played:
    await caller.answer('/inform{"join_identity": "without"}')
    for answer in ("Le Pain de Creil", "Creil", "12", "boulangerie", "Karim Benali", "gérant"):
        await caller.answer(answer)
    await caller.answer("06 39 98 20 15")
    await caller.answer('/inform{"join_recap": "send"}')
    return await caller.call("action_submit_join")


async def test_a_wish_told_before_joining_is_offered_with_its_words(
    caller: Caller, database: Database
) -> None:
    await said(database, caller, 5001, APPRENTICE, "log_action")
    await caller.open("join_form")
    sent = await joined(caller)
    assert f"Vous disiez\u00a0: «\u00a0{APPRENTICE}\u00a0»." in sent.text
    assert list(sent.buttons) == ["Oui, allons-y", "Choisir mes axes"]
    caller.form = None
    opened = await caller.open("action_form", sent.buttons["Oui, allons-y"])
    assert "Contrat d’apprentissage" in opened.text
    assert "31 mars" in opened.text


async def test_wishes_told_before_and_meanwhile_are_all_offered(
    caller: Caller, database: Database
) -> None:
    await said(database, caller, 5001, PLACES, "offer_internship")
    await caller.open("join_form")
    await said(database, caller, 5002, APPRENTICE, "log_action")
    waits = await caller.answer(APPRENTICE, "log_action", turn_id="5002")
    assert waits.text.startswith("Finissons d’abord votre inscription")
    sent = await joined(caller)
    assert PLACES in sent.text
    assert list(sent.buttons) == [
        "on veut proposer 2 stages de 3e en…",
        APPRENTICE,
        "Choisir mes axes",
    ]


async def test_of_many_wishes_the_last_three_are_offered(
    caller: Caller, database: Database
) -> None:
    await said(database, caller, 5001, PLACES, "offer_internship")
    await caller.open("join_form")
    meanwhile = (APPRENTICE, "on a acheté pour 3000 € à une ESAT", "on a recruté 2 CDI en mai")
    for turn_id, sentence in enumerate(meanwhile, start=5002):
        await said(database, caller, turn_id, sentence, "log_action")
        await caller.answer(sentence, "log_action", turn_id=str(turn_id))
    sent = await joined(caller)
    assert PLACES not in sent.text
    assert list(sent.buttons) == [*meanwhile, "Choisir mes axes"]


async def test_what_the_joining_sentence_says_was_done_waits_too(
    caller: Caller, database: Database
) -> None:
    sentence = f"{APPRENTICE}, on voudrait s'inscrire"
    await said(database, caller, 5001, sentence, "join_program")
    await caller.open("join_form", sentence, turn_id="5001")
    sent = await joined(caller)
    assert sent.buttons["Oui, allons-y"].startswith('/log_action{"said": "on a embauché')


async def test_without_a_wish_the_axes_come_next(caller: Caller, database: Database) -> None:
    await said(database, caller, 5001, "j'ai une entreprise de nettoyage à Pau", "join_program")
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "without"}')
    for answer in ("Net et Clair", "Pau", "12", "Karim Benali", "gérant", "06 39 98 20 15"):
        await caller.answer(answer)
    await caller.answer('/inform{"join_recap": "send"}')
    sent = await caller.call("action_submit_join")
    assert sent.text.endswith("puis la confirme ici.")
    assert ("axes_form", None) in sent.events


async def test_what_was_done_told_instead_of_axes_picks_them_and_waits(
    caller: Caller, database: Database
) -> None:
    told = "on a accueilli 2 stagiaires de 3e en mars et on a signé un CDI avec une habitante"
    await caller.open("join_form")
    await joined(caller)
    caller.form = None
    await caller.open("axes_form")
    await said(database, caller, 5003, told, "choose_axis")
    asked = await caller.answer(told, "choose_axis", turn_id="5003")
    assert asked.text.startswith("Merci. Vos axes d’abord, et on s’en occupe juste après.")
    assert "Choisis\u00a0: Sensibiliser et Recruter." in asked.text.replace("<b>", "").replace(
        "</b>", ""
    )
    await caller.answer('/inform{"axes_choice": "done"}')
    chosen = await caller.call("action_submit_axes")
    assert f"Vous disiez\u00a0: «\u00a0{told}\u00a0»." in chosen.text
    assert list(chosen.buttons) == ["Oui, allons-y", "Plus tard"]
