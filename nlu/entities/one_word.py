"""Companies of one word without a capital: « chez kalinor », “ask lumenko for two pupils”.

In small letters, or in a text of capitals, only the words around it tell that a word nobody uses is
a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.dictionary import dictionary
from nlu.entities.strange_words import FREQUENT, Unheard, is_a_firms
from reading.names.given import is_given

_WORD: Final = r"(?P<name>[a-z]{4,})(?:'s)?(?![\w'@-]|\.\w)(?! (?:dot|arobase)\b)"
#: What a company or a school is, before its name: « garage lemercier », « clg simon verlande ».
_KIND: Final = (
    r"\b(?P<name>(?:garage|cabinet|pharmacie|studio|menuiserie|atelier|ateliers|boulangerie|salon|"
    r"hotel|restaurant|imprimerie|clinique|librairie|agence|groupe|transports|carrosserie|plomberie|"
    r"brasserie|boucherie|ferme|maison|laiterie|fonderie|scierie|traiteur|epicerie|creche) "
    # « un traiteur antillais » is from there
    r"(?P<strange>(?![a-z]*(?:ais|aise|ien|ienne|ois|oise|ique|aire)s?\b)[a-z]{4,}))"
    r"(?![\w@'-]|\.\w)",
    r"\b(?P<name>(?:college|clg|lycee|ecole) (?P<given>[a-z]{3,})[ -](?P<strange>[a-z]{4,}))"
    r"(?![\w@'-]|\.\w)",
)
_KINDS: Final = tuple(re.compile(pattern) for pattern in _KIND)
#: What goes on with the sentence behind a name, and no noun that it would describe.
_OVER: Final = (
    r"(?=\W*$| ?[,.;:!?…)]| (?:in|on|at|to|for|from|by|and|or|but|as|near|plz|pls|please|thx|"
    r"thanks|here|now|too|we|i|is|are|was|has|have|had|wants?|wishes|would|will|can|could|may|"
    r"replied|answered|said|asked|enough|again|yet|whether|if|stand|stands|mentored|hosted|took|"
    r"hired|ticked|bought|trained|made|did|does|commit|committed|down|until|till|since|week)\b)"
)
_ASKED: Final = (
    r"(?:request|application|demand|offer|ask|asked|apply|applied|sent|wrote|write|places?|pupils?|"
    r"answer|invoice|email|mail)"
)
_OWNED: Final = (
    r"(?:offers?|placements?|places?|requests?|reports?|files?|records?|data|account|staff|employees|"
    r"employee|team|commitments?|adverts?|interns|pupils|manager|director|owner|boss|formerly|"
    r"member|buyer|progress|figures|name|part)"
)
_TEAM: Final = r"(?:team|offer|offers|placement|advert|request|crew|staff)"
#: Where French leads to a word, nothing need follow it.
_FRENCH: Final = (
    r"(?<![\w@.-])(?:(?:chez|pour|avec|par|aupres de|offre|annonce|societe|boite|entreprise) |"
    r"(?:equipe|offres?|stage|annonces?|rapport|bilan|nom|demandes?|dossier|compte|fiche|part|"
    r"achats|patronne?|gerante?|direct\w+|responsable|drh|salarie\w*|kbis) de |"
    r"(?:demand|envoy|adress|ecri|fai)\w* a |d')"
    r"(?P<name>[a-z]{5,})(?![\w@'-]|\.\w| (?:point|arobase)\b)",
    # « kalinor ouvre 12 places »
    r"(?:^|[.!?:;] )(?P<name>[a-z]{5,}) (?=(?:souhaite|voudrait|veut|propose|ouvre|accueille|"
    r"cherche|recherche|recrute|prend|peut|demande|a|est) )",
)
#: Each leads to one word, in a text without accents and capitals.
_LEADS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        *_FRENCH,
        r"(?:\b(?:at|by|for|from|frm|ask|bout|about|such as|over to|put|with|unsubscribe|2|"
        r"sign up)|@) "
        rf"{_WORD}{_OVER}",
        rf"\b{_ASKED}(?: \w+){{0,3}}? (?:to|2|of) {_WORD}{_OVER}",
        rf"\b{_OWNED} of {_WORD}{_OVER}",
        rf"\b(?:company|firm|business|shop)(?:'s)? (?:is |name is |called |named )?{_WORD}{_OVER}",
        rf"(?:^|[,.:;!?] )(?:\w+ )?(?:we are|we're|it is|it's|its|here is|this is) {_WORD}"
        r"(?=\W*$| ?[,;]| (?:in|from) [a-z]{3})",
        rf"\b(?:the|that|our request to) {_WORD} (?={_TEAM}\b)",
        rf"\b(?:has|did|will|have) {_WORD}"
        r" (?=(?:repl|answer|respond|accept|refus|sa[iy]|see|seen|got? )\w*)",
        rf"(?:^|[,.:;!?] |\bwhat ){_WORD} "
        r"(?=(?:wants|wishes|would|has|needs|hosts|offers|took|hired|bought|asks|ticked|here)\b)",
        rf"(?:\d|\b\w{{3,}}), (?!\w+(?:ez|ed|ing)\b){_WORD}(?<=\w{{5}})(?=\W*$)",
    )
)


def companies_led_to(said: str, flat: str) -> Iterator[Unheard]:
    """Those of ``said``, in their order.

    Args:
        flat: ``said`` folded, of the same length.
    """
    for start, end in sorted({span for lead in _LEADS for span in _spans(lead, flat)}):
        name = said[start:end]
        if (name.islower() or name.isupper()) and is_a_firms(flat[start:end]):
            yield Unheard(start, name, "organisation")
    for kind in _KINDS:
        for match in kind.finditer(flat):
            name = said[match.start("name") : match.end("name")]
            school = match.groupdict().get("given")
            if school:  # « college martine voudrait » is called Martine
                named = is_given(school) and match["strange"] not in dictionary(FREQUENT)
            else:
                named = is_a_firms(match["strange"])
            if named and (name.islower() or name.isupper()):
                yield Unheard(match.start("name"), name, "organisation")


def _spans(lead: re.Pattern[str], flat: str) -> Iterator[tuple[int, int]]:
    return (match.span("name") for match in lead.finditer(flat))
