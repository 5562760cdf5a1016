"""Pages out of templates, in the language of who reads them."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from console import details, territories, understood
from console.labels import badge, content, label
from console.listing import address
from console.moments import Moments
from console.questions import form_label, question_label
from console.visits import Visit
from paqte import clock
from paqte.i18n import Speech
from paqte.reference import axes, intents, internships, numbers, sizes
from paqte.reference.action_types import action_type, amount, figure
from paqte.services.staff import scope

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
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
    made.globals["content"] = content
    made.globals["action_type"] = action_type
    made.globals["amount"] = amount
    made.globals["figure"] = figure
    made.globals["address"] = address
    made.globals["axis_label"] = axes.label
    made.globals["form_label"] = form_label
    made.globals["question_label"] = question_label
    made.globals["intent_label"] = intents.label
    made.globals["entity_label"] = intents.entity_label
    made.globals["weeks_said"] = internships.weeks
    made.globals["size_label"] = sizes.label
    made.globals["may_write"] = scope.may_write
    made.globals["details_said"] = details.said
    made.globals["understood_said"] = understood.said
    made.filters["plain"] = plain
    made.filters["phone"] = numbers.phone
    made.filters["siret"] = numbers.siret
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
            size_name=lambda band: (
                sizes.label(band, words) if band else words.gettext(territories.UNKNOWN)
            ),
            department_name=lambda code: territories.department(code, words),
            moment=Moments(words),
            **values,
        )
    )
