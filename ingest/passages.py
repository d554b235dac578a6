"""A turn to passages: slices at sentence ends that, joined, are the turn's text."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.sentences import sentence_spans
from ingest.transcript import Turn

# A passage this long (characters, about 100 words) still has one topic; the last may be shorter.
TARGET = 600
# Below this a turn says nothing by itself ("Right."): it is embedded with what came before.
SHORT = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a turn. `part` counts from 0 within the turn; `embed` is the text to embed."""

    number: int
    part: int
    text: str
    embed: str


def slices(text: str) -> list[str]:
    """`text` cut at sentence ends into pieces of about TARGET characters; joined, they are it."""
    pieces: list[str] = []
    start = end = 0
    for a, b in sentence_spans(text):
        if end > start and b - start > TARGET:
            pieces.append(text[start:end])
            start = a
        end = b
    if start < len(text) or not pieces:
        pieces.append(text[start:])
    return pieces


def passages(turns: tuple[Turn, ...]) -> list[Passage]:
    """The passages of a transcript, in order."""
    made: list[Passage] = []
    for at, turn in enumerate(turns):
        before = turns[at - 1].text if at else ""
        for part, text in enumerate(slices(turn.text)):
            embed = f"{before[-200:]} {text}" if len(text) < SHORT else text
            made.append(Passage(turn.number, part, text, embed))
    return made
