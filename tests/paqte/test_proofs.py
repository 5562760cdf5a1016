"""Proofs: checked by their content, kept once, put to one action, erased when nobody wants them."""

import base64
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from paqte.database import Database, UnitOfWork
from paqte.models import Action, Proof
from paqte.services import actions, corrections, proofs
from paqte.services.declarations import Declaration
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TOLD = Declaration("internship_3e", Decimal(2), date(2026, 3, 2), date(2026, 3, 6))


async def declared(uow: UnitOfWork) -> tuple[str, str, Action]:
    me, company = await bakery(uow)
    action = await actions.declare(uow, company.id, me.contact_id, TOLD, "a")
    return company.id, me.contact_id, action


@pytest.mark.parametrize(
    ("content", "found"),
    [(PNG, "image/png"), (JPEG, "image/jpeg"), (PDF, "application/pdf")],
)
def test_a_proof_is_known_by_its_first_bytes(content: bytes, found: str) -> None:
    assert proofs.media_type(content) == found


@pytest.mark.parametrize(
    "content", [b"", b"bonjour", b"PK\x03\x04 a zip named facture.pdf", b"MZ\x90\x00", b"GIF89a"]
)
def test_what_is_neither_picture_nor_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(proofs.NotAProof):
        proofs.media_type(content)


def test_ten_megabytes_are_the_most() -> None:
    assert proofs.media_type(PDF.ljust(proofs.MAX_BYTES)) == "application/pdf"
    with pytest.raises(proofs.FileTooBig):
        proofs.media_type(PDF.ljust(proofs.MAX_BYTES + 1))


async def test_a_proof_is_kept_once_sealed_and_goes_to_one_action(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        for _ in range(2):
            await proofs.keep(uow, company_id, me, PDF, "update:1")
        assert await proofs.waiting(uow, company_id, me) == 1
        assert await proofs.attach(uow, company_id, me, action.id) == 1
        assert await proofs.attach(uow, company_id, me, action.id) == 0
        assert await proofs.of_action(uow, action.id) == 1
        proof = (await uow.session.scalars(select(Proof))).one()
        await uow.session.refresh(proof, ["content"])
        assert proof.content == PDF
        stored = await uow.session.scalar(text("SELECT content FROM proofs"))
        assert b"%PDF" not in bytes(stored)


async def test_more_than_ten_are_refused_and_none_is_lost(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        for number in range(proofs.MOST):
            await proofs.keep(uow, company_id, me, PNG, f"update:{number}")
        with pytest.raises(proofs.TooManyProofs):
            await proofs.keep(uow, company_id, me, PNG, "update:more")
        await proofs.attach(uow, company_id, me, action.id)
        await proofs.keep(uow, company_id, me, PNG, "update:more")
        with pytest.raises(proofs.TooManyProofs):
            await proofs.attach(uow, company_id, me, action.id)
        assert await proofs.of_action(uow, action.id) == proofs.MOST
        assert await proofs.waiting(uow, company_id, me) == 1


async def test_another_companys_action_and_a_cancelled_one_take_none(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        await proofs.keep(uow, company_id, me, PNG, "update:1")
        with pytest.raises(proofs.NoSuchAction):
            await proofs.attach(uow, company_id, me, "00000000-0000-0000-0000-000000000000")
        await corrections.cancel(uow, company_id, me, action.id, "k")
        with pytest.raises(proofs.NoSuchAction):
            await proofs.attach(uow, company_id, me, action.id)
        await proofs.forget_waiting(uow, company_id, me)
        assert await uow.session.scalar(select(Proof.id)) is None
