"""An answer that is named and set right in words: « non, le titre c’est Découvrir le fournil »."""

import re
from dataclasses import replace

from actions.corrections import CHOOSING, CHOSEN_ITEM, MINE, meant_as, read_into
from actions.naming import folded
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Turn

_FIELD_IS = re.compile(
    r"(?:(?:ah|euh|non|si|pardon|oups|désolée?|en fait|finalement|plutôt|no|sorry|oops|actually)"
    r"[ ,.:!]+)*"
    r"(?:(?:le|la|les|the) |l['’])?(?P<field>\w[\w’'+ -]{1,40}?)(?:"
    r"(?: ?, ?| )(?:c['’ ]?(?:est|était)|c|ce (?:sera|serait)|est|sont|sera|seront|is|are|was|"
    r"should be)\b| ?:) ?(?:plutôt |rather |: ?)?"
    r"(?:[«“\"] ?)?(?P<value>\S(?:.*?\S)?)(?: ?[»”\"])?",
    re.IGNORECASE | re.DOTALL,
)
"""« Non, le titre c’est Découvrir le fournil »: what is named, and what it is."""
_FIELD_IS_NOT = re.compile(
    r"(?:(?:non|no)[ ,.:!]+)*(?:c['’]?est |c |ce n['’]est |that['’]?s |it['’]?s )?(?:pas|not) "
    r"(?:(?:le|la|les|the) |l['’])?(?P<field>\w[\w’'+ -]{1,40}?)(?: (?:ça|ca|cela|là|that))?"
    r"(?: ?[,.;:]+ ?| )(?:(?:mais|but) )?(?:c['’ ]?est|c|it['’]?s) (?:plutôt )?"
    r"(?P<value>\S(?:.*?\S)?)",
    re.IGNORECASE | re.DOTALL,
)
"""« C’est pas le nom ça, c’est Le Fournil »."""
_BESIDE = re.compile(
    r"(?P<answer>\S.*?)[\s,;.…—-]+(?:(?:mais|et|but|and) )?"
    r"(?:en fait|au fait|d['’]ailleurs|finalement|actually|by the way)[\s,:]+(?P<told>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""An answer, and what is set right behind it: « couture, mais en fait le nom c’est … »."""


async def told(form: Form, step: Step, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """« Non, le titre c’est X »: X is taken, wherever the form stands; ``None``: no such words."""
    text = turn.answer.typed.strip()
    if form.several is not None:
        return None
    if (found := _named(text, form, step, sheet, turn)) is not None:
        return await _changed(*found, step, sheet, turn, tools)
    beside = _BESIDE.fullmatch(text)
    found = _named(beside["told"], form, step, sheet, turn) if beside else None
    if beside is None or found is None or found[0] is step:
        return None
    changed = await _changed(*found, step, sheet, turn, tools)
    if not isinstance(changed, Again) or sheet.step != step.slot:
        return changed
    meant = meant_as(beside["answer"].strip(" ,;.…"), turn)
    first = await step.outcome(meant, sheet, replace(turn, answer=meant), tools)
    return Accepted(first.values, changed.notice) if isinstance(first, Accepted) else changed


async def _changed(
    field: Step, value: str, step: Step, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    meant = meant_as(value, turn)
    if field is step:
        return await step.outcome(meant, sheet, replace(turn, answer=meant), tools)
    result = await read_into(field, meant, sheet, turn, tools)
    if result is None:
        return None
    sheet.forget(CHOOSING, CHOSEN_ITEM)
    if isinstance(result, Refused):
        return Again(result.values, notice=result.sentence)
    return result


def _named(text: str, form: Form, step: Step, sheet: Sheet, turn: Turn) -> tuple[Step, str] | None:
    """The field that ``text`` sets right, and what it is said to be."""
    for pattern in (_FIELD_IS, _FIELD_IS_NOT):
        said = pattern.fullmatch(text)
        field = _field(said["field"], form, step, sheet, turn) if said else None
        if said is not None and field is not None:
            return field, said["value"]
    return None


def _field(said: str, form: Form, step: Step, sheet: Sheet, turn: Turn) -> Step | None:
    """The field that is called so: the one that is asked for, or one answered before."""
    said = said.replace("'", "’")
    names = {said}
    for mine, yours in MINE:
        names.add(re.sub(rf"^{mine}\b", yours, said, flags=re.IGNORECASE))
        names.add(re.sub(rf"^{mine} ", "", said, flags=re.IGNORECASE))
    wanted = {folded(name) for name in names}
    fields = [field for field in form.fields(sheet, turn) if sheet.answered(field.slot)]
    known = [field for field in (step, *fields) if field.editable]
    labelled = (f for f in known if folded(turn.speech.gettext(f.label)) in wanted)
    # « Mon nom » is a label before « nom » is another name of the company's.
    called = (f for f in known if folded(said) in f.aliases)
    return next(labelled, None) or next(called, None)
