"""How well the part of a talk that is asked for is found: `python -m training.parts`.

From `parts.jsonl`: requests for a part of a talk to learn from, told by its matter or by its place,
with the turns that are meant (`first` to `last`) and those that matter most (`key`). Prints which
share of turns the stretch and what is meant have in common (of those of either), and how many of
the turns that matter lie in it. The numbers of `rag.outline.stretch` were chosen on these.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from ingest.transcript import Transcript
from rag.count.overview import part
from rag.question import analyse
from training.talks import talk

REQUESTS = Path(__file__).with_name("parts.jsonl")


def main() -> None:
    """Print the figures."""
    rows = [json.loads(line) for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    for by in ("matter", "place"):
        found = [_shared(row) for row in rows if row["by"] == by]
        common, key, whole = np.mean(found, axis=0)
        print(
            f"by {by}: {len(found)} requests, {common:.2f} in common, {key:.2f} of what matters "
            f"most; {whole:.2f} taken for the whole"
        )


def _shared(row: dict[str, object]) -> tuple[float, float, bool]:
    transcript = _talk(str(row["of"]))
    asked = replace(analyse(str(row["q"]), transcript.speakers), intent="part")
    places = part(asked, transcript)
    numbers = {t.number for t in transcript.turns}
    if places is not None:
        numbers = {p.turn.number for p in places}
    meant = set(range(int(str(row["first"])), int(str(row["last"])) + 1))
    key = {int(n) for n in json.loads(str(row["key"]))}
    return (
        len(numbers & meant) / len(numbers | meant),
        len(numbers & key) / len(key),
        places is None,
    )


@cache
def _talk(name: str) -> Transcript:
    return talk(name)


if __name__ == "__main__":
    main()
