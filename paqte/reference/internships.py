"""The words of internships that every face shares: levels, weeks, hours, reasons."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from paqte.i18n import N_, Speech

_LEVELS = {"quatrieme": N_("4e"), "troisieme": N_("3e"), "seconde": N_("2de")}
REASONS = {
    "no_capacity": N_("plus de place"),
    "no_time": N_("pas le temps d’encadrer"),
    "dates": N_("dates impossibles"),
    "distance": N_("trop loin"),
    "audience": N_("âge ou niveau"),
    "safety": N_("sécurité"),
    "other": N_("autre raison"),
    "withdrawn": N_("offre retirée"),
}
"""Why a request was declined, or places that were given taken back."""
_A_RUN = 3

ALL, PART, NO, QUESTION = "all", "part", "no", "question"
"""What a company can do about a request."""


def level_label(level: str, speech: Speech) -> str:
    """« 3e »."""
    return speech.gettext(_LEVELS[level])


def levels_label(levels: Iterable[str], speech: Speech) -> str:
    """« 4e et 3e »."""
    return speech.list(level_label(level, speech) for level in levels)


def reason_label(reason: str, speech: Speech) -> str:
    """« pas le temps d’encadrer »."""
    return speech.gettext(REASONS.get(reason, REASONS["other"]))


def answers(seats: int, speech: Speech) -> list[tuple[str, str]]:
    """What a company can do about a request for ``seats`` places: (label, code)."""
    every = N_("Accorder les {n}") if seats > 1 else N_("Accorder la place")
    some = [(speech.gettext(N_("Une partie")), PART)] if seats > 1 else []
    return [
        (speech.gettext(every).format(n=seats), ALL),
        *some,
        (speech.gettext(N_("Refuser")), NO),
        (speech.gettext(N_("Poser une question")), QUESTION),
    ]


def week(monday: date, speech: Speech) -> str:
    """« du 11 au 15 janvier 2027 »."""
    return speech.period(monday, monday + timedelta(days=4))


def weeks(mondays: Sequence[date], speech: Speech) -> str:
    """« du 11 au 15 janvier 2027 »; three weeks in a row or more are said by their ends."""
    said = []
    for run in _runs(sorted(mondays)):
        if len(run) >= _A_RUN:
            period = speech.period(run[0], run[-1] + timedelta(days=4))
            said.append(
                speech.gettext(N_("{period} ({count} semaines)")).format(
                    period=period, count=len(run)
                )
            )
        else:
            said += [week(monday, speech) for monday in run]
    return speech.list(said)


def _runs(mondays: Sequence[date]) -> list[list[date]]:
    """Weeks that follow one another, together."""
    runs: list[list[date]] = []
    for monday in mondays:
        if runs and monday - runs[-1][-1] == timedelta(weeks=1):
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return runs


def seats(count: int, speech: Speech) -> str:
    """« 2 places »."""
    return str(speech.say_n("{n} place", "{n} places", count))


def clock_time(minutes: int, speech: Speech) -> str:
    """« 9 h », « 13 h 30 »; “09:00”."""
    hours, rest = divmod(minutes, 60)
    if speech.locale == "en":
        return f"{hours:02d}:{rest:02d}"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")
