"""Two runs side by side: which metrics moved, whether beyond noise, which questions flipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.ask.checkpoint import Row
from evals.measure import metrics, stats

# How unlikely a move has to be by noise alone before it is called a regression or improvement.
LEVEL = 0.05
# Scores are kept to six digits, and shown to three.
SEEN = 0.0005
KINDS = ("broken", "fell", "mended", "rose")


@dataclass(frozen=True, slots=True)
class Change:
    """One metric over the questions that both runs asked.

    `p`: how likely noise alone moves some metric as far in this direction, 0 to 1, see
    `stats.paired_test`.
    """

    metric: str
    old: float
    new: float
    n: int
    p: float

    @property
    def verdict(self) -> str:
        """`regression`, `improvement`, or `within noise`."""
        if self.p >= LEVEL:
            return "within noise"
        return "regression" if self.new < self.old else "improvement"

    @property
    def is_regression(self) -> bool:
        """Whether it fell by more than noise explains."""
        return self.verdict == "regression"


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that passed in one run and failed in the other, or whose gold turn moved."""

    id: str
    type: str
    question: str
    kind: str
    """One of KINDS: passed and fails, gold turn further down, failed and passes, further up."""
    detail: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the old run to the new one, over the questions that are in both."""

    common: int
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]

    @property
    def moved(self) -> tuple[Change, ...]:
        """The metrics that changed at all."""
        return tuple(c for c in self.changes if abs(c.new - c.old) >= SEEN)

    @property
    def regressions(self) -> tuple[Change, ...]:
        """The metrics that fell beyond noise."""
        return tuple(c for c in self.changes if c.is_regression)


def compare(old: Sequence[Row], new: Sequence[Row]) -> Comparison:
    """Compare two runs question by question, by their ids."""
    before, after = ({row["id"]: row for row in rows} for rows in (old, new))
    pairs = [(before[i], after[i]) for i in before if i in after]
    flips = [flip for a, b in pairs if (flip := _flip(a, b))]
    return Comparison(
        len(pairs),
        tuple(i for i in before if i not in after),
        tuple(i for i in after if i not in before),
        tuple(_changes(pairs)),
        tuple(sorted(flips, key=lambda flip: KINDS.index(flip.kind))),
    )


def _changes(pairs: Sequence[tuple[Row, Row]]) -> Iterator[Change]:
    names = list(dict.fromkeys(n for a, b in pairs for n in a["scores"] if n in b["scores"]))
    differences = {
        name: [
            b["scores"][name] - a["scores"][name] if _has(name, a, b) else None for a, b in pairs
        ]
        for name in names
    }
    falls = stats.paired_test(differences)
    rises = stats.paired_test({n: [d and -d for d in ds] for n, ds in differences.items()})
    for name in names:
        both = [(a["scores"][name], b["scores"][name]) for a, b in pairs if _has(name, a, b)]
        old, new = (sum(values) / len(both) for values in zip(*both, strict=True))
        p_value = falls[name] if new < old else rises[name]
        yield Change(name, old, new, len(both), p_value)


def _has(name: str, a: Row, b: Row) -> bool:
    return name in a["scores"] and name in b["scores"]


def _flip(a: Row, b: Row) -> Flip | None:
    def made(kind: str, detail: str) -> Flip:
        return Flip(b["id"], b["type"], b["question"], kind, detail)

    if b["failures"] and not a["failures"]:
        return made("broken", "; ".join(b["failures"]))
    if a["failures"] and not b["failures"]:
        return made("mended", "was: " + "; ".join(a["failures"]))
    old, new = (metrics.first_rank(row["retrieved"], row["gold"]) for row in (a, b))
    if old == new:
        return None
    fell = old is not None and (new is None or new > old)
    return made("fell" if fell else "rose", f"first gold turn: {_rank(old)} to {_rank(new)}")


def _rank(rank: int | None) -> str:
    return f"rank {rank}" if rank else "not found"
