"""The bot's forms and their questions, as the team reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from paqte.i18n import N_, Speech

FORMS: Final[Mapping[str, str]] = {
    "join_form": N_("Inscription de l’entreprise"),
    "axes_form": N_("Choix des axes"),
    "action_form": N_("Déclaration d’une action"),
    "commit_form": N_("Engagement"),
    "correct_form": N_("Correction d’une action"),
    "advice_form": N_("Recherche d’idées"),
    "organisation_form": N_("Inscription d’un établissement ou d’une association"),
    "offer_form": N_("Offre de stage"),
    "search_form": N_("Recherche de stages"),
    "request_form": N_("Demande de places"),
    "relay_form": N_("Message à transmettre"),
    "verify_form": N_("Vérification par code"),
}

QUESTIONS: Final[Mapping[str, str]] = {
    "join_consent": N_("accord sur les données"),
    "join_identity": N_("SIRET ou nom"),
    "join_name": N_("nom"),
    "join_town": N_("commune"),
    "join_size": N_("effectif"),
    "join_trade": N_("métier"),
    "join_contact_name": N_("nom du contact"),
    "join_contact_role": N_("fonction du contact"),
    "join_contact_channel": N_("téléphone ou e-mail"),
    "join_recap": N_("récapitulatif"),
    "axes_choice": N_("axes"),
    "action_type": N_("type d’action"),
    "action_quantity": N_("nombre"),
    "action_date": N_("date"),
    "action_part": N_("part du quartier"),
    "action_partner": N_("partenaire"),
    "action_place": N_("commune"),
    "action_sides": N_("précisions"),
    "action_recap": N_("récapitulatif"),
    "commit_type": N_("type d’action"),
    "commit_target": N_("objectif"),
    "commit_year": N_("année"),
    "commit_recap": N_("récapitulatif"),
    "correct_which": N_("action concernée"),
    "correct_change": N_("changement"),
    "correct_recap": N_("récapitulatif"),
    "advice_time": N_("temps disponible"),
    "advice_means": N_("moyens"),
    "org_consent": N_("accord sur les données"),
    "org_kind": N_("type de structure"),
    "org_school": N_("établissement"),
    "org_name": N_("nom"),
    "org_number": N_("RNA ou SIREN"),
    "org_town": N_("commune"),
    "org_rep": N_("REP ou REP+"),
    "org_contact_name": N_("nom du contact"),
    "org_contact_role": N_("fonction du contact"),
    "org_email": N_("e-mail"),
    "org_recap": N_("récapitulatif"),
    "offer_weeks": N_("semaines"),
    "offer_seats": N_("places par semaine"),
    "offer_levels": N_("niveaux"),
    "offer_hours": N_("heures par jour"),
    "offer_title": N_("titre"),
    "offer_description": N_("ce que verront les stagiaires"),
    "offer_field": N_("domaine"),
    "offer_town": N_("commune"),
    "offer_rep": N_("réservée à REP et REP+"),
    "offer_kind": N_("individuel ou collectif"),
    "offer_access": N_("accessibilité"),
    "offer_host": N_("personne qui accueille"),
    "offer_cap": N_("plafond de demandes"),
    "offer_recap": N_("récapitulatif"),
    "search_place": N_("lieu"),
    "request_weeks": N_("semaines"),
    "request_seats": N_("places"),
    "request_level": N_("niveau"),
    "request_recap": N_("récapitulatif"),
    "relay_text": N_("message"),
    "verify_code": N_("code"),
}


def form_label(form: str, words: Speech) -> str:
    """« Inscription de l’entreprise »; the name itself of a form that has no label."""
    return words.gettext(FORMS.get(form, form))


def question_label(question: str, words: Speech) -> str:
    """« commune »; the name itself of a question that has no label."""
    return words.gettext(QUESTIONS.get(question, question))
