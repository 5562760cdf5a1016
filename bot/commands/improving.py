"""« /ameliorer »: whether what somebody writes may improve the assistant; asked apart."""

from __future__ import annotations

from typing import Final

from bot.engine_client import Reply
from bot.plans import Desk, sentence
from paqte.i18n import N_
from paqte.services.learning import agreement

YES: Final = "yes"
NO: Final = "no"

_ABOUT: Final = N_(
    "<b>Améliorer l’assistant</b>\n\n"
    "Quand je vous comprends mal, l’équipe peut relire vos messages pour m’apprendre à mieux "
    "faire. Avant cela, votre nom, vos coordonnées et le nom de votre structure sont masqués. "
    "Un échange entier peut aussi servir à me tester, avec des noms inventés. Cela vaut pour nos "
    "échanges passés et à venir, tant que je les garde.\n\n"
    "C’est à vous de décider : si vous refusez, rien d’autre ne change. Vous pouvez changer "
    "d’avis à tout moment : /ameliorer."
)
_ASK: Final = N_("D’accord ?")
_GIVEN: Final = N_("Vous avez donné votre accord.")
_THANKS: Final = N_(
    "Merci ! Vos messages, masqués, peuvent servir à m’améliorer. Pour changer d’avis : /ameliorer."
)
_REFUSED: Final = N_("C’est noté : vos messages ne serviront pas à m’améliorer.")
_TAKEN_BACK: Final = N_(
    "C’est noté : vos messages ne servent plus à m’améliorer. Ce que l’équipe en avait gardé est "
    "supprimé ; ce qui était déjà parti dans un fichier doit en être retiré."
)


async def ask(desk: Desk) -> list[Reply]:
    """What it is about, and where the person stands."""
    words = desk.speech
    if await agreement.given(desk.uow, desk.contact.id):
        return [
            sentence(
                words.say(_ABOUT) + "\n\n" + words.say(_GIVEN),
                (words.gettext(N_("Retirer mon accord")), f"bot:improve:{NO}"),
            )
        ]
    return [
        sentence(
            words.say(_ABOUT) + "\n\n" + words.say(_ASK),
            (words.gettext(N_("Oui, d’accord")), f"bot:improve:{YES}"),
            (words.gettext(N_("Non merci")), f"bot:improve:{NO}"),
        )
    ]


async def decide(desk: Desk, answer: str) -> list[Reply]:
    """Keep the person's yes or no; what is said to it."""
    granted = answer == YES
    before = await agreement.given(desk.uow, desk.contact.id)
    await agreement.record(
        desk.uow, desk.contact.id, granted=granted, key=f"training:{desk.update_id}"
    )
    said = _THANKS if granted else _TAKEN_BACK if before else _REFUSED
    return [sentence(desk.speech.say(said))]
