"""« @Claire, tu peux rappeler ? »: who is meant, who is told, and who may not know."""

import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.i18n import speech
from paqte.models import Conversation, Mention, Note, Staff
from paqte.services import privacy
from paqte.services.staff import accounts, mentions
from paqte.services.staff.mentions import NobodyOfThatName, SeveralOfThatName
from tests.console.conftest import Enter, Member
from tests.console.places import Place, place

pytestmark = pytest.mark.usefixtures("still_clock")

TEAM = ("Claire Martin", "Claire Dupont", "Jean-Pierre N’Diaye", "Éloïse Œuvrard", "Ali Benali")


def meant(text: str, names: tuple[str, ...] = TEAM) -> list[str]:
    """Who is named, of these."""
    team = [Staff(id=str(number), name=name) for number, name in enumerate(names)]
    return [one.name for one in mentions.named(text, team)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Claire Martin, tu peux rappeler ?", ["Claire Martin"]),
        ("Voir avec @claire dupont et @Ali.", ["Claire Dupont", "Ali Benali"]),
        ("@Claire Martin puis @Claire Martin", ["Claire Martin"]),
        ("(@Martin)", ["Claire Martin"]),
        ("@CLAIRE MARTINE est autre", None),
        ("@jean-pierre n'diaye", ["Jean-Pierre N’Diaye"]),
        ("@Jean Pierre", ["Jean-Pierre N’Diaye"]),
        ("@eloise et @Œuvrard", ["Éloïse Œuvrard"]),
        ("@Claire dup", None),
        ("écrire à contact@claire.example, pas à claire.martin@gouv.fr", []),
        ("rendez-vous @ 14 h, ou @14h", []),
        ("@", []),
        ("rien", []),
    ],
)
def test_a_name_is_read_as_people_write_it(text: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(SeveralOfThatName):
            meant(text)
    else:
        assert meant(text) == expected


def test_a_whole_name_goes_before_a_part_and_the_very_same_name_means_both() -> None:
    assert meant("@Claire", ("Claire", "Claire Martin")) == ["Claire"]
    assert meant("@Claire Martin", ("Claire", "Claire Martin")) == ["Claire Martin"]
    assert meant("@Ali Benali", ("Ali Benali", "Ali BENALI")) == ["Ali Benali", "Ali BENALI"]


def test_another_surname_is_somebody_else() -> None:
    for text in ("@Claire Durand sait", "@Claire Durand", "@Ali Martin"):
        with pytest.raises(NobodyOfThatName):
            meant(text, ("Claire Martin", "Ali Benali"))
    for text in ("@Claire tu sais ?", "@Claire, Durand sait", "@CLAIRE TU SAIS ?", "@Claire. Oui"):
        assert meant(text, ("Claire Martin", "Ali Benali")) == ["Claire Martin"]


def test_nobody_and_several_are_said_with_the_name() -> None:
    with pytest.raises(NobodyOfThatName) as nobody:
        meant("voir @Zoé")
    assert "«\u00a0Zoé\u00a0»" in nobody.value.sentence(speech("fr"))
    with pytest.raises(SeveralOfThatName) as several:
        meant("voir @claire")
    said = several.value.sentence(speech("en"))
    assert "“claire”: Claire Martin and Claire Dupont" in said


async def named(database: Database, member: Member) -> int:
    """In how many conversations they were named and have not looked since."""
    async with database.reading() as uow:
        return len((await mentions.unseen(uow, [member.staff])).get(member.staff.id, ()))


async def note(member: Member, where: str, text: str) -> int:
    """They write one; the answer's status."""
    return (await member.post(f"/conversations/{where}/noter", text=text)).status_code


async def test_who_is_named_finds_it_and_has_seen_it_once_they_opened_it(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali = await enter("administrator"), await enter("observer")
    text = f"@{ali.staff.name} à rappeler"
    assert await note(claire, cergy.conversation, text) == 303
    assert await note(claire, cergy.conversation, text) == 303
    assert await named(database, ali) == 1
    page = (await ali.get("/")).text
    assert 'data-count="mentions">1<' in page
    assert "Une note vous nomme" in page
    listed = (await ali.get("/?mentions=true")).text
    assert cergy.conversation in listed
    assert cergy.teacher not in listed
    await ali.get(f"/conversations/{cergy.teacher}")
    assert await named(database, ali) == 1
    await ali.get(f"/conversations/{cergy.conversation}")
    assert await named(database, ali) == 0
    # It stays among those where they were named.
    assert cergy.conversation in (await ali.get("/?mentions=true")).text
    assert "Une note vous nomme" not in (await ali.get("/")).text
    assert cergy.conversation not in (await claire.get("/?mentions=true")).text


async def test_only_who_may_see_the_conversation_can_be_named(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    near, far = await enter("coordinator", "93,95"), await enter("coordinator", "44")
    gone = await enter("observer")
    async with database.unit_of_work() as uow:
        await accounts.disable(uow, None, gone.staff.id)
        await uow.commit()
    page = (await claire.get(f"/conversations/{cergy.conversation}")).text
    assert near.staff.name in page
    assert far.staff.name not in page
    for who in (far, gone):
        answer = await claire.post(
            f"/conversations/{cergy.conversation}/noter", text=f"voir @{who.staff.name}"
        )
        assert answer.status_code == 422
        assert f"voir @{who.staff.name}" in answer.text
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Note)) == 0


async def test_who_leaves_a_territory_is_told_no_more_of_it(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, omar = await enter(), await enter("coordinator", "95")
    await note(claire, cergy.conversation, f"@{omar.staff.name}")
    assert await named(database, omar) == 1
    async with database.unit_of_work() as uow:
        await place(uow, "44")
        omar.staff = await accounts.change(
            uow,
            claire.actor,
            omar.staff.id,
            name=omar.staff.name,
            role="coordinator",
            departments="44",
        )
        await uow.commit()
    assert await named(database, omar) == 0
    assert "Cergy" not in (await omar.get("/?mentions=true")).text
    assert cergy.conversation not in (await omar.get("/?mentions=true")).text


async def test_a_mention_goes_with_its_note(database: Database, enter: Enter, cergy: Place) -> None:
    claire, ali = await enter(), await enter("observer")
    await note(claire, cergy.conversation, f"@{ali.staff.name}")
    async with database.unit_of_work() as uow:
        contact = (await uow.session.get_one(Conversation, cergy.conversation)).contact_id
        await privacy.erase(uow, contact)
        await uow.commit()
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Mention)) == 0
    assert await named(database, ali) == 0
