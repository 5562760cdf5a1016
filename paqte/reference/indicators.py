"""The figures that the programme reports each year, and what each of them adds up.

As published reviews of the programme count them (2018 to 2023); no official grid was published.
Each action counts in one type; the merged figure F3 is told beside its parts, never added to them.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from paqte.i18n import N_, Speech
from paqte.reference.action_types import of_axis

Part = Literal["whole", "rep"]
_YOUNG = ("pupils", "young_people")


@dataclass(frozen=True, slots=True)
class Term:
    """The quantities of one action type: in its own unit, or in one that was counted beside."""

    action_type: str
    side_unit: str | None = None
    part: Part = "whole"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure in ``unit``: the sum of ``terms``."""

    code: str
    msgid: str
    unit: str
    terms: tuple[Term, ...]

    def label(self, words: Speech) -> str:
        """Its name."""
        return words.gettext(self.msgid)


@cache
def indicators() -> tuple[Indicator, ...]:
    """All of them, in the order of the report."""
    pupils_3e = _terms("internship_3e", "internship_3e_group")
    work_study = _terms("apprenticeship", "professionalisation", "own_cfa")
    long_interns = _terms("long_internship")
    return (
        Indicator("S1", N_("Jeunes sensibilisés"), "young_people", _young()),
        Indicator("S2", N_("Interventions en établissement"), "sessions", _terms("class_talk")),
        Indicator("S3", N_("Élèves de 3e accueillis"), "pupils", pupils_3e),
        Indicator(
            "S3rep",
            N_("Élèves de 3e accueillis, dont REP et REP+"),
            "pupils",
            tuple(Term(term.action_type, part="rep") for term in pupils_3e),
        ),
        Indicator("S4", N_("Collaborateurs mobilisés"), "employees", _sides("employees")),
        Indicator("S4h", N_("Mécénat de compétences"), "hours", _terms("skills_sponsorship")),
        Indicator(
            "S5", N_("Mécénat"), "euros_ht", _terms("in_kind_sponsorship", "cash_sponsorship")
        ),
        Indicator("F1", N_("Contrats en alternance"), "contracts", work_study),
        Indicator("F2", N_("Stages longs"), "young_people", long_interns),
        Indicator(
            "F3",
            N_("Stage ou alternance, en tout (3e, alternance, stages longs)"),
            "young_people",
            pupils_3e + work_study + long_interns,
        ),
        Indicator(
            "R1",
            N_("Embauches d’habitants de QPV"),
            "contracts",
            _terms("hire_qpv_cdi", "hire_qpv_cdd", "hire_temp"),
        ),
        Indicator(
            "R2a",
            N_("Collaborateurs formés au recrutement non discriminatoire"),
            "employees",
            _terms("bias_training"),
        ),
        Indicator(
            "R2b",
            N_("Collaborateurs sensibilisés aux préjugés"),
            "employees",
            _terms("bias_awareness"),
        ),
        Indicator("A1", N_("Achats en QPV"), "euros_ht", _terms("buy_qpv")),
        Indicator("A1b", N_("Achats à l’insertion"), "euros_ht", _terms("buy_siae")),
        Indicator("A1c", N_("Achats au secteur adapté"), "euros_ht", _terms("buy_adapted")),
        Indicator("A2", N_("Nouveaux fournisseurs de QPV"), "suppliers", _terms("new_supplier")),
        Indicator(
            "A3", N_("Heures de clause d’insertion"), "hours", _terms("insertion_clause_hours")
        ),
    )


def _terms(*codes: str) -> tuple[Term, ...]:
    return tuple(Term(code) for code in codes)


def _young() -> tuple[Term, ...]:
    """Young people met; of sessions those that were counted beside, so that none counts twice."""
    return tuple(
        Term(kind.code) if kind.unit in _YOUNG else Term(kind.code, "young_people")
        for kind in of_axis("raise_awareness")
        if kind.unit in _YOUNG or "young_people" in kind.side_units
    )


def _sides(unit: str) -> tuple[Term, ...]:
    return tuple(
        Term(kind.code, unit) for kind in of_axis("raise_awareness") if unit in kind.side_units
    )
