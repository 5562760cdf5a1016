"""A company answers a request by a tap: all, a part, no. Two who answer hear one outcome."""

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events
from actions.company_action import CompanyAction
from actions.internships.answering import counting, granted, refusing, taking_back
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_, Speech
from paqte.models import Company, SeatRequest
from paqte.models.internships import TAKEN_BACK
from paqte.reference import internships as words_of
from paqte.reference.internships import ALL, NO, PART
from paqte.services.internships import looking, refusals, requests, settling, telling
from paqte.services.internships.looking import View
from paqte.services.organisations import SCHOOL_KINDS

HOW_MANY = N_("Combien de places accordez-vous sur les {seats} demandées ?")
WHY = N_("Pour quelle raison ? Elle sera lue par {organisation}.")
GIVEN = N_("C’est noté : <b>{seats}</b> pour {organisation}, {weeks}. Je les préviens.")
REFUSED = N_("C’est noté. Je préviens {organisation} que ce n’est pas possible.")
CONVENTION = N_("L’établissement vous enverra la convention de stage. Merci de votre accueil !")
CONVENTION_OF_OTHERS = N_(
    "L’établissement scolaire prépare la convention de stage, {organisation} fait le lien. Merci "
    "de votre accueil !"
)
SETTLED_BY_ANOTHER = N_("<b>{name}</b> a déjà répondu : {outcome}.")
SETTLED_BY_YOU = N_("Vous avez déjà répondu : {outcome}.")
SETTLED_EXPIRED = N_("Trop tard, la demande s’est éteinte faute de réponse.")
SETTLED_CANCELLED = N_("La demande a été annulée par {organisation}.")
SOMEONE = N_("Une personne de votre entreprise")
OUTCOME_NO, OUTCOME_BACK = N_("demande refusée"), N_("accord retiré")
NOTHING = N_("Aucune demande n’attend votre réponse.")
WAITING = N_("<b>{organisation}</b> : {whom}, {weeks}. Demande {reference}.")
TO_ANSWER = N_("Répondez par un bouton :")
NONE_LEFT = N_(
    "Il ne vous reste aucune place cette semaine-là. Vous pouvez refuser, ou d’abord augmenter le "
    "nombre de places de l’offre."
)
DECLINE = N_("Refuser")
BACK = N_("Retour")
MOST_SHOWN = 3


class AnswerRequest(CompanyAction):
    """Answers, or shows what waits for an answer."""

    action_name = "action_answer_request"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """A button decides; words only show the buttons."""
        request_id = turn.answer.pressed("request")
        decision = turn.answer.pressed("decision") or ""
        if request_id is None:
            await self._in_words(turn, company.id, decision, dispatcher)
            return []
        async with self.runtime.database.reading() as uow:
            view = await looking.at(uow, request_id)
        if view.company.id != company.id and view.company.id not in {
            one.id for one in turn.companies
        }:
            raise refusals.NotYourRequest("another company's")
        open_ = view.request.status == "sent"
        if decision.split(":")[0] == counting.BACK:
            await taking_back.pressed(self.runtime, view, decision, turn, dispatcher)
        elif open_ and decision == PART:
            _ask_how_many(view, turn, dispatcher)
        elif open_ and decision == NO:
            _ask_why(view, turn, dispatcher)
        elif open_ and (not _decides(decision) or _changed_since(view, turn)):
            _show(view, turn, dispatcher)
        else:
            await self._decide(view, decision, turn, dispatcher)
        return []

    async def _decide(
        self, view: View, decision: str, turn: Turn, dispatcher: CollectingDispatcher
    ) -> None:
        words = turn.speech
        try:
            async with self.runtime.database.unit_of_work() as uow:
                request = await _settle(uow, view, decision, turn)
                await uow.commit()
        except refusals.AlreadySettled as late:
            tell(dispatcher, await self._too_late(late.request, view, turn))
            return
        except refusals.NotEnoughLeft as refusal:
            if not refusal.left:
                tell(
                    dispatcher,
                    words.say(NONE_LEFT),
                    [Button(words.gettext(DECLINE), _payload(view, NO))],
                )
                return
            left = words.say_n(
                "Il ne vous reste qu’une place cette semaine-là. Vous pouvez accorder celle-ci, "
                "ou d’abord augmenter le nombre de places de l’offre.",
                "Il ne vous reste que {n} places cette semaine-là. Combien en accordez-vous ? Vous "
                "pouvez aussi d’abord augmenter le nombre de places de l’offre.",
                refusal.left,
            )
            fewer = [_part(view, count) for count in counting.shown(1, refusal.left)]
            no = Button(words.gettext(DECLINE), _payload(view, NO))
            tell(dispatcher, left, [*fewer, no], columns=3)
            return
        if request.accepted_seats:
            given = words.say(
                GIVEN,
                seats=words_of.seats(request.accepted_seats, words),
                organisation=view.organisation.name,
                weeks=words_of.weeks(view.weeks, words),
            )
            school = view.organisation.kind in SCHOOL_KINDS
            following = words.say(
                CONVENTION if school else CONVENTION_OF_OTHERS, organisation=view.organisation.name
            )
            said = Markup("{}\n{}").format(given, following)
        else:
            said = words.say(REFUSED, organisation=view.organisation.name)
        tell(dispatcher, said, [] if turn.form else menus.buttons(turn)[:2], columns=1)

    async def _too_late(self, request: SeatRequest, view: View, turn: Turn) -> Markup:
        words = turn.speech
        if request.status == "expired":
            return words.say(SETTLED_EXPIRED)
        if request.status == "cancelled":
            return words.say(SETTLED_CANCELLED, organisation=view.organisation.name)
        outcome = words.gettext(OUTCOME_BACK if request.standing == TAKEN_BACK else OUTCOME_NO)
        if given := request.accepted_seats:
            outcome = words.say_n("{n} place accordée", "{n} places accordées", given)
        if request.answered_by == turn.contact.id:
            return words.say(SETTLED_BY_YOU, outcome=outcome)
        async with self.runtime.database.reading() as uow:
            name = await looking.name_of(uow, request.answered_by)
        return words.say(SETTLED_BY_ANOTHER, name=name or words.gettext(SOMEONE), outcome=outcome)

    async def _in_words(
        self, turn: Turn, company_id: str, decision: str, dispatcher: CollectingDispatcher
    ) -> None:
        """What goes back on places given; else what waits, and what was given and is to come."""
        if await taking_back.act(self.runtime, turn, dispatcher):
            return
        given = [] if turn.form else await granted.views(self.runtime, company_id)
        if not given or decision != granted.LIST:
            alone = await self._waiting(turn, company_id, dispatcher, quiet=bool(given))
            given = [] if alone else given
        if given:
            granted.show(given, turn.speech, dispatcher)

    async def _waiting(
        self, turn: Turn, company_id: str, dispatcher: CollectingDispatcher, *, quiet: bool
    ) -> bool:
        """All that waits; of a number or a reason in words, the one that was just asked about.

        ``quiet``: no word where nothing waits. Whether the words were about what waits alone.
        """
        reason = await refusing.reason_told(self.runtime, turn)
        asked = await counting.asked_last(self.runtime, turn)
        meant = asked and (reason or counting.said(turn.answer.typed))
        about = asked.request_id if asked and meant else None
        async with self.runtime.database.reading() as uow:
            waiting = await requests.waiting_for_answer(uow, company_id)
            which = [one for one in waiting if one.id == about] or waiting
            views = [await looking.at(uow, one.id) for one in which[:MOST_SHOWN]]
        if not views:
            if not quiet:
                buttons = [] if turn.form else menus.buttons(turn)[:3]
                tell(dispatcher, turn.speech.say(NOTHING), buttons)
            return False
        if reason is not None:
            refusing.show(views, reason, turn, dispatcher)
            return True
        for view in views:
            _show(view, turn, dispatcher)
        return bool(meant)


async def _settle(uow: UnitOfWork, view: View, decision: str, turn: Turn) -> SeatRequest:
    company_id, contact_id, request_id = view.company.id, turn.contact.id, view.request.id
    told = None
    if decision.startswith(f"{NO}:"):
        reason = decision.partition(":")[2]
        known = reason if reason in settling.DECLINE_REASONS else "other"
        settled = await settling.decline(uow, company_id, contact_id, request_id, known)
        if reason == refusing.WORDS:
            told = refusing.passed_on(turn.answer.pressed("words") or "") or None
    else:
        said = decision if decision.isdecimal() else turn.answer.pressed("seats") or ""
        seats = int(said) if said.isdecimal() else None
        settled = await settling.accept(uow, company_id, contact_id, request_id, seats)
    await telling.answered(uow, settled, contact_id, told)
    return settled.request


def _changed_since(view: View, turn: Turn) -> bool:
    """Whether the button was of another number of places: nothing is granted unseen."""
    seats = turn.answer.pressed("seats")
    return seats is not None and seats != str(view.request.seats)


def _decides(decision: str) -> bool:
    return decision == ALL or decision.isdecimal() or decision.startswith(f"{NO}:")


def _show(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    text = Markup("{}\n{}").format(line(view, turn.speech), turn.speech.say(TO_ANSWER))
    buttons = answers(view, turn.speech)
    count = counting.said(turn.answer.typed)
    if count is not None and 0 < count < view.request.seats:
        title = turn.speech.say_n("Accorder une place", "Accorder {n} places", count)
        # In the place of « une partie ».
        buttons[1] = Button(str(title), _payload(view, str(count)))
    tell(dispatcher, text, buttons, columns=2)


def line(view: View, words: Speech) -> Markup:
    """Who asks for what."""
    return words.say(
        WAITING,
        organisation=view.organisation.name,
        whom=words.say_n(
            "une place pour un élève de {level}",
            "{n} places pour des élèves de {level}",
            view.request.seats,
            level=words_of.level_label(view.request.level, words),
        ),
        weeks=words_of.weeks(view.weeks, words),
        reference=view.request.reference,
    )


def answers(view: View, words: Speech) -> list[Button]:
    """What can be answered."""
    return [
        Button(title, payload("relay", request=view.request.id))
        if code == words_of.QUESTION
        else Button(title, _payload(view, code))
        for title, code in words_of.answers(view.request.seats, words)
    ]


def _ask_how_many(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words, seats = turn.speech, view.request.seats
    numbers = counting.shown(1, seats - 1)
    buttons = [_part(view, count) for count in numbers]
    buttons.append(Button(words.gettext(BACK), _payload(view, "")))
    asked = words.say(HOW_MANY, seats=seats)
    if len(numbers) < seats - 1:
        asked = Markup("{} {}").format(asked, words.say(counting.OR_WRITE))
    tell(dispatcher, asked, buttons, columns=3)


def _ask_why(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words = turn.speech
    buttons = [
        Button(words_of.reason_label(reason, words).capitalize(), _payload(view, f"{NO}:{reason}"))
        for reason in settling.DECLINE_REASONS
    ]
    buttons.append(Button(words.gettext(BACK), _payload(view, "")))
    tell(dispatcher, words.say(WHY, organisation=view.organisation.name), buttons, columns=2)


def _part(view: View, count: int) -> Button:
    return Button(str(count), _payload(view, str(count)))


def _payload(view: View, decision: str) -> str:
    seats = str(view.request.seats)
    return payload("answer_request", request=view.request.id, decision=decision, seats=seats)
