"""How long each step takes: a line for each, on standard error, where that is asked for.

A line can hold no talk, question, answer or key: it is made of a word of `Step` and of numbers.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal, TypeVar

import settings as configuration

T = TypeVar("T")
Step = Literal[
    "command", "open", "index",  # a command as a whole, the library, its keyword index
    "parse", "embed", "store",  # a file on its way in
    "ask", "follow", "understand", "pool", "features", "order", "weigh", "read",  # to found turns
    "count", "decide", "write", "check", "repair",  # from these to an answer
    "judge", "report", "health",
]  # fmt: skip

LOG = logging.getLogger("on_record")
VERBOSE = "say on standard error how long each step takes"


@contextmanager
def step(name: Step, **counts: int) -> Iterator[dict[str, int]]:
    """Log how many milliseconds what is inside takes, and the class of the error that ends it.

    `counts` go along; more may be put into what this gives.
    """
    began, error = time.perf_counter(), None
    try:
        yield counts
    except BaseException as raised:
        error = type(raised).__name__
        raise
    finally:
        _tell(name, time.perf_counter() - began, counts, error)


def each(name: Step, items: Iterable[T]) -> Iterator[T]:
    """The items as they come; their time is logged, without that of whoever takes them."""
    rest, spent, count, error = iter(items), 0.0, 0, None
    try:
        while True:
            began = time.perf_counter()
            try:
                item = next(rest)
            except StopIteration:
                return
            finally:
                spent += time.perf_counter() - began
            count += 1
            yield item
    except BaseException as raised:
        error = type(raised).__name__
        raise
    finally:
        _tell(name, spent, {"items": count}, error)


def is_on() -> bool:
    """Whether lines are written: then nothing else draws on standard error."""
    return LOG.isEnabledFor(logging.INFO)


def start(form: str) -> None:
    """Write lines from now on, as `text` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else logging.Formatter(
        "%(asctime)s.%(msecs)03d %(threadName)s: %(message)s", "%H:%M:%S"
    ))  # fmt: skip
    LOG.handlers[:], LOG.propagate = [handler], False
    LOG.setLevel(logging.INFO)


@contextmanager
def verbose(on: bool) -> Iterator[None]:
    """Write lines while a command runs, if it is to be verbose. Raises SettingsError."""
    if not on:
        yield
        return
    before = LOG.handlers[:], LOG.propagate, LOG.level
    start("json" if configuration.load().log == "json" else "text")
    try:
        with step("command"):
            yield
    finally:
        LOG.handlers[:], LOG.propagate, level = before
        LOG.setLevel(level)


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = getattr(record, "told", None) or {"message": record.getMessage()}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = {"at": at, "level": record.levelname.lower(), "thread": record.threadName}
        return json.dumps(head | told)


def _tell(name: Step, seconds: float, counts: dict[str, int], error: str | None) -> None:
    milliseconds = round(seconds * 1000, 1)
    told = {"step": name, "ms": milliseconds, **counts} | ({"error": error} if error else {})
    rest = "".join(f" {key}={value}" for key, value in told.items() if key not in ("step", "ms"))
    LOG.info("%s %s ms%s", name, milliseconds, rest, extra={"told": told})
