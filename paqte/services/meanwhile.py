"""What was decided on is no longer what was shown: whoever decides reads it again first."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Action, ActionChange


class ChangedMeanwhile(Refusal):
    """Somebody changed it after it was shown."""

    message = N_("Cela a changé entre-temps : relisez, puis décidez.")


def times() -> ColumnElement[int]:
    """How often the action of a query was changed, in its row or beside a closed year.

    Asked in the statement that reads what is shown: a change between two statements would be
    counted and not seen.
    """
    beside = aliased(Action)
    within = (
        select(func.count(ActionChange.id))
        .where(ActionChange.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    added = (
        select(func.count(beside.id))
        .where(beside.corrects == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    return within + added
