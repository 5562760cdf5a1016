"""« 3 stagiaires par an pendant 2 ans » promises; an offer is of certain weeks: which is meant?"""

from actions import menus
from actions.company_only import guard as of_a_company
from actions.internships.menu import OFFER
from actions.internships.offering import declined
from actions.speaking import Button, Question, payload
from actions.turn import SAID, Turn
from paqte.i18n import N_
from reading.changes import without_years
from reading.dates.weeks import read_weeks
from reading.dates.years import read_years

ASK = N_(
    "Est-ce un engagement pour plusieurs années, ou des places à publier pour certaines semaines ?"
)


def guard(turn: Turn) -> Question | None:
    """Offers are a company's, not declined; what is told by the year is asked about, once."""
    refused = of_a_company(turn) or declined.guard(turn)
    text, words = turn.answer.typed, turn.speech
    if refused is not None or not text or turn.answer.pressed(SAID):
        return refused
    years = read_years(text, turn.today)
    # « en 2028 » names no week.
    weeks = read_weeks(without_years(text), turn.today, words.locale)
    if not (years.each or years.count) or weeks:
        return None
    return Question(
        str(words.say(ASK)),
        (
            Button(words.gettext(menus.COMMIT), payload("commit", said=text)),
            Button(words.gettext(OFFER), payload("offer_internship", said=text)),
        ),
        columns=1,
    )
