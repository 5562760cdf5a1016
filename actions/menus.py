"""What can be done now, as buttons that fit the person's state."""

from markupsafe import Markup

from actions.internships import menu as internships
from actions.speaking import Button, payload, person_button
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Draft

RESUME = N_("Reprendre")
JOIN = N_("Inscrire mon entreprise")
ABOUT = N_("Qu’est-ce que PaQte ?")
AXES = N_("Voir les quatre axes")
CHOOSE = N_("Choisir mes axes")
CHANGE = N_("Changer mes axes")
DECLARE = N_("Déclarer une action")
COMMIT = N_("M’engager sur des objectifs")
IDEAS = N_("Trouver des idées")
CORRECT = N_("Corriger une action")
PROGRESS = N_("Voir où j’en suis")
REPORT = N_("Bilan {year}")
RULES = N_("Les règles d’un stage")
INVITE = N_("Inviter un ou une collègue")
SWITCH = N_("Agir pour {company}")
ACTING = N_("Vous agissez pour <b>{company}</b>.")
FOR = N_("Pour : <b>{company}</b>")
MOST_SWITCHES = 4


def buttons(turn: Turn, draft: Draft | None = None) -> list[Button]:
    """The next useful things first; a person last."""
    words = turn.speech
    shown = [Button(words.gettext(RESUME), payload("resume"))] if draft else []
    if turn.company is None and turn.organisation is not None:
        shown += [
            *internships.asking(words),
            internships.elsewhere(words),
            Button(words.gettext(RULES), payload("ask_internship_rules")),
        ]
    elif turn.company is None:
        if draft is None or draft.form != "join_form":
            shown.append(Button(words.gettext(JOIN), payload("join_program")))
        if draft is None or draft.form != "organisation_form":
            shown.append(internships.register(words))
        shown += [
            Button(words.gettext(ABOUT), payload("ask_about_program")),
            Button(words.gettext(AXES), payload("ask_axes")),
            *internships.asking(words)[:1],
        ]
    else:
        shown += [
            Button(words.gettext(DECLARE), payload("log_action")),
            Button(words.gettext(PROGRESS), payload("ask_progress")),
            Button(words.gettext(COMMIT), payload("commit")),
            Button(words.gettext(IDEAS), payload("get_advice")),
            Button(words.gettext(CORRECT), payload("correct_action")),
            Button(words.gettext(CHANGE if turn.axes else CHOOSE), payload("choose_axis")),
            *internships.offering(words),
            Button(words.gettext(INVITE), payload("invite")),
        ]
        shown += switches(turn)
    return [*shown, person_button(words)]


def still_to_choose(turn: Turn) -> list[Button]:
    """The way to the axes, of a company that began with something else."""
    if turn.company is None or turn.axes:
        return []
    return [Button(turn.speech.gettext(CHOOSE), payload("choose_axis"))]


def switches(turn: Turn) -> list[Button]:
    """One tap to each other company of the person."""
    title = turn.speech.gettext(SWITCH)
    return [
        Button(title.format(company=one.display_name), payload("switch_company", company=one.id))
        for one in turn.companies[1 : MOST_SWITCHES + 1]
    ]


def acting(turn: Turn, text: Markup, msgid: str = ACTING) -> Markup:
    """``text`` under the name of the company, for who speaks for several: never left to guess."""
    if turn.company is None or len(turn.companies) < 2:
        return text
    named = turn.speech.say(msgid, company=turn.company.display_name)
    return Markup("{}\n\n{}").format(named, text)
