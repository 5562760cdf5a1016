"""What a message can mean and what it can carry: the names of ``docs/intents.md``, with labels.

The names are fixed, so that sentences labelled anywhere can be scored. Only the learned ones are
here: what comes from buttons and commands is not taught by sentences.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from paqte.i18n import N_, Speech
from paqte.reference import axes, sizes
from paqte.reference.action_types import known

#: What Rasa calls a message of which it is not sure enough.
NOT_UNDERSTOOD: Final = "nlu_fallback"

Area = Literal["talk", "joining", "actions", "host", "asker", "territory", "data", "answers"]

AREAS: Final[Mapping[Area, str]] = {
    "talk": N_("Politesse et conduite de l’échange"),
    "joining": N_("Adhérer"),
    "actions": N_("Actions et bilan"),
    "host": N_("Stages, du côté de l’entreprise"),
    "asker": N_("Stages, du côté des établissements et associations"),
    "territory": N_("Fournisseurs, lieux, événements"),
    "data": N_("Données et messages"),
    "answers": N_("Réponses"),
}

INTENTS: Final[Mapping[Area, Mapping[str, str]]] = {
    "talk": {
        "greet": N_("salue"),
        "goodbye": N_("prend congé"),
        "thanks": N_("remercie"),
        "affirm": N_("dit oui"),
        "deny": N_("dit non"),
        "unsure": N_("ne sait pas, hésite"),
        "bot_challenge": N_("demande si c’est un robot"),
        "human_handoff": N_("veut parler à quelqu’un"),
        "complaint": N_("se plaint"),
        "abuse": N_("insulte"),
        "restart": N_("veut tout recommencer"),
        "back": N_("veut revenir à la question d’avant"),
        "repeat": N_("veut réentendre la question"),
        "out_of_scope": N_("demande ce que le robot ne fait pas"),
    },
    "joining": {
        "ask_about_program": N_("demande ce qu’est le programme"),
        "ask_axes": N_("demande ce que sont les axes, cherche des idées"),
        "join_program": N_("veut inscrire son entreprise"),
        "choose_axis": N_("choisit, ajoute ou retire des axes"),
    },
    "actions": {
        "log_action": N_("dit ce que l’entreprise a fait ou s’engage à faire"),
        "correct_action": N_("corrige ou annule une déclaration"),
        "ask_progress": N_("demande où en est l’entreprise"),
        "ask_report": N_("demande le bilan annuel"),
    },
    "host": {
        "offer_internship": N_("propose des places de stage"),
        "edit_offer": N_("modifie ou recopie une offre"),
        "pause_offer": N_("suspend, retire ou remet une offre"),
        "answer_request": N_("accorde ou refuse une demande de places"),
        "confirm_done": N_("dit si les stagiaires sont venus"),
    },
    "asker": {
        "search_slots": N_("cherche des places de stage"),
        "request_slots": N_("demande des places sur une offre"),
        "request_status": N_("demande où en sont ses demandes"),
        "cancel_request": N_("retire une demande de places"),
        "declare_off_platform": N_("déclare des places trouvées ailleurs"),
        "ask_internship_rules": N_("demande les règles d’un stage"),
    },
    "territory": {
        "find_supplier": N_("cherche un fournisseur dans un quartier"),
        "register_supplier": N_("veut être référencé comme fournisseur"),
        "find_referent": N_("demande qui est son contact local"),
        "check_qpv": N_("demande si un lieu est en quartier prioritaire"),
        "ask_event": N_("demande un événement, veut y venir"),
    },
    "data": {
        "consent": N_("accepte ou refuse que ses données soient gardées"),
        "data_access": N_("demande ce qui est gardé, veut une copie"),
        "data_erasure": N_("veut l’effacement de ses données"),
        "stop_notifications": N_("ne veut plus de messages"),
    },
    "answers": {
        "inform": N_("répond à la question posée"),
        "attachment": N_("envoie ou veut envoyer un document"),
    },
}

_LABELS: Final = {name: label for area in INTENTS.values() for name, label in area.items()}
NAMES: Final[tuple[str, ...]] = tuple(_LABELS)
"""Every learned intent, in the order of the manual."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a message carries.

    ``form``: what its value looks like; None where the words themselves are the value.
    """

    name: str
    label: str
    example: str
    form: str | None = None

    def accepts(self, value: str) -> bool:
        """Whether ``value`` is one that this entity can have."""
        closed = _CLOSED.get(self.name)
        if closed is not None:
            return value in closed
        if self.name == "action_type":
            return known(value)
        return self.form is None or re.fullmatch(self.form, value) is not None


_DAY: Final = r"\d{4}-\d\d-\d\d"
_UNITS: Final = (
    "pupils|young_people|contracts|employees|sessions|hours|days|suppliers|euros"
    "|companies|offers|people"
)
_CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "axis": (*axes.AXES, *(f"!{axis}" for axis in axes.AXES)),
    "size_band": sizes.BANDS,
    "level": ("quatrieme", "troisieme", "seconde"),
}

ENTITIES: Final[Mapping[str, Entity]] = {
    entity.name: entity
    for entity in (
        Entity("siret", N_("SIRET"), "‹siret›"),
        Entity("siren", N_("SIREN"), "‹siren›"),
        Entity("rna", N_("RNA"), "‹rna›"),
        Entity("uai", N_("UAI"), "‹uai›"),
        Entity("place", N_("commune"), "95127", r"\d[\dAB]\d{3}"),
        Entity("qpv", N_("quartier prioritaire"), "QN09301M"),
        Entity("axis", N_("axe"), "train"),
        Entity("action_type", N_("type d’action"), "internship_3e"),
        Entity("quantity", N_("nombre"), "2 pupils", rf"\d{{1,9}}(?:\.\d\d?)? (?:{_UNITS})"),
        Entity("date", N_("date"), "2026-11-28", _DAY),
        Entity("period", N_("période"), "2026-11-02/2026-11-06", rf"{_DAY}/{_DAY}"),
        Entity("weeks", N_("semaines"), "2027-W07", r"\d{4}-W\d\d(?:,\d{4}-W\d\d)*"),
        Entity("sector", N_("secteur"), "C", r"[A-U]"),
        Entity("job", N_("métier"), "mécanique"),
        Entity("organisation", N_("entreprise, association ou établissement"), "‹structure›"),
        Entity("size_band", N_("taille"), "10-49"),
        Entity("person_name", N_("nom d’une personne"), "‹nom›"),
        Entity("phone", N_("téléphone"), "‹téléphone›"),
        Entity("email", N_("courriel"), "‹courriel›"),
        Entity("level", N_("niveau scolaire"), "troisieme"),
    )
}


def learned(name: str) -> bool:
    """Whether sentences teach an intent of that name."""
    return name in _LABELS


def label(name: str, speech: Speech) -> str:
    """« veut inscrire son entreprise »; the name itself for what comes of buttons and commands."""
    if name == NOT_UNDERSTOOD:
        return speech.gettext(N_("rien : la personne n’a pas été comprise"))
    return speech.gettext(_LABELS[name]) if name in _LABELS else name


def area_label(area: Area, speech: Speech) -> str:
    """« Adhérer »."""
    return speech.gettext(AREAS[area])


def entity_label(name: str, speech: Speech) -> str:
    """« commune »; the name itself for what is no entity."""
    return speech.gettext(ENTITIES[name].label) if name in ENTITIES else name
