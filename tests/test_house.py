"""The rules of the house that no linter knows."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from launch.variables import SERVICES
from paqte.settings import Settings

ROOT = Path(__file__).resolve().parent.parent

LOCKS = ("requirements.lock", "requirements-dev.lock", "launch/uv.lock")
ENGINE_LOCKS = ("nlu/requirements.lock", "nlu/requirements-dev.lock")


def ours(*patterns: str) -> list[Path]:
    """Files of the project, without what is made (environments, models, caches, data)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "ignore")


def test_packages_import_only_what_the_house_allows() -> None:
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_face_asks_services_and_not_the_database() -> None:
    asks = re.compile(r"\.session\.(?:get|get_one|scalar|scalars|execute|stream)\(")
    faces = ("bot", "api", "console")
    found = [
        str(file.relative_to(ROOT))
        for face in faces
        for file in ours(f"{face}/*.py")
        if asks.search(text_of(file))
    ]
    assert found == []


@pytest.mark.parametrize("lock", [*LOCKS, *ENGINE_LOCKS])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"--(index-url|extra-index-url|find-links)", text)
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[[\w,]+\])?==\S+( ;[^\\]*)? \\$", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-zA-Z0-9]", text, re.MULTILINE))


@pytest.mark.parametrize(("plain", "dev"), [LOCKS[:2], ENGINE_LOCKS])
def test_the_development_lock_has_all_of_the_plain_one_at_the_same_versions(
    plain: str, dev: str
) -> None:
    # Else `make up` after `make test` would run on other versions than those tested.
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins(plain) <= pins(dev)


def test_every_requirement_is_in_its_lock() -> None:
    for project, lock in (("pyproject.toml", LOCKS[1]), ("nlu/pyproject.toml", ENGINE_LOCKS[1])):
        declared = tomllib.loads((ROOT / project).read_text())
        wanted = [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]
        locked = set(re.findall(r"^([a-z0-9._-]+)", (ROOT / lock).read_text(), re.MULTILINE))
        names = {re.split(r"[\[<>=!~; ]", name)[0].lower().replace("_", "-") for name in wanted}
        assert names <= locked, f"{project}: run make lock"


def test_no_file_names_a_folder_of_one_machine() -> None:
    # A home or a workplace; not /tmp, /proc, /etc or what a container lays out.
    machine = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w")
    named = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in ours()
        if file.suffix not in {".gz", ".png", ".lock"} and file != Path(__file__)
        if (found := machine.search(text_of(file)))
    ]
    assert named == []


def test_no_file_names_a_package_index() -> None:
    index = re.compile(r"https?://[\w.-]*(?:pypi\.|pythonhosted|npmjs|/simple\b)", re.IGNORECASE)
    named = [str(file.relative_to(ROOT)) for file in ours() if index.search(text_of(file))]
    assert named == []


def settings() -> set[str]:
    """Every setting that some process reads."""
    read = {name.upper() for name in Settings.model_fields}
    read |= {service.setting for service in SERVICES.values()}
    for file in ours("nlu/engine/*.py"):
        read |= set(re.findall(r'"((?:ENGINE|PAQTE|ACTIONS)_[A-Z_]+)"', text_of(file)))
    return read


@pytest.mark.parametrize("document", [".env.example", "docs/operations.md"])
def test_every_setting_is_documented(document: str) -> None:
    text = (ROOT / document).read_text()
    pattern = r"^#? ?([A-Z_]+)=" if document == ".env.example" else r"^\| ([^|]*) \|"
    told = set(re.findall(r"[A-Z][A-Z_]+", "\n".join(re.findall(pattern, text, re.MULTILINE))))
    assert settings() - told == set()
    assert told - settings() - {"RASA_TELEMETRY_ENABLED"} == set()


def test_the_example_has_the_defaults() -> None:
    example = dict(
        re.findall(r"^([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    for name, value in example.items():
        if name in defaults:
            assert type(defaults[name])(value) == defaults[name], name


def test_no_link_of_the_manual_leads_nowhere() -> None:
    dead = []
    for file in ours("*.md"):
        for target, anchor in re.findall(r"\]\(([\w./-]*)(#[\w-]+)?\)", text_of(file)):
            linked = (file.parent / target).resolve() if target else file
            if not linked.exists():
                dead.append(f"{file.name}: {target}")
            elif anchor and linked.suffix == ".md":
                titles = re.findall(r"^#+ (.+)$", text_of(linked), re.MULTILINE)
                anchors = {
                    "#" + re.sub(r"[^\w -]", "", t.lower()).replace(" ", "-") for t in titles
                }
                if anchor not in anchors:
                    dead.append(f"{file.name}: {target}{anchor}")
    assert dead == []


def test_nothing_is_left_to_do_later() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError|except Exception:\s+pass")
    packages = (
        "actions",
        "bench",
        "bot",
        "launch",
        "migrations",
        "nlu",
        "paqte",
        "reading",
        "sandbox",
    )
    left = [
        str(file.relative_to(ROOT))
        for package in packages
        for file in ours(f"{package}/*.py")
        if marks.search(text_of(file))
    ]
    assert left == []
