"""The lines of what a company did: one a type of action, under its axis."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.reference.axes import label
from paqte.services.progress import Line

AXIS = N_("<b>{axis}</b>")
DONE = N_("• {label} : <b>{done}</b>")
DONE_OF = N_("• {label} : <b>{done}</b> sur {target} ({percent} %)")
BESIDE = N_("Aussi compté : {list}.")
CONFIRMED = N_("validé par l’équipe : {amount}")


def by_axis(lines: Sequence[Line], words: Speech) -> Iterator[Markup]:
    """The lines, each axis above its own."""
    for axis, rows in groupby(lines, key=lambda line: line.axis):
        yield words.say(AXIS, axis=label(axis, words))
        yield from (line_said(row, words) for row in rows)


def counted_beside(beside: Mapping[str, Decimal], words: Speech) -> list[Markup]:
    """« Aussi compté : 28 jeunes et 6 heures », where anything was; corrected with its action."""
    if not beside:
        return []
    told = words.list(amount(number, unit, words) for unit, number in beside.items())
    return [words.say(BESIDE, list=told)]


def line_said(line: Line, words: Speech) -> Markup:
    """What was done of one type, of its target where it has one."""
    name = action_type(line.action_type).label(words)
    done = amount_of(line, line.done, words)
    if line.target is None:
        said = words.say(DONE, label=name, done=done)
    else:
        said = words.say(
            DONE_OF,
            label=name,
            done=words.number(line.done),
            target=amount_of(line, line.target, words),
            percent=words.number(line.percent or 0),
        )
    if line.confirmed:
        confirmed = words.say(CONFIRMED, amount=words.number(line.confirmed))
        return Markup("{}, {}").format(said, confirmed)
    return said


def amount_of(line: Line, quantity: Decimal, words: Speech) -> str:
    """« 3 contrats » in the unit of the line's type."""
    return amount(quantity, action_type(line.action_type).unit, words)
