"""What each command does: effects at the edge, around the pure parts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evals import (
    checkpoint,
    gate,
    gold,
    markdown,
    provenance,
    questions,
    report,
    stats,
    transcripts,
)
from evals.compare import compare as compare_rows
from evals.draft import as_yaml
from evals.errors import Problem, SetError
from evals.export import FORMS
from evals.plan import Task, plan
from evals.questions import QuestionSet
from evals.run import Way, results
from evals.scoring import metric_names
from evals.summary import cost, summarise
from evals.transcripts import Beside
from ingest import pipeline
from rag.retrieve import Index, open_index
from settings import Settings

Check = Callable[[Sequence[Task]], Iterable[Problem]]


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Ask, score, report; 1 where a question ended in an error or a gate was missed."""
    way = Way(args.k, args.retrieval_only, parallel=settings.chat_model is not None)
    return run_sets(args.sets, settings, way, args)


def run_sets(paths: Sequence[Path], settings: Settings, way: Way, args: argparse.Namespace) -> int:
    """`run` with a way of answering of one's own."""
    baseline = checkpoint.rows(args.baseline) if args.baseline else None
    sets, tasks, index, beside = prepare(paths, settings)
    for added in transcripts.add(index, beside):
        _say(f"{added.status} {added.name} to the library, from {added.path}")
    folder = args.out or Path("eval-results") / "+".join(s.name for s in sets)
    made = provenance_of(sets, settings, index, way)
    ids = [t.question.id for t in tasks]
    done = checkpoint.begin(folder, made["run"], ids)
    if done:
        _say(f"{folder}: going on after {done} of {len(ids)} questions")
    rows = ask_all(tasks, index, way, folder, made["run"], done)
    figures = summarise(rows, metric_names(way.k))
    figures["cost"] = cost(figures["tokens"], args.price)
    summary = made | figures
    comparison = compare_rows(baseline, rows) if baseline else None
    missed = [*gate.below(args.fail_under, figures["metrics"])]
    missed += gate.regressed(comparison) if comparison else []
    report.write(folder, summary, rows, tasks, comparison, missed)
    print(markdown.terminal(summary, comparison))
    print(f"\n{folder / 'report.html'}")
    for line in missed:
        _say(f"failed: {line}")
    if figures["errors"]:
        _say(f"failed: {figures['errors']} of {len(rows)} questions ended in an error")
    return 1 if missed or figures["errors"] else 0


def prepare(
    paths: Sequence[Path], settings: Settings, checks: Check = lambda _: []
) -> tuple[list[QuestionSet], list[Task], Index, dict[str, Beside]]:
    """The sets, their tasks, an open library, and the transcripts that it still lacks.

    Raises SetError with all that is wrong, that `checks` finds in the tasks too.
    """
    sets, problems = questions.load(paths)
    index = open_index(settings)
    beside, lacking = transcripts.missing(sets, index)
    names = [*index.library.records(), *beside]
    tasks, wrong = plan(sets, names, transcripts.reader(index, beside))
    if found := [*problems, *lacking, *wrong, *checks(tasks)]:
        raise SetError(found)
    return sets, tasks, index, beside


def provenance_of(
    sets: Sequence[QuestionSet], settings: Settings, index: Index, way: Way
) -> dict[str, Any]:
    """What the run is made with; `run` names it: the same name, the same rows."""
    shown = provenance.shown_settings(settings)
    held = provenance.library(index)
    asked = [
        {
            "name": s.name,
            "path": str(s.path),
            "sha256": provenance.file_digest(s.path),
            "questions": len(s.questions),
        }
        for s in sets
    ]
    made = {
        "version": provenance.version(),
        "source": provenance.source_digest(),
        "k": way.k,
        "retrieval_only": way.retrieval_only,
        "seed": stats.SEED,
        "models": provenance.models(settings, None),
    }
    moving = {name: value for name, value in shown.items() if name != "library"}
    name = provenance.run_name(made, moving, held["digest"], [s["sha256"] for s in asked])
    finished = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "run": name, "started": finished, "sets": asked, **made, "settings": shown, "library": held
    }  # fmt: skip


def ask_all(
    tasks: Sequence[Task], index: Index, way: Way, folder: Path, run_name: str, done: int
) -> list[checkpoint.Row]:
    """Ask what is left, each row on disk as it comes; every row of the run."""
    made = ({"run": run_name, **row} for row in results(tasks[done:], index, way))
    progress = tqdm(
        checkpoint.append(folder, made),
        total=len(tasks),
        initial=done,
        unit="question",
        disable=not sys.stderr.isatty(),
    )
    for _ in progress:
        pass
    return checkpoint.rows(folder)


def compare(args: argparse.Namespace, _: Settings) -> int:
    """Print what changed between two runs."""
    found = compare_rows(checkpoint.rows(args.old), checkpoint.rows(args.new))
    print("\n".join(markdown.comparison(found)))
    return 0


def check(args: argparse.Namespace, settings: Settings) -> int:
    """Prove the sets; the library is left as it is."""
    sets, *_ = prepare(args.sets, settings, unstated)
    for each in sets:
        print(f"{each.path}: {len(each.questions)} questions, proved against their gold turns")
    return 0


def unstated(tasks: Sequence[Task]) -> list[Problem]:
    """The facts that stand in none of their gold turns."""
    return [p for t in tasks for p in gold.unstated(t.question, t.gold, t.within)]


def draft(args: argparse.Namespace, settings: Settings) -> int:
    """Print a first set from a transcript file, or from a transcript of the library."""
    path = Path(args.transcript)
    if path.is_file():
        data = pipeline.read_file(path, settings.max_file_mb)
        found = pipeline.parse(str(path), data)
    else:
        found = [open_index(settings).transcript(args.transcript)]
    for transcript in found:
        print(as_yaml(transcript), end="")
    return 0


def export(args: argparse.Namespace, settings: Settings) -> int:
    """Print the sets in another tool's form."""
    _, tasks, *_ = prepare(args.sets, settings)
    print(FORMS[args.to](tasks), end="")
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)
