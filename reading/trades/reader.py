"""Trades and industries named in a sentence: « en mécanique », « un traiteur », « dans le BTP »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reading.trades.frames import framed_trades, narrowed
from reading.trades.words import TradeWord, find_trade_words, stem, trade_words
from reading.wordlists import common_words
from reading.words import fold, plain, word_set

_OF = r"(?:du |de la |de l'|des |de |d'|en |dans (?:la |le |l'|les )?)?"
_LEADS = (
    rf"(?:(?:secteurs?|metiers?|domaine|cote|plutot|theme|branche|filiere|rayon|specialite|"
    rf"activite|"
    rf"entreprises?|societes?|boites?|cabinet|agence|ateliers?|prestataires?|presta|fournisseurs?|"
    rf"services?|stages?|places?|plac|offres?|annonces?|ads?|posts?|listings?|seats?|spots?|"
    rf"internships?|"
    rf"placements?|magasin|pro|salon|fais|fait|fe) ?:? ?{_OF}"
    r"|(?:anything|something|work|works|working) with (?:the )?|(?:worth|lots) of "
    r"|(?:en|in|for|de|dans|ds) (?:la |le |l'|les |the |our |your |notre |du )?)"
)
_LED = re.compile(rf"(?<!\w){_LEADS}$")
_AND = re.compile(r",? (?:et|ou|and|or|&) (?:l[ae] |les |l'|the |d'|de |du |en |in )*|, ?")
_INSTEAD = re.compile(r"\b(?:plutot qu(?:e |')|rather than |instead of |au lieu (?:de |d'|du ))")
_NO_TRADE_BUT = re.compile(
    r"(?:(?:une?|deux|trois|the|an?|la|le|les|two|three|full|whole|\d+) )*"
    r"(?:\d+\b|semaines?|jours?|mois|journees?|heures?|weeks?|days?|months?|hours?|places?|eleves?|"
    r"pupils?|stagiaires?|interns?)"
)
_FOLLOWED = re.compile(
    r" (?:firms?|compan|business|shop|practice|studio|office|department|services?|"
    r"placement|internship|sector|industry)"
)


#: « Notre ferme », « in our bank »: not « on ferme en août », « prendre un café ».
_AT_WORK = re.compile(
    r"\b(?:notre|nos|mon|ma|our|my|tien\w+ une?|ger\w+ une?|dirige une?|run an?|own an?|with an?|"
    r"(?:dans|in|at|on) (?:une?|des|la|le|les|an?|the)|chez|in|at) "
    r"(?:petite? |small |little |local |town |village )?$"
)
#: « Au-dessus de la pharmacie », “opposite the bakery”: where something is, and nobody's trade.
_LANDMARK = re.compile(
    r"\b(?:au-dessus|en face|a cote|pres|derriere|devant|entre|apres|avant|jusqu'a|face|"
    r"above|behind|opposite|next to|near|in front of|across from|over|between|beside|past|below|"
    r"under) "
    r"(?:(?:de la|de l'|du|des|d'une?|de|a la|a l'|au|aux|la|le|les|l'|une?|the|an?|our|my|notre|"
    r"mon|ma|to)"
    r"(?: |(?<=')))*(?:[a-z-]+ (?:et|and) (?:la |le |l'|the )?)?$"
)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|allee|impasse|chemin|boulevard|bd|quai|passage|square|route) "
    r"(?:de la |de l'|des? |du |d')?$"
)
_IT_FIRM = re.compile(
    r" (?:compan(?:y|ies)|firms?|departments?|sector|business(?:es)?|suppliers?|providers?|"
    r"services?|contractors?|consultanc(?:y|ies))\b"
)
_NOT_A_FIRM = r"(?:asso|school|college|lycee|ecole|club|union|ngo|mission|federation|collectif)"
#: « Ma comptable le sait », « our lawyer asks », « vos serveurs »: not who is spoken of.
_HELPERS = frozenset(
    stem(word)
    for word in word_set(
        "comptable accountant avocat avocate lawyer secretaire secretary secretariat auditor "
        "auditeur assistante serveur radio livreur facteur notaire notary assureur insurer "
        "banquier "
        "banquiere banker assurance huissier"
    )
)
_WHOSE = re.compile(r"\b(?:mon|ma|mes|notre|nos|vos|votre|my|our|your|silence) $")
_JOKE = re.compile(
    r"\b(?:jokes?|blagues?|histoire drole|poeme?|song|chanson|story) "
    r"(?:about |of |de |d'|sur |on )(?:an? |une? |les |des |the )?$"
)
#: What a word is in everyday sentences, by what stands before it, and behind it: no trade.
_ELSEWHERE: dict[str, list[tuple[re.Pattern[str], re.Pattern[str]]]] = {}
for _word, _before, _behind in (
    ("radio", r"(?<!stage )(?<!stages )(?<!place )(?<!places )\b(?:on the|a la|sur la) ", r""),
    ("data", r"\b(?:the|my|your|our|mes|vos|nos|personal|keep|no) ", r""),
    ("data", r"^", r"\?"),
    ("compta", r"\b(?:la|notre|our) ", r""),
    ("informatique", r"\b(?:programme|logiciel|outil|systeme|robot) ", r""),
    ("law", r"\b(?:binding in|by|under|against|employment|labour) ", r""),
    ("kitchen", r"\bin the ", r""),
    ("payroll", r"\bon (?:the|our|my) ", r""),
    ("kitchen", r"(?:^|[,.;:] |\bthe |\bour )", r" (?:is|'s) (?:too |very )?(?:tiny|small)"),
    ("secretary", r"\b(?:the|previous|former|new|old|last) ", r""),
    ("secretary", r"", rf" (?:of|at|for) (?:the |an? |our )?{_NOT_A_FIRM}"),
    ("secretaire", r"\b(?:la|le|l'|ancienne?|nouvelle|nouveau|precedente?) ?", r""),
    ("secretaire", r"", rf" (?:de la |de l'|du |d'une? |de |a l'|au ){_NOT_A_FIRM}"),
    ("town hall", r"\b(?:by|with|from|to) (?:the|our) ", r""),
    ("town hall", r"", r" of "),
    ("canteen", r"\b(?:supply|supplies|livrons|two|several|school) ", r""),
    ("cantine", r"\b(?:payer la|paie la|a la|payer sa) ", r""),
):
    _ELSEWHERE.setdefault(stem(_word), []).append((re.compile(f"{_before}$"), re.compile(_behind)))
_NO_SLIPS = frozenset({"service", "services", "photograph", "photographs", "escalate"})
_LONG_WORD = re.compile(r"(?<![\w-])[a-z]{7,16}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade as it is typed.

    Attributes:
        section: the letter of the NAF section (rev. 2) it belongs to, where the list has it.
        industry: the word names a whole industry (« le bâtiment »), not a trade (« plombier »).
        led: « en », « dans la », « secteur » stands before it: a field of work is meant.
    """

    value: str
    section: str | None
    industry: bool
    led: bool


def read_trades(text: str) -> tuple[Trade, ...]:
    """The trades that `text` names, in its order, each once; else a misspelt one."""
    said, flat = plain(text), fold(text)
    if len(said) != len(flat):
        said = flat
    instead = _INSTEAD.search(flat)
    # « Fromagerie plutôt que laiterie », not « trois jours au lieu d'une semaine en laiterie ».
    if instead and not _NO_TRADE_BUT.match(flat, instead.end()):
        said, flat = said[: instead.start()], flat[: instead.start()]
    listed = _merged(said, list(_listed(said, flat)))
    framed = list(_framed(said, flat, listed))
    found: dict[str, Trade] = {}
    for _, _, one in sorted([*listed, *framed], key=lambda at: at[0]):
        found.setdefault(fold(one.value), one)
    return tuple(found.values()) or _misspelt(said, flat)


_At = tuple[int, int, Trade]
"""A trade with where it begins and ends."""


def _listed(said: str, flat: str) -> Iterator[_At]:
    """The trades that the list has."""
    last = 0
    for named in find_trade_words(flat):
        word, kind = flat[named.start : named.end], named.word.kind
        written = said[named.start : named.end]
        led = _led(flat, named.start, named.end)
        if last and _AND.fullmatch(flat, last, named.start):  # « dans le son ou la vidéo »
            led = True
        if named.word.words == "it" and _IT_FIRM.match(flat, named.end):
            led = written == "IT" or led
        if kind == "workplace":
            led = _AT_WORK.search(flat[: named.start]) is not None
            if written[0].isupper() and not said.isupper() and named.start:  # « in Le Port »
                continue
        before = flat[max(0, named.start - 40) : named.start]
        if _STREET.search(before) or _LANDMARK.search(before):
            continue
        if kind in {"field", "workplace"} and not led and word != flat.strip(" .,!?"):
            continue
        if stem(word) in _HELPERS and _WHOSE.search(flat[: named.start]):
            continue
        if _is_no_trade_here(flat, named.start, named.end):
            continue
        shouted = written != "IT" or said.isupper()
        if named.word.words == "it" and shouted and not _IT_FIRM.match(flat, named.end):
            continue
        end = narrowed(flat, named.end)
        last = end if led else 0
        trade = Trade(said[named.start : end], named.word.section, kind == "industry", led)
        yield named.start, end, trade


def _is_no_trade_here(flat: str, start: int, end: int) -> bool:
    """« A joke about bankers », « heard on the radio », « the secretary of the association »."""
    before = flat[:start]
    if _JOKE.search(before):
        return True
    return any(
        led.search(before) is not None and followed.match(flat, end) is not None
        for led, followed in _ELSEWHERE.get(stem(flat[start:end]), ())
    )


def _merged(said: str, found: list[_At]) -> list[_At]:
    """« Boulanger-pâtissier », « ferme maraîchère »: two words for one trade."""
    merged: list[_At] = []
    for start, end, trade in found:
        if merged and said[merged[-1][1] : start] in {" ", "-"}:
            first, _, one = merged.pop()
            trade = Trade(said[first:end], one.section, one.industry, one.led or trade.led)
            start = first
        merged.append((start, end, trade))
    return merged


def _framed(said: str, flat: str, listed: list[_At]) -> Iterator[_At]:
    """The trades told by the words around them; what they hold of `listed` is taken out of it."""
    for frame in framed_trades(said, flat):
        beside = [at for at in listed if at[0] < frame.end and at[1] > frame.start]
        if any(at[0] <= frame.start and at[1] >= frame.end for at in beside):
            continue
        if any(at[0] < frame.start or at[1] > frame.end for at in beside):
            continue
        for at in beside:
            listed.remove(at)
        section = beside[0][2].section if beside else None
        yield frame.start, frame.end, Trade(said[frame.start : frame.end], section, False, True)


def _led(flat: str, start: int, end: int) -> bool:
    """Whether a field of work is meant, by the words before or behind."""
    before = _LED.search(flat[max(0, start - 50) : start])
    return before is not None or _FOLLOWED.match(flat, end) is not None


def _misspelt(said: str, flat: str) -> tuple[Trade, ...]:
    """« gardienage », « nettoyag »: one slip in a long word that begins as the trade does."""
    for match in _LONG_WORD.finditer(flat):
        word = match[0]
        near = process.extractOne(
            word, _by_letter().get(word[0], ()), scorer=OSA.distance, score_cutoff=1
        )
        if (
            near is None
            or not near[1]
            or _is_verb(word, near[0])
            or word in common_words() | _NO_SLIPS
        ):
            continue
        known = _long_words()[near[0]]
        written = said[match.start() : match.end()]
        if match.start() and written[0].isupper() and not said.isupper():  # a name: « Bosquets »
            continue
        led = _led(flat, match.start(), match.end())
        return (Trade(written, known.section, known.kind == "industry", led),)
    return ()


def _is_verb(word: str, trade: str) -> bool:
    """« Imprimer » is what an « imprimeur » does, « programmée » no « programmer »."""
    if word.endswith("er") and not trade.endswith("er"):
        return True
    if word.endswith(("ee", "ees")) and trade.endswith("er"):
        return True
    return trade in {word + "r", word + "s"} or word.endswith(("ed", "ez", "ent"))


#: The last division of each section of the NAF, rev. 2 (INSEE).
_SECTIONS = (
    (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"),
    (56, "I"), (63, "J"), (66, "K"), (68, "L"), (75, "M"), (82, "N"), (84, "O"), (85, "P"),
    (88, "Q"), (93, "R"), (96, "S"), (98, "T"), (99, "U"),
)  # fmt: skip


def section_of(division: int) -> str | None:
    """The section of a NAF division (the first two digits of a code); None when there is none."""
    return next((section for last, section in _SECTIONS if 0 < division <= last), None)


@cache
def _long_words() -> dict[str, TradeWord]:
    return {
        known.words: known
        for known in trade_words()
        if known.kind in {"trade", "industry"} and len(known.words) >= 8 and known.words.isalpha()
    }


@cache
def _by_letter() -> dict[str, list[str]]:
    """The long words of trades, by their first letter."""
    letters: dict[str, list[str]] = {}
    for word in _long_words():
        letters.setdefault(word[0], []).append(word)
    return letters
