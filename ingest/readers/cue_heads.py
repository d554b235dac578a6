"""Names on a line of their own above what is said, in every caption: old Teams exports and others.

00:00:03.150 --> 00:00:05.220
Lee, Ann
Good morning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.readers.cue_markup import Piece
from ingest.readers.cue_names import as_printed, is_name

_NEARLY_ALL = 0.9
_LONGEST = 60


def heads(texts: Sequence[str]) -> frozenset[str]:
    """The first lines of a file's cues, where nearly all are names and each heads two on average.

    Empty where they are not. The first lines of captions differ, and are no names.
    """
    said = [text for text in texts if text.strip()]
    named = [name for text in said if (name := _head(text)[0]) and _can_be(name)]
    recur = len(set(named)) < len(named) and 2 * len(set(named)) <= len(named) + 1
    return frozenset(named) if recur and len(named) >= _NEARLY_ALL * len(said) else frozenset()


def headed(text: str, names: frozenset[str]) -> Iterator[Piece]:
    """The one part of a cue under the name above it, or all of it where its first line is none."""
    name, rest = _head(text)
    if name in names:
        yield Piece(len(text) - len(text.lstrip()), as_printed(name), rest.strip(), True)
    elif text.strip():
        yield Piece(0, None, text.strip(), False)


def _head(text: str) -> tuple[str, str]:
    """The first line and what is under it; "" where there is nothing under it."""
    line, _, rest = text.strip().partition("\n")
    return (line.strip(), rest) if rest.strip() else ("", text)


def _can_be(line: str) -> bool:
    return len(line) <= _LONGEST and line[-1] not in ".,:;!?\u2026-" and is_name(as_printed(line))
