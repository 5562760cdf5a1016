"""The words of the journey's reminders."""

from __future__ import annotations

from typing import Final

import orjson
from markupsafe import Markup

from bot.engine_client import Reply
from bot.plans import sentence
from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.reference.axes import label
from paqte.services.nudges import Nudge
from paqte.services.progress import Line

_TARGETS: Final = N_("Bonjour ! Pour tenir vos objectifs de {year}, il reste :")
_LINE: Final = N_("• {label} : <b>{amount}</b>")
_DONE: Final = N_("C’est fait ? Un bouton suffit pour l’enregistrer.")
_QUARTER: Final = N_(
    "Bonjour ! Le trimestre se termine. Avez-vous fait quelque chose pour vos axes ({axes}) ? "
    "Racontez-le en une phrase : cela compte."
)
_IT_IS_DONE: Final = N_("Fait : {label}")


def reply(nudge: Nudge, key: str, words: Speech) -> Reply:
    """The message for ``nudge``; ``key``: of the reminder, to put it off."""
    if nudge.lines:
        said = [words.say(_TARGETS, year=str(nudge.year))]
        said += [_line(line, words) for line in nudge.lines]
        text = Markup("\n").join([*said, Markup(), words.say(_DONE)])
        buttons = [_done(line, words) for line in nudge.lines]
    else:
        text = words.say(_QUARTER, axes=words.list(label(axis, words) for axis in nudge.axes))
        buttons = [(words.gettext("Déclarer une action"), "/log_action")]
    return sentence(
        text,
        *buttons,
        (words.gettext("Plus tard"), f"bot:reminder:later:{key}"),
        (words.gettext("Arrêter les rappels"), "bot:reminder:stop"),
        columns=1,
    )


def _line(line: Line, words: Speech) -> Markup:
    kind = action_type(line.action_type)
    return words.say(_LINE, label=kind.label(words), amount=amount(line.missing, kind.unit, words))


def _done(line: Line, words: Speech) -> tuple[str, str]:
    title = words.gettext(_IT_IS_DONE).format(label=action_type(line.action_type).label(words))
    values = {"action_type": line.action_type, "quantity": str(line.missing)}
    return title, f"/log_done{orjson.dumps(values).decode()}"
