"""« Vous voulez… ? »: what a message not surely understood may have meant, as buttons."""

from collections.abc import Mapping

from rasa_sdk import Tracker

from actions.speaking import Button, payload
from actions.turn import Turn
from paqte.i18n import N_

#: What a person may want, short enough for a button. Small talk is nobody's wish.
WISHES: Mapping[str, str] = {
    "ask_about_program": N_("Comprendre PaQte"),
    "ask_axes": N_("Connaître les axes"),
    "join_program": N_("Inscrire une entreprise"),
    "choose_axis": N_("Choisir mes axes"),
    "log_action": N_("Déclarer une action"),
    "correct_action": N_("Corriger une action"),
    "ask_progress": N_("Voir où j’en suis"),
    "ask_report": N_("Préparer mon bilan"),
    "offer_internship": N_("Proposer des places de stage"),
    "edit_offer": N_("Modifier une offre de stage"),
    "pause_offer": N_("Suspendre une offre de stage"),
    "answer_request": N_("Répondre à une demande"),
    "confirm_done": N_("Dire si les stagiaires sont venus"),
    "search_slots": N_("Chercher des places de stage"),
    "request_slots": N_("Demander des places"),
    "request_status": N_("Suivre mes demandes"),
    "cancel_request": N_("Annuler une demande"),
    "declare_off_platform": N_("Déclarer des places trouvées ailleurs"),
    "ask_internship_rules": N_("Connaître les règles d’un stage"),
    "find_supplier": N_("Trouver un fournisseur"),
    "register_supplier": N_("Me faire connaître comme fournisseur"),
    "find_referent": N_("Trouver mon référent"),
    "check_qpv": N_("Savoir si une adresse est en QPV"),
    "ask_event": N_("Connaître les rencontres"),
    "human_handoff": N_("Parler à quelqu’un"),
    "data_access": N_("Voir mes données"),
    "data_erasure": N_("Faire effacer mes données"),
    "stop_notifications": N_("Ne plus recevoir de rappels"),
    "attachment": N_("Envoyer un document"),
}
#: What only a company, or only who asks for places, can do: nobody else wishes it.
OF_COMPANIES = frozenset({"edit_offer", "pause_offer", "answer_request", "confirm_done"})
OF_ORGANISATIONS = frozenset({"request_status", "cancel_request", "declare_off_platform"})
#: A guess less likely than this is none; of 44 intents, chance alone gives 0.02.
POSSIBLE = 0.15
MOST = 2


def wish_button(turn: Turn, intent: str, said: str) -> Button:
    """A button that does what ``intent`` wants of ``said``: the words need not be typed again."""
    return Button(turn.speech.gettext(WISHES[intent]), payload(intent, said=said))


def guesses(turn: Turn, tracker: Tracker) -> list[Button]:
    """The wishes that the message may have meant, the likeliest first; [] when none is likely."""
    said = turn.answer.typed
    if not said:
        return []
    likely = [
        str(row["name"])
        for row in tracker.latest_message.get("intent_ranking") or []
        if row.get("name") in WISHES
        and float(row.get("confidence") or 0.0) >= POSSIBLE
        and _can(turn, str(row["name"]))
    ]
    return [wish_button(turn, intent, said) for intent in likely[:MOST]]


def _can(turn: Turn, intent: str) -> bool:
    if intent in OF_COMPANIES:
        return turn.company is not None
    return intent not in OF_ORGANISATIONS or turn.organisation is not None
