"""The machine's uv when it will do, else our own."""

from pathlib import Path

import pytest

from launch import uv
from tests.launch.conftest import script


def test_a_recent_uv_of_the_machine_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = script(tmp_path / "bin" / "uv", "#!/bin/sh\necho 'uv 0.99.1 (abc)'\n")
    monkeypatch.setenv("PATH", str(own.parent), prepend=":")
    assert uv.find(tmp_path) == str(own)


def test_an_old_uv_of_the_machine_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = script(tmp_path / "bin" / "uv", "#!/bin/sh\necho 'uv 0.1.5'\n")
    monkeypatch.setenv("PATH", str(old.parent), prepend=":")
    lock = tmp_path / "launch" / "uv.lock"
    lock.parent.mkdir()
    lock.write_text("uv==0.99\n")
    kept = script(tmp_path / ".tools" / "bin" / "uv", "#!/bin/sh\necho 'uv 0.99.0'\n")
    (tmp_path / ".tools" / "installed-from").write_text(
        uv.hashlib.sha256(b"uv==0.99\n").hexdigest()
    )
    assert uv.find(tmp_path) == str(kept)


def test_a_uv_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert uv.version(str(tmp_path / "absent")) == ()
    assert uv.version(str(script(tmp_path / "broken", "#!/bin/sh\nexit 3\n"))) == ()


def test_our_own_lock_is_one_package_with_hashes() -> None:
    lock = Path("launch/uv.lock").read_text()
    assert lock.startswith("uv==")
    assert lock.count("==") == 1
    assert "--hash=sha256:" in lock
