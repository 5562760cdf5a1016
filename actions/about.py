"""What the programme is, by the question that was asked about it."""

import re
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events, PaqteAction
from actions.naming import folded
from actions.speaking import Button, payload, tell
from actions.turn import Answer, Turn
from paqte.i18n import N_


@dataclass(frozen=True)
class Topic:
    """One question about the programme: how it is told apart, asked by a button, answered.

    ``words`` matches the message without accents, in small letters; ``then`` are the topics
    offered next.
    """

    title: str
    text: str
    words: re.Pattern[str]
    then: tuple[str, ...]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})")


DEFAULT = "what"

TOPICS: dict[str, Topic] = {
    "qpv": Topic(
        N_("C’est quoi, un QPV ?"),
        N_(
            "Un QPV, c’est un quartier prioritaire de la politique de la ville : l’État y "
            "concentre son aide, parce que les revenus y sont les plus bas. Il y en a près de "
            "1 600. Pour savoir si une adresse en fait partie : sig.ville.gouv.fr."
        ),
        _words(
            r"qpv|un quartier prioritaire|quartiers? prioritaires? c.?est|priority (?:district|"
            r"neighbou?rhood|area)"
        ),
        ("what", "axes"),
    ),
    "rep": Topic(
        N_("REP+, c’est quoi ?"),
        N_(
            "REP et REP+, ce sont les réseaux d’éducation prioritaire : des écoles et des "
            "collèges qui reçoivent plus de moyens, parce que leurs élèves en ont plus besoin."
        ),
        _words(r"rep\b|education prioritaire|priority education"),
        ("what", "qpv"),
    ),
    "alive": Topic(
        N_("Ça existe toujours ?"),
        N_(
            "En octobre 2023, {programme} a rejoint « Les entreprises s’engagent pour les "
            "quartiers » : l’engagement continue, et vous pouvez inscrire votre entreprise ici. "
            "Les nouvelles sont sur {site}."
        ),
        _words(
            r"toujours|encore|fini|termine|arrete\b|mort\b|actualite|s.?engagent|depuis quand|"
            r"still|over\b|ended|exist"
        ),
        ("runs", "duration"),
    ),
    "duration": Topic(
        N_("C’est pour combien de temps ?"),
        N_(
            "L’engagement est prévu pour trois ans, et vous avancez à votre rythme. Pour savoir "
            "comment l’arrêter avant la fin, écrivez à l’équipe : {contact}."
        ),
        _words(
            r"combien de temps|combien d.annees|duree|dure\b|3 ans|trois ans|triennal|"
            r"avant la fin|quand on veut|sortir|quitter|renouvel|how long|years?\b|last\b|"
            r"leave|opt out"
        ),
        ("duties", "cost"),
    ),
    "cost": Topic(
        N_("Combien ça coûte ?"),
        N_(
            "S’inscrire est gratuit. Ensuite, vous décidez de ce que vous faites : donner du temps "
            "à un stagiaire, signer un contrat, acheter dans les quartiers. Je ne connais pas "
            "de prime pour les entreprises inscrites ; pour les aides à l’embauche, voyez "
            "France Travail."
        ),
        _words(
            r"cout|coute|payant|payer|prix|tarif|gratuit|cotis|prime|aides?\b|subvention|argent|"
            r"cost|price|free\b|fee|pay\b|money|grant|subsid"
        ),
        ("duties", "duration"),
    ),
    "runs": Topic(
        N_("Qui est derrière ?"),
        N_(
            "L’État pilote {programme}, avec l’ANCT (Agence nationale de la cohésion des "
            "territoires). Impact Partners accompagne les entreprises ; localement, des "
            "préfectures et des associations aussi. Vous pouvez vérifier sur {site}, "
            "ou écrire à {contact}."
        ),
        _words(
            r"qui (?:est|gere|pilote|porte|finance|dirige|organise|s.occupe)|derriere|pilote|"
            r"l.etat|gouvernement|anct|impact partners|public\b|prive|arnaque|serieux|fiable|"
            r"who (?:is|runs|are)|behind|government|scam|legit|run by"
        ),
        ("cost", "who"),
    ),
    "who": Topic(
        N_("Qui peut adhérer ?"),
        N_(
            "Toutes les entreprises installées en France, de l’indépendant au grand groupe : il "
            "n’y a pas de taille minimale. Des employeurs publics participent aussi. Pour une "
            "association, demandez à l’équipe : {contact}."
        ),
        _words(
            r"qui peut|ouvert|concerne|association|auto.?entrepreneur|micro.?entrepreneur|"
            r"grosse boite|petite boite|taille|eligible|who can|size|small (?:business|company|"
            r"firm)|sole trader|charity|open to"
        ),
        ("cost", "duties"),
    ),
    "duties": Topic(
        N_("À quoi ça engage ?"),
        N_(
            "Rien d’obligatoire : vous choisissez vos axes et des actions à votre "
            "mesure, puis vous dites chaque année ce qui a été fait. En retour, l’État s’engage à "
            "vous mettre en relation avec des écoles et des associations. Pour les clauses de la "
            "convention : {contact}."
        ),
        _words(
            r"engage\b|obligat|oblige|sanction|contrainte|convention|gagne|interet|avantage|"
            r"rapporte|commit|oblig|penalt|benefit|gain\b|in it for"
        ),
        ("duration", "cost"),
    ),
    "what": Topic(
        N_("Qu’est-ce que PaQte ?"),
        N_(
            "<b>{programme}</b>, c’est le « Pacte avec les quartiers pour toutes les "
            "entreprises ». Depuis 2018, des entreprises de toute taille agissent pour les "
            "habitants des quartiers prioritaires, sur un à quatre axes : Sensibiliser, Former, "
            "Recruter, Acheter."
        ),
        _words(r"(?!)"),
        ("cost", "duties", "who", "runs"),
    ),
}
"""Looked through in this order: the first whose words are there is the question."""


def topic_of(answer: Answer) -> Topic:
    """The topic that a button names or that the words are about; what the programme is, else."""
    pressed = answer.pressed("topic")
    if pressed in TOPICS:
        return TOPICS[pressed]
    said = folded(answer.typed)
    return next((topic for topic in TOPICS.values() if topic.words.search(said)), TOPICS[DEFAULT])


class About(PaqteAction):
    """What the programme is."""

    action_name = "action_ask_about_program"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Answer that question alone, and offer others; in a form, its own question follows."""
        del tracker
        its, topic = self.runtime.settings, topic_of(turn.answer)
        said = turn.speech.say(
            topic.text,
            programme=its.programme_name,
            site=its.programme_site,
            contact=its.programme_contact,
        )
        tell(dispatcher, said, [] if turn.form else _next(topic, turn))
        return []


def _next(topic: Topic, turn: Turn) -> list[Button]:
    words = turn.speech
    buttons = [
        Button(words.gettext(TOPICS[name].title), payload("ask_about_program", topic=name))
        if name in TOPICS
        else Button(words.gettext(menus.AXES), payload("ask_axes"))
        for name in topic.then
    ]
    if turn.company is None:
        buttons.append(Button(words.gettext(menus.JOIN), payload("join_program")))
    return buttons
