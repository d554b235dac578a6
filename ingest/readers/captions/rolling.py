"""Rolling captions: each cue shows again the line before it. Every word is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.captions.cue_markup import Plain

# Captions of two to four lines hold fewer words than this.
_MOST_WORDS = 100
# YouTube repeats a line in every cue, a broadcast's roll-up in nearly every one.
_ROLLING_SHARE = 0.4


def unroll(cues: Sequence[Plain]) -> list[Plain]:
    """`cues` with repeated words blanked out, if the file rolls; else as they are.

    A file rolls when at least two cues, and 40% of them, open with the last words of the cue
    before, two words or more. A single "No." after "No." is an answer.
    """
    words = [cue.text.split() for cue in cues]
    shown = [at for at, line in enumerate(words) if line]
    repeated = {b: _overlap(words[a], words[b]) for a, b in pairwise(shown)}
    rolls = sum(1 for count in repeated.values() if count > 1)
    if rolls < 2 or rolls < _ROLLING_SHARE * len(repeated):
        return list(cues)
    return [_without(cue, repeated.get(at, 0)) for at, cue in enumerate(cues)]


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words at the end of `before` open `after`."""
    tail = before[-_MOST_WORDS:]
    for count in range(min(len(tail), len(after)), 0, -1):
        if tail[-count] == after[0] and tail[-count:] == after[:count]:
            return count
    return 0


def _without(cue: Plain, count: int) -> Plain:
    """`cue` with its first `count` words made white space, so that positions stay."""
    if not count:
        return cue
    rest = cue.text.split(None, count)[count:]
    kept = rest[0] if rest else ""
    at = len(cue.text.rstrip()) - len(kept.rstrip())
    return cue._replace(text=" " * at + cue.text[at:])
