"""What is loaded when it is first used, used before the first person comes."""

from actions.languages import foreign
from paqte import clock
from reading.action_types import read_action_type
from reading.dates.reader import read_date
from reading.names.reader import read_person_name
from reading.places.reader import find_places
from reading.trades.reader import read_trades

_FIRST = "Sophie, traiteur à Cergi, a acueilli trois stagiaires el 3 marzo"


def warm_up() -> None:
    """Load the languages, the communes, the lists of words: half a second in all."""
    foreign(_FIRST)
    find_places(_FIRST)
    read_action_type(_FIRST)
    read_person_name(_FIRST)
    read_trades(_FIRST)
    read_date(_FIRST, clock.today())
