"""The engine's fixtures: a small model trained once, an action server, an engine process."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OMP_NUM_THREADS", "1")

from nlu.engine.absent import leave_out  # noqa: E402
from nlu.engine.quiet import quiet  # noqa: E402

quiet()
leave_out()

from nlu.engine.fingerprint import Inputs  # noqa: E402
from nlu.engine.settings import EngineSettings  # noqa: E402
from tests.nlu.harness import (  # noqa: E402
    SECRET,
    TOKEN,
    ActionServer,
    EngineProcess,
    Handler,
    say,
    serving_actions,
    start_engine,
    validate_join,
)
from tests.support.ports import free_port  # noqa: E402

POSTGRESQL = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """A scratch database; the store itself takes the application's form of its address."""
    server = sa.engine.make_url(POSTGRESQL).set(drivername="postgresql+psycopg2")
    name = f"engine_test_{uuid.uuid4().hex[:12]}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(sa.text(f"create database {name}"))
    except sa.exc.OperationalError:
        pytest.skip(f"no PostgreSQL answers at {server.render_as_string()}")
    yield sa.engine.make_url(POSTGRESQL).set(database=name).render_as_string(False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"drop database {name} with (force)"))
    admin.dispose()


@pytest.fixture(scope="session")
def action_server() -> Iterator[ActionServer]:
    handlers: dict[str, Handler] = {
        "validate_join_form": validate_join,
        "action_ask_join_name": lambda _: say("Comment s’appelle votre entreprise ?"),
        "action_ask_join_town": lambda _: say("Dans quelle ville ?"),
        "action_submit_join": lambda _: say("Bienvenue !"),
        "action_default_fallback": lambda _: say("Je n’ai pas compris."),
        "action_cancel": lambda _: say("C’est annulé."),
    }
    with serving_actions(handlers) as server:
        yield server


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """A copy of the small project, to be trained on."""
    root = tmp_path_factory.mktemp("engine")
    shutil.copytree(ROOT / "tests/nlu/fixtures", root, dirs_exist_ok=True)
    shutil.copy(ROOT / "endpoints.yml", root)
    return Inputs(root, data=("data",), code=(), models="models")


@pytest.fixture(scope="session")
def model(inputs: Inputs) -> Path:
    """The small project's model, trained once for all tests."""
    from nlu.engine.train import Reporter, train

    return train(inputs, Reporter(enabled=False))


@pytest.fixture
def settings(tmp_path: Path, action_server: ActionServer) -> EngineSettings:
    return EngineSettings(
        token=TOKEN,
        secrets=(SECRET,),
        database_url=f"sqlite:///{tmp_path}/engine.sqlite3",
        actions_url=action_server.url,
        host="127.0.0.1",
        port=1,
        retention_days=30,
        action_timeout_s=5,
    )


@pytest.fixture(scope="session")
def engine(
    inputs: Inputs,
    model: Path,
    action_server: ActionServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[EngineProcess]:
    """The engine as it is started in earnest, on the small model."""
    port = free_port()
    database = tmp_path_factory.mktemp("state") / "engine.sqlite3"
    running = start_engine(
        inputs,
        model,
        {
            "ENGINE_PORT": str(port),
            "ENGINE_DATABASE_URL": f"sqlite:///{database}",
            "ACTIONS_URL": action_server.url,
            "ENGINE_ACTION_TIMEOUT_S": "1",
        },
    )
    log: list[str] = []
    assert running.stdout is not None
    for line in running.stdout:
        log.append(line)
        if "engine.ready" in line:
            break
    assert running.poll() is None, "".join(log)
    rest = threading.Thread(target=lambda: log.extend(running.stdout or ()), daemon=True)
    rest.start()
    yield EngineProcess(f"http://127.0.0.1:{port}/webhooks/paqte", database, running, log)
    running.terminate()
    running.wait(20)
