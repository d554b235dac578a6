"""A small invented transcript, and a way to write others."""

from __future__ import annotations

from ingest.transcript import RawTurn, Reading, Speaker, Transcript, Turn, stage_notes
from rag.find.retrieve import Hit
from rag.read.evidence import Candidate

UNNAMED = ("QUESTION",)


def talk(*pairs: tuple[str, str], name: str = "harbour") -> Transcript:
    """A transcript of `(label, text)` pairs; QUESTION turns are nobody's."""
    turns = tuple(
        Turn(number, None if label in UNNAMED else label, label, text, notes=stage_notes(text))
        for number, (label, text) in enumerate(pairs, 1)
    )
    labels = dict.fromkeys(label for label, _ in pairs if label not in UNNAMED)
    speakers = tuple(Speaker(label, (label,)) for label in labels)
    return Transcript(name, "Harbour hearing", None, "text", turns, speakers=speakers)


def candidates(transcript: Transcript) -> list[Candidate]:
    """Every turn as a candidate, in order."""
    turns = (None, *transcript.turns, None)
    return [
        Candidate(Hit(transcript.name, turn, 0.0), before, after, transcript.title)
        for before, turn, after in zip(turns, transcript.turns, turns[2:], strict=False)
    ]


def reading(*pairs: tuple[str | None, str]) -> Reading:
    """A reading of `(label, text)` pairs."""
    return Reading("text", tuple(RawTurn(label, text) for label, text in pairs))


HEARING = talk(
    ("Chair Voss", "Good evening. We are here on the dredging of the inner harbour. Welcome."),
    (
        "Director Lind",
        "Thank you, Chair. The survey found 42,000 cubic metres of silt in the inner harbour. "
        "The dredging will cost $3.2 million. We would start in March because the eel migration "
        "ends in February.",
    ),
    ("QUESTION", "Who pays for the dredging? And will the fish market stay open?"),
    (
        "Director Lind",
        "The port authority pays two thirds, and the city the rest. The fish market stays open "
        "on weekdays.",
    ),
    ("Councillor Ahn", "I do not support this plan. The noise would drive the herons away."),
    ("QUESTION", "(Via interpreter) Does the plan harm the herons?"),
    ("Chair Voss", "We asked the university for a study on the herons. Thank you. (Applause.)"),
)
