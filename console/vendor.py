"""``python -m console.vendor FOLDER``: copy what the console uses of its npm packages.

FOLDER is a ``node_modules`` with ``@gouvfr/dsfr`` and ``htmx.org`` (installed with
``--ignore-scripts``). Of the design system it takes the parts listed here, in one stylesheet, with
the fonts and icons that they name, and their licence; nothing of npm is needed to run.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent / "static" / "vendor"
PARTS = (
    "core/core",
    "scheme/scheme",
    *(
        f"component/{name}/{name}"
        for name in (
            *("alert", "badge", "button", "checkbox", "footer", "form", "header", "input"),
            *("link", "logo", "navigation", "notice", "pagination", "radio", "select", "skiplink"),
            *("table", "tag", "callout"),
        )
    ),
)
ICONS = (
    *("arrow-left-line", "check-line", "close-line", "error-warning-line", "eye-line"),
    *("information-line", "search-line", "send-plane-line", "time-line", "user-line"),
    *("chat-3-line", "download-line", "lock-line", "notification-3-line"),
)
_URL = re.compile(r"url\((['\"]?)([^)'\"]+)\1\)")
_FONT_FALLBACK = re.compile(r",url\([^)]*\.woff\) format\(['\"]woff['\"]\)")


def main(folder: Path) -> None:
    """Write the stylesheet, its files, htmx and the licences."""
    package = folder / "@gouvfr" / "dsfr"
    dist = package / "dist"
    shutil.rmtree(HERE, ignore_errors=True)
    (HERE / "dsfr").mkdir(parents=True)
    sheets = [_sheet(dist, part) for part in PARTS]
    sheets.append(_icons(dist))
    (HERE / "dsfr.css").write_text("\n".join(sheets), encoding="utf-8")
    shutil.copy(package / "LICENSE.md", HERE / "dsfr" / "LICENSE")
    htmx = folder / "htmx.org"
    shutil.copy(htmx / "dist" / "htmx.min.js", HERE / "htmx.js")
    shutil.copy(htmx / "LICENSE", HERE / "htmx.LICENSE")
    (HERE / "versions.json").write_text(
        json.dumps(
            {name: _version(folder / name) for name in ("@gouvfr/dsfr", "htmx.org")}, indent=2
        )
        + "\n",
        encoding="utf-8",
    )


def _sheet(dist: Path, part: str) -> str:
    file = dist / f"{part}.main.min.css"
    if not file.exists():
        file = dist / f"{part}.min.css"
    text = file.read_text(encoding="utf-8").removeprefix("\ufeff")
    # Every browser of today reads woff2.
    text = _FONT_FALLBACK.sub("", text)
    return _with_files(dist, file.parent, re.sub(r"/\*# sourceMappingURL.*?\*/", "", text))


def _icons(dist: Path) -> str:
    rules = []
    for name in ICONS:
        (file,) = dist.glob(f"icons/*/{name}.svg")
        address = f"url({_copied(dist, file)})"
        rules.append(
            f".fr-icon-{name}::before{{--icon-size:1.5rem;content:'';display:inline-block;"
            "width:var(--icon-size);height:var(--icon-size);vertical-align:"
            "calc((.75em - var(--icon-size)) * .5);background-color:currentColor;flex:0 0 auto;"
            f"-webkit-mask:{address} center/100% 100% no-repeat;"
            f"mask:{address} center/100% 100% no-repeat}}"
        )
    return "\n".join(rules)


def _with_files(dist: Path, folder: Path, text: str) -> str:
    def copied(match: re.Match[str]) -> str:
        address = match[2]
        if address.startswith(("data:", "#")):
            return match[0]
        file = (folder / address.partition("?")[0].partition("#")[0]).resolve()
        return f"url({_copied(dist, file)})"

    return _URL.sub(copied, text)


def _copied(dist: Path, file: Path) -> str:
    relative = file.relative_to(dist.resolve())
    target = HERE / "dsfr" / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, target)
    return f"dsfr/{relative.as_posix()}"


def _version(package: Path) -> str:
    found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return str(found)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
