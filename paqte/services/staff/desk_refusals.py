"""Why a conversation cannot be taken, answered, put away or given as asked."""

from paqte.errors import Refusal
from paqte.i18n import N_, Speech

LONGEST = 3000
"""Well below Telegram's 4,096, whatever becomes of « & » and « < »."""


class HeldByColleague(Refusal):
    """Somebody was faster."""

    message = N_("{name} a déjà pris cette conversation.")

    def __init__(self, name: str) -> None:
        super().__init__("held")
        self._name = name

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"name": self._name}


class NotHeld(Refusal):
    """One takes a conversation over before one answers."""

    message = N_("Prenez d’abord la conversation : le robot y répond encore.")


class CannotFollow(Refusal):
    """Whose it would be can do nothing for it."""

    message = N_(
        "{name} ne peut pas suivre cette conversation : son compte est désactivé, ne fait que "
        "lire, ou n’est pas de ce territoire."
    )

    def __init__(self, name: str) -> None:
        super().__init__("cannot follow")
        self._name = name

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"name": self._name}


class TextMissing(Refusal):
    """Nothing was written, or too much."""

    message = N_("Écrivez un message, de {most} caractères au plus.")

    def values(self, speech: Speech) -> dict[str, object]:
        return {"most": speech.number(LONGEST)}


class Unreachable(Refusal):
    """They stopped the bot on Telegram, or were forgotten."""

    message = N_("Cette personne ne reçoit plus nos messages : elle a arrêté le robot.")


class SnoozeInPast(Refusal):
    """It comes back later than now."""

    message = N_("Donnez une date à venir.")


class NotPutOff(Refusal):
    """Who waits for a person, or speaks with one, does not wait longer for it."""

    message = N_(
        "Seule une conversation avec le robot se reporte : ici une personne de l’équipe est "
        "demandée, ou elle est là. Répondez d’abord, ou marquez la conversation comme résolue."
    )
