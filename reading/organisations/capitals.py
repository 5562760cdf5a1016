"""Organisations told by their capitals: « Kestrel Packaging », « La Forge Bouvier ».

Several words with capitals are a name. It is a company's where one of them is a trade or a word of
companies, where a word for a company stands before it, or where it begins a clause with an article
or an ampersand. In a text that is all capitals a word for a company or « CHEZ » begins it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.dates.words import MONTHS, WEEKDAYS
from reading.organisations.words import LEAD, PARTICLES, STOPS, WORD, Organisation, only_town
from reading.places.reader import find_places
from reading.trades.words import find_trade_words
from reading.wordlists import common_words
from reading.words import fold, word_set

_TITLED = r"[A-ZÀ-Ý][\w'&-]*"
_SEQUENCE = re.compile(
    rf"(?<![\w'&-]){_TITLED}(?:"
    r"(?: & | et | and | de la | de l'| des | du | de | d'| of | of the | )(?:l')?"
    r"[A-ZÀ-Ý0-9&][\w'&-]*){0,5}"
)
_COMPANY = word_set(
    "logistics logistique consulting conseil services solutions group groupe partners industries "
    "industrie technologies systems foods works distribution freres brothers sons fils ets cie "
    "compagnie company co laboratoires laboratoire lab labs energie energies energy habitat "
    "media medias studio studios atelier ateliers maison shop store bikes motors travaux batiment "
    "renov renovation multiservices express association collectif cooperative club federation "
    "fondation institut ligue reseau comite foyer mutuelle entrepots agence cabinet manufacture "
    "comptoir domaine ferme moulin forge forges jardins jardin delices saveurs halles fabrik "
    "fabrique"
)
#: What begins a sentence with a capital and is no part of a name.
OPENS = word_set(
    "bonjour bonsoir salut hello hi dear inscrivez ajoutez i we je nous on notre nos our my mon ma "
    "please merci c'est it's this ici demande cher from for pour avec chez with voici he she ils "
    "mes votre vos your their dites tell ask put add register enrol reserve reservez could can do "
    "does did has have had will would was were should is are "
    "the le la les l' un une des at in a an and et ou or de du d'"
)
_NO_NAMES = word_set(
    "pme tpe eti ess cap bts bep bac pro segpa qpv paqte rep naf ape section siret siren ulis "
    "master licence but "
    "dut cfa stage stages monsieur madame mme mr mrs ms dr job dating forum monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december class quartier quartiers cite residence sensibiliser "
    "former recruter acheter rue avenue telegram whatsapp pdf excel google internet"
)
_IDENTIFIERS = word_set("siret siren rna uai qpv paqte rgpd gdpr stade")
#: « Référencez Les Couturières du Lac », « Refuse Atelier Nord ».
_IMPERATIVE = re.compile(
    r"^(?:\w{3,}ez|accept|refuse|decline|remove|delete|cancel|update|publish|list|book|send|show|"
    r"invite|contact|call|thank|tell|withdraw|duplicate|reopen|resume|pause|close)$"
)
_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|allee|impasse|chemin|boulevard|bd|quai|place|square|route) "
    r"(?:de la |de l'|des? |du |d')?$"
)
_WHO_DOES = re.compile(r"(?:er|eur|ien|iste|macon|potier)$")
_BEGINS = re.compile(r"(?:^|[.:;!?] |, |\b(?:ici|here is|here's) )$")
_SPEAKS = re.compile(
    r"(?:,? (?:à|a|in|at|from|de|near) [^,.]{2,30},?)? (?:a|ont|est|cherche|recherche|accueille|"
    r"propose|"
    r"veut|voudrait|souhaite|souhaiterait|aimerait|met|prend|peut|offre|recrute|demande|ouvre|"
    r"has|have|is|wants|needs|took|takes|would|will|can|hosts|offers|placed|found|opens|here)\b"
)
_TOLD_BEFORE = re.compile(
    r"\b(?:entreprise|societe|boite|boutique|magasin|commerce|cabinet|agence|atelier|association|"
    r"asso|structure|compagnie|troupe|ferme|garage|salon|studio|clinique|laboratoire|labo|ecole|"
    r"company|firm|business|shop|agency|charity|store|organisation|co-op|cooperative|start-?up)"
    r"(?P<trade>(?: [a-z][\w'-]*){0,3})?(?P<comma>,)? (?:nommee? |called |named |appelee? )?$"
)
_SHOUTED = re.compile(
    r"(?<![\w'-])(?P<lead>WE ARE|WE'RE|NOUS SOMMES|HERE IS|"
    r"CHEZ|ETS|[EÉ]TABLISSEMENTS?|SARL|SAS|SASU|EURL|SCOP|SCIC|GROUPE|MAISON|"
    r"FROM|BY|AT|WITH|FOR|AVEC|PAR|AUPR[EÈ]S DE|POUR|SOCI[EÉ]T[EÉ]|ENTREPRISE) "
    r"(?:(?:THE|LE|LA|LES|DU) )?(?=[A-ZÀ-Ý])"
)
#: Before these nothing else is said of what follows: it is a name, whatever its words are.
_SURE = word_set("chez ets etablissement etablissements sarl sas sasu eurl scop scic")
_NOBODY = word_set(
    "eux nous vous moi toi lui elle elles un une a an des mon ma notre votre leur them us that "
    "this ce cet cette "
    "prefecture mairie"
)
_OPENS_NAME = re.compile(
    r"(?:^|[.,:;!?] |\b(?:ICI|POUR|CHEZ|AVEC|DU|DE LA|DE L'|DE|LE|LA|L'|AU|A LA|[AÀ] L'|"
    r"(?:DEMAND\w+|ENVOY\w+|FAIT\w*|PLACES?|OFFRE) [AÀ]|L'(?:OFFRE|ANNONCE)|FOR|"
    r"FROM|OF|AT|PAR) ?)$"
)
_CLOSES_NAME = re.compile(
    r" ?(?:[.,:;!?(]|$|[-–] )| (?:A|À|AU|IN|AT|A-T-IL|ONT-ILS|SIRET|POUR|FOR|PREND|PRENNENT|"
    r"PROPOSE|ACCUEILLE|CHERCHE|RECRUTE|EST|SONT|TAKES|OFFERS|HAS|IS|WANTS|CAN) "
)
#: « L'HOTEL DES QUATRE VENTS »: ordinary words are a name behind these.
_WORKPLACE_OF = re.compile(
    r"(?:hotel|clinique|pharmacie|garage|residence|restaurant|\w+erie|domaine|"
    r"ferme)(?: \w+aire)? des "
)
_KEPT = word_set("ets etablissement etablissements sarl sas sasu eurl scop scic groupe maison")
_ENDS = STOPS | word_set(
    "site place places offre offres offer offers svp merci cet cette ses son notre nos votre vos "
    "leur stage "
    "stages eleve eleves jeune jeunes the our your we please week this quartier et_ non yes oui "
    "souhaite accueille propose accepte acceptee refuse demande le_ wish wants requests request"
)


def by_capitals(said: str) -> Iterator[tuple[int, Organisation]]:
    """Each name that its capitals tell, and where it stands in `said`."""
    if said.isupper():
        yield from _shouted(said)
        return
    for match in _SEQUENCE.finditer(said):
        start, end = _bounds(said, match.start(), match.end())
        name = said[start:end]
        if not name or not _can_be(name) or _STREET.search(fold(said[:start]) + " "):
            continue
        if " " not in name and "-" not in name:
            led = _TOLD_BEFORE.search(fold(said[:start]) + " ")
            if led and led["trade"] and not led["comma"] and _told(said, start):
                yield start, Organisation(name, name)
            continue
        firm = " " in name and (is_firm(name) or _speaks(said, start, end))
        if firm or _told(said, start):
            yield start, Organisation(name, name)


def _bounds(said: str, start: int, end: int) -> tuple[int, int]:
    """The name without the words that open the sentence, and without the town it is in."""
    while (space := said.find(" ", start, end)) > 0:
        first = fold(said[start:space]).rstrip(",")
        if not start and _IMPERATIVE.search(first):
            start = space + 1
            continue
        article = first in LEAD and said[start].isupper()
        if first not in OPENS or (article and _BEGINS.search(said[:start])):
            break
        if article and start and said[start - 2 : start - 1] not in ".:;!?":  # « Les Alizés »
            break
        start = space + 1
    for goes_on in (" and I", " et Je"):  # “I'm at Tempo Intérim and I…”
        if said[start:end].endswith(goes_on):
            end -= len(goes_on)
    for town in (" de ", " à ", " of ", " d'"):
        at = said.rfind(town, start, end)
        if at > 0 and only_town(said[at + len(town) : end]):
            end = at
    return start, end


def _can_be(name: str) -> bool:
    words = [fold(word) for word in re.split(r"[ -]", name)]
    if not _IDENTIFIERS.isdisjoint(words):  # « The SIRET is »
        return False
    if words[0] in _NO_NAMES | _CALENDAR or words[-1] in _CALENDAR or re.search(r"\d{5}", name):
        return False
    found = find_places(name)
    known = found.exact and found.query and found.candidates[0].population >= 1000
    return not (known and len(found.query.split()) >= len(words) - 1)


def is_firm(name: str) -> bool:
    """Whether a word of `name`, not the whole of it, is a trade or a word of companies."""
    flat = fold(name)
    words = re.findall(r"[^\W_]+", flat)
    trades = {i for named in find_trade_words(flat) for i in range(named.start, named.end)}
    other = [
        match[0]
        for match in re.finditer(r"[^\W_]+", flat)
        if match.start() not in trades and match[0] not in PARTICLES | LEAD
    ]
    if "&" in name:
        return True
    company = not _COMPANY.isdisjoint(words)
    rest = [word for word in other if word not in _COMPANY]
    if len(words) == 2 and not company and _WHO_DOES.search(flat):  # « Hélène Mercier »
        return False
    told = bool(trades) or company
    return told and bool(rest) and not _is_large(" ".join(rest))


def _told(said: str, start: int) -> bool:
    """« Notre cabinet comptable Moreau-Dubois », « our theatre company, La Lanterne Rouge »."""
    before = fold(said[:start])
    match = _TOLD_BEFORE.search(before + " ")
    if match is None:  # « l'institut de beauté Douceur d'Orient »
        ends = [named.end for named in find_trade_words(before)]
        school = re.search(r"\b(?:lycee|college|ecole|school)\b", before)
        return bool(ends) and not school and before[ends[-1] :].strip() in {"", ","}
    words = (match["trade"] or "").split()
    if not words:
        return True
    return bool(list(find_trade_words((match["trade"] or "").strip())))


def _speaks(said: str, start: int, end: int) -> bool:
    """« La Forge Bouvier, à Vivier, voudrait… »: with an article or « & » it is no person."""
    titled = fold(said[start : said.find(" ", start)]) in LEAD or "&" in said[start:end]
    begins = _BEGINS.search(said[:start]) is not None
    return titled and begins and _SPEAKS.match(said, end) is not None


def _shouted(said: str) -> Iterator[tuple[int, Organisation]]:
    """« CHEZ ELECTRICITE SCHMITT A SELESTAT », « MENUISERIE KLEIN, SARREGUEMINES »."""
    flat = fold(said)
    if len(flat) != len(said):
        return
    for match in _SHOUTED.finditer(said):
        kept = fold(match["lead"]) in _KEPT
        start = match.start() if kept else match.start() + len(match["lead"]) + 1
        end = _end_shouted(said, match.end())
        name, whole = said[match.end() : end], said[start:end]
        words = fold(name).split()
        if not words or words[0] in _NOBODY | _NO_NAMES | _CALENDAR or only_town(name):
            continue
        trades = list(find_trade_words(fold(name)))
        if find_places(name).departments and not is_firm(name):
            continue
        if trades and sum(named.end - named.start for named in trades) >= len(name) - 1:
            continue
        if (fold(match["lead"]) in _SURE and words[0] not in common_words()) or is_firm(name):
            yield start, Organisation(whole, whole)
    for named in find_trade_words(flat):
        end = _end_shouted(said, named.end + 1)
        name = said[named.end + 1 : end]
        words = [word for word in fold(name).split() if word not in PARTICLES | LEAD]
        called = named.start and _WORKPLACE_OF.match(flat, named.start) and len(words) > 1
        if (
            not words
            or words[0] in _NO_NAMES
            or (words[0] in common_words() and not called)
            or not said.startswith(" ", named.end)
        ):
            continue
        towns = [word for word in words if _is_large(word)]
        if (
            towns and words[-1] == towns[0] and len(words) > 1 and not called
        ):  # « GARAGE BENALI CREIL »
            end -= len(words[-1]) + 1
            name = said[named.end + 1 : end]
        elif (towns and not called) or not _CLOSES_NAME.match(said, end):
            continue
        if list(find_trade_words(fold(name))) or find_places(name).departments:
            continue
        if only_town(said[named.start : end]):  # « BAR LE DUC »
            continue
        if _OPENS_NAME.search(said[: named.start]):
            yield named.start, Organisation(said[named.start : end], name)


def _is_large(word: str) -> bool:
    """Whether a town that people would name bears that name: « Lacaze » is a family's first."""
    return only_town(word) and find_places(word).candidates[0].population >= 1000


def _end_shouted(said: str, start: int) -> int:
    """The end of up to four words that a name in a text of capitals has."""
    end, at = start, start
    for count in range(5):
        word = WORD.match(said, at)
        if word is None:
            break
        key = fold(word[0])
        if key in {"et", "and", "&"} and count:
            after = WORD.match(said, word.end() + 1)
            if after is None or fold(after[0]) not in {"fils", "freres", "cie", "sons", "co"}:
                break
        elif key in _ENDS | _NO_NAMES or (key[0].isdigit() and count):
            within = key in LEAD if count == 0 else key in {"de", "du", "des"}
            if not within:
                break
        if key not in {"de", "du", "des", "le", "la", "les", "l", "d"}:
            end = word.end()
        if not said.startswith(" ", word.end()):
            break
        at = word.end() + 1
    return end
