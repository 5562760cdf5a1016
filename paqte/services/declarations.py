"""What a company may declare: the rules of the programme on one action, as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from paqte import clock
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.reference.action_types import (
    DIVISIBLE_UNITS,
    EUROS,
    ActionType,
    action_type,
    amount,
    known,
    unit_label,
)
from paqte.reference.sizes import at_most

PROGRAMME_START = date(2018, 7, 1)
"""PaQte was launched in July 2018."""
EMPLOI_FRANC_END = date(2024, 12, 31)
"""Emplois francs could be signed until then."""
LARGEST = Decimal("999999999999")

SOFT_CAPS = {EUROS: Decimal(1_000_000), "hours": Decimal(10_000)}
"""More than that is asked about, whatever the company."""
SOFT_CAP_OTHERS = Decimal(500)
SOFT_CAP_SMALL = Decimal(50)
"""More than that of people or contracts is asked about in a company below 50 employees."""
HOURS_PER_EMPLOYEE = 100


OF_RESIDENTS = frozenset({"hire_qpv_cdi", "hire_qpv_cdd", "hire_temp", "emploi_franc"})
"""Hires: the programme counts those of people who live in a QPV, and no others."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was done: ``quantity`` in the unit of ``action_type``, from ``started_on`` on.

    ``quantity_qpv`` and ``quantity_rep`` are parts of ``quantity``; ``sides`` is what else was
    counted, by unit. ``partner`` is a name, ``school_uai`` a known school's, ``insee_code`` the
    commune where it took place.
    """

    action_type: str
    quantity: Decimal
    started_on: date
    ended_on: date | None = None
    quantity_qpv: Decimal | None = None
    quantity_rep: Decimal | None = None
    sides: Mapping[str, Decimal] = field(default_factory=dict)
    partner: str | None = None
    school_uai: str | None = None
    insee_code: str | None = None


class UnknownActionType(Refusal):
    """Not one of the 48."""

    message = N_("Je ne connais pas ce type d’action. Choisissez-le dans la liste.")


class QuantityNotPositive(Refusal):
    """Nothing done is nothing to declare."""

    message = N_("Le nombre doit être plus grand que zéro, par exemple « {example} ».")

    def __init__(self, kind: ActionType) -> None:
        super().__init__("quantity not positive")
        self._kind = kind

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"example": amount(2 if self._kind.unit != EUROS else 1500, self._kind.unit, speech)}


class QuantityNotWhole(Refusal):
    """People, contracts and meetings are counted whole."""

    message = N_("On compte ici des {unit} : il faut un nombre entier, par exemple 3.")

    def __init__(self, kind: ActionType) -> None:
        super().__init__("quantity not whole")
        self._kind = kind

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"unit": unit_label(self._kind.unit, 2, speech)}


class QuantityTooLarge(Refusal):
    """More than the programme could ever count."""

    message = N_("Ce nombre me paraît trop grand. Vérifiez-le et écrivez-le de nouveau.")


class PartTooLarge(Refusal):
    """« Of which » cannot be more than the whole."""

    message = N_("Il ne peut pas y en avoir plus que le total, {whole}. Combien en font partie ?")

    def __init__(self, kind: ActionType, whole: Decimal) -> None:
        super().__init__("part larger than the whole")
        self._kind, self._whole = kind, whole

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"whole": amount(self._whole, self._kind.unit, speech)}


class OnlyOnce(Refusal):
    """A charter is signed or not."""

    message = N_("Une charte ou un label compte une fois par entreprise : écrivez 1.")


class DateInFuture(Refusal):
    """Only what was done is declared."""

    message = N_(
        "Cette date n’est pas encore passée. On note ici ce qui est déjà fait : donnez une date "
        "jusqu’à aujourd’hui, {today}."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"today": speech.date(clock.today())}


class DateBeforeProgramme(Refusal):
    """Nothing counts from before the launch."""

    message = N_("PaQte a commencé en juillet 2018. Donnez une date à partir du {start}.")

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"start": speech.date(PROGRAMME_START)}


class DatesReversed(Refusal):
    """It cannot end before it starts."""

    message = N_("La fin est avant le début. Donnez d’abord le premier jour, puis le dernier.")


class EmploiFrancClosed(Refusal):
    """The scheme is over."""

    message = N_(
        "Les emplois francs ont pris fin le {end}. Pour une embauche plus récente, "
        "choisissez « {cdi} » ou « {cdd} »."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {
            "end": speech.date(EMPLOI_FRANC_END),
            "cdi": action_type("hire_qpv_cdi").label(speech),
            "cdd": action_type("hire_qpv_cdd").label(speech),
        }


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quantity that may be right, and is worth asking about."""

    action_type: str
    quantity: Decimal

    def sentence(self, speech: Speech) -> Markup:
        """The question to answer by yes or no."""
        unit = action_type(self.action_type).unit
        return speech.say(
            N_(
                "<b>{amount}</b>, c’est beaucoup pour une entreprise de votre taille. "
                "C’est bien ça ?"
            ),
            amount=amount(self.quantity, unit, speech),
        )


def check(declaration: Declaration) -> None:
    """Apply every rule that needs no database.

    Raises:
        UnknownActionType, QuantityNotPositive, QuantityNotWhole, QuantityTooLarge, OnlyOnce,
        PartTooLarge, DateInFuture, DateBeforeProgramme, DatesReversed, EmploiFrancClosed.
    """
    check_quantity(declaration.action_type, declaration.quantity)
    for part in (declaration.quantity_qpv, declaration.quantity_rep):
        if part is not None:
            check_part(declaration.action_type, declaration.quantity, part)
    check_dates(declaration.action_type, declaration.started_on, declaration.ended_on)


def check_part(code: str, whole: Decimal, part: Decimal) -> None:
    """« Of which »: a whole number from 0 to ``whole`` (see ``check``)."""
    kind = action_type(code)
    if part > whole or part < 0:
        raise PartTooLarge(kind, whole)
    if part != part.to_integral_value():
        raise QuantityNotWhole(kind)


def counting(code: str, whole: Decimal, qpv: Decimal | None) -> Decimal:
    """How many of ``whole`` count, of which ``qpv`` live in a QPV (None: nothing is said of it).

    Of three hires, of which one lives there, one counts.
    """
    return whole if qpv is None or code not in OF_RESIDENTS else min(whole, qpv)


def check_quantity(code: str, quantity: Decimal) -> None:
    """The rules on a quantity alone (see ``check``)."""
    if not known(code):
        raise UnknownActionType
    kind = action_type(code)
    if not quantity.is_finite() or quantity <= 0:
        raise QuantityNotPositive(kind)
    if quantity > LARGEST:
        raise QuantityTooLarge
    if kind.unit not in DIVISIBLE_UNITS and quantity != quantity.to_integral_value():
        raise QuantityNotWhole(kind)
    if quantity < Decimal("0.01"):
        raise QuantityNotPositive(kind)
    if code == "charter" and quantity > 1:
        raise OnlyOnce


def check_dates(code: str, started_on: date, ended_on: date | None = None) -> None:
    """The rules on the dates alone (see ``check``)."""
    last = ended_on or started_on
    if last < started_on:
        raise DatesReversed
    if last > clock.today():
        raise DateInFuture
    if started_on < PROGRAMME_START:
        raise DateBeforeProgramme
    if code == "emploi_franc" and started_on > EMPLOI_FRANC_END:
        raise EmploiFrancClosed


def needs_confirmation(declaration: Declaration, size_band: str | None) -> Doubt | None:
    """Whether the quantity is so large for the company that it is worth asking.

    The caps are those of the programme's rules: 50 people below 50 employees, 1 M€, 100 hours
    for each employee.
    """
    unit = action_type(declaration.action_type).unit
    largest = at_most(size_band)
    cap = SOFT_CAPS.get(unit, SOFT_CAP_OTHERS)
    if largest is not None and unit == "hours":
        cap = Decimal(HOURS_PER_EMPLOYEE * largest)
    elif largest is not None and largest < 50 and unit != EUROS:
        cap = SOFT_CAP_SMALL
    if declaration.quantity <= cap:
        return None
    return Doubt(declaration.action_type, declaration.quantity)
