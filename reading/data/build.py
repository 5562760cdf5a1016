"""Make `communes.csv.gz` and `departments.csv` from @etalab/decoupage-administratif.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-*.tgz
    python reading/data/build.py package

The argument is the folder of the unpacked package. The same package gives the same bytes: rows are
sorted and the archive bears no date.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COLUMNS = ("insee", "name", "department", "region", "postcodes", "population", "former")


def _read(package: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((package / "data" / f"{name}.json").read_text("utf-8"))
    return rows


def commune_rows(communes: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """One row for each present commune.

    `former` holds `code:name` of what merged into it and of its municipal arrondissements, joined
    by `|`: people still write those names.
    """
    former: defaultdict[str, set[str]] = defaultdict(set)
    present = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    for row in communes:
        if row["type"] == "arrondissement-municipal":
            former[row["commune"]].add(f"{row['code']}:{row['nom']}")
        elif row["type"] in {"commune-deleguee", "commune-associee"}:
            seat = row["chefLieu"]
            if (row["code"], row["nom"]) != (seat, present[seat]["nom"]):
                former[seat].add(f"{row['code']}:{row['nom']}")
    return [
        (
            code,
            row["nom"],
            row["departement"],
            row["region"],
            "|".join(sorted(row.get("codesPostaux", ()))),
            str(row.get("population", 0)),
            "|".join(sorted(former[code])),
        )
        for code, row in sorted(present.items())
    ]


def write_gzip(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a CSV, compressed, the same bytes for the same rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def main(package: Path) -> None:
    """Write both files beside this script."""
    write_gzip(HERE / "communes.csv.gz", COLUMNS, commune_rows(_read(package, "communes")))
    regions = {row["code"]: row["nom"] for row in _read(package, "regions")}
    with (HERE / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "region", "region_name"))
        for row in sorted(_read(package, "departements"), key=lambda row: str(row["code"])):
            writer.writerow((row["code"], row["nom"], row["region"], regions[row["region"]]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python reading/data/build.py FOLDER_OF_THE_PACKAGE")
    main(Path(sys.argv[1]))
