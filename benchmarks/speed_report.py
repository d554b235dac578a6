"""What the speed benchmark found: a table by size, the goals, and a picture for each measure."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl

from benchmarks.results import PATH, write_section

mpl.use("agg")  # no display is needed
from matplotlib import pyplot as plt

COMMAND = "make bench-speed"
GOAL_SIZE, SMALL = 100_000, 1_000
GIB, MIB = 2**30, 2**20


@dataclass(frozen=True, slots=True)
class Ingested:
    """What writing took: seconds by the wall and of the processor, passages, bytes at the peak."""

    wall: float
    cpu: float
    passages: int
    peak: int


@dataclass(frozen=True, slots=True)
class Searched:
    """Milliseconds of a search in the median and at 95 of 100, by filter."""

    p50: Mapping[str, float]
    p95: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything measured at one size, in turns; `reopen` is seconds, `peak` bytes of search."""

    turns: int
    ours: Ingested
    raw: Ingested
    reopen: float
    peak: int
    search: Searched


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and the most that it should be."""

    text: str
    figure: float
    most: float

    @property
    def met(self) -> bool:
        """Whether the figure is within the goal."""
        return self.figure <= self.most


def goals(small: Measured, large: Measured) -> list[Goal]:
    """The goals, from the figures at two sizes."""
    p50, p95 = large.search.p50, large.search.p95
    return [
        Goal("search p50, large to small", p50["none"] / small.search.p50["none"], 2),
        Goal("search p95 to p50", p95["none"] / p50["none"], 3),
        Goal("search p50, ms", p50["none"], 60),
        Goal("transcript filter to none, p50", p50["transcript"] / p50["none"], 1.5),
        Goal("speaker filter to none, p50", p50["speaker"] / p50["none"], 1.5),
        Goal("ingest to raw upsert, wall time", large.ours.wall / large.raw.wall, 1.5),
        Goal("ingest to raw upsert, processor time", large.ours.cpu / large.raw.cpu, 1.5),
        Goal("memory of ingest, GiB", large.ours.peak / GIB, 1.5),
        Goal("memory of search, GiB", large.peak / GIB, 1.5),
        Goal("reopen and answer, s", large.reopen, 3),
    ]


def _both(m: Measured, kind: str) -> str:
    return f"{m.search.p50[kind]:.1f} / {m.search.p95[kind]:.1f}"


def _ratios(m: Measured) -> str:
    return f"{m.ours.wall / m.raw.wall:.2f} / {m.ours.cpu / m.raw.cpu:.2f}"


# The rows of the table: a title and the figure of one size.
ROWS: tuple[tuple[str, Callable[[Measured], str]], ...] = (
    ("passages", lambda m: f"{m.ours.passages:,}"),
    ("search p50, ms", lambda m: f"{m.search.p50['none']:.1f}"),
    ("search p95, ms", lambda m: f"{m.search.p95['none']:.1f}"),
    ("with a transcript filter p50 / p95, ms", lambda m: _both(m, "transcript")),
    ("with a speaker filter p50 / p95, ms", lambda m: _both(m, "speaker")),
    ("reopen and answer, s", lambda m: f"{m.reopen:.2f}"),
    ("ingest, s for 1,000 turns", lambda m: f"{1000 * m.ours.wall / m.turns:.2f}"),
    ("raw upsert, s for 1,000 turns", lambda m: f"{1000 * m.raw.wall / m.turns:.2f}"),
    ("ingest to raw, wall / processor", _ratios),
    ("peak memory of ingest, MiB", lambda m: f"{m.ours.peak / MIB:.0f}"),
    ("peak memory of raw upsert, MiB", lambda m: f"{m.raw.peak / MIB:.0f}"),
    ("peak memory of search, MiB", lambda m: f"{m.peak / MIB:.0f}"),
)


def table(found: Sequence[Measured]) -> str:
    """A column for each size."""
    head = [
        "| turns | " + " | ".join(f"{m.turns:,}" for m in found) + " |",
        "|---" * (len(found) + 1) + "|",
    ]
    return "\n".join(
        head + [f"| {title} | " + " | ".join(map(show, found)) + " |" for title, show in ROWS]
    )


def goal_table(reached: Sequence[Goal]) -> str:
    """A row for each goal."""
    head = ["| goal | figure | at most | |", "|---|---|---|---|"]
    return "\n".join(
        head
        + [
            f"| {g.text} | {g.figure:.2f} | {g.most:g} | {'met' if g.met else '**not met**'} |"
            for g in reached
        ]
    )


def write(found: Sequence[Measured], each: int, asked: int) -> None:
    """Write the section of RESULTS.md and its pictures."""
    sizes = {m.turns: m for m in found}
    pictures = [draw(found, *plot, PATH.parent) for plot in PLOTS]
    text = "\n\n".join(
        [
            f"Invented transcripts of {each} turns, {asked} questions, built-in models, "
            f"{os.cpu_count()} cores, load average {os.getloadavg()[2]:.1f} (above the number of "
            "cores, other work slowed this down). `python -m benchmarks.speed --all` adds 500,000 "
            "turns.",
            table(found),
            f"Goals at {GOAL_SIZE:,} turns (small: {SMALL:,}):",
            goal_table(goals(sizes[SMALL], sizes[GOAL_SIZE])),
            *(f"![{p.stem.replace('-', ' ')}]({p.name})" for p in pictures),
        ]
    )
    print(text)
    write_section("Speed", COMMAND, text)


Line = tuple[str, Callable[[Measured], float]]
# Name of the picture, unit, and its lines.
PLOTS: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    (
        "search",
        "milliseconds",
        (("p50", lambda m: m.search.p50["none"]), ("p95", lambda m: m.search.p95["none"])),
    ),
    (
        "filters",
        "milliseconds, p50",
        (
            ("no filter", lambda m: m.search.p50["none"]),
            ("one transcript", lambda m: m.search.p50["transcript"]),
            ("one speaker", lambda m: m.search.p50["speaker"]),
        ),
    ),
    ("reopen", "seconds", (("open and answer", lambda m: m.reopen),)),
    (
        "ingest",
        "seconds for 1,000 turns",
        (
            ("On Record", lambda m: 1000 * m.ours.wall / m.turns),
            ("raw upsert of ready vectors", lambda m: 1000 * m.raw.wall / m.turns),
        ),
    ),
    (
        "memory",
        "MiB at the peak",
        (
            ("ingest", lambda m: m.ours.peak / MIB),
            ("raw upsert", lambda m: m.raw.peak / MIB),
            ("search", lambda m: m.peak / MIB),
        ),
    ),
)


def draw(
    found: Sequence[Measured], name: str, unit: str, lines: Sequence[Line], folder: Path
) -> Path:
    """One picture in a folder: a line for each measure, by turns."""
    figure, axes = plt.subplots(figsize=(6, 3.5), layout="constrained")
    for label, value in lines:
        axes.plot([m.turns for m in found], [value(m) for m in found], marker="o", label=label)
    axes.set(xscale="log", xlabel="turns in the library", ylabel=unit, title=name.capitalize())
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend()
    path = folder / f"speed-{name}.png"
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)
    return path
