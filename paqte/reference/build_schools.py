"""Make `schools.csv.gz` from a list of schools drawn from the Annuaire de l'éducation.

    python -m paqte.reference.build_schools schools.csv

The list: UTF-8, comma-separated, columns uai, name, type, address, postcode, commune (a name),
priority_education (empty, REP, REP+). Source: Annuaire de l'éducation, ministère de l'Éducation
nationale, Licence Ouverte 2.0. One column is added: the INSEE code of the commune, where the
postcode and the name leave no doubt. The same list gives the same bytes.
"""

import csv
import gzip
import io
import re
import sys
from pathlib import Path

from reading.places.gazetteer import Commune, gazetteer, name_key

OUT = Path(__file__).parent / "schools.csv.gz"
COLUMNS = ("uai", "name", "type", "address", "postcode", "commune", "insee", "priority_education")
_ADDITIONS = re.compile(r"\b(?:cedex(?: \d+)?|\d+(?:er|e|eme)? arrondissement|\d+)\b")


def insee_code(postcode: str, commune: str) -> str:
    """The INSEE code of the commune so named with that postcode; empty when in doubt.

    A business postcode (CEDEX) is no commune's: then the name must be unique in the département.
    """
    key = " ".join(_ADDITIONS.sub(" ", name_key(commune)).split())
    named = gazetteer().by_key(key) or gazetteer().by_compact(key.replace(" ", ""))
    same_code = [town for town in named if postcode in town.postcodes]
    same_area = [town for town in named if _within(postcode, town)]
    shortened = [
        town
        for town in gazetteer().by_postcode(postcode)
        if name_key(town.name).startswith(key) or key.startswith(name_key(town.name))
    ]
    for towns in (same_code, same_area, shortened):
        if len(towns) == 1:
            return towns[0].insee
    return ""


def _within(postcode: str, town: Commune) -> bool:
    if postcode.startswith("20"):
        return town.department in {"2A", "2B"}
    if postcode.startswith("978"):  # business postcodes of La Réunion
        return town.department == "974"
    return postcode.startswith(town.department)


def main(source: Path) -> None:
    """Write `schools.csv.gz` beside this script, and say how many communes were found."""
    found = 0
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["uai"])
    for row in rows:
        insee = insee_code(row["postcode"], row["commune"])
        found += bool(insee)
        writer.writerow({**{name: row.get(name, "") for name in COLUMNS}, "insee": insee})
    OUT.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))
    sys.stdout.write(f"{len(rows)} schools, {found} with their commune\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m paqte.reference.build_schools FILE")
    main(Path(sys.argv[1]))
