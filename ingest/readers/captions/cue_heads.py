"""Names on a line of their own above what is said, in every caption: Teams, Google Meet, others.

00:00:03.150 --> 00:00:05.220        00:00:16.000 --> 00:00:20.000
Lee, Ann                             (Ann Lee)
Good morning.                        background?
                                     -
                                     (Bo Ek)
                                     Well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.captions.cue_markup import Piece
from ingest.readers.captions.cue_names import as_printed, is_name, is_sound

_NEARLY_ALL = 0.9
_LONGEST = 60
_BRACKETS = re.compile(r"[\[(]([^\[\]()]+)[\])]")
# A dash alone parts the speakers in a cue.
_DASH = r"\n[ \t]*[-\u2013][ \t]*\n\s*"
_DASH_LINE = re.compile(_DASH + "$")
_AFTER_DASH = re.compile(_DASH + r"([\[(][^\[\]()\n]+[\])])[ \t]*\n")


def heads(texts: Sequence[str]) -> frozenset[str]:
    """The first lines of a file's cues, where nearly all are names and each heads two on average.

    Empty where they are not. The first lines of captions differ, and are no names.
    """
    said = [text.strip() for text in texts if text.strip()]
    lines = [text.partition("\n")[0].rstrip() for text in said if "\n" in text]
    named = [line for line in lines if _can_be(line)]
    recur = len(set(named)) < len(named) and 2 * len(set(named)) <= len(named) + 1
    if not recur or len(named) < _NEARLY_ALL * len(said):
        return frozenset()
    within = [line for text in said for line in _AFTER_DASH.findall(text) if _can_be(line)]
    return frozenset([*named, *within])


def headed(text: str, names: frozenset[str]) -> Iterator[Piece]:
    """The parts of a cue, each under the name above it. In brackets one may stand further down."""
    starts = []
    for line in re.finditer(r"[^\n]+", text):
        name = line[0].strip()
        first = not text[: line.start()].strip()
        if name in names and (first or _BRACKETS.fullmatch(name)):
            starts.append((line.start(), line.end(), name))
    lead = text[: starts[0][0] if starts else len(text)].strip()
    if lead:
        yield Piece(0, None, lead, False)
    ends = [at for at, _, _ in starts[1:]] + [len(text)]
    for (at, body, name), end in zip(starts, ends, strict=True):
        words = _DASH_LINE.sub("", text[body:end])
        yield Piece(at, _name(name), words.strip(), True)


def _name(line: str) -> str:
    bracketed = _BRACKETS.fullmatch(line)
    return as_printed(bracketed[1] if bracketed else line)


def _can_be(line: str) -> bool:
    name = _name(line)
    plain = 0 < len(name) <= _LONGEST and name[-1] not in ".,:;!?\u2026-" and is_name(name)
    return plain and not (name != line and is_sound(name))
