"""What can be done about internships, as buttons."""

from actions.speaking import Button, payload
from paqte.i18n import N_, Speech

SEARCH = N_("Chercher des stages")
STATUS = N_("Mes demandes")
ELSEWHERE = N_("Déclarer des places trouvées ailleurs")
REGISTER = N_("Inscrire ma structure")
GO_ON = N_("Demander les places voulues")
OFFER = N_("Proposer des stages")
MY_OFFERS = N_("Mes offres de stage")


def asking(words: Speech, *, wanted: str | None = None) -> list[Button]:
    """For who asks; first the offer ``wanted`` before they registered."""
    first = [Button(words.gettext(GO_ON), payload("request_slots", offer=wanted))] if wanted else []
    return [
        *first,
        Button(words.gettext(SEARCH), payload("search_slots")),
        Button(words.gettext(STATUS), payload("request_status")),
    ]


def elsewhere(words: Speech) -> Button:
    """For who found places by their own means."""
    return Button(words.gettext(ELSEWHERE), payload("declare_off_platform"))


def offering(words: Speech) -> list[Button]:
    """For a company."""
    return [
        Button(words.gettext(OFFER), payload("offer_internship")),
        Button(words.gettext(MY_OFFERS), payload("edit_offer")),
    ]


def register(words: Speech, *, wanted: str | None = None) -> Button:
    """The way in."""
    values = {"offer": wanted} if wanted else {}
    return Button(words.gettext(REGISTER), payload("register_organisation", **values))
