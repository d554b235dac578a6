"""What of a turn's lines is talk, and where the talk of the file ends.

Between turns stand section headings, times and rules; after the last one footers, indexes and
credits. None of them is told by its site or its words alone: talk is made of sentences, and these
are not; only a few set phrases ("Transcribed by", a copyright line) are known by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.readers.common.lines import Line
from ingest.readers.labelled.speech import speaks
from ingest.readers.labels.heads import is_heading as is_title
from ingest.readers.labels.openers import is_stamp
from ingest.transcript import STAGE_NOTE

# Longest heading and longest line of a footer, in words.
HEADING, FOOTER = 10, 20
# Share of the pieces of a line each that may have a second one: a chapter begins there.
FEW_LONGER = 0.25
# Turns of one paragraph each, before the last one's second is none of the talk.
FEW_TURNS = 8
_NAMED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_SAID = re.compile(r"[.?!…。？！—–,;:-][\"'”’»)\]*_\s]*$")
_RULE = re.compile(r"\s*(?:[-*_=~#•][ \t]*){3,}$")
# "**[NOTES]:** [She smiles]"
_NOTED = re.compile(r"[\s*_]*\[[^\]\n]{2,60}\][*_]*:")
_BREAKS = frozenset("-*_=~#•")
# Set phrases that no one says and that end a transcript wherever they stand on a line of their own.
_CREDITS = re.compile(
    r"""[\s*_>\[(\-]*(?:
    (?:the\s)?end\sof\s(?:tape|side|recording|interview|transcript)
    |transcri(?:bed|ption|pt)\s(?:provided\s|made\s|created\s|edited\s)?(?:by|with|using|courtesy)\b
    |(?:this|the)\s(?:editable\s|automated\s|rush\s)?transcript(?:ion)?\s
        (?:was|is|has|may|contains|were)\b
    |(?:©|copyright\b|\(c\)\s*\d{4}|all\srights\sreserved)
    |(?:meeting|recording|transcript|transcription|call|interview)\s(?:ended|stopped|ends)\b
    |note:\s|summary\sof\s(?:action|resolution)
    |\[?\(?end\sof\s(?:the\s)?(?:transcript|recording|audio|interview|meeting|file|tape|document)
    |about\s(?:the|our|this)\s(?:author|host|guest|speaker|show|podcast|episode)s?\b[^.]{0,40}$
    |(?:subscribe|sign\sup)\s(?:to|for|on|via)\b
    |(?:privacy\spolicy|terms\sof\s(?:use|service)|cookie\s(?:policy|settings))
    |(?:related|tags|categories|filed\sunder|posted\sin|topics|share\sthis|back\sto\stop
        |leave\sa\s(?:comment|reply)|further\sreading|references|show\snotes|see\salso)\b[^.]*$
    |(?:reporter'?s?\s)?certificat(?:e|ion)\b[^.]{0,60}$
    |c\s?e\s?r\s?t\s?i\s?f\s?i\s?c\s?a\s?t
    |i,?\s.{0,80}\b(?:hereby\s)?certify\b
    |in\switness\swhereof\b
    |(?:word\s)?index$
    )""",
    re.IGNORECASE | re.VERBOSE,
)


_HOUR = re.compile(
    r"(?<![\d.:])(?:[01]?\d|2[0-3])(?:[:.]| ?h ?)[0-5]\d(?![\d%]|[.:]\d)[.)]*(?: \S+){0,2}$"
)
# "1 The office kept a book.": the first note under the last words; a list has a stop behind it.
_FOOTNOTE = re.compile(r"\s*(?:\[1\]|1(?=[ \t])|\u00b9)[ \t]*[^\W\d_a-z]")
# "The House rose at 6.33 p.m.", "Eran las once y veinte.": a paragraph of its own, or in brackets.
_APART = ("(", "[", "\u3000")
_ROSE = re.compile(
    r"午[前後][^。]{1,14}(?:散会|休憩|閉会)$|"
    r"(?:era\sla|eran\slas)\s\w+[^?!]{0,60}$|"
    r"(?:the\s)?(?:meeting|hearing|session|sitting|house|senate|council|committee)\s"
    r"(?:was\s)?(?:adjourned|rose|concluded)\b[^?]{0,60}$",
    re.IGNORECASE,
)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in paragraphs, blank ones left out."""
    found: list[list[Line]] = []
    for line in lines:
        if line.blank:
            continue
        if line.opens or not found:
            found.append([])
        found[-1].append(line)
    return found


def spoken(
    lines: Sequence[Line], dense: bool = False, boxed: bool = True, ended: bool = False
) -> list[list[Line]]:
    """The paragraphs of a turn that are talk (stage notes too): without headings, times, rules.

    `dense`: the file labels every paragraph that is talk; what stands under a heading is none.
    Not `boxed`: "[OBSERVATION]: [She smiles]" is what somebody notes. `ended`: all that is said
    ends as sentences do; a short last line that does not is a heading in small letters too.
    """
    if dense:
        lines = list(takewhile(lambda line: line is lines[0] or not is_title(line.text), lines))
    said = [p for p in paragraphs([line for line in lines if not _is_furniture(line)]) if p]
    if not boxed:
        said = said[:1] + [p for p in said[1:] if not _NOTED.match(p[0].text)]
    keep = len(said)
    notes: list[list[Line]] = []
    while keep > 1 and (
        is_note(said[keep - 1])
        or is_heading(said[keep - 1])
        or (ended and ends_said(said[keep - 2]) and is_heading(said[keep - 1], small=True))
    ):
        keep -= 1
        if is_note(said[keep]):
            notes.insert(0, said[keep])
    if keep < len(said) and not ends_said(said[keep - 1]) and not is_note(said[keep - 1]):
        return said  # talk without full stops: what looks like a heading may be talk
    return said[:keep] + notes


def end_of_talk(lines: Sequence[Line], punctuated: bool) -> int:
    """Index of the first line of the last turn's block that is no talk any more.

    `punctuated`: the talk of this file ends its paragraphs as sentences. The turn's first line is
    always talk. Then whatever comes first ends it: a credit, a rule, a heading; or lines that end
    as no sentence does, two running or up to the end.
    """
    at = {id(line): i for i, line in enumerate(lines)}
    blocks = paragraphs(lines)
    if not blocks:
        return len(lines)
    first = blocks[0][0]
    for i, block in enumerate(blocks):
        for line in block:
            if line is first:
                continue
            alone = line.opens or line.text.strip(" \t").startswith(_APART)
            rose = alone and _ROSE.match(line.text.strip(" *_()[]\u3000"))
            if rose or _CREDITS.match(line.text[:300]) or _is_break(line):
                return at[id(line)]
        last = i == len(blocks) - 1
        if i and (_FOOTNOTE.match(block[0].text) or (last and _is_closing(block))):
            return at[id(block[0])]
        if i and punctuated and _is_weak(block) and all(map(_is_weak, blocks[i + 1 : i + 2])):
            return at[id(block[0])]
    return len(lines)


def end_of_last(front: str, bodies: Sequence[Sequence[Line]]) -> int:
    """Index of the line of the last body where a program speaks of itself, or its length.

    It does so above the talk too, by a name that nobody says; and all others, some turns at least,
    have one paragraph.
    """
    last = bodies[-1]
    blocks = paragraphs(last)
    single = len(bodies) > FEW_TURNS and all(len(paragraphs(b)) < 2 for b in bodies[:-1])
    if len(blocks) < 2 or not single:
        return len(last)
    said = {w for b in bodies[:-1] for line in b for w in _NAMED.findall(line.text)}
    own = set(_NAMED.findall(front)) - said - set(_NAMED.findall(blocks[0][0].text))
    at = {line.start: i for i, line in enumerate(last)}
    ads = (b[0].start for b in blocks[1:] if own & {w for x in b for w in _NAMED.findall(x.text)})
    return at[start] if (start := next(ads, None)) is not None else len(last)


def _is_closing(block: Sequence[Line]) -> bool:
    """A short last line that tells a time and speaks of nobody, in any language.

    "La séance est levée à 18 h 30.", "(Schluss: 16.30 Uhr)".
    """
    text = block[0].text.strip()
    short = len(block) == 1 and len(text.split()) <= HEADING and not text.endswith(("?", "!"))
    return short and _HOUR.search(text) is not None and not speaks(text)


def ends_said(block: Sequence[Line]) -> bool:
    """The paragraph ends as speech does: a full stop, a question mark, a dash, a stage note."""
    text = block[-1].text[-200:]
    return bool(_SAID.search(text)) or is_note(block)


def is_note(block: Sequence[Line]) -> bool:
    """The paragraph is a remark in brackets, nothing else."""
    text = " ".join(line.text.strip() for line in block)
    return len(text) < 400 and (
        STAGE_NOTE.fullmatch(text) is not None
        or (text[:1] in "[(" and text[-1:] in "])" and not re.search(r"[\])].", text[:-1]))
    )


def is_heading(block: Sequence[Line], small: bool = False) -> bool:
    """One short line in title case or capitals (or `small`) that does not end as a sentence."""
    text = block[0].text.strip()
    found = text.split()
    if len(block) > 1 or len(found) > HEADING or _SAID.search(text) or not text[0].isalnum():
        return False
    long = [w for w in found if len(w) > 3] or found
    return not text[0].islower() and (
        small or sum(not w[0].islower() for w in long) >= 0.6 * len(long)
    )


def _is_furniture(line: Line) -> bool:
    return is_stamp(line) or _is_break(line)


def _is_break(line: Line) -> bool:
    text = line.text[:200].lstrip()
    return is_title(text) or (text[:1] in _BREAKS and bool(_RULE.match(text)))


def _is_weak(block: Sequence[Line]) -> bool:
    text = " ".join(line.text.strip() for line in block)
    short = len(text.split()) <= FOOTER and not ends_said(block)
    return short or _is_break(block[0]) or bool(_CREDITS.match(text))


def without_chapters(bodies: Sequence[list[Line]]) -> list[list[Line]]:
    """Pieces of a line each, under its time, without the titles of chapters that stand below some.

    Where more than a few pieces have several lines, any may be talk.
    """
    full = [[x for x in body if not x.blank and not is_stamp(x)] for body in bodies]
    longer = [len(lines) > 1 for lines in full]
    if not any(longer) or sum(longer) > FEW_LONGER * len(bodies):
        return list(bodies)
    gone = {
        line.start
        for lines in full
        for line in lines[1:]
        if is_heading([line]) and len(line.text.split()) > 1
    }
    return [[line for line in body if line.start not in gone] for body in bodies]


def trimmed(lines: Sequence[Line], column: int) -> list[Line]:
    """The lines, the first of them from a column on."""
    if not lines or not column:
        return list(lines)
    first = lines[0]
    cut = first._replace(start=first.start + column, text=first.text[column:], opens=True)
    return [cut, *lines[1:]]
