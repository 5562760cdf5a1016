"""Whether a notice about a request is still worth telling: it may have waited for days.

While staff hold a conversation, or its person has blocked the bot, what they have to be told waits.
"""

from paqte.models import SeatRequest
from paqte.models.internships import OPEN, TAKEN_BACK
from paqte.services.internships.telling import ANSWERED, CHANGED, NEW, REMINDER


def stands(kind: str, key: str, request: SeatRequest) -> bool:
    """Whether the notice of that ``kind`` and ``key`` tells how ``request`` is now.

    An answer is asked for as long as none was given, and by the latest reminder alone.
    """
    if kind == REMINDER and not key.startswith(
        f"{REMINDER}:{request.id}:{request.reminders_sent}:"
    ):
        return False
    if kind == CHANGED:
        return request.status in OPEN
    if kind == ANSWERED:
        return request.standing != TAKEN_BACK  # which they are told of, with what was given before
    return kind not in (NEW, REMINDER) or request.status == "sent"
