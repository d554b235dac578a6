"""Small files, each made to show one fault: ../shared/data/faults/expect.json."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from ingest import intake
from ingest.errors import ReadError
from ingest.transcript import Transcript

FAULTS = Path(__file__).resolve().parents[4] / "shared/data/faults"
EXPECT = FAULTS / "expect.json"
pytestmark = pytest.mark.skipif(
    not EXPECT.exists(), reason="the inputs (../shared/data/faults) are not here"
)
SAMPLES: list[dict[str, Any]] = (
    json.loads(EXPECT.read_text("utf-8"))["samples"] if EXPECT.exists() else []
)


def flat(text: str) -> str:
    """Text as it is compared: one space for white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name(text: str) -> str:
    """A name without case and what stands around it."""
    return re.sub(r"^\W+|[^\w)]+$", "", flat(text)).casefold()


def fits(wanted: Any, names: set[str]) -> bool:
    """One item of `speakers`: a name, a list of names that pass, null, or "*"."""
    if wanted == "*":
        return True
    if isinstance(wanted, list):
        return any(fits(one, names) for one in wanted)
    return not names if wanted is None else name(wanted) in names


def misread(transcript: Transcript, want: dict[str, Any]) -> list[str]:
    """What is not as it should be, a line each."""
    turns, wrong = transcript.turns, list[str]()
    least, most = want.get("turns_from_to", (0, 0))
    counts = want["turns"] if isinstance(want["turns"], list) else [want["turns"]]
    if len(turns) not in counts and not least <= len(turns) <= most:
        wrong.append(f"{len(turns)} turns, not {counts}")
    said = [{name(n) for n in (t.speaker, t.label) if n} for t in turns]
    runs = [[*group] for _, group in groupby(zip(turns, said, strict=True), lambda x: x[0].who)]
    # "*" twice may be two people; what is named twice running is one.
    wanted = enumerate(want.get("speakers", []))
    speakers = [
        next(run)[1] for _, run in groupby(wanted, lambda x: x[0] if x[1] == "*" else [x[1]])
    ]
    if speakers and len(speakers) != len(runs):
        wrong.append(f"{[t.speaker for t in turns]} speak, not {want['speakers']}")
    elif speakers:
        for item, run in zip(speakers, runs, strict=True):
            names = set[str]().union(*(names for _, names in run))
            if not fits(item, names):
                wrong.append(f"{names} speaks, not {item}")
    text = "\n".join(flat(t.text) for t in turns)
    wrong += [f"no turn says: {w}" for w in want.get("words", []) if flat(w) not in text]
    wrong += [f"a turn says: {w}" for w in want.get("not_words", []) if flat(w) in text]
    everyone = set[str]().union(*said)
    wrong += [f"{n} speaks" for n in want.get("not_speakers", []) if name(n) in everyone]
    shown = {t.speaker for t in turns}
    wrong += [f"{shown} hold no {n}" for n in want.get("exact", []) if n not in shown]
    starts = want.get("starts", [])
    known = starts if len(starts) == len(turns) else starts[:1]
    for turn, start in zip(turns, known, strict=False):
        found = None if turn.start_ms is None else turn.start_ms / 1000
        if found not in (start if isinstance(start, list) else [start]) and (
            found is None or start is None or abs(found - start) > 0.02
        ):
            wrong.append(f"turn {turn.number} starts at {found}, not {start}")
    if want.get("no_start") and any(t.start_ms is not None for t in turns):
        wrong.append("a turn has a time")
    for key in ("date", "title"):
        if key in want and getattr(transcript, key) != want[key]:
            wrong.append(f"{key} {getattr(transcript, key)}, not {want[key]}")
    return wrong


@pytest.mark.parametrize(
    "want",
    SAMPLES,
    ids=[s["file"] for s in SAMPLES],
)
def test_fault(want: dict[str, Any]) -> None:
    path = FAULTS / want["file"]
    try:
        (transcript,) = intake.parse(want["file"], path.read_bytes())
    except ReadError as error:
        held = want.get("refused", [])
        assert held and all(word in str(error) for word in held), error
        return
    assert misread(transcript, want) == []
