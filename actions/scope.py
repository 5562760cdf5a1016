"""What the bot does not do, said to those who ask for it: pupils, job seekers, everyone else."""

import re
from collections.abc import Mapping

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events
from actions.contact_details import HearsContactDetails
from actions.internships import menu as internships
from actions.internships.answering import refusing
from actions.internships.answering.taking_back import HearsTakingBack
from actions.naming import folded
from actions.speaking import Button, payload, person_button, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.reference import knowledge
from reading.alarms import Alarm, alarm

PUPIL = N_(
    "Je ne cherche pas de stage pour un élève en particulier : je m’adresse aux entreprises, aux "
    "établissements et aux associations. Pour un stage de 3e ou de 2de, demandez au collège ou au "
    "lycée, ou voyez 1eleve1stage.education.gouv.fr."
)
TEACHER = N_(
    "Vous cherchez des stages pour des élèves ? Dites-moi le niveau, la semaine et la commune : "
    "« stages de 3e à Nantes, semaine du 14 décembre ». Pour demander des places, inscrivez "
    "d’abord votre structure : 2 minutes."
)
SEEKER = N_(
    "Je ne propose ni emploi ni formation : je m’adresse aux entreprises. Jusqu’à 25 ans, la "
    "mission locale peut vous aider ; ensuite, c’est France Travail."
)
OTHER = N_(
    "Ça, je ne sais pas le faire. Mon rôle : aider les entreprises à agir pour les quartiers "
    "prioritaires."
)

DISTRESS = N_(
    "Ce que vous traversez a l’air très dur, et je ne suis qu’un assistant. Parlez-en à quelqu’un "
    "maintenant : le <b>3114</b> écoute jour et nuit, c’est gratuit et confidentiel. En cas de "
    "danger, appelez le <b>15</b> ou le <b>112</b>."
)
DISCRIMINATION = N_(
    "Je ne peux pas faire ce tri. Choisir des personnes selon leur origine, leur nom, leur "
    "religion, leur sexe, leur santé ou leur adresse est interdit par la loi (article 225-1 du "
    "Code pénal). Je vous aide volontiers à accueillir ou à recruter sans distinction."
)
INSTRUCTIONS = N_(
    "Mes règles ne se changent pas dans la conversation, et je ne montre à personne les données "
    "des autres. Pour le programme et vos propres actions, je suis là."
)
ALARMS: Mapping[Alarm, str] = {
    "distress": DISTRESS,
    "discrimination": DISCRIMINATION,
    "instructions": INSTRUCTIONS,
}

NEVER_ELSEWHERE = frozenset({"emploi_franc", "qpv", "rep"})
"""Words of the programme's own field: « l’emploi franc existe encore ? » asks for no job."""

_PUPIL = re.compile(
    r"\b(?:college|collegien|lycee|lyceen|eleves?\b|3 ?e(?:me)?\b|troisieme|2de\b|seconde\b|fils\b|"
    r"fille\b|neveu|niece|petit frere|petite soeur|mon garcon|enfant|pupil|my son|my daughter|"
    r"my kid|year 1[01])"
)
_CHILD = re.compile(
    r"\b(?:fils|fille|neveu|niece|petit frere|petite soeur|mon garcon|mon enfant|ma gamine|"
    r"mon gamin|my (?:son|daughter|kid|child))\b"
)
_TEACHER = re.compile(
    r"\b(?:je suis|chuis|j.suis|on est|i am|i.m|we are) (?:(?:un|une|le|la|a|an|the) )?(?:\w+ )?"
    r"(?:prof|professeure?|enseignante?|princ?ipale?|proviseure?|cpe|conseillere?|referente?|"
    r"documentaliste|educ\w*|animat\w+|teacher|head ?teacher|youth worker)\b|"
    r"\bi teach\b|\bj.enseigne\b|"
    r"\b(?:inscri\w+|enregistr\w+|register|sign up) (?:(?:mon|notre|un|une|my|our|a) |l.)?"
    r"(?:college|lycee|ecole|etablissement|asso(?:ciation)?|structure|school|charity)\b|"
    r"\b(?:mes|nos|my|our) (?:\w+ )?(?:eleves?|pupils|students)\b"
)
"""Who says that they speak for a school or an association."""
_CLASS = re.compile(
    r"\b(?:mon|mes|nos|my|our) (?:\w+ )?(?:eleves?|classe?s?|3 ?e(?:mes?)?|troisiemes|jeunes)\b|"
    r"\bma classe\b"
)
"""A class of one's own: a teacher's, unless a pupil speaks of the one they are in."""
_ONESELF = re.compile(
    r"\b(?:sauf|excepte|a part|pas) moi\b|\b(?:except|apart from|but|not) me\b|"
    r"\bmon (?:stage|prof|maitre de stage)\b|\bma prof\b|\bmes (?:parents|profs|copa?in\w*)\b|"
    r"\bmy (?:own )?(?:internship|placement|work experience|teachers?|parents|friends)\b|"
    r"\bj.ai (?:pas|aucun|rien|toujours pas|encore pas)\b.{0,20}\bstage\b(?! pour)|"
    r"\bi (?:have|.ve got|do ?n.t have|have ?n.t).{0,20}\b(?:internship|placement)\b(?! for)|"
    r"\b(?:je suis|chuis|j.suis) (?:en|un|une) (?:classe de )?(?:eleve|3 ?e(?:me)?|4 ?e(?:me)?|"
    r"troisieme|quatrieme|2n?de|seconde)\b|\bi.?a?m in (?:year|the (?:3|4)\w* (?:form|grade))|"
    r"\bj.ai (?:1[3-7]|treize|quatorze|quinze|seize) ans\b"
)
"""A pupil who looks for their own placement."""
_SEEKER = re.compile(
    r"\b(?:emploi|job\b|boulot|boulo\b|taf\b|cdi\b|cdd\b|poste de|alternance|apprenti|"
    r"formation|embauche|(?<!droit du )travail\b|vacancy|apprenticeship|hire me)"
)
_PLACEMENT = re.compile(r"\b(?:stages?|stagiaire|internship|work experience)\b")


def places_pupils(text: str) -> bool:
    """Whether who wrote ``text`` speaks for a school or an association, not for themselves."""
    said = folded(text)
    teaches = _TEACHER.search(said) or (_CLASS.search(said) and not _ONESELF.search(said))
    return bool(teaches) and not _CHILD.search(said)


def sentence_for(text: str) -> str:
    """The msgid for who wrote ``text``: a teacher, a pupil or parent, a job seeker, anyone."""
    said = folded(text)
    if places_pupils(text):
        return TEACHER
    if _PUPIL.search(said) or _CLASS.search(said):
        return PUPIL
    if _SEEKER.search(said):
        return SEEKER
    return PUPIL if _PLACEMENT.search(said) else OTHER


class OutOfScope(HearsContactDetails, HearsTakingBack):
    """Something else was asked for."""

    action_name = "action_out_of_scope"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say so, and where to go instead."""
        del tracker
        heard = alarm(turn.answer.typed)
        if heard is not None:
            words = turn.speech
            tell(dispatcher, words.say(ALARMS[heard]), [person_button(words)])
            return []
        refused_by = await refusing.answered_by(self.runtime, turn) if turn.form is None else None
        if refused_by is not None:
            return [FollowupAction(refused_by)]
        known = knowledge.find(turn.answer.typed, knowledge.PROGRAMME)
        if known.name in NEVER_ELSEWHERE:
            return [FollowupAction("action_ask_about_program")]
        words, msgid = turn.speech, sentence_for(turn.answer.typed)
        if msgid == TEACHER:
            first = [internships.asking(words)[0]]
            if turn.organisation is None:
                first.append(internships.register(words))
            buttons = [*first, person_button(words)]
            tell(dispatcher, words.say(msgid), [] if turn.form else buttons, columns=1)
            return []
        buttons = [
            Button(words.gettext(menus.ABOUT), payload("ask_about_program")),
            Button(words.gettext(menus.AXES), payload("ask_axes")),
            person_button(words),
        ]
        tell(dispatcher, words.say(msgid), [] if turn.form else buttons)
        return []
