"""A transcript as Markdown, for people to read and print."""

from __future__ import annotations

import re

from ingest.transcript import Transcript, Turn, timestamp

# What Markdown would take for more than itself: anywhere, and at the start of a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&])")
_AT_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)


def markdown(transcript: Transcript) -> str:
    """Title and date, then each turn under its speaker's name, with its number and time."""
    head = [f"# {_plain(transcript.title)}", *([transcript.date] if transcript.date else [])]
    return "\n\n".join([*head, *map(_turn, transcript.turns)]) + "\n"


def _turn(turn: Turn) -> str:
    time = f", {timestamp(turn.start_ms)}" if turn.start_ms is not None else ""
    return f"**{_plain(turn.who)}** ({turn.number}{time})\n\n{_plain(turn.text)}"


def _plain(text: str) -> str:
    return _AT_START.sub(_escaped, _ANYWHERE.sub(r"\\\1", text))


def _escaped(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
