"""A company offers places: in one sentence or step by step, re-read, published."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import corrections, menus, sheets
from actions.axes import guard
from actions.base import Events, PaqteAction
from actions.internships import offer_places as places
from actions.recap import CORRECT, WANTS_CHANGE, lines
from actions.speaking import Button, Question, payload, tell
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company, Offer
from paqte.reference import fields
from paqte.services import drafts
from paqte.services.internships import alerts, offers, rules, telling, waiting
from paqte.services.internships.requests import Settled
from paqte.services.internships.rules import OfferTold
from reading.fields import read_fields

NAME = "offer_form"
TITLE, DESCRIPTION, FIELD = "offer_title", "offer_description", "offer_field"
REP, KIND, ACCESS = "offer_rep", "offer_kind", "offer_access"
HOST, CAP, RECAP = "offer_host", "offer_cap", "offer_recap"
EDITS, COPIES = "_edits", "_copies"
YES, NO, SEND, NO_CAP = "yes", "no", "send", "none"
LONGEST = 500

ASK_TITLE = N_("Quel titre pour votre offre ? Court et parlant.")
TITLE_TRADE = N_("Découvrir le métier : {trade}")
TITLE_PLAIN = N_("Découvrir notre entreprise")
ASK_DESCRIPTION = N_("En une ou deux phrases, que verront les élèves ?")
ASK_FIELD = N_("Dans quel domaine ?")
NO_FIELD = N_("Choisissez le domaine qui s’en approche le plus.")
ASK_REP = N_("Réservez-vous ces places aux élèves des collèges REP et REP+ ?")
YES_LABEL, NO_LABEL = N_("Oui"), N_("Non, ouvertes à tous")
SAY_YES_NO = N_("Répondez « oui » ou « non ».")
ASK_KIND = N_("Stage individuel, ou collectif (plusieurs élèves ensemble, un programme commun) ?")
INDIVIDUAL, COLLECTIVE = N_("Individuel"), N_("Collectif")
ASK_ACCESS = N_("Votre lieu est-il accessible ? Dites comment : « plain-pied », « ascenseur »…")
ASK_HOST = N_("Qui accueillera les élèves ? Un prénom et une fonction suffisent, sans téléphone.")
ASK_CAP = N_(
    "Combien de demandes au plus en quatre semaines ? Avec 3, la quatrième demande attendrait "
    "qu’une des trois ait quatre semaines. Écrivez un nombre, ou « sans limite »."
)
WITHOUT_CAP = N_("Sans limite")
TEXT_LENGTH = N_("Quelques mots suffisent, {most} caractères au plus.")
READ_AGAIN, ALL_RIGHT = N_("Votre offre de stage :"), N_("On la publie ?")
PUBLISH, SAVE = N_("Publier"), N_("Enregistrer")
YES_OR_CORRECT = N_("Répondez « publier » si tout est juste, ou « corriger ».")
DONE = N_(
    "C’est publié ! Votre offre <b>{title}</b> (référence {reference}) est visible des "
    "associations "
    "et des établissements. Leurs demandes arrivent ici, vous répondez d’un bouton."
)
CHANGED = N_("C’est changé. Votre offre <b>{title}</b> ({reference}) est à jour.")
KEPT = N_("Rien n’est publié. Vous pouvez corriger.")
RESUME = N_("Reprendre")
MOST_FIELDS = 24


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """What the sentence tells; or the offer to change or to copy, from its recap on."""
    edits, copies = answer.pressed("edits"), answer.pressed("copies")
    if turn.company is not None and (edits or copies):
        async with tools.reading() as uow:
            offer = await offers.own(uow, turn.company.id, edits or copies or "")
            told = offers.told_of(offer, await offers.weeks_of(uow, offer.id))
        sheet.answers.clear()
        sheet.apply({EDITS: edits, COPIES: copies})
        values = from_offer(told)
        if copies or not told.weeks:
            values.pop(places.WEEKS, None)
        return values
    if not sheet.get(EDITS):
        sheet.apply(_known(sheet, turn))
    return places.learn(answer.typed, sheet, turn) | _field(answer.typed)


def _known(sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What the company told when it joined."""
    company = turn.company
    known: dict[str, Any] = {}
    if company is None:
        return {}
    if company.insee_code and not sheet.answered(places.TOWN.slot):
        known |= places.TOWN.keep(company.insee_code)
    field = fields.of_naf(company.naf_code) or next(iter(read_fields(company.trade or "")), None)
    if field is not None and not sheet.answered(FIELD):
        known[FIELD] = field
    return known


def _field(text: str) -> dict[str, Any]:
    found = read_fields(text)
    return {FIELD: found[0]} if found else {}


def from_offer(told: OfferTold) -> dict[str, Any]:
    """The answers that make ``told`` again."""
    hours = told.hours
    return {
        TITLE: told.title,
        DESCRIPTION: told.description,
        FIELD: told.field,
        places.WEEKS: [monday.isoformat() for monday in told.weeks],
        places.SEATS: told.seats,
        places.LEVELS: ",".join(told.levels),
        places.HOURS: [hours.starts, hours.ends, hours.break_minutes],
        **places.TOWN.keep(told.insee_code),
        REP: YES if told.rep_only else NO,
        KIND: told.kind,
        ACCESS: told.accessibility,
        HOST: told.host,
        CAP: told.most_requests,
    }


def to_offer(sheet: Sheet) -> OfferTold:
    """The answers as the service takes them."""
    town = places.TOWN.of(sheet)
    if town is None:
        raise RuntimeError("the town is asked before the recap")
    cap = sheet.get(CAP)
    return OfferTold(
        title=sheet.get(TITLE) or "",
        description=sheet.get(DESCRIPTION) or "",
        field=sheet.get(FIELD) or "other",
        insee_code=town.insee,
        town=town.name,
        department=town.department,
        weeks=places.weeks_of(sheet),
        seats=int(sheet.get(places.SEATS) or 0),
        hours=places.hours_of(sheet),
        levels=places.levels_of(sheet),
        kind=sheet.get(KIND) or "individual",
        rep_only=sheet.get(REP) == YES,
        accessibility=sheet.get(ACCESS),
        host=sheet.get(HOST),
        most_requests=int(cap) if cap else None,
    )


def ask_title(_sheet: Sheet, turn: Turn) -> Question:
    """A title; one made from the trade is a tap away."""
    words = turn.speech
    trade = turn.company.trade if turn.company else None
    made = words.gettext(TITLE_TRADE).format(trade=trade) if trade else words.gettext(TITLE_PLAIN)
    return Question(str(words.say(ASK_TITLE)), (button_for(TITLE, made, made),), columns=1)


async def read_title(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A few words."""
    title = " ".join((answer.pressed(TITLE) or answer.typed).split())
    rules.check_title(title)
    return Accepted({TITLE: title})


async def read_description(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A sentence or two."""
    rules.check_description(answer.typed)
    return Accepted({DESCRIPTION: answer.typed.strip()})


def ask_field(_sheet: Sheet, turn: Turn) -> Question:
    """Which field."""
    words = turn.speech
    buttons = [button_for(FIELD, fields.label(one, words), one) for one in fields.FIELDS]
    return Question(str(words.say(ASK_FIELD)), tuple(buttons), columns=2)


async def read_field(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A button, or a trade in words."""
    pressed = answer.pressed(FIELD)
    if pressed in fields.FIELDS:
        return Accepted({FIELD: pressed})
    told = _field(answer.typed)
    return Accepted(told) if told else Refused(str(turn.speech.say(NO_FIELD)))


def _choice(slot: str, msgid: str, *choices: tuple[str, str]) -> Callable[[Sheet, Turn], Question]:
    def ask(_sheet: Sheet, turn: Turn) -> Question:
        words = turn.speech
        buttons = tuple(button_for(slot, words.gettext(title), value) for title, value in choices)
        return Question(str(words.say(msgid)), buttons, columns=1)

    return ask


async def read_rep(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes or no."""
    said = answer.pressed(REP) or {"affirm": YES, "deny": NO}.get(answer.intent)
    if said not in (YES, NO):
        return Refused(str(turn.speech.say(SAY_YES_NO)))
    return Accepted({REP: said})


async def read_kind(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Individual or collective."""
    said = answer.pressed(KIND) or ("collective" if "ollecti" in answer.typed else None)
    said = said or ("individual" if "ndivid" in answer.typed else None)
    if said not in rules.KINDS:
        return Refused(str(turn.speech.say(ASK_KIND)))
    return Accepted({KIND: said})


def _free_text(slot: str) -> Any:
    async def read(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        text = " ".join(answer.typed.split())
        if not 1 <= len(text) <= LONGEST:
            return Refused(str(turn.speech.say(TEXT_LENGTH, most=LONGEST)))
        return Accepted({slot: text})

    return read


async def read_cap(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A number, or none."""
    said = answer.pressed(CAP) or answer.typed.casefold()
    if said == NO_CAP or "sans limite" in said or "no limit" in said or answer.intent == "deny":
        return Accepted({CAP: None})
    digits = "".join(char for char in said if char.isdecimal())
    if not digits or not 1 <= int(digits) <= rules.MOST_SEATS:
        raise rules.CapOutOfRange("cap")
    return Accepted({CAP: int(digits)})


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """All answers, to be published or corrected."""
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(FORM, sheet, turn)
    words = turn.speech
    text = Markup("{}\n{}\n\n{}").format(
        words.say(READ_AGAIN), lines(FORM, sheet, turn), words.say(ALL_RIGHT)
    )
    text = menus.acting(turn, text, menus.FOR)
    title = words.gettext(SAVE if sheet.get(EDITS) else PUBLISH)
    buttons = (
        button_for(RECAP, title, SEND),
        Button(words.gettext(CORRECT), payload("edit_field")),
    )
    return Question(str(text), buttons)


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Publier », « corriger », « corriger les horaires »."""
    if answer.pressed(RECAP) == SEND:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    field = corrections.named(FORM, sheet, turn)
    if field is not None:
        return corrections.choose(FORM, sheet, turn, field)
    if answer.intent in ("deny", "correct_action", "edit_offer") or WANTS_CHANGE.search(
        answer.typed
    ):
        return Again({corrections.CHOOSING: True})
    said = answer.typed.casefold()
    if answer.intent == "affirm" or "publi" in said or "enregistr" in said or "save" in said:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    return Refused(str(turn.speech.say(YES_OR_CORRECT)))


def _as_it_is(slot: str) -> Callable[[Sheet, Turn], str | None]:
    return lambda sheet, _turn: str(sheet.get(slot)) if sheet.get(slot) else None


def _never(_sheet: Sheet, _turn: Turn) -> bool:
    return False


def _offered(slot: str) -> Callable[[Sheet, Turn], bool]:
    return lambda sheet, _turn: not sheet.answered(slot)


def _extra(slot: str, label: str, **parts: Any) -> Step:
    """A field that is never asked, and that the recap offers to add."""
    return Step(slot=slot, label=label, needed=_never, offered=_offered(slot), **parts)


FORM = Form(
    name=NAME,
    label=N_("Proposer des stages"),
    opens="offer_internship",
    steps=(
        *places.STEPS[:-1],
        Step(
            slot=TITLE,
            label=N_("Titre"),
            ask=ask_title,
            read=read_title,
            show=_as_it_is(TITLE),
            example=N_("Découvrir la boulangerie"),
        ),
        Step(
            slot=DESCRIPTION,
            label=N_("Ce que verront les élèves"),
            ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_DESCRIPTION))),
            read=read_description,
            show=_as_it_is(DESCRIPTION),
            example=N_(
                "le fournil le matin, la boutique l’après-midi, et comment on devient boulanger"
            ),
            hint=N_("Ce qu’ils verront, qui ils rencontreront : deux phrases suffisent."),
            also=frozenset({"offer_internship", "out_of_scope"}),
        ),
        Step(
            slot=FIELD,
            label=N_("Domaine"),
            ask=ask_field,
            read=read_field,
            show=lambda sheet, turn: (
                fields.label(sheet.get(FIELD), turn.speech) if sheet.get(FIELD) else None
            ),
        ),
        places.STEPS[-1],
        Step(
            slot=REP,
            label=N_("Réservée REP et REP+"),
            ask=_choice(REP, ASK_REP, (YES_LABEL, YES), (NO_LABEL, NO)),
            read=read_rep,
            show=lambda sheet, turn: (
                turn.speech.gettext(YES_LABEL if sheet.get(REP) == YES else N_("Non"))
                if sheet.get(REP)
                else None
            ),
            hint=N_("Réservées, elles ne sont vues que des structures vérifiées de ces collèges."),
        ),
        _extra(
            KIND,
            N_("Individuel ou collectif"),
            ask=_choice(KIND, ASK_KIND, (INDIVIDUAL, "individual"), (COLLECTIVE, "collective")),
            read=read_kind,
            show=lambda sheet, turn: (
                turn.speech.gettext(COLLECTIVE if sheet.get(KIND) == "collective" else INDIVIDUAL)
                if sheet.get(KIND)
                else None
            ),
        ),
        _extra(
            ACCESS,
            N_("Accessibilité"),
            ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_ACCESS))),
            read=_free_text(ACCESS),
            show=_as_it_is(ACCESS),
        ),
        _extra(
            HOST,
            N_("Contact sur place"),
            ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_HOST))),
            read=_free_text(HOST),
            show=_as_it_is(HOST),
        ),
        _extra(
            CAP,
            N_("Demandes au plus"),
            ask=_choice(CAP, ASK_CAP, (WITHOUT_CAP, NO_CAP)),
            read=read_cap,
            show=_as_it_is(CAP),
        ),
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « publier » la rend visible, « corriger » change une réponse."),
            counted=False,
            editable=False,
            also=frozenset({"correct_action", "edit_offer", "offer_internship"}),
        ),
    ),
    guard=guard,
    opening=opening,
    opened_by=frozenset({"edit_offer"}),
)


class SubmitOffer(PaqteAction):
    """Publishes or changes the offer; who waited for one is told."""

    action_name = "action_submit_offer"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Publish, once."""
        del tracker
        words = turn.speech
        sheet = await sheets.load(self.runtime, turn, NAME)
        if turn.company is None or sheet is None or sheet.get(RECAP) != SEND:
            return []
        try:
            offer = await self._write(turn, turn.company, sheet)
        except Refusal as refusal:
            sheet.forget(RECAP)
            sheet.step = RECAP
            await sheets.keep(self.runtime, turn, NAME, sheet)
            text = Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT))
            tell(dispatcher, text, [Button(words.gettext(RESUME), payload("resume"))])
            return []
        msgid = CHANGED if sheet.get(EDITS) else DONE
        mine = Button(words.gettext(N_("Mes offres de stage")), payload("edit_offer"))
        text = words.say(msgid, title=offer.title, reference=offer.reference)
        tell(dispatcher, text, [mine, Button(words.gettext(N_("Menu")), payload("menu"))])
        return []

    async def _write(self, turn: Turn, company: Company, sheet: Sheet) -> Offer:
        told = to_offer(sheet)
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, turn.contact.id, NAME)
            if sheet.get(EDITS):
                changed = await offers.edit(uow, company.id, sheet.get(EDITS), told)
                offer = changed.offer
                if changed.freed:
                    line = await waiting.promote(uow, offer.id)
                    await offers.settle(uow, offer)
                    for request in line:
                        await telling.promoted(uow, Settled(request, (request,)))
            else:
                offer = await offers.publish(
                    uow,
                    company.id,
                    turn.contact.id,
                    told,
                    f"offer:{draft.id}",
                    copied_from=sheet.get(COPIES),
                )
            await alerts.match(uow, offer)
            await drafts.close(uow, draft)
            await uow.commit()
            return offer
