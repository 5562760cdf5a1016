"""Payloads of buttons and commands: ``/intent`` or ``/intent{"entity": value}``.

They are read here and not by the NLU pipeline: a press costs no sentence embedding, values may be
any JSON, and only what the bot marks as a press or a command is taken for one. What a person
types is never a payload.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

#: Kinds of turns whose text a person typed.
TYPED_KINDS = frozenset({"text"})

_PAYLOAD = re.compile(r"/(?P<intent>[A-Za-z_][A-Za-z0-9_]*)\s*(?P<entities>\{.*\})?\s*", re.DOTALL)


def is_payload(text: str, metadata: Mapping[str, Any] | None) -> bool:
    """Whether ``text`` came from a button or a command and has a payload's shape."""
    kind = (metadata or {}).get("kind")
    return text.startswith("/") and kind not in TYPED_KINDS


def typed_text(text: str) -> str:
    """Typed text as the pipeline may see it: Rasa takes a leading slash for a payload."""
    return text.lstrip("/ \t") or text.replace("/", " ").strip() or "?"


def read_payload(text: str, known_intents: frozenset[str]) -> dict[str, Any]:
    """The understanding a payload stands for, in the form NLU gives it.

    Args:
        text: the payload.
        known_intents: the domain's; another intent is answered like a text not understood.
    """
    match = _PAYLOAD.fullmatch(text)
    intent = match["intent"] if match else None
    entities: list[dict[str, Any]] = []
    if match and match["entities"]:
        try:
            values = json.loads(match["entities"])
        except ValueError:
            intent = None
        else:
            entities = [
                {"entity": name, "value": value, "extractor": "payload"}
                for name, given in values.items()
                for value in (given if isinstance(given, list) else [given])
            ]
    if intent not in known_intents:
        intent, entities = DEFAULT_NLU_FALLBACK_INTENT_NAME, []
    understood = {"name": intent, "confidence": 1.0}
    return {
        "text": text,
        "intent": understood,
        "intent_ranking": [understood],
        "entities": entities,
    }
