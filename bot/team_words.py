"""The words of notices about what the team decided."""

from __future__ import annotations

from typing import Final

from bot.engine_client import Reply
from bot.plans import sentence
from paqte.database import UnitOfWork
from paqte.i18n import N_, Speech
from paqte.models import Notice
from paqte.reference.action_types import action_type, amount
from paqte.services import decided
from paqte.services.staff import telling

_CONFIRMED: Final = N_(
    "Bonne nouvelle : <b>{name}</b> (référence {reference}) est dans le programme, l’équipe a "
    "confirmé l’inscription."
)
_DECLINED: Final = N_(
    "<b>{name}</b> (référence {reference}) : l’équipe n’a pas pu retenir votre inscription. La "
    "raison : {reason}"
)
_OFFERS_GONE: Final = N_(
    "Vos offres de stage sont retirées, et les structures qui attendaient une réponse sont "
    "prévenues. Les places déjà accordées le restent."
)
_ASK: Final = N_("Une question, une erreur ? Vous pouvez demander à parler à quelqu’un.")
_DISPUTED: Final = N_(
    "L’équipe a une question sur l’action « {action} » ({amount}, {date}) : {reason}"
)
_CORRECTED: Final = N_(
    "L’équipe a corrigé une de vos actions : « {action} », désormais {amount}, {date}."
)
_ANSWER: Final = N_("Vous pouvez la corriger ici, ou demander à parler à quelqu’un.")
_VERIFIED: Final = N_(
    "L’équipe a vérifié que vous parlez pour <b>{name}</b>. Les entreprises le voient désormais, "
    "et les places réservées à l’éducation prioritaire vous sont ouvertes si vous y avez droit."
)
_HIDDEN: Final = N_(
    "L’équipe a retiré votre offre <b>{title}</b> ({reference}). La raison : {reason} Les places "
    "déjà accordées le restent."
)
_MENU: Final = N_("Menu")
_HUMAN: Final = N_("Parler à quelqu’un")
_FIX: Final = N_("Corriger une action")
_SEARCH: Final = N_("Chercher des stages")


async def reply_to(uow: UnitOfWork, notice: Notice, words: Speech) -> Reply | None:
    """The message; ``None``: what it is about is gone."""
    given = notice.payload
    menu = (words.gettext(_MENU), "/menu")
    human = (words.gettext(_HUMAN), "bot:humain")
    if notice.kind in (telling.COMPANY_CONFIRMED, telling.COMPANY_DECLINED):
        company = await decided.company(uow, given["company"])
        if company is None:
            return None
        about = {"name": company.name, "reference": company.reference}
        if notice.kind == telling.COMPANY_CONFIRMED:
            return sentence(words.say(_CONFIRMED, **about), menu)
        said = words.say(_DECLINED, **about, reason=given["reason"])
        if given.get("offers"):
            said += "\n" + words.say(_OFFERS_GONE)
        return sentence(said + "\n" + words.say(_ASK), human)
    if notice.kind in (telling.ACTION_DISPUTED, telling.ACTION_CORRECTED):
        action = await decided.action(uow, given["action"])
        if action is None:
            return None
        about = {
            "action": action_type(action.action_type).label(words),
            "amount": amount(action.quantity, action.unit, words),
            "date": words.date(action.ended_on),
        }
        if notice.kind == telling.ACTION_CORRECTED:
            return sentence(words.say(_CORRECTED, **about) + "\n" + words.say(_ASK), human)
        said = words.say(_DISPUTED, **about, reason=given["reason"])
        fix = (words.gettext(_FIX), "/correct_action")
        return sentence(said + "\n" + words.say(_ANSWER), fix, human)
    if notice.kind == telling.PERSON_VERIFIED:
        organisation = await decided.organisation_name(uow, given["organisation"])
        if organisation is None:
            return None
        search = (words.gettext(_SEARCH), "/search_slots")
        return sentence(words.say(_VERIFIED, name=organisation), search, menu)
    offer = await decided.offer(uow, given["offer"])
    if offer is None:
        return None
    said = words.say(_HIDDEN, title=offer.name, reference=offer.reference, reason=given["reason"])
    return sentence(said + "\n" + words.say(_ASK), human)
