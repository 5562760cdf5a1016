"""Messages made fit to be stored: hidden characters and pupils' data go."""

import pytest

from reading.cleaning import clean, looks_empty, redact_pupil_data


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  bonjour   à\u00a0tous  ", "bonjour à tous"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\u200bb\ufeffc\u00ad", "abc"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("a\r\nb\n\n\n\n  c", "a\nb\n\nc"),
        ("e\u0301", "é"),
        ("z" + "\u0301" * 40, "ź" + "\u0301" * 3),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a\u200db", "ab"),
        ("\ud800x", "x"),
        ("a\U000e0041\U000e0042", "a"),
        ("<b>x</b> & y", "<b>x</b> & y"),
    ],
)
def test_hidden_characters_go(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "?!…", "\u200b", "👨\u200d👩\u200d👧"])
def test_a_message_without_letters_or_digits_looks_empty(text: str) -> None:
    assert looks_empty(clean(text))


@pytest.mark.parametrize("text", ["ok", "3", "😀 oui", "٣", "漢"])
def test_a_message_with_a_letter_or_digit_does_not(text: str) -> None:
    assert not looks_empty(text)


@pytest.mark.parametrize(
    ("text", "redacted", "found"),
    [
        ("Léa Martin en 3e B vient lundi", "[masqué] en 3e B vient lundi", {"name"}),
        ("Nous prenons Thomas (3ème)", "Nous prenons [masqué] (3ème)", {"name"}),
        (
            "on a pris Kevin, 3e, son tel 06 12 34 56 78",
            "on a pris [masqué], 3e, son tel [masqué]",
            {"name", "phone"},
        ),
        (
            "élève : Léa Martin née le 12/03/2011",
            "élève : [masqué] née le [masqué]",
            {"name", "birth_date"},
        ),
        (
            "mon stagiaire s'appelle Karim Benali, joignable au 0612345678",
            "mon stagiaire s'appelle [masqué], joignable au [masqué]",
            {"name", "phone"},
        ),
        (
            "ma fille Inès cherche un stage de 3e",
            "ma fille [masqué] cherche un stage de 3e",
            {"name"},
        ),
        (
            "the pupil is called Emma Stone, born on 12 March 2010",
            "the pupil is called [masqué], born on [masqué]",
            {"name", "birth_date"},
        ),
        (
            "nos stagiaires : Inès Benali et Lucas Moreau",
            "nos stagiaires : [masqué] et [masqué]",
            {"name"},
        ),
        (
            "Les 2 élèves s'appellent Inès Benali et Tiébilé Kouya",
            "Les 2 élèves s'appellent [masqué] et [masqué]",
            {"name"},
        ),
        (
            "the interns are Emma Brown and Jack Smith",
            "the interns are [masqué] and [masqué]",
            {"name"},
        ),
        ("l'élève Inès Benali et Lucas Moreau", "l'élève [masqué] et [masqué]", {"name"}),
        ("Inès Benali, Lucas Moreau, en 3e B", "[masqué], [masqué], en 3e B", {"name"}),
        (
            "trois élèves, Inès B., Lucas et Tom",
            "trois élèves, [masqué], [masqué] et [masqué]",
            {"name"},
        ),
        ("mon élève Bilal est content", "mon élève [masqué] est content", {"name"}),
        ("date de naissance : 2011-03-12", "date de naissance : [masqué]", {"birth_date"}),
    ],
)
def test_what_identifies_a_pupil_is_masked(text: str, redacted: str, found: set[str]) -> None:
    redaction = redact_pupil_data(text)
    assert redaction.text == redacted
    assert redaction.found == found


@pytest.mark.parametrize(
    "text",
    [
        "deux élèves de 3e de Jean-Jaurès en mars",
        "Collège Jean Moulin, 3e",
        "Lycée Paul Éluard, seconde",
        "On a accueilli un élève du collège Victor Hugo",
        "Boulangerie Martin",
        "un stagiaire Adecco",
        "un stagiaire Boulangerie Dupont",
        "stagiaires Michelin et Renault",
        "Twelve pupils, Metz Borny, any sector",
        "the three pupils Mrs Delcambre asked about",
        "LES STAGIAIRES SONT VENUS",
        "ONLY TWO PUPILS CAME FOR THE INTERNSHIP ON MONDAY",
        "je m'appelle Sophie Durand",
        "Sophie Durand",
        "Je suis Marc Petit, garage Petit, on prend 2 élèves de 3e",
        "mon numéro c'est le 06 12 34 56 78",
        "Appelez-moi au 06 12 34 56 78, on prend un élève de 3e",
        "Stage de 3e",
        "Paris 3e",
        "Saint-Denis, troisième axe",
        "Notre entreprise, Dupont, en 3e place",
    ],
)
def test_companies_schools_and_contacts_are_left_alone(text: str) -> None:
    redaction = redact_pupil_data(text)
    assert redaction.text == text
    assert redaction.found == frozenset()
