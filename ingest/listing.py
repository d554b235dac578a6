"""`python -m ingest list`: the list that was left beside the library, while it is as it was left.

Nothing here loads Chroma, whose import takes seconds of the processor.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import settings as configuration
from ingest.store.care import health
from settings import Settings

Row = dict[str, Any]
"""Name, title, date, format, count of turns and names of the speakers of a transcript."""


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings, with the library that the command names. Raises SettingsError."""
    settings = configuration.load()
    return replace(settings, library=args.library) if args.library else settings


def known(args: argparse.Namespace) -> list[Row] | None:
    """The transcripts of a library that nobody touched since they were listed, else None."""
    return health.listed(settings_of(args))


def show(rows: Iterable[Row], as_json: bool) -> int:
    """Print a line for each transcript; the exit code."""
    for row in rows:
        date = f", {row['date']}" if row["date"] else ""
        text = f"{row['name']}: {row['title']}{date}, {row['turns']} turns"
        print(json.dumps(row, ensure_ascii=False) if as_json else text)
    return 0
