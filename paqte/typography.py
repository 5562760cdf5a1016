"""The rules of French print that our texts keep.

No-break space inside « » and before a colon; narrow no-break space before ; ! ?; the curly
apostrophe. What is between < and > is markup, and {blanks} are names: neither counts.
"""

import re

NBSP = "\u00a0"
NNBSP = "\u202f"

_MARKUP = re.compile(r"<[^>]*>|\{[^}]*\}|https?://\S+")

_RULES = (
    (re.compile(r"«(?!\u00a0)"), "no-break space after «"),
    (re.compile(r"(?<!\u00a0)»"), "no-break space before »"),
    (re.compile(r"(?<!\u00a0):(?=\s|$)"), "no-break space before :"),
    (re.compile(r"(?<![\u202f;!?])[;!?]"), "narrow no-break space before ; ! ?"),
    (re.compile(r"'"), "’ instead of '"),
    (re.compile(r"\.\.\."), "… instead of three points"),
)


def faults(text: str) -> list[str]:
    """Which rules the French ``text`` breaks, in words; none if it is well set."""
    plain = _MARKUP.sub(lambda match: "x" if match[0].startswith("{") else "", text)
    return sorted({words for rule, words in _RULES if rule.search(plain)})
