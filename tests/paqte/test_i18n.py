"""How texts, dates, numbers and money read in French and in English."""

import html
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from paqte.i18n import N_, speech, supported

FR, EN = speech("fr"), speech("en")


def test_values_are_escaped_and_the_text_is_not() -> None:
    said = FR.say("Bonjour <b>{name}</b>", name="<script>&")
    assert said == Markup("Bonjour <b>&lt;script&gt;&amp;</b>")


def test_a_value_that_is_markup_stays_as_it_is() -> None:
    assert FR.say("{link}", link=Markup("<i>x</i>")) == Markup("<i>x</i>")


@given(st.text(alphabet="<>&\"'{}% abc", max_size=30))
def test_nothing_typed_becomes_markup(typed: str) -> None:
    said = str(FR.say("{typed}", typed=typed))
    assert "<" not in said
    assert ">" not in said
    assert html.unescape(said) == typed


@pytest.mark.parametrize(("n", "said"), [(0, "0 action"), (1, "1 action"), (2, "2 actions")])
def test_french_counts_zero_and_one_as_singular(n: int, said: str) -> None:
    assert FR.say_n("{n} action", "{n} actions", n) == said


def test_english_counts_zero_as_plural() -> None:
    assert EN.ngettext("one thing nobody translates", "things", 1)
    assert speech("en").ngettext("a", "b", 0) in ("a", "b")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (FR.date(date(2026, 11, 23)), "23 novembre 2026"),
        (FR.date(date(2026, 12, 1)), "1er décembre 2026"),
        (FR.date(date(2021, 11, 1)), "1er novembre 2021"),
        (FR.day(date(2026, 12, 1)), "mardi 1er décembre"),
        (FR.day(date(2026, 11, 21)), "samedi 21 novembre"),
        (EN.date(date(2026, 12, 1)), "1 December 2026"),
        (EN.day(date(2026, 12, 1)), "Tuesday 1 December"),
        (
            FR.datetime(datetime(2026, 11, 23, 13, 5, tzinfo=UTC)),
            "23 novembre 2026 à 14\u00a0h\u00a005",
        ),
        (FR.datetime(datetime(2026, 7, 1, 23, 5, tzinfo=UTC)), "2 juillet 2026 à 1\u00a0h\u00a005"),
        (EN.datetime(datetime(2026, 11, 23, 8, 5, tzinfo=UTC)), "23 November 2026 at 09:05"),
        (FR.number(12345), "12\u202f345"),
        (FR.number(Decimal("2.50")), "2,5"),
        (EN.number(12345), "12,345"),
        (FR.percent(1062), "1\u202f062\u00a0%"),
        (EN.percent(62), "62%"),
        (FR.cents(Decimal("12.5")), "12,50"),
        (FR.cents(Decimal("1500.00")), "1\u202f500"),
        (FR.euros(Decimal("1500.00")), "1\u202f500\u00a0€"),
        (FR.euros(Decimal("12.5")), "12,50\u00a0€"),
        (EN.euros(1500), "€1,500"),
        (EN.euros(Decimal("12.50")), "€12.50"),
        (FR.list(["Former", "Recruter", "Acheter"]), "Former, Recruter et Acheter"),
        (EN.list(["a", "b"]), "a and b"),
        (FR.list(["seul"]), "seul"),
        (FR.list([]), ""),
    ],
)
def test_dates_numbers_and_money_read_as_people_write_them(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        ((2026, 11, 16), (2026, 11, 22), "du 16 au 22 novembre 2026", "16 to 22 November 2026"),
        (
            (2026, 10, 1),
            (2026, 11, 2),
            "du 1er octobre au 2 novembre 2026",
            "1 October to 2 November 2026",
        ),
        (
            (2025, 12, 29),
            (2026, 1, 2),
            "du 29 décembre 2025 au 2 janvier 2026",
            "29 December 2025 to 2 January 2026",
        ),
        ((2026, 11, 1), (2026, 11, 1), "1er novembre 2026", "1 November 2026"),
    ],
)
def test_a_period_says_what_both_its_ends_share_once(
    start: tuple[int, int, int], end: tuple[int, int, int], french: str, english: str
) -> None:
    days = date(*start), date(*end)
    assert (FR.period(*days), EN.period(*days)) == (french, english)


def test_a_list_with_markup_escapes_its_other_items() -> None:
    assert FR.list([Markup("<b>a</b>"), "<c>"]) == "<b>a</b> et &lt;c&gt;"
    assert FR.list(["<c>"]) == "<c>"


@pytest.mark.parametrize(
    ("code", "locale"),
    [("fr", "fr"), ("fr-BE", "fr"), ("en", "en"), ("tr", "en"), (None, "fr"), ("", "fr")],
)
def test_a_person_is_spoken_to_in_a_language_we_have(code: str | None, locale: str) -> None:
    assert supported(code) == locale


def test_one_speech_for_a_locale() -> None:
    assert speech("en-GB") is speech("en") is speech("EN")
    assert speech("xx") is speech("fr")


def test_a_text_without_translation_is_said_in_french_rather_than_not_at_all() -> None:
    missing = "Ce texte n’est dans aucun catalogue\u202f!"
    assert EN.say(missing) == missing
    assert EN.gettext("") == ""
    assert N_("x") == "x"


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (1, "1 jour", "1 day"),
        (7, "7 jours", "7 days"),
        (28, "28 jours", "28 days"),
        (30, "1 mois", "1 month"),
        (90, "3 mois", "3 months"),
        (100, "100 jours", "100 days"),
        (183, "6 mois", "6 months"),
        (360, "360 jours", "360 days"),
        (365, "1 an", "1 year"),
        (548, "18 mois", "18 months"),
        (730, "2 ans", "2 years"),
        (1096, "3 ans", "3 years"),
    ],
)
def test_a_duration_is_said_in_the_unit_people_count_in(
    days: int, french: str, english: str
) -> None:
    assert FR.duration(days) == french.replace(" ", "\u00a0")
    assert EN.duration(days) == english.replace(" ", "\u00a0")
