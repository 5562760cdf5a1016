"""« Mon numéro a changé » : what is kept of the person, what it becomes, and one tap writes it."""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, newest
from actions.base import Events, PaqteAction
from actions.joining.contact import BAD_EMAIL, BAD_PHONE, is_name
from actions.reached import spaced
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.services import contact_details
from paqte.services.contact_details import Details
from reading.personal.contact_changes import (
    ContactChange,
    read_contact_change,
    read_contact_details,
)

CONTACT = "contact"
"""The value of a button that is about the person's own details."""
CONFIRM, KEEP = "confirm", "keep"
LABELS: Mapping[str, str] = {
    "name": N_("Nom"),
    "phone": N_("Téléphone"),
    "email": N_("E-mail"),
}
KEPT = N_("Voici ce que je garde pour vous joindre :")
LINE = N_("• {label} : {value}")
NONE_KEPT = N_("rien")
WHAT_CHANGES = N_(
    "Qu’est-ce qui change ? Écrivez le nouveau numéro, la nouvelle adresse e-mail ou le nouveau "
    "nom."
)
BECOMES = N_("Voici ce qui changerait :")
FROM_TO = N_("• {label} : {old} → <b>{new}</b>")
RIGHT = N_("Est-ce bien cela ? Sinon, écrivez-le autrement.")
CHANGED = N_("C’est corrigé, et l’équipe le voit aussi. Merci de me l’avoir dit.")
INVITE = N_("Si {name} écrit depuis son propre Telegram, ouvrez-lui la porte avec /inviter.")
AS_KEPT = N_("C’est déjà ce que je garde : rien à changer.")
LEFT_AS_IT_IS = N_("Entendu, je laisse tout ainsi.")
_UNREAD: Mapping[str, str] = {"phone": BAD_PHONE, "email": BAD_EMAIL}
CONFIRM_IT, LEAVE_IT = N_("Confirmer"), N_("Laisser ainsi")


class HearsContactDetails(PaqteAction):
    """An action of an intent for which « mon numéro a changé » is easily taken."""

    async def instead(self, turn: Turn) -> Events | None:
        """Where a detail changes, that is what is done."""
        if await wanted(self.runtime, turn) is None:
            return await super().instead(turn)
        return [FollowupAction("action_data_access")]


async def wanted(runtime: Runtime, turn: Turn) -> ContactChange | None:
    """The change that the words ask for, or give where it was just asked for."""
    said = turn.answer.typed
    if not said or turn.form or (turn.company is None and turn.organisation is None):
        return None
    if (change := read_contact_change(said)) is not None:
        return change
    given = read_contact_details(said)
    if given is None:
        return None
    shown = await newest.payloads(runtime, turn)
    about = f'/data_access{{"{CONTACT}"'
    return given if any(one.startswith(about) for one in shown) else None


async def answer(
    runtime: Runtime, turn: Turn, change: ContactChange | None, dispatcher: CollectingDispatcher
) -> None:
    """Ask what changes, show what it would become, or write it."""
    words, pressed = turn.speech, turn.answer.pressed
    if pressed(CONTACT) == CONFIRM:
        right = Details(pressed("name"), pressed("phone"), pressed("email"))
        await write(runtime, turn, right, dispatcher)
        return
    if pressed(CONTACT) == KEEP:
        tell(dispatcher, words.say(LEFT_AS_IT_IS))
        return
    async with runtime.database.reading() as uow:
        kept = await contact_details.kept(uow, turn.contact.id)
    if change is None or not change.told:
        if change is not None and change.unread is not None:
            tell(dispatcher, words.say(_UNREAD[change.unread]))
        _ask(kept, words, dispatcher)
        return
    new = _differing(change, kept)
    if not new:
        tell(dispatcher, words.say(AS_KEPT))
        return
    lines = [
        words.say(
            FROM_TO,
            label=words.gettext(LABELS[detail]),
            old=_shown(detail, kept, words),
            new=spaced(value) if detail == "phone" else value,
        )
        for detail, value in new.items()
    ]
    text = Markup("\n").join([words.say(BECOMES), *lines, words.say(RIGHT)])
    # One button: « oui » is it, see `offered`.
    confirm = payload("data_access", **{CONTACT: CONFIRM, **new})
    tell(dispatcher, text, [Button(words.gettext(CONFIRM_IT), confirm)])


def concerns(turn: Turn) -> bool:
    """Whether a button about these details was pressed."""
    return turn.answer.pressed(CONTACT) is not None


def offered(payloads: Sequence[str]) -> Details | None:
    """What the only button of a message would write: « oui » is that button."""
    start = f'/data_access{{"{CONTACT}": "{CONFIRM}"'
    if len(payloads) != 1 or not payloads[0].startswith(start):
        return None
    values = json.loads(payloads[0].removeprefix("/data_access"))
    return Details(values.get("name"), values.get("phone"), values.get("email"))


async def write(
    runtime: Runtime, turn: Turn, right: Details, dispatcher: CollectingDispatcher
) -> None:
    """Write what was confirmed, and say so."""
    words = turn.speech
    async with runtime.database.unit_of_work() as uow:
        changed = await contact_details.change(uow, turn.contact.id, turn.conversation_id, right)
        await uow.commit()
    said = words.say(CHANGED if changed else AS_KEPT)
    if "name" in changed and turn.company is not None:
        said = Markup("{}\n{}").format(said, words.say(INVITE, name=right.name))
    tell(dispatcher, said, [] if turn.form else menus.buttons(turn)[:2], columns=1)


def _ask(kept: Details, words: Speech, dispatcher: CollectingDispatcher) -> None:
    lines = [
        words.say(LINE, label=words.gettext(label), value=_shown(detail, kept, words))
        for detail, label in LABELS.items()
    ]
    text = Markup("\n").join([words.say(KEPT), *lines, words.say(WHAT_CHANGES)])
    leave = Button(words.gettext(LEAVE_IT), payload("data_access", **{CONTACT: KEEP}))
    tell(dispatcher, text, [leave])


def _differing(change: ContactChange, kept: Details) -> dict[str, str]:
    name = change.name if change.name and is_name(change.name) else None
    told = {"name": name, "phone": change.phone, "email": change.email}
    return {
        detail: value for detail, value in told.items() if value and value != getattr(kept, detail)
    }


def _shown(detail: str, kept: Details, words: Speech) -> str:
    value = getattr(kept, detail)
    if detail == "phone":
        value = spaced(value)
    return str(value or words.gettext(NONE_KEPT))
