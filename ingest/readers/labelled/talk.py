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
# "Scribler is the best platform for transcription." over the talk, and below it "Scribler can
# transcribe your meetings. Try Scribler today.": names of the talk stand in no such two lines.
_PROGRAM = re.compile(r"\s*(?P<name>[A-Z]\w{2,30})\b(?=.{0,300}?\btranscri)")
_PRAISED = re.compile(_PROGRAM.pattern + r"(?=.{0,500}?[a-z,] (?P=name)\b)")
# By its words alone no line tells a title from a name or a shout that goes on with the talk.
_CHAPTER = re.compile(
    r"\s*(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk) \d{1,3} ?[:.–—-] \S",
    re.IGNORECASE,
)
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
    r"(?<![\d.:])(?:[01]?\d|2[0-3])(?:[:.]| ?h ?)[0-5]\d(?![\d%]|[.:]\d)[.)]*(?: \S+){0,2}$"
)
# "1 The office kept a book.": the first note under the last words; a list has a stop behind it.
_FOOTNOTE = re.compile(r"\s*(?:\[1\]|1(?=[ \t])|\u00b9)[ \t]*[^\W\d_a-z]")
# "Eran las once y veinte minutos de la noche.": a time and nothing else.
_IN_WORDS = re.compile(
    r"(?:era la una|eran las (?:\d{1,2}(?:[.:]\d\d)?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
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
    foot = len(blocks) - sum(1 for _ in takewhile(_is_foot, reversed(blocks)))
    for i, block in enumerate(blocks):
        for line in block:
            if line is first:
                continue
            alone = line.opens or line.text.strip(" \t").startswith(_APART)
            rose = alone and _ROSE.match(line.text.strip(" *_()[]\u3000"))
            if rose or _CREDITS.match(line.text[:300]) or _is_break(line):
                return at[id(line)]
        last = i == len(blocks) - 1
        if i and i >= foot:
            return at[id(block[0])]
        if i and (_FOOTNOTE.match(block[0].text) or (last and _is_closing(block))):
            return at[id(block[0])]
        if i and punctuated and _is_weak(block) and all(map(_is_weak, blocks[i + 1 : i + 2])):
            return at[id(block[0])]
    return len(lines)


def _is_foot(block: Sequence[Line]) -> bool:
    """Nobody says it: what was done to the talk before it was printed."""
    texts = [line.text[:300] for line in block]
    return all((_CREDITS.match(t) or _FOOT.match(t)) and not speaks(t) for t in texts)


def end_of_last(front: str, last: Sequence[Line]) -> int:
    """Index of the line of the last body where the program that wrote the file praises itself.

    It does so over the talk, too, and by its name; the length of the body where none does.
    """
    own = {m["name"] for line in front.splitlines() if (m := _PROGRAM.match(line))}
    for i, line in enumerate(last[1:] if own else (), 1):
        if line.opens and (m := _PRAISED.match(line.text)) and m["name"] in own:
            return i
    return len(last)


def _is_closing(block: Sequence[Line]) -> bool:
    """A short last line that tells a time and speaks of nobody, in any language.

    "La séance est levée à 18 h 30.", "(Schluss: 16.30 Uhr)", "Eran las once y veinte."
    """
    text = block[0].text.strip()
    short = len(block) == 1 and len(text.split()) <= HEADING and not text.endswith(("?", "!"))
    told = _IN_WORDS.fullmatch(text.strip("*_()[]")) or (_HOUR.search(text) and not speaks(text))
    return short and bool(told)


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

    Only what names itself a chapter is one; where more than a few pieces have several lines, any
    may be talk.
    """
    full = [[x for x in body if not x.blank and not is_stamp(x)] for body in bodies]
    longer = [len(lines) > 1 for lines in full]
    if not any(longer) or sum(longer) > FEW_LONGER * len(bodies):
        return list(bodies)
    gone = {
        line.start
        for lines in full
        for line in lines[1:]
        if _CHAPTER.match(line.text) and is_heading([line])
    }
    return [[line for line in body if line.start not in gone] for body in bodies]


def trimmed(lines: Sequence[Line], column: int) -> list[Line]:
    """The lines, the first of them from a column on."""
    if not lines or not column:
        return list(lines)
    first = lines[0]
    cut = first._replace(start=first.start + column, text=first.text[column:], opens=True)
    return [cut, *lines[1:]]
