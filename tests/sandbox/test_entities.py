"""Formatted text: HTML in, text and entities with UTF-16 offsets out."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities.detect import with_detected
from sandbox.entities.html import ParseError, parse_html
from sandbox.entities.text import Formatted, clean, trimmed, utf16_length


def spans(formatted: Formatted) -> list[tuple[str, str]]:
    """The entities as (type, text they cover)."""
    units = formatted.text.encode("utf-16-le")
    return [
        (
            entity["type"],
            units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode(
                "utf-16-le"
            ),
        )
        for entity in formatted.entities
    ]


def test_tags_become_entities_over_the_right_words() -> None:
    formatted = parse_html(
        "<b>gras</b> <i>it</i> <u>s</u> <s>b</s> <code>c</code> <tg-spoiler>x</tg-spoiler> "
        '<a href="https://paqte.fr/charte">la charte</a> <blockquote>dit</blockquote>'
    )
    assert formatted.text == "gras it s b c x la charte dit"
    assert spans(formatted) == [
        ("bold", "gras"), ("italic", "it"), ("underline", "s"), ("strikethrough", "b"),
        ("code", "c"), ("spoiler", "x"), ("text_link", "la charte"), ("blockquote", "dit"),
    ]  # fmt: skip
    assert formatted.entities[6]["url"] == "https://paqte.fr/charte"


def test_offsets_count_utf16_units() -> None:
    formatted = parse_html("🎉🎉 <b>été 🎓</b>")
    assert formatted.entities == [{"offset": 5, "length": 6, "type": "bold"}]
    assert spans(formatted) == [("bold", "été 🎓")]


def test_nested_tags_nest() -> None:
    assert spans(parse_html("<b>un <i>deux</i></b>")) == [("bold", "un deux"), ("italic", "deux")]


def test_code_in_pre_gives_one_entity_with_its_language() -> None:
    formatted = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert formatted.entities == [{"offset": 0, "length": 5, "type": "pre", "language": "python"}]


def test_an_expandable_quote_is_known() -> None:
    assert spans(parse_html("<blockquote expandable>long</blockquote>")) == [
        ("expandable_blockquote", "long")
    ]


def test_references_are_decoded_and_a_bare_ampersand_passes() -> None:
    assert parse_html("&lt;a&gt; &amp; &quot;b&quot; &#233;&#x1F389; R&D &nbsp;").text == (
        '<a> & "b" é🎉 R&D &nbsp;'
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
        ("é < 3", 'Unsupported start tag "" at byte offset 3'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_html(source)
    assert str(refused.value) == words


def test_a_link_without_a_real_host_is_shown_as_text() -> None:
    assert parse_html('<a href="http://localhost/x">ici</a>').entities == []


def test_commands_addresses_mentions_and_hashtags_are_found() -> None:
    found = with_detected(
        Formatted("/start@un_bot voir paqte.fr/charte, écrire à contact@paqte.fr ou @paqte #ville")
    )
    assert spans(found) == [
        ("bot_command", "/start@un_bot"), ("url", "paqte.fr/charte"),
        ("email", "contact@paqte.fr"), ("mention", "@paqte"), ("hashtag", "#ville"),
    ]  # fmt: skip


def test_a_slash_inside_a_word_is_no_command() -> None:
    assert with_detected(Formatted("le 3/7 et/ou 1/2")).entities == []


def test_nothing_is_found_inside_code() -> None:
    formatted = with_detected(parse_html("<code>/start</code> /aide"))
    assert spans(formatted) == [("code", "/start"), ("bot_command", "/aide")]


def test_white_space_at_the_ends_goes_with_its_entities() -> None:
    formatted = trimmed(parse_html("  \n<b> a </b><i> </i>"))
    assert formatted.text == "a"
    assert spans(formatted) == [("bold", "a")]


def test_control_characters_go_as_on_telegram() -> None:
    assert clean("a\r\nb\x00c\td\u202ee") == "a\nb c de"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_escaped_text_survives_the_html_mode(text: str) -> None:
    expected = clean(text)
    assert parse_html(html.escape(text)).text == expected


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet='<>/ab"=&; 🎉', max_size=40))
def test_any_markup_is_parsed_or_refused_and_entities_stay_inside(source: str) -> None:
    try:
        formatted = trimmed(parse_html(source))
    except ParseError:
        return
    end = utf16_length(formatted.text)
    for entity in formatted.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= end
