"""The trade in the sentence that tells it: « bah un garage automobile, on fait… »."""

import re

_LEADS = re.compile(
    r"^\W*(?:(?:bah|ben|euh|alors|bon|ok|oui|donc|well|so|en fait|actually|disons|"
    r"c['’ ]?est|on est|nous sommes|je suis|on fait|nous faisons|je fais|on a|j['’]ai|on tient|"
    r"je tiens|on vend|it['’]?s|it is|we are|we['’]re|i am|i['’]m|we run|i run|we do|i do|we have|"
    r"i have|mon activité c['’ ]?est|notre activité c['’ ]?est)\b[\s,:.!…]*)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:(?:une?|des|du|de la|un petit|une petite|an?|some)\s+|(?:de\s+)?l['’])", re.IGNORECASE
)
_ENDS = re.compile(
    r"[\s,;.…]+(?:on (?:fait|est|vend|a|répare)|nous (?:faisons|sommes|vendons)|"
    r"je (?:fais|suis|vends|répare)|we (?:do|are|sell|make)|"
    r"i (?:do|am|sell|make)|qui (?:fait|vend)|mais|but)\b.*"
    r"|(?:[\s,]+(?:quoi|hein|voilà|en fait|tout simplement|basically|you know))+\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    r"[\s,.;…]+(?:why|pourquoi|pk|pq|pour quoi faire|what for)\b[^?]*\?+\s*$", re.IGNORECASE
)


def trade_of(text: str) -> tuple[str, bool]:
    """The words that tell the trade, and whether « pourquoi ? » stands behind them."""
    whole = " ".join(text.split())
    said = _ASKS.sub("", whole)
    asked = said != whole
    begun = _LEADS.sub("", said)
    led = begun != said
    trade = _ENDS.sub("", begun)
    if led or trade != begun or asked:
        trade = _ARTICLE.sub("", trade)
    return trade.strip(" ,;:.!…") or whole, asked
