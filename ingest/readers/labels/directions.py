"""Directions of plays behind a name on its own line: "JULIEN, à part.", "NORA, rising"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from ingest.readers.labels.openers import Opener
from ingest.text import words

# Names that have several directions, at least, where none ends with a stop.
ENOUGH = 2


def without(own: Sequence[Opener]) -> list[Opener]:
    """The names without the directions behind them, in a play; elsewhere without sentences.

    An office behind a name ("ANN LEE, chief engineer") is the same each time and has no full stop.
    """
    directed = {o.line: _name(o.head.label) for o in own if _is_directed(o)}
    if not directed:
        return list(own)
    if not _is_play(own, directed.values(), {o.key for o in own if o.line in directed}):
        return [o for o in own if o.line not in directed or words.stands_alone(o.head.label)]
    return [
        replace(o, head=o.head._replace(label=directed[o.line])) if o.line in directed else o
        for o in own
    ]


def _name(label: str) -> str:
    """The name without what is directed, or the full stop."""
    return words.core(label).removesuffix(".")


def _is_directed(o: Opener) -> bool:
    return o.head.form == "bare" and words.is_directed(o.head.label)


def _is_play(own: Sequence[Opener], names: Iterable[str], keys: Set[str]) -> bool:
    """Names come again behind which a sentence stands, or several with one thing and another.

    A full stop alone stands behind two such names at least: "SO ORDERED." may come again, too.
    """
    counts = Counter(_name(o.head.label) for o in own)
    several = Counter(_name(key) for key in keys)
    stopped = {_name(key) for key in keys if words.is_sentence(key)}
    directed = {_name(key) for key in keys if "," in key}
    again = {name.casefold() for name in names if counts[name] > 1}
    found = again & stopped
    return (
        bool(found & directed)
        or len(found) >= ENOUGH
        or sum(several[name] > 1 for name in again) >= ENOUGH
    )
