"""How often a misspelt town is found, and an ordinary word mistaken for one (fixed samples)."""

import random
import string

from reading.places.gazetteer import gazetteer
from reading.places.reader import find_places

WORDS = [
    "aucune idée",
    "je préfère appeler",
    "c'est compliqué",
    "demain matin",
    "rappelez-moi",
    "un instant",
    "comment ça marche",
    "je reviens",
    "mon associé sait",
    "pas encore décidé",
    "confidentiel",
    "question bête",
    "laissez-moi réfléchir",
    "carreleur",
    "mécanique auto",
    "coiffeuse",
    "erreur de frappe",
    "je veux parler à quelqu'un",
    "mauvaise réponse",
    "tranquille",
    "what do you mean",
    "never mind",
    "tell me more",
    "I need help",
    "go back please",
    "who are you",
    "whatever",
]


def one_slip(name: str, chance: random.Random) -> str:
    letters = list(name.lower())
    at = chance.randrange(1, len(letters) - 1)
    kind = chance.choice(("drop", "change", "add", "swap"))
    if kind == "drop":
        letters.pop(at)
    elif kind == "change":
        letters[at] = chance.choice(string.ascii_lowercase)
    elif kind == "add":
        letters.insert(at, chance.choice(string.ascii_lowercase))
    else:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def test_nine_in_ten_towns_are_found_with_a_slip_of_the_keyboard() -> None:
    chance = random.Random(20261123)
    towns = [town for town in gazetteer() if town.population >= 10_000 and len(town.name) >= 6]
    sample = chance.sample(towns, 200)
    found = sure_and_wrong = 0
    for town in sample:
        reading = find_places(one_slip(town.name, chance))
        found += town in reading.candidates
        sure_and_wrong += reading.exact and town not in reading.candidates
    assert found >= 180
    assert sure_and_wrong <= 6


def test_answers_that_are_no_town_are_hardly_ever_taken_for_one() -> None:
    taken = {words: find_places(words).candidates for words in WORDS}
    assert {words: towns for words, towns in taken.items() if towns} == {}
