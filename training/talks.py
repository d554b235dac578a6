"""The talks that questions are written on: read in place, never copied into the project."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ingest import intake
from ingest.transcript import Transcript
from settings import ROOT

TALKS = ROOT.parent / "shared" / "data" / "talks"
QUESTIONS = Path(__file__).with_name("questions")
SPLIT = Path(__file__).with_name("split.json")


def slug(name: str) -> str:
    """The name in a library of a talk `kind/file`."""
    return name.replace("/", "--")


def talk(name: str) -> Transcript:
    """One talk, `kind/file`, read as the product reads it."""
    path = TALKS / f"{name}.txt"
    (transcript,) = intake.parse(path.name, path.read_bytes())
    return replace(transcript, name=slug(name), title=name)


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
