"""Pages out of templates, in the language of who reads them."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from console.labels import badge, label
from console.questions import form_label, question_label
from console.visits import Visit
from paqte import clock
from paqte.i18n import N_, Speech
from paqte.reference import axes, intents, sizes
from paqte.reference.action_types import action_type, amount
from paqte.services.staff import scope
from reading.gazetteer import department_name

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
_UNKNOWN: Final = N_("Non précisé")
_TAG: Final = re.compile(r"<[^>]+>")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static
    made.globals["label"] = label
    made.globals["badge"] = badge
    made.globals["action_type"] = action_type
    made.globals["amount"] = amount
    made.globals["axis_label"] = axes.label
    made.globals["form_label"] = form_label
    made.globals["question_label"] = question_label
    made.globals["intent_label"] = intents.label
    made.globals["size_label"] = sizes.label
    made.globals["may_write"] = scope.may_write
    made.filters["plain"] = plain
    return made


@cache
def static(name: str) -> str:
    """The address of a file, with a print of it: a browser keeps it until it changes."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def plain(html: str | None) -> str:
    """What a message in Telegram's HTML says, without its marks."""
    return str(Markup(_TAG.sub("", html or "")).unescape())  # noqa: S704 - unescaped at once


def page(
    visit: Visit, template: str, code: int = 200, *, follows: str = "", **values: Any
) -> HTMLResponse:
    """The page, or the part of one; its visitor's cookie comes with it where it is new.

    Args:
        follows: what the page shows, as the question of the stream's address says it.
    """
    since = f"lu={clock.now().timestamp():.3f}"
    shown = fragment(
        visit.words,
        template,
        visit=visit,
        me=visit.staff,
        path=visit.request.url.path,
        csrf=Markup('<input type="hidden" name="csrf" value="{}">').format(visit.csrf),
        stream="/flux?" + "&".join(filter(None, (since, follows))),
        **values,
    )
    response = HTMLResponse(shown, code)
    visit.remember(response)
    return response


def fragment(words: Speech, template: str, **values: Any) -> str:
    """What a template makes of ``values``, in one language, whoever reads it."""
    return (
        _environment()
        .get_template(template)
        .render(
            words=words,
            _=words.gettext,
            say=words.say,
            say_n=words.say_n,
            size_name=lambda band: sizes.label(band, words) if band else words.gettext(_UNKNOWN),
            department_name=lambda code: _department(code, words),
            moment=_Moments(words),
            **values,
        )
    )


def _department(code: str, words: Speech) -> str:
    """« Val-d’Oise (95) »."""
    name = department_name(code)
    if not name:
        return code or words.gettext(_UNKNOWN)
    # The gazetteer's names keep the typewriter's apostrophe of the official file.
    return "{} ({})".format(name.replace("'", "’"), code)


class _Moments:
    """Times as people say them beside a message."""

    def __init__(self, words: Speech) -> None:
        self._words = words

    def __call__(self, at: datetime) -> str:
        """« 28 novembre 2026 à 9 h 05 »."""
        return self._words.datetime(at)

    def kept(self, written: str) -> str:
        """The same of a time kept as ISO 8601 text, as the journal's details are."""
        return self(datetime.fromisoformat(written))

    def short(self, at: datetime) -> str:
        """« 9 h 05 » today, else « 27 novembre 2026 »."""
        local = at.astimezone(clock.PARIS)
        if local.date() == clock.today():
            return self._words.time(at)
        return self._words.date(local.date())

    def since(self, at: datetime) -> str:
        """« 5 min », « 2 h », « 3 j »: how long ago."""
        minutes = max(int((clock.now() - at).total_seconds()) // 60, 0)
        if minutes < 60:
            return self._words.gettext("{n} min").format(n=minutes)
        if minutes < 24 * 60:
            return self._words.gettext("{n} h").format(n=minutes // 60)
        return self._words.gettext("{n} j").format(n=minutes // (24 * 60))

    def day(self, value: date) -> str:
        """« 28 novembre 2026 »."""
        return self._words.date(value)
