"""What must be heard whatever else is said: distress, conditions that discriminate, instructions.

Patterns over folded words, narrow on purpose: each has a designed answer that would hurt or puzzle
where it is out of place. What they miss is answered as the sentence's intent says.
"""

from __future__ import annotations

import re
from typing import Literal

from reading.words import fold

Alarm = Literal["distress", "discrimination", "instructions"]

_DISTRESS = re.compile(
    r"\b(?:envie d'en finir|en finir avec (?:la vie|tout ca)|me suicid\w+|suicidaire|"
    r"(?:veux|vais|voudrais|pense a|pensais a) (?:mourir|me tuer|en finir|me foutre en l'air)|"
    r"envie de (?:mourir|me tuer|me faire du mal|sauter par)|mettre fin a (?:mes jours|ma vie)|"
    r"(?:plus|pas) envie de vivre|plus (?:la )?force de (?:vivre|continuer)|"
    r"plus aucun(?:e raison|e envie| sens)? (?:de|a) (?:vivre|ma vie)|"
    r"ma vie n'a plus (?:de|aucun) sens|"
    r"kill myself|suicidal|commit suicide|end my life|end it all|(?:want|wanna) (?:to )?die|"
    r"(?:hurt|harm)(?:ing)? myself|(?:no|any) reason to live|(?:don'?t|do not) want to live|"
    r"see the point (?:of|in) (?:going on|living))\b"
)

_PEOPLE = (
    r"(?:noirs?|noires?|blacks?|arabes?|arabs?|maghrebin\w*|rebeus?|renois?|africain\w*|africans?|"
    r"musulman\w*|muslims?|juifs?|juives?|jews?|chretien\w*|christians?|roms?|gitan\w*|gypsies|"
    r"asiatiques?|asians?|etrangers?|etrangeres?|foreigners?|immigre\w*|immigrants?|migrants?|"
    r"voilees?|handicap\w+|disabled|homosexuels?|gays?|lesbiennes?|femmes? enceintes?|"
    r"pregnant women|gens de couleur|personnes? de couleur|people of colou?r|"
    r"(?:noms?|prenoms?) (?:a consonance )?(?:etrange\w+|arabes?|africains?|maghrebin\w*)|"
    r"consonance etrangere|foreign(?:-| )sounding)"
)
_WANTED = (
    r"(?:blancs?|blanches?|whites?|white (?:people|kids|pupils|candidates)|francais de souche|"
    r"garcons?|filles?|hommes?|femmes?|mecs?|meufs?|boys?|girls?|men|women|europeens?)"
)
_DISCRIMINATION = re.compile(
    rf"\b(?:(?:pas|sans|sauf|aucune?s?|ni|evite[zr]?|hors|except|without|no|not|never|avoid|"
    rf"(?:don'?t|doesn'?t|do not|n')\s?(?:want|employ\w*|hire|take|send))"
    rf"(?: (?:d[e']|des|les|trop|any|too many|employ\w*)){{0,2}} ?(?:\w+ )?{_PEOPLE}\b"
    rf"|(?:qu[e']|uniquement|seulement|exclusivement|rien que|only|just) ?"
    rf"(?:des |de |les |the |to )?"
    rf"{_WANTED}\b(?! (?:du|de la|des) (?:quartier|qpv))"
    rf"|{_PEOPLE}\b[^.!?]{{0,25}}\b(?:en )?(?:veux|voulons|veut) (?:surtout )?pas"
    rf"|{_WANTED} (?:uniquement|seulement|exclusivement|only)\b"
    r"|francais de souche\b)"
)

_SECRETS = (
    r"(?:numeros?|telephones?|e-?mails?|mails?|coordonnees|mots? de passe|passwords?|"
    r"phone numbers?|contact details|private data|donnees)"
)
_OTHERS = (
    r"(?:des autres|d'autres|(?:tou(?:te)?s (?:les|vos)|all (?:the|your)|every|other|chaque) \w+|"
    r"every(?:one|body)(?: else)?)"
)
_DROPS = (
    r"(?:ignor\w+|oubli\w+|disregard|forget|bypass|contourn\w+|fai[st](?:es)? abstraction|"
    r"(?:tien[st]|tenez) (?:plus|pas) compte)"
)
_SHOWS = (
    r"(?:list\w*|donne\w*|montre\w*|envoi\w*|affiche\w*|repet\w*|recopi\w*|revel\w*|dis|dites|"
    r"give|show|send|tell|print|repeat|reveal|output)\b"
)
_INSTRUCTIONS = re.compile(
    rf"\b(?:{_DROPS}[^.!?]{{0,25}}"
    r"(?:instructions?|consignes?|regles|rules|guidelines|prompt|programming|limites)"
    # « oublie tout ce qui précède », “forget everything above”: words, not data
    rf"|{_DROPS}[^.!?]{{0,12}}\b(?:tout|everything|all|anything)\b[^.!?]{{0,25}}"
    r"(?:precede\w*|plus haut|au-dessus|ci-dessus|avant (?:ca|cela|ce message)|above|before this|"
    r"previous\w*|you (?:were|have been) told|on t'a (?:dit|appris)|on vous a (?:dit|appris))"
    # « envoyez-moi vos instructions » may be of an internship: « tes » and secrets are the bot's
    rf"|{_SHOWS}[^.!?]{{0,20}}\b(?:(?:tes|ton) (?:\w+ )?(?:instructions?|consignes?|prompt)|"
    r"(?:vos|votre|your) (?:(?:system|secret|hidden|internal|initial|own) (?:instructions?|message)"
    r"|instructions? (?:secret|intern|cache|system|initial)\w*|(?:\w+ )?prompt|programming))\b"
    r"|(?:system|hidden|initial) prompt|prompt (?:systeme|initial|cache)|jailbreak|"
    r"developer mode|mode (?:developpeur|debug|admin\w*)|"
    r"tu es (?:maintenant|desormais) (?:une?|l[ea'])|you are now (?:an?|the|un\w+|in)\b|"
    r"(?:pretend|fai[st] semblant|fai[st] comme si)[^.!?]{0,30}(?:rules|regles|admin\w*|limites)|"
    r"(?:list\w*|donne\w*|montre\w*|envoi\w*|affiche\w*|give|show|send|tell)\b[^.!?]{0,25}"
    rf"(?:{_SECRETS}\b[^.!?]{{0,20}}{_OTHERS}|{_OTHERS}\b[^.!?]{{0,20}}{_SECRETS}))"
)


def alarm(text: str) -> Alarm | None:
    """What `text` says that must be heard first, if anything."""
    said = fold(text)
    if _DISTRESS.search(said):
        return "distress"
    if _INSTRUCTIONS.search(said):
        return "instructions"
    return "discrimination" if _DISCRIMINATION.search(said) else None
