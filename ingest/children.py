"""Processes that this one starts, and that end with it."""

from __future__ import annotations

import atexit
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakSet

_running: WeakSet[subprocess.Popen[bytes]] = WeakSet()
_lock, _over = threading.Lock(), threading.Event()


def start(
    command: Sequence[str], folder: Path, stdin: int = subprocess.DEVNULL, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a process in a folder, its output to be read. Raises OSError, also after `end_all`."""
    pipe = subprocess.PIPE
    with _lock:
        if _over.is_set():
            raise InterruptedError("the program is ending")
        child = subprocess.Popen(command, cwd=folder, stdin=stdin, stdout=pipe, stderr=stderr)
        _running.add(child)
    return child


@atexit.register
def end_all() -> None:
    """End those that run, and have no other start."""
    with _lock:
        _over.set()
        for child in list(_running):
            child.kill()
            child.wait()
