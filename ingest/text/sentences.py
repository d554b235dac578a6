"""Text to sentences: spans that tile the text, so that any join of them is the text itself."""

from __future__ import annotations

import re

# Words whose full stop ends no sentence; single letters (initials, "U.S.") are handled by rule.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt cmdr adm hon rev st jr sr fr pres amb "
    "messrs mme mlle vs etc inc ltd co corp cf al approx dept "
    "sra srs sras dra drs exa exas dott dhr mevr bzw ggf evtl".split()
)
# Words that are abbreviations before a number ("No. 5", "Sat. 3 May"), and else mostly are not.
BEFORE_NUMBERS = frozenset(
    "no nos nr nrs vol fig art sec pp est jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue wed thu fri sat sun".split()
)
_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f]+[\"'\u201d\u2019)\]]*(?:\s+|$)|\n\n+")
LONGEST = 40  # characters of a word before a full stop that are looked at
_WORD_BEFORE = re.compile(r"[^\s(\[\"'\u201c\u2018]+$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of `text`, side by side from 0 to its length.

    White space after a sentence belongs to its span. A full stop after an abbreviation, an initial
    or a number in a list does not end one; a blank line always does.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() < len(text) and not _ends(text, start, match):
            continue
        if text[start : match.end()].strip():
            spans.append((start, match.end()))
            start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def sentences(text: str) -> list[str]:
    """The sentences of `text`, without the white space around them."""
    return [text[a:b].strip() for a, b in sentence_spans(text)]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if "\n\n" in mark:
        return True
    follower = text[match.end()]
    if follower.islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, match.start() - LONGEST), match.start())
    word = before.group() if before else ""
    if word.casefold() in ABBREVIATIONS:
        return False
    if word.casefold() in BEFORE_NUMBERS:
        return not follower.isdigit()
    # "U.S. Government" goes on, "in the U.S. We" ends: only a common sentence opener ends there.
    if re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word) and word != "I":
        return bool(_OPENER.match(text, match.end()))
    if word.isdigit() and len(word) < 3 and _GERMAN_DATE.match(text, match.end()):
        return False
    # "1. Item": a bare number at the head of a sentence is a list mark.
    return not (word.isdigit() and text[start : match.start()].strip() == word)


# "am 3. Oktober", "im 19. Jahrhundert"
_GERMAN_DATE = re.compile(
    r"(?:Januar|Februar|M\u00e4rz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jahrhundert)"
)
_OPENER = re.compile(
    r"(?:The|This|That|These|Those|We|I|It|He|She|They|You|And|But|So|In|On|At|As|If|For|Now|Our|"
    r"My|There|What|When|Where|Who|Why|How|Yes|No|Thank|Thanks|Well|Then|Because|A|An)\b"
)
