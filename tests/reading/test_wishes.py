"""Where a message may hold two wishes."""

import pytest

from reading.wishes import two_wishes


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "inscrivez-nous, et c'est quand la tournée ?",
            "inscrivez-nous",
            "c'est quand la tournée ?",
        ),
        ("on veut un stagiaire. Sinon vous êtes qui ?", "on veut un stagiaire", "vous êtes qui ?"),
        (
            "où en est ma boîte ? et je veux ajouter un axe",
            "où en est ma boîte?",
            "je veux ajouter un axe",
        ),
        ("coupe les rappels et dis-moi où j'en suis", "coupe les rappels", "dis-moi où j'en suis"),
        ("cancel the request and show me the offers", "cancel the request", "show me the offers"),
        (
            "Bonjour, je veux adhérer et aussi voir mes données",
            "Bonjour, je veux adhérer",
            "voir mes données",
        ),
    ],
)
def test_two_wishes_are_parted(text: str, first: str, second: str) -> None:
    pieces = two_wishes(text)
    assert pieces is not None
    assert pieces[0].replace(" ?", "?") == first
    assert pieces[1] == second


@pytest.mark.parametrize(
    "text",
    [
        "former et acheter",
        "on est à Lyon et à Vienne",
        "bonjour, et merci",
        "ça va ? je voudrais adhérer",
        "deux stagiaires et un apprenti en mars",
        "",
        "et",
    ],
)
def test_one_wish_stays_whole(text: str) -> None:
    pieces = two_wishes(text)
    assert pieces is None
