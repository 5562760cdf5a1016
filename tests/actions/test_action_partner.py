"""With whom an action was done, where no directory knows the name."""

import pytest

from paqte.database import Database
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def recap_of(baker: Caller, told: str) -> str:
    """The recap of what was told, nobody of REP."""
    played = await baker.open("action_form", told)
    if baker.requested == "action_part":
        played = await baker.answer('/inform{"action_part": "none"}')
    assert baker.requested == "action_recap", played.text
    return played.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("told", "partner"),
    [
        ("on a eu 2 stagiaires de 3e en mars avec l'asso Les Possibles", "Les Possibles"),
        ("2 stagiaires de 3e en mars avec Fenêtre Ouverte", "Fenêtre Ouverte"),
        (
            "on a acheté pour 200 € HT à un fournisseur du quartier en mars, chez Ateliers du Midi",
            "Ateliers du Midi",
        ),
        ("un apprenti en mars avec le CFA des Quatre Vents", "CFA des Quatre Vents"),
    ],
)
async def test_a_name_that_no_list_knows_is_kept_as_it_was_typed(
    baker: Caller, told: str, partner: str
) -> None:
    assert f"Avec : <b>{partner}</b>" in await recap_of(baker, told)


@pytest.mark.parametrize(
    "told",
    [
        "2 stagiaires de 3e en mars avec Karim",
        "2 stagiaires de 3e en mars avec Monsieur Martin",
        "2 stagiaires de 3e en mars avec l'asso du quartier",
        "2 stagiaires de 3e en mars chez Le Fournil de Cergy",
    ],
)
async def test_what_is_surely_no_partner_s_name_is_none(baker: Caller, told: str) -> None:
    assert "Avec" not in await recap_of(baker, told)
