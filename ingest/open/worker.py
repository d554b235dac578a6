"""The process in which files are read: it takes jobs, and answers within their limits.

`python -m ingest.open.worker MODULE`, started by `ingest.open.pool`; MODULE is imported while
nobody waits. A job is a pickle on standard input: the name of a function (`module:name`), its
arguments and its limits. What it yields goes back item by item, and then how it ended. Standard
error is a pipe that carries nothing: where nobody holds its other end any more, the worker ends.
"""

from __future__ import annotations

import importlib
import math
import os
import pickle
import select
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple

if sys.platform != "win32":
    import fcntl
    import resource

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120  # characters of a message in a report
# Of the memory that a job may take: a worker that has taken more ends, and gives it back.
GROWN = 0.25

How = Literal["begun", "item", "done", "outgrown", "memory", "failed"]
Message = tuple[How, Any]


class Limits(NamedTuple):
    """For each item of a job: seconds of the processor, and 10**6 bytes of address space."""

    seconds: float
    megabytes: int


class Job(NamedTuple):
    """`function` is `module:name`, and gives an iterable."""

    function: str
    args: tuple[Any, ...]
    limits: Limits


def main() -> None:
    """Answer jobs until standard input ends."""
    answers, nowhere = os.fdopen(os.dup(1), "wb"), os.open(os.devnull, os.O_WRONLY)
    _end_with(os.dup(2))
    for number in (1, 2):  # what a library prints is no answer
        os.dup2(nowhere, number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    with suppress(ImportError):  # the first job says what is wrong
        importlib.import_module(sys.argv[1])
    while (job := _next()) is not None:
        _send(answers, ("begun", None))
        ended = _answer(job, answers)
        _send(answers, ended)
        if ended[0] != "done":
            return


def _next() -> Job | None:
    try:
        job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started it
    except (EOFError, pickle.UnpicklingError):
        return None
    return job


def _answer(job: Job, answers: BinaryIO) -> Message:
    """Do a job; how it ended."""
    try:
        _limit(job.limits)
        module, name = job.function.split(":")
        for item in getattr(importlib.import_module(module), name)(*job.args):
            _send(answers, ("item", item))
            _limit(job.limits)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001 - whatever a reader raises is said, for this file only
        return "failed", _report(error)
    return ("outgrown" if _grown(job.limits) else "done"), None


def _send(answers: BinaryIO, message: Message) -> None:
    pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _report(error: Exception) -> str:
    """What was raised, and where in the code of this project."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(ROOT) and f.name != "_answer"]
    place = f" at {Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else ""
    said = " ".join(str(error).split())
    said = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
    return f"{type(error).__name__}{f': {said}' if said else ''}{place}"


def _limit(limits: Limits) -> None:
    """Limit what is taken from now on; where the system has no such limits, the clock's holds."""
    if sys.platform == "win32":
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for kind, most in (
        (resource.RLIMIT_CPU, math.ceil(used + limits.seconds)),
        (resource.RLIMIT_AS, limits.megabytes * 1_000_000),
        (resource.RLIMIT_CORE, 0),  # no copy of what people said is left behind
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def _grown(limits: Limits) -> bool:
    return sys.platform != "win32" and _peak() > GROWN * limits.megabytes * 1_000_000


def _peak() -> int:
    """Bytes of memory that this process held at most."""
    if sys.platform == "linux":  # whose `ru_maxrss` begins with what the starting process holds
        return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _end_with(pipe: int) -> None:
    """End when nobody reads a pipe any more: with the process that started this one.

    Also in the middle of a job: Linux then sends a signal that needs no help from the interpreter,
    which a pattern may hold. It sends the same one for whatever is written or read at the other
    end, and may do so late, so nothing ever goes through this pipe. Elsewhere the limits end a job.
    """
    if sys.platform != "linux":
        return
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    gone = select.poll()
    gone.register(pipe, 0)
    if gone.poll(0):  # it ended before the watch began
        os._exit(1)


if __name__ == "__main__":
    main()
