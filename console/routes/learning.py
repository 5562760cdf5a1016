"""Learning from conversations: messages to look at, what is made of them, files out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from console.listing import MOST_PAGES, PageNumber, listed
from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer
from console.visits import field as typed
from paqte.i18n import LOCALES
from paqte.reference import intents
from paqte.services.learning import exporting, listing, reviewing, talks
from paqte.services.learning.annotating import Pointed
from paqte.services.learning.checking import MOST_ENTITIES, Given, Unfit
from paqte.services.learning.listing import STATES, State
from paqte.services.learning.reviewing import Sheet
from paqte.services.learning.signals import REASONS, Reason

router = APIRouter()
YAML_TYPE: Final = "application/yaml; charset=utf-8"
_SPARE_LINES: Final = 2
MessageId = Annotated[int, Path(ge=1, le=2**63 - 1)]


class Asked(BaseModel):
    """Which part of the list."""

    etat: str = Field("", max_length=10)
    raison: str = Field("", max_length=20)
    page: int = Field(1, ge=1, le=MOST_PAGES)

    @property
    def state(self) -> State:
        """As the service has it; those nobody decided on without one."""
        return next((one for one in STATES if one == self.etat), "open")

    @property
    def reason(self) -> Reason | None:
        """As the service has it; all without one."""
        return next((one for one in REASONS if one == self.raison), None)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent, or as it is shown first; with what is wrong in it, by field."""

    intent: str
    locale: str
    text: str
    entities: tuple[Pointed, ...]
    read: bool = False
    errors: dict[str, Markup] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Pointed, ...]:
        """The lines for entities: those that say something, and a few more."""
        spare = max(min(_SPARE_LINES, MOST_ENTITIES - len(self.entities)), 0)
        return (*self.entities, *([Pointed("", "")] * spare))


@router.get("/apprentissage")
async def list_page(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """Messages to look at, kept, skipped."""
    staff = visit.actor.staff
    async with visit.database.reading() as uow:
        shown = await listed(
            asked.page,
            listing.PAGE,
            lambda offset: listing.page(uow, staff, asked.state, asked.reason, offset),
        )
        people, waiting = await listing.counts(uow, staff)
    return page(
        visit,
        "learning.html",
        people=people,
        waiting=waiting,
        asked=asked,
        states=STATES,
        reasons=REASONS,
        locales=LOCALES,
        **shown,
    )


@router.get("/apprentissage/messages/{message_id}")
async def message_page(visit: SignedIn, message_id: MessageId) -> Response:
    """One message, covered, and the form to say what it means."""
    return await _message(visit, message_id)


@router.post("/apprentissage/messages/{message_id}")
async def decide(visit: Writer, form: Form, message_id: MessageId) -> Response:
    """Keep it as an example, skip it, or ask for one more line for entities."""
    act = typed(form, "geste")
    given = _given(form)
    if act == "ligne":
        return await _message(visit, message_id, given)
    try:
        async with visit.database.unit_of_work() as uow:
            if act == "ecarter":
                await reviewing.skip(uow, visit.actor, message_id)
            else:
                made = Given(given.intent, given.locale, given.text, given.entities, given.read)
                await reviewing.keep(uow, visit.actor, message_id, made)
            following = await listing.following(uow, visit.actor.staff, message_id)
            await uow.commit()
    except Unfit as unfit:
        words = visit.words
        for name, refusal in unfit.problems.items():
            given.errors[name] = refusal.sentence(words)
        return await _message(visit, message_id, given, 422)
    path = f"/messages/{following}" if following is not None else ""
    return RedirectResponse(f"/apprentissage{path}", 303)


@router.post("/apprentissage/export")
async def export(visit: Writer, form: Form) -> Response:
    """The kept examples of one language, as a file."""
    locale = typed(form, "langue")
    async with visit.database.unit_of_work() as uow:
        made = await exporting.make(
            uow,
            visit.actor,
            locale if locale in LOCALES else LOCALES[0],
            annotated=typed(form, "format") != "texte",
        )
        await uow.commit()
    return _file(made.text, made.name)


@router.get("/apprentissage/conversations")
async def talks_page(visit: SignedIn, number: PageNumber = 1) -> Response:
    """Conversations that may become tests."""
    async with visit.database.reading() as uow:
        shown = await listed(
            number, talks.PAGE, lambda offset: talks.page(uow, visit.actor.staff, offset)
        )
    return page(visit, "learning_talks.html", states=STATES, **shown)


@router.get("/apprentissage/conversations/{conversation_id}")
async def talk_page(visit: SignedIn, conversation_id: str) -> Response:
    """One as a test, to be read."""
    async with visit.database.unit_of_work() as uow:
        made = await talks.look(uow, visit.actor, conversation_id)
        await uow.commit()
    return page(
        visit,
        "learning_talk.html",
        script=made,
        text=made.as_yaml(),
        address=f"/apprentissage/conversations/{conversation_id}/test.yml",
    )


@router.get("/apprentissage/conversations/{conversation_id}/test.yml")
async def talk_file(visit: SignedIn, conversation_id: str) -> Response:
    """The same as a file."""
    async with visit.database.unit_of_work() as uow:
        made = await talks.take(uow, visit.actor, conversation_id)
        await uow.commit()
    return _file(made.as_yaml(), f"conversation_{conversation_id[:8]}.yml")


async def _message(
    visit: Visit, message_id: int, given: Filled | None = None, code: int = 200
) -> Response:
    async with visit.database.unit_of_work() as uow:
        sheet = await reviewing.sheet(uow, visit.actor, message_id)
        await uow.commit()
    return page(
        visit,
        "learning_message.html",
        code,
        sheet=sheet,
        given=given or _proposed(sheet),
        areas=intents.INTENTS,
        area_label=intents.area_label,
        entities=intents.ENTITIES,
        locales=LOCALES,
        most=MOST_ENTITIES,
    )


def _proposed(sheet: Sheet) -> Filled:
    """What was decided before, or what was understood where that can be right."""
    kept = sheet.example.intent if sheet.example else None
    guess = sheet.intent if intents.learned(sheet.intent or "") else ""
    return Filled(kept or guess or "", sheet.locale, sheet.text, sheet.entities)


def _given(form: FormData) -> Filled:
    lines = [
        Pointed(
            typed(form, f"passage-{number}"),
            typed(form, f"entity-{number}"),
            typed(form, f"value-{number}"),
        )
        for number in range(MOST_ENTITIES)
    ]
    return Filled(
        intent=typed(form, "intent"),
        locale=typed(form, "locale"),
        text=typed(form, "text"),
        entities=tuple(line for line in lines if not line.empty),
        read=typed(form, "read") == "1",
    )


def _file(text: str, name: str) -> Response:
    return Response(
        text.encode(),
        media_type=YAML_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
