"""Offers as a search shows them: three in one message, leafed through in place."""

from dataclasses import replace

from markupsafe import Markup

from actions.internships import menu
from actions.internships.searching.wanted import values_of
from actions.naming import of_town
from actions.speaking import Button, Question, payload
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.reference import fields
from paqte.reference import internships as words_of
from paqte.services import organisations
from paqte.services.internships.search import PAGE, Card, Criteria, Instead, Page
from reading.places.reader import commune, department_name

MENU = "slots"
_MOST_WEEKS = 3

FOUND_NEAR = N_("Places ouvertes à moins de {km} km {of_town}{wanted} :")
FOUND_IN = N_("Places ouvertes dans le département {department}{wanted} :")
CARD = N_("<b>{number}. {title}</b>\n{company}, {town}{far}. {field}, {levels}.")
FAR = N_(" (à {km} km)")
WEEK_LINE = N_("{week} : {left}")
FOR_REP = N_("Réservé REP et REP+.")
COLLECTIVE = N_("Stage collectif.")
ACCESSIBLE = N_("Accessibilité : {how}")
ASK = N_("Demander la {number}")
PREVIOUS, NEXT = N_("Précédentes"), N_("Suivantes")
NOTHING_NEAR = N_("Aucune place ouverte pour l’instant à moins de {km} km {of_town}{wanted}.")
NOTHING_IN = N_("Aucune place ouverte pour l’instant dans le département {department}{wanted}.")
BUT = N_("Il y en a :")
RESERVED_AFTER = N_(
    "Les places réservées à l’éducation prioritaire s’y ajouteront quand l’équipe aura vérifié que "
    "vous écrivez bien pour votre structure."
)
WITHOUT_WEEKS, WITHOUT_FIELD = N_("à d’autres dates"), N_("dans d’autres domaines")
WITHOUT_SEATS, WITHOUT_RADIUS = N_("avec moins de places"), N_("plus loin, jusqu’à {km} km")
ALERT = N_("Me prévenir s’il y en a")
REGISTER_FIRST = N_("Pour demander des places, inscrivez d’abord votre structure : 2 minutes.")

_DROPPED = {
    "weeks": WITHOUT_WEEKS,
    "field": WITHOUT_FIELD,
    "seats": WITHOUT_SEATS,
    "radius": WITHOUT_RADIUS,
}


def question(page: Page, criteria: Criteria, start: int, turn: Turn) -> Question:
    """A page of cards, and what can be done with them."""
    words = turn.speech
    said = [_head(criteria, words)]
    said += [card_text(card, start + place + 1, words) for place, card in enumerate(page.cards)]
    buttons = [
        Button(
            words.gettext(ASK).format(number=start + place + 1),
            payload("request_slots", **_request(card, criteria)),
        )
        for place, card in enumerate(page.cards)
    ]
    if start:
        earlier = values_of(criteria, max(0, start - PAGE))
        buttons.append(Button(words.gettext(PREVIOUS), payload("search_slots", **earlier)))
    if page.more:
        later = values_of(criteria, start + PAGE)
        buttons.append(Button(words.gettext(NEXT), payload("search_slots", **later)))
    if turn.organisation is None:
        said.append(words.say(REGISTER_FIRST))
        buttons.append(menu.register(words))
    return Question(
        str(Markup("\n\n").join(said)), tuple(buttons), columns=len(page.cards) or 1, menu=MENU
    )


def nothing(criteria: Criteria, near: list[Instead], turn: Turn) -> Question:
    """Nothing fits: what is near, and an alert."""
    words = turn.speech
    msgid = NOTHING_NEAR if criteria.insee_code else NOTHING_IN
    said = [words.say(msgid, wanted=_wanted(criteria, words), **_where(criteria, words))]
    if _awaits_rep(turn):
        said.append(words.say(RESERVED_AFTER))
    if near:
        said.append(words.say(BUT))
    buttons = [
        Button(
            words.gettext(_DROPPED[one.dropped]).format(km=one.criteria.radius_km),
            payload("search_slots", **values_of(one.criteria)),
        )
        for one in near
    ]
    alert = {**values_of(replace(criteria, seats=1)), "alert": "on"}
    buttons.append(Button(words.gettext(ALERT), payload("search_slots", **alert)))
    if turn.organisation is None and turn.company is None:
        buttons.append(menu.register(words))
    return Question(str(Markup("\n").join(said)), tuple(buttons), columns=1, menu=MENU)


def _awaits_rep(turn: Turn) -> bool:
    """Whether places kept for REP would be seen, were it verified who writes."""
    mine, member = turn.organisation, turn.member
    if mine is None or member is None or member.verified_at is not None:
        return False
    return organisations.serves_rep(mine)


def card_text(card: Card, number: int, words: Speech) -> Markup:
    """« 2. Découvrir la boulangerie », where, for whom, and the weeks with places."""
    offer = card.offer
    far = ""
    if card.km is not None and round(card.km):
        far = words.gettext(FAR).format(km=words.number(round(card.km)))
    lines = [
        words.say(
            CARD,
            number=number,
            title=offer.title,
            company=card.company.display_name,
            town=offer.town,
            far=far,
            field=fields.label(offer.field, words),
            levels=words_of.levels_label(offer.levels.split(","), words),
        )
    ]
    lines += [
        words.say(WEEK_LINE, week=words_of.week(monday, words), left=words_of.seats(left, words))
        for monday, left in card.weeks[:_MOST_WEEKS]
    ]
    if len(card.weeks) > _MOST_WEEKS:
        lines.append(
            words.say_n(
                "et une autre semaine", "et {n} autres semaines", len(card.weeks) - _MOST_WEEKS
            )
        )
    notes = [words.say(FOR_REP)] if offer.rep_only else []
    notes += [words.say(COLLECTIVE)] if offer.kind == "collective" else []
    notes += [words.say(ACCESSIBLE, how=offer.accessibility)] if offer.accessibility else []
    if notes:
        lines.append(Markup(" ").join(notes))
    return Markup("\n").join(lines)


def _head(criteria: Criteria, words: Speech) -> Markup:
    msgid = FOUND_NEAR if criteria.insee_code else FOUND_IN
    return words.say(msgid, wanted=_wanted(criteria, words), **_where(criteria, words))


def _where(criteria: Criteria, words: Speech) -> dict[str, str]:
    """The town with its département: several towns bear one name."""
    town = commune(criteria.insee_code) if criteria.insee_code else None
    named = department_name(criteria.department) or criteria.department
    department = named.replace("'", "’")
    of = of_town(town.name, words) if town else ""
    if town and town.name != department:
        of = f"{of}, {department}"
    return {"km": str(criteria.radius_km), "of_town": of, "department": department}


def _wanted(criteria: Criteria, words: Speech) -> str:
    """« (semaine du 14 décembre, mécanique, 3e) »: what was understood, to be seen."""
    said = [words_of.weeks(criteria.weeks, words)] if criteria.weeks else []
    said += [fields.label(criteria.field, words)] if criteria.field else []
    said += [words_of.level_label(criteria.level, words)] if criteria.level else []
    said += [words_of.seats(criteria.seats, words)] if criteria.seats > 1 else []
    return f" ({', '.join(said)})" if said else ""


def _request(card: Card, criteria: Criteria) -> dict[str, str]:
    """The offer, the weeks of it that fit; and what was looked for, for what is said next."""
    values = values_of(criteria)
    del values["start"]
    if criteria.seats == 1:
        del values["seats"]
    if criteria.weeks:
        values["weeks"] = ",".join(monday.isoformat() for monday, _ in card.weeks)
    return {"offer": card.offer.id, **values}
