"""The transcripts that sets name: in the library, or added to it from beside the set's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evals import gold
from evals.errors import Problem
from evals.questions import Question, QuestionSet
from evals.sources import SUFFIXES
from ingest import pipeline
from ingest.errors import UnknownName
from ingest.pipeline import Outcome
from rag.retrieve import Index


def add_missing(sets: Iterable[QuestionSet], index: Index) -> Iterator[Outcome | Problem]:
    """Add each named transcript that the library lacks and that stands beside its set's file.

    Yields what was added, and a problem for each name that stands nowhere or cannot be read.
    """
    for name, each, question in gold.names_in(sets):
        if name in index.library.records():
            continue
        files = beside(each.path, name)
        if len(files) != 1:
            yield _missing(name, each, question, files, index)
            continue
        for outcome in pipeline.add_files(index.library, files):
            yield outcome if not outcome.error else _problem(each, question, outcome.error)
        index.refresh()
        if name not in index.library.records():
            yield _missing(name, each, question, files, index)


def beside(path: Path, name: str) -> list[Path]:
    """The files beside a set whose stem is `name`, except sets themselves."""
    return [
        file
        for file in sorted(path.parent.iterdir())
        if file.is_file() and file.stem == name and file != path
        and (file.suffix.lower() not in SUFFIXES or file.suffix.lower() == ".csv")
    ]  # fmt: skip


def _missing(
    name: str, each: QuestionSet, question: Question | None, files: list[Path], index: Index
) -> Problem:
    if len(files) > 1:
        shown = " and ".join(str(f) for f in files)
        return _problem(
            each,
            question,
            f"'{name}' is not in the library, and {shown} stand beside the set; add the right one: "
            f"python -m ingest add {files[0]}",
        )
    file = files[0] if files else each.path.with_name(f"{name}.txt")
    unknown = UnknownName("transcript", name, index.library.records())
    return _problem(each, question, f"{unknown}; add it: python -m ingest add {file}")


def _problem(each: QuestionSet, question: Question | None, text: str) -> Problem:
    if question:
        return question.problem("transcript", text)
    return Problem(str(each.path), each.line, "transcripts", text)
