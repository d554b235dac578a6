"""An evaluation from files to reports: sets read and proved, questions asked, figures judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.ask import checkpoint, gate, provenance
from evals.ask.checkpoint import Row
from evals.ask.gate import Level
from evals.ask.run import Way, results
from evals.errors import Problem, SetError
from evals.measure import stats
from evals.measure.scoring import metric_names
from evals.report import report
from evals.report.compare import Comparison, compare
from evals.report.summary import cost, summarise
from evals.sets import questions, transcripts
from evals.sets.plan import Task, plan
from evals.sets.questions import QuestionSet
from evals.sets.transcripts import Beside
from ingest import timing
from rag.find.retrieve import Index, open_index
from settings import Settings, version

RESULTS = Path("eval-results")

Check = Callable[[Sequence[Task]], Iterable[Problem]]
Watch = Callable[[Iterator[Row], int, int], Iterable[Row]]
"""Rows as they come, how many were there before, how many there will be; passes the rows on."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to evaluate. `price` is for a million prompt and a million completion tokens."""

    sets: tuple[Path, ...]
    out: Path | None = None
    way: Way = field(default_factory=Way)
    baseline: Path | None = None
    levels: tuple[Level, ...] = ()
    price: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `missed` holds a line for each gate that was not passed."""

    folder: Path
    summary: dict[str, Any]
    comparison: Comparison | None
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Sets, every reference resolved. `beside`: transcripts that the library still lacks."""

    sets: tuple[QuestionSet, ...]
    tasks: tuple[Task, ...]
    index: Index
    beside: dict[str, Beside]


def evaluate(
    job: Job,
    settings: Settings,
    say: Callable[[str], None] = lambda _: None,
    watch: Watch = lambda rows, done, total: rows,
) -> Outcome:
    """Run a job and write its reports. `say` gets a line on whatever is done besides.

    Raises SetError, RunError and what opening a library raises, before any question is asked.
    """
    baseline = checkpoint.rows(job.baseline) if job.baseline else None
    ready = prepare(job.sets, settings)
    for added in transcripts.add(ready.index, ready.beside):
        say(f"{added.status} {added.name} to the library, from {added.path}")
    folder = job.out or RESULTS / "+".join(s.name for s in ready.sets)
    made = _made(ready, settings, job.way)
    rows = _ask(ready, job.way, folder, made["run"], say, watch)
    figures = summarise(rows, metric_names(job.way.k))
    summary = made | figures | {"cost": cost(figures["tokens"], job.price)}
    comparison = compare(baseline, rows) if baseline else None
    missed = [*gate.below(job.levels, figures["metrics"])]
    missed += gate.regressed(comparison) if comparison else []
    if figures["errors"]:
        missed.append(f"{figures['errors']} of {len(rows)} questions ended in an error")
    with timing.step("report"):
        report.write(folder, summary, rows, ready.tasks, comparison, missed)
    return Outcome(folder, summary, comparison, tuple(missed))


def prepare(paths: Sequence[Path], settings: Settings, check: Check = lambda _: ()) -> Prepared:
    """Sets with all their gold turns; the library is opened, and nothing is added to it.

    Raises SetError with everything that is wrong, also with what `check` finds.
    """
    sets, problems = questions.load(paths, settings)
    index = open_index(settings)
    beside, lacking = transcripts.missing(sets, index)
    names = [*index.records, *beside]
    tasks, wrong = plan(sets, names, transcripts.reader(index, beside))
    if found := [*problems, *lacking, *wrong, *check(tasks)]:
        raise SetError(found)
    return Prepared(tuple(sets), tuple(tasks), index, beside)


def _ask(
    ready: Prepared,
    way: Way,
    folder: Path,
    run: str,
    say: Callable[[str], None],
    watch: Watch,
) -> list[Row]:
    """Ask what is left, each row on disk as it comes; every row of the run."""
    total = len(ready.tasks)
    done = checkpoint.begin(folder, run, [t.question.id for t in ready.tasks])
    if done:
        say(f"{folder}: going on after {done} of {total} questions")
    made = ({"run": run, **row} for row in results(ready.tasks[done:], ready.index, way))
    for _ in watch(checkpoint.append(folder, made), done, total):
        pass
    return checkpoint.rows(folder)


def _made(ready: Prepared, settings: Settings, way: Way) -> dict[str, Any]:
    """What the run is made with; `run` names it: the same name, the same rows."""
    made = {
        "version": version(),
        "source": provenance.source_digest(),
        "k": way.k,
        "retrieval_only": way.retrieval_only,
        "seed": stats.SEED,
        "models": provenance.models(settings, way.judge.model if way.judge else None),
    }
    sets = [
        {
            "name": s.name,
            "path": str(s.path),
            "sha256": provenance.file_digest(s.path),
            "questions": len(s.questions),
        }
        for s in ready.sets
    ]
    shown = provenance.shown_settings(settings)
    held = provenance.library(ready.index)
    elsewhere = {name: value for name, value in shown.items() if name != "library"}
    name = provenance.run_name(made, elsewhere, held["digest"], [s["sha256"] for s in sets])
    started = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "run": name, "started": started, "sets": sets, **made, "settings": shown, "library": held,
    }  # fmt: skip
