"""Words the responses of ``domain.yml`` in the person's language.

The French text is the key into the gettext catalog. It is translated first, and its slots are
filled afterwards: a value is never looked up, and never read as a placeholder or as markup.
"""

from __future__ import annotations

import copy
import gettext
import html
import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

SOURCE_LOCALE = "fr"
CATALOG = "paqte"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)\}")
_LOCALE = re.compile(r"[a-z]{2,3}")


class GettextResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Response generator for ``endpoints.yml``.

    Args:
        endpoint_config: its ``locales`` (default ``locales``) is the folder of the catalogs.
        domain: whose responses to use; Rasa sets them anew when a model is loaded.
    """

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None
    ) -> None:
        super().__init__(domain.responses if domain else {})
        settings = endpoint_config.kwargs if endpoint_config else {}
        self._folder = Path(settings.get("locales", "locales")).resolve()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The response to send: text in Telegram HTML, button titles as plain text."""
        slots = tracker.current_slot_values()
        chosen = self._choose(utter_action, tracker, output_channel, slots)
        if chosen is None:
            return None
        catalog = _catalog(self._folder, locale_of(tracker))
        return _word(copy.deepcopy(chosen), catalog, {**slots, **kwargs})

    def _choose(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        slots: Mapping[str, Any],
    ) -> dict[str, Any] | None:
        if utter_action not in self.responses:
            return None
        fitting = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, dict(slots)
        )
        if not fitting:
            return None
        # Varied from message to message, yet the same when a turn is played again.
        message = tracker.latest_message
        seed = f"{utter_action} {message.message_id if message else ''}"
        return fitting[zlib.crc32(seed.encode()) % len(fitting)]


def locale_of(tracker: DialogueStateTracker) -> str:
    """The language of the latest message's sender, as the bot says in the metadata."""
    metadata = tracker.latest_message.metadata if tracker.latest_message else {}
    locale = str((metadata or {}).get("locale") or SOURCE_LOCALE).lower()[:2]
    return locale if _LOCALE.fullmatch(locale) else SOURCE_LOCALE


@lru_cache(maxsize=16)
def _catalog(folder: Path, locale: str) -> gettext.NullTranslations:
    return gettext.translation(CATALOG, folder, languages=[locale], fallback=True)


def _word(
    response: dict[str, Any], catalog: gettext.NullTranslations, values: Mapping[str, Any]
) -> dict[str, Any]:
    if response.get("text"):
        translated = catalog.gettext(response["text"])
        response["text"] = _fill(translated, values, escape=True)
    for button in [*(response.get("buttons") or []), *(response.get("quick_replies") or [])]:
        if button.get("title"):
            button["title"] = _fill(catalog.gettext(button["title"]), values, escape=False)
    custom = response.get("custom")
    if isinstance(custom, dict):
        for key in ("placeholder", "keyboard_title"):
            if custom.get(key):
                custom[key] = _fill(catalog.gettext(custom[key]), values, escape=False)
    return response


def _fill(text: str, values: Mapping[str, Any], *, escape: bool) -> str:
    """Put values in the place of ``{name}``; a name without a value leaves nothing behind."""

    def value_of(match: re.Match[str]) -> str:
        value = values.get(match[1])
        shown = "" if value is None else str(value)
        return html.escape(shown, quote=False) if escape else shown

    return _PLACEHOLDER.sub(value_of, text)
