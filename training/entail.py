"""What becomes of sentences that are true or false of a turn: `python -m training.entail [held]`.

Prints, for each kind of `entailment/learn.jsonl` or `held.jsonl`, how many stand, are not verified
and are contradicted; with `ablate`, the same without each check in turn.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from rag.check import claims, verify
from rag.find.retrieve import Hit
from rag.write.segment import Written
from rag.write.sources import LabelledTurn, label_hits
from training.talks import talk

FOLDER = Path(__file__).with_name("entailment")
TRUE = ("close", "other words")
STATUSES = ("stands", "unverified", "contradicted")
CHECKS: dict[str, tuple[ModuleType, str, bool | None]] = {
    "who is said to speak": (verify, "_check_cited", None),
    "whose deed it is": (verify, "wrong_subject", None),
    "a voice not heard": (verify, "wrong_voice", None),
    "names": (claims, "wrong_name", None),
    "numbers": (verify, "wrong_number", None),
    "a 'not'": (verify, "wrong_polarity", None),
    "opposite words": (verify, "wrong_opposite", None),
    "asked, not said": (claims, "is_only_asked", False),
}
_talk = cache(talk)


@cache
def _turn(name: str, number: int) -> LabelledTurn:
    whole = _talk(name)
    hit = Hit(whole.name, whole.turns[number - 1], 0.0)
    return label_hits([hit], lambda _: whole)[0]


def judged(part: str) -> list[tuple[str, str]]:
    """The kind of every sentence of `learn` or `held`, and what code says of it."""
    found = []
    for line in (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        written = Written(row["sentence"], ((1, len(row["sentence"])),))
        verdict = verify.verify(written, {1: _turn(row["talk"], row["turn"])})
        found.append((row["kind"], verdict.proofs[0].status if verdict.problem else "stands"))
    return found


def line(name: str, statuses: list[str]) -> str:
    """A row of a table: how many, and the share of each status."""
    told = Counter(statuses)
    shares = (f"{told[s] / max(1, len(statuses)):.3f}" for s in STATUSES)
    return f"| {name} | {len(statuses)} | {' | '.join(shares)} |"


def main() -> None:
    """Print the tables."""
    part = "held" if "held" in sys.argv else "learn"
    rows = judged(part)
    print(f"{part}\n\n| | sentences | stand | not verified | contradicted |\n|---|---|---|---|---|")
    for true in (True, False):
        print(line("true" if true else "false", [s for k, s in rows if (k in TRUE) is true]))
    for kind in sorted({k for k, _ in rows}):
        print(line(kind, [s for k, s in rows if k == kind]))
    if "ablate" not in sys.argv:
        return
    for name, (module, function, value) in CHECKS.items():
        with patch.object(module, function, lambda *_, v=value: v):
            rows = judged(part)
        for true in (True, False):
            mine = [s for k, s in rows if (k in TRUE) is true]
            print(line(f"without {name}: {'true' if true else 'false'}", mine))


if __name__ == "__main__":
    main()
