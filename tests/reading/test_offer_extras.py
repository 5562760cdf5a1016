"""Access and who welcomes, told in passing while an offer is described."""

import pytest

from reading.offer_extras import OfferExtras, read_offer_extras


@pytest.mark.parametrize(
    ("text", "access", "host", "rest"),
    [
        ("c'est accessible en fauteuil", "Accessible en fauteuil", None, ""),
        ("Accessible aux fauteuils roulants.", "Accessible aux fauteuils roulants", None, ""),
        ("pas accessible en fauteuil", "Pas accessible en fauteuil", None, ""),
        ("on est de plain-pied", "De plain-pied", None, ""),
        ("nos locaux sont accessibles", "Nos locaux sont accessibles", None, ""),
        ("it's wheelchair accessible", "Wheelchair accessible", None, ""),
        ("c'est Mme Diallo qui accueille", None, "Mme Diallo", ""),
        (
            "c’est Mme Diallo, notre gérante, qui accueille les élèves",
            None,
            "Mme Diallo, notre gérante",
            "",
        ),
        ("ils seront accueillis par M. Benali", None, "M. Benali", ""),
        ("c'est M. Benali qui accueille, au 06 11 22 33 44", None, "M. Benali", ""),
        ("Samira accueillera les élèves", None, "Samira", ""),
        ("it's Mrs Diallo who will welcome them", None, "Mrs Diallo", ""),
        (
            "Le fournil le matin, la boutique ensuite. C'est Mme Diallo qui accueille.",
            None,
            "Mme Diallo",
            "Le fournil le matin, la boutique ensuite.",
        ),
        (
            "9h-12h et 13h-16h, accessible en fauteuil et c'est M. Benali qui accueille",
            "Accessible en fauteuil",
            "M. Benali",
            "9h-12h et 13h-16h",
        ),
        (
            "2 élèves de 3e la semaine du 11 janvier dans un atelier accessible en fauteuil",
            "Accessible en fauteuil",
            None,
            "2 élèves de 3e la semaine du 11 janvier dans un atelier accessible en fauteuil",
        ),
    ],
)
def test_what_is_told(text: str, access: str | None, host: str | None, rest: str) -> None:
    assert read_offer_extras(text) == OfferExtras(access, host, rest)


@pytest.mark.parametrize(
    "text",
    [
        "un métier accessible à tous",
        "accessible en bus",
        "Découvrir la boulangerie",
        "On accueille les élèves au fournil",
        "nous réparons des ascenseurs",
        "Le fournil le matin, la boutique ensuite",
        "Accueillir et servir",
        "9h-12h et 13h-16h",
        "oui",
    ],
)
def test_nothing_of_it(text: str) -> None:
    assert not read_offer_extras(text)
    assert read_offer_extras(text).rest == text
