"""Typst templates filled with data.

The data reach a template as JSON, never as source: whatever a company is called, it is text. Only
Typst's own fonts are used, so that a document looks the same on every machine.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal

import typst

PIXELS_PER_INCH = 144.0


def render(template: str, data: Mapping[str, Any], format: Literal["pdf", "png"]) -> bytes:  # noqa: A002 - Typst's own name
    """The document of ``template`` (a name, without « .typ ») filled with ``data``.

    It takes tens of milliseconds of a core: call it off the event loop, outside of transactions.

    Raises:
        typst.TypstError: the template does not fit the data.
    """
    source = files("paqte.documents").joinpath("templates", f"{template}.typ").read_bytes()
    made = typst.compile(
        source,
        format=format,
        ppi=PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError("a picture of one page was expected")
    return made
