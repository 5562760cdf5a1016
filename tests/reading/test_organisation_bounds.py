"""Where a company's name begins and ends, and what is none."""

import pytest

from reading.organisations.reader import read_organisation


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We accept Collège Anna-Delval's request", "Collège Anna-Delval"),
        ("Has Orchard Lane Foods reached its target?", "Orchard Lane Foods"),
        ("WE ARE LOWFIELD JOINERY AND WE'D LIKE TO JOIN", "LOWFIELD JOINERY"),
        ("voici le kbis de Palettes du Ponant en photo", "Palettes du Ponant"),
        ("places chez nous, les Serres du Vidourle, en mars", "Serres du Vidourle"),
        ("mon entreprise c'est Net Éclat on fait du nettoyage", "Net Éclat"),
        ("Hyper Tournesol ouvre douze places", "Hyper Tournesol"),
        ("Horizon Jeunes, association W381004567, a obtenu vingt places", "Horizon Jeunes"),
        ("qu'entendez-vous par « Sensibiliser » ?", None),
        ("trois places pour le collège 0931987E", None),
        ("asso W931004512 : trois stages", None),
        ("PLACES FOUND WITH AN OPTICIAN", None),
        ("la prochaine date à La Réunion", None),
        ("annule ma demande chez Orange", "Orange"),
        ("2 places sur l'offre de Netclean", "Netclean"),
        ("les places demandees a Netclean, on n'en veut plus", "Netclean"),
        ("LES 3 PLACES DE L'OFFRE CARROSSERIE LEROY", "CARROSSERIE LEROY"),
        ("l'offre de Cergy", None),
        ("la Tournée PaQte passe quand ?", None),
        ("voilà c'est le collège Jean Vilar de La Courneuve", "collège Jean Vilar"),
        ("4 élèves du collège Paul-Vernet. Leur tuteur sera prévenu", "collège Paul-Vernet"),
        ("notre menuisier, Bastien Corvol, est venu", None),
        ("L'élève Samir Touati a trouvé ailleurs", None),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name: str | None) -> None:
    found = read_organisation(text)
    assert (found and found.value) == name
