"""The commitment as a PDF, the progress as a picture: whole, in both languages, at any size."""

import io
import struct
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from paqte import clock
from paqte.database import Database
from paqte.documents import commitment, progress
from paqte.documents.commitment import CommitmentPaper
from paqte.i18n import LOCALES, speech
from paqte.models import Company
from paqte.services import axes, commitments
from paqte.services.commitments import Target
from paqte.services.progress import Line, Progress
from tests.conftest import StillClock
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
LONG = "Société coopérative d’intérêt collectif des Boulangeries-Pâtisseries réunies du Val-d’Oise"
PNG = b"\x89PNG\r\n\x1a\n"


def read(content: bytes) -> str:
    """The words of a PDF, with ordinary spaces."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def paper(
    database: Database, *targets: Target, name: str = "Le Fournil de Cergy"
) -> CommitmentPaper:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        company.display_name = name
        await axes.choose(uow, company.id, ["raise_awareness", "train"], me.contact_id, "axes")
        if targets:
            await commitments.commit(uow, company.id, me.contact_id, list(targets), "c")
        return await commitment.gather(uow, company)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fr", ("Engagement pour les quartiers", "Sensibiliser", "3 élèves", "2 contrats")),
        ("en", ("Raise awareness", "3 pupils", "2 contracts")),
    ],
)
async def test_the_pdf_has_the_reference_the_axes_the_targets_and_the_dates(
    database: Database, locale: str, words: tuple[str, ...]
) -> None:
    shown = await paper(
        database,
        Target("internship_3e", 2027, Decimal(3)),
        Target("apprenticeship", 2028, Decimal(2)),
    )
    said = read(commitment.make(shown, speech(locale)))
    for expected in (*words, shown.company.reference, "Le Fournil de Cergy", "2027", "2028"):
        assert expected in said, said
    assert speech(locale).date(clock.today()).replace("\u00a0", " ") in said
    assert commitment.file_name(shown, speech(locale)).endswith(f"{shown.company.reference}.pdf")


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_pdf_without_targets_and_with_a_long_name_is_whole(
    database: Database, locale: str
) -> None:
    said = read(commitment.make(await paper(database, name=LONG), speech(locale)))
    assert LONG.split()[-1] in said
    assert len(said) > 100


async def test_it_is_made_again_whenever_a_target_changes(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["raise_awareness"], me.contact_id, "axes")
        seen = []
        for number in (1, 2):
            target = Target("internship_3e", 2027, Decimal(number))
            await commitments.commit(uow, company.id, me.contact_id, [target], f"c{number}")
            shown = await commitment.gather(uow, company)
            still_clock.advance(minutes=1)
            seen.append((shown.version, read(commitment.make(shown, speech("fr")))))
    assert seen[0][0] < seen[1][0]
    assert "1 élève" in seen[0][1]
    assert "2 élèves" in seen[1][1]


def line(code: str, year: int, target: int | None, declared: str, confirmed: str = "0") -> Line:
    wanted = None if target is None else Decimal(target)
    return Line(code, year, wanted, Decimal(declared), Decimal(confirmed))


LINES = (
    line("internship_3e", 2026, 3, "0"),
    line("internship_3e", 2027, 1, "100"),  # 10,000 %
    line("apprenticeship", 2026, None, "2", "1"),
    line("buy_qpv", 2026, 5000, "1234.56"),
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["Bob", LONG])
def test_the_picture_holds_any_name_and_any_number(locale: str, name: str) -> None:
    stands = Progress(
        ("raise_awareness", "train", "buy"),
        LINES,
        frozenset({("train", 2027)}),
        date(2026, 11, 23),
    )
    company = Company(display_name=name, reference="PQ-7K3M-9XQ2")
    words = speech(locale)
    shown = progress.data(company, stands, words)
    assert shown["years"] == ["2026", "2027"]
    assert len(shown["axes"]) == 3
    picture = progress.make(company, stands, words)
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    assert 500 <= width <= 4000
    assert 300 <= height <= 6000
    assert width + height <= 10_000, "what Telegram takes as a photo"
