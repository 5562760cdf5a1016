"""Looking a company up in the public directory, by SIRET, SIREN or name."""

import re

from actions.joining import identity_facts as facts
from actions.naming import folded
from actions.naming import shown as shown_name
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools
from actions.turn import Turn
from paqte.directory import DirectoryUnavailable, Establishment
from paqte.i18n import N_, Speech
from paqte.services.joining import AlreadyRegistered, CompanyClosed
from reading.identifiers import Identifier
from reading.places.reader import find_places

SHOWN = 3
WRONG_LENGTH = N_(
    "Il y a {n} chiffres : un SIRET en a 14, un SIREN 9. Vérifiez et écrivez-le de nouveau."
)
WRONG_KEY = N_(
    "Ce numéro n’est pas valable : un chiffre est sans doute faux. Vérifiez et écrivez-le de "
    "nouveau."
)
NOT_SHOWN = N_(
    "Votre entreprise a choisi de ne pas apparaître dans l’annuaire : je vous pose les questions."
)
NO_DIRECTORY = N_("L’annuaire des entreprises ne répond pas : je vous pose les questions.")


async def by_number(identifier: Identifier, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A SIRET or SIREN: refused, found, unknown, or kept when the directory is away."""
    words = turn.speech
    if identifier.problem == "length":
        digits = sum(char.isdigit() for char in identifier.value)
        return Refused(str(words.say(WRONG_LENGTH, n=digits)), values=facts.forgotten())
    if identifier.problem is not None:
        return Refused(str(words.say(WRONG_KEY)), values=facts.forgotten())
    if identifier.kind == "siren":
        return await _siren(identifier.value, sheet, turn, tools)
    siret = identifier.value
    if await tools.registered(siret):
        return registered(words)
    try:
        found = await tools.directory.by_siret(siret)
    except DirectoryUnavailable:
        return Accepted(
            {
                **facts.cleared(sheet),
                facts.SLOT: {"kind": "siret", "siret": siret},
            },
            notice=str(words.say(NO_DIRECTORY)),
        )
    if found is None:
        return Again({**facts.forgotten(), facts.UNFOUND: siret})
    if not found.open:
        closed = CompanyClosed(shown_name(found.name) if found.diffusible else siret)
        return _blocked("closed", str(closed.sentence(words)))
    if not found.diffusible:
        return Accepted(
            {
                **facts.cleared(sheet),
                facts.SLOT: {"kind": "siret", "siret": siret},
            },
            notice=str(words.say(NOT_SHOWN)),
        )
    return Again({**facts.forgotten(), facts.FOUND: facts.kept(found)})


async def _siren(siren: str, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    try:
        places = await tools.directory.search(siren)
    except DirectoryUnavailable:
        return Accepted(
            {
                **facts.cleared(sheet),
                facts.SLOT: {"kind": "siren", "siren": siren},
            },
            notice=str(turn.speech.say(NO_DIRECTORY)),
        )
    return shown([p for p in places if p.siren == siren], siren)


async def by_name(text: str, turn: Turn, tools: Tools) -> Outcome:
    """A name, perhaps with its town: those that bear it."""
    name, department = _name_and_place(text)
    try:
        places = await tools.directory.search(name, department)
        if not places and (told := _town_behind(text)) is not None:
            places = await tools.directory.search(*told)
    except DirectoryUnavailable:
        return Accepted(
            {**facts.forgotten(), **facts.named(name)},
            notice=str(turn.speech.say(NO_DIRECTORY)),
        )
    return shown(places, name)


def _town_behind(text: str) -> tuple[str, str] | None:
    """« Fournil des Halles Créteil » as its name and département, when its end is a sure town."""
    words = text.replace(",", " ").split()
    for count in range(min(3, len(words) - 1), 0, -1):
        reading = find_places(" ".join(words[-count:]))
        departments = {place.department for place in reading.candidates}
        written = {folded(place.name).replace("-", " ") for place in reading.candidates}
        end = folded(" ".join(words[-count:])).replace("-", " ")
        if reading.exact and len(departments) == 1 and end in written:
            return " ".join(words[:-count]), departments.pop()
    return None


def _name_and_place(text: str) -> tuple[str, str | None]:
    """« Boulangerie Martin à Cergy » as its name and département, when the town is sure."""
    match = re.search(r"^(.{2,}?)(?:\s*,\s*|\s+(?:à|a|in|at|\()\s*)([^,()]{2,}?)\)?$", text)
    if match is None:
        return text, None
    reading = find_places(match[2])
    departments = {place.department for place in reading.candidates}
    if not reading.exact or len(departments) != 1:
        return text, None
    return match[1].strip(), departments.pop()


def shown(places: list[Establishment], searched: str) -> Outcome:
    """Those of ``places`` that may be shown, to be confirmed or chosen from."""
    visible = [facts.kept(place) for place in places if place.open and place.diffusible]
    if not visible:
        return Again({**facts.forgotten(), facts.SEARCHED: searched})
    if len(visible) == 1:
        return Again(
            {
                **facts.forgotten(),
                facts.FOUND: visible[0],
                facts.SEARCHED: searched,
            }
        )
    return Again(
        {
            **facts.forgotten(),
            facts.LISTED: visible[:SHOWN],
            facts.SEARCHED: searched,
        }
    )


def registered(words: Speech) -> Outcome:
    """The refusal for a company that joined."""
    # Nothing of the company is shown: a stranger learns no more than that a person must look.
    return _blocked("registered", str(AlreadyRegistered().sentence(words)))


def _blocked(why: str, sentence: str) -> Refused:
    return Refused(sentence, person=True, values={**facts.forgotten(), facts.BLOCKED: why})
