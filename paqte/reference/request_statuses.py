"""Where a request for places stands, as the person and the team read it."""

from collections.abc import Mapping
from typing import Final

from paqte.i18n import N_

LABELS: Final[Mapping[str, str]] = {
    "sent": N_("en attente de réponse"),
    "waiting": N_("sur liste d’attente"),
    "accepted": N_("accord"),
    "partially_accepted": N_("accord partiel"),
    "declined": N_("refus"),
    "taken_back": N_("accord retiré par l’entreprise"),
    "expired": N_("sans réponse à temps"),
    "cancelled": N_("annulation"),
    "done": N_("stage fait"),
}
