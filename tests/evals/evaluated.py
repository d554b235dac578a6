"""A small transcript and its question set, written to a folder, for tests of evaluations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from evals.ask.run import Ask
from rag import answer
from rag.answer import Event, Found
from rag.check.citations import Answer
from rag.find.retrieve import Index

HEARING = """\
CHAIR VOSS:  Good evening. We are here about the lighthouse on Gull Point and its new lamp.

MS. ADDO:  Thank you, Chair. The new lamp will cost 41,000 crowns. The old lamp goes to the museum.

MR. PEEL:  I am the keeper. The fog horn was last repaired in 1987, and it sounds like a sick cow.

QUESTION:  Who pays for the road up to the tower?

MS. ADDO:  The parish pays for the road. The parish has set aside a budget of nine thousand crowns.

CHAIR VOSS:  Then we adjourn until the first Tuesday in May. Mr. Peel may keep his cow.
"""
SET = """\
name: gull-point
transcripts: [gull-point]
questions:
  - id: lamp
    type: factoid
    question: What will the new lamp cost?
    turns: [2]
    facts: ["41,000"]
    quote: cost 41,000 crowns
    speaker: MS. ADDO
  - id: horn
    type: factoid
    question: When was the fog horn last repaired?
    turns: [in 1987]
    facts: ["1987"]
    speaker: MR. PEEL
  - {id: road, type: who, question: "Who pays for the road?", turns: [5], facts: [parish]}
  - id: museum
    type: multi-turn
    history: ["What will the new lamp cost?"]
    question: And where does the old lamp go?
    turns: ["2-2"]
    facts: [museum]
  - id: submarine
    type: unanswerable
    question: What did Mr. Peel say about the submarine?
    answerable: false
"""
ROW = set("id type question retrieved answer refused citations gold scores seconds error".split())


def write(folder: Path, text: str = SET, name: str = "questions.yaml") -> Path:
    """The hearing and a set beside it; the set's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gull-point.txt").write_text(HEARING, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def thinned(questions: Path, every: int, folder: Path) -> Path:
    """A set with one of every so many of its questions, its transcripts beside it."""
    folder.mkdir()
    for file in questions.parent.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    held = yaml.safe_load(questions.read_text(encoding="utf-8"))
    held["questions"] = held["questions"][::every]
    made = folder / questions.name
    made.write_text(yaml.safe_dump(held), encoding="utf-8")
    return made


def keeping(found: dict[str, Found]) -> Ask:
    """The answerer itself; what it finds for each question is put into `found`."""

    def ask(index: Index, asked: str, **how: Any) -> Iterator[Event]:
        for event in answer.ask(index, asked, **how):
            if isinstance(event, Found):
                found[f"{asked} {how}"] = event
            yield event

    return ask


def backwards(found: dict[str, Found]) -> Ask:
    """An answerer with a ranker that puts the worst turn of `found` first, and answers from it."""

    def ask(index: Index, asked: str, **how: Any) -> Iterator[Event]:
        was = found[f"{asked} {how}"]
        yield Found(was.understood, was.hits[::-1])
        yield Answer(asked, was.understood, "Nobody knows.", (), refused=False)

    return ask
