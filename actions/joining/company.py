"""What joining asks of the company when the directory did not tell: name, town, size, trade."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from actions.joining import identity_facts
from actions.joining import named as joining_named
from actions.joining.identity_choice import place, several
from actions.joining.trade import trade_of
from actions.naming import folded
from actions.speaking import Question
from actions.steps import (
    Accepted,
    Again,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
    as_it_is,
    button_for,
)
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import sizes
from paqte.settings import settings
from reading.places.reader import Commune, commune, find_places
from reading.quantities.numbers import with_digits
from reading.size import read_size_band, size_band
from reading.trades.people import activity
from reading.words import fold

TOWN, SIZE, TRADE = "join_town", "join_size", "join_trade"
TOWNS = "_towns"
TOLD = "_told"
"""Answers that the sentence which opened the form gave: not asked, but in the recap."""
NO_TOWN = "none"
MAX_TRADE = 100

ASK_TOWN = N_("Dans quelle commune se trouve l’entreprise ?")
ASK_TOWN_FUTURE = N_("Dans quelle commune sera-t-elle ?")
WHICH_TOWN = N_("Laquelle est la vôtre ?")
SEVERAL_TOWNS = N_("Il y a plusieurs communes « {name} ». Laquelle est la vôtre ?")
IS_IT_TOWN = N_("Vous voulez dire {name} ({department}) ?")
IT_IS = N_("Oui")
ONE_TOWN = N_("Une seule, celle de l’établissement principal : laquelle ?")
ONE_OF_THEM = N_("Choisissez parmi celles-ci, ou écrivez le code postal.")
OTHER_TOWN = N_("Une autre commune")
ASK_SIZE = N_("Combien de personnes travaillent dans l’entreprise, vous compris ?")
FEW = N_("Moins de 10 personnes")
ASK_TRADE = N_("Que fait l’entreprise ?")
SIZE_HINT = N_("Un ordre de grandeur suffit, vous compris.")
WHY_TRADE = N_("C’est pour mieux vous connaître.")
TRADE_LENGTH = N_("Décrivez l’activité en quelques mots ({most} caractères au plus).")
FOREIGN = N_(
    "{programme} s’adresse aux entreprises installées en France. Donnez la commune de votre "
    "établissement en France, ou demandez à parler à quelqu’un."
)
UNKNOWN_TOWN = N_("Je ne connais pas de commune de ce nom. Essayez avec le code postal.")
TOWN_AGAIN = N_("D’accord. Écrivez la commune avec son code postal.")
UNKNOWN_SIZE = N_(
    "Je n’ai pas compris la taille. Choisissez dans la liste, ou donnez un nombre de personnes."
)


_UNSURE = re.compile(
    r"\b(?:je (?:ne )?sais (?:pas|plus)|j'?sais pas|jsais pas|jsp|aucune idee|pas sur\b|pas sure\b|"
    r"i (?:don'?t|do not) know|idk|not sure|no idea)"
)


def ask_town(sheet: Sheet, turn: Turn) -> Question:
    """The town, or which of those that bear the name."""
    words = turn.speech
    codes = sheet.get(TOWNS)
    towns = [town for code in codes or () if (town := commune(code)) is not None]
    if not towns:
        return Question(
            str(words.say(ASK_TOWN_FUTURE if joining_named.to_come(sheet) else ASK_TOWN))
        )
    return which_town(TOWN, towns, turn)


def which_town(slot: str, towns: Sequence[Commune], turn: Turn) -> Question:
    """Whether it is the one that was guessed, or which of those that bear the name."""
    words = turn.speech
    if len(towns) == 1:
        one = towns[0]
        return Question(
            str(words.say(IS_IT_TOWN, name=one.name, department=one.department)),
            (
                button_for(slot, words.gettext(IT_IS), one.insee),
                button_for(slot, words.gettext(OTHER_TOWN), NO_TOWN),
            ),
        )
    same = len({town.name for town in towns}) == 1
    text = words.say(SEVERAL_TOWNS, name=towns[0].name) if same else words.say(WHICH_TOWN)
    buttons = [button_for(slot, f"{town.name} ({town.department})", town.insee) for town in towns]
    buttons.append(button_for(slot, words.gettext(OTHER_TOWN), NO_TOWN))
    return Question(str(text), tuple(buttons), columns=1)


async def read_town(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A commune, known by its name or postcode; several of the name are asked back."""
    words = turn.speech
    pressed = answer.pressed(TOWN)
    if pressed == NO_TOWN or (answer.intent == "deny" and sheet.get(TOWNS)):
        return Again({TOWNS: None}, notice=str(words.say(TOWN_AGAIN)))
    if pressed is not None and (chosen := commune(pressed)) is not None:
        return Accepted(_town(chosen, None))
    offered = [town for code in sheet.get(TOWNS) or () if (town := commune(code)) is not None]
    if offered and (meant := among(offered, answer)) is not None:
        return Accepted(_town(meant, None))
    if offered and several(answer.typed):
        return Again(notice=str(words.say(ONE_TOWN)))
    reading = find_places(answer.typed)
    if reading.foreign:
        return Refused(_foreign(turn), values={TOWNS: None})
    if not reading.candidates:
        # What is shown stays: « la grande » may be said again as « la 2 ».
        return Refused(str(words.say(ONE_OF_THEM if offered else UNKNOWN_TOWN)))
    if reading.exact and len(reading.candidates) == 1:
        return Accepted(_town(reading.candidates[0], reading.postcode))
    return Again({TOWNS: [town.insee for town in reading.candidates]})


def among(offered: Sequence[Commune], answer: Answer) -> Commune | None:
    """Which of the communes shown is meant by « 93 », « celle du 93 », « oui » (if it is one)."""
    if answer.intent == "affirm":
        return offered[0] if len(offered) == 1 else None
    said = answer.typed.upper().replace("(", " ").replace(")", " ").split()
    meant = [town for town in offered if town.department in said]
    if len(meant) == 1:
        return meant[0]
    at = place(len(offered), answer.typed) if len(offered) > 1 and not meant else None
    return offered[at] if at is not None else None


def kept_town(town: Commune, postcode: str | None) -> dict[str, Any]:
    """The answer for ``town``; its postcode if it was said, or is the only one."""
    only = town.postcodes[0] if len(town.postcodes) == 1 else None
    return {"insee": town.insee, "name": town.name, "postcode": postcode or only}


def _town(town: Commune, postcode: str | None) -> dict[str, Any]:
    return {TOWNS: None, TOWN: kept_town(town, postcode)}


def _foreign(turn: Turn) -> str:
    return str(turn.speech.say(FOREIGN, programme=settings().programme_name))


def show_town(sheet: Sheet, _turn: Turn) -> str | None:
    """« Cergy (95) »."""
    town = sheet.get(TOWN)
    if town is None:
        return None
    known = commune(town["insee"])
    return f"{known.name} ({known.department})" if known else str(town["name"])


def ask_size(_sheet: Sheet, turn: Turn) -> Question:
    """The size, by bands."""
    buttons = tuple(button_for(SIZE, _size(band, turn), band) for band in sizes.BANDS)
    return Question(str(turn.speech.say(ASK_SIZE)), buttons)


async def read_size(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A band, a head count, or words for one (« je suis seul »)."""
    typed = answer.typed
    if answer.pressed(SIZE) is None and answer.intent != "unsure" and _UNSURE.search(folded(typed)):
        return Again(notice=str(turn.speech.say(SIZE_HINT)))
    band = answer.pressed(SIZE) or read_size_band(typed) or _about(typed)
    if band not in sizes.BANDS:
        return Refused(str(turn.speech.say(UNKNOWN_SIZE)))
    return Accepted({SIZE: band})


def _about(text: str) -> str | None:
    """« 2 ou 3, ça dépend »: the band of both, where it is the same."""
    said = re.search(r"\b(\d{1,6}) ?(?:ou|or|a|to|-|/) ?(\d{1,6})\b", with_digits(fold(text)))
    bands = {size_band(int(number)) for number in said.groups()} if said else set()
    return bands.pop() if len(bands) == 1 else None


def _size(band: str, turn: Turn) -> str:
    # Who works alone has no « salarié ».
    return turn.speech.gettext(FEW) if band == sizes.BANDS[0] else sizes.label(band, turn.speech)


def show_size(sheet: Sheet, turn: Turn) -> str | None:
    """« 10 à 49 salariés »."""
    return _size(sheet.get(SIZE), turn) if sheet.get(SIZE) else None


def ask_trade(_sheet: Sheet, turn: Turn) -> Question:
    """The trade, in words."""
    return Question(str(turn.speech.say(ASK_TRADE)))


async def read_trade(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Any few words; of a sentence, those that tell it."""
    trade, asked = trade_of(answer.typed)
    trade = activity(trade)
    if not 2 <= len(trade) <= MAX_TRADE or not any(char.isalpha() for char in trade):
        return Refused(str(turn.speech.say(TRADE_LENGTH, most=MAX_TRADE)))
    return Accepted({TRADE: trade}, str(turn.speech.say(WHY_TRADE)) if asked else None)


def untold(slot: str) -> Callable[[Sheet, Turn], bool]:
    """Whether neither the directory nor the first sentence answered ``slot`` already."""

    def needed(sheet: Sheet, _turn: Turn) -> bool:
        known = (*(sheet.get(identity_facts.FROM_DIRECTORY) or ()), *(sheet.get(TOLD) or ()))
        return slot not in known

    return needed


STEPS = (
    replace(joining_named.STEP, needed=untold(joining_named.NAME)),
    Step(
        slot=TOWN,
        label=N_("Commune"),
        ask=ask_town,
        read=read_town,
        needed=untold(TOWN),
        aliases=frozenset({"ville", "town", "city"}),
        show=show_town,
        example=N_("Cergy, ou 95000"),
        hint=N_("La commune de l’établissement, ou son code postal."),
    ),
    Step(
        slot=SIZE,
        label=N_("Taille"),
        ask=ask_size,
        read=read_size,
        needed=untold(SIZE),
        show=show_size,
        example=N_("12"),
        hint=SIZE_HINT,
    ),
    Step(
        slot=TRADE,
        label=N_("Activité"),
        ask=ask_trade,
        read=read_trade,
        needed=untold(TRADE),
        aliases=frozenset({"metier", "trade"}),
        show=as_it_is(TRADE),
        example=N_("boulangerie, garage, conseil en informatique"),
        hint=N_("En un mot ou deux, ce que fait l’entreprise."),
        optional=True,
    ),
)
