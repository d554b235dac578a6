"""What decides the exit code: levels to reach, and a baseline not to fall below."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.errors import nearest

if TYPE_CHECKING:
    from evals.report.compare import Comparison

# A broken search pulls every metric down; as many lines say it.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Level:
    """A metric's mean has to be at least `least`, 0 to 1."""

    metric: str
    least: float


def level(text: str) -> Level:
    """`recall@10=0.8` as a Level. Raises argparse's error where it is none."""
    metric, _, number = text.partition("=")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no level; write it like recall@10=0.8")
    return Level(metric.strip(), least)


def unknown(levels: Sequence[Level], known: Sequence[str]) -> str | None:
    """One line about the first metric that does not exist, with those that do; None without."""
    for each in levels:
        if each.metric not in known:
            near = nearest(each.metric, known)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            return f"no metric named '{each.metric}'{hint} (known: {', '.join(known)})"
    return None


def below(levels: Sequence[Level], metrics: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A line for each level that is missed. A metric that no question gave misses its level."""
    for each in levels:
        found = metrics.get(each.metric)
        if found is None:
            yield f"{each.metric} has no value: no question of this run gives it"
        elif found["mean"] < each.least:
            yield f"{each.metric} is {found['mean']:.3f}, below {each.least:g}"


def regressed(comparison: Comparison) -> Iterator[str]:
    """A line for each of the first metrics that fell below the baseline beyond noise."""
    fallen = comparison.regressions
    for change in fallen[:SHOWN]:
        yield (
            f"{change.metric} fell from {change.old:.3f} to {change.new:.3f} against the baseline "
            f"(p = {change.p:.4f} over {change.n} questions)"
        )
    if len(fallen) > SHOWN:
        yield f"{len(fallen) - SHOWN} more metrics fell; report.html lists them"
    if comparison.common == 0:
        yield "the baseline holds none of these questions; nothing could be compared"
