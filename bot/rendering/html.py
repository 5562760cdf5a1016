"""Telegram's HTML: read, checked, and made plain when it is not what Telegram accepts."""

from __future__ import annotations

import html
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

#: Tags of https://core.telegram.org/bots/api#html-style that our texts may use.
TAGS: Final = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre"}
    | {"blockquote", "tg-spoiler"}
)
_ATTRIBUTES: Final = {"a": {"href"}, "code": {"class"}, "blockquote": {"expandable"}}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text (`text`, unescaped) or a tag (`opening` or `closing`, as written)."""

    text: str = ""
    opening: str = ""
    closing: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[str] = []
        self.sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = _ATTRIBUTES.get(tag, set())
        if tag not in TAGS or any(name not in allowed for name, _ in attrs):
            self.sound = False
            return
        self.open.append(tag)
        written = "".join(
            f" {name}" if value is None else f' {name}="{html.escape(value)}"'
            for name, value in attrs
        )
        self.pieces.append(Piece(opening=f"<{tag}{written}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        self.sound = False

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.sound = False
            return
        self.pieces.append(Piece(closing=f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        self.pieces.append(Piece(text=data))

    def handle_comment(self, data: str) -> None:
        del data
        self.sound = False

    def handle_decl(self, decl: str) -> None:
        del decl
        self.sound = False

    def unknown_decl(self, data: str) -> None:
        del data
        self.sound = False

    def handle_pi(self, data: str) -> None:
        del data
        self.sound = False


def escape(text: str) -> str:
    """`text` as Telegram's HTML shows it literally."""
    return html.escape(text, quote=False)


def _pieces_of(text: str) -> list[Piece] | None:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.pieces if reader.sound and not reader.open else None


def pieces(text: str) -> list[Piece]:
    """`text` as tags and runs; one literal run when it is not sound HTML for Telegram."""
    return _pieces_of(text) or ([Piece(text=text)] if text else [])


def sound(text: str) -> str:
    """`text` rewritten as HTML that Telegram accepts; escaped whole when it is not sound."""
    return "".join(
        escape(piece.text) if piece.text else piece.opening + piece.closing
        for piece in pieces(text)
    )


def visible(text: str) -> str:
    """What a person sees of `text`: no tags, entities resolved."""
    return "".join(piece.text for piece in pieces(text))


def units(text: str) -> int:
    """Length of `text` as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
