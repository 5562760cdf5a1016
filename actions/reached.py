"""How somebody can be reached, as it is read aloud."""

from collections.abc import Mapping

from paqte.reference import numbers


def shown_channel(channel: Mapping[str, str | None]) -> str | None:
    """What is kept to reach somebody, as it is read."""
    shown = [value for value in (spaced(channel.get("phone")), channel.get("email")) if value]
    return ", ".join(shown) or None


def spaced(phone: str | None) -> str | None:
    """A number as it is written in France: « 06 12 34 56 78 »."""
    return None if phone is None else numbers.phone(phone)
