"""After a stage: who came becomes an action of the axis Sensibiliser, once."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Action, RequestWeek, SeatRequest
from paqte.models.internships import ACCEPTED
from paqte.services import actions
from paqte.services.declarations import Declaration
from paqte.services.internships import looking, refusals, settling
from paqte.services.internships.looking import View

_SCHOOL_DAYS = timedelta(days=4)


class NotOverYet(Refusal):
    """It is told once the last week is over, or at its end."""

    message = N_("Le stage n’est pas encore terminé. Je vous le demanderai à la fin.")


class AlreadyTold(Refusal):
    """It is counted already, or there is nothing to count."""

    message = N_("C’est déjà noté pour ce stage, merci.")


@dataclass(frozen=True, slots=True)
class Told:
    """What was recorded; ``twins``: actions that may be the same, where nothing was recorded."""

    action: Action | None = None
    twins: list[Action] = field(default_factory=list)


def declaration(view: View, came: int) -> Declaration:
    """The action that ``came`` pupils make. Of REP: known of a school, not of an association."""
    kind = "internship_2nde" if view.request.level == "seconde" else "internship_3e"
    school = view.organisation.uai is not None
    rep = came if view.organisation.rep_kind != "none" else 0
    return Declaration(
        kind,
        Decimal(came),
        min(view.weeks),
        last_day(view),
        quantity_rep=Decimal(rep) if school and kind == "internship_3e" else None,
        partner=None if school else view.organisation.name,
        school_uai=view.organisation.uai,
        insee_code=view.offer.insee_code,
    )


def last_day(view: View) -> date:
    """The Friday of the last week."""
    return max(view.weeks) + _SCHOOL_DAYS


async def untold(uow: UnitOfWork, company_id: str, most: int = 20) -> list[View]:
    """Stages that the company gave places for, over and not told of yet; the newest first."""
    not_over = select(RequestWeek.request_id).where(
        RequestWeek.monday > clock.today() - _SCHOOL_DAYS
    )
    found = await uow.session.scalars(
        select(SeatRequest.id)
        .where(
            SeatRequest.company_id == company_id,
            SeatRequest.status.in_(ACCEPTED),
            SeatRequest.id.not_in(not_over),
        )
        .order_by(SeatRequest.created_at.desc(), SeatRequest.id)
        .limit(most)
    )
    return [await looking.at(uow, one) for one in list(found)]


async def tell(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str,
    view: View,
    came: int,
    *,
    beside: bool = False,
    same: bool = False,
) -> Told:
    """Keep how many came, and declare them; nobody came: nothing to declare.

    Args:
        beside: they are other pupils than those of an action that looks alike.
        same: that action counts them already.

    Raises:
        refusals.NotYourRequest, NotOverYet, AlreadyTold, refusals.SeatsToAccept.
    """
    request = await settling.locked(uow, view.request.id)
    if request.company_id != company_id:
        raise refusals.NotYourRequest("another company's")
    if request.status not in ACCEPTED:
        raise AlreadyTold("settled")
    if last_day(view) > clock.today():
        raise NotOverYet("not over")
    if not 0 <= came <= request.accepted_seats:
        raise refusals.SeatsToAccept(request.accepted_seats)
    if came == 0 or same:
        await _done(uow, request, came)
        return Told()
    told = declaration(view, came)
    twins = [] if beside else await actions.twins(uow, company_id, told)
    if twins:
        return Told(twins=twins)
    ids = [one.id for one in await actions.twins(uow, company_id, told)] if beside else []
    key = f"internship:{request.id}"
    action = await actions.declare(uow, company_id, contact_id, told, key, beside=ids)
    await _done(uow, request, came)
    return Told(action)


async def _done(uow: UnitOfWork, request: SeatRequest, came: int) -> None:
    request.status, request.came, request.reply_due_at = "done", came, None
    await uow.session.flush()
