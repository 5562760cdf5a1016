"""The gettext catalog: extracted from the source, brought up to date, compiled, checked.

``python -m paqte.i18n extract|update|compile|check``
"""

import argparse
import secrets
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from paqte.i18n import DOMAIN, LOCALE_DIR, LOCALES, SOURCE_LOCALE
from paqte.typography import faults

ROOT = LOCALE_DIR.parent
TEMPLATE = LOCALE_DIR / f"{DOMAIN}.pot"
KEYWORDS = {
    "say": None,
    "say_n": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "_": None,
}
_LINE = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a text, and which."""

    text: str
    problem: str

    def __str__(self) -> str:
        return f"{self.problem}: {self.text!r}"


def translated() -> list[str]:
    """The locales that have a catalog: all but the source's."""
    return [locale for locale in LOCALES if locale != SOURCE_LOCALE]


def catalog_path(locale: str) -> Path:
    """Where the catalog of ``locale`` is."""
    return LOCALE_DIR / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def extract(root: Path = ROOT) -> Catalog:
    """The texts of the source, as ``babel.cfg`` says where to look."""
    with (root / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    catalog = Catalog(project="PaQte", charset="utf-8", fuzzy=False)
    for filename, line, message, comments, context in extract_from_dir(
        root, methods, options, keywords=KEYWORDS, comment_tags=(), directory_filter=_ours
    ):
        catalog.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalog


def update(root: Path = ROOT) -> None:
    """Write the template, and give every catalog the texts it lacks, without guessing."""
    template = extract(root)
    _write(TEMPLATE, template)
    for locale in translated():
        catalog = read_catalog(locale)
        # When texts were extracted tells nothing, and would part every two branches.
        created = catalog.creation_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.creation_date = created
        catalog.obsolete.clear()
        _write(catalog_path(locale), catalog)


def read_catalog(locale: str) -> Catalog:
    """The catalog of ``locale``; an empty one if there is no file."""
    path = catalog_path(locale)
    if not path.exists():
        return Catalog(locale=locale, project="PaQte", charset="utf-8", fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=locale, charset="utf-8")


def compile_catalogs() -> None:
    """Write the ``.mo`` of every catalog where it is older than its ``.po`` or missing."""
    for locale in translated():
        path = catalog_path(locale)
        compiled = path.with_suffix(".mo")
        if not path.exists():
            continue
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        # Another process may be reading the old one, or writing the new one as we do: each takes
        # its place whole.
        fresh = compiled.with_name(f"{compiled.name}.{secrets.token_hex(4)}.new")
        with fresh.open("wb") as target:
            write_mo(target, read_catalog(locale))
        fresh.replace(compiled)


def check(root: Path = ROOT) -> list[Fault]:
    """Every fault: badly set French, a missing translation, blanks that differ."""
    source = extract(root)
    found = [
        Fault(text, problem)
        for message in source
        if message.id
        for text in _texts(message.id)
        for problem in faults(text)
    ]
    for locale in translated():
        catalog = read_catalog(locale)
        for message in source:
            if message.id:
                found += _compare(locale, message, catalog.get(message.id, message.context))
    return found


def _compare(locale: str, source: Message, target: Message | None) -> Iterator[Fault]:
    name = _texts(source.id)[0]
    said = _texts(target.string) if target is not None else []
    if target is None or not said or not all(said):
        yield Fault(name, f"no translation ({locale})")
    elif target.fuzzy:
        yield Fault(name, f"translation to be confirmed ({locale})")
    else:
        wanted = set.union(*(_blanks(text) for text in _texts(source.id)))
        if any(_blanks(text) - wanted or wanted - _blanks(text) - {"n"} for text in said):
            yield Fault(name, f"other blanks than the French ({locale})")


def _blanks(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"unreadable: {text}"}


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(part) for part in value] if isinstance(value, (list, tuple)) else []


def _ours(folder: str | Path) -> bool:
    return Path(folder).name not in {".venv", ".git", "var", "tests", "node_modules", "__pycache__"}


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        # No line numbers: a catalog that changes with every edit of the source hides its own.
        write_po(target, catalog, width=_LINE, include_lineno=False, sort_output=True)


def main() -> int:
    """The command ``python -m paqte.i18n``; 1 if ``check`` finds something."""
    parser = argparse.ArgumentParser(prog="python -m paqte.i18n", description=__doc__)
    parser.add_argument("command", choices=("extract", "update", "compile", "check"))
    command = parser.parse_args().command
    if command == "extract":
        _write(TEMPLATE, extract())
    elif command == "update":
        update()
    elif command == "compile":
        compile_catalogs()
    else:
        found = check()
        for fault in found:
            sys.stderr.write(f"{fault}\n")
        return 1 if found else 0
    return 0
