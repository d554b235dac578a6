"""Work in processes of their own, which can be ended: what runs there harms nothing here.

A worker is a fresh interpreter (`ingest.open.worker`): it shares no lock and no thread with this
process. One that has done its job waits for the next, so that a usual file costs no start.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from ingest import children
from ingest.errors import Stopped
from ingest.open.worker import ROOT, How, Job, Limits, Message
from settings import Settings

__all__ = ["limits", "place", "run", "start"]

Worker = subprocess.Popen[bytes]

# Workers that wait; more than two files at once are rare.
MOST_IDLE = 2
# On the clock a file may take this many times its seconds of the processor: a busy machine is no
# hang. Where a system cannot limit the processor, the clock's limit is the only one.
PATIENCE = 1 if sys.platform == "win32" else 5
# Seconds of the clock in which a worker starts and takes its job; on an idle machine, half of one.
STARTING = 120
REPORT = "please report this line and, if you may, the file (CONTRIBUTING.md says how)"

_idle: list[Worker] = []
_lock = threading.Lock()
_places, _reading = threading.Condition(), 0


def start(module: str) -> None:
    """Have a worker wait that has imported `module`; its start takes no time of this process."""
    with _lock:
        if not _idle:
            _idle.append(_started(module))


@contextmanager
def place(most: int) -> Iterator[None]:
    """Wait until fewer than `most` files are read at once; a file more has its memory only then."""
    global _reading  # noqa: PLW0603 - one number for the whole process
    with _places:
        _places.wait_for(lambda: _reading < most)
        _reading += 1
    try:
        yield
    finally:
        with _places:
            _reading -= 1
            _places.notify()


def limits(settings: Settings) -> Limits:
    """What the settings let one file take."""
    return Limits(settings.file_seconds, settings.file_memory_mb)


def run(function: str, args: tuple[Any, ...], most: Limits) -> Iterator[Any]:
    """What `function` (`module:name`, an iterable) yields, run in a worker, item by item.

    Raises Stopped where it takes more than its limits for an item, raises anything, or dies.
    """
    module = function.partition(":")[0]
    worker = _taken(module)
    how: How = "begun"
    try:
        how, value = _message(worker, STARTING, Job(function, args, most))
        while how in ("begun", "item"):
            if how == "item":
                yield value
            how, value = _message(worker, PATIENCE * most.seconds)
    except _Late as late:
        raise Stopped(_too_long(most)) from late
    finally:
        _free(worker, how == "done", module)
    if how == "memory":
        raise Stopped(_too_much(most))
    if how == "failed":
        raise Stopped(f"internal error ({value}); {REPORT}")


class _Late(Exception):
    """A worker took too long, and is no more."""


def _message(worker: Worker, seconds: float, job: Job | None = None) -> Message:
    """The next message of a worker, which may first be given a job. Raises Stopped and _Late."""
    late = threading.Event()

    def end() -> None:
        late.set()
        worker.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        if job:
            pickle.dump(job, _pipe(worker.stdin), pickle.HIGHEST_PROTOCOL)
            _pipe(worker.stdin).flush()
        message: Message = pickle.load(_pipe(worker.stdout))  # noqa: S301 - our own process
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        code = worker.wait()
        if late.is_set() or (sys.platform != "win32" and code == -signal.SIGXCPU):
            raise _Late from error
        raise Stopped(f"internal error (its process {_ended(code)}); {REPORT}") from error
    finally:
        timer.cancel()
    return message


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # all workers are started with pipes
    return stream


def _too_long(most: Limits) -> str:
    return f"takes longer than {most.seconds:g} s; split the file, or raise ON_RECORD_FILE_SECONDS"


def _too_much(most: Limits) -> str:
    return (
        f"needs more than {most.megabytes} MB of memory; split the file, or raise "
        "ON_RECORD_FILE_MEMORY_MB"
    )


def _ended(code: int) -> str:
    return f"ended with {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"


def _started(module: str) -> Worker:
    """A new worker. Raises Stopped."""
    command = [sys.executable, "-m", "ingest.open.worker", module]
    try:
        return children.start(command, ROOT, subprocess.PIPE, subprocess.PIPE)
    except OSError as error:
        said = error.strerror or error
        raise Stopped(f"no process to read it in can be started ({said})") from error


def _taken(module: str) -> Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.poll() is None:
                return worker
    return _started(module)


def _free(worker: Worker, whole: bool, module: str) -> None:
    """Keep a worker for the next job, or end it and have another start in its place."""
    with _lock:
        if whole and len(_idle) < MOST_IDLE:
            _idle.append(worker)
            return
    _end(worker)
    if not whole:
        start(module)


def _end(worker: Worker) -> None:
    worker.kill()
    worker.wait()
    for stream in (worker.stdin, worker.stdout, worker.stderr):
        with suppress(OSError):  # what it did not read cannot be written any more
            _pipe(stream).close()
