"""What the first question of joining keeps: the company found, and the answers it brings."""

from typing import Any

from actions.naming import shown as shown_name
from actions.steps import Sheet
from paqte.directory import Establishment
from reading.places.reader import commune

SLOT = "join_identity"
FOUND, LISTED, UNFOUND, SEARCHED = "_found", "_listed", "_unfound", "_searched"
FROM_DIRECTORY = "_from_directory"
LOOKED_FOR = "_looked_for"
"""A name that the directory does not know: the company's own, if the person says so."""
BLOCKED = "_blocked"
"""Why the company that was named cannot join, « registered » or « closed »."""
NO_NAME = "_no_name"
"""What was last taken for no name: said again, it is one."""


def kept(place: Establishment) -> dict[str, Any]:
    """What is kept of an establishment while it is shown."""
    known = commune(place.insee_code) if place.insee_code else None
    return {
        "siret": place.siret,
        "siren": place.siren,
        "name": shown_name(place.name),
        "legal_name": place.legal_name,
        "naf": place.naf_code,
        "trade": place.trade_label,
        "size": place.size_band,
        "insee": place.insee_code,
        "postcode": place.postcode or "",
        "town": known.name if known else place.city or "",
    }


def taken(found: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """The answers that the directory gives, so that they are not asked."""
    shown = cleared(sheet)  # the name of another company goes with it, a typed one stays
    values: dict[str, Any] = {
        **shown,
        SLOT: {
            "kind": "siret",
            "siret": found["siret"],
            "legal_name": found["legal_name"],
            "naf": found["naf"],
        },
    }
    if not sheet.get("join_name"):
        values["join_name"] = found["name"]
    if found["insee"] and found["town"]:
        values["join_town"] = {
            "insee": found["insee"],
            "name": found["town"],
            "postcode": found["postcode"] or None,
        }
    if found["size"]:
        values["join_size"] = found["size"]
    if found["trade"]:
        values["join_trade"] = found["trade"]
    values[FROM_DIRECTORY] = [name for name in values if not name.startswith("_") and name != SLOT]
    return values


def without(searched: str | None) -> dict[str, Any]:
    """Joining goes on without a number; a name that was searched is to be confirmed."""
    if searched is None:
        return {SLOT: {"kind": "unlisted"}}
    if searched.isdigit():
        return {SLOT: {"kind": "siren", "siren": searched}}
    return {SLOT: {"kind": "unlisted"}, LOOKED_FOR: searched}


def named(name: str) -> dict[str, Any]:
    """The name that was given stands, as if the directory had told it: it could not be asked."""
    return {SLOT: {"kind": "unlisted"}, "join_name": name, FROM_DIRECTORY: ["join_name"]}


def forgotten() -> dict[str, Any]:
    """Nothing is shown any more."""
    return {FOUND: None, LISTED: None, UNFOUND: None, SEARCHED: None, BLOCKED: None, NO_NAME: None}


def cleared(sheet: Sheet) -> dict[str, Any]:
    """Forget what was shown, and the answers that came with another identity."""
    sheet.forget(*(sheet.get(FROM_DIRECTORY) or ()))
    return {**forgotten(), FROM_DIRECTORY: None, LOOKED_FOR: None}
