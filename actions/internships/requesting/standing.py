"""Where requests stand, on both sides; taking one back."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.internships.requesting import changing
from actions.speaking import Button, payload, person_button, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.models.internships import ACCEPTED, OPEN
from paqte.reference import internships as words_of
from paqte.reference import request_statuses
from paqte.services.internships import looking, refusals, requests, settling, telling
from paqte.services.internships.looking import View

NONE_YET = N_("Vous n’avez pas encore demandé de places.")
YOURS = N_("Vos demandes :")
LINE = N_("• <b>{company}</b>, {weeks} : {seats}, {status} ({reference})")
TAKE_BACK = N_("Annuler {reference}")
WHICH = N_("Quelle demande voulez-vous annuler ?")
NOTHING_TO_CANCEL = N_("Aucune demande ne peut être annulée.")
SURE = N_("Annuler la demande {reference} chez <b>{company}</b> ({seats}, {weeks}) ?")
YES_CANCEL, NO_KEEP = N_("Oui, annuler"), N_("Non, la garder")
CANCELLED = N_("C’est annulé.")
COMPANY_TOLD = N_("C’est annulé, et l’entreprise est prévenue.")
STAYS = N_("Entendu, la demande reste.")
SETTLED = N_("Cette demande ne peut plus être annulée : {status}.")
NOT_KNOWN = N_("Je ne vous connais pas encore : inscrivez votre structure, ou votre entreprise.")
MOST = 8


class RequestStatus(PaqteAction):
    """All requests of the organisation; what a company has to answer."""

    action_name = "action_request_status"
    loads_company = True
    loads_organisation = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """List them, the newest first."""
        del tracker
        words = turn.speech
        if turn.organisation is None:
            if turn.company is not None:
                return [FollowupAction("action_answer_request")]
            join = Button(words.gettext(N_("Inscrire mon entreprise")), payload("join_program"))
            tell(dispatcher, words.say(NOT_KNOWN), [menu.register(words), join], columns=1)
            return []
        if await changing.meant(self.runtime, turn):
            return [FollowupAction(changing.ACTION)]
        views = await self._views(turn.organisation.id)
        if not views:
            tell(dispatcher, words.say(NONE_YET), [] if turn.form else menu.asking(words)[:1])
            return []
        said = Markup("\n").join([words.say(YOURS), *(line(view, words) for view in views)])
        buttons = [_take_back(view, words) for view in views if can_cancel(view, turn)]
        tell(dispatcher, said, [] if turn.form else [*buttons, menu.asking(words)[0]], columns=1)
        return []

    async def _views(self, organisation_id: str) -> list[View]:
        async with self.runtime.database.reading() as uow:
            found = await requests.of_organisation(uow, organisation_id, MOST)
            return [await looking.at(uow, one.id) for one in found]


class CancelRequest(RequestStatus):
    """Takes a request back, after one question."""

    action_name = "action_cancel_request"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Ask which, ask whether, do it."""
        words = turn.speech
        if turn.organisation is None:
            return await super().act(turn, dispatcher, tracker)
        if await changing.act(self.runtime, turn, dispatcher):
            return []
        request_id, decision = turn.answer.pressed("request"), turn.answer.pressed("decision")
        if request_id is None:
            views = [v for v in await self._views(turn.organisation.id) if can_cancel(v, turn)]
            buttons = [_take_back(view, words) for view in views]
            msgid = WHICH if views else NOTHING_TO_CANCEL
            tell(dispatcher, words.say(msgid), buttons, columns=1)
            return []
        async with self.runtime.database.reading() as uow:
            view = await looking.at(uow, request_id)
        if view.organisation.id != turn.organisation.id:
            raise refusals.NotYourRequest("another's")
        if not can_cancel(view, turn):
            status = words.gettext(request_statuses.LABELS[view.request.standing])
            tell(dispatcher, words.say(SETTLED, status=status), [person_button(words)])
        elif decision == "no":
            tell(dispatcher, words.say(STAYS))
        elif decision == "yes":
            told = await self._cancel(turn, turn.organisation.id, view)
            tell(
                dispatcher,
                words.say(COMPANY_TOLD if told else CANCELLED),
                menu.asking(words),
                columns=1,
            )
        else:
            _ask(view, turn, dispatcher)
        return []

    async def _cancel(self, turn: Turn, organisation_id: str, view: View) -> bool:
        """Whether the company, which knew of the request, is told."""
        async with self.runtime.database.unit_of_work() as uow:
            known = view.request.sent_at is not None
            settled = await settling.cancel(uow, organisation_id, view.request.id)
            await telling.cancelled(uow, settled, turn.contact.id, told=known)
            await uow.commit()
        return known


def can_cancel(view: View, turn: Turn) -> bool:
    """Whether it is open, or accepted and not begun."""
    if view.request.status in OPEN:
        return True
    return view.request.status in ACCEPTED and min(view.weeks) > turn.today


def line(view: View, words: Speech) -> Markup:
    """« Le Fournil, du 11 au 15 janvier : 2 places, en attente de réponse (D-7K3M9X) »."""
    count = view.request.accepted_seats or view.request.seats
    return words.say(
        LINE,
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
        seats=words_of.seats(count, words),
        status=words.gettext(request_statuses.LABELS[view.request.standing]),
        reference=view.request.reference,
    )


def _take_back(view: View, words: Speech) -> Button:
    title = words.gettext(TAKE_BACK).format(reference=view.request.reference)
    return Button(title, payload("cancel_request", request=view.request.id))


def _ask(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words, request = turn.speech, view.request
    text = words.say(
        SURE,
        reference=request.reference,
        company=view.company.display_name,
        seats=words_of.seats(request.accepted_seats or request.seats, words),
        weeks=words_of.weeks(view.weeks, words),
    )
    yes = payload("cancel_request", request=request.id, decision="yes")
    no = payload("cancel_request", request=request.id, decision="no")
    buttons = [Button(words.gettext(YES_CANCEL), yes), Button(words.gettext(NO_KEEP), no)]
    if request.status in OPEN:
        buttons.append(changing.button(view, words))
    tell(dispatcher, text, buttons, columns=2)
