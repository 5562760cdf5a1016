"""The knowledge file: complete in both languages, sourced, reviewed, and right where pages err."""

from datetime import date
from string import Formatter

import pytest

from paqte.reference import knowledge
from paqte.reference.knowledge import INTERNSHIP, PROGRAMME, Entry, find, find_all
from paqte.typography import faults

ENTRIES = list(knowledge.entries().values())


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_is_complete_in_both_languages_sourced_and_reviewed(entry: Entry) -> None:
    assert set(entry.titles) == set(entry.texts) == {"fr", "en"}
    assert blanks(entry.texts["fr"]) == blanks(entry.texts["en"])
    assert blanks(entry.texts["fr"]) <= {"programme", "site", "contact"}
    assert faults(entry.texts["fr"]) == faults(entry.titles["fr"]) == []
    assert len(entry.titles["fr"]) <= 45, "it is a button"
    assert all(entry.sources)
    assert date(2026, 1, 1) <= entry.reviewed_on <= date.today()  # noqa: DTZ011 - a file's date
    assert set(entry.then) <= {*knowledge.entries(), "axes"}
    assert entry.subject in (PROGRAMME, INTERNSHIP)


def test_no_two_entries_bear_one_name() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES) == 25


@pytest.mark.parametrize(
    ("question", "subject", "name"),
    [
        ("c’est quoi le paqte ?", PROGRAMME, "what"),
        ("c’est quoi un siret", PROGRAMME, "siret"),
        ("what is a SIREN number?", PROGRAMME, "siret"),
        ("c koi le kbis", PROGRAMME, "kbis"),
        ("what's a K-bis?", PROGRAMME, "kbis"),
        ("ça existe encore le paqte ?", PROGRAMME, "alive"),
        ("et les emplois francs, ça marche toujours ?", PROGRAMME, "emploi_franc"),
        ("combien ça coûte", PROGRAMME, "cost"),
        ("c’est pour combien de temps ?", PROGRAMME, "duration"),
        ("vous faites quoi de mes données ?", PROGRAMME, "data"),
        ("qui est le référent de ma préfecture ?", PROGRAMME, "local"),
        ("who runs this?", PROGRAMME, "runs"),
        ("combien de temps par semaine ?", PROGRAMME, "effort"),
        ("c’est long ?", PROGRAMME, "effort"),
        ("how much time does it take?", PROGRAMME, "effort"),
        ("et si j’arrête au bout d’un an ?", PROGRAMME, "duration"),
        ("je peux arrêter quand je veux ?", PROGRAMME, "duration"),
        ("can I stop whenever I want?", PROGRAMME, "duration"),
        ("micro-entreprise, je peux ?", PROGRAMME, "who"),
        ("une mairie peut signer ?", PROGRAMME, "who"),
        ("une entreprise de 3 personnes peut-elle adhérer ?", PROGRAMME, "who"),
        ("faut être grand pour adhérer ?", PROGRAMME, "who"),
        ("si je fais rien, il y a une amende ?", PROGRAMME, "duties"),
        ("combien je dois faire au minimum ?", PROGRAMME, "duties"),
        ("j’y gagne quoi ?", PROGRAMME, "duties"),
        ("il y a un piège ?", PROGRAMME, "duties"),
        ("les frais cachés ?", PROGRAMME, "cost"),
        ("mes achats resteront-ils privés ?", PROGRAMME, "data"),
        ("je suis obligé de donner mon nom ?", PROGRAMME, "contact_details"),
        ("is a phone number mandatory?", PROGRAMME, "contact_details"),
        ("pourquoi vous voulez mon numéro de SIRET ?", PROGRAMME, "siret"),
        ("I run a small company in Cergy. What is this?", PROGRAMME, "what"),
        ("c’est quoi les règles du stage de 3e ?", INTERNSHIP, "internship"),
        ("il faut avoir 14 ans pour le stage ?", INTERNSHIP, "internship_age"),
        ("il peut venir à 7h du matin ?", INTERNSHIP, "internship_hours"),
        ("what hours can a 14 year old work", INTERNSHIP, "internship_hours"),
        ("faut une convention ?", INTERNSHIP, "internship_agreement"),
        ("et l’assurance ?", INTERNSHIP, "internship_insurance"),
        ("faut le payer ?", INTERNSHIP, "internship_pay"),
        ("il peut utiliser la machine ?", INTERNSHIP, "internship_work"),
        ("ça dure combien de temps un stage de 3e", INTERNSHIP, "internship_dates"),
        ("combien de stagiaires je peux prendre", INTERNSHIP, "internship_number"),
        ("how old must the pupil be?", INTERNSHIP, "internship_age"),
    ],
)
def test_a_question_finds_its_answer(question: str, subject: str, name: str) -> None:
    assert find(question, subject).name == name


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("combien ça coûte, et vous faites quoi de mes données ?", ["cost", "data"]),
        ("what does it cost and what do you do with my data?", ["cost", "data"]),
        ("y a un piège ? je peux arrêter quand je veux ?", ["duties", "duration"]),
        ("et les emplois francs, ça marche toujours ?", ["emploi_franc"]),
        ("qui est derrière, c’est l’État ?", ["runs"]),
        ("bonjour et merci", ["what"]),
    ],
)
def test_two_questions_find_two_answers(question: str, names: list[str]) -> None:
    assert [one.name for one in find_all(question, PROGRAMME)] == names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("internship_age", "il n’y a plus d’âge minimum"),
        ("emploi_franc", "31 décembre 2024"),
        ("alive", "octobre 2023"),
        ("internship_hours", "30 h par semaine avant 15 ans"),
    ],
)
def test_the_traps_are_answered_right(name: str, words: str) -> None:
    assert words in knowledge.entries()[name].texts["fr"].replace("\u00a0", " ")
