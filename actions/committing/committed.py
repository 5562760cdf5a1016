"""What happens when a commitment is sent: targets recorded once, the convention said."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import sheets
from actions.base import Events, PaqteAction
from actions.committing import form as committing
from actions.committing import told as commit_told
from actions.recap import SEND
from actions.speaking import Button, payload, run_command, tell
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Commitment, Company
from paqte.reference.action_types import action_type, amount
from paqte.services import axes, commitments, drafts

COMMITTED = N_("C’est noté, merci pour cet engagement !")
FOR_YEAR = N_("<b>{year}</b>")
TARGET_LINE = N_("• {label} : {amount}")
NEXT = N_("Voulez-vous déclarer une action déjà faite ?")
KEPT = N_("Rien n’est enregistré. Vous pouvez corriger.")
DECLARE, ANOTHER, MENU = N_("Déclarer une action"), N_("Ajouter un objectif"), N_("Menu")
RESUME = N_("Reprendre")


class SubmitCommitment(PaqteAction):
    """Records the targets, and the axes that come with them; then the document is sent."""

    action_name = "action_submit_commitment"
    loads_company = True
    loads_draft = committing.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Commit, once; then all that the company is committed to."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if turn.company is None or (sheet is not None and sheet.get(commit_told.SLOT) != SEND):
            return []
        try:
            standing = await self._commit(turn, turn.company)
        except Refusal as refusal:
            if sheet is not None:
                sheet.forget(commit_told.SLOT)
                sheet.step = commit_told.SLOT
                await sheets.keep(self.runtime, turn, committing.NAME, sheet)
            tell(
                dispatcher,
                Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT)),
                [Button(words.gettext(RESUME), payload("resume"))],
            )
            return []
        tell(dispatcher, Markup("{}\n\n{}").format(words.say(COMMITTED), by_year(standing, words)))
        run_command(dispatcher, "convention")
        tell(
            dispatcher,
            words.say(NEXT),
            [
                Button(words.gettext(DECLARE), payload("log_action")),
                Button(words.gettext(ANOTHER), payload("commit")),
                Button(words.gettext(MENU), payload("menu")),
            ],
        )
        return []

    async def _commit(self, turn: Turn, company: Company) -> list[Commitment]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, committing.NAME)
            if draft is not None:
                key = f"commit:{draft.id}"
                wanted = commit_told.targets(commit_told.SEVERAL.all(sheets.as_sheet(draft)))
                needed = {action_type(target.action_type).axis for target in wanted}
                chosen = set(await axes.chosen(uow, company.id))
                if not needed <= chosen:
                    await axes.choose(uow, company.id, chosen | needed, turn.contact.id, key)
                await commitments.commit(uow, company.id, turn.contact.id, wanted, key)
                await drafts.close(uow, draft)
            standing = await commitments.standing(uow, company.id)
            await uow.commit()
            return standing


def by_year(standing: Sequence[Commitment], words: Speech) -> Markup:
    """The targets under their years."""
    said: list[Markup] = []
    for year, rows in groupby(standing, key=lambda row: row.year):
        said.append(words.say(FOR_YEAR, year=str(year)))
        said += [
            words.say(
                TARGET_LINE,
                label=action_type(row.action_type).label(words),
                amount=amount(row.target, row.unit, words),
            )
            for row in rows
        ]
    return Markup("\n").join(said)
