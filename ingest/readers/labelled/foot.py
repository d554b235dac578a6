"""Where the talk of a file ends: after the last words stand footers, indexes and credits.

Talk is made of sentences, and these are not; only a few set phrases ("Transcribed by", a copyright
line) are known by name, and a page may print those amid the talk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ingest.readers.common.lines import Line
from ingest.readers.labelled.speech import speaks
from ingest.readers.labelled.talk import (
    HEADING,
    ends_said,
    is_break,
    is_note,
    is_title,
    of_rights,
    paragraphs,
    ruled,
)
from ingest.readers.labels.openers import Opener

# Longest line of a footer, in words.
FOOTER = 20
# Words in sentences below a credit, and their share of the file above it, from which on they are
# talk that a page has parted: a foot is shorter.
GOES_ON, OF_ABOVE = 60, 0.2
# Paragraphs below the line that closes a talk, fewer than these.
FEW = 8
# "Scribler is the best platform for transcription." over the talk, and below it "Scribler can
# transcribe your meetings. Try Scribler today.": names of the talk stand in no such two lines.
_PROGRAM = re.compile(r"\s*(?P<name>[A-Z]\w{2,30})\b(?=.{0,300}?\btranscri)")
_PRAISED = re.compile(_PROGRAM.pattern + r"(?=.{0,500}?[a-z,] (?P=name)\b)")
_DIGITS = re.compile(r"\d+")
# Set phrases that no one says, on a line of their own.
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
    |(?:subscribe|sign\sup)\s(?:to|for|on|via)\b
    |(?:privacy\spolicy|terms\sof\s(?:use|service)|cookie\s(?:policy|settings))
    |(?:related|tags|categories|filed\sunder|posted\sin|topics|share\sthis|back\sto\stop
        |leave\sa\s(?:comment|reply)|further\sreading|references|show\snotes|see\salso)\b[^.]*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What heads the end of a file: below it nobody speaks, be it in the first person.
_LAST = re.compile(
    r"""[\s*_>\[(\-]*(?:
    about\s(?:the|our|this)\s(?:author|host|guest|speaker|show|podcast|episode)s?\b[^.]{0,40}$
    |(?:reporter'?s?\s)?certificat(?:e|ion)\b[^.]{0,60}$
    |c\s?e\s?r\s?t\s?i\s?f\s?i\s?c\s?a\s?t
    |i,?\s.{0,80}\b(?:hereby\s)?certify\b
    |in\switness\swhereof\b
    |(?:word\s)?index$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What may be said, too, and is a foot's where nothing but such lines follows.
_FOOT = re.compile(
    r"""[\s*_>\[(\-]*
    (?:this|the)\s(?:interview|conversation|discussion|q\s?&\s?a)\s(?:was|is|has\sbeen)\s
        (?:\w+\s){0,3}?(?:edited|condensed|shortened|abridged)
        (?:(?:,|\sand)\s(?:edited|condensed|shortened|abridged))?
        (?:\sfor\s[^.?!]{1,80})?[.)\]*_\s]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOUR = re.compile(
    r"(?<![\d.:])(?:[01]?\d|2[0-3])(?:[:.]| ?h ?)[0-5]\d(?::[0-5]\d)?(?![\d%]|[.:]\d)"
    r"[.)]*(?: \S+){0,2}$"
    # "(10시 31분 산회)", "10時31分閉会": the hour and the minute by their own signs.
    r"|(?<!\d)\d{1,2} ?(?:시 ?\d{1,2} ?분(?: \S+){0,2}"
    r"|[時时點点]\d{1,2}分[\u4e00-\u9fff]{0,4}[)）]?)$"
)
# "1 The office kept a book.": the first note under the last words; a list has a stop behind it.
_FOOTNOTE = re.compile(r"\s*(?:\[1\]|1(?=[ \t])|\u00b9)[ \t]*[^\W\d_a-z]")
# "Eran las once y veinte minutos de la noche.": a time and nothing else.
_IN_WORDS = re.compile(
    r"(?:era la una|(?:[^\W\d_]+ ){0,6}(?:a|eran) las (?:\d{1,2}(?:[.:]\d\d)?|dos|tres|cuatro"
    r"|cinco|seis|siete|ocho|nueve"
    r"|diez|once|(?:do|tre|cator|quin)ce|dieci\w{4,5}|veinti?\w{0,6}))"
    r"(?: (?:y|menos|con|en|de|del|la|horas?|minutos?|media|cuarto|punto|cinco|diez|quince|veinte"
    r"|(?:veinti|treinta|cuarenta|cincuenta)\w*|mañana|tarde|noche|madrugada|día|\d{1,2})){0,8}\.?",
    re.IGNORECASE,
)
# Where a line may stand that tells the end: a paragraph of its own, or in brackets.
_APART = ("(", "[", "\u3000")
# "The House rose at 6.33 p.m."
_ROSE = re.compile(
    r"午[前後][^。]{1,14}(?:散会|休憩|閉会)$|"
    r"(?:the\s)?(?:meeting|hearing|session|sitting|house|senate|council|committee)\s"
    r"(?:was\s)?(?:adjourned|rose|concluded)\b[^?]{0,60}$",
    re.IGNORECASE,
)


def end_of_talk(lines: Sequence[Line], punctuated: bool) -> int:
    """Index of the first line of the last turn's block that is no talk any more, or its heading."""
    end = _end(lines, punctuated)
    loud = bool(lines) and lines[0].text.isupper()
    while 1 < end < len(lines) and not loud and is_title([lines[end - 1]]):
        if lines[end - 2].blank or not ends_said([lines[end - 2]]):
            break
        end -= 1
    return _over_notes(lines, end)


def _over_notes(lines: Sequence[Line], end: int) -> int:
    """Index of the direction by itself that stands over the foot: "[Curtain.]"."""
    at = end
    while 1 < at < len(lines) and lines[at - 1].blank:
        at -= 1
    alone = 1 < at < len(lines) and lines[at - 1].opens and lines[at - 2].blank
    return at - 1 if alone and is_note([lines[at - 1]]) else end


def _end(lines: Sequence[Line], punctuated: bool) -> int:
    """Index of the first line that is no talk any more.

    `punctuated`: the talk of this file ends its paragraphs as sentences. The turn's first line is
    always talk. Then whatever comes first ends it: a credit, a rule, a heading; or lines that end
    as no sentence does, two running or up to the end.
    """
    at = {id(line): i for i, line in enumerate(lines)}
    blocks = paragraphs(lines)
    if not blocks:
        return len(lines)
    first = blocks[0][0]
    goes_on = _last_credit(blocks)
    foot = len(blocks) - sum(1 for _ in takewhile(_is_foot, reversed(blocks)))
    for i, block in enumerate(blocks):
        for line in block:
            if line is first:
                continue
            alone = line.opens or line.text.strip(" \t").startswith(_APART)
            rose = alone and _ROSE.match(line.text.strip(" *_()[]\u3000"))
            credited = line.start >= goes_on and _CREDITS.match(line.text[:300])
            rule = ruled(line.text)
            over = is_break(line) or (rule and line.start >= goes_on)
            if rose or credited or _LAST.match(line.text[:300]) or over:
                return at[id(line)]
        if i and i >= foot:
            return at[id(block[0])]
        if i and (_FOOTNOTE.match(block[0].text) or _closes(block, blocks[i + 1 : i + FEW + 1])):
            return at[id(block[0])]
        if i and punctuated and _is_weak(block) and all(map(_is_weak, blocks[i + 1 : i + 2])):
            return at[id(block[0])]
    return len(lines)


def _last_credit(blocks: Sequence[Sequence[Line]]) -> int:
    """Where the credits begin below which no talk of any size goes on."""
    end, words = blocks[-1][-1].end, 0
    for block in reversed(blocks):
        for line in reversed(block):
            if _LAST.match(line.text[:300]):
                end, words = line.start, 0
            elif _CREDITS.match(line.text[:300]) or ruled(line.text):
                if words >= GOES_ON and end - line.end >= OF_ABOVE * line.start:
                    return line.end
            elif ends_said(block):
                words += len(line.text.split())
    return 0


def _is_foot(block: Sequence[Line]) -> bool:
    """Nobody says it: what was done to the talk before it was printed."""
    texts = [line.text[:300] for line in block]
    return all(
        (_CREDITS.match(t) or _LAST.match(t) or _FOOT.match(t)) and not speaks(t) for t in texts
    )


def _closes(block: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """The paragraph tells when the talk closed, and is the last, or no sentence.

    Then little is told below it: nobody asks or calls, or speaks of himself or to another.
    """
    if not is_closing(block) or (below and ends_said(block)) or len(below) == FEW:
        return False
    texts = [line.text.strip() for p in below for line in p]
    said = any(speaks(t) or t.endswith(("?", "!")) for t in texts)
    return not said and sum(len(t.split()) for t in texts) < GOES_ON


def end_of_last(front: str, last: Sequence[Line]) -> int:
    """Index of the line of the last body where the program that wrote the file praises itself.

    It does so over the talk, too, and by its name; the length of the body where none does.
    """
    own = {m["name"] for line in front.splitlines() if (m := _PROGRAM.match(line))}
    for i, line in enumerate(last[1:] if own else (), 1):
        if line.opens and (m := _PRAISED.match(line.text)) and m["name"] in own:
            return i
    return len(last)


def is_closing(block: Sequence[Line]) -> bool:
    """A short last line that tells a time and speaks of nobody, in any language.

    "La séance est levée à 18 h 30.", "(Schluss: 16.30 Uhr)", "Eran las once y veinte."
    """
    text = block[0].text.strip()
    short = len(block) == 1 and len(text.split()) <= HEADING and not text.endswith(("?", "!"))
    told = _IN_WORDS.fullmatch(text.strip("*_()[]")) or (_HOUR.search(text) and not speaks(text))
    return short and bool(told)


def _is_weak(block: Sequence[Line]) -> bool:
    text = " ".join(line.text.strip() for line in block)
    short = len(text.split()) <= FOOTER and not ends_said(block)
    known = _CREDITS.match(text) or _LAST.match(text)
    return short or is_break(block[0]) or bool(known)


def without_rights(lines: Sequence[Line]) -> list[Line]:
    """The lines without those of the rights that come again: they stand on every page."""
    found = {i: _DIGITS.sub("0", x.text.strip()) for i, x in enumerate(lines) if of_rights(x.text)}
    counts = Counter(found.values())
    return [x for i, x in enumerate(lines) if i not in found or counts[found[i]] == 1]


def without_index(lines: Sequence[Line], turns: Sequence[Opener]) -> tuple[list[Opener], int]:
    """The turns above what heads the end of a file ("INDEX"), and the index of that line.

    Nobody speaks below who spoke above. The number of lines, where there is no such heading.
    """
    counts = Counter(o.name for o in turns)
    last = max((at for at, o in enumerate(turns) if counts[o.name] > 1), default=len(turns) - 1)
    for i in range(turns[last].talk + 1, turns[-1].first):
        if lines[i].opens and _LAST.match(lines[i].text[:300]):
            return [o for o in turns if o.line < i], i
    return list(turns), len(lines)
