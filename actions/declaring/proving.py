"""Proofs: a picture or a PDF that the bot has kept is put to an action."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events, PaqteAction
from actions.declaring import form as declaring
from actions.speaking import Button, payload, person_button, tell
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Action
from paqte.reference.action_types import action_type, amount
from paqte.services import actions, corrections, proofs

SEND_IT = N_(
    "Envoyez la photo ou le PDF ici même : je le joindrai à votre action. Pas de visage ni de nom "
    "d’élève, s’il vous plaît."
)
CANNOT_READ = N_(
    "Je ne sais pas lire les documents. Dites-moi en une phrase ce que contient le vôtre, ou "
    "demandez à parler à quelqu’un."
)
WITH_THIS_ONE = N_("Merci, c’est gardé : je le joins à cette action.")
WHICH = N_("Merci, c’est gardé. À quelle action faut-il le joindre ?")
NOTHING_WAITS = N_("Je n’ai pas de justificatif en attente. Envoyez-le ici, photo ou PDF.")
ANOTHER = N_("Une nouvelle action")
NONE = N_("Ne pas le garder")
FORGOTTEN = N_("C’est effacé, je n’ai rien gardé.")
ATTACHED = N_("C’est joint : <b>{action}</b>.")
SHOWN = 3
FORGET = "none"


class Attachment(PaqteAction):
    """Says what to do with a proof, or what became of it."""

    action_name = "action_attachment"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Put it to the action that is being declared, or ask to which."""
        del tracker
        words, answer = turn.speech, turn.answer
        if turn.company is None:
            tell(dispatcher, words.say(CANNOT_READ), [person_button(words)])
        elif answer.pressed("action") is not None:
            await self._put(turn, turn.company.id, str(answer.pressed("action")), dispatcher)
        elif answer.pressed("kept") is None:
            tell(dispatcher, words.say(SEND_IT))
        elif turn.form == declaring.NAME:
            tell(dispatcher, words.say(WITH_THIS_ONE))
        else:
            await self._which(turn, turn.company.id, dispatcher)
        return []

    async def _which(self, turn: Turn, company_id: str, dispatcher: CollectingDispatcher) -> None:
        words = turn.speech
        async with self.runtime.database.reading() as uow:
            found = await actions.latest(uow, company_id, SHOWN)
            titles = [(one.id, await _title(uow, one, words)) for one in found]
        buttons = [Button(title, payload("attachment", action=id_)) for id_, title in titles]
        buttons += [
            Button(words.gettext(ANOTHER), payload("log_action")),
            Button(words.gettext(NONE), payload("attachment", action=FORGET)),
        ]
        tell(dispatcher, words.say(WHICH), buttons, columns=1)

    async def _put(
        self, turn: Turn, company_id: str, wanted: str, dispatcher: CollectingDispatcher
    ) -> None:
        words = turn.speech
        try:
            async with self.runtime.database.unit_of_work() as uow:
                if wanted == FORGET:
                    await proofs.forget_waiting(uow, company_id, turn.contact.id)
                    said = words.say(FORGOTTEN)
                elif not await proofs.attach(uow, company_id, turn.contact.id, wanted):
                    said = words.say(NOTHING_WAITS)
                else:
                    action = await uow.session.get_one(Action, wanted)
                    said = words.say(ATTACHED, action=await _title(uow, action, words))
                await uow.commit()
        except Refusal as refusal:
            said = refusal.sentence(words)
        tell(dispatcher, said, [] if turn.form else menus.buttons(turn), columns=1)


async def _title(uow: UnitOfWork, action: Action, words: Speech) -> str:
    """« Visite d’entreprise, 1 intervention, 12 mars 2026 »."""
    label = action_type(action.action_type).label(words)
    counted = amount(await corrections.net_quantity(uow, action), action.unit, words)
    return f"{label}, {counted}, {words.period(action.started_on, action.ended_on)}"
