"""Why a request for places, or an answer to one, cannot be taken as it is."""

from collections.abc import Mapping
from datetime import date

from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import SeatRequest


class OfferNotOpen(Refusal):
    """Paused, over, or unknown."""

    message = N_("Cette offre n’est plus ouverte aux demandes. Voulez-vous en voir d’autres ?")


class RepOnly(Refusal):
    """Kept for pupils of REP and REP+ schools."""

    message = N_(
        "Cette offre est réservée aux élèves des collèges REP et REP+. Elle s’ouvre aux "
        "organisations que l’équipe a vérifiées."
    )


class WeeksNotOffered(Refusal):
    """Not among the offer's."""

    message = N_("L’offre n’est pas ouverte ces semaines-là. Choisissez parmi celles proposées.")


class LevelNotOffered(Refusal):
    """Not among the offer's."""

    message = N_("Cette offre n’est pas ouverte à ce niveau.")


class MoreThanOffered(Refusal):
    """More than the company takes in a week at all."""

    message = N_("L’entreprise accueille {seats} élèves par semaine au plus. Demandez-en moins.")

    def __init__(self, seats: int) -> None:
        super().__init__("more than offered")
        self._seats = seats

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"seats": self._seats}


class AlreadyAsked(Refusal):
    """One open request of an organisation for an offer."""

    message = N_(
        "Une demande de votre structure attend déjà une réponse pour cette offre (référence "
        "{reference}). Vous pouvez changer son nombre de places (« il m’en faut plutôt 2 »), ou "
        "l’annuler pour en faire une autre."
    )

    def __init__(self, reference: str) -> None:
        super().__init__("already asked")
        self._reference = reference

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"reference": self._reference}


class CapReached(Refusal):
    """The company wants no more requests for now."""

    message = N_(
        "Cette entreprise a reçu le nombre de demandes qu’elle souhaite pour quatre semaines. "
        "Réessayez à partir du {day}."
    )

    def __init__(self, day: date) -> None:
        super().__init__("cap reached")
        self._day = day

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"day": speech.date(self._day)}


class NotYourRequest(Refusal):
    """Unknown, or another's."""

    message = N_("Je ne trouve pas cette demande parmi les vôtres.")


class AlreadySettled(Refusal):
    """Answered, cancelled or expired: by whom and how is said by the face."""

    message = N_("Cette demande n’attend plus de réponse.")

    def __init__(self, request: SeatRequest) -> None:
        super().__init__("settled")
        self.request = request


class NotEnoughLeft(Refusal):
    """Fewer places are left than were to be accepted."""

    message = N_(
        "Places restantes cette semaine-là : {left}, pas {wanted}. Acceptez-en moins, ou "
        "augmentez le nombre de places de l’offre."
    )

    def __init__(self, left: int, wanted: int) -> None:
        super().__init__("not enough left")
        self.left, self.wanted = left, wanted

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"left": self.left, "wanted": self.wanted}


class OfferWithdrawn(Refusal):
    """Its places are nobody's to give any more."""

    message = N_("Cette offre a été retirée : ses places ne s’accordent plus.")


class SeatsToAccept(Refusal):
    """Between one and what was asked for."""

    message = N_("Acceptez de 1 à {seats} places.")

    def __init__(self, seats: int) -> None:
        super().__init__("seats")
        self._seats = seats

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"seats": self._seats}
