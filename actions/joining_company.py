"""What joining asks of the company when the directory did not tell: name, town, size, trade."""

from collections.abc import Sequence
from typing import Any

from actions import identity_facts
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import sizes
from paqte.settings import settings
from reading.places import Commune, commune, find_places
from reading.size import read_size_band

NAME, TOWN, SIZE, TRADE = "join_name", "join_town", "join_size", "join_trade"
TOWNS = "_towns"
TOLD = "_told"
"""Answers that the sentence which opened the form gave: not asked, but in the recap."""
NO_TOWN = "none"
MAX_NAME, MAX_TRADE = 120, 100

ASK_NAME = N_("Quel est le nom de l’entreprise ?")
ASK_NAME_FUTURE = N_("Félicitations pour le projet ! Quel nom portera l’entreprise ?")
ASK_NAME_AGAIN = N_("Quel nom portera l’entreprise ?")
ASK_TOWN = N_("Dans quelle commune se trouve l’entreprise ?")
ASK_TOWN_FUTURE = N_("Dans quelle commune sera-t-elle ?")
WHICH_TOWN = N_("Laquelle est la vôtre ?")
SEVERAL_TOWNS = N_("Il y a plusieurs communes « {name} ». Laquelle est la vôtre ?")
IS_IT_TOWN = N_("Vous voulez dire {name} ({department}) ?")
IT_IS = N_("Oui")
OTHER_TOWN = N_("Une autre commune")
ASK_SIZE = N_("Combien de personnes travaillent dans l’entreprise ?")
ASK_TRADE = N_("Que fait l’entreprise ?")
NAME_LENGTH = N_("Le nom doit avoir entre 2 et {most} caractères, avec au moins une lettre.")
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


def ask_name(sheet: Sheet, turn: Turn) -> Question:
    """The name; of a project, it is one to come."""
    if not _future(sheet):
        return Question(str(turn.speech.say(ASK_NAME)))
    # Corrected later, it is no news any more.
    text = ASK_NAME_AGAIN if sheet.answered(NAME) else ASK_NAME_FUTURE
    return Question(str(turn.speech.say(text)))


def _future(sheet: Sheet) -> bool:
    return (sheet.get(identity_facts.SLOT) or {}).get("kind") == "not_created"


async def read_name(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Two characters at least, one of them a letter or a digit (« 42 » is a school)."""
    name = " ".join(answer.typed.split())
    if not 2 <= len(name) <= MAX_NAME or not any(char.isalnum() for char in name):
        return Refused(str(turn.speech.say(NAME_LENGTH, most=MAX_NAME)))
    return Accepted({NAME: name})


def ask_town(sheet: Sheet, turn: Turn) -> Question:
    """The town, or which of those that bear the name."""
    words = turn.speech
    codes = sheet.get(TOWNS)
    towns = [town for code in codes or () if (town := commune(code)) is not None]
    if not towns:
        return Question(str(words.say(ASK_TOWN_FUTURE if _future(sheet) else ASK_TOWN)))
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
    reading = find_places(answer.typed)
    if reading.foreign:
        return Refused(_foreign(turn), values={TOWNS: None})
    if not reading.candidates:
        return Refused(str(words.say(UNKNOWN_TOWN)), values={TOWNS: None})
    if reading.exact and len(reading.candidates) == 1:
        return Accepted(_town(reading.candidates[0], reading.postcode))
    return Again({TOWNS: [town.insee for town in reading.candidates]})


def among(offered: Sequence[Commune], answer: Answer) -> Commune | None:
    """Which of the communes shown is meant by « 93 », « celle du 93 », « oui » (if it is one)."""
    if answer.intent == "affirm":
        return offered[0] if len(offered) == 1 else None
    said = answer.typed.upper().replace("(", " ").replace(")", " ").split()
    meant = [town for town in offered if town.department in said]
    return meant[0] if len(meant) == 1 else None


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
    buttons = tuple(button_for(SIZE, sizes.label(band, turn.speech), band) for band in sizes.BANDS)
    return Question(str(turn.speech.say(ASK_SIZE)), buttons)


async def read_size(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A band, a head count, or words for one (« je suis seul »)."""
    band = answer.pressed(SIZE) or read_size_band(answer.typed)
    if band not in sizes.BANDS:
        return Refused(str(turn.speech.say(UNKNOWN_SIZE)))
    return Accepted({SIZE: band})


def show_size(sheet: Sheet, turn: Turn) -> str | None:
    """« 10 à 49 salariés »."""
    return sizes.label(sheet.get(SIZE), turn.speech) if sheet.get(SIZE) else None


def ask_trade(_sheet: Sheet, turn: Turn) -> Question:
    """The trade, in words."""
    return Question(str(turn.speech.say(ASK_TRADE)))


async def read_trade(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Any few words."""
    trade = " ".join(answer.typed.split())
    if not 2 <= len(trade) <= MAX_TRADE or not any(char.isalpha() for char in trade):
        return Refused(str(turn.speech.say(TRADE_LENGTH, most=MAX_TRADE)))
    return Accepted({TRADE: trade})


def _told(slot: str) -> Any:
    """Whether neither the directory nor the first sentence answered already."""

    def needed(sheet: Sheet, _turn: Turn) -> bool:
        known = (*(sheet.get(identity_facts.FROM_DIRECTORY) or ()), *(sheet.get(TOLD) or ()))
        return slot not in known

    return needed


def _as_it_is(slot: str) -> Any:
    def show(sheet: Sheet, _turn: Turn) -> str | None:
        value = sheet.get(slot)
        return str(value) if value else None

    return show


STEPS = (
    Step(
        slot=NAME,
        label=N_("Nom de l’entreprise"),
        ask=ask_name,
        read=read_name,
        needed=_told(NAME),
        show=_as_it_is(NAME),
        example=N_("Boulangerie Martin"),
        hint=N_("Le nom que vos clients connaissent convient très bien."),
    ),
    Step(
        slot=TOWN,
        label=N_("Commune"),
        ask=ask_town,
        read=read_town,
        needed=_told(TOWN),
        show=show_town,
        example=N_("Cergy, ou 95000"),
        hint=N_("La commune de l’établissement, ou son code postal."),
    ),
    Step(
        slot=SIZE,
        label=N_("Taille"),
        ask=ask_size,
        read=read_size,
        needed=_told(SIZE),
        show=show_size,
        example=N_("12"),
        hint=N_("Un ordre de grandeur suffit, vous compris."),
    ),
    Step(
        slot=TRADE,
        label=N_("Activité"),
        ask=ask_trade,
        read=read_trade,
        needed=_told(TRADE),
        show=_as_it_is(TRADE),
        example=N_("boulangerie, garage, conseil en informatique"),
        hint=N_("En un mot ou deux, ce que fait l’entreprise."),
        optional=True,
    ),
)
