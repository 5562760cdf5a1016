"""One message of one person, as an action sees it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from paqte import clock
from paqte.i18n import Speech, speech
from paqte.models import Company, Organisation, OrganisationMember
from paqte.services.speakers import OpenDraft, Person, Speaker
from reading.cleaning import clean

LISTEN = "action_listen"
SECOND_WISH = "second_wish"
"""The entity of the engine for what a message wants beside the first wish, or beside an answer."""
SAID = "said"
"""The value of a button that stands for words typed before: « vous voulez… ? »"""


@dataclass(frozen=True)
class Answer:
    """What the person sent: typed words, or the payload of a button.

    ``values`` are a button's, by entity name; typed words have none. ``kind`` is the bot's:
    « text », « button », « contact », « location », « command » or « edit ».
    """

    text: str
    intent: str
    kind: str = "text"
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """The words, also those that a button says again; « » for any other button."""
        return (self.pressed(SAID) or "") if self.text.startswith("/") else self.text

    def pressed(self, name: str) -> str | None:
        """The value that a button gives ``name``; ``None`` for words or another's button."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None


@dataclass(frozen=True)
class Known:
    """What was read for an action: who speaks, and whether they were told who we are."""

    speaker: Speaker
    introduced: bool = True


@dataclass(frozen=True)
class Turn:
    """Who says what, where in the conversation, and in which language to answer."""

    id: str
    conversation_id: str
    contact: Person
    speech: Speech
    answer: Answer
    form: str | None
    requested_slot: str | None
    listening: bool
    """Whether the message has not been dealt with yet: no action has run since it came."""
    agreed: bool = False
    introduced: bool = True
    """Whether they were told before who speaks and what is kept; looked up until they agree."""
    company: Company | None = None
    companies: tuple[Company, ...] = ()
    """Every company that the person speaks for; ``company``, for which they act now, is first."""
    axes: tuple[str, ...] = ()
    """The company's, in the programme's order."""
    organisation: Organisation | None = None
    member: OrganisationMember | None = None
    """The association or school that the person asks places for, and what they are there."""
    draft: OpenDraft | None = None
    """The open draft of the action's form, as it was when the action began."""

    @property
    def today(self) -> date:
        """The day it is in Paris."""
        return clock.now().astimezone(clock.PARIS).date()

    def known(self, draft: OpenDraft) -> Known:
        """What this turn knows, with the form's answers as they are by now."""
        return Known(
            Speaker(
                person=self.contact,
                agreed=self.agreed,
                companies=self.companies,
                axes=self.axes,
                organisation=self.organisation,
                member=self.member,
                draft=draft,
            ),
            self.introduced,
        )

    def acting_for(self, company: Company, axes: tuple[str, ...]) -> "Turn":
        """This turn once the person acts for ``company``, which chose ``axes``."""
        others = [one for one in self.companies if one.id != company.id]
        return replace(self, company=company, companies=(company, *others), axes=axes)

    def key(self, action: str) -> str:
        """The idempotency key of what ``action`` writes: the same if the turn is played again."""
        return f"{self.conversation_id}:{self.id}:{action}"


def read_answer(tracker: Tracker) -> Answer:
    """The latest message, cleaned of what cannot be read.

    In a form, of « Cergy, et c'est quoi un QPV ? » the answer is « Cergy ».
    """
    message = tracker.latest_message
    text = str(message.get("text") or "")
    if tracker.active_loop:
        text = _before_second_wish(message) or text
    text = clean(text)
    intent = str((message.get("intent") or {}).get("name") or "nlu_fallback")
    kind = str(metadata(tracker).get("kind") or "text")
    values = _payload_values(text) if text.startswith("/") else {}
    return Answer(text=text, intent=intent, kind=kind, values=values)


def _before_second_wish(message: Mapping[str, Any]) -> str | None:
    if (message.get("intent") or {}).get("name") != "inform":
        return None
    for entity in message.get("entities") or []:
        if entity.get("entity") == SECOND_WISH:
            return str(entity["before"])
    return None


def metadata(tracker: Tracker) -> Mapping[str, Any]:
    """What the bot said of the latest message: ``locale``, ``kind``, ``turn_id``."""
    found = tracker.latest_message.get("metadata")
    return found if isinstance(found, dict) else {}


def read_turn(tracker: Tracker, known: Known) -> Turn:
    """The turn that ``tracker`` stands at."""
    about = metadata(tracker)
    loop = tracker.active_loop or {}
    speaker = known.speaker
    return Turn(
        id=str(about.get("turn_id") or tracker.latest_message.get("message_id") or ""),
        conversation_id=tracker.sender_id,
        contact=speaker.person,
        speech=speech(str(about.get("locale") or speaker.person.locale)),
        answer=read_answer(tracker),
        form=loop.get("name"),
        requested_slot=tracker.slots.get("requested_slot"),
        listening=_just_heard(tracker),
        agreed=speaker.agreed,
        introduced=known.introduced,
        company=speaker.companies[0] if speaker.companies else None,
        companies=speaker.companies,
        axes=speaker.axes,
        organisation=speaker.organisation,
        member=speaker.member,
        draft=speaker.draft,
    )


def _just_heard(tracker: Tracker) -> bool:
    """Whether no action has answered the latest message yet.

    Rasa hands a form's validation a tracker that ends with the form itself, run or not: it does
    not count.
    """
    form = (tracker.active_loop or {}).get("name")
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return True
        if event["event"] == "action" and event["name"] not in (form, LISTEN):
            return False
    return True


def _payload_values(text: str) -> dict[str, Any]:
    # Read from the payload itself: entity values went through the engine as they are, but a text
    # that a person typed must never pass for a button's value.
    start = text.find("{")
    if start < 0:
        return {}
    try:
        values = json.loads(text[start:])
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
