"""The API keeps to its own description whatever it is sent: schemathesis, over HTTP."""

import asyncio
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

from paqte.database import Database
from paqte.services import partners
from tests.paqte.factories import bakery
from tests.support.process import Running, running

MANY = "1000000"
EXAMPLES = 60
ONE, ALL = "/v1/offers/{remote_id}", "/v1/offers"
OPERATIONS = [(ONE, "put"), (ONE, "get"), (ONE, "delete"), (ALL, "get")]
load_all_checks()
# A request of the right shape may still break a rule of the programme: 422 then, too.
RULES = CHECKS.get_by_names(["positive_data_acceptance"])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The process of the API on a database of its own."""
    with running("api", tmp_path_factory.mktemp("api"), API_CALLS_A_MINUTE=MANY) as started:
        yield started


@pytest.fixture(scope="session")
def token(server: Running) -> str:
    """Of a partner; the bakery has joined."""

    async def prepare() -> str:
        database = Database(server.database_url)
        async with database.unit_of_work() as uow:
            await bakery(uow)
            made = await partners.add(uow, "monstage")
            await uow.commit()
        await database.dispose()
        return made

    return asyncio.run(prepare())


@pytest.fixture(scope="session")
def description(server: Running) -> BaseSchema:
    """What the API says of itself."""
    config = SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json", config=config)


def test_every_operation_is_tried(description: BaseSchema) -> None:
    described = {
        (path, method) for path, operations in description.items() for method in operations
    }
    assert described == set(OPERATIONS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_that_is_described(
    description: BaseSchema, token: str, path: str, method: str, mode: GenerationMode
) -> None:
    operation = description[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    def try_it(case: Case) -> None:
        case.call_and_validate(
            headers={"Authorization": f"Bearer {token}"}, excluded_checks=RULES, timeout=20
        )

    try_it()
