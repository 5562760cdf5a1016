"""The model, the catalogs and the database are made, or a sentence says what failed."""

from pathlib import Path

import pytest

from launch import prepare
from launch.problem import Problem
from tests.launch.conftest import script

ENVIRONMENT = {"PATH": "/usr/bin:/bin"}


def test_the_trainer_is_asked_for_its_progress_and_its_words_are_kept(project: Path) -> None:
    script(
        project / "nlu/.venv/bin/python",
        """
        #!/bin/sh
        echo "called with $@"
        echo "progress 10 reading the examples"
        echo "progress 100 done"
        """,
    )
    prepare.model_and_catalogs(project, ENVIRONMENT)
    log = (project / "var/log/train.log").read_text()
    assert log.startswith("called with -m nlu.engine.train --progress")
    assert "progress 100 done" in log


def test_a_training_that_fails_is_one_sentence(project: Path) -> None:
    script(project / "nlu/.venv/bin/python", "#!/bin/sh\necho bad data\nexit 3\n")
    with pytest.raises(Problem, match=r"could not be trained \(exit code 3\).*train\.log"):
        prepare.model_and_catalogs(project, ENVIRONMENT)
    assert (project / "var/log/train.log").read_text() == "bad data\n"


def test_a_database_that_cannot_be_migrated_is_said_with_its_own_message(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script(
        project / ".venv/bin/python",
        """
        #!/bin/sh
        if [ "$2" = paqte ]; then echo "no such server"; exit 1; fi
        """,
    )
    with pytest.raises(Problem, match=r"could not prepare the database \(python -m paqte migrate"):
        prepare.model_and_catalogs(project, ENVIRONMENT, database=True)
    assert "no such server" in capsys.readouterr().err


def test_the_database_is_left_alone_unless_it_is_asked_for(project: Path) -> None:
    script(
        project / ".venv/bin/python",
        '#!/bin/sh\necho "$@" >> calls\n',
    )
    prepare.model_and_catalogs(project, ENVIRONMENT)
    assert (project / "calls").read_text() == "-m paqte.i18n compile\n"
