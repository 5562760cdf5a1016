"""What could tell who wrote a sentence is covered; what the sentence says stays."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.marks import flat
from reading.personal.masking import NOBODY, PLACEHOLDERS, Known, cover, find, one_line

NADIA = Known(
    names=("Nadia Benali", "Zoé"),
    organisations=("Le Fournil de Cergy", "FOURNIL DE CERGY SARL"),
    common=("Cergy", "Boulangerie"),
)


@pytest.mark.parametrize(
    ("said", "covered"),
    [
        ("appelez le 06 12 34 56 78", "appelez le ‹téléphone›"),
        ("+33 6.12.34.56.78 svp", "‹téléphone› svp"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "‹téléphone›"),
        ("mon mail nadia.benali@fournil.example merci", "mon mail ‹courriel› merci"),
        ("karim point haddad arobase exemple point fr", "‹courriel›"),
        ("karim at example dot com", "‹courriel›"),
        ("SIRET : 800 000 010 00010.", "SIRET : ‹siret›."),
        ("siren 800000010", "siren ‹siren›"),
        ("on est l'asso W951234567", "on est l'asso ‹rna›"),
        ("UAI 0939999N du collège", "UAI ‹uai› du collège"),
        ("12 bis rue Jean Jaurès à Bobigny, QPV ?", "‹adresse› à Bobigny, QPV ?"),
        ("3 place de la mairie 95000 Cergy", "‹adresse› 95000 Cergy"),
        ("je m'appelle karim haddad et je veux 2 stagiaires", "je m'appelle ‹nom› et je veux 2 "
         "stagiaires"),
        ("bonjour, ici Sophie", "bonjour, ici ‹nom›"),
        ("contactez Mme Dupont", "contactez Mme ‹nom›"),
        ("voyez avec Sophie Martin", "voyez avec ‹nom›"),
        ("voir www.fournil.example ou @nadia95", "voir ‹lien› ou ‹nom›"),
        ("l'élève [masqué] en 3e", "l'élève ‹masqué› en 3e"),
    ],
)  # fmt: skip
def test_what_leads_to_somebody_is_covered(said: str, covered: str) -> None:
    assert cover(said) == covered


@pytest.mark.parametrize(
    ("said", "covered"),
    [
        ("moi c'est NADIA", "moi c'est ‹nom›"),
        ("benali du fournil de cergy", "‹nom› du ‹structure›"),
        ("le fournil prend 2 stagiaires", "le ‹structure› prend 2 stagiaires"),
        ("boulangerie à Cergy", "boulangerie à Cergy"),
        ("zoe arrive", "‹nom› arrive"),
    ],
)
def test_what_is_known_of_the_person_is_covered_however_it_is_written(
    said: str, covered: str
) -> None:
    assert cover(said, NADIA) == covered


@pytest.mark.parametrize(
    "said",
    [
        "on a accueilli 3 élèves du 12/10/2026 au 16/10/2026",
        "120 000 euros d'achats en 2025-2026",
        "Saint Denis c'est en QPV ?",
        "le Val de Marne est concerné ?",
        "la Grande Borne c'est un QPV ?",
        "jai 1 place de stage",
        "je suis gérante, c'est pour quand ?",
        "moi c'est pour un stage",
        "Les Entreprises S'engagent",
        "JE SUIS CPE",
        "M'inscrire pour Former et Recruter",
    ],
)
def test_what_leads_to_nobody_stays(said: str) -> None:
    assert cover(said) == said


def test_the_answer_to_a_question_for_a_name_is_covered_whole() -> None:
    assert cover("les deux frères", whole="organisation") == "‹structure›"
    assert cover("les deux frères, 06 12 34 56 78", whole="organisation").endswith("‹téléphone›")


def test_a_covered_text_has_no_brackets_of_annotations_and_is_one_line() -> None:
    assert cover("ligne [une](place)\n\nligne deux") == "ligne (une)(place) ligne deux"


def test_other_words_can_stand_in_the_place_of_what_is_covered() -> None:
    assert cover("06 12 34 56 78 ou Zoé", NADIA, put=lambda kind, said: f"<{kind}:{said}>") == (
        "<phone:06 12 34 56 78> ou <name:Zoé>"
    )
    assert cover("my number is 06 12 34 56 78", locale="en") == "my number is ‹phone›"


@pytest.mark.parametrize("letters", ["a", "a.", "a-", "Aa", "é_"])
def test_an_unbroken_text_costs_no_more_than_its_length(letters: str) -> None:
    def cost(length: int) -> float:
        text = (letters * length)[:length]
        times = []
        for _ in range(5):
            begun = time.process_time()
            find(text)
            times.append(time.process_time() - begun)
        return min(times)

    cost(16_000)  # what is loaded once
    # Four times the length: about four times as long, and not sixteen.
    assert cost(64_000) < 9 * cost(16_000)


@given(st.text(max_size=200))
def test_covering_twice_changes_nothing_and_leaves_nothing(text: str) -> None:
    once = cover(text, NADIA)
    assert cover(once, NADIA) == once
    assert find(once) == []
    assert not set("[]\n") & set(once)


@given(st.text(max_size=200))
def test_a_place_in_the_plain_form_is_the_same_place_in_the_text(text: str) -> None:
    assert len(flat(text)) == len(text)
    line = one_line(text)
    marks = find(line, NOBODY)
    assert all(0 <= mark.start < mark.end <= len(line) for mark in marks)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))


def test_every_kind_has_a_placeholder_that_reads_as_one_in_both_languages() -> None:
    assert set(PLACEHOLDERS["fr"]) == set(PLACEHOLDERS["en"])
    for words in PLACEHOLDERS.values():
        assert all(find(word) == [] for word in words.values())
