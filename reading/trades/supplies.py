"""What is bought or sold, by the words before it: « fournisseur de mobilier », « we sell soap ».

The lists of trades (`reading.trades`) know what is usual; here the sentence itself says that what
follows is a trade or goods, whatever it is called.
"""

from __future__ import annotations

import re

from reading.places.reader import find_places
from reading.wordlists import common_words
from reading.words import corrections, fold, plain, word_set

_SUPPLIER = (
    r"(?:fournisseurs?|prestataires?|sous-traitants?|vendeurs?|fabricants?|(?:entreprises?|"
    r"societes?|"
    r"boites?|cooperatives?|associations?|artisans?|specialistes?|magasins?|ateliers?|services?|"
    r"prestations?|travaux)(?: (?:locale?s?|artisanale?s?|specialisee?s?))?)"
)
_LED = re.compile(
    rf"\b(?:{_SUPPLIER} (?:de |d'|en |dans (?:la |le |l'|les ))"
    r"|(?:je|j'|on|nous|qui|tu|vous) ?(?:re)?(?:fais|fait|faisons|fabrique|"
    r"fabriquons|vends?|vendons|"
    r"repare|reparons|loue|louons|confectionne|confectionnons|produis|produit|produisons|livre|"
    r"livrons|propose|proposons) (?:des |du |de la |de l')"
    r"|(?:achet\w+|command\w+) (?:nos |notre |des |du |de la |de l'|ses |leurs )"
    r"|(?:buy|buying|order|ordering|source|sourcing) (?:our |its |their |some |your )"
    r"|(?:budget|depens\w+(?: en)?|euros|€)(?: a depenser)? en "
    r"|(?:suppliers?|vendors?|providers?|makers?|sellers?) of "
    r"|(?:i|we|who|that|which|they) (?:make|makes|sell|sells|repair|repairs|produce|produces|rent|"
    r"rents|do|does) "
    r"|(?:vendre|fourguer|ecouler|proposer|presenter|fournir|sell|flog|offer|supply) "
    r"(?:mes |nos |mon |notre |my |our |des |du |de la |de l')"
    r"|(?:sell|supply|make|makes|bake|bakes|cook|cooks|supplies|supplying|selling) "
    r"|(?:fabrique|fabriquent|vend|vendent|propose|proposent) les )(?=[a-z])"
)
#: What is done to things is said with its verb: « répare des ordinateurs », “clean cars”.
_SERVICE = re.compile(
    r"\b(?:(?:j'|je |on |nous |qui |pour |pourrait |pourraient |peut |peuvent |sait |faire |"
    r"laquelle |nous |vous |tu )(?:nous |me |vous )?(?P<fr>(?:(?:re)?par|lav|livr|recycl|imprim|"
    r"retap|retouch|debarrass|install|renov|transport|condition|decap|rabot|soud|brod|taill|"
    r"plant|tond|repass|recond|decor|nettoi|nettoy|entretien|entreten|repeign|repein|repar|"
    r"demenag|collect|tri|floqu|imprim|broy|couds|coud|cous|assembl|emball)[a-z]*) (?:des|du|"
    r"de la|les|le|la|nos|notre|vos|mes) "
    r"(?:vieux |vieilles |anciens |anciennes )?"
    r"|(?:i|we|who|that|which|they|you|to|can|could|somebody|someone|anyone|anybody|list|firm|"
    r"company|shop) (?P<en>repairs?|fix(?:es)?|cleans?|wash(?:es)?|paints?|prints?|delivers?|"
    r"recycles?|mends?|sews?|restores?|installs?|collects?|assembles?|grooms?|alters?|irons?|"
    r"shreds?|moves?|decorates?) (?:our |your |the |old )?)(?=[a-z])"
)
#: « De mobilier, ah non, de signalétique »: what follows a correction takes the same place.
_AGAIN = re.compile(r"^\W*(?:de |d'|en |of )(?=[a-z])")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_LINKS = word_set("de d' du a pour")
_ENDS = word_set(
    "a au aux dans en sur pres chez pour qui que et ou mais avec depuis est sont "
    "on je nous vous il "
    "out in near for who that and or but with at from to of is are the around by du "
    "des la le les un une "
    "quartier quartiers prioritaire prioritaires qpv paqte local locale locaux "
    "locales region ville "
    "france banlieue proximite ici this here it there so please stp svp"
)
#: « Je fais des efforts », « we do our best »: no trade.
_NO_TRADES = word_set(
    "bon bonne bons bonnes beau beaux premier premiers premieres nouveau nouveaux nouvelles "
    "qualite choix rechange petit petits petites grand grands produit produits "
    "products prestation prestations "
    "stage stages stagiaire stagiaires place places offre offres demande "
    "demandes travail boulot job "
    "jobs work apprenti apprentis contrat contrats euros argent temps choses "
    "chose trucs truc stuff "
    "things business part plus moins bien rien tout our my your their its what "
    "not it them this that "
    "i we you they he she "
    "everything nothing lots some any taille quinze moyenne salaries employes personnes insertion "
    "six sept huit neuf dix onze douze vingt trente quarante cinquante soixante cent mille ten "
    "twenty "
    "thirty forty fifty hundred recherche efforts effort visites visite actions action achats "
    "confiance services service "
    "quartiers internships placements moins many much more good well best interim transport"
)
_OWNED = word_set("notre nos mon ma mes votre vos leur leurs son sa ses cette ce ces")
_ERIE = re.compile(
    r"\b(?:une|notre|ma|mon|leur|la|tiens une|our|my|a) (?:petite? )?(?P<shop>[a-z]{4,14}erie)\b"
)
_NO_SHOPS = word_set(
    "galerie batterie loterie plaisanterie moquerie confrerie serie tracasserie infanterie "
    "gendarmerie messagerie billetterie cachotterie tuerie periferie peripherie"
)
_MOST_WORDS = 3


def read_supplies(text: str) -> str | None:
    """What `text` says is supplied, as typed; None when it says nothing of the sort.

    What was corrected counts: « de mobilier, ah non, de signalétique » is signage.
    """
    pieces = corrections(plain(text))
    for piece in reversed(pieces):
        flat = fold(piece)
        if len(flat) != len(plain(piece)):
            continue
        again = _AGAIN.match(flat) if piece is not pieces[0] else None
        for match in (*([again] if again else []), *_LED.finditer(flat)):
            if goods := _goods(plain(piece), match.end()):
                return goods
        shop = _ERIE.search(flat)
        if shop and shop["shop"] not in _NO_SHOPS:
            return plain(piece)[shop.start("shop") : shop.end("shop")]
    return None


def read_service(text: str) -> str | None:
    """« Répare des ordinateurs »: what `text` says is done to things, with its verb."""
    said = plain(corrections(plain(text))[-1])
    flat = fold(said)
    if len(flat) != len(said):
        return None
    for match in _SERVICE.finditer(flat):
        start = match.start("fr") if match["fr"] else match.start("en")
        goods = _goods(said, match.end())
        if goods:
            words = goods.split(" ")
            linked = len(words) > 2 and words[1] == "de" and fold(words[2]) not in _OWNED
            thing = goods if match["en"] is None and linked else words[0]
            return said[start : match.end() + len(thing)]
    return None


def _goods(said: str, start: int) -> str | None:
    """The up to three words from `start`, links between them included."""
    end, at = start, start
    count = 0
    while count < _MOST_WORDS and (word := _WORD.match(said, at)):
        key = fold(word[0])
        link = key in {"de", "d"} and count
        if not link and (key in _ENDS or (count == 0 and key in _NO_TRADES)):
            break
        if not link and count and key in common_words() and not _follows_link(said, word.start()):
            break
        if not link:
            end = word.end()
            count += 1
        if not said.startswith(" ", word.end()):
            break
        at = word.end() + 1
    goods = said[start:end]
    if not goods or (not said.isupper() and goods[0].isupper()) or _is_place(goods):
        return None
    return goods


def _is_place(goods: str) -> bool:
    found = find_places(goods)
    known = found.exact and (not goods.islower() or found.candidates[0].population >= 3000)
    return known or bool(found.departments)


def _follows_link(said: str, start: int) -> bool:
    """« Vêtements de travail »: the second word belongs to the first."""
    return said[:start].lower().endswith((" de ", " d'"))
