"""« Remplacez la semaine du 25 janvier par celle du 1er février » in an offer that is published."""

from datetime import date

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions.internships.offering import other_weeks
from actions.internships.offering.other_weeks import OtherWeeks
from actions.internships.offering.weeks import UNKNOWN_HOLIDAYS, unknown_holidays
from actions.runtime import Runtime
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Offer
from paqte.reference import internships as words_of
from paqte.services.internships import offers
from reading.dates.week_change import WeekChange, read_week_change

ASK = N_("Offre <b>{title}</b> : la semaine {gone} serait remplacée par celle {comes}. On change ?")
YES, NO = N_("Oui, remplacer"), N_("Non, rien ne change")
WHICH = N_("Dans quelle offre ?")
NOT_IN_ANY = N_("Aucune de vos offres n’est ouverte la semaine {gone}.")
THERE_ALREADY = N_("L’offre <b>{title}</b> est déjà ouverte la semaine {comes}.")
GRANTED = N_(
    "Des élèves sont déjà attendus la semaine {gone} (offre <b>{title}</b>) : elle ne se remplace "
    "pas. Vous pouvez ajouter la semaine {comes} par « Modifier », ou revenir sur ces places."
)
STAYS = N_("Entendu, l’offre reste comme elle est.")


def told(turn: Turn) -> WeekChange | None:
    """The change that the words are of, or that a button carries."""
    gone, comes = turn.answer.pressed("gone"), turn.answer.pressed("comes")
    if gone and comes:
        return WeekChange(date.fromisoformat(gone), date.fromisoformat(comes))
    text = turn.answer.typed
    return read_week_change(text, turn.today, turn.speech.locale) if text else None


async def act(
    runtime: Runtime, company_id: str, turn: Turn, dispatcher: CollectingDispatcher
) -> bool:
    """Ask in which offer, then whether; do it by a tap. Whether it was about that at all."""
    change, words = told(turn), turn.speech
    if change is None:
        return False
    decision, chosen = turn.answer.pressed("decision"), turn.answer.pressed("offer")
    if decision == "no":
        tell(dispatcher, words.say(STAYS))
        return True
    async with runtime.database.reading() as uow:
        every = await offers.of_company(uow, company_id)
        weeks = {one.id: [w.monday for w in await offers.weeks_of(uow, one.id)] for one in every}
    found = [one for one in every if change.gone in weeks[one.id] and chosen in (None, one.id)]
    if not found:
        tell(dispatcher, words.say(NOT_IN_ANY, **_weeks(change, turn)), [other_weeks.mine(words)])
    elif len(found) > 1:
        buttons = [Button(one.title, _payload(one, change)) for one in found]
        tell(dispatcher, words.say(WHICH), buttons, columns=1)
    elif change.comes in weeks[found[0].id]:
        text = words.say(THERE_ALREADY, title=found[0].title, **_weeks(change, turn))
        tell(dispatcher, text)
    else:
        await _replace(runtime, found[0], change, decision == "yes", turn, dispatcher)
    return True


async def _replace(
    runtime: Runtime,
    offer: Offer,
    change: WeekChange,
    decided: bool,
    turn: Turn,
    dispatcher: CollectingDispatcher,
) -> None:
    """Change it, and keep that only if it is ``decided``: before, what would follow is said."""
    changed = await other_weeks.opened(
        runtime, offer, gone=[change.gone], come=[change.comes], decided=decided
    )
    if changed is None:
        text = turn.speech.say(GRANTED, title=offer.title, **_weeks(change, turn))
        other_weeks.ask_otherwise(text, offer, turn, dispatcher)
    elif decided:
        other_weeks.say_done(changed, turn, dispatcher)
    else:
        _ask(offer, changed, change, turn, dispatcher)


def _ask(
    offer: Offer,
    changed: OtherWeeks,
    change: WeekChange,
    turn: Turn,
    dispatcher: CollectingDispatcher,
) -> None:
    words = turn.speech
    lines = [words.say(ASK, title=offer.title, **_weeks(change, turn))]
    if changed.declined:
        lines.append(
            words.say_n(
                "Une demande pour cette semaine-là sera refusée, et la structure prévenue.",
                "{n} demandes pour cette semaine-là seront refusées, et les structures prévenues.",
                changed.declined,
            )
        )
    if unknown_holidays([change.comes], offer.department):
        lines.append(words.say(UNKNOWN_HOLIDAYS))
    yes = Button(words.gettext(YES), _payload(offer, change, decision="yes"))
    no = Button(words.gettext(NO), _payload(offer, change, decision="no"))
    tell(dispatcher, Markup("\n").join(lines), [yes, no])


def _weeks(change: WeekChange, turn: Turn) -> dict[str, str]:
    words = turn.speech
    return {
        "gone": words_of.week(change.gone, words),
        "comes": words_of.week(change.comes, words),
    }


def _payload(offer: Offer, change: WeekChange, **more: str) -> str:
    weeks = {"gone": change.gone.isoformat(), "comes": change.comes.isoformat()}
    return payload("edit_offer", offer=offer.id, **weeks, **more)
