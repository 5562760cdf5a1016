"""« Finalement on ne peut plus les prendre »: a company goes back on places that it gave.

Why is asked as for a refusal, then once whether, with what follows from it; a tap decides, and says
what becomes of the places.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, cast, get_args

from markupsafe import Markup
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import newest
from actions.base import Events, PaqteAction
from actions.internships.answering import counting, granted, refusing
from actions.internships.answering import taking_back_questions as questions
from actions.internships.answering.counting import BACK
from actions.internships.answering.taking_back_questions import HOW_MANY, NO
from actions.runtime import Runtime
from actions.speaking import Button, payload, person_button, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships import looking, offers, refusals, requests, settling, taking_back
from paqte.services.internships.looking import View
from paqte.services.internships.settling import Settled
from paqte.services.internships.taking_back import Places
from reading.refusals import bare_reason
from reading.taking_back import TakingBack, read_taking_back

_ANSWERS = frozenset(
    {"inform", "affirm", "deny", "unsure", "answer_request", "out_of_scope", "nlu_fallback"}
)
"""Of any other intent, words are a wish of their own and answer no open question."""
_OFFER = re.compile(r"\b(?:offres?|annonces?|pause|offers?)\b", re.IGNORECASE)
WHICH = N_("De quel accueil parlez-vous ?")
DONE = N_("C’est fait. Je préviens <b>{organisation}</b> aussitôt.")
DONE_FEWER = N_("C’est fait : <b>{seats}</b> au lieu de {before}. Je préviens {organisation}.")
OPEN_AGAIN = N_("Les places rendues sont ouvertes à d’autres.")
NEXT_IN_LINE = N_(
    "Elles sont gardées pour la structure suivante sur la liste d’attente : sa demande vous arrive."
)
PAUSED = N_("Votre offre <b>{title}</b> est en pause.")
RESUME, WRITE = N_("Remettre en ligne"), N_("Écrire à la structure")
STAYS = N_("Entendu : rien ne change, vous accueillez les élèves de {organisation}.")
GONE = N_("C’est déjà fait : vous n’accueillez plus les élèves de {organisation}.")


class HearsTakingBack(PaqteAction):
    """An action of an intent for which going back on an agreement is easily taken."""

    loads_company = True

    async def instead(self, turn: Turn) -> Events | None:
        """Where places given are taken back, that is what is done."""
        if await meant(self.runtime, turn):
            return [FollowupAction(f"action_{counting.ANSWER}")]
        return await super().instead(turn)


@dataclass(frozen=True)
class _Asked:
    """What the newest buttons ask about: of which request, and what a button of theirs says."""

    view: View
    values: dict[str, Any]

    @property
    def keeps(self) -> int:
        return int(self.values["keeps"])


async def meant(runtime: Runtime, turn: Turn) -> bool:
    """Whether the words go back on places that the company gave, or answer why or how many."""
    if turn.form is not None or turn.company is None or not turn.answer.typed:
        return False
    told = read_taking_back(turn.answer.typed)
    if told is not None:
        asks = turn.answer.intent == "ask_internship_rules" and "?" in turn.answer.typed
        return not asks and bool(await _views(runtime, turn, told))
    return await _answered(runtime, turn) is not None


async def act(runtime: Runtime, turn: Turn, dispatcher: CollectingDispatcher) -> bool:
    """Words: ask of which, why, and whether. Whether they were about that at all."""
    if not turn.answer.typed:
        return False
    words, told = turn.speech, read_taking_back(turn.answer.typed)
    if told is None:
        answered = await _answered(runtime, turn)
        if answered is not None:
            questions.ask_next(*answered, words, dispatcher)
        return answered is not None
    views = await _views(runtime, turn, told)
    if len(views) > 1:
        buttons = [granted.no_more(view, words) for view in views]
        tell(dispatcher, granted.listed(WHICH, views, words), buttons, columns=1)
    for view in views if len(views) == 1 else ():
        keeps = told.of(view.request.accepted_seats)
        if keeps == view.request.accepted_seats:
            questions.ask_how_many(view, words, dispatcher)
        else:
            questions.ask_next(view, keeps, "", told.reason or "", words, dispatcher)
    return bool(views)


async def pressed(
    runtime: Runtime, view: View, decision: str, turn: Turn, dispatcher: CollectingDispatcher
) -> None:
    """A button of these questions, of a request of theirs."""
    words, reason = turn.speech, decision.partition(":")[2]
    keeps, places = turn.answer.pressed("keeps") or "0", turn.answer.pressed("places")
    if reason == NO:
        tell(dispatcher, words.say(STAYS, organisation=view.organisation.name))
    elif view.request.accepted_seats == 0:
        if view.request.taken_back_at is None:
            raise refusals.AlreadySettled(view.request)
        tell(dispatcher, words.say(GONE, organisation=view.organisation.name))
    elif min(view.weeks) <= turn.today:
        ask = Button(words.gettext(WRITE), payload("relay", request=view.request.id))
        said = taking_back.Begun("begun").sentence(words)
        tell(dispatcher, said, [ask, person_button(words)])
    elif keeps == HOW_MANY:
        questions.ask_how_many(view, words, dispatcher)
    elif places in get_args(Places):
        told = refusing.passed_on(turn.answer.pressed("words") or "")
        await _do(runtime, view, int(keeps), reason, told, cast(Places, places), turn, dispatcher)
    else:
        told = refusing.passed_on(turn.answer.pressed("words") or "")
        questions.ask_next(view, int(keeps), reason, told, words, dispatcher)


async def _views(runtime: Runtime, turn: Turn, told: TakingBack) -> list[View]:
    """What the words go back on; nothing where they rather answer a request that waits."""
    if turn.company is None:
        return []
    found = await granted.views(runtime, turn.company.id)
    which, named = granted.meant(found, turn)
    async with runtime.database.reading() as uow:
        waiting = await requests.waiting_for_answer(uow, turn.company.id)
    if not which or not waiting:
        return which
    theirs = {view.organisation.id for view in which}
    if not told.sure and (not named or any(one.organisation_id in theirs for one in waiting)):
        return []
    asked = None if named else await counting.asked_last(runtime, turn)
    return [] if asked and asked.request_id in {one.id for one in waiting} else which


async def _answered(runtime: Runtime, turn: Turn) -> tuple[View, int, str, str] | None:
    """What a few words answer: how many stay, or why; with that the next question is asked."""
    text = turn.answer.typed
    # « Notre tutrice est en congé » is easily taken for a pause of the offer.
    pauses = turn.answer.intent == "pause_offer" and not _OFFER.search(text)
    answers = pauses or turn.answer.intent in _ANSWERS
    asked = await _asked(runtime, turn) if answers else None
    if asked is None:
        return None
    decision = asked.values["decision"]
    if decision == BACK:
        count = counting.said(text)
        fits = count is not None and 0 <= count < asked.view.request.accepted_seats
        return (asked.view, count, "", "") if count is not None and fits else None
    if "places" in asked.values:
        reason, told = decision.partition(":")[2], asked.values.get("words", "")
        return (asked.view, asked.keeps, reason, told) if turn.answer.intent == "affirm" else None
    why = bare_reason(text)
    return (asked.view, asked.keeps, "", why) if why else None


async def _asked(runtime: Runtime, turn: Turn) -> _Asked | None:
    start = f"/{counting.ANSWER}{{"
    for one in await newest.payloads(runtime, turn):
        values = json.loads(one[len(start) - 1 :]) if one.startswith(start) else {}
        decision = str(values.get("decision", ""))
        if decision.split(":")[0] == BACK and str(values.get("keeps", "")).isdecimal():
            async with runtime.database.reading() as uow:
                view = await looking.at(uow, values["request"])
            mine = turn.company is not None and view.company.id == turn.company.id
            return _Asked(view, values) if mine and view.request.accepted_seats else None
    return None


async def _do(
    runtime: Runtime,
    view: View,
    keeps: int,
    reason: str,
    told: str,
    places: Places,
    turn: Turn,
    dispatcher: CollectingDispatcher,
) -> None:
    words, before = turn.speech, view.request.accepted_seats
    async with runtime.database.unit_of_work() as uow:
        settled = await taking_back.take_back(
            uow,
            view.company.id,
            turn.contact.id,
            view.request.id,
            reason if reason in settling.DECLINE_REASONS else "other",
            keeps=keeps,
            places=places,
            told=told or None,
        )
        await uow.commit()
    said = words.say(
        DONE_FEWER if keeps else DONE,
        organisation=view.organisation.name,
        seats=words_of.seats(keeps, words),
        before=before,
    )
    follows, buttons = await _then(runtime, view, settled, words)
    tell(dispatcher, Markup("{} {}").format(said, follows), buttons)


async def _then(
    runtime: Runtime, view: View, settled: Settled, words: Speech
) -> tuple[Markup, list[Button]]:
    """What became of the places."""
    async with runtime.database.reading() as uow:
        status = await offers.status(uow, view.offer.id)
    if status == "paused":
        again = payload("pause_offer", offer=view.offer.id, decision="resume")
        return words.say(PAUSED, title=view.offer.title), [Button(words.gettext(RESUME), again)]
    if status in offers.OVER:
        return Markup(""), []
    return words.say(NEXT_IN_LINE if settled.promoted else OPEN_AGAIN), []
