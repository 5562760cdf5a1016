"""Trades told by the words around them: « salon de toilettage », « a tulip wholesaler ».

What no list has is still a trade where the sentence says so: the workplace before it (« studio de
podcast »), what is done (« réparation de trottinettes »), who does it (« a solar installer »), or
how a person calls what they are (« je suis taxidermiste à Revin »).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.places.reader import find_places
from reading.wordlists import common_words
from reading.words import word_set

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_PLACE_OF = re.compile(
    r"\b(?:salons?|studios?|boutiques?|magasins?|cabinets?|ateliers?|laboratoires?|labos?|agences?|"
    r"entreprises?|societes?|boites?|ecoles?) (?:familiales? |artisanales? )?(?:de |d')(?=[a-z])"
)
#: What is done, or who does it, with its object: the whole of it is the trade.
_DOING = re.compile(
    r"(?<![\w'-])(?:fabricants?|fabrication|reparateurs?|reparatrices?|reparation|marchande?s?|"
    r"vendeurs?|vendeuses?|vente|installateurs?|installatrices?|installation|producteurs?|"
    r"productrices?|loueurs?|location|pose|poseurs?|livraison|livreurs?|creation|createurs?|"
    r"creatrices?|collecte|elevage|eleveurs?|culture|cours|restauration|restaurateurs?|vente|"
    r"confection|impression|entretien|lavage|depannage|depanneurs?|recyclage|nettoyage|transport|"
    r"transporteurs?|conducteurs?|conductrices?|mecaniciens?|techniciens?|techniciennes?|"
    r"monteurs?|"
    r"reconditionnement|maintenance|conception|organisation|organisateurs?|gravure|decoupe|"
    r"assemblage|"
    r"garde|torrefaction|edition) "
    r"(?:de |d')(?=[a-z])"
)
_WORKS_IN = re.compile(
    r"\b(?:bosse|bosses|bossons|travaille|travaillons|specialisee?s?|specialistes?|specialises|"
    r"activite|secteur|branche|filiere|"
    r"metiers?) (?:dans |en |de |du |d')(?:la |le |les |l'|du )?(?=[a-z])"
)
_I_AM = re.compile(
    r"\b(?:je suis|j'suis|jsuis|chuis|jsui|moi c'est|on est|nous sommes|metier de|comme|"
    r"travaille comme|en tant que) "
    r"(?:une? )?(?P<job>[a-z]{3,}(?:iste|logue|ier|iere|eur|euse|trice|ien|ienne|graphe|pathe|"
    r"peute)s?)"
    r"(?=(?: (?:a|au|aux|sur|dans|de|du|en|et|depuis|ici|pres|chez|vers|on|je)\b)|[,.;:!]|$)"
)
_NO_JOBS = word_set(
    "directeur directrice entrepreneur entrepreneuse conseiller conseillere demandeur demandeuse "
    "employeur acheteur "
    "preneur preneuse acheteuse collegien collegienne lyceen lyceenne fournisseur locataire "
    "coordinateur coordinatrice professeur tuteur tutrice parisien premier "
    "premiere dernier "
    "derniere particulier familier entier heureux heureuse nombreuse serieuse curieuse desireuse "
    "soucieuse ancien "
    "ancienne createur createurs fondateur fondatrice dirigeant financeur porteur chomeur "
    "lecteur utilisateur "
    "utilisatrice bien rien combien senior majeur mineur meilleur exterieur interieur quartier "
    "chantier janvier fevrier "
    "valeur ailleurs plusieurs heureuses francilien francilienne parisienne lyonnais recruteur "
    "recruteuse amateur "
    "courrier papier dossier calendrier metier financier financiere administrateur gestionnaire "
    "citoyen citoyenne "
    "moyen moyenne tien tienne mien sien proviseur principal interlocuteur referent prioritaire "
    "inspecteur signataire "
    "organisateur organisatrice adhesion pionnier volontaire inferieur superieur erreur peur "
    "plaisir heure lieu moteur "
    "acteur acteurs actrice formateurs partenaire"
)
_ENGLISH_PLACE = re.compile(
    r"(?<![\w'-])(?:firm|company|companies|business|businesses|biz|shops?|stores?|studios?|"
    r"workshops?|factory|plant|"
    r"agency|practice|parlour|lab|laboratory|outfit|crew|start-?up|co-op|cooperative)(?![\w-])"
)
#: Said of a firm and part of no trade: what stands before « firm » is then nothing.
_SPLIT: frozenset[str] = word_set(
    "firm company companies business businesses biz outfit crew startup start-up agency factory "
    "plant practice "
    "shop shops store stores workshop workshops cooperative co-op"
)
_ENGLISH_DOER = re.compile(
    r"(?<![\w'-])(?:makers?|wholesalers?|framers?|packers?|repairers?|installers?|fitters?|"
    r"growers?|manufacturers?|"
    r"distributors?|restorers?|sellers?|dealers?|roasters?|breeders?|"
    r"operators?|drivers?|"
    r"making|repairs?|hire|rental|installation|manufacturing|processing|restoration|delivery|"
    r"deliveries)(?![\w-])"
)
_I_AM_ENGLISH = re.compile(
    r"\b(?:i'm|i am|im|i work as|working as|as|we're|we are|being) an? "
    r"(?P<job>(?:[a-z]+ )?[a-z]{2,}(?:er|ist|ian|smith|wright|monger|keeper|man|woman))"
    r"(?=(?: (?:in|at|near|from|based|and|on|around|here|by|out)\b)|[,.;:!]|$)"
)
_NO_ENGLISH_JOBS = word_set(
    "teacher director manager owner buyer employer volunteer member founder supplier partner "
    "entrepreneur mother "
    "father newcomer tutor mentor sponsor user number customer signatory starter beginner "
    "teenager youngster parent "
    "other another matter letter order offer together reminder headteacher head leader officer "
    "worker jobseeker "
    "provider craftsman craftswoman tradesman pensioner job-seeker job seeker woman man human "
    "subscriber "
    "stranger helper winner charter quarter "
    "partner "
    "career better later never ever after over under former latter neither"
)
_NO_MODIFIER = word_set(
    "a an the our my your their his her its this that these those such any some no every each all "
    "both one two three four "
    "five six seven eight nine ten small little big large local other another whole new next "
    "last first second third "
    "mate friend cousin brother sister husband wife neighbour neighbor uncle aunt colleague "
    "great good nice best family own private foreign insertion integration social priority "
    "inclusive same real young "
    "old of for in at on to by with from and or is are was as than per whose which what more "
    "most many few several "
    "proper tiny huge medium micro mini sized member partner host parent french english german "
    "dutch british american "
    "italian spanish paqte qpv quick free extra main single certain different signatory "
    "corporate responsible "
    "neighbouring nearby neighbourhood town city village district estate register registered "
    "declare our enrol add "
    "join joining i we you they he she it work working works run running runs own owning have "
    "has had get got want "
    "wants need needs find finding like love put take list publish visit visited company "
    "business trade first-rate "
    "right usual sister mother husband wife closed wrong offer offers one-man ever hardly "
    "provider craftsman "
    "between inclusion "
    "non-member sheltered parent data self-employed trading limited medium-sized mid-sized "
    "family-run legal actual "
    "permanent temporary any got suggest know that has please does do did can could would should "
    "will sector type kind sort supplier "
    "suppliers sustainable ethical recommended cheap reliable how why when where who if whether "
    "about only just "
    "also very too not well so and/or state national regional global pop-up high-street client "
    "clients customer "
    "customers big-name independent insertion-based job-insertion women women-run women-led "
    "run-down"
)
_NO_OBJECT = word_set(
    "celui celle ceux celles groupe taille travail formation formations recrutement decouverte "
    "insertion quartier "
    "quartiers proximite confiance region ville "
    "service services demain jour jours personnes axe axes ce cette ces cet la le les un une "
    "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante "
    "cinquante soixante cent mille nos notre mes mon "
    "votre vos ses leurs leur tout toute tous toutes plus moins quelques plusieurs chez qui que "
    "quoi "
    "stage stages stagiaire stagiaires place places offre offres emploi emplois entreprise "
    "entreprises compte comptes "
    "activite activites structure structures societe projet projets donnees document documents "
    "demande demandes "
    "convention conventions contrat contrats eleve eleves jeune jeunes apprenti apprentis "
    "interim france banlieue "
    "type pointe renom base meme bord main premiere deuxieme seconde troisieme quatrieme 3e 4e "
    "2nde rep avenir "
    "accueil programme immatriculation creation cours lundi mardi mercredi jeudi vendredi samedi "
    "taf rencontre chance commerce conserve conserves zone fait moi toi lui nous vous elle eux "
    "cela ca qualite "
    "relais bouche bon bonne etre avoir faire"
)
_LINKS = word_set("de d' du a en")
_ENDS = word_set(
    "a au aux dans en sur pres chez pour qui que et ou mais avec depuis est sont on je nous vous "
    "il elle s'il svp stp "
    "ici ca peut veut veulent cherche accueille a-t-il va vont par non euh la le les l un une "
    "mon ma mes "
    "semaine pendant avant apres toujours aussi deja situe situee situes implante implantee base "
    "basee please "
    "afin contre entre sans sous vers comme car donc or ni installe installee d'un d'une"
)
#: What narrows a trade told before it: « prothésiste dentaire », « toilettage canin ».
_NARROWING = re.compile(
    r" (?:dentaires?|canine?s?|animalier\w*|medica(?:l|le|les|ux)|veterinaires?|industriel\w*|"
    r"automobiles?|agricoles?|"
    r"scolaires?|funeraires?|ongulaires?|sportifs?|sportives?|juridiques?|fiscale?s?|graphiques?|"
    r"numeriques?|"
    r"electriques?|thermiques?|paysagers?|paysageres?|florale?s?|textiles?|alimentaires?|"
    r"culinaires?|capillaires?|"
    r"antillaise?s?|creoles?|africaine?s?|orientale?s?|italienne?s?|libanaise?s?|marocaine?s?|"
    r"asiatiques?|"
    r"pedagogiques?|equestres?|urbaine?s?|d'art|hospitali\w+|informatiques?|musica(?:l|le|les|ux)|"
    r"evenementiel\w*|frigorifiques?|routiers?|routieres?|ferroviaires?|maritimes?|"
    r"fluviale?s?)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Framed:
    """Where a trade stands in the text."""

    start: int
    end: int


def framed_trades(said: str, flat: str) -> list[Framed]:
    """The trades of `said` that the words around them tell; `flat` is the same text folded."""
    found: list[Framed] = []
    for match in _DOING.finditer(flat):
        if end := _object(said, flat, match.end(), 2):
            found.append(Framed(match.start(), end))
    for pattern in (_PLACE_OF, _WORKS_IN):
        for match in pattern.finditer(flat):
            if end := _object(said, flat, match.end(), 2):
                found.append(Framed(match.end(), end))
    for match in _I_AM.finditer(flat):
        if match["job"].rstrip("s") not in _NO_JOBS and match["job"] not in _NO_JOBS:
            found.append(Framed(match.start("job"), match.end("job")))
    for match in _I_AM_ENGLISH.finditer(flat):
        words = match["job"].split()
        if words[-1] in _NO_ENGLISH_JOBS:
            continue
        start = (
            match.end("job") - len(words[-1]) if words[0] in _NO_MODIFIER else match.start("job")
        )
        found.append(Framed(start, match.end("job")))
    for pattern in (_ENGLISH_PLACE, _ENGLISH_DOER):
        for match in pattern.finditer(flat):
            if framed := _modified(said, flat, match, pattern is _ENGLISH_PLACE):
                found.append(framed)
    return _apart(found)


def narrowed(flat: str, end: int) -> int:
    """Where a trade that ends at `end` really ends: « mécanique | agricole »."""
    match = _NARROWING.match(flat, end)
    return match.end() if match else end


def _object(said: str, flat: str, start: int, most: int) -> int | None:
    """The end of the goods or the work that begin at `start`."""
    end, at, count = start, start, 0
    while count < most and (word := _WORD.match(flat, at)):
        key = word[0]
        link = count > 0 and key in {"de", "a"} and flat.startswith(" ", word.end())
        if link:
            after = _WORD.match(flat, word.end() + 1)
            if (
                key == "a"
                or after is None
                or after[0] in _NO_OBJECT | _ENDS
                or said[after.start()].isupper()
            ):
                break
            at = word.end() + 1
            continue
        if (
            key in _ENDS
            or key[:2] in {"l'", "d'"}
            or (count == 0 and key in _NO_OBJECT)
            or _is_name(said, word.start())
        ):
            break
        if count and key in common_words() | _NO_OBJECT and not flat[:at].endswith(" de "):
            break
        if (
            count
            and not flat[:at].endswith(" de ")
            and not narrowed(flat, word.start() - 1) > word.start()
        ):
            break
        end = word.end()
        count += 1
        if not flat.startswith(" ", end):
            break
        at = end + 1
    if not count or find_places(said[start:end]).exact or find_places(said[start:end]).departments:
        return None
    return end


_BEFORE = re.compile(r"(?<![\w'])(?P<one>[a-z&-]{3,}) $")
_DETERMINED = re.compile(
    r"\b(?:an?|our|my|the|your|any|some|this|two|three|local|small|family|of|for) (?:[a-z-]+ )?"
    r"(?P<one>[a-z&-]{3,})(?:'s|s')? $"
)


def _is_name(said: str, start: int) -> bool:
    return said[start].isupper() and not said.isupper()


def _modified(said: str, flat: str, match: re.Match[str], place: bool) -> Framed | None:
    """« A translation agency », « two solar installers »: the one or two words before."""
    before = (_DETERMINED if place else _BEFORE).search(flat[: match.start()])
    if before is None or before["one"] in _NO_MODIFIER or _is_name(said, before.start("one")):
        return None
    if before["one"].endswith(("ing", "ed", "ly")) and not place:
        return None
    start = before.start("one")
    if find_places(before["one"]).exact:
        return None
    if place and match[0] in _SPLIT:
        return Framed(start, before.end("one"))
    return Framed(start, match.end())


def _apart(found: list[Framed]) -> list[Framed]:
    """In the text's order; of two that overlap, the longer one."""
    kept: list[Framed] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
