"""Pupils told by their given names, by what is said of them: « c'est pour Adam ».

Of somebody who has a title, a role or a trade, who is greeted or who signs, the name is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from reading.names.given import bears_a_name, is_given
from reading.organisations.capitals import is_firm
from reading.organisations.words import only_town
from reading.personal.health import as_long, health_beside, health_told
from reading.words import fold, word_set

_CAPITAL = r"[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿA-ZÀ-ÖØ-Ý]+(?:['’-][A-ZÀ-ÖØ-Ý]?[\wà-ÿ]+)*"
_NAME = re.compile(
    rf"(?<![\w&@./'’-])(?P<given>{_CAPITAL})"
    rf"(?P<family>(?: (?:(?:de|du|el|ben|van|von|le|la|da|dos) )?{_CAPITAL}){{0,2}}"
    r"(?: [A-Z]\.?(?!\w))?)(?![\w@]|-\w|\.\w)"
)
_SENTENCE = re.compile(r"(?:\b(?:M|Mr|Mme|Dr|St|Ste)\.|[^.!?;…\n])+[.!?;…\n]*|[.!?;…\n]+")
_ROLE = (
    r"(?:tut(?:eurs?|rices?|ors?)|maitres? (?:de stage|d'apprentissage)|colleg(?:ues?)|colleagues?|"
    r"referente?s?|responsables?|directeurs?|directrices?|gerante?s?|patronn?e?s?|chef(?:fe)?s?|"
    r"boss|manager|director|head|owner|salariee?s?|employee?s?|employes?|associee?s?|partner|"
    r"assistante?s?|secretaire|comptable|cpe|proviseure?|principale?|prof(?:esseure?)?s?|"
    r"enseignante?s?|teachers?|conseillere?s?|animat(?:eur|rice)s?|educat(?:eur|rice)s?|"
    r"interlocut(?:eur|rice)s?|contact|mari|femme|epouse|husband|wife|associe|drh|rh|hr|"
    r"boulangere?|coiffeu(?:r|se)|cuisiniere?|ministre|prefete?|maire|mayor|"
    r"apprentice|mentor|infirmiere?|nurse|accompagnat(?:eur|rice)s?|benevoles?|volunteers?|"
    r"service civique|alternante?s?|apprentie?s?)"
)
_LED = re.compile(
    rf"(?:\b(?:m|mr|mrs|ms|mme|mlle|miss|dr|madame|monsieur|docteur|maitre)\.? |"
    rf"\b{_ROLE},?(?: (?:\w+ ){{0,2}})?(?:est |is |sera |will be |c'est )?[:,(]? ?|"
    r"\b(?:je suis|je m'appelle|moi c'est|ici|my name is|my name's|i am|i'm|this is|c'est moi,?|"
    r"nom ?:|name ?:|contactez|contacter|appelez|demandez|demander|contact|call|ask for|"
    r"cordialement,?|bien a vous,?|regards,?|thanks,?) )$"
)
_GREETED = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|coucou|slt|bjr|cher|chere|hello|hi|hey|dear|merci|thanks|"
    r"thank you|ok|oui|yes|non|no|d'accord|bien recu|parfait|super|all|a tous|good morning|"
    r"good evening|good afternoon|morning|rebonjour|re)[ ,!.]*(?:beaucoup|bien|so much|a vous)?"
    r"[ ,!.]*)+$"
)
_OF_A_HOUSE = re.compile(
    r",? \(?(?:(?:de la|du|de l'|de chez|from the|from|at the|chez|at) (?!3e|3eme|classe|troisieme|"
    r"4e|2nde|seconde|college|lycee|year|class|school)|"
    rf"(?:(?:est|is|sera|etait|was),? )?(?:(?:notre|nos|mon|ma|votre|our|my|your|le|la|the|un|une|"
    rf"a|an|qui est|who is) |l')*{_ROLE}\b)"
)
_COUNT = (
    r"(?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|one|two|three|four|five|six|seven)"
)
_OF_PUPILS = re.compile(
    r"(?:\bc'(?:est|etait) (?:pour|surtout pour) |"
    r"\bce (?:sera|serait|seront) pour |\bit(?:'s| is|'ll be| will be) for |"
    r"\b(?:places?|stages?|internships?|placements?) (?:pour|for) |"
    r"\b(?:accueilli|accueille|accueillons|accueillir|hosted|welcomed|pris en stage|"
    r"recu en stage)(?: en stage| chez nous| dans nos locaux| cette annee| here)? )$"
)
_OF_A_FIRM = re.compile(
    r"\b(?:restaurant|garage|salon|boutique|magasin|boulangerie|bar|cafe|hotel|pharmacie|cabinet|"
    r"atelier|entreprise|societe|shop|bakery|company|firm) (?:de |d'|of )$"
)
#: Names that schools, streets and brands bear, told without saying so: « c'est pour Victor Hugo ».
_BORNE = word_set(
    "hugo ferry moulin jaures prevert claudel curie parks veil camus zola verne pasteur rostand "
    "eluard mandela philipe aragon rolland vilar monnet mace bert cassin picasso michelet matisse "
    "fabre provost dessange cardin nationale vacances travail sarl sas sasu eurl"
)
_BETWEEN = re.compile(r"(?:[\s,;/&+.:\-]|\b(?:et|and|puis|pour|for)\b)*", re.IGNORECASE)
#: Names that make a list: two may be a tutor and a manager.
_A_LIST = 3
_SEVERAL = re.compile(r"(?: et| and|,| &) ")
_TAKEN = re.compile(r"\b(?:recu|pris|eu|had|took|took on) $")
_AS_INTERNS = re.compile(r"\b(?:stages?|observation|internships?|placement|work experience)\b")
_LOOKED_AFTER = re.compile(
    rf"\b(?:{_ROLE}|(?:pour |to )?(?:les |vous |leur |you |them )(?:accueillir|accueillera|"
    r"recevoir|recevra|encadrer|accompagner|expliquer|montrer|welcome|show|guide|meet)|"
    r"accueillent|accueilleront|telephone|phone|mail|appel|"
    r"equipe|team|atelier|reunion|meeting|visite du?|forum|discours|speech|cdi|"
    r"cdd|contrat|alternance|embauche?e?s?|hired|permanent)\b"
)
_COUNTED = re.compile(
    rf"(?:^\W*|\b(?:pour|faut|faudrait|voudrais|voudrait|need|want|demande) ){_COUNT}"
    r"(?: (?:places?|eleves?|jeunes?|garcons?|filles?|pupils?|students?|kids?|boys?|girls?|"
    r"seats?))? ?: ?$"
)
#: Given names that are words too: without a capital they are nobody's.
_WORDS = word_set(
    "pierre rose marine victor victoire olive ange aime desire prudence constance clement juste "
    "modeste france parfait noel pascal avril may june april grace hope faith joy will mark bill "
    "pat rob jack art dean page chance amour cerise violette marguerite iris jasmine melodie "
    "gloire lumiere reine said sincere"
)
#: With a capital too: « avant Noël ».
_DAYS = word_set("noel toussaint france avril june april may will page merci")
_MASKED = re.compile(re.escape("[masqué]"))
_SMALL = re.compile(
    r"(?:(?<=\bpour )|(?<=\baura )|(?<=\bavec )|(?<=\bfor )|(?<=\bbe )|(?<=\bet )|(?<=\band )|^)"
    r"(?P<given>[a-zà-öø-ÿ]{3,}(?:-[a-zà-öø-ÿ]+)?)(?![\w'’-])"
)


#: In letters: as far as a word says whose a name is.
_LOOKED_BACK = 60

Span = tuple[int, int]


def sentences(text: str) -> list[str]:
    """The sentences of `text`; joined they are the text again."""
    return _SENTENCE.findall(text)


def may_be_pupils(sentence: str, known: Collection[str] = ()) -> Iterator[Span]:
    """Where `sentence` names somebody by a given name who has no title, role or trade.

    `known`: words of names that are no pupil's, folded (who writes, whom they write to).
    """
    small = as_long(sentence)
    at = 0
    while match := _NAME.search(sentence, at):
        start, given, whole = match.start(), match["given"], match[0]
        at = match.end("given")
        if not is_given(given) or fold(given) in known:
            continue
        if not match["family"] and fold(given) in _DAYS:
            continue
        if given.isupper() and sentence.isupper():
            continue
        at = match.end()
        if bears_a_name(small[max(0, start - _LOOKED_BACK) : start], sentence, at):
            continue
        if match["family"] and (only_town(whole) or is_firm(whole)):
            continue
        before = small[max(0, start - _LOOKED_BACK) : start]
        greeted = start <= _LOOKED_BACK and _GREETED.search(before)
        if (
            greeted
            or _LED.search(before)
            or _OF_A_FIRM.search(before)
            or _OF_A_HOUSE.match(small, at)
        ):
            continue
        yield match.span()


def pupils_told(text: str) -> tuple[set[Span], set[Span]]:
    """Where `text` names pupils by what it says of them, and where it tells of their health."""
    names: set[Span] = set()
    health: set[Span] = set()
    at = 0
    earlier: set[Span] = set()
    for sentence in sentences(text):
        people = set(may_be_pupils(sentence))
        ill, spoken = _health(sentence, people)
        told = people | _without_capitals(sentence) if ill else _led_to(sentence, people)
        if spoken and not told:
            names |= earlier  # « Adam vient lundi. Il est diabétique. »
        earlier = _moved(people, at)
        names |= _moved(told, at)
        health |= _moved(ill, at)
        at += len(sentence)
    return names, health


def _moved(spans: Iterable[Span], by: int) -> set[Span]:
    return {(start + by, end + by) for start, end in spans}


def _health(sentence: str, people: Collection[Span]) -> tuple[set[Span], bool]:
    masked = [match.span() for match in _MASKED.finditer(sentence)]
    small = as_long(sentence)
    named = bool(people or masked or _without_capitals(sentence))
    told, spoken = health_told(small, named=named)
    beside = (health_beside(small, end) for _, end in (*people, *masked))
    return {*told, *(span for span in beside if span is not None)}, spoken


def _led_to(sentence: str, people: Collection[Span]) -> set[Span]:
    """The first whom « il y aura » leads to; those who are told with them are found from there."""
    if _listed(sentence, people):
        return set(people)
    small = as_long(sentence)
    if _LOOKED_AFTER.search(small):
        return set()
    leads = (_OF_PUPILS, _TAKEN) if _AS_INTERNS.search(small) else (_OF_PUPILS,)
    led = set()
    for start, end in people:
        words, before = small[start:end].split(), small[:start]
        if (len(words) == 1 and words[0] in _WORDS) or words[-1] in _BORNE:
            continue
        counted = _SEVERAL.match(small, end) and _COUNTED.search(before)
        if counted or any(lead.search(before) for lead in leads):
            led.add((start, end))
    return led


def _listed(sentence: str, people: Collection[Span]) -> bool:
    """« Lina Bouchra, Adam Ndiaye et Inès » and nothing else."""
    rest, at = [], 0
    for start, end in sorted(people):
        rest.append(sentence[at:start])
        at = end
    ordinary = all(sentence[start:end].lower() in _WORDS for start, end in people)
    between = " ".join([*rest, sentence[at:]])
    return len(people) >= _A_LIST and not ordinary and _BETWEEN.fullmatch(between) is not None


def _without_capitals(sentence: str) -> set[Span]:
    """« adam est autiste », « C'EST POUR ADAM »: looked for only where health is told."""
    said = sentence.lower() if sentence.isupper() else sentence
    if len(said) != len(sentence):
        return set()
    return {
        match.span("given")
        for match in _SMALL.finditer(said)
        if is_given(match["given"]) and fold(match["given"]) not in _WORDS
    }
