"""The face's own commands, run in the transaction that ends the turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

import orjson
from markupsafe import Markup

from bot.commands import improving
from bot.commands.deep_links import association_link, invitation_link
from bot.engine_client import Reply
from bot.plans import Desk, sentence
from paqte import clock
from paqte.errors import Refusal
from paqte.services import colleagues, holding, joining, organisations, privacy, reminders

EXPORT_NAME: Final = "mes-donnees-paqte.json"
_PUT_RIGHT: Final = '/data_access{"contact": "ask"}'


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send, with its caption (HTML)."""

    name: str
    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to send, as PNG, with its caption (HTML), which says what it shows."""

    name: str
    content: bytes
    caption: str


Sent = Reply | Document | Picture
Answer = list[Sent]
Papers = Mapping[str, Document | Picture]


async def run(name: str, desk: Desk, papers: Papers | None = None) -> Answer:
    """Run the own command ``name``; what is to be said. An unknown name says nothing.

    Args:
        papers: the documents made for this turn, by command.
    """
    if papers and name in papers:
        return [papers[name]]
    found = _COMMANDS.get(name)
    return await found(desk) if found else []


async def _language(desk: Desk) -> Answer:
    return [
        sentence(
            desk.speech.say("Dans quelle langue voulez-vous que je vous parle ?"),
            # Each language is named in itself: who does not read the other finds theirs.
            ("Français", "bot:locale:fr"),
            ("English", "bot:locale:en"),
        )
    ]


async def _human(desk: Desk) -> Answer:
    if desk.held_by_staff:
        return [
            sentence(
                desk.speech.say(
                    "Une personne de l’équipe suit déjà cette conversation : écrivez-lui ici."
                )
            )
        ]
    new = await holding.request_human(desk.uow, desk.conversation.id)
    if not new:
        known = desk.speech.say(
            "Votre demande est déjà enregistrée. Une personne de l’équipe vous répondra "
            "ici même ; en attendant, je reste là. Vous préférez un appel ? Écrivez votre "
            "numéro, elle le verra."
        )
        return [sentence(known + _when(desk))]
    noted = desk.speech.say(
        "C’est noté : votre demande est enregistrée. Une personne de l’équipe lira notre "
        "échange et vous répondra ici même, dans cette conversation. Vous pouvez déjà "
        "écrire votre question ; en attendant, je reste là."
    )
    return [sentence(noted + _when(desk))]


def _when(desk: Desk) -> Markup:
    """Outside of the team's hours, when somebody will be there."""
    hours, now = desk.settings.hours, clock.now()
    if hours.open_at(now):
        return Markup()
    opening = hours.next_opening(now).astimezone(clock.PARIS)
    said = desk.speech.say(
        "L’équipe est là {hours} : la réponse viendra à partir de {day}, {time}.",
        hours=hours.say(desk.speech),
        day=desk.speech.day(opening),
        time=desk.speech.hour(opening.time()),
    )
    return Markup("\n\n") + said


async def _invite(desk: Desk) -> Answer:
    words = desk.speech
    company = await joining.company_of(desk.uow, desk.contact.id)
    if company is None and (asked_for := await organisations.of_contact(desk.uow, desk.contact.id)):
        organisation, _ = asked_for
        return [
            sentence(
                words.say(
                    "Pas besoin d’invitation pour <b>{name}</b> : votre collègue ouvre {link} "
                    "depuis son Telegram et inscrit la même structure. Vous suivrez les mêmes "
                    "demandes.",
                    name=organisation.name,
                    link=association_link(desk.username),
                )
            )
        ]
    if company is None:
        return [
            sentence(
                words.say("On peut inviter ses collègues une fois l’entreprise inscrite."),
                (words.gettext("Inscrire mon entreprise"), "/join_program"),
            )
        ]
    try:
        code = await colleagues.invite(desk.uow, company.id, desk.contact.id)
    except Refusal as refusal:
        return [sentence(refusal.sentence(words))]
    return [
        sentence(
            words.say(
                "Transmettez ce lien à votre collègue : il vaut une fois, pendant une semaine. "
                "Cette personne pourra voir et déclarer les actions de <b>{company}</b> avec "
                "vous.\n\n"
                "{link}",
                company=company.display_name,
                link=invitation_link(desk.username, code),
            )
        )
    ]


async def _reminders(desk: Desk) -> Answer:
    await reminders.allow(desk.uow, desk.contact.id)
    return [
        sentence(
            desk.speech.say(
                "C’est noté : je vous rappellerai vos objectifs, deux fois par mois au plus."
            ),
            (desk.speech.gettext("Arrêter les rappels"), "bot:reminder:stop"),
        )
    ]


async def _privacy(desk: Desk) -> Answer:
    words = desk.speech
    settings = desk.settings
    return [
        sentence(
            words.say(
                "<b>Vos données</b>\n\n"
                "<b>Qui vous parle</b> : un robot, l’assistant automatique de {programme}. "
                "L’équipe ({contact}) peut lire nos échanges et vous répondre.\n\n"
                "<b>Ce que je garde</b> : votre prénom sur Telegram, ce que vous m’écrivez, vos "
                "coordonnées si vous les donnez, votre entreprise et ses actions. Vos données "
                "personnelles sont chiffrées. Rien sur les élèves : ce qui permettrait de les "
                "reconnaître est masqué.\n\n"
                "<b>M’améliorer</b> : vos messages n’y servent que si vous le voulez : "
                "/ameliorer.\n\n"
                "<b>Combien de temps</b> : les messages {messages}, vos coordonnées {contacts} "
                "après notre dernier échange.\n\n"
                "<b>Vos droits</b> : /mesdonnees vous envoie tout ce que je garde, /oublier "
                "efface tout, /humain vous met en relation avec l’équipe.",
                programme=settings.programme_name,
                contact=settings.programme_contact,
                messages=words.duration(settings.messages_kept_days),
                contacts=words.duration(settings.contacts_kept_days),
            ),
            (words.gettext("Recevoir mes données"), "bot:mesdonnees"),
            (words.gettext("Effacer mes données"), "bot:oublier"),
        )
    ]


async def _improve(desk: Desk) -> Answer:
    return [*await improving.ask(desk)]


async def _my_data(desk: Desk) -> Answer:
    kept = await privacy.export(desk.uow, desk.contact.id)
    content = orjson.dumps(kept, option=orjson.OPT_INDENT_2, default=str)
    caption = desk.speech.say("Voici tout ce que je garde de vous. Pour l’effacer : /oublier.")
    document = Document(EXPORT_NAME, content, str(caption))
    contact = desk.contact
    if not (contact.name or contact.phone or contact.email):
        return [document]
    words = desk.speech
    wrong = words.say("Votre nom, votre numéro ou votre e-mail n’est plus le bon ?")
    return [document, sentence(wrong, (words.gettext("Corriger"), _PUT_RIGHT))]


async def _forget(desk: Desk) -> Answer:
    words = desk.speech
    return [
        sentence(
            words.say(
                "Vous voulez que j’efface vos données ? Votre nom, vos coordonnées, vos messages "
                "et les réponses en cours disparaîtront pour de bon. Les chiffres de votre "
                "entreprise restent, sans votre nom."
            ),
            (words.gettext("Oui, tout effacer"), "bot:erase:yes"),
            (words.gettext("Non, tout garder"), "bot:erase:no"),
        )
    ]


async def _no_agreement(desk: Desk) -> Answer:
    """Without a company there is no document to send."""
    return [
        sentence(
            desk.speech.say(
                "Votre engagement viendra ici en PDF, une fois votre entreprise inscrite."
            ),
            (desk.speech.gettext("Inscrire mon entreprise"), "/join_program"),
        )
    ]


_COMMANDS: Final[dict[str, Callable[[Desk], Awaitable[Answer]]]] = {
    "langue": _language,
    "humain": _human,
    "inviter": _invite,
    "rappels": _reminders,
    "confidentialite": _privacy,
    "ameliorer": _improve,
    "mesdonnees": _my_data,
    "oublier": _forget,
    "convention": _no_agreement,
}
