"""« C’est quoi, un axe ? »: a question for what a word of ours means, and no answer to ours."""

import re

from reading.words import fold

_ASKS_WHAT = re.compile(
    r"\b(?:(?:c'?est|c|cest) (?:quoi|koi)|qu'est[- ]ce que|veu[tx] dire|signifie|expli[qk]\w*|"
    r"pas compris|comprends? pas|what(?:'s| is| does| do)|mean)\b"
)


def asks_what(text: str) -> bool:
    """Whether an explanation is asked for."""
    return _ASKS_WHAT.search(fold(text)) is not None
