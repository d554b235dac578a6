"""A model's text to plain sentences with the labels they cite. Pure functions.

Nothing that could act on a page survives: images go, links and tags leave their text, addresses
are taken out, so that an answer is words and labels and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.text.sentences import sentence_spans
from ingest.transcript import clean

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE | re.MULTILINE), plain)
    for pattern, plain in (
        (r"<!--.*?(?:-->|\Z)", ""),
        (r"<(script|style|iframe|svg|object)\b.*?(?:</\1\s*>|\Z)", ""),
        (r"!\[[^\]\n]*\](?:\([^)\n]*\)?|\[[^\]\n]*\])?", ""),
        (r"\[([^\]\n]+)\]\([^)\n]*\)?", r"\1"),
        (r"</?[a-z][^<>\n]*>", ""),
        (r"^\s*\[[^\]\n]+\]:\s+\S+.*$", ""),
        (
            r"\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|javascript:|data:)[^\s\"\u201d\])]*",
            "(address removed)",
        ),
        (r"^[ \t]*(?:#{1,6}|>|[-*+\u2022]|\d{1,2}[.)])[ \t]+", ""),
        (r"^[ \t]*(?:```|~~~|---|\*\*\*).*$", ""),
        (r"\*\*|__|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`", ""),
    )
)
# A heading that cites nothing says nothing of the record.
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t][^\[\n]*$", re.MULTILINE)
_LABEL = re.compile(
    r"[ \t]*[\[\u3010](?:(?:turns?|sources?)\s+)?"
    r"(\d{1,4}(?:\s*(?:,|;|and|&)\s*\d{1,4})*)[\]\u3011]",
    re.IGNORECASE,
)
# Line ends, tabs, and the joiners that some scripts are spelled with.
_KEPT = "\n\r\t\u200c\u200d"
_ROUNDS = 8
_OPENING, _CLOSING = "\u201c\u00ab", "\u201d\u00bb"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its labels.

    `marks`: labels with the place in `text` where each stood, in order.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def segment(text: str) -> list[Written]:
    """The sentences of a model's text, in order; the last one may still be growing."""
    found: list[Written] = []
    intro = ""
    for line in plain(_HEADING.sub("", text)).split("\n"):
        if not line.strip():
            continue
        whole = f"{intro} {line}" if intro else line
        intro = whole.strip() if whole.rstrip().endswith(":") else ""
        if not intro:
            found.extend(_sentences(whole))
    if intro:
        found.extend(_sentences(intro))
    return found


def plain(text: str) -> str:
    """Text without Markdown, HTML, addresses, invisible marks and a model's thinking aloud."""
    text = _THINKING.sub("", "".join(c for c in text if c in _KEPT or not _is_invisible(c)))
    # What is taken out may leave markup of what stood around it: "<<b>script>".
    for _ in range(_ROUNDS):
        before = text
        for pattern, replacement in _MARKUP:
            text = pattern.sub(replacement, text)
        if text == before:
            return "\n".join(clean(line) for line in text.split("\n"))
    return ""  # so many layers are made, not written


def _is_invisible(char: str) -> bool:
    """Whether it is a control or format mark, such as those that hide or turn round text."""
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")


def _sentences(line: str) -> list[Written]:
    """Sentences of one line. A label after the full stop belongs to the sentence before it."""
    bare, marks = _without_labels(line.strip())
    spans = _whole_quotes(bare, [s for s in sentence_spans(bare) if bare[slice(*s)].strip()])
    written = []
    for at, (start, end) in enumerate(spans):
        last = at == len(spans) - 1
        shown = bare[start:end].strip()
        own = tuple(
            (label, max(0, min(place - start, len(shown))))
            for label, place in marks
            if start < place <= end or (place <= start and at == 0) or (place > end and last)
        )
        written.append(Written(shown, own))
    return written


def _without_labels(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The line without labels, and each label with the place where it stood."""
    bare, done = "", 0
    marks: list[tuple[int, int]] = []
    for match in _LABEL.finditer(line):
        bare += line[done : match.start()]
        done = match.end()
        marks.extend((int(n), len(bare)) for n in re.findall(r"\d+", match[1]))
    return bare + line[done:], marks


def _whole_quotes(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans joined where a quotation mark opened in one is closed in a later one."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        if joined and _is_open(text[slice(*joined[-1])]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _is_open(text: str) -> bool:
    curly = sum(text.count(c) for c in _OPENING) > sum(text.count(c) for c in _CLOSING)
    return curly or text.count('"') % 2 == 1
