"""Who asks: the headings that stand over the questions of an examination."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.people.names import fold
from ingest.readers.common.lines import Line
from ingest.text import words

_BY = re.compile(r"\s*[(\[]?(?:[A-Z-]+\s){0,3}?(?:BY|By)\s(?P<name>[^a-z()]{2,60}?)[)\]]?:\s*$")
_QUESTION = re.compile(r"[ \t\u00a0]*Q(?:[.:](?=\s)|\t|[ \u00a0]{2})")
_LABEL = re.compile(r"\s*(?P<name>[^\W\d_a-z][^:\n(]{0,60}?)(?:\s\([^()]{1,40}\))?[:.]\s")
# What may stand behind the name, a piece: "(continued)", "KC", a colon.
_BEHIND = re.compile(r"(?:\([^()]{1,30}\)|[:.,\s]|(?<=[\s,])(?:KC|QC|SC|ESQ|Esq))$")
_ENDS = re.compile(r"(?:[.?!…]|[-–—]{1,2})[\"'”’)\]]*$")
# Before who asks, as courts and inquiries print it; and before whom is asked.
_ASKING = frozenset("by from par von durch por door da dal di przez av af".split())
_ASKED = frozenset("of to for with du des de della dello del van".split())
# Words and characters of such a heading, and lines of headings to the question under it.
LONGEST, WIDEST, FAR = 12, 200, 4
# Characters of a piece behind the name, at most.
BEHIND = 33


def names(lines: Sequence[Line]) -> dict[int, str]:
    """Who asks from a line on, by the index of the heading."""
    found = {i: m["name"].strip() for i, line in enumerate(lines) if (m := _BY.match(line.text))}
    if not any(_QUESTION.match(line.text) for line in lines):
        return found
    known: Counter[str] | None = None
    for i in _over_questions(lines):
        if known is None:
            labels = (m["name"] for line in lines if (m := _LABEL.match(line.text)))
            known = Counter(fold(_without_behind(label)) for label in labels)
        if i not in found and (name := _asker(lines[i].text, known)):
            found[i] = name
    return dict(sorted(found.items()))


def _over_questions(lines: Sequence[Line]) -> Iterator[int]:
    """Lines over a question, up to what ends a sentence: none that is cut short itself."""
    full = [i for i, line in enumerate(lines) if not line.blank]
    for at, i in enumerate(full):
        if not _QUESTION.match(lines[i].text):
            continue
        over: list[int] = []
        for j in reversed(full[max(0, at - FAR) : at]):
            text = lines[j].text.rstrip()
            if _ENDS.search(text) or (over and text.endswith((":", ")"))):
                yield from over
                break
            over.append(j)


def _asker(text: str, known: Mapping[str, int]) -> str | None:
    """The name that a heading ends in: a label of the file, or a title and a name after "by"."""
    label = _LABEL.match(text)
    if len(text) > WIDEST:
        return None
    if label and (known.get(fold(label["name"]), 0) > 1 or fold(label["name"]) == "a"):
        return None
    whole = text.strip().lstrip("([")
    inside = re.sub(r"[()\[\]]", " ", whole)
    return _closing(_without_behind(whole), known) or _closing(_without_behind(inside), known)


def _without_behind(text: str) -> str:
    while found := _BEHIND.search(text, max(0, len(text) - BEHIND)):
        text = text[: found.start()]
    return text


def _closing(text: str, known: Mapping[str, int]) -> str | None:
    parts = text.rstrip(")] ").split()
    if len(parts) > LONGEST or not text[:1].isupper():
        return None
    for at in range(1, len(parts)):
        before, rest = fold(parts[at - 1]).strip(":–—"), parts[at:]
        name = " ".join(rest)
        if before in _ASKED or not name[:1].isupper():
            continue
        titled = fold(rest[0]) in words.HONORIFICS and 1 < len(rest) < 6
        named = titled and all(w[:1].isupper() for w in rest)
        if fold(name) in known or (before in _ASKING and named):
            return name
    return None
