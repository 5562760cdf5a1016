"""Which model belongs to the files as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Inputs:
    """Where a model's inputs and the models are.

    The readers of entities are no input: they learn nothing, and a change of theirs counts at
    once, with the model there is. Nor are the evaluation sentences, which no model may see.
    """

    root: Path
    config: str = "config.yml"
    domain: str = "domain.yml"
    data: tuple[str, ...] = ("nlu/data/nlu", "nlu/data/rules", "nlu/data/stories")
    code: tuple[str, ...] = ("nlu/components", "nlu/requirements.lock")
    models: str = "nlu/models"

    def data_folders(self) -> list[Path]:
        """The folders of training data that are there."""
        return [self.root / name for name in self.data if (self.root / name).exists()]

    def model(self) -> Path:
        """The archive of the model trained on the inputs as they are now (it may not exist)."""
        return self.root / self.models / f"{fingerprint(self)}.tar.gz"


def fingerprint(inputs: Inputs) -> str:
    """A short name for the content of all inputs."""
    digest = hashlib.sha256()
    names = [inputs.config, inputs.domain, *inputs.data, *inputs.code]
    for path in _files(inputs.root / name for name in names):
        relative = path.relative_to(inputs.root).as_posix().encode()
        content = path.read_bytes()
        digest.update(b"%d %s %d " % (len(relative), relative, len(content)))
        digest.update(content)
    return digest.hexdigest()[:16]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix != ".pyc" and not p.name.startswith(".")
            )
