"""Phrases that mean one thing, whatever a classifier makes of them, while a question is open."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Lower case, no accents, words a space apart: ``« J’arrête ! »`` gives ``j arrete``."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe")).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return _APART.sub(" ", bare).strip()


_TABLE: dict[str, tuple[str, ...]] = {
    "declare_nothing": (
        "neant",
        "rien a declarer",
        "rien a signaler",
        "nothing to declare",
        "nothing to report",
    ),
    "invite": (
        "inviter un collegue",
        "inviter une collegue",
        "inviter un ou une collegue",
        "inviter mes collegues",
        "inviter mon collegue",
        "inviter ma collegue",
        "inviter quelqu un",
        "je veux inviter un collegue",
        "je veux inviter une collegue",
        "je voudrais inviter un collegue",
        "je voudrais inviter une collegue",
        "invite a colleague",
        "invite my colleague",
        "invite someone",
        "i want to invite a colleague",
    ),
    "switch_company": (
        "changer d entreprise",
        "mes entreprises",
        "mon autre entreprise",
        "passer a mon autre entreprise",
        "switch company",
        "change company",
        "my other company",
        "my companies",
    ),
    "cancel": (
        "annuler",
        "annule",
        "annulez",
        "annuler tout",
        "tout annuler",
        "j annule",
        "je veux annuler",
        "je souhaite annuler",
        "arreter",
        "arrete",
        "arretez",
        "j arrete",
        "on arrete",
        "je veux arreter",
        "je voudrais arreter",
        "stop",
        "on laisse tomber",
        "laisser tomber",
        "laisse tomber",
        "laissez tomber",
        "je laisse tomber",
        "j abandonne",
        "abandonner",
        "abandon",
        "quitter",
        "sortir",
        "cancel",
        "cancel it",
        "cancel this",
        "cancel that",
        "i want to cancel",
        "quit",
        "exit",
        "stop it",
        "forget it",
        "never mind",
        "nevermind",
        "drop it",
        "i give up",
        "let s stop",
        "stop here",
    ),
    "skip": (
        "passer",
        "passe",
        "passez",
        "je passe",
        "on passe",
        "passer cette question",
        "passer la question",
        "sauter",
        "saute",
        "je saute",
        "question suivante",
        "suivant",
        "suivante",
        "plus tard",
        "je repondrai plus tard",
        "je le ferai plus tard",
        "on verra plus tard",
        "je prefere ne pas repondre",
        "je ne souhaite pas repondre",
        "skip",
        "skip it",
        "skip this",
        "skip this question",
        "next",
        "next question",
        "later",
        "maybe later",
        "i ll do it later",
        "pass",
        "i d rather not say",
        "prefer not to say",
    ),
    "back": (
        "retour",
        "retour en arriere",
        "revenir",
        "revenir en arriere",
        "reviens",
        "question precedente",
        "la question precedente",
        "precedent",
        "precedente",
        "en arriere",
        "je veux revenir en arriere",
        "je me suis trompe",
        "je me suis trompee",
        "back",
        "go back",
        "previous",
        "previous question",
        "step back",
        "one step back",
        "i made a mistake",
    ),
    "restart": (
        "recommencer",
        "recommence",
        "recommencez",
        "recommencer a zero",
        "tout recommencer",
        "on recommence",
        "je veux recommencer",
        "je recommence",
        "depuis le debut",
        "on reprend du debut",
        "repartir de zero",
        "restart",
        "start over",
        "start again",
        "begin again",
        "from the beginning",
        "from scratch",
    ),
    "resume": (
        "reprendre",
        "reprends",
        "reprenons",
        "on reprend",
        "je reprends",
        "je veux reprendre",
        "je voudrais reprendre",
        "je reprends mon inscription",
        "reprendre mon inscription",
        "reprendre l inscription",
        "on reprend mon inscription",
        "on reprend l inscription",
        "continuer mon inscription",
        "continuer l inscription",
        "je continue mon inscription",
        "finir mon inscription",
        "terminer mon inscription",
        "je veux finir mon inscription",
        "reprendre ou j en etais",
        "je reprends ou j en etais",
        "on reprend ou on en etait",
        "resume",
        "let s resume",
        "carry on",
        "pick up where we left off",
        "continue my registration",
        "finish my registration",
    ),
    "repeat": (
        "repeter",
        "repete",
        "repetez",
        "vous pouvez repeter",
        "tu peux repeter",
        "pouvez vous repeter",
        "pardon",
        "comment",
        "quoi",
        "hein",
        "c est quoi la question",
        "quelle etait la question",
        "j ai pas compris",
        "je n ai pas compris",
        "je ne comprends pas",
        "je comprends pas",
        "je comprends pas la question",
        "repeat",
        "repeat please",
        "can you repeat",
        "could you repeat",
        "say that again",
        "what",
        "what was the question",
        "sorry",
        "i don t understand",
        "i didn t understand",
    ),
    "help": (
        "aide",
        "aide moi",
        "aidez moi",
        "a l aide",
        "besoin d aide",
        "j ai besoin d aide",
        "help",
        "help me",
        "i need help",
        "sos",
    ),
    "menu": ("menu", "le menu", "menu principal", "accueil", "main menu", "home"),
    "human_handoff": (
        "humain",
        "un humain",
        "une personne",
        "quelqu un",
        "un conseiller",
        "conseiller",
        "parler a quelqu un",
        "parler a un humain",
        "parler a une personne",
        "parler a un conseiller",
        "je veux parler a quelqu un",
        "je veux parler a un humain",
        "je veux un humain",
        "je voudrais parler a quelqu un",
        "human",
        "a human",
        "agent",
        "a real person",
        "talk to a human",
        "talk to someone",
        "speak to someone",
        "i want to talk to a human",
        "i want to talk to someone",
    ),
    "affirm": (
        "oui",
        "ouais",
        "ouaip",
        "ok",
        "okay",
        "d accord",
        "dac",
        "exact",
        "exactement",
        "tout a fait",
        "c est ca",
        "c est bon",
        "c est exact",
        "c est correct",
        "parfait",
        "oui c est ca",
        "oui c est bon",
        "oui tout a fait",
        "bien sur",
        "yes",
        "yep",
        "yeah",
        "sure",
        "right",
        "correct",
        "that s right",
        "that s it",
        "yes please",
        "oui merci",
    ),
    "deny": (
        "non",
        "nan",
        "pas du tout",
        "ce n est pas ca",
        "c est pas ca",
        "c est faux",
        "non merci",
        "no",
        "nope",
        "not at all",
        "that s wrong",
        "wrong",
        "no thanks",
    ),
    "unsure": (
        "je sais pas",
        "je ne sais pas",
        "jsp",
        "j sais pas",
        "je sais pas trop",
        "aucune idee",
        "je suis pas sur",
        "je ne suis pas sur",
        "je ne suis pas sure",
        "i don t know",
        "dunno",
        "idk",
        "no idea",
        "not sure",
        "i m not sure",
    ),
    "search_slots": (
        "previens moi",
        "prevenez moi",
        "me prevenir",
        "previens moi s il y en a",
        "prevenez moi s il y en a",
        "previens moi quand il y en a",
        "prevenez moi quand il y en a",
        "alertez moi",
        "notify me",
        "alert me",
        "let me know",
        "let me know when there are some",
        "tell me when there are some",
    ),
    "greet": ("bonjour", "bonsoir", "salut", "coucou", "hello", "hi", "hey", "good morning"),
    "thanks": ("merci", "merci beaucoup", "thanks", "thank you", "thx"),
    "goodbye": ("au revoir", "a bientot", "bye", "goodbye", "bonne journee", "see you"),
}

_POLITE = re.compile(
    r"^(?:(?:bon|bah|ben|euh|alors|heu|so|well|please|svp)\s)*(.*?)"
    r"(?:\s(?:svp|stp|s il vous plait|s il te plait|please|merci|thanks|thank you))?$"
)

#: What a word of ours means, and no more: « c'est quoi un SIRET ? », “what does QPV mean?”.
_WORD = (
    r"(?:(?:un|une|le|la|les|l|a|an|the) )?"
    r"(?:qpv|siret|siren|(?:extrait (?:de )?)?k ?bis|rep|paqte|quartiers? prioritaires?)s?"
)
_ASKS_FOR_A_WORD = re.compile(
    r"(?:(?:mais|et|euh|attends|attendez|but|and|wait|sorry|pardon) )*(?:"
    r"(?:c ?est quoi|c (?:quoi|koi)|keskec|kesako|qu ?est ce que?(?: c est(?: que)?)?|"
    r"que (?:veut dire|signifie)|"
    rf"ca veut dire (?:quoi|koi)|what s|whats|wats|what is|what does) {_WORD}"
    rf"|{_WORD} (?:c ?est quoi|c (?:quoi|koi)|ca veut dire quoi|what s that|what is that|meaning))"
    r"(?: (?:number|mean|means|stand for|ca veut dire|deja|au juste|exactement|exactly|"
    r"svp|stp|please))*"
)

#: A school has no SIRET to give: it joins nothing and looks for places. An association may do
#: both, and is asked.
_REGISTERS_A_SCHOOL = re.compile(
    r"(?:(?:je|on|nous) (?:veux|veut|voulons|voudrais|voudrait|souhaite|aimerais) )?"
    r"(?:inscrire|enregistrer) (?:mon|notre|le|ma|la|l) ?"
    r"(?:college|lycee|ecole|etablissement|structure)(?: .{1,60})?"
    r"|(?:(?:i|we) (?:want|would like|d like) to )?register (?:my|our|the) "
    r"(?:school|college|organisation|organization)(?: .{1,60})?"
)

#: « Invitez ma collègue », “can I add my business partner?”: a link that opens the company to them.
_INVITES = re.compile(
    r"(?:(?:bonjour|au fait|hello|hi|et|and|so|bon) )*"
    r"(?:(?:je|on|nous) (?:veux|veut|voulons|voudrais|voudrait|souhaite|aimerais|dois|doit|peux|"
    r"peut|pouvons) |(?:est ce que je|comment(?: je)?) (?:peux |puis je |faire pour )?|"
    r"(?:pouvez vous|peux tu|puis je|peut on|vous pouvez|tu peux|il faut) |"
    r"(?:can|could) (?:i|we|you) |how (?:do|can) (?:i|we) |"
    r"(?:i|we) (?:want to|d like to|would like to|need to) )?"
    r"(?:invit(?:er|ez|e)|ajout(?:er|ez|e)|(?:donn(?:er|ez|e)|ouvr(?:ir|ez|e)) (?:l )?acces a|add|"
    r"give access to) "
    r"(?:(?:une?|mon|ma|mes|nos|notre|des|my|our|an?)(?: autres?| other| new| nouve\w+)? |another )"
    r"(?:business )?(?:collegues?|associee?s?|assistante?s?|collaborat(?:eur|rice)s?|secretaire|"
    r"comptable|d?rh|mari|femme|conjointe?|colleagues?|co ?workers?|teammates?|partner|assistant|"
    r"accountant|husband|wife)"
    r"(?: (?:aussi|ici|avec moi|a (?:nous|me) rejoindre|a (?:agir|participer)(?: avec moi)?|"
    r"(?:sur|a|au|dans) (?:le |la |l |notre |mon |ce )?(?:telegram|paqte|compte|appli\w*|equipe)|"
    r"too|here|as well|to (?:join(?: us| me)?|help(?: me)?|paqte|(?:the|our|my) account)|"
    r"on telegram|svp|stp|please|s il vous plait))*"
)

#: Folded phrase → the intent it stands for.
PHRASES: dict[str, str] = {
    phrase: intent for intent, phrases in _TABLE.items() for phrase in phrases
}


def exact_intent(text: str) -> str | None:
    """The intent of a text that is one of the phrases, politeness aside; else None."""
    plain = folded(text)
    if plain in PHRASES:
        return PHRASES[plain]
    if _ASKS_FOR_A_WORD.fullmatch(plain):
        return "ask_about_program"
    if _REGISTERS_A_SCHOOL.fullmatch(plain):
        return "register_organisation"
    if _INVITES.fullmatch(plain):
        return "invite"
    match = _POLITE.match(plain)
    return PHRASES.get(match[1]) if match else None
