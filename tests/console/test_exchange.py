"""What was said, as the team reads it: every kind of message in words."""

import pytest

from bot import updates
from bot.composing import ASKS_CONTACT
from console.labels import content
from paqte.database import Database
from paqte.i18n import speech
from paqte.models import Conversation
from paqte.services import conversations
from tests.console.conftest import Enter
from tests.console.places import Place, heard

HELD = sorted({kind for _, kind in updates._CONTENT} | {"other", "contact", "button"})
"""What a message may be without a word in it."""
WORDED = ("text", "command", "edit", conversations.NOTICE, ASKS_CONTACT)


def test_every_kind_without_words_has_a_name_in_both_languages() -> None:
    names = {locale: [content(kind, speech(locale)) for kind in HELD] for locale in ("fr", "en")}
    assert len(set(names["fr"])) == len(set(names["en"])) == len(HELD)
    assert all(names["fr"])
    # « photo », « document » and « animation » are words; codes of Telegram’s are not.
    assert not {"voice", "video_note", "dice", "other"} & {*names["fr"], *names["en"]}
    assert [content(kind, speech("fr")) for kind in WORDED] == [""] * len(WORDED)


@pytest.mark.usefixtures("still_clock")
async def test_what_came_without_a_word_is_named_in_the_talk_and_in_the_list(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    for number, kind in enumerate(HELD):
        async with database.unit_of_work() as uow:
            await conversations.record_incoming(
                uow, cergy.conversation, update_id=700 + number, kind=kind
            )
            await uow.commit()
        said = f"({content(kind, speech('fr'))})"
        page = (await claire.get(f"/conversations/{cergy.conversation}")).text
        assert f"<em>{said}</em>" in page.rpartition('class="said__text"')[2]
        assert said in (await claire.get("/?qui=company")).text
    async with database.unit_of_work() as uow:
        talk = await uow.session.get_one(Conversation, cergy.conversation)
        await heard(uow, talk, 800, "notre vitrine", kind="photo")
        await heard(uow, talk, 801, "Oui", kind="button")
        await uow.commit()
    page = (await claire.get(f"/conversations/{cergy.conversation}")).text
    assert "<em>(photo)</em> notre vitrine</div>" in page
    assert 'class="said__text">Oui</div>' in page
