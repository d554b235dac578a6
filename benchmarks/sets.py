"""The public question sets beside the project, as transcripts and questions with gold turns."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.index import embedding
from ingest.index.passages import passages
from ingest.store.library import Library
from ingest.transcript import Transcript, Turn, turn_id
from rag.find.retrieve import Index, open_index
from settings import ROOT, Settings

FOLDER = ROOT.parent / "shared" / "data" / "questions"
SETS = ("friendsqa", "qmsum")
SEED = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on one transcript, and the ids of the turns that hold the evidence."""

    transcript: str
    question: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The transcripts of a public set, pooled, and its questions."""

    name: str
    transcripts: tuple[Transcript, ...]
    questions: tuple[Asked, ...]


def read_set(name: str, folder: Path = FOLDER) -> QuestionSet:
    """Read a set: a paragraph a turn, `SPEAKER: text`; `evidence_turns` count from 0 there."""
    paths = sorted((folder / name / "transcripts").glob("*.txt"))
    rows = (folder / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = tuple(
        Asked(
            row["transcript"],
            row["question"],
            frozenset(turn_id(row["transcript"], turn + 1) for turn in row["evidence_turns"]),
        )
        for row in map(json.loads, rows)
    )
    return QuestionSet(name, tuple(_transcript(path) for path in paths), questions)


def _transcript(path: Path) -> Transcript:
    data = path.read_bytes()
    paragraphs = [p for p in data.decode().split("\n\n") if p.strip()]
    turns = []
    for number, paragraph in enumerate(paragraphs, 1):
        speaker, _, text = paragraph.strip("\n").partition(": ")
        turns.append(Turn(number, speaker, speaker, text))
    sha = hashlib.sha256(data).hexdigest()
    return Transcript(path.stem, path.stem, None, "benchmark", tuple(turns), sha256=sha)


def asked_in_the_room(
    transcripts: Iterable[Transcript], count: int, seed: int = SEED
) -> tuple[Asked, ...]:
    """Pairs that any transcript gives for free: a turn that asks, and the turn that answers it.

    The question is the asking turn, of 6 to 60 words up to a question mark; the gold is the next
    turn, by somebody else, of 5 words or more and no question itself.
    """
    pairs = [
        Asked(t.name, asks.text, frozenset([turn_id(t.name, answers.number)]))
        for t in transcripts
        for asks, answers in zip(t.turns, t.turns[1:], strict=False)
        if _is_question(asks.text)
        and 6 <= len(asks.text.split()) <= 60
        and answers.who != asks.who
        and len(answers.text.split()) >= 5
        and not _is_question(answers.text)
    ]
    return tuple(random.Random(seed).sample(pairs, min(count, len(pairs))))


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?")


def open_set(transcripts: Sequence[Transcript], folder: Path) -> Index:
    """A library of the transcripts in a folder, ready for questions."""
    settings = Settings(library=folder)
    library = Library(settings, embedding.load(settings))
    with library.writing():
        for transcript in transcripts:
            made = passages(transcript.turns)
            library.put(transcript, made, library.embedder.documents([p.embed for p in made]))
    return open_index(settings)
