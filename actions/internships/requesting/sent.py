"""Opening a request for the offer meant, and sending it: once, the company told at once."""

import json
from datetime import date

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import sheets
from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.internships.requesting import changing, form, questions, room
from actions.internships.searching import shown
from actions.recap import SEND
from actions.speaking import Button, ask, payload, tell
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import SeatRequest
from paqte.services import drafts
from paqte.services.internships import asking, offers, refusals, telling, waiting

WHICH_OFFER = N_("Quelle offre vous intéresse ? Cherchez d’abord, puis touchez « Demander ».")
SENT = N_(
    "C’est envoyé ! <b>{company}</b> a 15 jours pour répondre : je vous préviens ici dès que c’est "
    "fait. Référence : <b>{reference}</b>."
)
IN_LINE = N_(
    "Toutes les places sont prises ces semaines-là chez <b>{company}</b>. Vous êtes sur sa liste "
    "d’attente, à la place {place} : si une place se libère, elle est gardée pour vous. "
    "Référence : <b>{reference}</b>."
)
KEPT = N_("Rien n’est envoyé. Vous pouvez corriger.")
RESUME = N_("Reprendre")


class RequestSlots(PaqteAction):
    """Opens the form for the offer meant, or asks which."""

    action_name = "action_request_slots"
    loads_company = True
    loads_organisation = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """A button names the offer; « la deuxième » one of those shown last."""
        del tracker
        words = turn.speech
        if turn.form is not None:
            return []
        if turn.answer.pressed("offer") is not None:
            refusal = form.guard(turn)
            if refusal is not None:
                ask(dispatcher, refusal)
                return []
            return [FollowupAction(form.NAME)]
        if turn.answer.typed and turn.company is not None and turn.organisation is None:
            # « Ok pour une place » of a company is an answer, whatever it was taken for.
            return [FollowupAction("action_answer_request")]
        if await changing.meant(self.runtime, turn):
            return [FollowupAction(changing.ACTION)]
        found = await shown.meant(self.runtime, turn)
        if found is None:
            tell(dispatcher, words.say(WHICH_OFFER), menu.asking(words), columns=1)
            return []
        title, request = found
        asked = words.say(N_("C’est bien celle-ci ?"))
        if named := await self._named(request):
            asked = Markup("{}\n<b>{}</b>").format(asked, named)
        tell(dispatcher, asked, [Button(title, request)])
        return []

    async def _named(self, request: str) -> str | None:
        """The offer of a button and who makes it: the card may be far above by now."""
        offer_id = str(json.loads(request[request.index("{") :]).get("offer"))
        async with self.runtime.database.reading() as uow:
            found = await offers.with_company(uow, [offer_id])
        if offer_id not in found:
            return None
        offer, company = found[offer_id]
        return f"{offer.title}, {company.display_name}"


class SubmitRequest(PaqteAction):
    """Sends it, once; the company is told in the same transaction."""

    action_name = "action_submit_request"
    loads_organisation = True
    loads_draft = form.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Send, and say what comes next."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if sheet is None or sheet.get(form.RECAP) != SEND:
            return []
        try:
            said = await self._send(turn, sheet)
        except Refusal as refusal:
            sheet.forget(form.RECAP)
            sheet.step = form.RECAP
            await sheets.keep(self.runtime, turn, form.NAME, sheet)
            text = Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT))
            buttons = [Button(words.gettext(RESUME), payload("resume")), *menu.asking(words)]
            tell(dispatcher, text, buttons, columns=1)
            return []
        tell(dispatcher, said, menu.asking(words), columns=1)
        return []

    async def _send(self, turn: Turn, sheet: Sheet) -> Markup:
        words = turn.speech
        if turn.member is None or turn.organisation is None:
            raise refusals.OfferNotOpen("not registered")
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, form.NAME)
            weeks = [date.fromisoformat(text) for text in sheet.get(questions.WEEKS)]
            request: SeatRequest = await asking.ask(
                uow,
                turn.member,
                turn.organisation,
                sheet.get(room.OFFER),
                weeks,
                int(sheet.get(questions.SEATS)),
                sheet.get(questions.LEVEL) or sheet.get(room.LEVELS)[0],
                f"request:{draft.id}",
            )
            await telling.asked(uow, request)
            await drafts.close(uow, draft)
            found = await offers.with_company(uow, [request.offer_id])
            company = found[request.offer_id][1].display_name
            place = await waiting.position(uow, request) if request.status == "waiting" else 0
            await uow.commit()
        if place:
            return words.say(IN_LINE, company=company, place=place, reference=request.reference)
        return words.say(SENT, company=company, reference=request.reference)
