"""``python -m nlu.evaluation [FILE]``: how well the model understands a set of sentences."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from nlu.engine.fingerprint import Inputs
from nlu.evaluation import figures
from nlu.evaluation.report import last_line, misses, printed
from nlu.evaluation.runs import SETS, evaluate
from nlu.evaluation.scores import Understood, score
from nlu.evaluation.sentences import Sentence, SetError, read_set
from nlu.evaluation.understanding import learned_intents, understand


def main(arguments: list[str] | None = None) -> int:
    """Score, and print. Returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlu.evaluation", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="instead of the evaluation data")
    parser.add_argument("--locale", default="fr", choices=("fr", "en"), help="FILE's (fr)")
    parser.add_argument("--all", action="store_true", help="also without accents and with slips")
    parser.add_argument("--misses", action="store_true", help="list what was misunderstood")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {figures.FILE}")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    parser.add_argument("--model", type=Path, help="instead of the model of the files as they are")
    options = parser.parse_args(arguments)
    root: Path = options.root
    model: Path = options.model or Inputs(root).model()
    if not model.is_file():
        return _refuse("No model fits the training files as they are now: run `make train` first.")
    intents = learned_intents(root)
    try:
        if options.file:
            sets = {options.file.stem: read_set(options.file, options.locale)}
        else:
            names = [name for name, one in SETS.items() if options.all or one.write is None]
            sets = {name: SETS[name].sentences(root) for name in names}
    except SetError as error:
        return _refuse(str(error))
    unknown = {one.intent for sentences in sets.values() for one in sentences} - intents
    if unknown:
        listed = ", ".join(sorted(unknown))
        _warn(f"No sentence teaches {listed} (docs/intents.md): counted as misunderstood.")
    found = evaluate(sets, lambda sentences: understand(model, sentences, intents))
    _print(found, with_misses=options.misses)
    if options.write and not options.file:
        scores = {name: score(*pair) for name, pair in found.items()}
        figures.write(root / figures.FILE, figures.figures(scores))
    return 0


def _print(
    found: Mapping[str, tuple[Sequence[Sentence], Sequence[Understood]]], with_misses: bool
) -> None:
    plain: list[Sentence] = []
    answers: list[Understood] = []
    for name, (sentences, understood) in found.items():
        listed = misses(sentences, understood) if with_misses else ()
        _say(*printed(name, score(sentences, understood)), *listed, "")
        if name not in SETS or SETS[name].write is None:  # what is rewritten counts once
            plain += sentences
            answers += understood
    _say(last_line(score(plain, answers), len(plain)))


def _say(*lines: str) -> None:
    print("\n".join(lines))  # noqa: T201


def _warn(sentence: str) -> None:
    print(f"nlu-eval: {sentence}", file=sys.stderr)  # noqa: T201


def _refuse(sentence: str) -> int:
    _warn(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())
