"""Questions about the programme and about internships, answered from the reviewed knowledge."""

import re
from typing import ClassVar

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import contact_details, menus
from actions.base import Events, PaqteAction
from actions.contact_details import HearsContactDetails
from actions.internships import menu as internships
from actions.internships.answering.taking_back import HearsTakingBack
from actions.speaking import Button, payload, person_button, run_command, tell
from actions.turn import Answer, Turn
from paqte.reference import knowledge
from paqte.reference.knowledge import Entry
from reading.words import fold

_WHAT_FOR = re.compile(
    r"\b(?:serv(?:ent|ir|ira|iront)|pourquoi|pour quoi|a quoi|(?:faites|ferez|allez) vous|"
    r"vous (?:faites|ferez|allez faire)|revend\w*|vend\w*|what for|used for|why|"
    r"(?:do|will) you do|you do with|sell|sold|"
    r"who (?:sees|reads|(?:can|could|may|will) (?:see|read|access))|"
    r"qui (?:voit|lit|a acces|(?:peut|va|pourra) (?:voir|lire|acceder)))\b"
)


class Answered(PaqteAction):
    """One entry of the knowledge, and what may be asked next."""

    loads_company = True
    subject: ClassVar[str] = knowledge.PROGRAMME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Answer what was asked alone, and offer more; in a form, its own question follows."""
        del tracker
        its, found = self.runtime.settings, entries_for(turn.answer, self.subject)
        asks = turn.organisation is not None and turn.company is None
        said = [
            turn.speech.say(
                entry.text(turn.speech, asking=asks),
                programme=its.programme_name,
                site=its.programme_site,
                contact=its.programme_contact,
            )
            for entry in found
        ]
        tell(dispatcher, Markup("\n\n").join(said), [] if turn.form else _next(found, turn))
        return []


class AboutProgramme(Answered):
    """What the programme is."""

    action_name = "action_ask_about_program"


class InternshipRules(HearsTakingBack, Answered):
    """The rules of an observation internship."""

    action_name = "action_ask_internship_rules"
    subject = knowledge.INTERNSHIP


class Referent(HearsContactDetails):
    """Who the local contact is, and the way to someone who knows."""

    action_name = "action_find_referent"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say whom to ask."""
        del tracker
        its, entry = self.runtime.settings, knowledge.entries()[knowledge.LOCAL]
        said = turn.speech.say(entry.text(turn.speech), contact=its.programme_contact)
        tell(dispatcher, said, [person_button(turn.speech)])
        return []


class DataAccess(PaqteAction):
    """What is kept of the person, as a file; what it is for; a detail that is to be put right."""

    action_name = "action_data_access"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Answer, or have the bot send the file."""
        del tracker
        change = await contact_details.wanted(self.runtime, turn)
        if change is not None or contact_details.concerns(turn):
            await contact_details.answer(self.runtime, turn, change, dispatcher)
            return []
        said = fold(turn.answer.typed)
        entry = knowledge.entries()[knowledge.CONTACT_DETAILS]
        if not entry.words.search(said):
            if not _WHAT_FOR.search(said):
                run_command(dispatcher, "mesdonnees")
                return []
            entry = knowledge.entries()[knowledge.DATA]
        programme = self.runtime.settings.programme_name
        asks = turn.organisation is not None and turn.company is None
        text = entry.text(turn.speech, asking=asks)
        tell(dispatcher, turn.speech.say(text, programme=programme))
        return []


def entries_for(answer: Answer, subject: str) -> list[Entry]:
    """The entry that a button names, or those that the words are about."""
    pressed = answer.pressed("topic")
    if pressed in knowledge.entries():
        return [knowledge.entries()[pressed]]
    return knowledge.find_all(answer.typed, subject)


def _next(found: list[Entry], turn: Turn) -> list[Button]:
    words, told = turn.speech, {entry.name for entry in found}
    buttons = [
        Button(knowledge.entries()[name].title(words), payload("ask_about_program", topic=name))
        if name in knowledge.entries()
        else Button(words.gettext(menus.AXES), payload("ask_axes"))
        for name in found[0].then
        if name not in told
    ]
    if turn.company is None and turn.organisation is not None:
        buttons.append(internships.asking(words)[0])
    elif turn.company is None:
        buttons.append(Button(words.gettext(menus.JOIN), payload("join_program")))
    return buttons
