"""The table of commands: names and descriptions in both languages, and what each one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from paqte.i18n import LOCALES, N_, speech


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command.

    ``names``: by language, then other spellings understood anywhere. ``engine``: the payload
    that the engine is told; without one the command is the face's own, known by ``names["fr"]``.
    ``always``: it works while staff hold the conversation.
    """

    names: dict[str, str]
    description: str
    engine: str | None = None
    aliases: tuple[str, ...] = ()
    always: bool = False

    @property
    def own_name(self) -> str:
        """What the face's own commands are called in payloads and by the engine."""
        return self.names["fr"]


JOIN: Final = CommandSpec(
    {"fr": "adherer", "en": "join"}, N_("Inscrire mon entreprise"), "/join_program", ("rejoindre",)
)
RESUME: Final = CommandSpec(
    {"fr": "reprendre", "en": "resume"}, N_("Reprendre où j’en étais"), "/resume", ("continue",)
)
CANCEL: Final = CommandSpec(
    {"fr": "annuler", "en": "cancel"}, N_("Arrêter les questions en cours"), "/cancel", ("stop",)
)
AXES: Final = CommandSpec({"fr": "axes", "en": "axes"}, N_("Choisir mes axes"), "/choose_axis")
ACTION: Final = CommandSpec(
    {"fr": "action", "en": "action"}, N_("Déclarer une action"), "/log_action"
)
COMMIT: Final = CommandSpec(
    {"fr": "engagement", "en": "commit"}, N_("M’engager sur des objectifs"), "/commit"
)
AGREEMENT: Final = CommandSpec(
    {"fr": "convention", "en": "agreement"}, N_("Recevoir mon engagement en PDF")
)
PROGRESS: Final = CommandSpec(
    {"fr": "progres", "en": "progress"}, N_("Voir où j’en suis"), "/ask_progress"
)
REPORT: Final = CommandSpec(
    {"fr": "bilan", "en": "report"}, N_("Mon bilan de l’année"), "/ask_report"
)
OFFERS: Final = CommandSpec(
    {"fr": "offres", "en": "offers"}, N_("Mes offres de stage"), "/edit_offer"
)
SEARCH: Final = CommandSpec(
    {"fr": "stages", "en": "internships"}, N_("Chercher des places de stage"), "/search_slots"
)
REQUESTS: Final = CommandSpec(
    {"fr": "demandes", "en": "requests"}, N_("Voir les demandes de places"), "/request_status"
)
MENU: Final = CommandSpec({"fr": "menu", "en": "menu"}, N_("Tout ce que je sais faire"), "/menu")
HELP: Final = CommandSpec({"fr": "aide", "en": "help"}, N_("Obtenir de l’aide"), "/help")
HUMAN: Final = CommandSpec(
    {"fr": "humain", "en": "human"}, N_("Parler à quelqu’un de l’équipe"), always=True
)
INVITE: Final = CommandSpec({"fr": "inviter", "en": "invite"}, N_("Inviter un ou une collègue"))
LANGUAGE: Final = CommandSpec(
    {"fr": "langue", "en": "language"}, N_("Changer de langue"), always=True
)
REMINDERS: Final = CommandSpec(
    {"fr": "rappels", "en": "reminders"}, N_("Recevoir de nouveau les rappels"), always=True
)
PRIVACY: Final = CommandSpec(
    {"fr": "confidentialite", "en": "privacy"}, N_("Ce que je garde de vous"), always=True
)
IMPROVE: Final = CommandSpec(
    {"fr": "ameliorer", "en": "improve"}, N_("Aider à améliorer l’assistant"), always=True
)
MY_DATA: Final = CommandSpec(
    {"fr": "mesdonnees", "en": "mydata"}, N_("Recevoir mes données"), always=True
)
FORGET: Final = CommandSpec(
    {"fr": "oublier", "en": "forget"}, N_("Effacer mes données"), always=True
)

TABLE: Final = (
    JOIN, RESUME, CANCEL, AXES, ACTION, COMMIT, PROGRESS, REPORT, AGREEMENT, OFFERS, SEARCH,
    REQUESTS, MENU, INVITE, HELP, HUMAN, LANGUAGE, REMINDERS, PRIVACY, IMPROVE, MY_DATA, FORGET,
)  # fmt: skip

#: What the menu shows, by the person's state.
MENUS: Final[dict[str, tuple[CommandSpec, ...]]] = {
    "new": (JOIN, SEARCH, HELP, HUMAN, LANGUAGE, PRIVACY, IMPROVE, MY_DATA, FORGET),
    "draft": (RESUME, CANCEL, HELP, HUMAN, LANGUAGE, PRIVACY, IMPROVE, MY_DATA, FORGET),
    "asking": (MENU, SEARCH, REQUESTS, HELP, HUMAN, LANGUAGE, PRIVACY, IMPROVE, MY_DATA, FORGET),
    "joined": (
        MENU,
        ACTION,
        COMMIT,
        PROGRESS,
        REPORT,
        AGREEMENT,
        AXES,
        OFFERS,
        REQUESTS,
        INVITE,
        HELP,
        HUMAN,
        LANGUAGE,
        PRIVACY,
        IMPROVE,
        MY_DATA,
        FORGET,
    ),
}

_BY_NAME: Final = {name: spec for spec in TABLE for name in (*spec.names.values(), *spec.aliases)}
_OWN: Final = {spec.own_name: spec for spec in TABLE if spec.engine is None}


def command(name: str) -> CommandSpec | None:
    """The command called ``name`` in any language; None when there is none."""
    return _BY_NAME.get(name.lower())


def own_command(name: str) -> CommandSpec | None:
    """The face's own command called ``name`` (French name, or any it answers to)."""
    spec = _OWN.get(name) or command(name)
    return spec if spec is not None and spec.engine is None else None


def menu(state: str, locale: str) -> list[dict[str, str]]:
    """The BotCommands of the menu for ``state`` (« new », « draft », « asking », « joined »)."""
    words = speech(locale)
    return [
        {"command": spec.names[locale], "description": words.gettext(spec.description)}
        for spec in MENUS[state]
    ]


def registrations() -> list[dict[str, object]]:
    """The calls of setMyCommands at start-up: each language, and a default for all others."""
    calls: list[dict[str, object]] = [
        {"commands": menu("new", locale), "language_code": locale} for locale in LOCALES
    ]
    return [*calls, {"commands": menu("new", "en")}]
