"""Every text of the program is well set in French and translated, with the same blanks."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from babel.messages.pofile import read_po

from paqte import catalogs, i18n
from paqte.typography import faults

CONFIG = """
[python: **.py]
[domain: domain.yml]
[extractors]
domain = paqte.extraction:domain
"""
SOURCE = """
def words(speech, n):
    speech.say("Bonjour {name}", name="x")
    speech.say_n("{n} action", "{n} actions", n)
    speech.gettext("Oui")
    return N_("Non")
"""
DOMAIN = """
responses:
  utter_ask:
  - text: "On continue ?"
    buttons:
    - title: Continuer
      payload: /affirm
  - custom: {menu: x}
  utter_long:
  - text: |
      Deux
      lignes
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small project with its own catalog folder."""
    (tmp_path / "babel.cfg").write_text(CONFIG)
    (tmp_path / "source.py").write_text(SOURCE)
    (tmp_path / "domain.yml").write_text(DOMAIN)
    monkeypatch.setattr(catalogs, "LOCALE_DIR", tmp_path / "locales")
    monkeypatch.setattr(catalogs, "TEMPLATE", tmp_path / "locales" / "paqte.pot")
    yield tmp_path


def test_texts_are_found_in_python_and_in_the_domain(project: Path) -> None:
    found = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in catalogs.extract(project)
        if message.id
    }
    assert found == {
        "Bonjour {name}",
        ("{n} action", "{n} actions"),
        "Oui",
        "Non",
        "On continue ?",
        "Continuer",
        "Deux\nlignes\n",
    }


def test_a_check_names_what_is_missing_differs_or_is_badly_set(project: Path) -> None:
    catalogs.update(project)
    path = catalogs.catalog_path("en")
    text = path.read_text()
    for french, english in {
        "Bonjour {name}": "Hello {nom}",
        "Oui": "Yes",
        "Non": "No",
        "Continuer": "Go on",
    }.items():
        text = text.replace(f'msgid "{french}"\nmsgstr ""', f'msgid "{french}"\nmsgstr "{english}"')
    text = text.replace('msgstr[0] ""', 'msgstr[0] "One action"').replace(
        'msgstr[1] ""', 'msgstr[1] "{n} actions"'
    )
    path.write_text(text)
    problems = {(fault.text, fault.problem) for fault in catalogs.check(project)}
    assert problems == {
        ("Bonjour {name}", "other blanks than the French (en)"),
        ("On continue ?", "narrow no-break space before ; ! ?"),
        ("On continue ?", "no translation (en)"),
        ("Deux\nlignes\n", "no translation (en)"),
    }


def test_an_update_keeps_translations_and_compiling_makes_them_heard(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogs.update(project)
    path = catalogs.catalog_path("en")
    path.write_text(path.read_text().replace('msgid "Oui"\nmsgstr ""', 'msgid "Oui"\nmsgstr "Yes"'))
    catalogs.update(project)
    with path.open("rb") as source:
        assert read_po(source)["Oui"].string == "Yes"
    catalogs.compile_catalogs()
    catalogs.compile_catalogs()
    monkeypatch.setattr(i18n, "LOCALE_DIR", project / "locales")
    assert i18n.Speech("en").gettext("Oui") == "Yes"
    assert i18n.Speech("en").gettext("Non") == "Non"


def test_several_processes_may_compile_at_once(project: Path) -> None:
    catalogs.update(project)
    compiled = catalogs.catalog_path("en").with_suffix(".mo")
    together = Barrier(4)

    def compile_together() -> None:
        together.wait(10)
        catalogs.compile_catalogs()

    with ThreadPoolExecutor(4) as pool:
        for _ in range(20):
            compiled.unlink(missing_ok=True)
            for done in [pool.submit(compile_together) for _ in range(4)]:
                done.result()
    assert compiled.exists()
    assert list(compiled.parent.glob("*.new")) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("« Oui\u00a0»", "no-break space after «"),
        ("«\u00a0Oui »", "no-break space before »"),
        ("Voici : un", "no-break space before :"),
        ("Voici: un", "no-break space before :"),
        ("Voici :", "no-break space before :"),
        ("Quoi ?", "narrow no-break space before ; ! ?"),
        ("Quoi\u00a0?", "narrow no-break space before ; ! ?"),
        ("Quoi!", "narrow no-break space before ; ! ?"),
        ("l'axe", "’ instead of '"),
        ("Attendez...", "… instead of three points"),
    ],
)
def test_badly_set_french_is_noticed(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "«\u00a0Oui\u00a0»\u202f? Voici\u00a0: l’axe.",
        "Quoi\u202f?!",
        '<a href="https://x.fr/?a=1;b=2">lien</a>',
        "{a:n} à 14:05, https://paqte.fr/?x=1",
        "{name}\u202f!",
        "<b>Nom\u00a0:</b> {name}",
        "",
    ],
)
def test_well_set_french_passes(text: str) -> None:
    assert faults(text) == []


def test_every_text_of_the_program_is_well_set_and_translated() -> None:
    assert [str(fault) for fault in catalogs.check()] == []
