"""What a whole sentence counts: numbers that name or date something are no counts.

`reading.quantities` reads the answer to « how many? »; here nothing was asked, so a number in an
address, in a code, in « les quatre axes » or « l'offre 2 » has to be told from a count.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reading.marks import flat
from reading.names.marks import address_marks
from reading.personal.marks import contact_marks
from reading.quantities.others import MONTHS, without_other_numbers
from reading.quantities.reader import Quantity, read_quantities
from reading.quantities.spelt import spelt
from reading.quantities.texted import without_texted
from reading.quantities.units import unit_after
from reading.words import fold, plain

_NO_ONE = re.compile(
    r"\b(?:une?|an?|one) (?:[a-z]+ )?"
    r"(?:propositions?|annonces?|offres?|offers?|demandes?|requests?|"
    r"idees?|nombre|number|groupe|group|types?|questions?|dates?|conventions?|boites?|entreprises?|"
    r"societes?|associations?|assos?|classes?|equipes?|erreurs?|lycee|college|ecole|school|company|"
    r"week|semaine|tuteur|tutor)\b"
)
_ARTICLE = re.compile(
    r"(?<!vingt et )(?<!trente et )(?<!cinquante et )\b(?:une?|an|one)\b"
    r"(?! (?:cent|mille|hundred|ou|or|"
    r"(?:(?:bonne|petite|grosse|grande|belle) )?"
    r"(?:demi[- ])?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|"
    r"soixantaine|"
    r"centaine)|millier|paire)\b)"
)
_ENGLISH_ONE = re.compile(
    r"\b(?:an?|one) (?=(?:year \d\d? |[3-6]e(?:me)? |2n?de |young |local |school )?"
    r"(?:pupil|student|kid|intern|trainee|teenager|teen|youngster|schoolchild)\b)"
)
_NO_PLACE = re.compile(
    r"\b(?:une?|an?|one) (?:[a-z]+ )?(?:stages?|stajs?|internship|placement)\b"
    r"(?! (?:de |d'|en |in )?(?:[234]e|3em|[234]eme|2nde|2de|troisieme|seconde|quatrieme))"
)
_BOTH = re.compile(
    r"\bboth(?: of)?(?: the| our| my| your| their| these| those)?(?: young)? "
    r"(?=(?:kids|pupils|students|girls|boys|interns|trainees|youngsters|teens|teenagers|lads|children|"
    r"places|seats|spots|internships|placements|of (?:them|ours))\b)"
)
_ONLY_ONE = re.compile(
    r"\b(?:(?:qu'|qu |que |plus que |seulement |juste |only |just )(?:une?|one)\b(?= \w)|"
    r"(?:just|only) one(?=\W*$)|"
    r"from (?:\d|two|three|four|five|six|seven|eight)(?: places?| seats?| spots?)? to one\b|"
    r"(?:une? seule?|a single|one single|(?:just|only) the one)\b|"
    r"(?<=\bfor )one(?= i\b|\W*(?:$|[,.;!?]))|"
    r"\b(?:une?|one)(?= (?:des|sur les|sur|of the|of our|of your|de nos|de vos|parmi nos) "
    r"(?:\d|deux|trois|quatre|cinq|two|three|four|five|pupils|interns|students|kids|trainees|eleves|"
    r"stagiaires)))"
)
_ALONE_BOTH = re.compile(
    r"\bboth(?= (?:came|come|were|are|was|showed|turned|did|have|had|stayed|finished|welcome)\b|"
    r"\W*(?:$|[,.;!?]))"
)
_PAIR = re.compile(r"\bthe pair(?= of (?:them|kids|pupils|lads|girls|boys)\b)")
# « On ne peut pas en prendre six, trois oui », “fine with five, can't do eight”
_CANNOT = (
    r"\b(?:can't|cannot|couldn't|won't|peu[xt] pas|pouvons pas|pourr\w+ pas) (?:en )?"
    r"(?:do|take|have|host|prendre|accueillir|recevoir) (?:the (?:other )?|les (?:autres )?)?\d+"
)
_CANNOT_FIRST = re.compile(rf"{_CANNOT}(?=[^.]*\d)")
_CANNOT_LAST = re.compile(rf"(?P<can>\d[^.;]*?){_CANNOT}")
# « Ils en demandent cinq, on ne peut en prendre que deux »: what is asked for is not given.
_ASKED_ONLY = re.compile(
    r"^[^.;]*\b(?:demand|veu|voul|souhait|ask|want|request)\w*\b[^.;]*?\d[^.;]*?"
    r"(?=\b(?:on|nous|je|j'|we|i)\b[^.;\d]*\b(?:que|seulement|juste|only|just)\b[^.;\d]{0,25}\d)"
)
# « Déclaré deux fois »: told twice, and not two of anything.
_TWICE = re.compile(
    r"\b(?:declar|enregistr|not|compt|saisi|rentr|log|record|count|enter)\w*"
    r"(?: (?:ca|cela|le|la|l'|it|this|that))? \d+ (?:fois|foi|times)\b"
)
_TEXTED_OF = re.compile(r"\b(?P<noun>of+res?|demandes?|demand|convention|place|lieu) 2 (?=stage\b)")
"""As in a text: « mon ofre 2 stage » is « de stage »."""
_NOT_ONE = re.compile(
    r"\b(?:aucune?|none|not one)(?= (?:des|d'entre|de (?:ces|nos|vos|leurs)|of)\b)"
)
# « Rajoutez-en deux, ça fera cinq »
_MAKES = re.compile(
    r"\b\d+(?P<what>(?: [^.;\d]{0,50}?)?),? (?:et )?(?:ca (?:fera|fait|ferait)|"
    r"ce qui (?:fait|fera)|that makes|which makes|making it) (?P<right>\d+)\b"
)
# « On en attendait six, quatre sont venus »
_EXPECTED = re.compile(
    r"\b(?:expect\w*|attend(?:ait|ions|us)|prevoyait|prevu\w*|"
    r"devai\w+ etre|should have been|supposed to be|were meant to be) "
    r"\d+(?: [a-z]+)?(?=,|;| and | but | mais | et )"
)
# « 35 heures, ou 30 ? »: the unit said first holds for both.
_OR_LAST = re.compile(
    r"(?P<first>\d ?)(?P<unit>heures?|hours?|h|jours?|days?)\b(?P<between>[^.;]{0,60}?\b(?:ou|or) )"
    r"(?P<last>\d{1,3})(?=\W*$)"
)
_PERCENT = re.compile(r"\b(?:pour ?cents?|per ?cent)\b(?=\W*$|[,.;?!])")
_YEAR = re.compile(r"(?<=\w )year[- ](?:1?\d|nine|ten|eleven)\b(?= \w)")
_FROM_TO = re.compile(
    r"\b(?:de|from) (?:\d{1,3}|une?|deux|trois|quatre|cinq|six|one|two|three|four|five)"
    r"(?: places?| seats?)? (?:a|to) (?=(?:\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|"
    r"two|three|four|five|six|seven|eight|ten)\b(?! ?(?:h|heures?|ans)\b))"
)
"""« Passez de deux à quatre places »: what it is to be counts."""
_SEPTEMBER = re.compile(
    r"(?<=\b[ei]n )sept\b(?! jours| semaines)|(?<=\bfin )sept\b|\bsept\.?(?= 20\d\d\b)"
)
_SHORT_BUT = re.compile(
    r"\b(?:mai|me)(?= (?:c\b|ct\b|cet|\d|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\b)"
)
# « deux des quatre élèves », « trois sur les cinq demandés »: of how many is not how many.
_OF_THEM = re.compile(
    r"(?P<n>\b\d{1,4})(?P<of> (?:\w+ )?(?:d'entre (?:les|eux)|des|de vos|de nos|de leurs|"
    r"of the|of our|sur les|sur|parmi les|out of(?: the)?|outt?a) )"
    r"\d{1,4}\b(?! ?(?:jours?|semaines?))"
)
_ON_WHOLE = re.compile(
    r"^\W*(?:sur|parmi|of|out of) (?:les|nos|des|the|our) \d{1,4} (?P<what>\w+)[^,]*, "
    r"(?:seulement |only |just |seuls? )?(?P<n>\d{1,4})"
)
# What is set right: the number that is wrong is not counted.
_WRONG = re.compile(
    r"\b(?:(?:au|o) lieu d[e'] ?|a la place d[e'] ?|plutot que |instead of |rather than |"
    r"(?<!\w)(?:et )?(?:pas|not) |pa (?=\d))(?:une? |de |d'|le |les |que )?\d[\d ]*(?:[.,]\d+)?"
    r"|\b\d+ (?:[a-z]+ )?(?:par er+eur|by (?:mistake|error))\b"
)
_SET_RIGHT = re.compile(
    r"(?P<right>\d+[^,;.]*?),? (?:et )?"
    r"(?:(?<!enfin )(?<!ah )(?<!euh )non(?: pas)?|pas|not|no)(?: de)? \d+(?: \d{3})*\b"
)
_LINK = (
    r"(?:it'?s|it was|it is|its|it should (?:be|have been)|there (?:was|were)|in fact|only|just|"
    r"c'est|c'etait|cetait|cete|c t|ct|c|en fait|en realite|actually|really|de|que|plutot)"
)
_BUT_RIGHT = re.compile(
    r"(?:\b(?:pas|pa|not) )?\d+(?P<what> [^,;.]{0,40}?)"
    rf"(?:\b(?:mais|but|alors que) (?:{_LINK} )*|, (?:{_LINK} )+"
    r"|(?<= )(?:c'etait|cetait|cete|c t|ct) (?:que )?)(?P<right>\d+)"
)
_TYPED = re.compile(
    r"(?P<right>\d[^;.]*?),? (?:and |et |mais |but )?(?:i|we|j'ai|j'avais|on a|on avait) ?"
    r"(?:typed|said|put|wrote|entered|declared|mis|dit|tape|note|ecrit|declare|rentre) \d+\b"
    r"(?! [^.;]*\d)"
)
# “We'd put down seven hires, but two left, so change that to five”: the last is what it is to be.
_SAID_BUT = re.compile(
    r"\b(?:said|told you|declared|entered|typed|put|wrote|logged|reported|counted|noted) (?:in )?"
    r"€? ?\d+(?P<what>(?: ?€)?(?: [^.;\d]{0,60}?)?),? (?:but|and|while|whereas) [^.;\d]{0,50}?"
    r"(?:add(?:s|ed)? up to|c[ao]mes? to|total(?:led|s)?|amount(?:s|ed)? to|says?|shows?|it is|"
    r"there (?:was|were)|was|were) (?:only |just |really |actually )*(?P<right>€? ?\d+)"
)
# « J'ai déclaré 3 stagiaires de 3e, il y en avait 5 », « j'avais dit 7 mais ils étaient 9 »
_DIT_MAIS = re.compile(
    r"\b(?:ai|as|a|avais|avait|avons|avions|ont) (?:dit|declare|mis|note|saisi|ecrit|tape|indique|"
    r"inscrit|entre|rentre|enregistre|compte) \d+(?P<what>(?: [^,;.\d]{0,40}?(?:[234]e(?:me)?)?)?)"
    r",? (?:et |mais |alors que? ?|or )?(?:il y en (?:a|avait|a eu|avais)|(?:ils|elles) (?:sont|"
    r"etaient|n'etaient que)|en fait) (?:que |seulement )?(?P<right>\d+)"
)
# « Ils affichent cinq places ; nous en voulons quatre »
_SHOWN = re.compile(
    r"\b\d+ (?:places?|stages?|seats?|spots?)[^;.,\d]*[;.,] ?(?=(?:on|nous|je|j'|we|i) (?:en )?"
    r"(?:voul\w+|veux|veut|voudr\w+|prendr\w+|prends|prend|prenons|demand\w+|want|need|take|would "
    r"like|'d like) (?:que |just |only )?\d)"
)
# “It wasn't nine contracts, it was six”
_WAS_NOT = re.compile(
    r"\b(?:wasn'?t|weren'?t|isn'?t|aren'?t|was not|were not|is not|are not) (?:really )?"
    r"\d+(?P<what>(?: [^,;.\d]{0,40}?)?),? (?:but )?(?:it was|it'?s|it is|there (?:was|were)|they "
    r"were|but|rather) (?:um |uh |er |hmm |actually |really |only |just )*(?P<right>\d+)"
)
_THEIR_REASON = re.compile(
    r"\b(?:because|since|as|car|parce que|puisque) \d+ (?:of them|d'entre)\b"
)
_CHANGED_TO = re.compile(
    r"^.*?\d+(?P<what> [^,;.\d]{0,60})(?:[,;.].*)?\b(?:change|make|correct|set|put|bring|"
    r"passe[rz]?|mette[zr]|corrige[rz]?)(?: (?:that|it|this|ca|cela))? ?(?:to|at|into|a|en)? "
    r"(?P<right>\d+)\W*$"
)
_RATHER = re.compile(r"\b(?:plutot|rather) (?P<right>\d+[^,;.]{0,25}?) (?:que|than) \d+\b")
# « The 1200 euros was 1500 », « j'avais mis 12, c'est 14 »
_IS_NOW = re.compile(
    r"\d+(?P<what>(?: [^,;.\d]{0,40}?)?),? (?:(?:et|and|mais|but) )?(?:c'est|c'etait|ce sont|it's|"
    r"it was|etaient|was|were|should (?:be|have been)|devrai\w+ etre|aurai\w+ du etre) "
    r"(?:(?:en fait|plutot|actually|really|que) )*(?P<right>\d+)\b"
    r"(?! ?(?:h|j|ans|jours?|days?|heures?|hours?|semaines?|weeks?|fois|times)\b)"
)
_DAY = re.compile(rf"\b\d{{1,2}} (?:of )?(?={MONTHS})|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b")
_GROUPED_BY_COMMA = re.compile(r"(?<=\d),(?=\d{3}\b)")
_GROUPED = re.compile(r"(?<=\d)[ .](?=\d{3}\b)")
# People that are no unit of the catalogue: what they count is told by what was done.
_HEADS = re.compile(
    r"\b(?P<n>\d{1,4}|une?|an?|one) (?:(?:petite?s?|jeunes?|autres?|nouve\w+|anciens?|local|young|"
    r"new|ancienne) )?(?:habitante?s?|candidate?s?|gars|mecs?|meufs?|petite?s?|gosses?|gamine?s?|"
    r"personnes?|demandeu\w+ d'emploi|femmes?|hommes?|residente?s?|filles?|garcons?|voisine?s?|"
    r"chomeu\w+|jeunes?|locals?|people|ppl|peeps|person|residents?|kids?|guys?|women|woman|men|man|girls?|"
    r"boys?|neighbou?rs?|lads?|chaps?|types?|serveu\w+|vendeu\w+|cuisinier\w*|caissier\w*|assistante?s?|"
    r"technicien\w*|agents?|commis|secretaires?|livreu\w+|chauffeurs?|macons?|plombiers?|coiffeu\w+)\b"
)


def read_counts(
    text: str, *, set_right: bool = False, articles: bool = True
) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order.

    Identifiers, addresses, postcodes, ordinals, numbered offers and axes, clock times, and « of
    four » beside « two » are none. With `set_right`, the sentence corrects something: of « six,
    non sept » said of a record, the first is right. Without `articles`, « un stage » is
    not one of anything.
    """
    said = _ALONE_BOTH.sub("2", _BOTH.sub("2 ", _PERCENT.sub("%", _plain(text))))
    said = _ONLY_ONE.sub("1", _NOT_ONE.sub("0", _PAIR.sub("2", said)))
    if articles:
        said = _ENGLISH_ONE.sub("1 ", _NO_PLACE.sub(" # ", said))
    said = (_NO_ONE if articles else _ARTICLE).sub(" # ", said)
    said = _SEPTEMBER.sub("septembre", said)
    if set_right:
        said = _SHORT_BUT.sub("mais", said)
    said = _FROM_TO.sub(" ", _YEAR.sub(" ", said))
    said = _TWICE.sub(" ", _TEXTED_OF.sub(r"\g<noun> de ", spelt(said)))
    said = _SHOWN.sub(" ", _ASKED_ONLY.sub(" ", without_other_numbers(said)))
    said = _CANNOT_LAST.sub(r"\g<can>", _CANNOT_FIRST.sub(" # ", said))
    said = _MAKES.sub(r"\g<right>\g<what>", _EXPECTED.sub(" # ", said))
    said = _OR_LAST.sub(r"\g<first>\g<unit>\g<between>\g<last> \g<unit>", said)
    if set_right:
        said = _put_right(said)
    said = _RATHER.sub(lambda match: match["right"], said)
    said = _ON_WHOLE.sub(r"\g<n> \g<what>", _WRONG.sub(" ", said))
    said = _OF_THEM.sub(_of_them, said)
    return read_quantities(said)


def _plain(text: str) -> str:
    return without_texted(without_contacts(text))


def only_right(text: str) -> str:
    """`text` folded, in digits, without the numbers that it says were wrong.

    « Les 1200 euros, c'était 1500 » → « 1500 euros »; a text that corrects nothing is kept whole.
    """
    said = _DAY.sub(" ", _GROUPED.sub("", spelt(fold(text))))
    said = _put_right(_SHORT_BUT.sub("mais", said))
    said = _IS_NOW.sub(r"\g<right>\g<what>", said)
    return _WRONG.sub(" ", _RATHER.sub(lambda match: match["right"], said))


def _put_right(said: str) -> str:
    said = _SAID_BUT.sub(r"\g<right>\g<what>", _GROUPED_BY_COMMA.sub("", said))
    said = _DIT_MAIS.sub(r"\g<right>\g<what>", said)
    said = _WAS_NOT.sub(r"\g<right>\g<what>", _THEIR_REASON.sub(" # ", said))
    said = _CHANGED_TO.sub(r"\g<right>\g<what>", said)
    said = _TYPED.sub(r"\g<right>", said)
    said = _BUT_RIGHT.sub(r"\g<right>\g<what>", said)
    return _SET_RIGHT.sub(lambda match: match["right"], said)


def read_heads(text: str) -> Decimal | None:
    """How many people a sentence counts in words that are no unit: « une habitante »."""
    match = _HEADS.search(spelt(without_contacts(text)))
    if match is None:
        return None
    return Decimal(match["n"]) if match["n"].isdigit() else Decimal(1)


def _of_them(match: re.Match[str]) -> str:
    """« 2 des 4 élèves » → « 2 élèves »: the unit may stand behind both."""
    after = match.string[match.end() :]
    own = unit_after(match["of"].strip())
    return match["n"] + (match["of"] if own else " " if unit_after(after.lstrip()) else match["of"])


@lru_cache(maxsize=256)
def without_contacts(text: str) -> str:
    """`text` folded, without what is an address, a telephone number or an identifier."""
    line = plain(text)
    small = flat(line)
    marks = sorted(
        [*contact_marks(small), *address_marks(line, small)],
        key=lambda mark: (mark.start, -mark.end),
    )
    pieces: list[str] = []
    at = 0
    for mark in marks:
        if mark.kind == "name" or mark.start < at:
            continue
        pieces += [line[at : mark.start], " # "]
        at = mark.end
    return fold("".join([*pieces, line[at:]]))
