"""Where one message holds two wishes: « inscrivez-nous, et c'est quand la tournée ? »."""

from __future__ import annotations

import re

from reading.words import plain

#: What a second wish begins with after « et »: somebody does or asks something else. A noun after
#: « et » only goes on with the first wish: « former et acheter », « à Lyon et à Vienne ».
_BEGINS = (
    r"(?:je|j'|jve|jveu|jaimer|on|nous|vous|tu|t'|ils?|elles?|il faut|faut|fo|c'est|c|ca|ça|est-ce|"
    r"qu'|que|qui|quels?|quelles?|quan[dt]|comment|combien|pourquoi|où|y a|peut-on|puis-je|reste|"
    r"pouve[zr]|peux|pourr\w+|faites|fait|dites|dis|montr\w+|donn\w+|envo[iy]\w+|cherch\w+|trouv\w+|"
    r"propos\w+|ajout\w+|retir\w+|enl[eè]v\w+|supprim\w+|effac\w+|annul\w+|modifi\w+|chang\w+|"
    r"met(?:s|tez)|remet\w*|redi\w+|rappel\w+|expliqu\w+|inscri\w+|pass\w+|appel\w+|laiss\w+|"
    r"coup\w+|arr[eê]t\w+|stop\w*|publi\w+|suspend\w*|accept\w+|refus\w+|dupliqu\w+|confirm\w+|"
    r"pens\w+|prot[eé]g\w+|connaitre|connaître|savoir|voir|merci|"
    r"i|i'\w+|we|we'\w+|you|can|could|may|would|will|do|does|did|is|are|has|have|how|what|when|where|"
    r"who|why|which|please|pls|tell|show|send|give|let|let's|add|remove|delete|cancel|change|put|"
    r"find|look|list|explain|sign|call|stop|thank|thanks|know|copy|confirm|want|get|see|my|also|then)"
)
_AFTER = (
    r"(?:aussi|sinon|puis|ensuite|au passage|au fait|tant qu'on y est|du coup|d'ailleurs|en plus|"
    r"en m[eê]me temps|si oui|cette fois|apr[eè]s|also|then|besides|while (?:you're|we're) at it|"
    r"by the way|btw|if so|another thing|one more thing)"
)
_AND = r"(?:et|and|&|pi)"
_BORDER = re.compile(
    rf"\?+\s+(?:{_AND}\s+)?(?:{_AFTER}[ ,:]+)?"  # a question, and something after it
    rf"|,?\s+{_AND}\s+{_AFTER}[ ,:]+"
    r"|[,.;]?\s+(?:sinon|au fait|au passage|par ailleurs|d'ailleurs|autre chose|by the way|btw|"
    r"one more thing|another thing),?:?\s+"
    rf"|,\s*{_AND}\s+"
    rf"|\s+{_AND}\s+(?={_BEGINS}\b)",
    re.IGNORECASE,
)
#: Said before a wish, and no wish: greetings, thanks, who speaks.
_PREAMBLE = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|slt|bjr|coucou|hello|hi|hey|good (?:morning|afternoon|evening)|"
    r"merci|thanks|thank you|svp|stp|please|pardon|excuse[zr]?-?(?:moi)?|d[eé]sol[eé]e?|sorry|ok|"
    r"alors|bon|bah|ben|euh|oui|non|yes|no|well|so|[cç]a va|how are you|[aà] (?:tous|vous|toi)|"
    r"madame|monsieur|mesdames|messieurs|l'[eé]quipe|tout le monde|there|all|team|beaucoup|bien|"
    r"very much|pour (?:tout|votre r[eé]ponse)|bien|toi|vous)[ ,!.]*)+",
    re.IGNORECASE,
)
_MIN_WORDS = 2  # of the second: « former, et acheter » is one wish


def two_wishes(text: str) -> tuple[str, str] | None:
    """The two wishes that `text` may hold, as they were typed; None when it is plainly one.

    Only the words are looked at: whether both pieces are wishes, and not the same, is for who
    understands them. What is said before a wish (« bonjour, ») stays with it.
    """
    said = plain(text)
    for border in _BORDER.finditer(said):
        mark = "?" if border[0].startswith("?") else ""
        first, rest = said[: border.start()].strip(" ,;") + mark, said[border.end() :].strip(" ,;")
        if not first or len(rest.split()) < _MIN_WORDS:
            continue
        if _PREAMBLE.fullmatch(first.rstrip(".!?… ")):
            continue
        return first, rest
    return None
