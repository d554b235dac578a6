"""Speed and memory by size of the library: `make bench-speed` writes into benchmarks/RESULTS.md.

Each measure runs in a process of its own, so that its memory can be told, one after the other.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any, ParamSpec, TypeVar

from benchmarks import speed_report
from benchmarks.speed_report import Ingested, Measured, Searched
from benchmarks.synthetic import TURNS, questions, transcripts
from ingest.index.embedding import Vectors, builtin
from ingest.index.keywords import Keywords
from ingest.index.passages import passages
from ingest.store import chroma
from ingest.store.library import Library
from ingest.store.records import passage_id
from ingest.store.stored import passage_metadata
from rag.find.find import search
from rag.find.retrieve import Filters, Index, open_index
from settings import Settings

SIZES, LARGEST = (1_000, 10_000, 100_000), 500_000
QUESTIONS, WARM_UP = 100, 10
FILTERS = ("none", "transcript", "speaker")

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Clock:
    """Seconds spent inside `with clock:`, by the wall and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    def __enter__(self) -> None:
        self.wall -= time.perf_counter()
        self.cpu -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += time.process_time()


def ingest(folder: Path, turns: int) -> Ingested:
    """Add transcripts to a library: cut, embed, store, and index the words once at the end."""
    builtin().query("load the model")
    clock, count = Clock(), 0
    library = Library(Settings(library=folder), builtin())
    for transcript in transcripts(turns):
        with clock:
            made = passages(transcript.turns)
            library.put(transcript, made, builtin().documents([p.embed for p in made]))
        count += len(made)
    with clock:
        Keywords(library)
    return Ingested(clock.wall, clock.cpu, count, _peak())


def raw(folder: Path, turns: int) -> Ingested:
    """Upsert the same texts, metadata and ready vectors into a collection, in largest batches."""
    clock, count = Clock(), 0
    client = chroma.connect(Settings(library=folder))
    to = chroma.collection(client, "raw")
    for batch in chroma.batches(_rows(turns), client):
        ids, vectors, texts, metadata = (list(column) for column in zip(*batch, strict=True))
        with clock:
            to.upsert(ids=ids, embeddings=vectors, documents=texts, metadatas=metadata)
        count += len(batch)
    return Ingested(clock.wall, clock.cpu, count, _peak())


def _rows(turns: int) -> Iterator[tuple[str, Vectors, str, dict[str, Any]]]:
    for transcript in transcripts(turns):
        made = passages(transcript.turns)
        vectors = builtin().documents([p.embed for p in made])
        for passage, vector in zip(made, vectors, strict=True):
            at = transcript.turns[passage.number - 1]
            yield (
                passage_id(transcript.name, passage.number, passage.part, transcript.sha256),
                vector,
                passage.text,
                passage_metadata(transcript, at, passage.part),
            )


def reopen(folder: Path) -> tuple[float, int]:
    """Seconds to open a library and answer a question; bytes at the peak, after all questions."""
    asked = questions(QUESTIONS)
    started = time.perf_counter()
    index = open_index(Settings(library=folder))
    search(index, asked[0][0])
    seconds = time.perf_counter() - started
    for question, _, _ in asked:
        search(index, question)
    return seconds, _peak()


def searched(folders: Sequence[Path], count: int = QUESTIONS) -> list[Searched]:
    """Milliseconds of a search by size and filter.

    Each question goes to every library under every filter in turn, so that what else the machine
    does meets all of them alike.
    """
    asked = questions(count + WARM_UP)
    indexes = [open_index(Settings(library=folder)) for folder in folders]
    took: list[dict[str, list[float]]] = [{kind: [] for kind in FILTERS} for _ in indexes]
    for at, (question, name, speaker) in enumerate(asked):
        filters = (Filters(), Filters(transcripts=(name,)), Filters(speakers=(speaker,)))
        for index, times in zip(indexes, took, strict=True):
            for kind, chosen in zip(FILTERS, filters, strict=True):
                seconds = _timed(index, question, chosen)
                if at >= WARM_UP:
                    times[kind].append(1000 * seconds)
    return [
        Searched(
            {kind: quantiles(ms, n=20, method="inclusive")[9] for kind, ms in times.items()},
            {kind: quantiles(ms, n=20, method="inclusive")[18] for kind, ms in times.items()},
        )
        for times in took
    ]


def _timed(index: Index, question: str, filters: Filters) -> float:
    started = time.perf_counter()
    search(index, question, filters=filters)
    return time.perf_counter() - started


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def apart(measure: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *args, **kwargs).result()


def measured(folder: Path, sizes: Sequence[int]) -> list[Measured]:
    """Everything at each size, in libraries below `folder`."""
    made = []
    for turns in sizes:
        ours = apart(ingest, folder / f"{turns}", turns)
        beside = apart(raw, folder / f"{turns}-raw", turns)
        made.append((turns, ours, beside, *apart(reopen, folder / f"{turns}")))
        print(made[-1], flush=True)
    times = apart(searched, [folder / f"{turns}" for turns in sizes])
    return [Measured(*row, time) for row, time in zip(made, times, strict=True)]


def main() -> None:
    """Measure all sizes in one run and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--all", action="store_true", help=f"{LARGEST:,} turns too")
    sizes = (*SIZES, LARGEST) if parser.parse_args().all else SIZES
    with tempfile.TemporaryDirectory() as folder:
        speed_report.write(measured(Path(folder), sizes), TURNS, QUESTIONS)


if __name__ == "__main__":
    main()
