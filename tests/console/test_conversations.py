"""The inbox and the desk: seen, taken, answered, given back; never two who answer."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from paqte import clock
from paqte.database import Database
from paqte.models import (
    Company,
    Contact,
    Conversation,
    Mention,
    Message,
    Note,
    OfferWeek,
    Organisation,
    OrganisationMember,
    OutboxItem,
)
from paqte.services import conversations, exporting, holding, privacy
from paqte.services.internships import asking, settling, taking_back
from paqte.services.staff import accounts, audit
from paqte.services.staff.audit import Wanted
from paqte.services.staff.desk_refusals import LONGEST
from tests.conftest import StillClock
from tests.console.conftest import Enter, Member
from tests.console.places import Place, heard
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import BAKING

pytestmark = pytest.mark.usefixtures("still_clock")


async def talk_of(database: Database, conversation_id: str) -> list[tuple[str, str | None]]:
    """What was said, with who said it."""
    async with database.reading() as uow:
        said = await conversations.history(uow, conversation_id)
    return [(message.author, message.text) for message in said]


async def state(database: Database, conversation_id: str) -> Conversation:
    """The conversation as it is kept."""
    async with database.reading() as uow:
        return await uow.session.get_one(Conversation, conversation_id)


async def test_one_takes_answers_and_gives_back(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    page = (await claire.get(address)).text
    assert "bonjour du 95" in page
    assert 'id="reply"' not in page  # the composer opens once it is taken
    assert (await claire.post(f"{address}/repondre", text="Bonjour !", key="1")).status_code == 422
    assert (await claire.post(f"{address}/prendre")).status_code == 303
    assert 'id="reply"' in (await claire.get(address)).text
    await claire.post(f"{address}/repondre", text="Bonjour <Nadia> & co !", key="1")
    await claire.post(f"{address}/repondre", text="Bonjour <Nadia> & co !", key="1")  # two taps
    await claire.post(f"{address}/rendre")
    said = await talk_of(database, cergy.conversation)
    assert [who for who, _ in said] == ["person", "bot", claire.staff.id, "bot"]
    assert "une personne de l’équipe PaQte" in str(said[1][1])
    assert said[2][1] == "Bonjour &lt;Nadia&gt; &amp; co !"
    assert "rend la main au robot" in str(said[3][1])
    async with database.reading() as uow:
        sent = list(await uow.session.scalars(select(OutboxItem).order_by(OutboxItem.id)))
    assert [item.method for item in sent] == ["sendMessage"] * 3
    assert sent[1].payload["text"] == said[2][1]
    assert (await state(database, cergy.conversation)).holder == "bot"


async def test_the_company_stands_beside_with_what_it_declared_and_offers(
    database: Database, enter: Enter, cergy: Place
) -> None:
    page = (await (await enter()).get(f"/conversations/{cergy.conversation}")).text
    beside = page[page.index('<section aria-labelledby="company">') :]
    assert f'href="/actions/{cergy.action}"' in beside
    assert ">À confirmer</span>" in page
    assert "<dt>Déclaré</dt><dd>2</dd>" in beside
    assert "6 novembre 2026" in beside
    assert "Offres de stage" in beside
    # A school's or an association's teacher has none.
    theirs = (await (await enter()).get(f"/conversations/{cergy.teacher}")).text
    assert 'aria-labelledby="company"' not in theirs


async def test_requests_for_places_stand_beside_both_sides(
    database: Database, enter: Enter, cergy: Place
) -> None:
    async with database.unit_of_work() as uow:
        member = await uow.session.get_one(OrganisationMember, cergy.member)
        school = await uow.session.get_one(Organisation, member.organisation_id)
        week = (
            await uow.session.scalars(
                select(OfferWeek.monday).where(OfferWeek.offer_id == cergy.offer).limit(1)
            )
        ).one()
        asked = await asking.ask(
            uow, member, school, cergy.offer, [week], 2, BAKING.levels[0], "ask:1"
        )
        await uow.commit()
    for conversation in (cergy.conversation, cergy.teacher):
        page = (await (await enter()).get(f"/conversations/{conversation}")).text
        beside = page[page.index('<section aria-labelledby="asked">') :]
        assert asked.reference in beside
        assert "en attente de réponse" in beside
        assert "places demandées\u00a0: 2" in beside
    async with database.unit_of_work() as uow:
        host = (await uow.session.get_one(Conversation, cergy.conversation)).contact_id
        await settling.accept(uow, cergy.company, host, asked.id)
        await taking_back.take_back(uow, cergy.company, host, asked.id, "no_time")
        await uow.commit()
    for conversation in (cergy.conversation, cergy.teacher):
        page = (await (await enter()).get(f"/conversations/{conversation}")).text
        assert "accord retiré par l’entreprise" in page


async def test_a_company_of_another_territory_is_not_shown_beside_its_person(
    database: Database, enter: Enter, cergy: Place
) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(
            update(Company).where(Company.id == cergy.company).values(department="44")
        )
        await uow.commit()
    member = await enter("coordinator", "95")
    answer = await member.get(f"/conversations/{cergy.conversation}")
    assert f"/actions/{cergy.action}" not in answer.text


async def test_two_who_take_at_once_one_has_it_and_the_other_is_told_who(
    database: Database, enter: Enter, cergy: Place
) -> None:
    team = [await enter() for _ in range(6)]
    address = f"/conversations/{cergy.conversation}/prendre"
    answers = await asyncio.gather(*(member.post(address) for member in team))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [303] + [409] * 5
    holder = (await state(database, cergy.conversation)).holder
    (winner,) = [member for member in team if member.staff.id == holder]
    for member, answer in zip(team, answers, strict=True):
        if member is not winner:
            assert f"{winner.staff.name} a déjà pris" in answer.text
            refused = await member.post(
                f"/conversations/{cergy.conversation}/repondre", text="Moi !", key="1"
            )
            assert refused.status_code == 422
    assert len(await talk_of(database, cergy.conversation)) == 2  # told once


async def test_what_is_written_badly_is_kept_and_said(enter: Enter, cergy: Place) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    await claire.post(f"{address}/prendre")
    too_long = "à" * (LONGEST + 1)
    for path, text in (("repondre", too_long), ("noter", too_long), ("repondre", " \u202e ")):
        answer = await claire.post(f"{address}/{path}", text=text, key="1")
        assert answer.status_code == 422
        assert "3\u202f000 caractères" in answer.text
        assert text.strip() in answer.text


async def test_a_note_is_for_the_team_alone_and_holds_no_pupil(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali = await enter(), await enter("observer")
    address = f"/conversations/{cergy.conversation}"
    text = "À rappeler <b>lundi</b> au sujet de l’élève Lina Dupont, née le 3/4/2012"
    await claire.post(f"{address}/noter", text=text)
    page = (await ali.get(address)).text
    assert "À rappeler &lt;b&gt;lundi&lt;/b&gt;" in page
    assert "Lina" not in page
    assert await talk_of(database, cergy.conversation) == [("person", "bonjour du 95")]
    async with database.unit_of_work() as uow:
        contact = (await uow.session.get_one(Conversation, cergy.conversation)).contact_id
        (note,) = (await exporting.export(uow, contact))["Notes de l’équipe"]
        assert note["texte"].startswith("À rappeler")
        await privacy.erase(uow, contact, "erase")
        await uow.commit()
    async with database.reading() as uow:
        assert await uow.session.scalar(select(Note)) is None


async def test_a_note_sent_twice_is_kept_once(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali = await enter(), await enter()
    address = f"/conversations/{cergy.conversation}"
    form = (await claire.get(address)).text.partition(f'action="{address}/noter"')[2]
    key = form.partition('name="key" value="')[2].partition('"')[0]
    assert key
    text = f"@{ali.staff.name} à rappeler"
    sent = [claire.post(f"{address}/noter", text=text, key=key) for _ in range(3)]
    assert {one.status_code for one in await asyncio.gather(*sent)} == {303}
    # The next page has another key, and so has a colleague's.
    for member, again in ((claire, f"{key}1"), (ali, key)):
        await member.post(f"{address}/noter", text="À rappeler.", key=again)
    async with database.reading() as uow:
        notes = await uow.session.scalars(select(Note).order_by(Note.id))
        assert [one.text for one in notes] == [text, "À rappeler.", "À rappeler."]
        assert len(list(await uow.session.scalars(select(Mention)))) == 1
        wanted = Wanted(act="note_written", subject_id=cergy.conversation)
        assert len(await audit.entries(uow, wanted)) == 3


async def test_who_waits_for_a_person_comes_in_the_order_of_waiting(
    database: Database, enter: Enter, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        for number, name in enumerate(("Première", "Deuxième", "Troisième")):
            still_clock.advance(minutes=5)
            person = await arrival(uow, telegram_id=number + 1, first_name=name)
            await heard(uow, person, number + 1, "quelqu’un ?")
            await holding.request_human(uow, person.id)
        await uow.commit()
    still_clock.advance(minutes=5)
    claire = await enter()
    text = (await claire.get("/?etat=requested")).text
    places = [text.index(name) for name in ("Première", "Deuxième", "Troisième")]
    assert places == sorted(places)
    assert "15\u00a0min" in text or "15 min" in text
    assert 'data-count="requested">3<' in text


async def test_resolved_until_the_person_writes_again(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    await claire.post(f"{address}/prendre")
    still_clock.advance(minutes=1)
    await claire.post(f"{address}/ranger", geste="resoudre")
    assert (await state(database, cergy.conversation)).holder == "bot"
    assert (
        "Hôte 95" in (await claire.get("/?etat=resolved")).text
        or "Patronne 95" in (await claire.get("/?etat=resolved")).text
    )
    assert "Patronne 95" not in (await claire.get("/?etat=bot")).text
    still_clock.advance(minutes=1)
    async with database.unit_of_work() as uow:
        again = await uow.session.get_one(Conversation, cergy.conversation)
        await heard(uow, again, 77, "encore une question")
        await uow.commit()
    assert "Patronne 95" in (await claire.get("/?etat=bot")).text


async def test_given_back_with_what_was_agreed(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    await claire.post(f"{address}/prendre")
    refused = await claire.post(f"{address}/rendre", bilan="Deux places " + "!" * 3000)
    assert refused.status_code == 422
    assert "3\u202f000 caractères au plus" in refused.text
    assert "Deux places !!!" in refused.text  # nothing of it is lost
    assert (await state(database, cergy.conversation)).holder == claire.staff.id
    await claire.post(f"{address}/rendre", bilan="Deux places <à> Cergy.", silence="1")
    said = await talk_of(database, cergy.conversation)
    assert [who for who, _ in said] == ["person", "bot", claire.staff.id]
    told = "Ce que l’équipe PaQte retient de notre échange\u00a0: Deux places &lt;à&gt; Cergy."
    assert said[-1][1] == told
    assert (await state(database, cergy.conversation)).holder == "bot"
    await claire.post(f"{address}/rendre", bilan="Encore.")  # it is the bot's already
    assert len(await talk_of(database, cergy.conversation)) == len(said)


async def test_snoozed_until_a_day_of_ones_choice(
    enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}/ranger"
    for day in ("2020-01-01", "soon", ""):
        refused = await claire.post(address, geste="reporter_au", jour=day)
        assert refused.status_code == 422
        assert "Donnez une date à venir." in refused.text
        assert f'name="jour" type="date" value="{day}"' in refused.text
    assert "Patronne 95" in (await claire.get("/?etat=bot")).text
    day = clock.today() + timedelta(days=10)
    await claire.post(address, geste="reporter_au", jour=day.isoformat())
    still_clock.advance(days=9)
    again = await enter()
    assert "Patronne 95" in (await again.get("/?etat=snoozed")).text
    still_clock.advance(days=1)
    again = await enter()
    assert "Patronne 95" in (await again.get("/?etat=bot")).text


async def test_snoozed_until_tomorrow_at_nine(
    enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire = await enter()
    await claire.post(f"/conversations/{cergy.conversation}/ranger", geste="reporter")
    assert "Patronne 95" in (await claire.get("/?etat=snoozed")).text
    journal = (await (await enter("administrator")).get("/journal?acte=conversation_snoozed")).text
    assert re.search(r">jusqu’au \d+ \w+ \d{4} à 9\s", journal)
    assert "T09:00" not in journal
    still_clock.advance(hours=22, minutes=59)
    later = await enter()
    assert "Patronne 95" in (await later.get("/?etat=snoozed")).text
    still_clock.advance(minutes=2)
    assert "Patronne 95" not in (await later.get("/?etat=snoozed")).text
    assert "Patronne 95" in (await later.get("/?etat=bot")).text


async def test_who_asks_for_a_person_is_not_put_off(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    assert "Revoir demain" in (await claire.get(address)).text
    async with database.unit_of_work() as uow:
        await holding.request_human(uow, cergy.conversation)
        await uow.commit()
    day = (clock.today() + timedelta(days=3)).isoformat()
    for _ in range(2):
        page = (await claire.get(address)).text
        assert "Résolue</button>" in page
        assert 'value="reporter' not in page
        # A page that was opened before still has the buttons: it is told why not.
        for gesture in ({"geste": "reporter"}, {"geste": "reporter_au", "jour": day}):
            refused = await claire.post(f"{address}/ranger", **gesture)
            assert refused.status_code in (409, 422)
            assert "Seule une conversation avec le robot se reporte" in refused.text
        assert (await state(database, cergy.conversation)).snoozed_until is None
        # Nor once somebody is there.
        await claire.post(f"{address}/prendre")
    await claire.post(f"{address}/rendre")
    assert (await claire.post(f"{address}/ranger", geste="reporter")).status_code == 303
    assert "Patronne 95" in (await claire.get("/?etat=snoozed")).text


async def test_assigned_to_who_may_answer_there(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali, far = await enter(), await enter(), await enter("coordinator", "44")
    address = f"/conversations/{cergy.conversation}/ranger"
    assert (await claire.post(address, geste="attribuer", qui=ali.staff.id)).status_code == 303
    assert "Patronne 95" in (await ali.get("/?moi=true")).text
    unassigned = (await claire.get("/?libres=true")).text
    assert "Non attribuées" in unassigned
    assert "Patronne 95" not in unassigned
    assert (await claire.post(address, geste="attribuer", qui="nobody")).status_code == 404
    reader, gone = await enter("observer"), await enter()
    async with database.unit_of_work() as uow:
        await accounts.disable(uow, None, gone.staff.id)
        await uow.commit()
    for who in (far, reader, gone):
        refused = await claire.post(address, geste="attribuer", qui=who.staff.id)
        assert refused.status_code == 409
        assert f"{who.staff.name} ne peut pas suivre cette conversation" in refused.text
        assert f'<option value="{who.staff.id}"' not in refused.text
    assert (await state(database, cergy.conversation)).assigned_to == ali.staff.id
    await claire.post(address, geste="attribuer", qui="")
    assert (await state(database, cergy.conversation)).assigned_to is None


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"qui": "company"}, {"Patronne"}),
        ({"qui": "organisation"}, {"Professeure"}),
        ({"qui": "nobody"}, {"Inconnue"}),
        ({"departement": "95"}, {"Patronne", "Professeure"}),
        ({"departement": "44"}, set()),
        ({"intention": "search_slots"}, {"Inconnue"}),
        ({"sous": "50"}, {"Inconnue"}),
        ({"mots": "boulang"}, {"Patronne"}),
        ({"mots": "ASSOCIATION 95"}, {"Professeure"}),
        ({"mots": "%"}, set()),
        ({"depuis": "2026-11-24"}, set()),
        ({"jusqu": "2026-11-23"}, {"Patronne", "Professeure", "Inconnue"}),
        ({"formulaire": "join_form"}, set()),
        (
            {"etat": "nonsense", "sous": "many", "depuis": "soon"},
            {"Patronne", "Professeure", "Inconnue"},
        ),
    ],
)
async def test_a_filter_is_an_address_to_bookmark(
    database: Database,
    enter: Enter,
    cergy: Place,
    query: Mapping[str, str],
    shown: set[str],
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow, telegram_id=1, first_name="Inconnue")
        await heard(uow, person, 1, "mécanique ?", intent="search_slots", confidence=0.4)
        await uow.commit()
    claire = await enter()
    text = (await claire.browser.get("/", params=query)).text
    assert {name for name in ("Patronne", "Professeure", "Inconnue") if name in text} == shown


async def test_what_was_understood_and_is_asked_is_told_in_words(
    database: Database, enter: Enter
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow, telegram_id=1, first_name="Inconnue")
        await heard(uow, person, 1, "mécanique ?", intent="search_slots", confidence=0.4)
        talk = (await uow.session.scalars(select(Conversation))).one()
        talk.form, talk.requested_slot = "search_form", "search_place"
        conversation = talk.id
        await uow.commit()
    claire = await enter()
    tags = re.findall(r'class="tag">([^<]*)<', (await claire.browser.get("/")).text)
    assert {"Recherche de stages", "cherche des places de stage 40\u00a0%"} <= set(tags)
    page = (await claire.browser.get(f"/conversations/{conversation}")).text
    assert "Recherche de stages, lieu" in page
    assert "search_place" not in page


async def test_pages_follow_each_other_and_leave_nobody_out(
    database: Database, enter: Enter
) -> None:
    async with database.unit_of_work() as uow:
        for number in range(95):
            person = await arrival(uow, telegram_id=number + 1, first_name=f"N{number:03d}.")
            await heard(uow, person, number + 1, "bonjour")
        await uow.commit()
    claire = await enter()
    seen, address = [], "/"
    while address:
        text = (await claire.get(address)).text
        seen += [f"N{number:03d}." for number in range(95) if f"N{number:03d}." in text]
        onward = text.partition('btn--secondary" href="')[2].partition('"')[0]
        address = onward.replace("&amp;", "&")
    assert sorted(seen) == [f"N{number:03d}." for number in range(95)]


async def test_unread_is_ones_own(database: Database, enter: Enter, cergy: Place) -> None:
    claire, ali = await enter(), await enter()
    assert "à lire" in (await claire.get("/?qui=company")).text
    await claire.get(f"/conversations/{cergy.conversation}")
    assert "à lire" not in (await claire.get("/?qui=company")).text
    assert "à lire" in (await ali.get("/?qui=company")).text


async def test_what_became_of_a_message_is_shown(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    await claire.post(f"{address}/prendre")
    assert "en attente d’envoi" in (await claire.get(address)).text
    async with database.unit_of_work() as uow:
        await uow.session.execute(
            update(Message).where(Message.direction == "out").values(delivery="blocked")
        )
        await uow.commit()
    assert "a arrêté le robot" in (await claire.get(address)).text


async def test_nobody_writes_to_who_stopped_the_bot(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire = await enter()
    async with database.unit_of_work() as uow:
        await uow.session.execute(update(Contact).values(unreachable_at=still_clock.at))
        await uow.commit()
    taken = await claire.post(f"/conversations/{cergy.conversation}/prendre")
    assert taken.status_code == 409
    assert "ne reçoit plus nos messages" in taken.text
    assert (await state(database, cergy.conversation)).holder == "bot"


async def test_what_people_write_is_text_on_every_page(
    database: Database, enter: Enter, cergy: Place
) -> None:
    hostile = "<script>alert(1)</script>"
    async with database.unit_of_work() as uow:
        person = await uow.session.get_one(Conversation, cergy.conversation)
        await heard(uow, person, 9, hostile, entities=[{"entity": "x", "value": hostile}])
        await conversations.record_outgoing(
            uow, person.id, text="&lt;script&gt;alert(1)&lt;/script&gt;"
        )
        contact = await uow.session.get_one(Contact, person.contact_id)
        contact.name = contact.first_name = hostile
        await uow.commit()
    claire: Member = await enter()
    for path in ("/", f"/conversations/{cergy.conversation}", f"/entreprises/{cergy.company}"):
        text = (await claire.get(path)).text
        assert hostile not in text
        assert "&lt;script&gt;alert(1)" in text
