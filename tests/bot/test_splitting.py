"""Texts cut into messages: nothing lost, every tag closed, Telegram's limit kept."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.html import escape, sound, units, visible
from bot.rendering.splitting import split

LIMIT = 40

_WORDS = st.text(st.sampled_from("abcéà 🥖👩‍🍳&<>\"'.!?\n\u00a0\u202f"), min_size=0, max_size=60)


@st.composite
def html_texts(draw: st.DrawFn, depth: int = 0) -> str:
    """Sound HTML: escaped runs, nested tags."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        if depth < 3 and draw(st.booleans()):
            tag = draw(st.sampled_from(["b", "i", "u", "s", "code", 'a href="https://paqte.fr"']))
            inner = draw(html_texts(depth=depth + 1))
            parts.append(f"<{tag}>{inner}</{tag.split(' ')[0]}>")
        else:
            parts.append(escape(draw(_WORDS)))
    return "".join(parts)


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def balanced(text: str) -> bool:
    """Whether every tag is closed, in order."""
    reader = _Balance()
    reader.feed(text)
    reader.close()
    return not reader.open


@settings(max_examples=300, deadline=None, derandomize=True)
@given(html_texts())
def test_what_is_seen_end_to_end_is_the_text(text: str) -> None:
    parts = split(text, LIMIT)

    assert "".join(visible(part) for part in parts) == visible(text)
    assert all(units(visible(part)) <= LIMIT for part in parts)
    assert all(balanced(part) for part in parts)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_at_all_becomes_html_that_telegram_accepts(text: str) -> None:
    made = sound(text)

    assert balanced(made)
    assert sound(made) == made
    assert "".join(visible(part) for part in split(text, LIMIT)) == visible(text)


def test_a_cut_falls_after_a_sentence() -> None:
    parts = split("Une première phrase assez longue. Une seconde, plus longue encore.", LIMIT)

    assert parts == ["Une première phrase assez longue. ", "Une seconde, plus longue encore."]


def test_a_bold_passage_goes_on_bold_in_the_next_message() -> None:
    parts = split("<b>" + "mot " * 15 + "</b>", LIMIT)

    assert len(parts) == 2
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in parts)


def test_a_character_outside_the_basic_plane_counts_twice_and_is_never_cut() -> None:
    parts = split("🥖" * LIMIT, LIMIT)

    assert [len(part) for part in parts] == [LIMIT // 2, LIMIT // 2]


def test_html_that_telegram_does_not_know_is_shown_as_it_is_written() -> None:
    assert sound("<div>1 < 2</div>") == "&lt;div&gt;1 &lt; 2&lt;/div&gt;"
    assert sound("<b>jamais fermé") == "&lt;b&gt;jamais fermé"
    assert sound("<b>a & b</b>") == "<b>a &amp; b</b>"
