"""Calls the action server as Rasa does: one tracker, one turn after the other.

It plays the part of Rasa's form policy that the actions rely on: a form reads the message first,
then the first of its slots without a value is asked.
"""

import copy
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from actions.form_table import FORMS
from actions.turn import LISTEN

_turns = itertools.count(1)


@dataclass(frozen=True)
class Said:
    """One response: its text, its buttons as {title: payload}, its custom part."""

    text: str | None
    buttons: dict[str, str] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Played:
    """What a turn gave: every event as (name, value), every response."""

    events: list[tuple[str, Any]]
    said: list[Said]

    @property
    def text(self) -> str:
        """The only response's text."""
        assert len(self.said) == 1, self.said
        return self.said[0].text or ""

    @property
    def buttons(self) -> dict[str, str]:
        """The only response's buttons."""
        assert len(self.said) == 1, self.said
        return self.said[0].buttons


class Caller:
    """One conversation. ``slots``, ``form`` and ``requested`` are what Rasa would hold."""

    def __init__(self, http: httpx.AsyncClient, conversation_id: str, locale: str = "fr") -> None:
        self.conversation_id = conversation_id
        self.locale = locale
        self.slots: dict[str, Any] = {}
        self.form: str | None = None
        self._http = http
        self._message: dict[str, Any] = {}
        self._heard = ("", 0.0)
        self._opened = False

    def at(self, http: httpx.AsyncClient) -> "Caller":
        """The same conversation at this moment, with its next actions run by another server."""
        other = copy.copy(self)
        other._http = http
        return other

    @property
    def requested(self) -> str | None:
        """The open question."""
        slot: str | None = self.slots.get("requested_slot")
        return slot

    def hear(
        self,
        text: str,
        intent: str = "inform",
        turn_id: str | None = None,
        *,
        ranking: dict[str, float] | None = None,
        entities: list[dict[str, Any]] | None = None,
    ) -> str:
        """The person sends ``text``; the turn's id.

        ``ranking``: what else it may mean, and how likely; ``entities``: what it carries.
        """
        turn = turn_id or f"t{next(_turns)}"
        self._heard = (text, time.time())
        self._opened = False
        kind = "button" if text.startswith("/") else "text"
        if text.startswith("/"):
            intent = text[1:].partition("{")[0]
        self._message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "intent_ranking": [
                {"name": name, "confidence": share} for name, share in (ranking or {}).items()
            ],
            "entities": entities or [],
            "metadata": {"locale": self.locale, "kind": kind, "turn_id": turn},
        }
        return turn

    async def call(self, action: str, *, latest: str = LISTEN) -> Played:
        """Run one action."""
        answer = await self._http.post(
            "/webhook",
            json={
                "next_action": action,
                "version": "3.6.21",
                "tracker": {
                    "sender_id": self.conversation_id,
                    "slots": self.slots,
                    "latest_message": self._message,
                    # As Rasa does, which counts a form as run while it validates.
                    "latest_action_name": self.form or latest,
                    "active_loop": {"name": self.form} if self.form else {},
                    "events": self._events(latest),
                    "paused": False,
                },
            },
        )
        assert answer.status_code == 200, answer.text
        body = answer.json()
        events = [
            (event.get("name") or event["event"], event.get("value")) for event in body["events"]
        ]
        for event in body["events"]:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said = [
            Said(
                one["text"],
                {b["title"]: b["payload"] for b in one["buttons"]},
                one["custom"] or {},
            )
            for one in body["responses"]
        ]
        return Played(events, said)

    def _events(self, latest: str) -> list[dict[str, Any]]:
        """What happened since the person spoke: ``latest`` ran, then the form is about to."""
        since = [] if latest == LISTEN else [{"event": "action", "name": latest}]
        if self._opened:
            since.append({"event": "active_loop", "name": self.form})
        form = [{"event": "action", "name": self.form}] if self.form else []
        # The engine shows an action this turn's events only.
        text, at = self._heard
        return [{"event": "user", "text": text, "timestamp": at}, *since, *form]

    async def open(
        self,
        form: str,
        text: str | None = None,
        latest: str = LISTEN,
        turn_id: str | None = None,
        intent: str | None = None,
    ) -> Played:
        """The form begins, with the sentence that opened it; ``intent``: another than its own."""
        opens = intent or FORMS[form].opens
        self.hear(text or f"/{opens}", opens, turn_id)
        self.form, self._opened = form, True
        self.slots["requested_slot"] = None
        return await self._go_on(await self.call(f"validate_{form}", latest=latest), latest)

    async def answer(
        self,
        text: str,
        intent: str = "inform",
        turn_id: str | None = None,
        *,
        entities: list[dict[str, Any]] | None = None,
    ) -> Played:
        """The person answers; what the form says next is in the same turn."""
        self.hear(text, intent, turn_id, entities=entities)
        played = await self.call(f"validate_{self.form}")
        if all(name == "requested_slot" for name, _ in played.events):
            # For Rasa nothing was answered then: the form declines the message.
            assert not played.events, played
            return played
        return await self._go_on(played)

    async def asked_again(self) -> Played:
        """After an interruption that a rule answered, the form asks its question once more."""
        return await self.call(f"action_ask_{self.requested}", latest=LISTEN)

    async def _go_on(self, first: Played, latest: str = LISTEN) -> Played:
        if self.requested is None:
            self.form = None
            return first
        # Both are steps of the form, which has run once it asked: no event tells of the first.
        second = await self.call(f"action_ask_{self.requested}", latest=latest)
        return Played(first.events + second.events, first.said + second.said)
