"""What joining asks of the person: name, role, and how to reach them."""

import re

from actions.joining import full_name
from actions.joining.company import untold
from actions.joining.names import told_name
from actions.joining.ways import later
from actions.naming import folded
from actions.reached import shown_channel
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Step, Tools, as_it_is, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.names.reader import read_person_name
from reading.personal.contacts import read_email, read_phone

NAME, ROLE, CHANNEL = "join_contact_name", "join_contact_role", "join_contact_channel"
MAX_NAME, MAX_ROLE = 80, 80

ASK_NAME = N_("À qui ai-je le plaisir de parler ? Votre prénom et votre nom, s’il vous plaît.")
ASK_ROLE = N_("Quelle est votre fonction dans l’entreprise ?")
ASK_CHANNEL = N_(
    "Comment l’équipe peut-elle vous joindre ? Partagez votre numéro, ou écrivez un numéro ou "
    "une adresse e-mail."
)
SHARE = N_("Partager mon numéro")
ROLES = (
    (N_("Dirigeant ou dirigeante"), N_("Direction")),
    (N_("Ressources humaines"), None),
    (N_("Engagement (RSE)"), None),
    (N_("Achats"), None),
)
"""What the buttons say, and what is kept where that reads otherwise."""
LEADS, LEADS_F = N_("Dirigeant"), N_("Dirigeante")
NAME_SHAPE = N_("Écrivez simplement votre prénom et votre nom.")
ROLE_SHAPE = N_("Dites votre fonction en quelques mots, {most} caractères au plus.")
NEITHER = N_("Je n’y vois ni numéro de téléphone ni adresse e-mail.")
BAD_EMAIL = N_(
    "Cette adresse e-mail a l’air incomplète. Elle doit ressembler à <code>nom@exemple.fr</code>."
)
BAD_PHONE = N_(
    "Ce numéro de téléphone n’a pas l’air complet. Un numéro français a 10 chiffres, comme "
    "<code>06 12 34 56 78</code>."
)

_BEFORE = re.compile(
    r"^(?:(?:bro|frère|frérot|yo|salut|bonjour|hello|hey|hi|coucou|ben|bah|alors|euh|bon|oui|ok|"
    r"well)\b[\s,.:!…]*)*(?:(?:appel+e[sz]?|call)[\s-]+(?:moi|me)\b\s*)?",
    re.IGNORECASE,
)
"""What is said before a name: « bro », « appelle-moi »."""
_BEHIND = re.compile(
    r"[\s,;.…(]+(?:mais|but|et non|and not|pas|not|alias|dit|aka|tout le monde|everyone|"
    r"on m['’]app)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What is said behind it: « … mais tout le monde m'appelle Nanard », « … pas Nanard »."""
#: What stands in no name: somebody presents themselves, or says what they are.
_SAYS_MORE = re.compile(
    r",|\b(?:je|moi|suis|c['’]est|m['’]appelle|i|i['’]m|my name|this is)\b", re.IGNORECASE
)


_IS_ME = re.compile(
    r"^\W*(?:(?:ben|bah|euh|alors|bon|oui|bro|yo|well|yes)\b[\s,.:!…]*)*"
    r"(?:(?:bah |ben )?c['’ ]?est moi|moi c['’ ]?est|moi,? je suis|je suis|j['’]suis|chuis|"
    r"it['’]?s me|i am|i['’]m|that['’]?s me)\b[\s,]*(?:(?:qui (?:suis|est)|who is)\s+)?"
    r"(?:(?:le|la|un|une|the|an?)\s+|l['’])?",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(r"\W*(?:(?:oui|non|ok|okay|d.?accord|ouais|yes|no|yep|nope)\W*)+")
_BOSS = re.compile(
    r"(?:le |la |the )?(?:(?P<her>patronne|cheffe(?: d'?entreprise)?|boss(?:e|eresse))|patron|boss|"
    r"chef(?: d'?entreprise)?|grand chef|big boss|owner|head)(?: ici| here)?"
)


def ask_name(sheet: Sheet, turn: Turn) -> Question:
    """The name; Telegram's first name is one tap away. What is missing, after a first name."""
    if (alone := sheet.get(full_name.ALONE)) is not None:
        return full_name.ask_rest(NAME, alone, turn)
    known = turn.contact.name or turn.contact.first_name
    buttons = (button_for(NAME, known, known),) if known and is_name(known) else ()
    return Question(str(turn.speech.say(ASK_NAME)), buttons)


async def read_name(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Letters, with what joins them; a first name alone once it is insisted on."""
    if (insisted := full_name.insisted(NAME, answer, sheet)) is not None:
        return insisted
    if answer.intent == "skip":
        return later(turn)
    said = answer.pressed(NAME) or answer.typed
    name = named(said)
    if not is_name(name) or (told_name(name) is None and not answer.pressed(NAME)):
        return Refused(str(turn.speech.say(NAME_SHAPE)))
    return full_name.read(NAME, name, answer, sheet)


def named(said: str) -> str:
    """The name that was given: « Samira Martin » of « Samira Martin, je suis la gérante »."""
    whole = _BEFORE.sub("", " ".join(said.split())).strip(" .,;!?")
    whole = _BEHIND.sub("", whole).strip(" .,;!?") or whole
    return (_SAYS_MORE.search(whole) and read_person_name(whole)) or whole


def is_name(name: str) -> bool:
    """Whether it can be a person's name: letters, with what joins them."""
    letters = sum(char.isalpha() for char in name)
    return letters >= 2 and len(name) <= MAX_NAME and not any(char.isdigit() for char in name)


def ask_role(_sheet: Sheet, turn: Turn) -> Question:
    """The role, with the commonest ones as buttons."""
    words = turn.speech
    buttons = (
        button_for(ROLE, words.gettext(title), words.gettext(kept or title))
        for title, kept in ROLES
    )
    return Question(str(words.say(ASK_ROLE)), tuple(buttons))


async def read_role(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A few words; of « c'est moi le patron », what it means."""
    if (name := full_name.set_right(answer.typed, led=False)) is not None:
        return full_name.renamed(NAME, name, turn)
    role = answer.pressed(ROLE) or role_of(answer.typed, turn)
    if answer.intent in {"affirm", "deny"} and _NO_ROLE.fullmatch(folded(role)):
        return Refused(str(turn.speech.say(ROLE_SHAPE, most=MAX_ROLE)))
    if not 2 <= len(role) <= MAX_ROLE or not any(char.isalpha() for char in role):
        return Refused(str(turn.speech.say(ROLE_SHAPE, most=MAX_ROLE)))
    return Accepted({ROLE: role})


def role_of(typed: str, turn: Turn) -> str:
    """The role in ``typed``: « Dirigeante » of « c'est moi la patronne »."""
    said = " ".join(typed.split())
    leads = _IS_ME.match(said)
    role = said[leads.end() :].strip(" .,;!") if leads else said
    if (boss := _BOSS.fullmatch(folded(role))) is not None:
        title = LEADS_F if boss["her"] else LEADS
        return turn.speech.gettext(title)
    return role or said


def ask_channel(_sheet: Sheet, turn: Turn) -> Question:
    """A phone, shared or typed, or an e-mail."""
    return Question(str(turn.speech.say(ASK_CHANNEL)), share_contact=turn.speech.gettext(SHARE))


async def read_channel(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A shared number comes as a value; typed words may hold a phone, an e-mail or both."""
    words = turn.speech
    text = answer.pressed(CHANNEL) or answer.typed
    email, phone = read_email(text), read_phone(text)
    if email.value is None and phone.value is None:
        if "@" in text or email.problem in ("domain", "shape"):
            return Refused(str(words.say(BAD_EMAIL)))
        if phone.problem in ("length", "invalid", "kind"):
            return Refused(str(words.say(BAD_PHONE)))
        if (name := full_name.set_right(text, led=False)) is not None:
            return full_name.renamed(NAME, name, turn)
        return Refused(str(words.say(NEITHER)))
    return Accepted({CHANNEL: {"phone": phone.value, "email": email.value}})


def show_channel(sheet: Sheet, _turn: Turn) -> str | None:
    """« +33 6 12 34 56 78 », an address, or both."""
    return shown_channel(sheet.get(CHANNEL) or {})


STEPS = (
    Step(
        slot=NAME,
        needed=untold(NAME),
        label=N_("Votre nom"),
        ask=ask_name,
        read=read_name,
        show=as_it_is(NAME),
        example=N_("Camille Martin"),
        hint=N_("C’est pour que l’équipe sache à qui elle s’adresse."),
        also=frozenset({"skip"}),
    ),
    Step(
        slot=ROLE,
        needed=untold(ROLE),
        label=N_("Votre fonction"),
        ask=ask_role,
        read=read_role,
        show=as_it_is(ROLE),
        example=N_("gérante"),
        hint=N_("Par exemple : gérante, responsable des ressources humaines."),
        optional=True,
    ),
    Step(
        slot=CHANNEL,
        needed=untold(CHANNEL),
        label=N_("Vos coordonnées"),
        ask=ask_channel,
        read=read_channel,
        show=show_channel,
        example=N_("06 12 34 56 78, ou nom@exemple.fr"),
        hint=N_("Un numéro ou une adresse suffit. L’équipe ne s’en sert que pour votre adhésion."),
    ),
)
