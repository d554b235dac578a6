"""How this program was started, for the commands that its messages name, and how it is ended."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_ENDINGS = (signal.SIGTERM, signal.SIGINT)


def command(words: str, program: str | None = None) -> str:
    """A package's command, such as `ingest add FILE`, as a person types it here.

    `python -m ingest add FILE`, or `on-record add FILE` where `program` is that script.
    """
    path = Path(program or sys.argv[0])
    if path.stem != "on-record" and path.parts[-2:] != ("ui", "__main__.py"):
        return f"python -m {words}"
    package, _, rest = words.partition(" ")
    return " ".join(["on-record", *(["evals"] if package == "evals" else []), rest]).rstrip()


@contextmanager
def ending_well(said: str = "stopped; what was done before that is kept") -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end what is inside where it is: one line, and no traceback.

    It gives back what it holds; told a second time the process ends at once.
    """
    if threading.current_thread() is not threading.main_thread():  # no other one may take signals
        yield
        return

    def told(number: int, _: FrameType | None) -> None:
        for each in _ENDINGS:
            signal.signal(each, signal.SIG_DFL)
        raise _Ended(number)

    before = {each: signal.signal(each, told) for each in _ENDINGS}
    try:
        yield
    except _Ended as ended:
        print(said, file=sys.stderr)
        sys.exit(128 + ended.number)
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)


class _Ended(BaseException):
    """Told to end; no error, so that nothing takes it for one."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)
