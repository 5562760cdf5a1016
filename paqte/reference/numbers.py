"""Telephones and SIRET as they are written in France, to be read aloud."""

NBSP = "\u00a0"


def phone(number: str) -> str:
    """« 06 12 34 56 78 » of « +33612345678 »; one of another country as it is."""
    if number.startswith("+33") and len(number) == 12:
        local = "0" + number[3:]
        return " ".join(local[at : at + 2] for at in range(0, 10, 2))
    return number


def siret(number: str) -> str:
    """« 800 000 010 00010 », on one line; what is none, as it is."""
    if len(number) != 14:
        return number
    return NBSP.join((number[:3], number[3:6], number[6:9], number[9:]))
