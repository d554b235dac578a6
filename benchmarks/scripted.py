"""The scripted question sets beside this file, and a public one, each with its library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sets import FOLDER, Asked, read_set
from evals.ask.evaluate import prepare
from ingest import pipeline
from rag.find.retrieve import Filters, Index, open_index
from settings import ROOT, Settings

QUESTIONS = Path(__file__).with_name("questions")
# Never trained on; their totals were in sight while thresholds (rag/read/judge.py) were chosen.
HELD_OUT = QUESTIONS / "held-out"
# Never trained on and never read by those who work on the answers: only totals are used.
FRESH = QUESTIONS / "fresh"
PUBLIC = "friendsqa"
# Where the transcripts of the sets lie: some are the project's own, the others are not part of it.
_PLACES = (QUESTIONS, HELD_OUT, FRESH, ROOT / "examples", FOLDER.parent)
_NO_TRANSCRIPT = frozenset({".yaml", ".jsonl", ".md", ".py"})


@dataclass(frozen=True, slots=True)
class Scripted:
    """A question put to one transcript, and what a right answer to it holds.

    `gold` are ids of turns, `quote` words that the answer stands in, `facts` strings that it holds
    ("a|b": either). `weight` is what it counts in training.
    """

    transcript: str
    question: str
    gold: frozenset[str]
    history: tuple[str, ...] = ()
    quote: str = ""
    facts: tuple[str, ...] = ()
    answerable: bool = True
    weight: float = 1.0

    @property
    def filters(self) -> Filters:
        """The one transcript that it is put to."""
        return Filters(transcripts=(self.transcript,))


def set_paths(folder: Path = QUESTIONS) -> list[Path]:
    """The question sets of a folder whose transcripts can be found."""
    paths = sorted(folder.glob("*.yaml"))
    return [p for p in paths if all(_file(n) for n in _transcripts(p))]


def library(paths: Sequence[Path], folder: Path) -> Index:
    """A library, in a folder, of the transcripts of some sets. Ends the program where it cannot."""
    index = open_index(Settings(library=folder))
    files = dict.fromkeys(f for p in paths for n in _transcripts(p) if (f := _file(n)))
    _add(index, list(files))
    return index


def questions(paths: Sequence[Path], index: Index) -> Iterator[Scripted]:
    """The questions of some sets, whose transcripts are in the library."""
    for task in prepare(paths, index.library.settings).tasks:
        asked = task.question
        yield Scripted(
            task.within.names[0],
            asked.question,
            frozenset(task.gold),
            asked.history,
            asked.quote or "",
            asked.facts,
            asked.answerable,
        )


def public(folder: Path, weight: float) -> tuple[Index, list[Scripted]]:
    """The public set, and each of its questions put to the next transcript, which lacks it."""
    index = open_index(Settings(library=folder))
    _add(index, sorted((FOLDER / PUBLIC / "transcripts").glob("*.txt")))
    lines = (FOLDER / PUBLIC / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    facts = [tuple(json.loads(line)["answers"]) for line in lines]
    asked = read_set(PUBLIC).questions
    names = sorted(index.records)
    after = dict(zip(names, [*names[1:], *names[:1]], strict=True))
    right = [_asked(a, f, weight) for a, f in zip(asked, facts, strict=True)]
    wrong = [
        Scripted(after[a.transcript], a.question, frozenset(), answerable=False, weight=weight)
        for a in asked
    ]
    return index, [*right, *wrong]


def _asked(asked: Asked, facts: tuple[str, ...], weight: float) -> Scripted:
    return Scripted(
        asked.transcript, asked.question, asked.gold, facts=("|".join(facts),), weight=weight
    )


def _add(index: Index, paths: Sequence[Path]) -> None:
    for outcome in pipeline.add_files(index.library, paths):
        if outcome.error:
            raise SystemExit(f"{outcome.path}: {outcome.error}")
    index.refresh()


def _transcripts(path: Path) -> list[str]:
    """The names after `transcripts:` in a set, without reading all of it."""
    line = next(x for x in path.read_text("utf-8").splitlines() if x.startswith("transcripts:"))
    return [n.strip() for n in line.partition("[")[2].rstrip("]").split(",")]


def _file(name: str) -> Path | None:
    """The file of a transcript, by its stem."""
    found = (f for place in _PLACES for f in sorted(place.rglob(f"{name}.*")))
    return next((f for f in found if f.suffix not in _NO_TRANSCRIPT or _is_talk(f)), None)


def _is_talk(file: Path) -> bool:
    """Transcripts in Markdown lie among the formats, question sets never do."""
    return file.suffix == ".md" and "formats" in file.parts
