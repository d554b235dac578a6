"""How this program was started, for the commands that its messages name."""

from __future__ import annotations

import sys
from pathlib import Path


def command(words: str, program: str | None = None) -> str:
    """A package's command, such as `ingest add FILE`, as a person types it here.

    `python -m ingest add FILE`, or `on-record add FILE` where `program` is that script.
    """
    path = Path(program or sys.argv[0])
    if path.stem != "on-record" and path.parts[-2:] != ("ui", "__main__.py"):
        return f"python -m {words}"
    package, _, rest = words.partition(" ")
    return " ".join(["on-record", *(["evals"] if package == "evals" else []), rest]).rstrip()
