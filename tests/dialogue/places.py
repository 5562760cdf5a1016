"""Who plays in the conversations about internships: what they say, and what they are told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.dialogue.people import JOINING
from tests.dialogue.script import plain
from tests.support.chat import ChatClient, Entry


@dataclass(frozen=True)
class Words:
    """What is said in one language."""

    offer: str
    hours: str
    description: str
    title: str
    not_reserved: str
    publish: str
    published: str
    search: str
    found: str
    register: str
    agree: str
    school: str
    role: str
    email: str
    send: str
    unverified: str
    look: str
    ask_first: str
    seats_asked: str
    sent: str
    told: str
    some: str
    given: str
    thanks_teacher: str
    ask_question: str
    question: str
    relayed: str
    send_without: str
    status: str
    partly: str
    cancel: str
    yes_cancel: str
    cancelled: str
    company_told: str


FR = Words(
    offer="on peut accueillir 2 élèves de 3e la semaine du 11 janvier",
    hours="de 9h à 16h",
    title="Découvrir la boulangerie",
    description="le fournil le matin, la boutique l’après-midi",
    not_reserved="non",
    publish="publier",
    published="C’est publié",
    search="vous avez quoi comme stages de 3e à Pontoise le 11 janvier, plutôt boulangerie ?",
    found="1. Découvrir la boulangerie",
    register="Inscrire ma structure",
    agree="J’accepte",
    school="je suis prof au collège Gérard Philipe de Cergy",
    role="professeur principal",
    email="karim.haddad@ac-versailles.fr",
    send="envoyer",
    unverified="L’équipe va vérifier",
    look="Chercher des stages",
    ask_first="Demander la 1",
    seats_asked="2",
    sent="a 15 jours pour répondre",
    told="Collège Gérard Philipe vous demande 2 places",
    some="Une partie",
    given="1 place pour Collège Gérard Philipe",
    thanks_teacher="vous accorde 1 place sur les 2 demandées",
    ask_question="Poser une question",
    question="Quelle tenue faut-il ? Mon numéro : 06 12 34 56 78",
    relayed="Quelle tenue faut-il ? Mon numéro : …",
    send_without="Envoyer sans",
    status="où en sont mes demandes ?",
    partly="1 place, accord partiel",
    cancel="je voudrais annuler ma demande de places",
    yes_cancel="Oui, annuler",
    cancelled="C’est annulé",
    company_told="Collège Gérard Philipe a annulé sa demande",
)
EN = Words(
    offer="we can host 2 pupils of 3e in the week of 11 January",
    hours="from 9:00 to 16:00",
    title="Discover the bakery",
    description="the bakehouse in the morning, the shop in the afternoon",
    not_reserved="no",
    publish="publish",
    published="Published!",
    search="any internship places in Pontoise in the week of 11 January, in a bakery?",
    found="1. Discover the bakery",
    register="Register my organisation",
    agree="I agree",
    school="I teach at collège Gérard Philipe in Cergy",
    role="form teacher",
    email="karim.haddad@ac-versailles.fr",
    send="send",
    unverified="The team will check",
    look="Look for internships",
    ask_first="Ask for no. 1",
    seats_asked="2",
    sent="has 15 days to answer",
    told="Collège Gérard Philipe asks you for 2 places",
    some="Some of them",
    given="1 place for Collège Gérard Philipe",
    thanks_teacher="grants you 1 place of the 2 asked for",
    ask_question="Ask a question",
    question="What should they wear? My number: 06 12 34 56 78",
    relayed="What should they wear? My number: …",
    send_without="Send without",
    status="where are my requests?",
    partly="1 place, granted in part",
    cancel="withdraw our request",
    yes_cancel="Yes, cancel",
    cancelled="It is cancelled",
    company_told="Collège Gérard Philipe has cancelled its request",
)


def said(entries: list[Entry]) -> str:
    """All that was said, without markup."""
    return "\n".join(plain(entry.text) for entry in entries)


async def hears(person: ChatClient, part: str, heard: Iterable[Entry] = ()) -> list[Entry]:
    """Wait until ``part`` was said, in what was ``heard`` already or in what comes; all of it."""
    all_of_it = list(heard)
    while part not in said(all_of_it):
        all_of_it += await person.wait_for_reply()
    return all_of_it


async def offers(samira: ChatClient, words: Words, language: str) -> None:
    """A baker joins and publishes two places, in one sentence and four answers."""
    await samira.arrive("Samira", language)
    for line in JOINING[language]:
        await samira.say(line)
    for line in (words.offer, words.hours, words.title, words.description, words.not_reserved):
        await samira.say(line)
    assert words.published in said(await samira.say(words.publish))


async def registers(karim: ChatClient, words: Words) -> None:
    """A teacher registers from what a search shows."""
    await karim.press(words.register)
    await karim.press(words.agree)
    for line in (words.school, "Karim Haddad", words.role, words.email):
        await karim.say(line)
    assert words.unverified in said(await karim.say(words.send))


async def asks(person: ChatClient, words: Words) -> list[Entry]:
    """Who has the places before them asks for two; what is said then."""
    await person.press(words.ask_first)
    await person.say(words.seats_asked)
    return await person.say(words.send)


async def cancels(karim: ChatClient, words: Words) -> None:
    """A teacher takes back the only request they made."""
    await karim.say(words.cancel)
    reference = re.search(r"D-\w{6}", said(await karim.transcript()))
    assert reference
    await press_containing(karim, reference[0])
    assert words.cancelled in said(await karim.press(words.yes_cancel))


async def press_containing(person: ChatClient, part: str) -> list[Entry]:
    """Press the newest button whose label holds ``part``."""
    for entry in reversed(await person.transcript()):
        for label in (label for row in entry.buttons for label in row):
            if part in label:
                return await person.press(label)
    raise AssertionError(f"no button with {part}: {await person.as_text()}")
