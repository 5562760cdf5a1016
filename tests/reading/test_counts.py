"""What a whole sentence counts, and what its other numbers are."""

import pytest

from reading.quantities.counts import read_counts, read_heads


def counted(text: str, **how: bool) -> list[str]:
    return [f"{one.value} {one.unit or ''}".strip() for one in read_counts(text, **how)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("les 4 axes", []),
        ("on prend les cinq", ["5"]),
        ("on prend la 3 pour deux élèves", ["2 pupils"]),
        ("les deux premiers axes", []),
        ("l'axe 2 et l'offre 3", []),
        ("12 rue Émile Zola, 93200 Saint-Denis", []),
        ("trois places au 12 rue Émile Zola, 93200 Saint-Denis", ["3 seats"]),
        ("SIRET 800 000 010 00010", []),
        ("joignable au 06 12 34 56 78", []),
        ("le référent du 13", []),
        ("dans le 93, six jeunes", ["6 young_people"]),
        ("2 places sur l'offre 1", ["2 seats"]),
        ("trois élèves sur les cinq demandés", ["3 pupils"]),
        ("deux des quatre élèves attendus", ["2 pupils"]),
        ("two of the four pupils came", ["2 pupils"]),
        ("sur les trois élèves prévus, deux sont venus", ["2 pupils"]),
        ("4 places au lieu de 2", ["4 seats"]),
        ("on en prend trois, enfin non, quatre", ["4"]),
        ("quatre places, enfin trois", ["3 seats"]),
        ("12k€ HT d'achats en 2025", ["12000 euros"]),
        ("entre le 2 et le 6 mars, une quinzaine de collégiens", ["15 pupils"]),
        ("de 9h à 16h avec deux jeunes", ["2 young_people"]),
        ("une semaine d'observation pour cinq collégiens", ["5 pupils"]),
        ("publier une proposition de stage", []),
        ("un élève de seconde", ["1 pupils"]),
        ("can take 2 kids 4 work experience", ["2 young_people"]),
        ("happy 2 host 3 kids 4 our open week", ["3 young_people"]),
        ("they come at nine, two pupils", ["2 pupils"]),
        ("on commence à neuf heures jusqu'à seize heures", []),
        ("dix heures de mécénat", ["10 hours"]),
        ("du lundi 4 au vendredi 8, trois élèves", ["3 pupils"]),
        ("notre équipe de 14 personnes prend 2 élèves", ["2 pupils"]),
        ("both kids came", ["2 young_people"]),
        ("all four came", ["4"]),
        ("none of them came", ["0"]),
        ("un seul élève", ["1 pupils"]),
        ("on en attendait six, quatre sont venus", ["4"]),
        ("rajoutez deux places, ça fera cinq", ["5 seats"]),
        ("35 heures par semaine, ou 30 ?", ["35 hours", "30 hours"]),
        ("three kids, no hang on, four kids", ["4 young_people"]),
        ("trois élèves pendant dix jours, euh non, quatre élèves", ["10 days", "4 pupils"]),
        ("we reserve eight, make it seven", ["7"]),
        ("à combien de pour cent ?", []),
        ("two apprentices in sept", ["2 contracts"]),
        ("we have 30k to spend", ["30000 euros"]),
        ("one of our two interns came", ["1 pupils"]),
        ("we take one of the pupils but cannot have the other two", ["1 pupils"]),
        ("six, no hold on, five pupils", ["5 pupils"]),
        ("en mars 3 stagiaires", ["3 pupils"]),
        ("in March 3 interns", ["3 pupils"]),
        ("le 3 mars, 2 stagiaires", ["2 pupils"]),
        ("internships for 6 pupils from the 14 to the 18 December", ["6 pupils"]),
        ("ils demandent 5 places, on ne peut en prendre que 2", ["2"]),
        ("they asked for five places, we can only take 2 pupils", ["2 pupils"]),
        ("on demande que 3 places", ["3 seats"]),
        ("supprimez le job dating que j'ai déclaré deux fois", []),
        ("la date de mon ofre 2 stage", []),
    ],
)
def test_only_what_is_counted_is_a_quantity(text: str, counts: list[str]) -> None:
    assert counted(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("c'était 30 jeunes, non 13", ["30 young_people"]),
        ("it had 30 young people, not 13", ["30 young_people"]),
        ("il fallait lire 6 élèves, non 7", ["6 pupils"]),
        ("c pa 3 apprenti ke g declaré mai 2", ["2 contracts"]),
        ("i declared 3 apprentices but its 2", ["2 contracts"]),
        ("deux personnes au lieu d'une", ["2"]),
        ("yen a eu 2 eleves, g mi 3 par ereur", ["2 pupils"]),
        ("j'ai mis dix heures, c'était vingt", ["20 hours"]),
        ("plutôt quatre jeunes que deux", ["4 young_people"]),
        ("j'accepte deux des élèves, en fait un seul", ["1 pupils"]),
        ("cinq contrats, en fait après vérification il faut en mettre trois", ["3 contracts"]),
        ("we accept two, er, just one", ["1"]),
        ("we put down nine hires, but two left, so make that seven", ["7 contracts"]),
        ("we put down nine hires in all, but two left, so change it to seven", ["7 contracts"]),
    ],
)
def test_of_a_correction_the_right_number_is_counted(text: str, counts: list[str]) -> None:
    assert counted(text, set_right=True) == counts


def test_without_articles_a_thing_spoken_of_is_not_one_of_it() -> None:
    assert counted("quatre de nos élèves ont trouvé un stage", articles=False) == ["4 pupils"]
    assert counted("trouver un stage", articles=False) == []
    assert counted("vingt et un élèves", articles=False) == ["21 pupils"]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Une habitante du quartier a été embauchée", 1),
        ("g embauché 1 gars du cartier", 1),
        ("trois demandeurs d'emploi en CDI", 3),
        ("a local resident was hired", 1),
        ("notre quartier", None),
    ],
)
def test_people_are_counted_in_words_that_are_no_unit(text: str, heads: int | None) -> None:
    assert read_heads(text) == heads


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("on a accueilli des jeunes du 93 en stage", []),
        ("we moved from the 92 to the 95", []),
        ("deux élèves à Saint-Denis 93", ["2"]),
        ("2 CDD le 03.11.2026", ["2"]),
        ("une bonne dizaine de stagiaires", ["10"]),
    ],
)
def test_a_departement_and_a_day_count_nothing(text: str, counted: list[str]) -> None:
    assert [str(one.value) for one in read_counts(text, articles=False)] == counted
