"""A stand-in for the programme's action server: it does what a press tells it to.

Forms and actions are the domain's own. What a form makes of an answer, and what an action leaves
behind, is not read from a database here but told by the press itself, so that every way a form
can go is gone, in any order: accepted, refused, ended, corrected, handed over, wiped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.shared.core.domain import Domain

from tests.nlu.harness import Handler

Json = dict[str, Any]

#: How an answer may go, told by the press in ``decision``.
OUTCOMES = ("accepted", "refused", "declined", "ended", "all", "back", "changed")
#: What an action may leave behind, told likewise.
AFTERMATHS = ("nothing", "marks", "wipes", "closes", "restarts", "new session", "undoes")

LISTEN = "action_listen"


def handlers(domain: Domain) -> dict[str, Handler]:
    """An answer for each action of the domain that the action server runs."""
    forms = {name: list(domain.required_slots_for_form(name)) for name in domain.form_names}
    found: dict[str, Handler] = {}
    for action in domain.user_actions:
        form = action.removeprefix("validate_")
        if form in forms:
            found[action] = _validates(form, forms[form])
        elif action.startswith("action_ask_") and action.removeprefix("action_ask_") in {
            step for steps in forms.values() for step in steps
        }:
            found[action] = _says(action)
        else:
            found[action] = _acts(action, forms)
    return found


def _validates(form: str, steps: list[str]) -> Handler:
    def validate(body: Json) -> Json:
        tracker = body["tracker"]
        slots, loop = tracker["slots"], tracker.get("active_loop") or {}
        step = slots["requested_slot"]
        opened = loop.get("name") == form and step in steps
        if not opened:
            first = next((one for one in steps if slots[one] is None), steps[0])
            return _events(_set(first, None), _set("requested_slot", first))
        if not _just_heard(tracker, form):
            return _events()
        told, intent = _told(tracker), _intent(tracker)
        if intent not in {"inform", "back", "skip", "edit_field"} or told == "declined":
            return _events()
        done = {one: slots[one] for one in steps}
        if told == "ended":
            return _events(_set(step, None), _set("requested_slot", None))
        if told == "refused":
            return _events(_set(step, None), _set("requested_slot", step))
        if told == "all":
            done = dict.fromkeys(steps, True)
        elif told == "back" or intent == "back":
            done[step], done[steps[max(0, steps.index(step) - 1)]] = None, None
        elif told == "changed" or intent == "edit_field":
            done[steps[len(steps) // 2]] = None
        else:
            done[step] = True
        following = next((one for one, value in done.items() if value is None), None)
        changed = [_set(k, v) for k, v in done.items() if slots[k] != v or k == following]
        return _events(*changed, _set("requested_slot", following))

    return validate


def _acts(action: str, forms: dict[str, list[str]]) -> Handler:
    names = sorted(forms)
    marked = forms[names[len(action) % len(names)]]
    left: dict[str, Callable[[], list[Json]]] = {
        "marks": lambda: [_set(marked[0], True), _set(marked[-1], None)],
        "wipes": lambda: [{"event": "reset_slots"}],
        "closes": lambda: [{"event": "active_loop", "name": None}, _set("requested_slot", None)],
        "restarts": lambda: [{"event": "restart"}],
        "new session": lambda: [{"event": "session_started"}],
        "undoes": lambda: [{"event": "rewind"}],
    }

    def act(body: Json) -> Json:
        tracker = body["tracker"]
        told = _told(tracker)
        answered = _says(action)(body)
        if action == "action_log":
            answered["events"] = [_follow("commit_form" if told == "marks" else "action_form")]
        elif told in forms and tracker["latest_action_name"] == LISTEN:
            answered["events"] = [_follow(told)]
        elif action.startswith("action_submit_"):
            # Nothing of a form is left when it is sent, as in the programme.
            heard = next((one for one in names if action.endswith(one.removesuffix("_form"))), None)
            answered["events"] = [_set(step, None) for step in forms.get(heard or "", [])]
        elif told in left:
            answered["events"] = left[told]()
        return answered

    return act


def _says(action: str) -> Handler:
    return lambda _: {"events": [], "responses": [{"text": action}]}


def _just_heard(tracker: Json, form: str) -> bool:
    for event in reversed(tracker["events"]):
        if event["event"] == "user":
            return True
        if event["event"] == "action" and event["name"] not in (form, LISTEN):
            return False
    return True


def _told(tracker: Json) -> str:
    for entity in tracker["latest_message"].get("entities") or []:
        if entity["entity"] == "decision":
            return str(entity["value"])
    return ""


def _intent(tracker: Json) -> str:
    return str((tracker["latest_message"].get("intent") or {}).get("name"))


def _set(slot: str, value: Any) -> Json:
    return {"event": "slot", "name": slot, "value": value}


def _follow(action: str) -> Json:
    return {"event": "followup", "name": action}


def _events(*events: Json) -> Json:
    return {"events": list(events), "responses": []}
