"""A company offers places: in one sentence or step by step, re-read before it is published."""

import re
from datetime import timedelta
from typing import Any

from actions import corrections, menus
from actions.internships.offering import about, extras, places, weeks, yearly
from actions.recap import SEND, PlainRecap, recap_buttons
from actions.speaking import Question
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import fields
from paqte.reference import internships as words_of
from paqte.services.internships import offers, rules
from paqte.services.internships.rules import OfferTold
from reading.dates.week_change import WeekChange, read_week_change
from reading.dates.week_shift import WeekShift, read_week_shift
from reading.dates.weeks import read_weeks
from reading.fields import read_fields

NAME, RECAP = "offer_form", "offer_recap"
EDITS, COPIES = "_edits", "_copies"
_AS_IT_IS = "_as_it_is"
"""The answers that make the offer that is changed or copied: what « recommencer » goes back to."""
ADDRESS = "_address"
"""Street and number that a partner gave, and the commune that they are in; nothing asks for it."""

READ_AGAIN, ALL_RIGHT = N_("Votre offre de stage :"), N_("On la publie ?")
PUBLISH, SAVE = N_("Publier"), N_("Enregistrer")
NOT_THAT_WEEK = N_("L’offre n’est pas ouverte la semaine {gone} : rien ne change.")
YES_OR_CORRECT = N_("Répondez « publier » si tout est juste, ou « corriger ».")
PLAIN = PlainRecap(
    RECAP,
    sends=re.compile(r"\b(?:publi|enregistr|save)", re.IGNORECASE),
    head=READ_AGAIN,
    whether=ALL_RIGHT,
    otherwise=YES_OR_CORRECT,
    corrects=frozenset({"deny", "correct_action", "edit_offer"}),
)

_ADDS = re.compile(
    r"\b(?:aussi|ajout\w*|également|en plus|et (?:celle|la semaine)|also|add|too)\b", re.I
)


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """What the sentence tells; or the offer to change or to copy, from its recap on."""
    edits, copies = answer.pressed("edits"), answer.pressed("copies")
    if turn.company is not None and (edits or copies):
        async with tools.reading() as uow:
            offer = await offers.own(uow, turn.company.id, edits or copies or "")
            told = offers.told_of(offer, await offers.weeks_of(uow, offer.id))
        sheet.answers.clear()
        sheet.apply({EDITS: edits, COPIES: copies})
        values = from_offer(told)
        if copies or not told.weeks:
            values.pop(weeks.WEEKS, None)
        sheet.apply({_AS_IT_IS: values})
        return values
    if answer.intent != "resume" and (sheet.get(EDITS) or sheet.get(COPIES)):
        sheet.answers.clear()  # what was begun of that one is no part of another
    known = {} if sheet.get(EDITS) else _known(sheet, turn)
    sheet.apply(known)
    learned = places.learn(answer.typed, sheet, turn) | about.field_in(answer.typed)
    return known | learned | extras.learn(answer.typed)


def again(sheet: Sheet) -> dict[str, Any] | None:
    """The offer as it is published, still to be changed or copied: none of the changes so far."""
    its: dict[str, Any] | None = sheet.get(_AS_IT_IS)
    if its is None:
        return None
    return {name: sheet.get(name) for name in (EDITS, COPIES, _AS_IT_IS)} | its


def _known(sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What the company told when it joined."""
    company = turn.company
    known: dict[str, Any] = {}
    if company is None:
        return {}
    if company.insee_code and not sheet.answered(weeks.TOWN.slot):
        known |= weeks.TOWN.keep(company.insee_code)
    field = fields.of_naf(company.naf_code) or next(iter(read_fields(company.trade or "")), None)
    if field is not None and not sheet.answered(about.FIELD):
        known[about.FIELD] = field
    return known


def from_offer(told: OfferTold) -> dict[str, Any]:
    """The answers that make ``told`` again."""
    hours = told.hours
    return {
        about.TITLE: told.title,
        about.DESCRIPTION: told.description,
        about.FIELD: told.field,
        weeks.WEEKS: [monday.isoformat() for monday in told.weeks],
        weeks.SEATS: told.seats,
        places.LEVELS: ",".join(told.levels),
        places.HOURS: [hours.starts, hours.ends, hours.break_minutes],
        **weeks.TOWN.keep(told.insee_code),
        ADDRESS: [told.insee_code, told.address] if told.address else None,
        about.REP: about.YES if told.rep_only else about.NO,
        about.KIND: told.kind,
        about.ACCESS: told.accessibility,
        about.HOST: told.host,
        about.CAP: told.most_requests,
    }


def to_offer(sheet: Sheet) -> OfferTold:
    """The answers as the service takes them."""
    town = weeks.TOWN.of(sheet)
    if town is None:
        raise RuntimeError("the town is asked before the recap")
    cap = sheet.get(about.CAP)
    insee, address = sheet.get(ADDRESS) or (None, None)
    return OfferTold(
        title=sheet.get(about.TITLE) or "",
        description=sheet.get(about.DESCRIPTION) or "",
        field=sheet.get(about.FIELD) or "other",
        insee_code=town.insee,
        town=town.name,
        department=town.department,
        weeks=weeks.weeks_of(sheet),
        seats=int(sheet.get(weeks.SEATS) or 0),
        hours=places.hours_of(sheet),
        levels=places.levels_of(sheet),
        kind=sheet.get(about.KIND) or "individual",
        rep_only=sheet.get(about.REP) == about.YES,
        address=address if insee == town.insee else None,
        accessibility=sheet.get(about.ACCESS),
        host=sheet.get(about.HOST),
        most_requests=int(cap) if cap else None,
    )


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """All answers, to be published or corrected."""
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(FORM, sheet, turn)
    text = menus.acting(turn, PLAIN.text(FORM, sheet, turn), menus.FOR)
    title = turn.speech.gettext(SAVE if sheet.get(EDITS) else PUBLISH)
    return Question(str(text), recap_buttons(RECAP, title, SEND, turn.speech))


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """« Publier », « corriger », « c’est 3 places », « aussi le 18 », « le 25 à la place »."""
    if seats := places.corrected(answer.typed):
        return Again({**seats, corrections.CHOOSING: None})
    if shift := read_week_shift(answer.typed, turn.today, turn.speech.locale):
        return _shifted(shift, sheet, turn)
    if change := read_week_change(answer.typed, turn.today, turn.speech.locale):
        return _with_week(change, sheet, turn)
    if read_weeks(answer.typed, turn.today, turn.speech.locale):
        stay = _ADDS.search(answer.typed) and sheet.get(weeks.WEEKS)
        sheet.apply({weeks.BESIDE: stay or None})
        told = await weeks.read_weeks_told(answer, sheet, turn, tools)
        if isinstance(told, Again):
            sheet.step = weeks.WEEKS  # which of them, before the recap comes again
            return Again({**told.values, corrections.CHOOSING: None}, notice=told.notice)
        if isinstance(told, Accepted):
            return Accepted({**told.values, corrections.CHOOSING: None}, notice=told.notice)
        return told
    return PLAIN.read(FORM, sheet, turn)


def _shifted(shift: WeekShift, sheet: Sheet, turn: Turn) -> Outcome:
    """The weeks, all or those named, moved; later, where it is not told which way."""
    by = timedelta(weeks=-shift.weeks if shift.later is False else shift.weeks)
    known = weeks.weeks_of(sheet)
    moves = [monday for monday in known if not shift.named or monday in shift.named]
    if not moves:
        gone = words_of.weeks(shift.named, turn.speech)
        return Refused(str(turn.speech.say(NOT_THAT_WEEK, gone=gone)))
    its = sorted({*known} - {*moves} | {monday + by for monday in moves})
    rules.check_weeks(its, weeks.department(sheet, turn))
    iso = [monday.isoformat() for monday in its]
    return Again({weeks.WEEKS: iso, corrections.CHOOSING: None})


def _with_week(change: WeekChange, sheet: Sheet, turn: Turn) -> Outcome:
    """One week in the place of another."""
    known, words = sheet.get(weeks.WEEKS) or [], turn.speech
    if change.gone.isoformat() not in known:
        gone = words_of.week(change.gone, words)
        return Refused(str(words.say(NOT_THAT_WEEK, gone=gone)))
    rules.check_week(change.comes, weeks.department(sheet, turn))
    left = {one for one in known if one != change.gone.isoformat()}
    its = sorted({*left, change.comes.isoformat()})
    return Again({weeks.WEEKS: its, corrections.CHOOSING: None})


FORM = Form(
    name=NAME,
    label=N_("Proposer des stages"),
    opens="offer_internship",
    steps=tuple(
        extras.heard(step)
        for step in (
            *places.STEPS[:-1],
            *about.WORDS,
            places.STEPS[-1],
            *about.EXTRAS,
            Step(
                slot=RECAP,
                label=N_("Relecture"),
                ask=ask_recap,
                read=read_recap,
                hint=N_("Relisez : « publier » la rend visible, « corriger » change une réponse."),
                counted=False,
                editable=False,
                also=frozenset({"correct_action", "edit_offer", "offer_internship"}),
            ),
        )
    ),
    guard=yearly.guard,
    again=again,
    opening=opening,
    opened_by=frozenset({"edit_offer", "log_action"}),
)
