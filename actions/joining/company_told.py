"""The trade and the name of the company, where the words that open joining tell them.

A trade or a name is only taken where the company itself is meant: « on cherche un boulanger », « on
travaille avec Carrefour » tell of others.
"""

import re

from actions.naming import folded
from reading.organisations.reader import read_organisation
from reading.organisations.words import only_town
from reading.trades.people import activity
from reading.trades.reader import read_trades

_HELLO = (
    r"(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|evening)|madame|monsieur|"
    r"a tous|all|oui|yes)"
)
_ARTICLE = r"(?:(?:une?|des|du|de la|de l'|d'une?|de|le|la|les|l'|an?|the)\s*)?"
_OURS = (
    r"(?:(?:je|j') ?(?:suis|tiens|gere|dirige|represente|ai|travaille (?:dans|pour))|"
    r"(?:on|nous) (?:est|sommes|a|avons|tient|tenons|gere|gerons)|c'?est|it's|ici|"
    r"(?:i|we|i'm|we're)(?: (?:am|are|run|own|have|manage|work (?:in|for|at)))?|this is|"
    r"mon|ma|mes|notre|my|our|gerante?|patron(?:ne)?|dirigeante?|direct(?:eur|rice)(?: \w+)?|"
    r"responsable(?: \w+)?|owner|manager|chef|"
    r"(?:officer|manager|director|head of \w+|assistant|ceo|work(?:ing)?) (?:at|for|with)|"
    r"inscri\w+|adhesion|enregistrer|rejoindre .{2,20} avec|register|sign up|chez|pour|from|for|of)"
)
_SUBJECT = re.compile(r"\W*(?:je (?:suis|tiens|gere|dirige)|nous sommes|i (?:am|run|own)\b|i'm\b)")
_ABOUT = r"(?:(?:petite?|jeune|small|little|local|family) )?"
_CONTAINER = (
    r"(?:(?:entreprises?|societes?|boites?|boutiques?|magasins?|pme|tpe|start-?up|sarl|sas|"
    r"salons?|cabinets?|ateliers?|agences?|studios?|compan(?:y|ies)|business|shop|firm)"
    r"(?: (?:familiale?|artisanale?))? ?,? ?(?:qui s'appelle|called|named|de la|des?|du|d'|dans "
    r"(?:le|la|les))? ?)?"
)
_MEANT = re.compile(
    rf"(?:^\W*|[,.;:!(\n-]\s*|\b{_HELLO}\W+|\b{_OURS}\s*)"
    rf"(?:et )?{_ARTICLE}{_ABOUT}{_CONTAINER}$"
)
"""What stands before the company's own trade or name, to the beginning of the sentence."""
_GREETED = re.compile(rf"\b{_HELLO}\W+(?:[a-z'-]+ ){{1,2}}(?:de la |de l'|du |from |chez )$")
"""« Bonjour, Karim de la … »."""
_COMPANY = (
    r"(?:(?:mon|notre|ma|l'|my|our|the) ?)(?:(?:petite?|small|family) )?"
    r"(?:entreprise|societe|boite|boutique|magasin|commerce|affaire|pme|tpe|start-?up|company|"
    r"business|firm|shop)"
)
_BEGINS = r" ?(?:(?:la|le|les|the) |l')?[\"«“ ]*$"
_CALLED = re.compile(
    rf"\b(?:{_COMPANY}\b(?:[^.!?]{{0,40}}\b(?:elle|it))?,? ?"
    r"(?:(?:qui |which )?(?:s'ap+el+e|se nomme)|(?:(?:which )?is |'?s )?(?:called|named)|"
    r"(?:est )?nommee)|(?:on s'ap+el+e|nous nous appelons|we(?:'re| are) (?:called|named))|"
    r"(?:(?:nom|name)(?: commercial)?(?: (?:de|of) (?:la |ma )?[a-z' ]{5,20})?|raison sociale|"
    rf"enseigne) ?(?:est|is|c'est|:)){_BEGINS}"
)
"""« On s'appelle », “our company is called”: the name stands behind, in capitals or not."""
_IS = re.compile(rf"\b{_COMPANY},? ?(?:c'est|est|is|:){_BEGINS}")
"""« L'entreprise c'est … », where a name may stand, and much else."""
_OTHERS = re.compile(
    r"\b(?:embauch|recrut|cherch|accueill|apprenti|alternan|stag|form(?:er|ons|e) |prend|achet|"
    r"fourniss|avec |grace a|hir(?:e|ing)|recruit|look(?:ing)? for|interns?|train|buy|bought|"
    r"with |thanks to|need)[^,.;:!?]*$"
)
_PLACE_OF = re.compile(r"\b(?:salon|cabinet|atelier|magasin|agence|studio) (?:de la |de |du |d')?$")
"""A workplace that belongs to its trade: « salon de coiffure »."""
_NO_COMPANY = re.compile(
    r"\b(?:paqte|pacte|college|lycee|ecole|school|asso\w*|mairie|mission locale|cfa|afpa|"
    r"france travail|pole emploi|cci|cma|medef|cpme|prefecture|rectorat|charity|siret|siren)\b"
)
_TOLD_US = re.compile(r",? (?:qui|who|that) (?:m'|nous |me |told|sent|recommended)")
"""« C'est la boulangerie Martin qui m'a parlé de vous »."""
_EMPLOYED = re.compile(r" (?:chez|dans (?:une|la|l)|at |in an? )")
_TOWN_BEHIND = re.compile(r" (?:de|du|des|d['’]) ?[A-ZÀ-Ý][\w'’-]*(?:[ -][A-ZÀ-Ý][\w'’-]*)*")


def trade_told(text: str, name: str | None = None) -> str | None:
    """« boulangerie » of « Karim, boulangerie à Creil », and of « je suis boulangère à Creil ».

    ``None`` where others' trade is told.

    Args:
        text: the words that open joining.
        name: the company's, if they tell it: « Nettoyage Plus » is a name and no trade.
    """
    for trade in read_trades(text):
        if name is not None and trade.value in name and not trade.value.islower():
            continue
        before = _before(text, trade.value)
        if before is not None and _is_ours(before) and not _works_there(text, trade.value):
            place = _PLACE_OF.search(before)
            start = text.find(trade.value)
            whole = text[start - len(place[0]) : start] if place is not None else ""
            return activity(f"{whole}{trade.value}")
    return None


def name_told(text: str) -> str | None:
    """« Fournil de Cergy » of « gérante du Fournil de Cergy »; no school's name, and no town."""
    found = read_organisation(text)
    if found is None or only_town(found.value, former=True):
        return None
    before = _before(text, found.value)
    if before is None or _NO_COMPANY.search(folded(found.value)):
        return None
    if not (_is_called(before, found.value) or _is_ours(before)):
        return None
    end = text.find(found.value) + len(found.value)
    if _TOLD_US.match(folded(text[end:]).replace("’", "'")):
        return None
    behind = _TOWN_BEHIND.match(text, end)
    name = f"{found.value}{behind[0]}" if behind is not None else found.value
    return f"{name[0].upper()}{name[1:]}"


def _works_there(text: str, trade: str) -> bool:
    """« Je suis comptable chez Duval »: what somebody does there, not what the company does."""
    behind = folded(text[text.find(trade) + len(trade) :])
    return _EMPLOYED.match(behind) is not None


def _before(text: str, value: str) -> str | None:
    """What stands before ``value``, folded; ``None`` where it is not written so."""
    at = text.find(value)
    return folded(text[:at]).replace("’", "'") if at >= 0 else None


def _is_called(before: str, name: str) -> bool:
    """« L'entreprise c'est Fournilor », and not « l'entreprise c'est moi »."""
    named = _CALLED.search(before) or (not name[0].islower() and _IS.search(before))
    return bool(named)


def _is_ours(before: str) -> bool:
    meant = _MEANT.search(before)
    if meant is not None and _SUBJECT.match(meant[0]):
        return True  # « on cherche un stagiaire je tiens une boulangerie »: another clause begins
    if _OTHERS.search(before):
        return False
    return (meant or _GREETED.search(before)) is not None
