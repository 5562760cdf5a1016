"""« 4 » and « 2 » typed for “for” and “to”: “got room 4 one kid”, “gave 5k€ 2 an asso”.

French has « 4 à 6 places » and « 2 à Lyon »: behind “4 a” and “2 a” an English noun has to come.
"""

from __future__ import annotations

import re
from typing import Final

_ENGLISH: Final = (
    r"(?:lad|kid|boy|girl|pupil|student|teen\w*|youngster|intern|trainee|class|school|charity|firm|"
    r"company|club|shop|week|day|month|year|while|visit|talk|chat|placement|couple|bit|total|group|"
    r"team|third|good|few|local|young)"
)
_NUMBER: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
#: What is counted, behind a number that is one.
_COUNTED: Final = (
    r"(?:more|of|or|to|a|places?|spots?|seats?|slots?|pupils?|kids?|students?|interns?|stages?|"
    r"stagiaires?|eleves?|jeunes?|lads?|girls?|boys?|young|new|local|internships?|placements?|"
    r"trainees?|teens?|youngsters?|people|ppl|hours?|days?|weeks?|euros?|of)"
)
_FOR: Final = (
    rf"(?<!or )(?<!to )(?<![\d,;] )\b4 (?={_NUMBER} [a-z])"
    rf"|\b4 (?=a (?:(?:3e|3eme|4e|2nde|seconde|year \w+) )?{_ENGLISH}\b)"
    r"|\b4 (?=(?:next|last|myself|ourselves|yourself|everyone|everybody|nothing|details|info)\b)"
    rf"|(?<=€ )4 (?=[a-z])|(?<=\beuros )4 (?=[a-z])|\bage 4\b"
    rf"|\b(?:look(?:ing|in)?|search(?:ing)?|wait(?:ing|ed)?|appl(?:y|ied|ying)|ask|askd|asked|asking)"
    rf" 4\b(?! {_COUNTED}\b)"
)
_VERB: Final = (
    r"(?:move|mv|swap|switch|copy|hide|erase|delete|remove|withdraw|reopen|become|offer|propose|"
    r"publish|post|update|enrol|enroll|register|commit|stay|leave|call|ring|write|mentor|sponsor|"
    r"invite|visit|contact|check|choose|pick|plan|organi[sz]e|attend)"
)
_TO: Final = (
    rf"\b2 (?=an? (?!day|week|month|year){_ENGLISH}\b)|\b2 (?=an [a-z]{{3}})|\b2 (?={_VERB}\b)"
    r"|\b(?:what|wat|wot|wht) (?:i|we) (?:asked|askd|sent|told|wrote|promised|declared) 2\b"
    r"|\bopen 2 (?=(?:secondes?|3e|4e|all|every\w*|any\w*|both)\b)"
    r"|(?<=\b(?:us|me|it) )2(?=\W*$)|(?<=\bsecondes )2(?=\W*$)"
)
_TEXTED: Final = re.compile(f"{_FOR}|{_TO}")


def without_texted(folded: str) -> str:
    """`folded` text with « # » in the place of each such number."""
    return _TEXTED.sub(" # ", folded)
