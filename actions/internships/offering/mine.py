"""A company's offers: shown, changed, paused, resumed, withdrawn, copied for another year."""

from datetime import date

from markupsafe import Markup
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events
from actions.company_action import CompanyAction
from actions.contact_details import HearsContactDetails
from actions.internships import menu
from actions.internships.answering import granted
from actions.internships.answering.taking_back import HearsTakingBack
from actions.internships.offering import declined, week_shift, week_swap
from actions.speaking import Button, ask, payload, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.models import Company, Offer, OfferWeek
from paqte.reference import internships as words_of
from paqte.services.internships import offers, publishing, requests
from reading.dates.reader import read_date

NONE_YET = N_("Vous n’avez pas d’offre de stage en cours.")
OFFER = N_("<b>{title}</b> ({reference}), {status}\n{weeks}")
STATUSES = {
    "draft": N_("brouillon"),
    "published": N_("publiée"),
    "paused": N_("en pause"),
    "full": N_("complète"),
    "expired": N_("terminée"),
    "withdrawn": N_("retirée"),
}
UNTIL = N_("en pause jusqu’au {day}")
CHANGE, PAUSE, RESUME = N_("Modifier"), N_("Mettre en pause"), N_("Remettre en ligne")
WITHDRAW, COPY, MORE = N_("Retirer"), N_("Dupliquer"), N_("Gérer « {title} »")
PAUSED = N_("C’est fait : l’offre <b>{title}</b> est en pause. Les demandes reçues restent.")
PAUSED_UNTIL = N_("C’est fait : l’offre <b>{title}</b> est en pause jusqu’au {day}.")
RESUMED = N_("C’est fait : l’offre <b>{title}</b> est de nouveau en ligne.")
SURE = N_("Retirer l’offre <b>{title}</b> pour de bon ? Les places déjà accordées le restent.")
YES_WITHDRAW, NO_KEEP = N_("Oui, retirer"), N_("Non, la garder")
WITHDRAWN = N_("C’est fait : l’offre <b>{title}</b> est retirée.")
TOLD_THEM = N_("Ceux qui attendaient une réponse sont prévenus.")
STAYS = N_("Entendu, l’offre reste en ligne.")
MOST = 6


class MyOffers(HearsContactDetails, HearsTakingBack, CompanyAction):
    """The offers, and what can be done with one of them."""

    action_name = "action_edit_offer"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """List them; one that is chosen shows its buttons."""
        if turn.answer.pressed("edits") or turn.answer.pressed("copies"):
            return [FollowupAction("offer_form")] if turn.form is None else []
        for move in (week_shift, week_swap):
            if await move.act(self.runtime, company.id, turn, dispatcher):
                return []
        chosen = turn.answer.pressed("offer")
        async with self.runtime.database.reading() as uow:
            found = await offers.of_company(uow, company.id, over=chosen is not None)
            shown = [one for one in found if chosen in (None, one.id)][:MOST]
            weeks = {one.id: await offers.weeks_of(uow, one.id) for one in shown}
            waiting = await requests.count_waiting(uow, company.id)
            given = await requests.to_come(uow, company.id, 1)
        words = turn.speech
        if not shown:
            tell(dispatcher, words.say(NONE_YET), [] if turn.form else menu.offering(words)[:1])
        elif len(shown) == 1:
            one = shown[0]
            buttons = [*manage(one, words), *([granted.see(words)] if given else [])]
            tell(dispatcher, describe(one, weeks[one.id], words), buttons, columns=2)
        else:
            said = Markup("\n\n").join(describe(one, weeks[one.id], words) for one in shown)
            buttons = [_more(one, words) for one in shown]
            if waiting:
                title = words.say_n("Répondre à la demande", "Répondre aux {n} demandes", waiting)
                buttons.append(Button(str(title), payload("answer_request")))
            if given:
                buttons.append(granted.see(words))
            tell(dispatcher, said, buttons, columns=1)
        return []


class PauseOffer(HearsTakingBack, CompanyAction):
    """Suspends, resumes or withdraws the offer that a button names; words first show them."""

    action_name = "action_pause_offer"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Do what the button says."""
        words = turn.speech
        offer_id = turn.answer.pressed("offer")
        if offer_id is None and week_shift.told(turn) is not None:
            return [FollowupAction(MyOffers.action_name)]  # « reportez mon offre d'une semaine »
        if offer_id is None:
            until = read_date(turn.answer.typed, turn.today, words.locale, prefer="future")
            await self._choose(turn, company.id, until, dispatcher)
            return []
        company_id, decision = company.id, turn.answer.pressed("decision")
        if decision == "withdraw":
            async with self.runtime.database.reading() as uow:
                offer = await offers.own(uow, company_id, offer_id)
            buttons = [
                _button(YES_WITHDRAW, offer, words, "withdrawn"),
                _button(NO_KEEP, offer, words, "keep"),
            ]
            tell(dispatcher, words.say(SURE, title=offer.title), buttons)
        elif decision == "resume" and (refusal := declined.guard(turn)) is not None:
            ask(dispatcher, refusal)
        elif decision == "keep":
            tell(dispatcher, words.say(STAYS))
        else:
            tell(dispatcher, await self._change(turn, company_id, offer_id, decision or "pause"))
        return []

    async def _change(self, turn: Turn, company_id: str, offer_id: str, decision: str) -> Markup:
        words, declined = turn.speech, 0
        until = _day(turn.answer.pressed("until"))
        async with self.runtime.database.unit_of_work() as uow:
            if decision == "withdrawn":
                gone = await publishing.withdraw(uow, company_id, offer_id)
                offer, declined = gone.offer, gone.declined
            elif decision == "resume":
                offer = await publishing.resume(uow, company_id, offer_id)
            else:
                offer = await offers.pause(uow, company_id, offer_id, until)
            await uow.commit()
        if decision == "withdrawn":
            said = words.say(WITHDRAWN, title=offer.title)
            return Markup("{} {}").format(said, words.say(TOLD_THEM)) if declined else said
        if decision == "resume":
            return words.say(RESUMED, title=offer.title)
        if until is not None:
            return words.say(PAUSED_UNTIL, title=offer.title, day=words.date(until))
        return words.say(PAUSED, title=offer.title)

    async def _choose(
        self,
        turn: Turn,
        company_id: str,
        until: date | None,
        dispatcher: CollectingDispatcher,
    ) -> None:
        words = turn.speech
        async with self.runtime.database.reading() as uow:
            found = await offers.of_company(uow, company_id)
            weeks = {one.id: await offers.weeks_of(uow, one.id) for one in found[:MOST]}
        if not found:
            tell(dispatcher, words.say(NONE_YET))
            return
        for one in found[:MOST]:
            buttons = manage(one, words)
            if until is not None and one.status in offers.SHOWN and until > turn.today:
                title = words.gettext(UNTIL).format(day=words.date(until)).capitalize()
                values = {"offer": one.id, "decision": "pause", "until": until.isoformat()}
                buttons.insert(0, Button(title, payload("pause_offer", **values)))
            tell(dispatcher, describe(one, weeks[one.id], words), buttons, columns=2)


def describe(offer: Offer, weeks: list[OfferWeek], words: Speech) -> Markup:
    """The offer, its state, and what is left in each week."""
    status = words.gettext(STATUSES[offer.status])
    if offer.status == "paused" and offer.paused_until:
        status = words.gettext(UNTIL).format(day=words.date(offer.paused_until))
    said = Markup("\n").join(
        words.say_n(
            "{week} : {n} place libre sur {seats}",
            "{week} : {n} places libres sur {seats}",
            week.left,
            week=words_of.week(week.monday, words),
            seats=week.seats,
        )
        for week in weeks
    )
    return words.say(OFFER, title=offer.title, reference=offer.reference, status=status, weeks=said)


def manage(offer: Offer, words: Speech) -> list[Button]:
    """What can be done with an offer in its state."""
    copy = Button(words.gettext(COPY), payload("edit_offer", copies=offer.id))
    if offer.status in offers.OVER:
        return [copy]
    change = Button(words.gettext(CHANGE), payload("edit_offer", edits=offer.id))
    if offer.status == "paused":
        pause = _button(RESUME, offer, words, "resume")
    else:
        pause = _button(PAUSE, offer, words, "pause")
    return [change, pause, _button(WITHDRAW, offer, words, "withdraw"), copy]


def _more(offer: Offer, words: Speech) -> Button:
    title = words.gettext(MORE).format(title=offer.title)
    return Button(title, payload("edit_offer", offer=offer.id))


def _button(msgid: str, offer: Offer, words: Speech, decision: str) -> Button:
    values = {"offer": offer.id, "decision": decision}
    return Button(words.gettext(msgid), payload("pause_offer", **values))


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
