"""The name of a company in what was written where it is asked for, if there is one.

People answer that question with whole sentences, and ask or protest there: a question, a protest
and a refusal are no names. Nothing tells a name from a sentence for sure (« C'est deux euros » is
a shop): who sends the same words again, or puts them between « », is taken at their word.
"""

import re

from actions.naming import folded

_FILLERS = (
    r"(?:non|no|oui|ok|bon|ben|bah|euh|alors|pardon|désolée?|sorry|well|en fait|actually|idk|"
    r"hello|bonjour|salut)"
)
_LED = re.compile(
    r"(?:^|(?<=[\s,.;:…(]))(?:"
    r"(?:(?:elle|il|on|ça|ca|qui|nous nous)\s+)?(?:s['’ ]?appell?e(?:nt)?|appelons)"
    r"|(?:(?:it|she|he|that)['’]?s |is |are |we['’]?re )?(?:called|named)"
    r"|(?:(?:le|mon|notre|son|the|my|our|its)\s+)?(?:nom|name)"
    r"(?:\s+(?:de|of)\s+(?:l['’]|la |ma |mon |notre |the |my |our )?\w+)?"
    r"\s*(?:c['’ ]?est|c\b|est|is|:)"
    r"|(?:(?:mon|notre|ma|my|our)\s+|l['’])(?:entreprise|bo[iî]te|soci[eé]t[eé]|boutique|magasin|"
    r"commerce|company|business|shop|firm)\s*,?\s*(?:c['’ ]?est|c\b|est|is|:)"
    r"|(?P<weak>(?:mais|but)\s+(?:c['’ ]?est|it['’]?s))"
    r"|(?:je crois|je pense|je dirais|i think|i guess)\s+(?:que\s+|that\s+)?(?:c['’ ]?est|it['’]?s)"
    r")(?=[\s:])[\s:]*",
    re.IGNORECASE,
)
"""What leads to a name, anywhere in the sentence: « le SIRET je sais pas, elle s'appelle … »."""
_BEGUN = re.compile(
    rf"^(?:(?:{_FILLERS})\b[ ,.:!]*)*"
    r"(?:c['’ ]?est|on est|nous sommes|je suis|il s['’]agit de|it['’]?s|it is|we['’]?re|we are)\b"
    r"[\s:]*",
    re.IGNORECASE,
)
"""What leads to a name where a sentence begins, and only if no quality follows."""
_ARE = re.compile(r"\b(?:je suis|on est|nous sommes|we are|we're)\b")
_QUALITY = re.compile(
    r"(?:faux|fausse|vrai|bon|moi|nous|eux|mon|ma|mes|notre|nos|la mienne|le mien|ouverte?s?|"
    r"fermee?s?|seule?s?|une?|des|pas|la gerante|le gerant|le patron|la patronne|le boss|deja|trop|"
    r"nul|bizarre|quoi|ca|cela|possible|obligatoire|mine|my|ours?|us|me|an?|not|open|closed|wrong|"
    r"true|the (?:owner|boss|manager)|alone|en|dans|tres|plus|juste|sur|sure|perdue?)\b"
)
_ASIDE = re.compile(r"(?:\s+(?:quoi|hein|voilà|en fait|je crois|i think))+\W*$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*,?\s+(?:mais|but|pourquoi|why|et (?:je|on|j['’]|c['’])|and (?:i|we)|je ne|j['’]ai)\b.*|"
    + _ASIDE.pattern,
    re.IGNORECASE,
)
"""Where a name ends that was led to."""
_FILLED = re.compile(rf"^(?:{_FILLERS}\s*[,.:!]+\s*)+", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\s,;.(]+(?:(?:mais|but|et)\s+)?(?:(?:pour|about)\s+)?(?:le|mon|the|my)\s+siret\b.*",
    re.IGNORECASE,
)
"""« Garage Martin, le SIRET je l'ai pas »."""
_QUOTED = re.compile(r"\W*[«“\"]\s*(?P<name>[^«»“”\"]{2,})\s*[»”\"]\W*")
_CLAUSE = re.compile(
    r"\b(?:(?:je|j|tu|on|nous|vous|ils?|elles?|ca|c|qui|personne|i|we|you|they|it)\W+"
    r"(?:(?:ne|n|l|le|la|les|me|m|y|en|lui|vous|te|t|do|don|did|didn)\W+)*"
    r"(?:suis|es|est|etais?|sommes|etes|sont|ai|as|a|avons|avez|ont|peux|peut|pouvez|veux|veut|"
    r"voulez|voudrais|dois|doit|sais|sait|fais|fait|faut|vais|va|reprends?|continue|comprends?|"
    r"crois|pense|cherche|travaille|la|mon|ma|pas|am|are|is|have|has|had|can|want|need|know|think|"
    r"t|s|re|ve|m)\b"
    r"|(?:jai|jsuis|chuis?|chui|cest|ct|faut|ya|jsp|jpeux|jveux|dont|cant|im|idk|its)\b)"
)
"""A pronoun and its verb, on folded words."""
_OPENS = re.compile(r"\W*(?:ben|bah|euh|mais|oui|non|donc|alors|but|so|no|yes|pourtant)\b")
_BEGINS = re.compile(
    r"(?:je m'?appelle|my name is|moi c'est|pourquoi (?:je|vous|tu|on|faut|il)|"
    r"why (?:do|are|is|should)|comment (?:je|on|ca|faire)|t'?es)\b"
)
_DENIES = re.compile(r"\b(?:pas|rien|plus|jamais|not|nothing|never|(?:don|can|didn)'t|dont|cant)\b")
_ASKS = re.compile(
    rf"\W*(?:(?:{_FILLERS}|dites?(?:[- ]moi)?|dis(?:[- ]moi)?|et|mais|attendez?|wait|"
    r"s'?il (?:vous|te) plait|svp|stp|excusez[- ]moi|please|sorry)\W+)*"
    r"(?:ca \w+ (?:\w+ )?(?:koi|quoi|combien)\W*$|"
    r"(?:c(?: ?'?est)? (?:koi|quoi|combien|qui|ou)|est[- ]ce que?|qu'?est[- ]ce|"
    r"quels? (?:est|sont)|quelles? (?:est|sont)|combien (?:de|ca|coute|il)|comment (?:on|je|faire)|"
    r"(?:peux|peut|pouvez|pourriez|sais|savez|connais|connaissez)[- ](?:tu|on|vous)|"
    r"(?:what|who|where)(?: is|'?s| are)|how (?:do|does|much|many|long|can)|"
    r"(?:when|why|do|does|can|could|would) (?:do|does|is|are|you|i|we))\b(?:\W+\w+){2,})"
)
_REFUSES = re.compile(
    r"\W*(?:(?:non|no|nope|nan|si|mais|euh)\W+)*(?:non|no|nope|nan|"
    r"pas (?:ca|cela|celui|celle|du tout)|not (?:that|this|it)|pas (?:le )?(?:bon|mien|notre)|"
    r"ni l un ni l autre|n importe quoi|"
    r"la mienne|le mien|mine|c'?est (?:moi|a moi|nous))"
    r"(?:\W+(?:ca|cela|du tout|that|one|la|le|ci|nom))*\W*"
)
_LONG = 12
"""So many words are a sentence, whatever they are."""


def told_name(text: str) -> str | None:
    """The name that ``text`` gives; ``None`` for a question, a protest or a refusal."""
    whole = " ".join(text.split())
    if (quoted := _QUOTED.fullmatch(whole)) is not None:
        return quoted["name"].strip()
    if _asks(whole):
        return None
    rest = whole
    weak = False
    for lead in _LED.finditer(whole):
        rest, weak = whole[lead.end() :], lead["weak"] is not None
    if (begun := _BEGUN.match(rest)) is not None:
        rest, weak = rest[begun.end() :], True
    if weak and _QUALITY.match(folded(rest)):
        return None
    if begun is not None and _ARE.search(folded(begun[0])) and rest.islower() and " " not in rest:
        return None  # « je suis boulanger »
    led = rest != whole
    rest = _FILLED.sub("", rest)
    rest = _NUMBER.sub("", rest)
    name = (_AFTER.sub("", rest) if led else _ASIDE.sub("", rest)).strip(" ,;:…")
    if is_question(name) or not any(char.isalnum() for char in name) or _is_sentence(name, led):
        return None
    return name.rstrip(" .!") or None


def is_question(text: str) -> bool:
    """Whether it ends as questions do, or begins as only they do, with some words behind."""
    return text.rstrip(" !.…»").endswith("?") or _asks(text)


def _asks(text: str) -> bool:
    return _ASKS.match(folded(text).replace("’", "'")) is not None


def _is_sentence(text: str, led: bool) -> bool:
    said = folded(text).replace("’", "'")
    if _BEGINS.match(said):
        return True
    words = len(said.split())
    if _REFUSES.fullmatch(said):
        return True
    if led:
        return words >= _LONG
    if words >= _LONG or (words >= 3 and re.search(r"[!?]{2,}\W*$", text)):
        return True
    if _CLAUSE.search(said) is None:
        return False
    # « On se détend » is a name before it is a sentence, if only for its capital letter.
    small = words >= 3 and text[1:].islower()
    return words >= 4 or small or bool(_OPENS.match(said) or _DENIES.search(said))
