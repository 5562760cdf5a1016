"""The Python that everything starts with: 3.11, under any name, or one sentence."""

import subprocess
from pathlib import Path

from tests.launch.conftest import script

COMMAND = ["/bin/sh", "launch/python.sh", "--", "up"]


def run(*folders: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    path = ":".join([*map(str, folders), "/usr/bin/nowhere"])
    return subprocess.run(
        COMMAND, env={"PATH": path, **variables}, capture_output=True, text=True, check=False
    )


def python(folder: Path, name: str, version: str) -> Path:
    """A Python that says its version, or what it is asked to run when it is the right one."""
    exact = 0 if version == "3.11" else 1
    return script(
        folder / name,
        f"""
        #!/bin/sh
        case "$2" in
          *print*) echo "Python {version}" ;;
          *version_info*) exit {exact} ;;
          *) echo "$0 $@" ;;
        esac
        """,
    )


def test_python_3_11_is_found_under_either_name(tmp_path: Path) -> None:
    python(tmp_path / "a", "python3", "3.12")
    exact = python(tmp_path / "b", "python3.11", "3.11")
    said = run(tmp_path / "a", tmp_path / "b").stdout
    assert said == f"{exact} -m launch.bootstrap -- up\n"


def test_the_one_that_is_named_goes_first(tmp_path: Path) -> None:
    python(tmp_path / "a", "python3.11", "3.11")
    named = python(tmp_path / "b", "mine", "3.11")
    assert run(tmp_path / "a", PAQTE_PYTHON=str(named)).stdout.startswith(str(named))


def test_another_python_is_said_in_one_sentence(tmp_path: Path) -> None:
    python(tmp_path, "python3", "3.12")
    ended = run(tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("PaQte needs Python 3.11 and this machine has Python 3.12: inst")
    assert ended.stderr.count("\n") == 1


def test_a_machine_without_python_is_told_so(tmp_path: Path) -> None:
    assert "this machine has no Python" in run(tmp_path).stderr
