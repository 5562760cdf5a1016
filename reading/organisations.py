"""A company, an association or a school named in a sentence, as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reading.date_words import MONTHS, WEEKDAYS
from reading.given_names import known_people
from reading.organisation_capitals import by_capitals
from reading.organisation_forms import by_form, in_small_letters, set_right, town_halls
from reading.organisation_frames import by_frame, public_bodies
from reading.organisation_words import (
    LEAD,
    PARTICLES,
    STOPS,
    WORD,
    Organisation,
    end_of,
    only_town,
)
from reading.places import find_places
from reading.quarter_names import known_quarters
from reading.trade_words import find_trade_words
from reading.wordlists import lines_of
from reading.words import fold, word_set, written_out

_SCHOOLS = r"colleges?|clg|lycees?(?: pro(?:fessionnel)?)?|ecoles?|cfa|school|college|lp"
_GROUPS = (
    r"associations?|assos?|mission locale|federation|fondation|institut|regie(?: de quartier)?|"
    r"maison de quartier|centre social|charity|foundation"
)
_FIRMS = (
    r"entreprises?|societes?|boites?|groupe|cooperative|coop|scic|mutuelle|syndicat|collectif|"
    r"club|compagnie|"
    r"conserverie|quincaillerie|bijouterie|parfumerie|laverie|pressing|bureau d'etudes|laboratoire|"
    r"concession|cooperative company|"
    r"maison|ets|etablissements?|sarl|sas|sasu|eurl|sa|scop|"
    r"cabinet|agence|ateliers?|garages?|boulangeries?|patisserie|restaurants?|resto|cafe|brasserie|"
    r"bistrot?|pizzeria|fromagerie|boucherie|epicerie|librairie|pharmacie|menuiserie|imprimerie|"
    r"salon|hotel|creperie|fleuriste|traiteur|clinique|hopital|hospital|creche|residence|"
    r"transports?|chez|company|"
    r"firm|bakery|garage|shop|restaurant|bookshop|workshop|group|usine|magasin|supermarche|auberge|"
    r"serrurerie|blanchisserie|ferme|domaine|studio|cuisines?|saveurs|snack|kebab|"
    r"plomberie|electricite|maconnerie|peinture|couture|coiffure|optique|fleurs|primeurs|taxis?|"
    r"carrosserie|ambulances|nettoyage|proprete|services"
)
#: What says of what sort it is, and is no part of the name unless it is written with a capital.
_GENERIC = word_set(
    "entreprise societe boite company firm association asso groupe group cooperative"
)
_KIND = re.compile(rf"\b(?P<kind>{_SCHOOLS}|{_GROUPS}|{_FIRMS}) (?P<link>d'|l'|)")
_NAMED = re.compile(
    r"\b(?<!m')(?<!nous )(?<!vous )(?:(?:(?:s'|se )?app?el+(?:e|ent|ait|ons)|s'?ap?pel+e?)|"
    r"raison sociale(?: est| c'est| ?:|,)?|"
    r"(?:enseigne|nom (?:commercial|de l'entreprise|de la (?:societe|boite)|de l'association|"
    r"de ma boite|du magasin|du resto|du restaurant))(?: est| c'est| ?:)|"
    r"(?:is|are|it'?s|we're) (?:called|named)|registered name(?: is| ?:)|"
    r"(?:company|business|trading|trade|shop)(?: name)?"
    r"(?: is|'s| ?:)(?! (?:called|named|in|an?|the|at|on|based|located|not|very|"
    r"small|too|from|near)\b)|our name is|"
    r"denomination(?: sociale)?(?: est| ?:)?) (?!qui|quoi|comment|who)"
)
#: « C'est pas Nettoyage du Garlaban mais Azur Propreté ».
_DENIED = re.compile(
    r"\b(?:pas|not) (?:chez |with |from |at )?(?=[A-ZÀ-Ý])[^.;:!?]{2,50}?(?:,? mais |,? but )"
    r"|,? (?:(?:et|and|mais|but) )?(?:non(?: pas)?|pas|not) (?:chez |with |from |at )?"
    r"(?=[A-ZÀ-Ý])(?:(?! mais | but )[^.;:,!?]){2,50}$"
)
_OURSELVES = re.compile(r"\b(?:je (?:m'|m)|j(?:e )?m'?|my name|i'm|i am) ?ape?p?el|\bi'?m called")
#: « L'hôtel des Alizés » is called so, « l'imprimerie des Alizés » may be in that quarter.
_LODGINGS = word_set("hotel clinique residence domaine auberge pharmacie brasserie ferme")
_OF_SOMEWHERE = frozenset({"mission locale", "regie", "regie de quartier", "maison de quartier"})
_QUOTED = re.compile(r"« ?([^«»]{2,60}?) ?»|“([^“”]{2,60})”|(?<!\w)\"([^\"]{2,60})\"")
# First names that schools bear, so that they are seen without capitals too.
_SCHOOL_NAMES = word_set(
    "jean jean-jaures jules victor marie paul pierre louis henri georges albert rosa simone pablo "
    "gustave emile anatole francois jacques michel robert maurice romain claude gabriel honore "
    "elsa lucie leon karl nelson martin rene saint sainte st raymond gerard jacqueline joliot "
    "jaures pasteur zola curie moulin ferry hugo aime rosa irene frida olympe angela missak "
    "ambroise denis sonia"
)
_BARE_SCHOOL = re.compile(
    r"(?:(?<=\bde )|(?<=\bà )|(?<=\bat ))([A-ZÀ-Ý][a-zà-ÿ]+)(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+){1,2}(?![\w-])"
)
"""« Deux élèves de Jean-Jaurès »."""
_CALENDAR = (
    frozenset(MONTHS) | frozenset(WEEKDAYS) | word_set("noel paques toussaint christmas easter")
)
_NO_NAMES = word_set(
    "siret siren paqte cv rh bts cap qpv rep it qn qp cdi cdd pme tpe eti cfa ddets anct naf ape "
    "rna uai bac pro cpe segpa ulis rep+ ht ttc pmsmp dom esat iae monsieur madame mme m. mr mrs "
    "dr maitre i french english european france francais europe"
)


def read_organisations(text: str, *, answer: bool = False) -> tuple[Organisation, ...]:
    """The organisations that `text` names, in order: « le collège Zola et le lycée Marie-Curie ».

    The first is what `read_organisation` reads; others need a word that says what they are.
    """
    text = _DENIED.sub(" ", text)
    first = read_organisation(text, answer=answer)
    if first is None:
        return ()
    said, flat = written_out(text), fold(text)
    if len(said) != len(flat):
        said = flat
    begin = said.find(first.value)
    taken = [(begin, begin + len(first.value))]
    found = [first]
    more = [
        (match.start(), other)
        for match in _KIND.finditer(flat)
        if match["kind"] not in _GENERIC and (other := _after_kind(said, match))
    ]
    others = [
        *by_frame(said, flat),
        *_known(said, flat),
        *more,
        *town_halls(said, flat),
        *by_capitals(said),
    ]
    for start, other in others:
        end = start + len(other.value)
        apart = all(end <= low or start >= high for low, high in taken)
        if apart and other.name not in {one.name for one in found}:
            taken.append((start, end))
            found.append(other)
    return tuple(_owning_nothing(said, one) for one in found)


def read_organisation(text: str, *, answer: bool = False) -> Organisation | None:
    """The organisation that `text` names; None when it names none.

    Told by quotation marks, by « s'appelle », by capitals after a word for a company, association
    or school, or because everybody knows it. With `answer`, the text is an answer: « GARAGE DES
    QUATRE ROUTES » is a name, capitals or not.
    """
    said, flat = written_out(text), fold(text)
    if len(said) != len(flat):
        said = flat
    found = _first(said, flat, answer)
    return found and _owning_nothing(said, found)


#: “Collège Zola's request”, and not “at Sainsbury's”.
_OWNS = re.compile(r"(?<=\w)'s (?=[a-z]+)(?!(?:in|at|and|or|to|for|on|with|from|is|has|near)\b)")


def _owning_nothing(said: str, found: Organisation) -> Organisation:
    """The name without the “'s” of what it owns."""
    if not found.value.endswith("'s") or fold(found.name) in _known_names():
        return found
    end = said.find(found.value) + len(found.value)
    if not _OWNS.match(said, end - 2):
        return found
    return Organisation(found.value[:-2], found.name.removesuffix("'s"))


def _first(said: str, flat: str, answer: bool) -> Organisation | None:
    if (quoted := _QUOTED.search(said)) and _names_what_is_quoted(said, flat, quoted):
        name = next(group for group in quoted.groups() if group).strip()
        return Organisation(name, name)
    if (named := _NAMED.search(flat)) and not _OURSELVES.search(flat):
        rest = _NAME_OVER.split(said[named.end() :])
        name = rest[0].strip()
        said_to_be = named[0].startswith(("company", "business", "trad", "shop")) and (
            "name" not in named[0]
        )
        small = name[:1].islower() and (said_to_be or fold(name.split(" ")[0]) in _NO_NAME_BEGINS)
        if name and not small and (len(name.split()) <= 3 or not name[0].islower()):
            return Organisation(name, name)
    public = next(public_bodies(said, flat), None)
    known = next(_known(said, flat), None)
    if public and (known is None or public[0] <= known[0]):  # « la mission locale du Trégor »
        return public[1]
    if known:
        return known[1]
    if firm := by_form(said):
        return firm
    for match in _KIND.finditer(flat):
        if found := _after_kind(said, match):
            return found
    if small := in_small_letters(said, flat):
        return small
    for _, framed in by_frame(said, flat):
        return framed
    for _, told in (*town_halls(said, flat), *by_capitals(said)):
        return told
    if school := set_right(said):
        return school
    bare = _BARE_SCHOOL.search(said)
    if bare and fold(bare[1]) in _SCHOOL_NAMES and not find_places(bare[0]).candidates:
        return Organisation(bare[0], bare[0])
    if led := _led(said):
        return led
    return _whole(said, flat) if answer else None


#: « Toitures Vasseur on est à Abbeville », « Fouta Couture and my mail is »: a new clause begins.
_NAME_OVER = re.compile(
    r"[,;:!?]|\. |\.$| (?:et|and) (?:on|je|j'|nous|mon|ma|mes|notre|le|la|il|we|i|i'm|i'd|i've|"
    r"we're|"
    r"we've|we'd|my|our|the|it|it's)\b| (?:on est|nous sommes|je suis|on a|nous avons|we are|we're|"
    r"we have|i am|i'm|notre|our|mon|my|mail|siret|siren|telephone|située?|basée?|based|located)\b",
    re.IGNORECASE,
)
#: « Il m'appelle tous les jours », « shop's opening ».
_NO_NAME_BEGINS = word_set("tous toutes encore quand pour pas deja souvent every all always not")
_TELLS_A_NAME = re.compile(
    r"(?:entreprise|societe|boite|association|asso|chez|appell?e|sapel|nomme|nom|enseigne|company|"
    r"called|named|name|firm|shop|business|college|lycee|ecole|school|charity|from|garage|avec|par|"
    r"by|at|with|resto|restaurant|cafe|bar|salon|hotel|boutique|magasin)(?: est| is| c'est| :|"
    r",)? ?$"
)


def _names_what_is_quoted(said: str, flat: str, quoted: re.Match[str]) -> bool:
    """« Le titre est \"aide en cuisine\" » quotes no company."""
    name = next(group for group in quoted.groups() if group).strip()
    if quoted[0] == said.strip(" .!"):
        return True
    return not name[0].islower() and bool(_TELLS_A_NAME.search(flat[: quoted.start()].rstrip()))


@cache
def _known_names() -> frozenset[str]:
    return frozenset(map(fold, lines_of("known_organisations.txt")))


@cache
def _well_known() -> re.Pattern[str]:
    names = sorted(_known_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


_OURS = re.compile(r"\b(?:notre|nos|ma|mon|une?|our|my|an?) $")
_AT = re.compile(r"(?:\b(?:chez|at|with|avec|par|by|from|ici)) $")
_ITS_KIND = re.compile(r"(?<![\w'-])(?:H[ôo]tel|Groupe|Magasin|Supermarch[ée]|Restaurant|Banque) $")
_OF_A_NAME = re.compile(r"(?: (?:[A-ZÀ-Ý][\w'-]+|\d\d)){1,2}(?= [a-zà-ÿ]|[,.;:!?]|$)")


def _known(said: str, flat: str) -> Iterator[tuple[int, Organisation]]:
    """Those that everybody knows: « FACE Loire », « at carrefour »."""
    for match in _well_known().finditer(flat):
        written = said[match.start() : match.end()]
        # « face », « stage » and the like are words: a short name needs its capitals.
        if written.islower() and _OURS.search(flat[: match.start()]):  # « notre mission locale »
            continue
        begins = not flat[: match.start()].strip() and len(written) > 5
        titled = len(written) > 4 and written[0].isupper() and not said.isupper()
        begins = begins or (titled and match.start() > 0 and not only_town(written))
        sure = len(written) > 8 or begins or _AT.search(flat[: match.start()])
        if sure or (written.isupper() and not said.isupper()):
            more = _OF_A_NAME.match(said, match.end())  # « FACE Loire »
            name = written + (more[0] if more and not said.isupper() else "")
            kind = _ITS_KIND.search(said[: match.start()])  # « Hôtel Mercure »
            start = kind.start() if kind else match.start()
            yield start, Organisation(said[start : match.start()] + name, name)


def _leads(word: str) -> bool:
    """A small word before the name; « Les » of « Les Deux-Rives » is a part of it."""
    return word.islower() and fold(word) in LEAD


#: « Le collège 0931987E », « asso W931004512 »: a number of theirs, and no name.
_NUMBER = re.compile(r"[Ww]? ?\d(?:[ .]?\d){5,}")


def _after_kind(said: str, match: re.Match[str]) -> Organisation | None:
    """The name after a word that says what it is: begun by a capital, ended by what has none."""
    shouted = said.isupper()
    school = re.fullmatch(_SCHOOLS, match["kind"]) is not None
    start = match.end()
    first = WORD.match(said, start)
    led = False
    while first is not None and _leads(first[0]) and said.startswith(" ", first.end()):
        led = True
        first = WORD.match(said, first.end() + 1)
    if first is None or (shouted and fold(first[0]).split("-")[0] not in _SCHOOL_NAMES):
        return None
    titled = first[0][0].isupper() or (first[0][0].isdigit() and len(first[0]) > 2)
    if not titled and not (school and not led and fold(first[0]).split("-")[0] in _SCHOOL_NAMES):
        return None
    named = titled and not first[0].isupper() and re.match(r" [A-ZÀ-Ý]", said[first.end() :])
    if fold(first[0]) in STOPS or (fold(first[0]) in _NO_NAMES and not named):  # « Cap Avenir »
        return None
    if led and first[0][0].isdigit():  # « un groupe de 8000 salariés »
        return None
    end = end_of(said, first.start(), capitals=titled)
    name = said[first.start() : end]
    if not name or _NUMBER.match(said, first.start()):
        return None
    capital = said[match.start()].isupper()
    town = only_town(name, former=school) and not (capital and match.start())  # « l'Hôtel du Parc »
    if town and name.count(" ") > 1 and fold(name.split(" ")[0]) in LEAD:
        town = False  # « l'association Les Deux Rives »
    if led and town:
        return None
    generic = match["kind"] in _GENERIC or match["kind"].rstrip("s") in _GENERIC
    opens = match.start() == 0 or said[match.start() - 2] in ".:;!?,"
    chez = match["kind"] == "chez" and (opens or not capital)  # « le traiteur Chez Lulu »
    bare = chez or (generic and not capital)
    if led and not said[match.start()].isupper() and not school:
        towns = find_places(name).candidates
        town_said = bool(towns) and (
            towns[0].population >= 2000 or said[: first.start()].endswith((" de ", " d'"))
        )
        lodging = match["kind"] in _LODGINGS and said[: first.start()].endswith(" des ")
        where = town_said or (any(known_quarters(fold(name))) and not lodging)
        if where and match["kind"] not in _OF_SOMEWHERE:  # « notre imprimerie du Mirail »
            return None
    trades = sum(named.end - named.start for named in find_trade_words(fold(name)))
    if generic and trades >= len(name):  # « l'entreprise de BTP »
        return None
    if bare and (town or find_places(name).departments):
        return None
    return Organisation(name if bare else said[match.start() : end], name)


_LEADS = re.compile(
    r"(?<![\w'])(?:à l'|à|avec|chez|ché|chz|auprès de|par|pour|manage|run|own|"
    r"dirige|gère|représente|with|at|from|to|by|via|du|le|the) "
    r"(?=[A-ZÀ-Ý][\w&'-]+)"
)


def _is_name(words: str) -> bool:
    """Whether a capital begins a name, and no month, abbreviation or small word."""
    first = fold(re.split(r"[ -]", words)[0]) if words else ""
    known = first in _NO_NAMES | STOPS | _CALENDAR | _NO_FIRMS
    if find_places(words).foreign or fold(words) in LEAD:
        return False
    return bool(first) and not known and (len(words) > 3 or not words.isupper())


_NO_FIRMS = word_set(
    "rgpd gdpr urssaf kbis telegram whatsapp google internet pdf excel sensibiliser former "
    "recruter "
    "acheter sensibilisation train training recruit buy raise quartiers world sarl stade siren "
    "territoire "
    "rue chemin avenue allee place boulevard impasse cite quartier residence cote zone parc"
)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|allee|impasse|chemin|boulevard|bd|quai|place|square|route) $"
)
_ANSWERS = re.compile(
    r"\b(?:[Dd]id|[Hh]as|[Hh]ave|[Ww]ill|"
    r"[Dd]oes) (?P<name>[A-ZÀ-Ý][\w'&-]+(?: [A-ZÀ-Ý][\w'&-]+){0,3}) "
    r"(?:reply|replied|answer|answered|respond|responded|accept|accepted|say|said|get back|"
    r"got back)"
)
_SUBJECT = re.compile(
    r"([A-ZÀ-Ý][a-zà-ÿ&'-]+(?: (?:[A-ZÀ-Ý][a-zà-ÿ&'-]+|\d\d)){1,3}) "
    r"(?:a|ont|est|cherche|recherche|accueille|propose|veut|nous a|has|have|is|wants|needs|took|"
    r"placed|found|declared|accepted|refused|invited|hosted|offers|would|could|asked|place|"
    r"demande) "
)
"""« Passerelles Jeunesse a casé neuf collégiens »."""


_BEGUN_BEFORE = re.compile(r"(?<=[a-zà-ÿ,'’] )(?P<name>[A-ZÀ-Ý][\w'-]{2,} )$")


def _led(said: str) -> Organisation | None:
    """« Notre demande à Aquitaine Signalétique »: a capital that a sentence does not give."""
    if said.isupper():
        return None
    people = {start for start, _ in known_people(said)}
    answer = _ANSWERS.search(said)
    if answer and answer.start("name") in people:
        answer = None
    if answer and _is_name(answer["name"]) and not only_town(answer["name"]):
        return Organisation(answer["name"], answer["name"])
    subject = None if 0 in people else _SUBJECT.match(said)
    if subject and _is_name(subject[1]) and not find_places(subject[1]).candidates:
        return Organisation(subject[1], subject[1])
    for match in _LEADS.finditer(said):
        if _STREET.search(fold(said[: match.start()]) + " ") or match.end() in people:
            continue
        name = said[match.end() : end_of(said, match.end(), capitals=True)]
        article, alone = match[0].strip() in {"du", "le", "the"}, " " not in name
        if not _is_name(name) or find_places(name).candidates or any(known_quarters(fold(name))):
            continue
        if find_places(name).departments:  # « à La Réunion »
            continue
        if match[0] in {"du ", "le "} and (of := _BEGUN_BEFORE.search(said[: match.start()])):
            name = said[of.start("name") : match.end()] + name  # « les Serres du Vidourle »
            alone = False
        if article and alone and (match[0] == "the " or match.start() == 0):
            continue
        if article and (find_places(f"le {name}").departments or find_places(name).departments):
            continue
        return Organisation(name, name)
    return None


_AT_THE = re.compile(r" (?:Au|Aux|À|Chez|En) [A-ZÀ-Ý]")
"""« Boulangerie Au Fournil de Marie »."""


_IN_TOWN = re.compile(r"(?<=\w),? (?:IN|AT|NEAR|À|A|in|at|near|à) [^ ]+$")


def _whole(said: str, flat: str) -> Organisation | None:
    """The whole of a short answer that begins with a word for a company and goes on to name it."""
    body = re.sub(
        r"^\W*(?:(?:c'est|nous sommes|on est|we are|it's) )?(?:(?:la|le|les|l'|the) ?)?", "", flat
    )
    offset = len(flat) - len(body)
    match = _KIND.match(body)
    words = re.findall(r"[\w'&-]+", body)
    told = re.search(r"[?!,;:]|\d{3}|\b(?:places?|stages?|stagiaires?|pupils?)\b", said.lower())
    if match is None or not 2 <= len(words) <= 7 or told:
        return None
    rest = body[match.end() :].split()
    if (
        not rest
        or only_town(" ".join(rest[1:] or rest))
        or (
            said[offset].islower()
            and rest[0] == "de"
            and find_places(" ".join(rest[1:])).candidates
        )
        or rest[0] in {"se", "situe", "situee", "base", "basee"}
        or (rest[0] in STOPS - {"du", "de", "des"} and not _AT_THE.search(said))
    ):
        return None
    if not said.isupper() and any(
        word[0].islower() and fold(word) not in PARTICLES | LEAD and place
        for place, word in enumerate(said[offset:].split()[1:])
    ):  # « restaurant de Nîmes ne répond jamais »
        return None
    if not said.isupper() and not any(word[0].isupper() for word in said[offset:].split()[1:]):
        return None
    name = _IN_TOWN.sub("", said[offset:].strip(" ."))
    return Organisation(name, name)
