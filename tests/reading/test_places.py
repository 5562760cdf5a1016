"""Communes read from what people type when asked for a town, and from whole sentences."""

import pytest

from reading.places.gazetteer import gazetteer, name_key
from reading.places.reader import commune, department_name, find_places

ONE = [
    ("Cergy", "95127"),
    ("CERGY", "95127"),
    ("cergy (95)", "95127"),
    ("95000 Cergy", "95127"),
    ("95012 Cergy Cedex", "95127"),
    ("je suis à Cergy", "95127"),
    ("ma boîte est à Vaulx-en-Velin", "69256"),
    ("vaulx en velin", "69256"),
    ("vaulxenvelin", "69256"),
    ("Saint-Denis 93", "93066"),
    ("Saint-Denis (93)", "93066"),
    ("93 Saint-Denis", "93066"),
    ("St Denis de la Réunion", "97411"),
    ("saint denis en Seine-Saint-Denis", "93066"),
    ("epinay s/ seine", "93031"),
    ("Épinay s Seine", "93031"),
    ("clichy ss bois", "93014"),
    ("ste genevieve des bois 91", "91549"),
    ("on est au Havre", "76351"),
    ("havre", "76351"),
    ("l'ile d'yeu", "85113"),
    ("L’Île-Saint-Denis", "93039"),
    ("Paris 18e", "75056"),
    ("18e arrondissement de Paris", "75056"),
    ("75018", "75056"),
    ("75 018 Paris", "75056"),
    ("Lyon 3", "69123"),
    ("13014", "13055"),
    ("20090 Ajaccio", "2A004"),
    ("Bastia 2B", "2B033"),
    ("97400", "97411"),
    ("97150", "97801"),
    ("Fort de France", "97209"),
    ("12 rue de Paris, 95000 Cergy", "95127"),
    ("boulangerie Martin à Creil", "60175"),
    ("my shop is in Roubaix", "59512"),
    ("mairie de Sevran", "93071"),
    ("nice", "06088"),
    ("Tours", "37261"),
    ("Pau", "64445"),
    ("je suis à Cergy, enfin non à Pontoise", "95500"),
    ("Vienne", "38544"),
    ("Saint‑Denis\u00a093", "93066"),
]


@pytest.mark.parametrize(("text", "insee"), ONE)
def test_a_place_is_read(text: str, insee: str) -> None:
    reading = find_places(text)
    assert [town.insee for town in reading.candidates] == [insee]
    assert reading.exact
    assert not reading.foreign


@pytest.mark.parametrize(
    "text", ["Saint-Denis", "st denis", "SAINT DENIS", "je suis à Saint-Denis"]
)
def test_an_ambiguous_name_gives_the_most_populous_first(text: str) -> None:
    reading = find_places(text)
    assert [town.department for town in reading.candidates[:2]] == ["974", "93"]
    assert len(reading.candidates) > 2


def test_a_postcode_of_several_communes_gives_them_all() -> None:
    names = [town.name for town in find_places("95000").candidates]
    assert names[0] == "Cergy"
    assert "Neuville-sur-Oise" in names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sarcele", "Sarcelles"),
        ("oberviliers", "Aubervilliers"),
        ("argenteuille", "Argenteuil"),
        ("garge les gonesses", "Garges-lès-Gonesse"),
        ("caudeec-lès-elbeuf", "Caudebec-lès-Elbeuf"),
        ("cegy", "Cergy"),
        ("95000 Cergi", "Cergy"),
        ("Vitry", "Vitry-sur-Seine"),
        ("Évry", "Évry-Courcouronnes"),
        ("Saint-Ouen 93", "Saint-Ouen-sur-Seine"),
        ("Pierrefitte-sur-Seine", "Saint-Denis"),
        ("Paname", "Paris"),
        ("95012", "Cergy"),
        ("je suis du côté de montreuill", "Montreuil"),
    ],
)
def test_a_shortened_or_misspelt_name_is_guessed_and_says_so(text: str, name: str) -> None:
    reading = find_places(text)
    assert reading.candidates[0].name == name
    assert not reading.exact or text.startswith("95000")


@pytest.mark.parametrize(
    "text",
    [
        "on est six",
        "je ne sais pas",
        "passer",
        "aide",
        "boulangerie",
        "c'est vert",
        "c'est quoi la charge ?",
        "deux élèves de 3e de Jean-Jaurès en mars",
        "je fais des tours",
        "12000 euros",
        "SIRET 800 000 010 00010",
        "Trifouilly-les-Oies",
        "azertyuiop",
        "oui",
        "eu",
        "plus tard",
        "merci beaucoup",
        "HAVE A NICE DAY",
        "four",
        "rue de Paris",
        "l'atelier est avenue de Marseille",
        "",
        "😀",
        "漢字",
    ],
)
def test_what_is_no_place_gives_none(text: str) -> None:
    reading = find_places(text)
    assert reading.candidates == ()
    assert not reading.foreign


@pytest.mark.parametrize(
    "text",
    ["Bruxelles", "1000 Bruxelles", "on est à Genève", "Londres", "Casablanca au Maroc", "UK"],
)
def test_a_place_abroad_is_known_as_such(text: str) -> None:
    reading = find_places(text)
    assert reading.foreign
    assert reading.candidates == ()


def test_a_french_namesake_of_a_foreign_city_is_french() -> None:
    assert {town.department for town in find_places("Montréal").candidates} >= {"11", "32"}
    assert not find_places("Valence").foreign


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("dans le 93", ("93",)),
        ("le neuf trois", ("93",)),
        ("Seine-Saint-Denis", ("93",)),
        ("La Réunion", ("974",)),
        ("2A", ("2A",)),
        ("en Vienne", ("86",)),
    ],
)
def test_a_departement_alone_is_no_commune(text: str, codes: tuple[str, ...]) -> None:
    reading = find_places(text)
    assert reading.departments == codes
    assert reading.candidates == ()


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("Paris 18e", "75018"), ("Lyon 3", "69003"), ("Marseille 13e", "13013"), ("Paris", None)],
)
def test_an_arrondissement_gives_its_postcode(text: str, postcode: str | None) -> None:
    assert find_places(text).postcode == postcode


def test_codes_of_arrondissements_and_former_communes_lead_to_their_commune() -> None:
    assert commune("75118").name == "Paris"  # type: ignore[union-attr]
    assert commune("93059").name == "Saint-Denis"  # type: ignore[union-attr]
    assert commune("99999") is None


def test_departements_are_named() -> None:
    assert department_name("93") == "Seine-Saint-Denis"
    assert department_name("093") == "Seine-Saint-Denis"
    assert department_name("974") == "La Réunion"
    assert department_name("2a") == "Corse-du-Sud"
    assert department_name("99") is None


def test_every_commune_is_found_by_its_own_name_and_postcode() -> None:
    missed = []
    for town in list(gazetteer())[::37]:
        if (
            town.postcodes
            and town not in find_places(f"{town.postcodes[0]} {town.name}").candidates
        ):
            missed.append(town.name)
    assert missed == []


def test_a_name_key_forgets_case_accents_and_dashes() -> None:
    assert name_key("Garges-lès-Gonesse") == name_key("GARGES LES GONESSE") == "garges les gonesse"
    assert name_key("L’Haÿ-les-Roses") == "l hay les roses"
    assert name_key("Plœuc-l'Hermitage") == "ploeuc l hermitage"


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("un label de graphistes a behren, on veut des contrats", "57058"),
        ("Notre imprimerie de Saint-Dié pourrait ouvrir", "88413"),
        ("copiez l'offre de Thiers", "63430"),
        ("a forklift driver around Dunkirk", "59183"),
        ("I moved my office from Germany to Belfort", "90010"),
    ],
)
def test_a_town_is_known_by_the_name_people_give_it_and_by_what_is_there(
    text: str, insee: str
) -> None:
    assert [town.insee for town in find_places(text).candidates][:1] == [insee]


def test_a_meeting_is_no_island_and_a_farewell_no_town() -> None:
    assert find_places("c'est quand la réunion ?").departments == ()
    assert find_places("peut-on venir à la réunion de jeudi ?").candidates == ()
    assert find_places("à la réunion de Lille").candidates[0].name == "Lille"
    assert find_places("un imprimeur a la reunion pr des flyers").departments == ("974",)
    assert find_places("au plaisir de vous relire").candidates == ()
    assert find_places("Plaisir").candidates[0].insee == "78490"


def test_an_island_needs_no_article_and_a_number_put_right_is_no_departement() -> None:
    assert find_places("c ki le contact a mayotte").departments == ("976",)
    assert find_places("elle avait réuni 30 jeunes, non 13").departments == ()
    assert find_places("on a signé 2 apprentis la sem derniere").candidates == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("dans le Val-d'Oise", "95"),
        ("un fournisseur dans le Val-de-Marne", "94"),
        ("nous sommes dans le Pas-de-Calais", "62"),
        ("le Puy-de-Dôme", "63"),
        ("dans la Côte-d’Or", "21"),
        ("dans la Vienne", "86"),
        ("le référent PaQte de la Vienne", "86"),
        ("dans l'Oise", "60"),
        ("je suis à La Réunion", "974"),
        ("on est à la Réunion", "974"),
    ],
)
def test_a_departement_behind_its_article_is_no_town_that_begins_so(text: str, code: str) -> None:
    assert find_places(text).departments == (code,)
    assert find_places(text).candidates == ()


def test_an_amount_that_was_wrong_is_no_postcode() -> None:
    assert find_places("c'était 8000 € d'achats, pas 80000").candidates == ()


def test_an_english_count_is_no_departement() -> None:
    assert find_places("six pupils from the 14 to the 18 December").departments == ()
    assert find_places("out of the 10 apprenticeship contracts we promised").departments == ()
    assert find_places("in the 93 we have two shops").departments == ("93",)
    assert find_places("change it to 20, no sorry, 22 hours").candidates == ()


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Le Val, dans le Var", "Le Val"),
        ("à Vienne", "Vienne"),
        ("le référent de Vienne", "Vienne"),
    ],
)
def test_a_town_of_that_name_stays_one(text: str, town: str) -> None:
    assert find_places(text).candidates[0].name == town
