"""Entities found by the parsers of ``reading``, in one component over a table."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from reading import (
    action_types,
    axes,
    contacts,
    dates,
    identifiers,
    places,
    quantities,
    size,
)

#: Longer texts are no answers; the parsers are not run on more than this of them.
READ_CHARS = 600
_PARIS = ZoneInfo("Europe/Paris")

Found = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """What a reader may need beside the text: the day in Paris, and the person's language."""

    today: date
    locale: str


Reader = Callable[[str, Context], Iterable[Found]]


def _identifier(read: Callable[[str], Any]) -> Reader:
    def reader(text: str, _: Context) -> Iterable[Found]:
        found = read(text)
        if found is not None:
            yield {
                "value": found.value,
                "valid": found.problem is None,
                "problem": found.problem,
            }

    return reader


def _place(text: str, _: Context) -> Iterable[Found]:
    reading = places.find_places(text)
    if not reading.candidates or not reading.exact:
        return
    first = reading.candidates[0]
    yield {
        "value": first.insee,
        "name": first.name,
        "department": first.department,
        "postcodes": list(first.postcodes),
        "candidates": [commune.insee for commune in reading.candidates],
    }


def _axes(text: str, _: Context) -> Iterable[Found]:
    reading = axes.read_axes(text)
    for axis in axes.AXES:
        if axis in reading.chosen:
            yield {"value": axis}
        elif axis in reading.excluded:
            yield {"value": axis, "role": "excluded"}


def _action_type(text: str, _: Context) -> Iterable[Found]:
    yield from ({"value": code} for code in action_types.read_action_type(text)[:1])


def _quantity(text: str, _: Context) -> Iterable[Found]:
    for quantity in quantities.read_quantities(text):
        yield {
            "value": format(quantity.value.normalize(), "f"),
            "unit": quantity.unit,
            "tax": quantity.tax,
            "approximate": quantity.approximate,
        }


#: Without any of these a text holds no date; the full parser costs as much as the embedding.
_DATED = re.compile(
    r"\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janv|f[eé]v|mars|avril|\bmai\b|juin|"
    r"juil|ao[uû]t|sept|octo|nove|d[eé]ce|hier|demain|aujourd|semaine|mois|ann[eé]e|\bans?\b|"
    r"jour|matin|soir|veille|rentr[eé]e|vacances|no[eë]l|p[aâ]ques|derni|prochain|"
    r"day|week|month|year|ago|last|next|morning|tonight|\bmay\b|june|july|augu|april|march|"
    r"christmas|easter|summer|winter|spring|autumn|[eé]t[eé]|hiver|printemps|automne|premier",
    re.IGNORECASE,
)


def _date(text: str, context: Context) -> Iterable[Found]:
    if not _DATED.search(text):
        return
    day = dates.read_date(text, context.today, context.locale)
    if day is not None:
        yield {"value": day.isoformat()}


def _period(text: str, context: Context) -> Iterable[Found]:
    if not _DATED.search(text):
        return
    period = dates.read_period(text, context.today, context.locale)
    if period is not None:
        yield {"value": f"{period.start.isoformat()}/{period.end.isoformat()}"}


def _size_band(text: str, _: Context) -> Iterable[Found]:
    band = size.read_size_band(text)
    if band is not None:
        yield {"value": band}


def _contact(read: Callable[[str], Any]) -> Reader:
    def reader(text: str, _: Context) -> Iterable[Found]:
        found = read(text)
        if found.value is not None:
            yield {"value": found.value}

    return reader


READERS: dict[str, Reader] = {
    "siret": _identifier(identifiers.read_siret),
    "siren": _identifier(identifiers.read_siren),
    "rna": _identifier(identifiers.read_rna),
    "uai": _identifier(identifiers.read_uai),
    "place": _place,
    "axis": _axes,
    "action_type": _action_type,
    "quantity": _quantity,
    "date": _date,
    "period": _period,
    "size_band": _size_band,
    "phone": _contact(contacts.read_phone),
    "email": _contact(contacts.read_email),
}


def read_entities(text: str, context: Context, names: Iterable[str] = READERS) -> list[Found]:
    """All entities of ``names`` that ``text`` carries, each with its normalised value."""
    text = text[:READ_CHARS]
    found: list[Found] = []
    for name in names:
        for entity in READERS[name](text, context):
            entity = {"entity": name, **entity, "extractor": ReadingExtractor.__name__}
            start = text.find(str(entity["value"]))
            if start >= 0:
                entity["start"], entity["end"] = start, start + len(str(entity["value"]))
            found.append(entity)
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReadingExtractor(GraphComponent, EntityExtractorMixin):
    """Entity extractor; ``entities`` in its configuration names the rows of ``READERS`` to use."""

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the text itself is read."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All readers."""
        return {"entities": list(READERS)}

    def __init__(self, config: dict[str, Any]) -> None:
        unknown = set(config["entities"]) - READERS.keys()
        if unknown:
            raise ValueError(f"ReadingExtractor: no reader for {', '.join(sorted(unknown))}.")
        self._names = list(config["entities"])
        places.find_places("Cergy")  # loads the communes now, not under the first person's message

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReadingExtractor:
        """Make the component; it has nothing to train or to load."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            metadata = message.get("metadata") or {}
            context = Context(datetime.now(_PARIS).date(), str(metadata.get("locale") or "fr"))
            found = read_entities(text, context, self._names)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
