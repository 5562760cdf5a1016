"""« Mon numéro a changé »: shown as it is and as it would be, written by one tap."""

import pytest

from paqte.database import Database
from paqte.models import Conversation
from paqte.services import contact_details, conversations
from paqte.services.contact_details import Details
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined, with the old number."""
    async with database.unit_of_work() as uow:
        talk, _ = await bakery(uow, telegram_id=7)
        old = Details("Samira Martin", "+33611223344", "samira@fournil.fr")
        await contact_details.change(uow, talk.contact_id, talk.id, old)
        await uow.commit()
    return await new_caller(7)


async def kept(database: Database, caller: Caller) -> Details:
    async with database.reading() as uow:
        talk = await uow.session.get_one(Conversation, caller.conversation_id)
        return await contact_details.kept(uow, talk.contact_id)


async def remembered(database: Database, caller: Caller, played: Played) -> None:
    """What the bot keeps of what it says."""
    buttons = [{"title": t, "payload": p} for t, p in played.buttons.items()]
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(
            uow, caller.conversation_id, text=played.text, buttons=buttons
        )
        await uow.commit()


async def said(caller: Caller, text: str, intent: str, action: str) -> Played:
    """What the words give, whichever intent the engine took them for."""
    caller.hear(text, intent)
    if action != "action_data_access":
        played = await caller.call(action)
        assert played.events == [("action_data_access", None)]
        assert played.said == []
    return await caller.call("action_data_access")


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("inform", "action_inform"),
        ("nlu_fallback", "action_default_fallback"),
        ("edit_offer", "action_edit_offer"),
        ("correct_action", "action_correct_action"),
        ("consent", "action_consent"),
        ("find_referent", "action_find_referent"),
        ("out_of_scope", "action_out_of_scope"),
        ("data_access", "action_data_access"),
    ],
)
async def test_a_new_number_is_shown_beside_the_old_and_written_by_a_tap(
    baker: Caller, database: Database, intent: str, action: str
) -> None:
    shown = await said(baker, "mon numéro a changé, c'est le 06 12 34 56 78", intent, action)
    assert "• Téléphone\u00a0: 06 11 22 33 44 → <b>06 12 34 56 78</b>" in shown.text
    assert list(shown.buttons) == ["Confirmer"]
    assert (await kept(database, baker)).phone == "+33611223344"
    done = await said(baker, shown.buttons["Confirmer"], "data_access", "action_data_access")
    assert done.text.startswith("C’est corrigé, et l’équipe le voit aussi.")
    now = await kept(database, baker)
    assert now == Details("Samira Martin", "+33612345678", "samira@fournil.fr")


async def test_another_contact_person_is_written_and_may_be_invited(
    baker: Caller, database: Database
) -> None:
    shown = await said(baker, "le contact c'est maintenant Mme Diallo", "inform", "action_inform")
    assert "• Nom\u00a0: Samira Martin → <b>Mme Diallo</b>" in shown.text
    done = await said(baker, shown.buttons["Confirmer"], "data_access", "action_data_access")
    assert "/inviter" in done.text
    assert (await kept(database, baker)).name == "Mme Diallo"


@pytest.mark.parametrize(
    ("word", "intent", "phone"),
    [("oui", "affirm", "+33612345678"), ("non", "deny", "+33611223344")],
)
async def test_yes_in_words_is_the_button_and_no_leaves_it(
    baker: Caller, database: Database, word: str, intent: str, phone: str
) -> None:
    shown = await said(
        baker, "mon numéro a changé, c'est le 06 12 34 56 78", "inform", "action_inform"
    )
    await remembered(database, baker, shown)
    baker.hear(word, intent)
    await baker.call("action_confirm")
    assert (await kept(database, baker)).phone == phone


async def test_asked_what_changes_the_value_alone_is_enough(
    baker: Caller, database: Database
) -> None:
    asked = await said(baker, '/data_access{"contact": "ask"}', "data_access", "action_data_access")
    assert "• E-mail\u00a0: samira@fournil.fr" in asked.text
    await remembered(database, baker, asked)
    shown = await said(baker, "contact@fournil.fr", "inform", "action_inform")
    assert "samira@fournil.fr → <b>contact@fournil.fr</b>" in shown.text


async def test_what_is_no_number_is_said_and_asked_again(baker: Caller) -> None:
    shown = await said(baker, "mon numéro a changé : 06 12 34", "inform", "action_inform")
    wrong, asked = shown.said
    assert "n’a pas l’air complet" in (wrong.text or "")
    assert "06 11 22 33 44" in (asked.text or "")


async def test_what_is_kept_already_changes_nothing(baker: Caller) -> None:
    shown = await said(
        baker, "mon numéro a changé, c'est le 06 11 22 33 44", "inform", "action_inform"
    )
    assert shown.text == "C’est déjà ce que je garde\u00a0: rien à changer."
    assert shown.buttons == {}


async def test_a_number_that_answers_nothing_changes_nothing(baker: Caller) -> None:
    baker.hear("06 12 34 56 78", "inform")
    played = await baker.call("action_inform")
    assert ("action_data_access", None) not in played.events


async def test_of_who_has_not_joined_nothing_is_put_right(caller: Caller) -> None:
    caller.hear("mon numéro a changé, c'est le 06 12 34 56 78", "inform")
    assert (await caller.call("action_inform")).events == []
