"""The talks that questions are written on: read in place, never copied into the project."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ingest.transcript import Transcript, Turn
from settings import ROOT

TALKS = ROOT.parent / "shared" / "data" / "talks"
QUESTIONS = Path(__file__).with_name("questions")
SPLIT = Path(__file__).with_name("split.json")


def slug(name: str) -> str:
    """The name in a library of a talk `kind/file`."""
    return name.replace("/", "--")


def talk(name: str) -> Transcript:
    """One talk, `kind/file`: a paragraph a turn, `NAME: text`."""
    text = (TALKS / f"{name}.txt").read_text(encoding="utf-8")
    turns = []
    for number, paragraph in enumerate(filter(None, map(str.strip, re.split(r"\n\s*\n", text))), 1):
        who, colon, said = paragraph.partition(": ")
        if not colon:
            who, said = "", paragraph
        turns.append(Turn(number, who or None, who or None, said))
    return Transcript(slug(name), name, None, "talk", tuple(turns), sha256=name)


def split() -> dict[str, list[str]]:
    """Which talks are for training, which for tuning (`dev`), which for the last look (`test`)."""
    found: dict[str, list[str]] = json.loads(SPLIT.read_text(encoding="utf-8"))
    return found


def questions(name: str) -> list[dict[str, object]]:
    """The questions written on a talk; none where there is no file."""
    path = QUESTIONS / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
