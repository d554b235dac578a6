"""What each command does: effects at the edge, around the pure parts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from evals.ask import checkpoint, evaluate
from evals.ask.checkpoint import Row
from evals.ask.evaluate import Job
from evals.ask.run import Way
from evals.errors import Problem
from evals.measure.judge import Judge
from evals.report import markdown
from evals.report.compare import compare as compare_rows
from evals.report.export import FORMS
from evals.sets import gold
from evals.sets.draft import as_yaml
from evals.sets.plan import Task
from ingest import apart, intake, timing
from rag.find.retrieve import open_index
from settings import Settings


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Ask, score, report; 1 where a question ended in an error or a gate was missed."""
    judge = Judge(settings, args.judge) if args.judge else None
    waits = bool(settings.chat_model or judge)
    way = Way(args.k, args.retrieval_only, parallel=waits, judge=judge)
    levels = tuple(args.fail_under)
    job = Job(tuple(args.sets), args.out, way, args.baseline, levels, args.price)
    outcome = evaluate.evaluate(job, settings, _say, _bar)
    print(markdown.terminal(outcome.summary, outcome.comparison))
    print(f"\n{outcome.folder / 'report.html'}")
    for line in outcome.missed:
        _say(f"failed: {line}")
    return 1 if outcome.missed else 0


def _bar(rows: Iterator[Row], done: int, total: int) -> Iterable[Row]:
    off = timing.is_on() or not sys.stderr.isatty()
    return tqdm(rows, initial=done, total=total, unit="question", disable=off)


def compare(args: argparse.Namespace, _: Settings) -> int:
    """Print what changed between two runs."""
    found = compare_rows(checkpoint.rows(args.old), checkpoint.rows(args.new))
    print("\n".join(markdown.comparison(found)))
    return 0


def check(args: argparse.Namespace, settings: Settings) -> int:
    """Prove the sets; the library is left as it is."""
    for each in evaluate.prepare(args.sets, settings, _unstated).sets:
        print(f"{each.path}: {len(each.questions)} questions, proved against their gold turns")
    return 0


def _unstated(tasks: Sequence[Task]) -> list[Problem]:
    return [p for t in tasks for p in gold.unstated(t.question, t.gold, t.within)]


def draft(args: argparse.Namespace, settings: Settings) -> int:
    """Print a first set from a transcript file, or from a transcript of the library."""
    path = Path(args.transcript)
    if path.is_file():
        found = apart.parse(str(path), intake.read_file(path, settings.max_file_mb), settings)
    else:
        found = [open_index(settings).transcript(args.transcript)]
    for transcript in found:
        print(as_yaml(transcript), end="")
    return 0


def export(args: argparse.Namespace, settings: Settings) -> int:
    """Print the sets in another tool's form."""
    print(FORMS[args.to](evaluate.prepare(args.sets, settings).tasks), end="")
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)
