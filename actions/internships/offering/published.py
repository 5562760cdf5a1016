"""What happens when an offer is sent: published or changed, once; who waited for one is told."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets
from actions.base import Events, PaqteAction
from actions.internships.offering import form
from actions.recap import SEND
from actions.speaking import Button, payload, person_button, tell
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company, Offer
from paqte.services import drafts
from paqte.services.internships import publishing

DONE = N_(
    "C’est publié ! Votre offre <b>{title}</b> (référence {reference}) est visible des "
    "associations "
    "et des établissements. Leurs demandes arrivent ici, vous répondez d’un bouton."
)
CHANGED = N_("C’est changé. Votre offre <b>{title}</b> ({reference}) est à jour.")
TOLD_THEM = N_("Ceux qui demandaient une semaine retirée sont prévenus.")
KEPT = N_("Rien n’est publié. Vous pouvez corriger.")
ANSWERS_KEPT = N_("Vos réponses sont gardées : si elle change d’avis, écrivez « reprendre ».")
RESUME = N_("Reprendre")


class SubmitOffer(PaqteAction):
    """Publishes or changes the offer; who waited for one is told."""

    action_name = "action_submit_offer"
    loads_company = True
    loads_draft = form.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Publish, once."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if turn.company is None or sheet is None or sheet.get(form.RECAP) != SEND:
            return []
        try:
            offer, declined = await self._write(turn, turn.company, sheet)
        except publishing.CompanyDeclined as refusal:
            await self._keep(turn, sheet)
            text = Markup("{}\n{}").format(refusal.sentence(words), words.say(ANSWERS_KEPT))
            tell(dispatcher, text, [person_button(words)])
            return []
        except Refusal as refusal:
            await self._keep(turn, sheet)
            text = Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT))
            tell(dispatcher, text, [Button(words.gettext(RESUME), payload("resume"))])
            return []
        msgid = CHANGED if sheet.get(form.EDITS) else DONE
        mine = Button(words.gettext(N_("Mes offres de stage")), payload("edit_offer"))
        text = words.say(msgid, title=offer.title, reference=offer.reference)
        if declined:
            text = Markup("{}\n{}").format(text, words.say(TOLD_THEM))
        menu = Button(words.gettext(N_("Menu")), payload("menu"))
        tell(dispatcher, text, [mine, *menus.still_to_choose(turn), menu])
        return []

    async def _keep(self, turn: Turn, sheet: Sheet) -> None:
        """All answers, to be sent again from the recap."""
        sheet.forget(form.RECAP)
        sheet.step = form.RECAP
        await sheets.keep(self.runtime, turn, form.NAME, sheet)

    async def _write(self, turn: Turn, company: Company, sheet: Sheet) -> tuple[Offer, int]:
        """The offer, and how many requests its change could not keep."""
        told = form.to_offer(sheet)
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, form.NAME)
            if sheet.get(form.EDITS):
                edits = sheet.get(form.EDITS)
                changed = await publishing.edit(uow, company.id, edits, told)
                offer, declined = changed.offer, changed.declined
            else:
                declined = 0
                offer = await publishing.publish(
                    uow,
                    company.id,
                    turn.contact.id,
                    told,
                    f"offer:{draft.id}",
                    copied_from=sheet.get(form.COPIES),
                )
            await drafts.close(uow, draft)
            await uow.commit()
            return offer, declined
