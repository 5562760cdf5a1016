"""Several people of one company, one person of several: invited, and for whom one acts."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, notice, sheets
from actions.base import Events, PaqteAction
from actions.joining.consent import refused
from actions.speaking import ask, tell
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_, speech
from paqte.models import Company
from paqte.services import axes, colleagues, conversations, outbox, people

INVITED = N_("On vous invite à agir pour <b>{company}</b>, avec les collègues qui y sont déjà.")
ACCEPTED = N_("Bienvenue ! Vous agissez maintenant pour <b>{company}</b>.")
HAS_JOINED = N_("{name} a accepté votre invitation et agit avec vous pour <b>{company}</b>.")
SOMEONE = N_("Votre collègue")
SWITCHED = N_("Vous agissez maintenant pour <b>{company}</b>.")
ONLY_ONE = N_("Vous agissez pour <b>{company}</b>, et pour aucune autre entreprise.")
WHICH = N_("Vous agissez pour <b>{company}</b>. Pour laquelle voulez-vous agir ?")


class AcceptInvitation(PaqteAction):
    """Shows whose invitation it is and what is kept; « j’accepte » makes a colleague."""

    action_name = "action_accept_invitation"
    loads_company = True
    loads_agreement = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Ask, or do what was answered."""
        del tracker
        invitation = turn.answer.pressed("invitation")
        if invitation is None:
            await self._ask(turn, str(turn.answer.pressed("code") or ""), dispatcher)
            return []
        agreed = notice.decision(turn.answer, "decision")
        if not agreed:
            ask(dispatcher, refused(turn))
            return []
        async with self.runtime.database.unit_of_work() as uow:
            if not turn.agreed:
                await notice.record(turn, granted=True)(uow)
            company, new = await colleagues.accept(uow, turn.contact.id, invitation)
            if new:
                await _tell_who_invited(uow, invitation, turn, company)
            if turn.form == "join_form":
                await sheets.close(uow, turn, turn.form)
            joined = turn.acting_for(company, await axes.chosen(uow, company.id))
            await uow.commit()
        said = turn.speech.say(ACCEPTED, company=company.display_name)
        if turn.form == "join_form":
            # The company is there already: there is nothing to fill any more.
            tell(dispatcher, said, menus.buttons(joined), columns=1)
            return [ActiveLoop(None), SlotSet("requested_slot", None)]
        tell(dispatcher, said, [] if turn.form else menus.buttons(joined), columns=1)
        return []

    async def _ask(self, turn: Turn, code: str, dispatcher: CollectingDispatcher) -> None:
        async with self.runtime.database.reading() as uow:
            invitation, company = await colleagues.read(uow, turn.contact.id, code)
        said = [turn.speech.say(INVITED, company=company.display_name)]
        if not turn.agreed:
            said += [notice.who(turn), notice.kept(turn)]
        buttons = notice.buttons(turn, "accept_invitation", "decision", invitation=invitation.id)
        tell(dispatcher, Markup("\n\n").join(said), buttons)


async def _tell_who_invited(
    uow: UnitOfWork, invitation_id: str, turn: Turn, company: Company
) -> None:
    """Whoever sent the link sees who used it: it may have gone further than they meant."""
    host = await colleagues.host(uow, invitation_id)
    conversation = await people.conversation_of(uow, host) if host else None
    if conversation is None:
        return
    words = speech(conversation.contact.locale)
    text = words.say(
        HAS_JOINED,
        name=turn.contact.name or turn.contact.first_name or words.gettext(SOMEONE),
        company=company.display_name,
    )
    message = await conversations.record_outgoing(uow, conversation.id, text=str(text))
    await outbox.queue(
        uow,
        conversation.id,
        "sendMessage",
        {"text": str(text), "parse_mode": "HTML"},
        kind="unasked",
        message_id=message.id,
        key=f"invitation:{invitation_id}",
    )


class SwitchCompany(PaqteAction):
    """Acts for another of the person's companies, by one tap."""

    action_name = "action_switch_company"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Switch, or ask to which."""
        del tracker
        words, wanted = turn.speech, turn.answer.pressed("company")
        if turn.company is None:
            raise colleagues.NotAMember("no company")
        if wanted is None:
            said = words.say(
                WHICH if len(turn.companies) > 1 else ONLY_ONE, company=turn.company.display_name
            )
            tell(dispatcher, said, menus.switches(turn) or menus.buttons(turn), columns=1)
            return []
        async with self.runtime.database.unit_of_work() as uow:
            company = await colleagues.choose(uow, turn.contact.id, wanted)
            switched = turn.acting_for(company, await axes.chosen(uow, company.id))
            await uow.commit()
        said = words.say(SWITCHED, company=company.display_name)
        tell(dispatcher, said, [] if turn.form else menus.buttons(switched), columns=1)
        return []
