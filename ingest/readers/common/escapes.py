r"""Markdown's escapes undone before a text is looked at, and the places of its turns put back.

`**Ann Lee:**\` with her words on the next line, `\[crosstalk\]`, `1\.`, `\-`: so programs write
what they turn into Markdown. Pandoc says of a word how it is set: `[so]{.underline}`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.transcript import RawTurn, Reading

# A mark with its backslash, and one that ends its line: a break.
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~]|[ \t]*(?:[\r\n]|\Z))")
_BREAK = re.compile(r"(?<!\\)\\[ \t]*(?:\r\n?|\n)(?P<next>[^\r\n]?)")
# "{#the-rope-yard .unnumbered}" behind a heading, "{.underline}" behind what it marks.
_HOW = r"\{:? ?[#.]\w[\w:-]{0,80}(?: (?:[#.]\w|\w[\w-]{0,30}=)[^\s{}]{1,80}){0,8} ?\}"
_ATTRIBUTES = re.compile(
    rf"(?P<open>\[)(?:[^\[\]\\\n]|\\[^\n]){{1,300}}(?P<close>\]){_HOW}"
    rf"|(?<=[\])]){_HOW}|[ \t]{_HOW}(?=[ \t]*(?:[\r\n]|\Z))"
)
# Backslashes that a file needs; share of them that escape a sign (in paths and patterns letters
# follow), and of the breaks below which a line begins at the margin (programs go on further in).
FEWEST, NEARLY_ALL = 2, 0.9
# Escapes of one sign alone, at least.
OFTEN = 6


def escaped(text: str) -> list[int]:
    """Where the backslashes of escapes and the signs of attributes stand, from left to right."""
    return sorted([*_backslashes(text), *_signs(text)])


def _signs(text: str) -> list[int]:
    """The signs that say how a word or a heading is set, the brackets around the word too."""
    places: list[int] = []
    for m in _ATTRIBUTES.finditer(text) if "{" in text else ():
        around = [m.start(), m.start("close")] if m["open"] else []
        at = m.end("close") if m["open"] else m.start()
        places += [*around, *range(at, m.end())]
    return places


def _backslashes(text: str) -> list[int]:
    """Those of escapes; none where the text is not Markdown with escapes."""
    count = text.count("\\")
    if count < FEWEST:
        return []
    places = _places(text)
    doubled = sum(text[at + 1 : at + 2] == "\\" for at in places)
    breaks = [m["next"] for m in _BREAK.finditer(text)]
    flush = sum(sign not in (" ", "\t") for sign in breaks)
    signs = {text[at + 1 : at + 2] for at in places}
    if len(signs) < 2 and len(places) < OFTEN and not breaks:  # "¯\_(ツ)_/¯"
        return []
    if len(places) + doubled < NEARLY_ALL * count or flush < NEARLY_ALL * len(breaks):
        return []
    return places


def _places(text: str) -> list[int]:
    """The backslashes that escape a sign, from left to right: an escaped one escapes nothing."""
    places: list[int] = []
    for m in _ESCAPE.finditer(text):
        if not places or places[-1] != m.start() - 1:
            places.append(m.start())
    return places


def without(text: str, places: Sequence[int]) -> str:
    """The text without the backslashes at these places."""
    if not places:
        return text
    starts = [0, *(at + 1 for at in places)]
    return "".join(text[a:b] for a, b in zip(starts, [*places, len(text)], strict=True))


def put_back(reading: Reading, text: str, places: Sequence[int]) -> Reading:
    """The reading of a text without escapes, with its places in the text that has them."""
    # The first sign behind each, in the text without them: beyond it lies one backslash more.
    shifted = [at - n for n, at in enumerate(places)]

    def there(at: int | None) -> int | None:
        return None if at is None else at + bisect_left(shifted, at)

    def placed(turn: RawTurn) -> RawTurn:
        s = turn.source
        start, end, first, last = map(there, (s.start, s.end, s.text_start, s.text_end))
        return replace(
            turn, source=replace(s, start=start, end=end, text_start=first, text_end=last)
        )

    back = len(text) - len(places) - len(reading.back)
    return replace(
        reading,
        turns=tuple(map(placed, reading.turns)),
        front=text[: there(len(reading.front))],
        back=text[there(back) :],
    )
