"""The transcripts that sets name: in the library, or in a file beside the set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.errors import Problem
from evals.sets import gold
from evals.sets.questions import Question, QuestionSet
from evals.sets.sources import SUFFIXES
from ingest import apart, intake, pipeline
from ingest.errors import OnRecordError, UnknownName
from ingest.pipeline import Outcome
from ingest.started import command
from ingest.transcript import Transcript
from rag.find.retrieve import Index


@dataclass(frozen=True, slots=True)
class Beside:
    """A transcript that is not in the library, and the file beside the set that holds it."""

    path: Path
    transcript: Transcript


def missing(sets: Iterable[QuestionSet], index: Index) -> tuple[dict[str, Beside], list[Problem]]:
    """The transcripts that the library lacks, read from beside the sets, not added.

    With a problem for each name that stands nowhere, or whose file cannot be read.
    """
    found: dict[str, Beside] = {}
    failed: dict[str, Problem] = {}
    for each in sets:
        for question in (None, *each.questions):
            names = gold.names_in(each, question) if question else each.transcripts
            for name in names:
                if name in index.records or name in found or name in failed:
                    continue
                try:
                    found[name] = _read(name, each.path, index)
                except OnRecordError as error:
                    failed[name] = _problem(each, question, str(error))
    return found, list(failed.values())


def reader(index: Index, found: Mapping[str, Beside]) -> Callable[[str], Transcript]:
    """How to read a transcript by its name, wherever it stands."""
    return lambda name: found[name].transcript if name in found else index.transcript(name)


def add(index: Index, found: Mapping[str, Beside]) -> Iterator[Outcome]:
    """Put the transcripts into the library. Raises OnRecordError where one cannot be."""
    for outcome in pipeline.add_files(index.library, sorted({b.path for b in found.values()})):
        if outcome.error:
            raise OnRecordError(outcome.error)
        yield outcome
    index.refresh()


def _read(name: str, path: Path, index: Index) -> Beside:
    files = [
        file
        for file in sorted(path.parent.iterdir())
        if file.is_file() and file.stem == name and file != path and not _is_set(file)
    ]
    if len(files) > 1:
        raise OnRecordError(
            f"'{name}' is not in the library, and {' and '.join(map(str, files))} stand beside the "
            f"set; add the right one: {command(f'ingest add {files[0]}')}"
        )
    for file in files:
        settings = index.library.settings
        data = intake.read_file(file, settings.max_file_mb)
        for transcript in apart.parse(str(file), data, settings):
            if transcript.name == name:
                return Beside(file, transcript)
    unknown = UnknownName("transcript", name, index.records)
    file = files[0] if files else path.with_name(f"{name}.txt")
    raise OnRecordError(f"{unknown}; add it: {command(f'ingest add {file}')}")


def _is_set(file: Path) -> bool:
    """Whether a file is a question set by its suffix; a .csv may be a transcript as well."""
    return file.suffix.lower() in SUFFIXES and file.suffix.lower() != ".csv"


def _problem(each: QuestionSet, question: Question | None, text: str) -> Problem:
    if question:
        return question.problem("filters" if question.transcripts else "turns", text)
    return Problem(str(each.path), each.line, "transcripts", text)
