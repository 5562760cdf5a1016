"""Who talks in the conversations, and what a baker says to join."""

import itertools

import httpx

from paqte.database import Database
from tests.support.chat import ChatClient
from tests.support.settled import settled
from tests.support.stack import Stack

_people = itertools.count(700_001)

#: What a baker says to join, with « Sensibiliser » as the only axis; each waits for its answer.
JOINING = {
    "fr": (
        *("bonjour", "oui", "je veux inscrire mon entreprise", "80000001000010", "oui"),
        *("Samira Benali", "gérante", "06 12 34 56 78", "envoyer", "sensibiliser", "valider"),
    ),
    "en": (
        *("hello", "yes", "I want to register my company", "80000001000010", "yes"),
        *("Samira Benali", "manager", "06 12 34 56 78", "send", "raise awareness", "that's it"),
    ),
}


def new_person(stack: Stack, http: httpx.AsyncClient, kept: Database) -> ChatClient:
    """Someone whom the stack has never seen. ``kept`` tells when it has no more to say."""
    whole = settled(stack.sandbox_url, http, kept)
    return ChatClient(stack.sandbox_url, next(_people), http, whole)
