"""Whether pieces of text read as people talking: not as a list, a program, settings, a log."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.common.lines import Line
from ingest.readers.labels.openers import Opener
from ingest.transcript import spoken, stage_notes

_SAID = re.compile(
    r"(?:(?:[.?!…。？！؟।—–-]|(?<=[\u0370-\u03ff])[;\u037e])[\"'”’)\]*_]*(?:\s?#[\d:.-]+#)?|(?:\S+\s+){7}.*)$"
    # What people type to one another, without stops.
    r"|\b(?:I|i|you|we|hi|hey|hello|thanks|thx|yeah|yep|lol|haha|sorry|please)\b",
    re.DOTALL,
)
_CODE = re.compile(
    r"\b(?:INFO|DEBUG|WARN|WARNING|ERROR|TRACE|FATAL)\b[\]:|]"
    r"|(?:[{}]|(?<![\u0370-\u03ff]);|=>|\\)\s*$|^\s*(?:#include|import |def |class |return |//|/\*)"
    r"|^\s*(?:export )?\w+ ?= ?\S|^\s*(?:fi|done|esac|if \[.*|then)$"
)
# "## 2.1.0 - 2021-03-04", "v1.4 (2020)": what heads the list of changes of a version.
_VERSION = re.compile(
    r"(?:#{1,4} *|[=-]*)\[?(?:[vV]?\d+\.\d+\.\d+|[vV]\d+\.\d+)\]?[ \t:(–-]*"
    r"(?:\d{4}\b.{0,20}|unreleased.?)?$"
)
SAMPLE = 300
# Lines that plain talk is told by, and words that it has at least.
MOST_LINES, FEWEST = 4000, 30
# Share of words by which one speaks of oneself or to others: encyclopedias have none, manuals 3 %,
# talk of figures from 4 % on, speeches 5 %, conversation 10 %. Half of it does where the room is
# noted.
PERSONAL = 0.04
# Share of paragraphs that open with a quotation mark: stories quote what their people say.
QUOTING = 0.1
# Share of lines that open with a number: tables, lists, captions.
ROWS = 0.3
_PERSONAL = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|ours|you|your|yours|myself|ourselves|yourself|i)(?:['’]\w{1,2})?\b"
    r"|\b(?:[Uu]m+|[Uu]h+|[Tt]hank you|[Ll]adies and gentlemen)\b"
    r"|\b(?:ich|mich|mir|mein\w*|wir|uns\w*|ihr|euch|je|j['’]|moi|nous|notre|nos|vous|votre|vos|yo|"
    r"nosotros|nuestr\w+|ustedes|usted|eu|nós|vocês?|io|noi|nostr\w+|voi|ik|mij|wij|ons|jullie)\b"
    # "abrimos", "teníamos", "abbiamo": in some languages the verb says who, and no word beside it.
    r"|\b[^\W\d_]{2,12}(?:[aei]mos|[aáií]{1,2}[bm]?amos|iamo)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[?!？！؟]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUOTE = re.compile(r"\s*[\"“«„]")
# Letters, pages of markup, lists: what prose of a talk has none of.
_OTHER = re.compile(
    r"^(?:(?:From|To|Subject): |Dear\b[^.?!\n]{1,60}[,:][ \t]*$|(?:Yours|Best|Kind) \w+,?$"
    r"|```|#{2,6} |\|)"
    r"|WITHOUT (?:ANY )?WARRANT",
    re.MULTILINE,
)


def says(lines: Sequence[Line], taken: Sequence[Opener]) -> float:
    """Share of the turns whose first line ends or runs on as speech does."""
    said = _said(lines, taken)
    return sum(bool(_SAID.search(t[-200:])) for t in said) / len(said)


def talks(lines: Sequence[Line], taken: Sequence[Opener]) -> bool:
    """In the first line of some turn somebody asks, calls, or speaks of himself or to another."""
    return any(_ASKED.search(t) or _PERSONAL.search(t) for t in _said(lines, taken))


def speaks(text: str) -> bool:
    """Somebody speaks of himself or to another."""
    return _PERSONAL.search(text) is not None


def _said(lines: Sequence[Line], taken: Sequence[Opener]) -> list[str]:
    sample = taken[:: max(1, len(taken) // SAMPLE)]
    return [lines[o.talk].text[o.column :].strip() for o in sample]


def is_code(lines: Sequence[Line]) -> bool:
    """A program's text, its log or its changes: too many lines are as only there."""
    body = [line.text for line in lines[:2000] if not line.blank]
    if any(map(_VERSION.match, body[:12])):
        return True
    return sum(bool(_CODE.search(t[-200:])) for t in body) > 0.15 * len(body)


def is_talk(lines: Sequence[Line]) -> bool:
    """Prose speaks as people do to those who listen: of themselves and to others, or without stops.

    Letters, programs, tables, lists and stories that quote what people say are none.
    """
    lines = lines[:MOST_LINES]
    text = "\n".join(line.text for line in lines)
    full = [line.text.lstrip() for line in lines if not line.blank]
    count = len(_WORD.findall(text))
    rows = sum(line[:1].isdigit() for line in full)
    if count < FEWEST or rows > ROWS * len(full) or _OTHER.search(text[:20_000]):
        return False
    if "-->" in text or text.lstrip("\ufeff \n")[:1] in tuple("{[<") or is_code(lines):
        return False
    opening = [line.text for line in lines if line.opens and not line.blank]
    if sum(bool(_QUOTE.match(p)) for p in opening) > QUOTING * len(opening):
        return False
    personal = len(_PERSONAL.findall(spoken(text)))
    return personal >= PERSONAL * count * (0.5 if stage_notes(text) else 1)
