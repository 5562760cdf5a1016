"""Two people at the same moment: each change is made on what the other left."""

import asyncio

from sqlalchemy import func, select

from paqte.database import Database
from paqte.models import Staff
from paqte.services import axes
from paqte.services.staff import accounts
from paqte.services.staff.audit import Actor
from paqte.services.staff.refusals import LastAdministrator
from tests.paqte.factories import bakery


async def test_two_administrators_who_turn_each_other_out_leave_one(database: Database) -> None:
    async with database.unit_of_work() as uow:
        pair = [
            (
                await accounts.invite(
                    uow, None, email=f"{name}@anct.example", name=name, role="administrator"
                )
            )[0]
            for name in ("Ali", "Claire")
        ]
        await uow.commit()
    ready = asyncio.Barrier(2)

    async def turn_out(mine: str, other: str) -> None:
        async with database.unit_of_work() as uow:
            me = await accounts.get(uow, mine)
            if uow.dialect == "postgresql":  # SQLite lets one write at a time
                await ready.wait()
            await accounts.disable(uow, Actor(me, None), other)
            await uow.commit()

    ids = [staff.id for staff in pair]
    came = await asyncio.gather(turn_out(*ids), turn_out(*ids[::-1]), return_exceptions=True)
    assert sorted(type(one) for one in came if one is not None) == [LastAdministrator]
    async with database.reading() as uow:
        left = select(func.count()).select_from(Staff).where(Staff.disabled_at.is_(None))
        assert await uow.session.scalar(left) == 1


async def test_two_colleagues_who_choose_axes_leave_the_choice_of_one(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await uow.commit()

    async def choose_to_buy() -> None:
        async with database.unit_of_work() as uow:
            await axes.choose(uow, company.id, ["buy"], me.contact_id, "second")
            await uow.commit()

    async with database.unit_of_work() as uow:
        await axes.choose(uow, company.id, ["train"], me.contact_id, "first")
        second = asyncio.create_task(choose_to_buy())
        await asyncio.wait([second], timeout=0.3)  # it begins, and waits for the first
        await uow.commit()
    await second
    async with database.reading() as uow:
        assert await axes.chosen(uow, company.id) == ("buy",)
