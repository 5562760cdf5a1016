"""Each environment follows its lock, and is left alone once it does."""

import shutil
from pathlib import Path

import pytest

from launch import environments
from launch.environments import Environment, bring_up_to_date
from launch.problem import Problem
from tests.launch.conftest import script

UV = """
    #!/bin/sh
    echo "$@" >> "{log}"
    case "$1" in
      venv) mkdir -p .venv/bin && touch .venv/bin/python ;;
      pip) exit {code} ;;
    esac
"""


class Machine:
    """A folder with locks, and a uv that notes what it is asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "asked"
        self.environment = Environment("the application", ".", "little")
        (root / "requirements.lock").write_text("honcho==2.0.0\n")
        (root / "requirements-dev.lock").write_text("honcho==2.0.0\nruff==0.14\n")
        self.uv_exits(0)

    def uv_exits(self, code: int) -> None:
        self.uv = script(self.root / "uv", UV.format(log=self.log, code=code))

    def install(self, *, dev: bool) -> bool:
        return bring_up_to_date(
            self.root, self.environment, dev=dev, find_uv=lambda root: str(self.uv)
        )

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_fresh_clone_gets_an_environment_from_the_hashed_lock(machine: Machine) -> None:
    assert machine.install(dev=False)
    assert machine.asked[0].startswith("venv ")
    assert machine.asked[1].startswith("pip sync ")
    assert "--require-hashes" in machine.asked[1]
    assert machine.asked[1].endswith("requirements.lock")


def test_an_environment_that_follows_its_lock_is_left_alone(machine: Machine) -> None:
    machine.install(dev=False)
    before = machine.asked
    assert not machine.install(dev=False)
    assert machine.asked == before


def test_a_changed_lock_is_installed_in_the_same_environment(machine: Machine) -> None:
    machine.install(dev=False)
    (machine.root / "requirements.lock").write_text("honcho==2.0.1\n")
    assert machine.install(dev=False)
    assert [line.split()[0] for line in machine.asked] == ["venv", "pip", "pip"]


def test_starting_after_testing_and_testing_after_starting_install_once_each(
    machine: Machine,
) -> None:
    machine.install(dev=False)
    assert machine.install(dev=True)
    assert not machine.install(dev=False)
    assert not machine.install(dev=True)


def test_what_uv_could_not_finish_is_tried_again(machine: Machine) -> None:
    machine.uv_exits(1)
    with pytest.raises(Problem, match="uv could not"):
        machine.install(dev=False)
    machine.uv_exits(0)
    assert machine.install(dev=False)


def test_a_full_disk_is_said_before_anything_is_written(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    almost_full = shutil._ntuple_diskusage(10**11, 10**11 - 10**9, 10**9)
    monkeypatch.setattr(environments.shutil, "disk_usage", lambda path: almost_full)
    with pytest.raises(Problem, match=r"0\.9 GB free .* takes 3 GB: free some"):
        machine.install(dev=False)
    assert machine.asked == []


def test_an_index_set_up_for_pip_serves_uv_too(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "file:///mirror")
    machine.uv = script(machine.root / "uv", f'#!/bin/sh\necho "$UV_DEFAULT_INDEX" > {machine.log}')
    environments.run_uv([str(machine.uv)], machine.root)
    assert machine.asked == ["file:///mirror"]
