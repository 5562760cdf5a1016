"""What helps the team answer: canned replies."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from console.doing import attempt
from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer, field
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.services.staff import replies

router = APIRouter()
_BLANK = re.compile(r"\{([^{}\s]{1,40})\}")


class UnknownBlank(Refusal):
    """The person would read it between its braces."""

    message = N_("« {blank} » n’est pas un mot qui se remplace : choisissez parmi {blanks}.")

    def __init__(self, blank: str) -> None:
        super().__init__("blank")
        self._blank = "{" + blank + "}"

    def values(self, speech: Speech) -> dict[str, object]:
        return {"blank": self._blank, "blanks": replies.labels_of_blanks(speech)}


@router.get("/reponses")
async def replies_page(visit: SignedIn) -> Response:
    """All of them, and a form for one more."""
    return await _replies(visit)


async def _replies(visit: Visit, code: int = 200, **values: Any) -> Response:
    async with visit.database.reading() as uow:
        kept = await replies.everything(uow)
    shown: dict[str, Any] = {"error": None, "given": {}} | values
    blanks = replies.labels_of_blanks(visit.words)
    return page(visit, "replies.html", code, replies=kept, blanks=blanks, **shown)


@router.post("/reponses")
async def keep_reply(visit: Writer, form: Form) -> Response:
    """One more, one changed, one less."""
    given = {name: field(form, name) for name in ("id", "title", "text_fr", "text_en")}

    async def change(uow: UnitOfWork) -> None:
        if field(form, "geste") == "supprimer":
            await replies.remove(uow, visit.actor, given["id"])
        else:
            _known_blanks(given["text_fr"] + given["text_en"])
            titles_and_texts = (given[name] for name in ("title", "text_fr", "text_en", "id"))
            await replies.keep(uow, visit.actor, *titles_and_texts)

    error = await attempt(visit, change)
    if error is not None:
        return await _replies(visit, 422, error=error, given=given)
    return RedirectResponse("/reponses", 303)


def _known_blanks(text: str) -> None:
    """Raises ``UnknownBlank``."""
    for blank in _BLANK.findall(text):
        if blank not in replies.BLANKS:
            raise UnknownBlank(blank)
