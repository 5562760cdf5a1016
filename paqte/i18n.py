"""Words in the reader's language: French as written in the source, English by catalog.

Texts are Telegram HTML with ``str.format`` blanks: ``speech("fr").say("Bonjour <b>{name}</b>",
name=typed)`` escapes ``typed``. Plain text (a button's title) goes through ``gettext``.
"""

import datetime as dt
import gettext as _gettext
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, format_time, get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit
from markupsafe import Markup, escape

from paqte.clock import PARIS

LOCALES = ("fr", "en")
SOURCE_LOCALE = "fr"
DOMAIN = "paqte"
LOCALE_DIR: Path = Path(__file__).resolve().parent.parent / "locales"

_REGIONS = {"fr": "fr_FR", "en": "en_GB"}
_DATE = {"fr": "d MMMM y", "en": "d MMMM y"}
_DAY = {"fr": "EEEE d MMMM", "en": "EEEE d MMMM"}
_TIME = {"fr": "H\u00a0'h'\u00a0mm", "en": "HH:mm"}
_AT = {"fr": "à", "en": "at"}

_LONGER = (("year", 365.25), ("month", 30.4375))
"""Units that people count in, with their length in days, the longest first."""
_NEARLY_DAYS = 2
"""How far from a whole year or month a number of days still counts as one."""


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark ``msgid`` for the catalog and return it as it is, to be worded later."""
    return msgid


FROM_TO = N_("du {start} au {end}")


class _French(_gettext.NullTranslations):
    """The source texts themselves, with the French plural: 0 and 1 are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2


class Speech:
    """One language: its words, and how it writes dates, numbers and money."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._region = _REGIONS[locale]
        self._translations: _gettext.NullTranslations = _French()
        if locale != SOURCE_LOCALE:
            found = _gettext.translation(
                DOMAIN, localedir=LOCALE_DIR, languages=[locale], fallback=True
            )
            # A text that the catalog lacks is shown in French rather than not at all.
            found.add_fallback(_French())
            self._translations = found

    def gettext(self, msgid: str) -> str:
        """The plain text for ``msgid``: no blanks filled, nothing escaped."""
        return self._translations.gettext(msgid) if msgid else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The plain text that fits the number ``n``."""
        return self._translations.ngettext(singular, plural, n)

    def say(self, msgid: str, /, **values: object) -> Markup:
        """The text for ``msgid`` with its ``{blanks}`` filled, each value escaped as HTML."""
        return Markup(self.gettext(msgid)).format(**values)  # noqa: S704 - our own text

    def say_n(self, singular: str, plural: str, n: int, /, **values: object) -> Markup:
        """Like ``say`` for the number ``n``; ``{n}`` is filled with it, written out in digits."""
        blanks = {"n": self.number(n), **values}
        return Markup(self.ngettext(singular, plural, n)).format(**blanks)  # noqa: S704

    def date(self, value: dt.date) -> str:
        """« 23 novembre 2026 », « 1er décembre 2026 »."""
        return self._first(format_date(value, _DATE[self.locale], locale=self._region), value)

    def period(self, start: dt.date, end: dt.date) -> str:
        """« du 16 au 22 novembre 2026 »: month and year are said once where they are shared.

        One day is that day alone. ``start`` must not be after ``end``.
        """
        if start == end:
            return self.date(start)
        first = self.date(start)
        if start.year == end.year:
            parts = _DATE[self.locale].split()
            shared = 1 if start.month == end.month else 2
            pattern = " ".join(parts[:shared])
            first = self._first(format_date(start, pattern, locale=self._region) + " ", start)
        return self.gettext(FROM_TO).format(start=first.strip(), end=self.date(end))

    def day(self, value: dt.date) -> str:
        """« lundi 23 novembre », without the year."""
        return self._first(format_date(value, _DAY[self.locale], locale=self._region), value)

    def datetime(self, value: dt.datetime) -> str:
        """« 23 novembre 2026 à 14 h 05 », in Europe/Paris. ``value`` must be aware."""
        day = value.astimezone(PARIS).date()
        return f"{self.date(day)} {_AT[self.locale]} {self.time(value)}"

    def month(self, number: int) -> str:
        """« janvier », from 1."""
        return str(get_month_names("wide", context="stand-alone", locale=self._region)[number])

    def weekday(self, value: dt.date) -> str:
        """« lundi »."""
        return format_date(value, "EEEE", locale=self._region)

    def hour(self, value: dt.time) -> str:
        """« 9 h », « 17 h 30 »."""
        pattern = "H\u00a0'h'" if self.locale == "fr" and not value.minute else _TIME[self.locale]
        return format_time(value, pattern, locale=self._region)

    def time(self, value: dt.datetime) -> str:
        """« 14 h 05 », in Europe/Paris. ``value`` must be aware."""
        local = value.astimezone(PARIS)
        return format_datetime(local, _TIME[self.locale], locale=self._region)

    def number(self, value: int | Decimal) -> str:
        """« 1 500 », « 2,5 »."""
        return format_decimal(value, locale=self._region)

    def percent(self, value: int) -> str:
        """« 62 % », “62%”: of a whole number of hundredths."""
        return f"{self.number(value)}%" if self.locale == "en" else f"{self.number(value)}\u00a0%"

    def cents(self, value: Decimal | int) -> str:
        """« 1 500 », « 12,50 »: as ``euros``, where the currency stands elsewhere."""
        whole = value == Decimal(value).to_integral_value()
        return (
            self.number(int(value))
            if whole
            else format_decimal(value, "#,##0.00", locale=self._region)
        )

    def euros(self, value: Decimal | int) -> str:
        """« 1 500 € », « 12,50 € »: cents only where there are some."""
        amount = Decimal(value)
        if amount == amount.to_integral_value():
            pattern = "#,##0\u00a0¤" if self.locale == "fr" else "¤#,##0"
            return format_currency(
                amount, "EUR", format=pattern, locale=self._region, currency_digits=False
            )
        return format_currency(amount, "EUR", locale=self._region)

    def duration(self, days: int) -> str:
        """« 7 jours », « 6 mois » for 183, « 2 ans » for 730: as people say it, on one line."""
        count, unit = days, "day"
        for longer, length in _LONGER:
            whole = round(days / length)
            if whole and abs(days - whole * length) <= _NEARLY_DAYS:
                count, unit = whole, longer
                break
        said = format_unit(count, f"duration-{unit}", length="long", locale=self._region)
        return said.replace(" ", "\u00a0")

    def list(self, items: Iterable[str]) -> str:
        """« pain, thé et café ». Markup as soon as one item is: then the others are escaped."""
        parts = list(items)
        if any(isinstance(part, Markup) for part in parts):
            escaped = [str(escape(part)) for part in parts]
            return Markup(format_list(escaped, locale=self._region))  # noqa: S704
        return format_list(parts, locale=self._region)

    def _first(self, text: str, value: dt.date) -> str:
        # CLDR writes « 1 décembre »; French says « 1er décembre » for the first alone.
        if self.locale == "fr" and value.day == 1:
            return re.sub(r"\b1 ", "1er ", text, count=1)
        return text


@cache
def speech(locale: str) -> Speech:
    """The ``Speech`` of ``locale`` (« en-US » counts as « en »); French where it is not ours."""
    language = locale.lower().replace("_", "-").partition("-")[0]
    return _speech_of(language if language in LOCALES else SOURCE_LOCALE)


@cache
def _speech_of(locale: str) -> Speech:
    return Speech(locale)


def supported(language_code: str | None) -> str:
    """The locale to speak to someone whose Telegram says ``language_code``.

    French, of course, for French; English for every other language that Telegram names: who
    set their telephone to Turkish is more likely to follow English than to be served by a
    guess; no language at all is French.
    """
    if not language_code:
        return SOURCE_LOCALE
    return "fr" if language_code.lower().startswith("fr") else "en"


if __name__ == "__main__":
    from paqte.catalogs import main

    raise SystemExit(main())
