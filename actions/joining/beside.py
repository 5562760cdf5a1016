"""What an answer of joining tells beside what was asked: kept with it, said, and asked no more.

« Fournilor à Lens, on est 6 », « Samira Haddad, gérante, mon num c'est le 06… » answer several
questions at once. The question that is open hears its own part; the rest answers the others.
"""

import re
from dataclasses import replace

from actions.joining import company, contact, identity_facts, named, opening
from actions.joining import trade as joining_trade
from actions.joining.person_told import name_alone, person_told, role_told, without_channel
from actions.naming import folded
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Step
from actions.turn import Turn
from reading.identifiers import read_company_identifier
from reading.names.given import is_given
from reading.size import read_size_band
from reading.trades.reader import read_trades

NAMES = frozenset({identity_facts.SLOT, named.NAME})
HEARING = NAMES | {company.TOWN, company.SIZE, company.TRADE, contact.NAME, contact.ROLE}
"""Questions whose answer may tell more; the last one asks for what is left."""

_OF_IT = re.compile(r"\b(?:le|du) nom\b|\bthe name\b")
_SENTENCE = re.compile(r"[.!;\n]\s+")
_CLAUSE = re.compile(r"\s*[,;\n]\s*|\.\s+")
_BESIDE = re.compile(
    r"(?:(?:et|and|donc|so|sinon) )*(?:on |nous |je |j'|we |i |i'm |we're |c'est moi|moi )|\d+ "
)
"""A clause that is no part of a name: « on est 6 », « 6 salariés »."""


def own_part(step: Step, text: str) -> str:
    """What of ``text`` the question hears: without the telephone, without « …, on est 6 »."""
    if step.slot not in HEARING or read_company_identifier(text) is not None:
        return text
    part = name_alone(text) if step.slot == contact.NAME else without_channel(text)
    if step.slot in NAMES:
        clauses = [clause for clause in _CLAUSE.split(part) if clause]
        first, behind = clauses[:1], clauses[1:]
        kept = [*first, *(clause for clause in behind if not _is_beside(clause))]
        part = ", ".join(kept) if len(kept) < len(clauses) else part
    return part


def before_question(text: str) -> str:
    """« On est à Lens. » of « On est à Lens. On peut faire sans ? »; nothing of one sentence."""
    *told, _ = _SENTENCE.split(text.strip())
    return ". ".join(told)


def _is_beside(clause: str) -> bool:
    said = folded(clause).replace("’", "'")
    return _BESIDE.match(said) is not None and (
        read_size_band(clause) is not None or not said[0].isdigit()
    )


def presented(step: Step, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
    """« Samira Haddad, gérante » where the company's name is asked for: no company's."""
    if step.slot not in NAMES or person_told(text) is None or role_told(text) is None:
        return None
    facts = opening.facts_told(text, sheet, turn)
    if not facts:
        return None
    return Again(_values(facts), notice=opening.noted(facts, turn))


def trade_for_name(step: Step, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
    """« Mécanique auto » where a person's name is asked for: the trade, and nobody's name."""
    if step.slot != contact.NAME or not _only_trade(text):
        return None
    if sheet.answered(company.TRADE):
        return Refused(str(turn.speech.say(contact.NAME_SHAPE)))
    return _trade(text, turn)


def _only_trade(text: str) -> bool:
    """Whether it is a trade and no more; in small letters alone, « Boulanger » is somebody."""
    said = " ".join(folded(text).split()).strip(" .!")
    whole = any(folded(trade.value) == said for trade in read_trades(text))
    return whole and text[:1].islower() and not any(map(is_given, said.split()))


def _trade(text: str, turn: Turn) -> Outcome:
    trade = joining_trade.trade_of(text)[0]
    return Again({company.TRADE: trade}, opening.noted({company.TRADE: (trade, trade)}, turn))


def with_the_rest(
    step: Step, text: str, outcome: Outcome | None, sheet: Sheet, turn: Turn
) -> Outcome | None:
    """``outcome``, and what else ``text`` tells; what answered nothing but that is no failure."""
    if step.slot not in HEARING or not isinstance(outcome, Accepted | Again | Refused):
        return outcome
    unfound = isinstance(outcome, Again) and outcome.values.get(identity_facts.SEARCHED)
    shown = any(outcome.values.get(key) for key in (identity_facts.FOUND, identity_facts.LISTED))
    if unfound and not shown and not sheet.answered(company.TRADE) and _only_trade(text):
        return _trade(text, turn)
    if unfound and not shown and own_part(step, text) == text and _channel_alone(text, sheet, turn):
        facts = opening.facts_told(text, sheet, turn)
        return Again(_values(facts), notice=opening.noted(facts, turn))
    brought = set(outcome.values) | {step.slot} | (NAMES if step.slot in NAMES else set())
    if shown:
        brought.add(company.TOWN)  # the one shown has its own, and it may not be theirs
    facts = {
        slot: fact
        for slot, fact in opening.facts_told(text, sheet, turn).items()
        if slot not in brought and not _of_the_company(step, text, slot, fact[0])
    }
    if not facts:
        return outcome
    said = opening.noted(facts, turn)
    if isinstance(outcome, Refused):
        return Again({**outcome.values, **_values(facts)}, notice=said)
    notice = f"{said}\n{outcome.notice}" if outcome.notice else said
    return replace(outcome, values={**outcome.values, **_values(facts)}, notice=notice)


def _channel_alone(text: str, sheet: Sheet, turn: Turn) -> bool:
    """« Zéro six trente-neuf… »: a telephone that was dictated, and no company's name."""
    return set(opening.facts_told(text, sheet, turn)) == {contact.CHANNEL}


def _of_the_company(step: Step, text: str, slot: str, fact: object) -> bool:
    """What the company is called: « Nadia Création », and the trade of « Garage du Port »."""
    if slot == contact.NAME:
        return text.strip(" .!") == fact or _OF_IT.search(folded(text)) is not None
    named = step.slot in NAMES and slot == company.TRADE
    return named and folded(str(fact)) in folded(own_part(step, text))


def _values(facts: opening.Facts) -> dict[str, object]:
    return {slot: value for slot, (value, _) in facts.items()}
