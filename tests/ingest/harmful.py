"""A reader that does harm when a file asks for it; `steps` is what a worker runs in its place."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from ingest import apart, readers
from ingest.errors import BrokenFile
from ingest.open.containers import Document
from ingest.transcript import RawTurn, Reading

MARK = "HARM "


def sniff(document: Document) -> str | None:
    return "harm" if document.text.startswith(MARK) else None


def read(document: Document) -> list[Reading]:
    kind, _, where = document.text.strip().removeprefix(MARK).partition(" ")
    match kind:
        case "raise":
            return [][1]
        case "refuse":
            raise BrokenFile(document.path, "no harm in it", "line 1")
        case "hang":
            re.match("(a*)*b", "a" * 100)  # holds the interpreter, as long as it takes
        case "sleep":
            time.sleep(600)
        case "memory":
            bytearray(10**12)
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "print":
            os.write(1, b"said on standard output\n")
        case "wait":
            while not Path(where).exists():
                re.match("(a*)*b", "a" * 15)
        case "pid":
            Path(where).write_text(str(os.getpid()))
            re.match("(a*)*b", "a" * 100)
    return [Reading("harmful", (RawTurn("Ann Lee", "It is done."),))]


readers.READERS = (readers.Reader("harmful", sniff, read), *readers.READERS)
steps = apart.steps
