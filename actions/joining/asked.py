"""What is asked back while a company joins: what a question is for, who may join, how long it is.

The programme's own questions are the knowledge's; here are those that only make sense beside a
question of the form, where the knowledge would answer something else (« c'est obligatoire ? » of
the telephone).
"""

import re

from actions.joining import company as joining_company
from actions.joining import contact as joining_contact
from actions.joining import identity_facts
from actions.joining import named as joining_named
from actions.joining.names import is_question
from actions.naming import folded
from actions.steps import Sheet, Step
from actions.turn import Turn
from paqte.i18n import N_
from paqte.reference import knowledge
from reading.identifiers import read_company_identifier
from reading.personal.contacts import read_email, read_phone

NO_SIRET_NEEDED = N_("Non, le nom suffit : écrivez-le, ou touchez « Continuer sans SIRET ».")
WHAT_FOR = {
    identity_facts.SLOT: NO_SIRET_NEEDED,
    joining_named.NAME: N_("L’équipe a besoin d’un nom pour votre entreprise."),
    joining_company.TOWN: N_("La commune dit quelle équipe vous suivra, près de chez vous."),
    joining_company.SIZE: N_("C’est pour mieux vous connaître. Un ordre de grandeur suffit."),
    joining_company.TRADE: N_("C’est pour mieux vous connaître. Vous pouvez passer."),
    joining_contact.NAME: N_("L’équipe aura besoin de savoir à qui elle s’adresse."),
    joining_contact.ROLE: N_("C’est pour savoir à qui l’équipe parle. Vous pouvez passer."),
    joining_contact.CHANNEL: N_(
        "L’équipe doit pouvoir vous joindre pour confirmer l’adhésion. Pas besoin de téléphone : "
        "une adresse e-mail suffit."
    ),
}
ANY_SIZE = N_(
    "Toutes les entreprises peuvent adhérer, quelle que soit leur taille, même si vous êtes seul "
    "ou seule."
)
SEVERAL = N_(
    "Inscrivez d’abord l’une des deux, une seule suffit pour commencer. L’autre pourra être "
    "ajoutée ensuite, avec l’équipe."
)
YOU_CAN = N_("Si, vous pouvez : il suffit d’un SIRET, ou du nom de l’entreprise.")
HOW_LONG = N_(
    "Ce sont de courtes questions, deux ou trois minutes en tout. Si l’annuaire connaît votre "
    "SIRET, il y en a moins. Vos réponses sont gardées au fur et à mesure."
)
_WHAT_FOR = re.compile(
    r"\b(?:obligatoire|oblige[es]*|indispensable|pourquoi|besoin|a quoi (?:ca |cela )?sert|"
    r"mandatory|required|compulsory|optional|why|need|what for|have to|must i)\b"
)
_OF_OTHER_QUESTIONS = (
    (
        joining_contact.CHANNEL,
        re.compile(
            r"\b(?:tel|telephone|portable|phone|mobile|e?-?mail|"
            r"(?:mon|un|my|a) (?:numero|num|number|06))\b"
        ),
    ),
    (joining_contact.NAME, re.compile(r"\b(?:mon|my) (?:nom|prenom|name|surname)\b")),
)
"""« Pourquoi mon e-mail ? », asked before the question of the e-mail."""
_BARE = re.compile(
    r"\W*(?:(?:mais|et|but|and|euh)\W+)*(?:pourquoi(?: faire)?|why|what for|c ?'?est "
    r"obligatoire|is (?:it|this|that) (?:mandatory|required))\W*"
)
_STEPS = re.compile(r"\b(?:etapes?|questions?|steps?)\b")
_HOW_MANY = re.compile(r"\b(?:\d+|huit|sept|six|combien|quoi|pourquoi|why|how many|what|encore)\b")
_TALL = re.compile(
    r"\b(?:grande?s?|grosse?s?|petite?s?|taille|tpe|toute? seule?|seule?|small|big|large|alone)\b"
)
_JOIN = re.compile(
    r"\b(?:adher\w*|inscri\w*|rejoin\w*|particip\w*|faut|peux|peut|droit|join|can|sign up|"
    r"allowed)\b"
)
_SEVERAL = re.compile(
    r"\b(?:deux|2|trois|3|plusieurs|two|three|several)\b(?=.*\b(?:inscri\w*|entreprises?|"
    r"boulangeries?|magasins?|boutiques?|restaurants?|etablissements?|boites?|societes?|garages?|"
    r"salons?|shops?|compan\w+|business\w*|times|fois)\b)"
)
_CANNOT = re.compile(
    r"\b(?:(?:peux|peut|pourrai|puis|pourra) (?:donc )?(?:pas|plus)|can'?t (?:i|we)|"
    r"(?:i|we) can'?t|cannot)\b"
)
_DO_WITHOUT = re.compile(
    r"\b(?:sans (?:siret|numero|lui|ca|le siret)|(?:faire|continuer|avancer) sans|s'en passer|"
    r"(?:do|go on|continue|join|sign up|manage) without|without (?:it|one|that|(?:a|the) siret))\b"
)
"""« On peut faire sans ? »."""
_BEGINS = re.compile(
    r"\W*(?:(?:et|mais|ok|oui|non|bon|euh|donc|alors|but|and|so|well|wait|bah|ben)\W+)*(?:c ?'?est|"
    r"est ce|pourquoi|comment|combien|quand|qui|quoi|que|qu'|quel|faut|il faut|on|je|j'|vous|tu|"
    r"do|does|is|are|can|could|why|how|what|when|who|where|should|must|ou|a quoi|y a|ya|ca|si)\b"
)


def answered(step: Step, sheet: Sheet, turn: Turn) -> str | None:
    """The msgid that answers what the whole message asks; ``None`` if it asks nothing of that."""
    text = turn.answer.typed
    said = folded(text).replace("’", "'")
    asks = is_question(text)
    if not (asks or _BARE.fullmatch(said) or _STEPS.search(said)) or _answers(text):
        return None
    if _STEPS.search(said) and _HOW_MANY.search(said) and (asks or "histoire" in said):
        return HOW_LONG
    if asks and _SEVERAL.search(said):
        return SEVERAL
    if asks and _TALL.search(said) and _JOIN.search(said):
        return ANY_SIZE
    why = knowledge.entries()[knowledge.CONTACT_DETAILS].words.search(said)
    if asks and why:
        named = (slot for slot, words in _OF_OTHER_QUESTIONS if words.search(said))
        return WHAT_FOR.get(next(named, step.slot))
    if (_BARE.fullmatch(said) or (asks and _BEGINS.match(said))) and _WHAT_FOR.search(said):
        return WHAT_FOR.get(step.slot)
    if step.slot == identity_facts.SLOT and asks and _DO_WITHOUT.search(said):
        return NO_SIRET_NEEDED
    first = step.slot == identity_facts.SLOT and sheet.get(identity_facts.BLOCKED) is None
    if first and asks and _CANNOT.search(said):
        return YOU_CAN
    return None


def asks_something(text: str) -> bool:
    """Whether the whole message is a question, not an answer with one behind it."""
    return is_question(text) and _BEGINS.match(folded(text).replace("’", "'")) is not None


def _answers(text: str) -> bool:
    if read_company_identifier(text) is not None:
        return True
    return read_phone(text).value is not None or read_email(text).value is not None
