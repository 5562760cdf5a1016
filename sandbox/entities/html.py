"""Telegram's HTML parse mode, as strict as the server's, with its words for what is wrong.

Rules: Bot API, « HTML style ». Positions in error messages are byte offsets in UTF-8, as
Telegram gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.entities.text import Formatted, clean, utf16_length
from sandbox.model.json import Json

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_SPACE = " \t\r\n\0\x0b"


class ParseError(Exception):
    """The markup is wrong; the message is Telegram's."""


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int


def parse_html(source: str) -> Formatted:
    """Turn HTML into text and entities.

    Raises:
        ParseError: an unknown, unclosed or unmatched tag, a malformed attribute.
    """
    return _Parser(clean(source)).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.i = 0
        self.pieces: list[str] = []
        self.offset = 0  # in UTF-16 units of the text so far
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> Formatted:
        source = self.source
        while self.i < len(source):
            char = source[self.i]
            if char == "<":
                self._close_tag() if source.startswith("</", self.i) else self._open_tag()
            elif char == "&":
                self._add(self._reference())
            else:
                stop = re.compile("[<&]").search(source, self.i)
                end = stop.start() if stop else len(source)
                self._add(source[self.i : end])
                self.i = end
        if self.open:
            raise ParseError(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self.pieces), self.entities)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _at(self) -> str:
        return self.source[self.i] if self.i < len(self.source) else ""

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "replace"))

    def _skip_space(self) -> None:
        while self._at() and self._at() in _SPACE:
            self.i += 1

    def _until(self, stops: str) -> str:
        begin = self.i
        while self._at() and self._at() not in stops:
            self.i += 1
        return self.source[begin : self.i]

    def _reference(self) -> str:
        """The character of a reference at `i`, or the bare « & », which Telegram lets pass."""
        match = _REFERENCE.match(self.source, self.i)
        if match:
            decimal, hexadecimal, name = match.groups()
            code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
            valid = name or (0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000)
            if valid:
                self.i = match.end()
                return _NAMED[name] if name else chr(code)
        self.i += 1
        return "&"

    def _open_tag(self) -> None:
        begin = self.i
        self.i += 1
        tag = self._until(_SPACE + ">").lower()
        if not self._at():
            raise ParseError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in _KINDS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = ""
        while self._at() != ">":
            self._skip_space()
            if self._at() == ">":
                break
            argument = self._attribute(tag, begin) or argument
        self.i += 1
        if tag == "span" and argument != "spoiler":
            raise ParseError(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}'
            )
        self.open.append(_Open(tag, argument, self.offset))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; return what it means for the tag, or nothing."""
        name = self._until(_SPACE + "=>/\"'")
        if not name:
            raise ParseError(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}'
            )
        self._skip_space()
        if self._at() != "=":
            if not self._at():
                raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
            return "expandable" if (tag, name) == ("blockquote", "expandable") else ""
        self.i += 1
        self._skip_space()
        if not self._at():
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        value = self._value()
        if not self._at():
            raise ParseError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        match tag, name:
            case ("a", "href") | ("tg-emoji", "emoji-id"):
                return value
            case ("code", "class") if value.startswith("language-"):
                return value.removeprefix("language-")
            case ("span", "class") if value.startswith("tg-"):
                return value.removeprefix("tg-")
            case ("blockquote", "expandable"):
                return "expandable"
        return ""

    def _value(self) -> str:
        quote = self._at()
        if quote not in "\"'":
            begin = self.i
            while re.match(r"[A-Za-z0-9.-]", self._at()):
                self.i += 1
            if self._at() not in _SPACE + ">":
                raise ParseError(
                    f"Unexpected end of name token at byte offset {self._bytes(begin)}"
                )
            return self.source[begin : self.i].lower()
        self.i += 1
        value = []
        while self._at() and self._at() != quote:
            value.append(self._reference() if self._at() == "&" else self._until(quote + "&"))
        self.i += 1
        return "".join(value)

    def _close_tag(self) -> None:
        begin = self.i
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.i += 2
        found = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._at() != ">":
            raise ParseError(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.i += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise ParseError(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.offset > opened.offset:
            self._emit(opened)

    def _emit(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        kind = _KINDS[opened.tag]
        entity: Json = {"offset": opened.offset, "length": length, "type": kind}
        if opened.tag == "a":
            text = "".join(self.pieces)
            href = opened.argument or _last_units(text, length)
            if not is_link(href):
                return  # the server shows the text without its link
            entity["url"] = _whole(href)
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise ParseError("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "pre":
            self._absorb_code(entity)
        if opened.tag == "code" and not any(o.tag == "pre" for o in self.open):
            entity.pop("language", None)
        self.entities.append(entity)

    def _absorb_code(self, entity: Json) -> None:
        """`<pre><code class="language-…">` is one entity, with its language."""
        for inner in self.entities:
            span = (inner["offset"], inner["length"])
            if inner["type"] == "code" and span == (entity["offset"], entity["length"]):
                self.entities.remove(inner)
                if "language" in inner:
                    entity["language"] = inner["language"]
                return


def is_link(url: str) -> bool:
    """Whether Telegram accepts an address in a link or a button: a host with a dot in it."""
    if re.match(r"tg://\w", url):
        return True
    match = re.match(r"(?:https?://)?(?:[^/@\s]*@)?([^/:?#\s]+)(?::\d+)?(?:[/?#]\S*)?$", url)
    return bool(match and re.search(r"[^.]\.[^.]", match[1]))


def _whole(url: str) -> str:
    """An address as Telegram stores it: with its scheme, and a slash after a bare host."""
    url = url if "://" in url else f"http://{url}"
    return f"{url}/" if re.fullmatch(r"https?://[^/?#]+", url) else url


def _last_units(text: str, units: int) -> str:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[len(encoded) - 2 * units :].decode("utf-16-le", "replace")
