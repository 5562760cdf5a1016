"""What comes without words: pictures, voices, files, places, numbers. None gets silence."""

from __future__ import annotations

from typing import Final

import orjson

from bot.limits import MAX_ANSWER_LENGTH
from bot.plans import Ask, Desk, Heard, Plan, say_then_repeat, sentence
from bot.updates import Attachment, SharedContact
from paqte.i18n import N_
from paqte.services import joining
from reading.cleaning import looks_empty

#: The questions that a shared number and a shared place are about.
CONTACT_SLOT: Final = "join_contact_channel"
TOWN_SLOT: Final = "join_town"
#: What the engine is told of a proof that came without words.
PROOF_KEPT: Final = '/attachment{"kept": "1"}'

_FILE = N_(
    "J’ai bien vu votre fichier, mais je ne sais pas encore le lire. "
    "Écrivez-moi en une phrase ce qu’il contient."
)
_SENTENCES: Final[dict[str, str]] = {
    "voice": N_(
        "Je ne sais pas encore écouter les messages vocaux. Écrivez-moi, s’il vous plaît : "
        "la dictée de votre téléphone fonctionne très bien."
    ),
    "video_note": N_(
        "Je ne sais pas encore regarder les messages vidéo. Écrivez-moi, s’il vous plaît."
    ),
    "video": N_("Je ne sais pas encore regarder les vidéos. Écrivez-moi, s’il vous plaît."),
    "audio": N_("Je ne sais pas encore écouter les enregistrements. Écrivez-moi, s’il vous plaît."),
    "photo": N_(
        "Merci pour la photo ! Je ne sais pas encore les lire : écrivez-moi en une phrase ce "
        "qu’elle montre."
    ),
    "animation": N_("Je ne sais lire que du texte : écrivez-moi, s’il vous plaît."),
    "sticker": N_("Merci pour l’autocollant ! Je ne lis que le texte."),
    "dice": N_("Bien lancé ! De mon côté je ne joue pas, mais je réponds au texte."),
    "poll": N_("Je ne peux pas répondre aux sondages. Posez-moi votre question en une phrase."),
    "document": _FILE,
    "location": N_(
        "J’ai bien reçu votre position, mais je ne sais pas la lire et je ne la garde pas. "
        "Écrivez-moi, s’il vous plaît."
    ),
    "other": N_("Je ne sais pas lire ce genre de message. Écrivez-moi, s’il vous plaît."),
}
_KEPT = N_("Merci, j’ai gardé votre fichier : je le joindrai à l’action que vous déclarez.")
_TOWN_INSTEAD = N_(
    "J’ai bien reçu votre position, mais je ne sais pas encore la lire. "
    "Écrivez-moi le nom de votre commune ou son code postal."
)
_TOO_BIG = N_(
    "Ce fichier est très lourd : 10 Mo au plus. Écrivez-moi en une phrase ce qu’il contient."
)


async def plan_attachment(incoming: Attachment, desk: Desk) -> Plan:
    """A proof is kept; else a sentence that fits, then the open question again.

    An album gets one answer.
    """
    if incoming.file_id is not None and not incoming.too_big:
        company = await joining.company_of(desk.uow, desk.contact.id)
        if company is not None:
            return _plan_proof(incoming, incoming.file_id, desk)
    msgid = _TOO_BIG if incoming.too_big else _SENTENCES.get(incoming.kind, _SENTENCES["other"])
    if incoming.kind == "location" and desk.conversation.requested_slot == TOWN_SLOT:
        msgid = _TOWN_INSTEAD
    heard = Heard(incoming.kind, incoming.caption or None, incoming.message_id)
    plan = say_then_repeat(desk, heard, desk.speech.say(msgid))
    if incoming.album is not None:
        plan.once = f"album:{desk.conversation.id}:{incoming.album}"
    return plan


def _plan_proof(incoming: Attachment, file_id: str, desk: Desk) -> Plan:
    heard = Heard(incoming.kind, incoming.caption or None, incoming.message_id)
    plan = Plan(heard, ask=Ask(PROOF_KEPT, "command"), file=file_id)
    if incoming.caption and not looks_empty(incoming.caption):
        # « 2 stagiaires la semaine dernière » under a picture is told like any sentence.
        plan.ask = Ask(incoming.caption[:MAX_ANSWER_LENGTH], "text")
        plan.said.append(sentence(desk.speech.say(_KEPT)))
    if incoming.album is not None:
        plan.once = f"album:{desk.conversation.id}:{incoming.album}"
    return plan


def plan_contact(incoming: SharedContact, desk: Desk) -> Plan:
    """The person's own number answers the question for it; another's is not taken."""
    heard = Heard("contact", None, incoming.message_id)
    if not incoming.own:
        return say_then_repeat(
            desk,
            heard,
            desk.speech.say(
                "Ce contact n’est pas le vôtre : je ne garde un numéro que si la personne me le "
                "donne elle-même. Touchez « Partager mon numéro », ou écrivez-le."
            ),
        )
    if desk.conversation.requested_slot != CONTACT_SLOT:
        return say_then_repeat(
            desk,
            heard,
            desk.speech.say(
                "Merci, mais je n’ai pas besoin de votre numéro pour le moment : je ne l’ai pas "
                "gardé."
            ),
        )
    # Telegram gives the number in international form, on some clients without its « + ».
    phone = "+" + incoming.phone.lstrip("+")
    payload = orjson.dumps({CONTACT_SLOT: phone}).decode()
    return Plan(heard, ask=Ask(f"/inform{payload}", "contact"))
