"""What helps the team answer and find again: canned replies, labels, saved views."""

import pytest

from paqte.database import Database
from paqte.models import Contact, Conversation
from tests.console.conftest import Enter
from tests.console.places import Place

pytestmark = pytest.mark.usefixtures("still_clock")
REPLY = {
    "title": "Accueil",
    "text_fr": "Bonjour {prénom}, {équipe} pour {entreprise}. <3",
    "text_en": "Hello {prénom}, {équipe} for {entreprise}.",
}


async def test_a_canned_reply_speaks_the_persons_language_with_its_blanks_filled(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    await claire.post("/reponses", **REPLY)
    address = f"/conversations/{cergy.conversation}"
    await claire.post(f"{address}/prendre")
    page = (await claire.get(address)).text
    (link,) = {part.partition('"')[0] for part in page.split('href="') if "?reponse=" in part[:80]}
    filled = (await claire.get(link.partition("#")[0])).text
    assert "Bonjour Hôte 95, Administrator 1 pour Boulangerie 95. &lt;3</textarea>" in filled
    async with database.unit_of_work() as uow:
        talk = await uow.session.get_one(Conversation, cergy.conversation)
        (await uow.session.get_one(Contact, talk.contact_id)).locale = "en"
        await uow.commit()
    assert "Hello Hôte 95" in (await claire.get(link.partition("#")[0])).text
    assert (await claire.get(f"{address}?reponse=nothing")).status_code == 404


async def test_a_reply_is_kept_changed_and_removed_and_what_is_wrong_is_said(
    enter: Enter,
) -> None:
    claire = await enter()
    assert (await claire.post("/reponses", **REPLY)).status_code == 303
    for changes in ({"title": ""}, {"title": "x" * 81}, {"text_en": " "}, {}):
        refused = await claire.post("/reponses", **(REPLY | changes))
        assert refused.status_code == 422
        assert "Bonjour {prénom}" in refused.text
    page = (await claire.get("/reponses")).text
    identity = page.partition('name="id" value="')[2].partition('"')[0]
    await claire.post("/reponses", **(REPLY | {"id": identity, "title": "Bienvenue"}))
    page = (await claire.get("/reponses")).text
    assert "Bienvenue" in page
    assert ">Accueil<" not in page
    await claire.post("/reponses", id=identity, geste="supprimer")
    assert "Aucune réponse prête" in (await claire.get("/reponses")).text


async def test_a_word_between_braces_that_nothing_fills_is_refused(enter: Enter) -> None:
    claire = await enter()
    wrong = REPLY | {"text_en": "Hello {name}"}
    refused = await claire.post("/reponses", **wrong)
    assert refused.status_code == 422
    assert "« {name} » n’est pas un mot qui se remplace" in refused.text
    assert "Hello {name}</textarea>" in refused.text
    assert "Aucune réponse prête" in (await claire.get("/reponses")).text


async def test_labels_file_a_conversation_and_filter_the_list(enter: Enter, cergy: Place) -> None:
    claire, far = await enter(), await enter("coordinator", "44")
    address = f"/conversations/{cergy.conversation}/etiquettes"
    for _ in range(2):
        await claire.post(address, etiquette=" À  Rappeler ")
    assert "à rappeler" in (await claire.get(f"/conversations/{cergy.conversation}")).text
    text = (await claire.browser.get("/", params={"etiquette": "à rappeler"})).text
    assert "Patronne 95" in text
    assert "Professeure 95" not in text
    assert "à rappeler" not in (await far.get("/")).text
    for wrong in ("", "x" * 41, "\u202e"):
        refused = await claire.post(address, etiquette=wrong)
        assert refused.status_code == 422
        assert 'id="etiquette-error">Donnez une étiquette de 40 caractères au plus.' in refused.text
        assert f'name="etiquette" type="text" value="{wrong}"' in refused.text
    await claire.post(address, retirer="à rappeler")
    assert "à rappeler" not in (await claire.get("/")).text


async def test_a_view_is_ones_own(enter: Enter, cergy: Place) -> None:
    claire, ali = await enter(), await enter()
    assert "Garder cette vue" not in (await claire.get("/")).text
    assert "Garder cette vue" in (await claire.get("/?qui=company")).text
    await claire.post("/vues", title="Mes entreprises", query="qui=company")
    page = (await claire.get("/?qui=company")).text
    assert 'href="/?qui=company" aria-current="true">Mes entreprises' in page
    assert "Mes entreprises" not in (await ali.get("/")).text
    taken = await claire.post("/vues", title="Mes entreprises", query="qui=organisation&mots=x")
    assert taken.status_code == 422
    assert 'id="title-error">Donnez à la vue un nom' in taken.text
    # What was chosen and written is still there.
    assert 'name="title" type="text" value="Mes entreprises"' in taken.text
    assert 'name="query" value="qui=organisation&amp;mots=x"' in taken.text
    assert '<option value="organisation" selected>' in taken.text
    view = page.partition('name="retirer" value="')[2].partition('"')[0]
    await ali.post("/vues", retirer=view)
    assert "Mes entreprises" in (await claire.get("/")).text
    await claire.post("/vues", retirer=view)
    assert "Mes entreprises" not in (await claire.get("/")).text
