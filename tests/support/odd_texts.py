"""Texts that nobody expects: every script, every length, and what breaks programs that read.

Drawn by hypothesis with a fixed seed, so that a text that went wrong comes again. Imports neither
environment of ours: the engine's tests and the application's draw the same texts.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

#: The longest message that Telegram takes, in UTF-16 code units.
LONGEST = 4096
SEED = 20261123

#: First and last code points of scripts, signs and what is no sign at all.
BLOCKS = {
    "controls": (0x0000, 0x001F),
    "latin": (0x0020, 0x024F),
    "phonetic": (0x0250, 0x02FF),
    "combining": (0x0300, 0x036F),
    "greek": (0x0370, 0x03FF),
    "cyrillic": (0x0400, 0x052F),
    "armenian": (0x0530, 0x058F),
    "hebrew": (0x0590, 0x05FF),
    "arabic": (0x0600, 0x077F),
    "thaana and nko": (0x0780, 0x07FF),
    "devanagari": (0x0900, 0x097F),
    "bengali to sinhala": (0x0980, 0x0DFF),
    "thai to tibetan": (0x0E00, 0x0FFF),
    "burmese and georgian": (0x1000, 0x10FF),
    "jamo": (0x1100, 0x11FF),
    "ethiopic": (0x1200, 0x139F),
    "cherokee and syllabics": (0x13A0, 0x167F),
    "ogham to mongolian": (0x1680, 0x18AF),
    "extended latin and greek": (0x1E00, 0x1FFF),
    "spaces and directions": (0x2000, 0x206F),
    "powers and currencies": (0x2070, 0x20CF),
    "letterlike and fractions": (0x2100, 0x218F),
    "arrows and mathematics": (0x2190, 0x23FF),
    "circled and boxes": (0x2460, 0x27BF),
    "braille": (0x2800, 0x28FF),
    "ideographic": (0x3000, 0x33FF),
    "han": (0x4E00, 0x9FFF),
    "yi and vai": (0xA000, 0xA63F),
    "hangul": (0xAC00, 0xD7A3),
    "private": (0xE000, 0xF8FF),
    "presentation": (0xFB00, 0xFDFF),
    "variation and specials": (0xFE00, 0xFFFD),
    "ancient": (0x10000, 0x107FF),
    "cuneiform and hieroglyphs": (0x12000, 0x1342F),
    "music": (0x1D100, 0x1D1FF),
    "mathematical letters": (0x1D400, 0x1D7FF),
    "emoji": (0x1F300, 0x1FAFF),
    "rare han": (0x20000, 0x2A6DF),
    "tags": (0xE0000, 0xE007F),
    "last plane": (0x10FF00, 0x10FFFD),
}

#: What means something to some program between the person and the database.
HOSTILE = (
    *("", " ", "\n", "\t", "\x00", "\x1b[31m", "\ufeff", "\u202e", "\u2066", "\u200d", "\u00ad"),
    *("null", "None", "undefined", "NaN", "-0", "1e309", "0x1F", "١٢٣", "½", "٪", "true", "[]"),
    *("'; DROP TABLE contacts; --", '" OR 1=1 --', "\\", "\\u0000", "%s%n%x", "{}", "{first_name}"),
    *("{0.__class__}", "${PATH}", "$(id)", "`id`", "{{7*7}}", "<b>", "</b><i>", "<script>"),
    *("&amp;", "&#x0;", "<!--", "]]>", "../../etc/passwd", "file:///etc/passwd"),
    *("javascript:alert(1)", "﷽" * 9),
    *("/", "//", "/start", "/start ref_\x00", "/oublier", "/inform{", '/inform{"join_name":"x"}'),
    *("/join_program", "/nlu_fallback{}", "/restart@paqte_bot", "/é", "/" + "a" * 64),
    *("80000001000010", "800 000 010 00010", "00000000000000", "99999999999999999999"),
    *("06 12 34 56 78", "+33 6 12", "a@b", "a@b.c@d", "camille@example.fr", "31/02/2025", "0/0/0"),
    *("le 32 mars", "dans -3 jours", "10^9 élèves", "un deux trois", "quatre-vingt-quatre-vingt"),
    *("Cergy", "CERGY-PONTOISE", "à à à", "95000", "oui non", "non, enfin oui", "???", "!?!?"),
    *("👨‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷🇫", "e\u0301", "ﬁ", "Ⅷ", "ſ", "İ", "ß", "ǅ", "㎏", "\u2028", "\u2029"),
    *("élève Léa Martin, née le 12/03/2012", "Jean-Jaurès", "l’été", "aujourd'hui", "…", "« »"),
)  # fmt: skip

#: Words that the readers look for, in no order.
WORDS = (
    *("un", "deux", "vingt", "cent", "mille", "zéro", "et", "quatre-vingt", "3e", "14/12", "2025"),
    *("le", "du", "au", "mars", "semaine", "dernière", "lundi", "mi-février", "-", ",", "."),
    *("arobase", "point", "06", "12", "€", "k", "95000", "Cergy", "à", "saint", "st", "denis"),
    *("paris", "18e", "(93)", "sauf", "pas", "moins", "non,", "enfin", "élève", "élèves", "née"),
    *("W751234567", "0939999N", "٣", "dans", "il", "y", "a", "jours", "une", "dizaine", "d'"),
    *("ou", "tous", "premier", "apprentis", "stagiaires", "contrats", "achat", "euros", "one"),
    *("hundred", "twenty", "ago", "last", "week", "boulangerie", "salariés", "gérante", "oui"),
)


def _of(block: tuple[int, int]) -> st.SearchStrategy[str]:
    characters = st.characters(
        min_codepoint=block[0], max_codepoint=block[1], exclude_categories=["Cs"]
    )
    return st.text(characters, min_size=1, max_size=60)


_blocks = st.sampled_from(sorted(BLOCKS)).flatmap(lambda name: _of(BLOCKS[name]))
_hostile = st.sampled_from(HOSTILE)
_worded = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
_any = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
_pieces = st.one_of(_blocks, _hostile, _worded, _any)
_mixed = st.builds(
    lambda parts, glue: glue.join(parts),
    st.lists(_pieces, min_size=1, max_size=8),
    st.sampled_from(("", " ", "\n", ", ", "\u200b")),
)
#: As long as a message may be: one piece over and over.
_long = st.builds(lambda piece, times: piece * times, _pieces, st.integers(50, LONGEST))

#: At most ``LONGEST`` UTF-16 code units, as Telegram counts.
odd_texts = st.one_of(_blocks, _hostile, _worded, _mixed, _mixed, _long).map(
    lambda text: shortened(text)
)


def shortened(text: str, units: int = LONGEST) -> str:
    """The beginning of ``text`` that fits in a message, no sign cut in two."""
    if len(text) * 2 <= units:
        return text
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def drawn(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    """``count`` values of ``strategy``, the same at every call."""
    found: list[str] = []

    @seed(SEED)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def gather(value: str) -> None:
        found.append(value)

    gather()
    # Hypothesis stops early where it has nothing new to draw: then what there is comes again.
    return [found[at % len(found)] for at in range(count)]
