"""A code by e-mail verifies a teacher at once: sent, copied here, checked."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import sheets
from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.runtime import Runtime
from actions.speaking import Button, Question, payload, person_button, tell
from actions.steps import Accepted, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte import mailing
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.services import drafts, email_codes, organisations

NAME, CODE = "verify_form", "verify_code"

SUBJECT = N_("Votre code {programme}")
MAIL = N_(
    "Bonjour,\n\nVotre code est {code}. Recopiez-le dans la conversation avec l’assistant de "
    "{programme} ; il est valable trente minutes.\n\nSi vous n’avez rien demandé, vous pouvez "
    "ignorer ce message.\n\nL’équipe de {programme}"
)
ASK = N_("Je viens d’envoyer un code à six chiffres à {email}. Recopiez-le ici.")
SIX_DIGITS = N_("Le code a six chiffres. Il est dans le message que vous venez de recevoir.")
VERIFIED = N_("C’est vérifié, merci ! Les entreprises le voient désormais.")
VERIFIED_FOR_REP = N_(
    "C’est vérifié, merci ! Toutes les offres vous sont ouvertes, réservées comprises."
)
NEW_CODE = N_("Recevoir un nouveau code")
NOT_SENT = N_(
    "Je n’ai pas pu envoyer le code : l’équipe vérifiera elle-même que vous écrivez bien pour "
    "« {name} »."
)


def guard(turn: Turn) -> Question | None:
    """Only who asks for an organisation and is not verified yet."""
    if turn.member is not None and turn.member.verified_at is None:
        return None
    words = turn.speech
    return Question(str(words.say(verified(turn))), tuple(menu.asking(words)), columns=1)


def verified(turn: Turn) -> str:
    """What is said to who is verified: reserved offers are not for every school."""
    mine = turn.organisation
    return VERIFIED_FOR_REP if mine and organisations.serves_rep(mine) else VERIFIED


def ask(_sheet: Sheet, turn: Turn) -> Question:
    """The code, and where it went."""
    return Question(str(turn.speech.say(ASK, email=turn.contact.email or "")))


async def read(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Six digits, however they are spaced."""
    digits = re.sub(r"\D", "", answer.typed)
    if len(digits) != 6:
        return Refused(str(turn.speech.say(SIX_DIGITS)))
    return Accepted({CODE: digits})


async def no_memory(_answer: Answer, sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """A code typed before is not this one."""
    sheet.forget(CODE)
    return {}


FORM = Form(
    name=NAME,
    label=N_("Vérifier mon adresse"),
    opens="verify_email",
    steps=(
        Step(
            slot=CODE,
            label=N_("Code"),
            ask=ask,
            read=read,
            example="123456",
            hint=SIX_DIGITS,
        ),
    ),
    guard=guard,
    opening=no_memory,
)


async def send(runtime: Runtime, turn: Turn) -> bool:
    """Send a code if the address would show who writes; whether it left."""
    if turn.member is None or turn.organisation is None or turn.member.verified_at is not None:
        return False
    address = turn.contact.email
    shows = email_codes.address_shows(turn.organisation, address)
    if not mailing.can_mail(runtime.settings) or not shows or address is None:
        return False
    async with runtime.database.unit_of_work() as uow:
        code = await email_codes.make(uow, turn.member)
        await uow.commit()
    words, programme = turn.speech, runtime.settings.programme_name
    subject = words.gettext(SUBJECT).format(programme=programme)
    text = words.gettext(MAIL).format(code=code, programme=programme)
    try:
        await mailing.send(runtime.settings, address, subject, text)
    except mailing.MailNotSent:
        return False
    return True


class VerifyEmail(PaqteAction):
    """« Recevoir un nouveau code »."""

    action_name = "action_verify_email"
    loads_organisation = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Send another one, and ask for it."""
        del tracker
        if turn.form is not None:
            return []
        if await send(self.runtime, turn):
            return [FollowupAction(NAME)]
        name = turn.organisation.name if turn.organisation else ""
        words = turn.speech
        tell(dispatcher, words.say(NOT_SENT, name=name), [person_button(words)])
        return []


class SubmitCode(PaqteAction):
    """Checks the code: right, the person is verified; wrong, it is asked for again."""

    action_name = "action_submit_code"
    loads_organisation = True
    loads_draft = NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Check, once."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        code = sheet.get(CODE) if sheet is not None else None
        if code is None or turn.member is None:
            return []
        refusal: Refusal | None = None
        async with self.runtime.database.unit_of_work() as uow:
            try:
                await email_codes.check(uow, turn.member.id, code)
            except Refusal as refused:
                refusal = refused
            draft = await drafts.current(uow, turn.contact.id, NAME)
            if draft is not None:
                await drafts.close(uow, draft)
            # A wrong try counts: it is kept with the rest.
            await uow.commit()
        if refusal is None:
            tell(dispatcher, words.say(verified(turn)), menu.asking(words), columns=1)
            return []
        if isinstance(refusal, email_codes.WrongCode):
            tell(dispatcher, refusal.sentence(words))
            return [FollowupAction(NAME)]
        again = Button(words.gettext(NEW_CODE), payload("verify_email"))
        tell(dispatcher, refusal.sentence(words), [again, person_button(words)])
        return []
