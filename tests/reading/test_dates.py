"""Days and periods, seen from Monday 23 November 2026."""

from datetime import date

import pytest

from reading.dates.reader import Period, read_date, read_period

TODAY = date(2026, 11, 23)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier", "2026-11-22"),
        ("avant-hier", "2026-11-21"),
        ("aujourd'hui", "2026-11-23"),
        ("aujourd’hui", "2026-11-23"),
        ("ce matin", "2026-11-23"),
        ("demain", "2026-11-24"),
        ("lundi", "2026-11-16"),
        ("lundi dernier", "2026-11-16"),
        ("lundi prochain", "2026-11-30"),
        ("lundi en huit", "2026-12-07"),
        ("vendredi 20", "2026-11-20"),
        ("lundi de la semaine dernière", "2026-11-16"),
        ("le 14 décembre", "2025-12-14"),
        ("LE 14 DECEMBRE", "2025-12-14"),
        ("14 déc. 2025", "2025-12-14"),
        ("14/12", "2025-12-14"),
        ("14/12/2025", "2025-12-14"),
        ("14/12/25", "2025-12-14"),
        ("14.12.2025", "2025-12-14"),
        ("2025-12-14", "2025-12-14"),
        ("3 mars", "2026-03-03"),
        ("mardi 3 mars", "2026-03-03"),
        ("le vendredi 4 décembre", "2026-12-04"),  # a Thursday last year
        ("Thursday the 3rd of December", "2026-12-03"),
        ("le lundi 14, euh le mardi 15 décembre", "2026-12-15"),
        ("jeudi, enfin vendredi prochain", "2026-11-27"),
        ("until 7 December, wait, until 14 December 2026", "2026-12-14"),
        ("Monday the twenty third of November", "2026-11-23"),
        ("le premier mars", "2026-03-01"),
        ("le 1er mars", "2026-03-01"),
        ("trois mars deux mille vingt-cinq", "2025-03-03"),
        ("14 sept", "2026-09-14"),
        ("le 3 octobre dernier", "2026-10-03"),
        ("le 29 février", "2024-02-29"),
        ("en juin", "2026-06-01"),
        ("mi-février", "2026-02-15"),
        ("début mars", "2026-03-01"),
        ("fin mars", "2026-03-31"),
        ("decmbre", "2025-12-01"),
        ("il y a trois jours", "2026-11-20"),
        ("il y a deux semaines", "2026-11-09"),
        ("il y a un mois", "2026-10-23"),
        ("dans 3 jours", "2026-11-26"),
        ("le 14", "2026-11-14"),
        ("noël", "2025-12-25"),
        ("yesterday", "2026-11-22"),
        ("last week", "2026-11-16"),
        ("next friday", "2026-11-27"),
        ("June 3rd", "2026-06-03"),
        ("December 14, 2025", "2025-12-14"),
        ("3 days ago", "2026-11-20"),
        ("in May", "2026-05-01"),
        ("hier, enfin non, avant-hier", "2026-11-21"),
        ("on a fait ça le 12/03 avec 3 élèves", "2026-03-12"),
    ],
)
def test_a_day_is_read(text: str, expected: str) -> None:
    assert read_date(text, TODAY) == day(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lundi", "2026-11-30"),
        ("le 14 décembre", "2026-12-14"),
        ("14/12", "2026-12-14"),
        ("3 mars", "2027-03-03"),
        ("mars dernier", "2026-03-01"),
        ("hier", "2026-11-22"),
    ],
)
def test_for_what_is_to_come_the_next_one_is_meant(text: str, expected: str) -> None:
    assert read_date(text, TODAY, prefer="future") == day(expected)


def test_english_puts_the_month_first_only_where_it_must() -> None:
    assert read_date("12/14/2025", TODAY, "en") == day("2025-12-14")
    assert read_date("12/14/2025", TODAY, "fr") is None
    assert read_date("03/04/2025", TODAY, "en") == day("2025-04-03")


@pytest.mark.parametrize("text", ["31/02", "30 février", "29/02/2025", "32/13/2025", "le 31 avril"])
def test_a_date_that_no_calendar_has_is_none(text: str) -> None:
    assert read_date(text, TODAY) is None
    assert read_period(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "3 élèves",
        "12 000 euros",
        "06 12 34 56 78",
        "800 000 010 00010",
        "may I help",
        "1.5",
        "2-3",
        "je marche",
        "un jour peut-être",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("la semaine dernière", "2026-11-16", "2026-11-22"),
        ("la semaine prochaine", "2026-11-30", "2026-12-06"),
        ("semaine 7", "2026-02-09", "2026-02-15"),
        ("la semaine du 3 mars", "2026-03-02", "2026-03-08"),
        ("du 3 au 7 mars", "2026-03-03", "2026-03-07"),
        ("du 28 février au 4 mars 2025", "2025-02-28", "2025-03-04"),
        ("from 3 to 7 March", "2026-03-03", "2026-03-07"),
        ("du 12/01 au 16/01", "2026-01-12", "2026-01-16"),
        ("en juin", "2026-06-01", "2026-06-30"),
        ("mi-février", "2026-02-11", "2026-02-20"),
        ("le mois dernier", "2026-10-01", "2026-10-31"),
        ("l'an dernier", "2025-01-01", "2025-12-31"),
        ("mars de l'année dernière", "2025-03-01", "2025-03-31"),
        ("en 2025", "2025-01-01", "2025-12-31"),
        ("année scolaire 2025-2026", "2025-09-01", "2026-08-31"),
        ("T1 2025", "2025-01-01", "2025-03-31"),
        ("l'été dernier", "2026-06-01", "2026-08-31"),
        ("ces trois derniers mois", "2026-08-23", "2026-11-23"),
        ("ce week-end", "2026-11-21", "2026-11-22"),
        ("hier", "2026-11-22", "2026-11-22"),
        ("the last week of January", "2026-01-26", "2026-02-01"),
        ("la première semaine de février", "2026-02-02", "2026-02-08"),
        ("les deux dernières semaines de juin", "2026-06-22", "2026-07-05"),
        ("last two weeks of June", "2026-06-22", "2026-07-05"),
        ("one week in December", "2025-12-01", "2025-12-31"),
        ("second half of June", "2026-06-16", "2026-06-30"),
        ("1ère quinzaine de mars", "2026-03-01", "2026-03-15"),
        ("de janvier à mars", "2026-01-01", "2026-03-31"),
        ("entre septembre et novembre", "2026-09-01", "2026-11-30"),
        ("from May to June", "2026-05-01", "2026-06-30"),
        ("de décembre à février", "2025-12-01", "2026-02-28"),
        ("deuxième trimestre", "2026-04-01", "2026-06-30"),
        ("the third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("next June", "2027-06-01", "2027-06-30"),
        ("la semaine du 8 février", "2026-02-09", "2026-02-15"),
        ("du 12.01.2026 au 16.01.2026", "2026-01-12", "2026-01-16"),
        ("du 15 au 19/02", "2026-02-15", "2026-02-19"),
        ("du 8 au 12 février, 15", "2026-02-08", "2026-02-12"),
        ("en juin, 12", "2026-06-01", "2026-06-30"),
        ("entre le 1er janvier 2027 et le 30 juin 2027", "2027-01-01", "2027-06-30"),
        ("between 1 January 2026 and 30 June 2026", "2026-01-01", "2026-06-30"),
        ("du lundi 4 au vendredi 8 janvier 2027", "2027-01-04", "2027-01-08"),
        ("from the first to the fifth of march twenty twenty seven", "2027-03-01", "2027-03-05"),
        ("from June 14 to June 25, 2027", "2027-06-14", "2027-06-25"),
        ("AU PREMIER SEMESTRE 2027", "2027-01-01", "2027-06-30"),
        ("le bilan 2026", "2026-01-01", "2026-12-31"),
        ("tenir l'objectif 2026", "2026-01-01", "2026-12-31"),
        ("12 k€ d'achats sur 2026", "2026-01-01", "2026-12-31"),
        ("the 2026 annual report", "2026-01-01", "2026-12-31"),
        ("en mars 3 stagiaires", "2026-03-01", "2026-03-31"),
        ("in March 3 interns", "2026-03-01", "2026-03-31"),
        ("mars 3 stagiaires", "2026-03-01", "2026-03-31"),
        ("en juin 15 collaborateurs, non 18 pardon", "2026-06-01", "2026-06-30"),
        ("pendant les vacances de la Toussaint", "2026-10-17", "2026-11-01"),
        ("after the autumn break", "2026-11-02", "2026-11-02"),
        ("c a kel heur 2m1", "2026-11-24", "2026-11-24"),
        ("tmrw", "2026-11-24", "2026-11-24"),
        (
            "jusqu'au premier mars non le huit mars deux mille vingt-sept",
            "2027-03-08",
            "2027-03-08",
        ),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    assert read_period(text, TODAY) == Period(day(start), day(end))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2 places au premier trimestre", "2027-01-01", "2027-03-31"),
        ("in Q1", "2027-01-01", "2027-03-31"),
        ("au T4", "2026-10-01", "2026-12-31"),
        ("le premier semestre", "2027-01-01", "2027-06-30"),
        ("entre septembre et novembre", "2026-09-01", "2026-11-30"),
        ("de novembre à janvier", "2026-11-01", "2027-01-31"),
        ("last June", "2026-06-01", "2026-06-30"),
        ("in last June", "2026-06-01", "2026-06-30"),
        ("the last week of January", "2027-01-25", "2027-01-31"),
        ("avant les vacances de Pâques", "2026-11-23", "2027-04-02"),
        ("d'ici aux vacances de Noël", "2026-11-23", "2026-12-18"),
        ("before the Christmas holidays", "2026-11-23", "2026-12-18"),
        ("aux vacances de février", "2027-02-06", "2027-03-07"),
        ("après les vacances d'hiver", "2027-03-08", "2027-03-08"),
        ("vacances de Noël 2027", "2027-12-18", "2028-01-02"),
    ],
)
def test_a_period_to_come_is_the_one_that_is_not_over(text: str, start: str, end: str) -> None:
    assert read_period(text, TODAY, prefer="future") == Period(day(start), day(end))


def test_before_holidays_that_were_lately_is_around_then() -> None:
    january = day("2027-01-11")
    assert read_date("avant les vacances de Noël", january) == day("2026-12-18")
    assert read_date("avant les vacances de Noël", january, prefer="future") == day("2027-12-17")


def test_a_calendar_that_ends_says_nothing_of_what_is_behind() -> None:
    assert read_period("avant les vacances de la Toussaint", day("2029-10-02")) is None


@pytest.mark.parametrize("text", ["1/2 journée", "5/6 jeunes", "2/3 places"])
def test_what_is_counted_with_a_stroke_is_no_day(text: str) -> None:
    assert read_period(text, TODAY) is None
    assert read_date(f"le {text}", TODAY) is not None


def test_dateparser_reads_what_our_rules_do_not() -> None:
    assert read_date("hace 3 días", TODAY) == day("2026-11-20")
