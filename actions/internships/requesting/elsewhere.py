"""« On a trouvé 5 stages par nos propres moyens »: counted, after one tap."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.internships import menu
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.reference import internships as words_of
from paqte.services.internships import off_platform
from reading.quantities.reader import read_quantities

REGISTER_FIRST = N_("Pour les compter, inscrivez d’abord votre structure : 2 minutes.")
HOW_MANY = N_(
    "Combien de places avez-vous trouvées ailleurs ? Par exemple : « 5 places ailleurs »."
)
COUNT_THEM, LEAVE = N_("Oui, les compter"), N_("Non")
COUNTED = N_("C’est compté, merci ! Trouvées ailleurs cette année scolaire : <b>{seats}</b>.")
LEFT = N_("Entendu, je ne compte rien.")
_UNITS = (None, "seats", "pupils", "young_people")


class DeclareOffPlatform(PaqteAction):
    """Counts places found elsewhere."""

    action_name = "action_declare_off_platform"
    loads_organisation = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Read the number, have it confirmed, count it once."""
        del tracker
        words = turn.speech
        if turn.organisation is None:
            tell(dispatcher, words.say(REGISTER_FIRST), [menu.register(words)])
            return []
        pressed, decision = turn.answer.pressed("seats"), turn.answer.pressed("decision")
        if decision == "no":
            tell(dispatcher, words.say(LEFT), menu.asking(words), columns=1)
            return []
        if pressed is not None and pressed.isdecimal():
            async with self.runtime.database.unit_of_work() as uow:
                total = await off_platform.declare(
                    uow, turn.organisation.id, turn.contact.id, int(pressed), turn.key("elsewhere")
                )
                await uow.commit()
            said = words.say(COUNTED, seats=words_of.seats(total, words))
            tell(dispatcher, said, menu.asking(words), columns=1)
            return []
        counted = [q for q in read_quantities(turn.answer.typed) if q.unit in _UNITS]
        if not counted or counted[0].value < 1 or counted[0].value != int(counted[0].value):
            tell(dispatcher, words.say(HOW_MANY))
            return []
        seats = str(int(counted[0].value))
        yes = payload("declare_off_platform", seats=seats)
        no = payload("declare_off_platform", decision="no")
        tell(
            dispatcher,
            words.say_n(
                "Je compte <b>une place</b> trouvée par vos propres moyens cette année scolaire ?",
                "Je compte <b>{n} places</b> trouvées par vos propres moyens cette année "
                "scolaire ?",
                int(seats),
            ),
            [Button(words.gettext(COUNT_THEM), yes), Button(words.gettext(LEAVE), no)],
        )
        return []
