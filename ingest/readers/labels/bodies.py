"""What stands under a label, in its first paragraph: sentences, a roll of names, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import islice

from ingest.readers.common.dates import find_date
from ingest.readers.common.lines import Line
from ingest.readers.labels.layout import ENDS
from ingest.readers.labels.openers import Opener
from ingest.text import words

# Words of a line that is no sentence, at most; lines of a body that are looked at.
SHORT, LINES = 12, 30
# Names in a roll, at least, and commas in one below a question; one name, where the label is an
# office. Small words in it, at most ("Ann Lee and Tom Reed present").
ROLL, LOW = 2, 2
_STOPPED = re.compile(r"[.?!…。？！؟][\"'”’»)\]*_]*$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[,;、，\n]|\s(?:and|und|et|e|y|en|og|och)(?=\s)")
_MARKS = " *_\t\u00a0"


def ends(lines: Sequence[Line], own: Sequence[Opener], at: int) -> bool:
    """The first paragraph of a turn ends as a sentence, or with a note."""
    text = lines[max(own[at].talk, _paragraph_end(lines, own, at) - 1)].text.rstrip(_MARKS)[-20:]
    return bool(ENDS.search(text)) or text.endswith((")", "]", "”", '"'))


def _paragraph_end(lines: Sequence[Line], own: Sequence[Opener], at: int) -> int:
    """The index behind the first paragraph under a label; that of its talk where it has none."""
    talk = own[at].talk
    until = own[at + 1].first if at + 1 < len(own) else len(lines)
    end = min(talk + 1, until)
    while end < until and not lines[end].blank and not lines[end].opens:
        end += 1
    return end


def body_of(lines: Sequence[Line], own: Sequence[Opener], at: int) -> list[str]:
    """The first paragraph under a label, line by line, without marks; a part of a long one."""
    o, end = own[at], _paragraph_end(lines, own, at)
    texts = (lines[i].text[o.column if i == o.talk else 0 :] for i in range(o.talk, end))
    return [t for text in islice(texts, LINES) if (t := text.strip(_MARKS))]


def is_sentence(body: Sequence[str]) -> bool:
    """Some line of it ends as a sentence does, or is long."""
    return any(len(t.split()) > SHORT or _is_stopped(t) for t in body)


def _is_stopped(text: str) -> bool:
    stopped = _STOPPED.search(text[-20:]) is not None
    return stopped and (words.is_sentence(text) or not text.rstrip("\"'”’»)]").endswith("."))


def is_fact(body: Sequence[str]) -> bool:
    """A date or a time of day."""
    return len(body) == 1 and find_date(body[0]) is not None


def is_roll(body: Sequence[str], names: Set[str], least: int) -> bool:
    """Names, most of all parts or beside what these people are.

    `names`: the last names of those who speak.
    """
    text = _BRACKETS.sub("", "\n".join(body).rstrip(".:"))
    parts = [p for part in _PARTS.split(text) if (p := part.strip())]
    named = sum(_is_person(p, names) for p in parts)
    low = small_words(text)
    return named >= least and ((2 * named > len(parts) and low <= LOW) or not low)


def _is_person(part: str, names: Set[str]) -> bool:
    """A name of two words and more, be one a title, or the last name of somebody who speaks."""
    if part.casefold() in names or words.is_full_name(part):
        return True
    titled = words.is_role(part) and words.name_shaped(part) and len(part.split()) > 1
    return titled and not words.is_role(part.rsplit(maxsplit=1)[-1])


def small_words(text: str) -> int:
    """Words that are small, and not so within names and offices."""
    low = (w.strip(".,;:()") for w in text.split() if w[0].islower())
    return sum(w not in words.PARTICLES and w not in words.HONORIFICS for w in low)
