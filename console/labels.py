"""The names of codes, as the team reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from paqte.i18n import N_, Speech
from paqte.reference import internships, request_statuses

_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {
        "requested": N_("Demande une personne"),
        "staff": N_("Avec l’équipe"),
        "bot": N_("Avec le robot"),
        "snoozed": N_("Reportée"),
        "resolved": N_("Résolue"),
    },
    "speaks": {
        "company": N_("Entreprise"),
        "organisation": N_("Association ou établissement"),
        "nobody": N_("Pas encore inscrite"),
    },
    "role": {
        "administrator": N_("Administration"),
        "coordinator": N_("Coordination"),
        "observer": N_("Lecture seule"),
    },
    "company": {
        "submitted": N_("À confirmer"),
        "confirmed": N_("Confirmée"),
        "declined": N_("Refusée"),
    },
    "action": {
        "draft": N_("Brouillon"),
        "declared": N_("Déclarée"),
        "confirmed": N_("Validée"),
        "disputed": N_("En question"),
        "cancelled": N_("Annulée"),
    },
    "offer": {
        "draft": N_("Brouillon"),
        "published": N_("Publiée"),
        "paused": N_("En pause"),
        "full": N_("Complète"),
        "expired": N_("Terminée"),
        "withdrawn": N_("Retirée"),
    },
    "request": request_statuses.LABELS,
    "decline": internships.REASONS,
    "doubt": {
        "no_siret": N_("Pas de SIRET : l’entreprise n’est pas encore créée, ou ne l’a pas donné."),
        "bad_siret": N_("Le SIRET n’a pas la bonne clé."),
        "no_place": N_("La commune n’est pas reconnue."),
        "same_siren": N_("D’autres établissements de la même entreprise sont inscrits."),
        "same_name": N_("Une entreprise du même nom est inscrite dans le département."),
    },
    "content": {
        "voice": N_("message vocal"),
        "video_note": N_("message vidéo"),
        "sticker": N_("autocollant"),
        "animation": N_("image animée"),
        "photo": N_("photo"),
        "video": N_("vidéo"),
        "audio": N_("fichier audio"),
        "document": N_("document"),
        "dice": N_("dé lancé"),
        "poll": N_("sondage"),
        "location": N_("lieu sur une carte"),
        "contact": N_("numéro de téléphone partagé"),
        "button": N_("bouton d’un message ancien"),
        "other": N_("contenu d’un autre genre"),
    },
    "delivery": {
        "queued": N_("en attente d’envoi"),
        "sent": N_("envoyé"),
        "failed": N_("refusé par Telegram"),
        "blocked": N_("non reçu : la personne a arrêté le robot"),
    },
    "kind": {
        "association": N_("Association"),
        "college": N_("Collège"),
        "lycee": N_("Lycée"),
        "mission_locale": N_("Mission locale"),
        "cfa": N_("CFA"),
        "collectivite": N_("Collectivité"),
        "other": N_("Autre structure"),
    },
    "rep": {"none": "", "rep": "REP", "rep_plus": "REP+"},
    "locale": {"fr": "Français", "en": "English"},
    "act": {
        "signed_in": N_("Connexion"),
        "sign_in_failed": N_("Connexion refusée"),
        "signed_out": N_("Déconnexion"),
        "account_invited": N_("Invitation créée"),
        "account_opened": N_("Compte activé"),
        "account_changed": N_("Compte modifié"),
        "account_disabled": N_("Compte désactivé"),
        "account_enabled": N_("Compte réactivé"),
        "account_reset": N_("Compte réinitialisé"),
        "access_refused": N_("Accès refusé"),
        "conversation_seen": N_("Conversation lue"),
        "conversation_taken": N_("Conversation prise"),
        "conversation_given_back": N_("Conversation rendue au robot"),
        "conversation_released": N_("Conversation remise en attente d’une personne"),
        "conversation_resolved": N_("Conversation résolue"),
        "conversation_reopened": N_("Conversation rouverte"),
        "conversation_snoozed": N_("Conversation reportée"),
        "conversation_assigned": N_("Conversation attribuée"),
        "message_sent": N_("Message envoyé"),
        "note_written": N_("Note écrite"),
        "label_added": N_("Étiquette posée"),
        "label_removed": N_("Étiquette retirée"),
        "reply_kept": N_("Réponse prête gardée"),
        "reply_removed": N_("Réponse prête supprimée"),
        "company_seen": N_("Fiche d’entreprise lue"),
        "company_confirmed": N_("Entreprise confirmée"),
        "company_declined": N_("Entreprise refusée"),
        "action_confirmed": N_("Action validée"),
        "action_disputed": N_("Action mise en question"),
        "action_corrected": N_("Action corrigée"),
        "action_seen": N_("Action lue"),
        "person_verified": N_("Personne vérifiée"),
        "contact_changed": N_("Coordonnées corrigées"),
        "offer_hidden": N_("Offre retirée"),
        "places_taken_back": N_("Places accordées puis reprises par l’entreprise"),
        "year_closed": N_("Bilan arrêté"),
        "message_reviewed": N_("Message relu pour l’apprentissage"),
        "example_kept": N_("Exemple gardé"),
        "example_skipped": N_("Message écarté de l’apprentissage"),
        "talk_reviewed": N_("Conversation relue pour un test"),
        "data_exported": N_("Données exportées"),
    },
    "learning": {
        "open": N_("À revoir"),
        "kept": N_("Gardés"),
        "skipped": N_("Écartés"),
    },
    "reason": {
        "fallback": N_("rien compris"),
        "unsure": N_("compris sans certitude"),
        "denied": N_("la personne a dit non"),
        "rephrased": N_("redit autrement"),
        "taken_over": N_("l’équipe a pris le relais"),
    },
    "subject": {
        "staff": N_("compte"),
        "conversation": N_("conversation"),
        "company": N_("entreprise"),
        "action": N_("action"),
        "person": N_("personne"),
        "offer": N_("offre"),
        "page": N_("page"),
        "journal": N_("journal"),
        "report": N_("bilan"),
        "reply": N_("réponse prête"),
        "learning": N_("apprentissage"),
    },
    "contact": {
        "name": N_("nom"),
        "phone": N_("téléphone"),
        "email": N_("e-mail"),
    },
    "method": {
        "GET": N_("la lire"),
        "POST": N_("y envoyer un formulaire"),
    },
    "format": {
        "annotated": N_("Rasa, avec les données marquées"),
        "plain": N_("Rasa, texte seul"),
        "dialogue": N_("test de dialogue"),
    },
    "places": {
        "offered": N_("Places offertes"),
        "granted": N_("Places accordées"),
        "taken_back": N_("Places accordées, puis reprises par l’entreprise"),
        "requests": N_("Demandes envoyées"),
        "answered": N_("Demandes répondues"),
        "answer_days": N_("Jours jusqu’à la réponse, valeur médiane"),
        "elsewhere": N_("Places trouvées ailleurs, année scolaire {years}"),
    },
    "talks": {
        "people": N_("Personnes qui ont écrit"),
        "alone": N_("Personnes servies par le robot seul"),
        "taken": N_("Personnes reprises par l’équipe"),
        "wait_minutes": N_("Attente médiane d’une personne de l’équipe, en minutes"),
    },
    "media": {
        "application/pdf": "PDF",
        "image/jpeg": N_("photo"),
        "image/png": N_("image"),
        "image/webp": N_("image"),
        "image/heic": N_("photo"),
    },
    "badge": {
        "requested": "fr-badge--warning",
        "staff": "fr-badge--info",
        "submitted": "fr-badge--new",
        "confirmed": "fr-badge--success",
        "declined": "fr-badge--error",
        "disputed": "fr-badge--warning",
    },
}


def label(what: str, code: str, words: Speech) -> str:
    """The name of ``code`` among the codes of ``what``; the code itself where it has none."""
    return words.gettext(_LABELS[what].get(code, code))


def content(kind: str, words: Speech) -> str:
    """What a message holds that is not words, by name; nothing of one that is words alone."""
    return label("content", kind, words) if kind in _LABELS["content"] else ""


def badge(code: str) -> str:
    """The class that colours a badge, beside its words; none for most."""
    return _LABELS["badge"].get(code, "")
