"""Make `given_names.txt`: the given names of people, from the lists that Faker ships.

    pip download --no-deps faker==40.54.0
    python reading/data/build_given_names.py faker-40.54.0-py3-none-any.whl

Taken are the countries whose names people in France bear most and that Faker writes in Latin
letters. What Faker lacks is in `more_given_names.txt`, by hand.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from reading.data.build import HERE
from reading.words import fold, word_set

LOCALES = word_set(
    "fr_FR fr_BE fr_CH fr_CA fr_DZ en_GB en_IE en_IN en_PK en_KE ig_NG tr_TR pt_PT es_ES it_IT "
    "pl_PL ro_RO tw_GH"
)
#: Names that are words which begin a sentence, or something else with a capital more often.
_WORDS = word_set(
    "april aura bebe canal charity che come demi dev don fancy forum france hope job joy june mad "
    "man mason musee nail nair noe over patience paye peace ramadan sad said sante sava "
    "side sol sole us aru barry bonifacio feyzin gencay lourdes muret nancy olympia regina "
    "german brittany noel sophia valence florida africa america asia europe may march august "
    "summer autumn "
    "college"
)


def names(wheel: Path) -> Iterator[str]:
    """Each name folded, some of them several times."""
    sys.path.insert(0, str(wheel))
    for locale in sorted(LOCALES):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_names"):
                yield from map(fold, getattr(provider, attribute))


def main() -> None:
    """Write the file beside this one."""
    every = {
        name
        for name in names(Path(sys.argv[1]))
        if len(name) > 2 and name.replace("-", "").isalpha() and name.isascii()
    }
    lines = ["# Given names, folded: see README.md.", *sorted(every - _WORDS)]
    (HERE / "given_names.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
