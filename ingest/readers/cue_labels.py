"""Speaker labels printed in caption text: `NAME:`, `>> NAME:`, `[Name]`, and bare `>>` or `-`.

A caption has no grammar for speakers, so the whole file decides what is a label: one that recurs,
that is in capitals, that stands after the mark of a new speaker, or that nearly every cue carries.
A colon in a sentence is none of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ingest.readers.cue_markup import Piece
from ingest.transcript import STAGE_NOTE, clean

# A speaker begins on a new line, after a stage note, or at chevrons anywhere. A dash that opens a
# line is a new speaker too, not a minus sign or a broken-off word. `tail` is the rest of a label
# that was wrapped over a line break.
_START = re.compile(
    r"""(?:(?P<chevrons>(?:>|\u00bb){2,3}[^\S\n]*)
        |(?:^|(?<=[\])]))(?:[^\S\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff])*(?!\n)
         (?P<dash>[-\u2010\u2013\u2022][^\S\n]+(?=\S)|-(?=[^\W\d_a-z]|["'\u201c\u00bf\u00a1\[(]))?)
        (?P<label>
          [\[(](?P<bracket>[^\[\]()\n]{1,60})[\])]
          (?:(?P<colon>[^\S\n]?[:\uff1a])|(?=[^\S\n]+\S)|(?P<alone>(?=[^\S\n]*\n)))
         |(?P<plain>[^\s:\uff1a<>\[\]"\u201c?!\u2026][^:\uff1a<>\[\]"\u201c?!\u2026\n]{0,60}?)
          (?P<tail>\n(?:[^\W\d_a-z][^\s:]{0,30}[^\S\n]?){1,3})?
          [^\S\n]?(?::(?=\s|$|[\u3040-\u9fff\uac00-\ud7af])|\uff1a)
        )?""",
    re.MULTILINE | re.VERBOSE,
)
# What programs print for a voice, in any case.
_VOICE = re.compile(
    r"(?:speaker|spk|spkr|voice|participant|person|guest|caller|user|host|moderator|narrator|"
    r"interviewe[er]|man|woman|male|female|reporter|operator|agent|customer)s?[\s_:#.-]*"
    r"(?:\d{1,3}|[a-z])?",
    re.IGNORECASE,
)
# Without one of these signs nothing in a text opens a speaker.
_SIGN = re.compile(r"[:\uff1a\[(>\u00bb]|^\W*[-\u2010\u2013\u2022]", re.MULTILINE)
# Words that open a remark, not a person's name ("Note: ...", "First: ...").
_NO_NAME = frozenset(
    "note notes warning caution example examples reminder remember tips hint ps update result "
    "summary conclusion first second third fourth fifth finally next then now so and but or also "
    "because well okay ok yes no like actually basically here there this that these those it he "
    "she they we i you who what when where why how unquote subject re title chapter part step "
    "section act scene episode lesson rule number option fact problem solution hello hi thanks "
    "welcome today tomorrow yesterday breaking http https www phone tel email website source "
    "credits translation translated subtitles captions caption captioned sync corrected music "
    "sound applause laughter important spoiler time my our your his her their".split()
)
_PARTICLES = frozenset(
    "of de da do dos das del della di la le les du van von der den ter ten bin ibn al el and the "
    "for at in on y e i zu zur to".split()
)
# Sounds in brackets that look like a name and are no stage note of the common kinds.
_SOUNDS = frozenset(
    "gasps grunts groans screams shouts yells sobs sniffles exhales inhales scoffs whistles beep "
    "beeps bleep buzzer static thud bang explosion thunder gunshot gunshots footsteps barks".split()
)
_LETTER = re.compile(r"[^\W\d_]")
# Zoom and its kin label every cue; then anything before the first colon is a name.
NEARLY_ALL = 0.9


def label_keys(texts: Sequence[str]) -> frozenset[str]:
    """The labels of a file's cues, folded; empty where nothing in their text names a speaker."""
    texts = [text.strip() for text in texts if text.strip()]
    found = [m for text in texts for m in _starts(text, _possible) if m["label"]]
    names = [m for m in found if _name_like(_label(m))]
    sure = _sure(names, texts)
    opening = [m for m in found if m.start() == 0]
    if len(texts) > 1 and len(opening) >= NEARLY_ALL * len(texts):
        return frozenset(sure.union(map(_key, opening)))
    if not sure and names and _introduces_self(names[0], texts):
        return frozenset({_key(names[0])})
    if not sure or _all_capitals(texts):
        return frozenset(sure)
    # Where speakers are labelled, a name that speaks once is one too, unless it is a plain word.
    words = frozenset(w for text in texts for w in re.findall(r"[^\W\d_]+", text) if w.islower())
    once = {_key(m) for m in names if not _bare_bracket(m) and not _joins_two(m, sure)}
    return frozenset(sure | (once - words))


def _sure(names: Sequence[re.Match[str]], texts: Sequence[str]) -> set[str]:
    """The names that recur, that stand after the mark of a new speaker, or that are in capitals.

    Capitals tell nothing where all is in capitals, and little where one label alone has them.
    """
    counts = Counter(map(_key, names))
    sure = {_key(m) for m in names if counts[_key(m)] > 1 or _is_evident(m)}
    capitals = {_key(m) for m in names if not _bare_bracket(m) and _label(m).isupper()}
    opens = bool(names) and _key(names[0]) in capitals and texts[0].startswith(names[0].group())
    return sure | capitals if (len(capitals) > 1 or opens) and not _all_capitals(texts) else sure


def _introduces_self(match: re.Match[str], texts: Sequence[str]) -> bool:
    """The one label of a monologue opens the file, and the talk says that this is its speaker."""
    name = re.escape(_label(match).split()[0])
    says = re.compile(rf"\b(?:I'm|I\u2019m|I am|my name is|this is)\s+{name}\b", re.IGNORECASE)
    return texts[0].startswith(match.group()) and any(says.search(text) for text in texts)


def _all_capitals(texts: Sequence[str]) -> bool:
    text = " ".join(texts)
    return sum(map(str.isupper, text)) > 9 * sum(map(str.islower, text))


def split(text: str, keys: frozenset[str]) -> Iterator[Piece]:
    """`text` cut where a speaker begins, in order; white space and marks belong to no piece."""
    if not text.strip():
        return
    starts = list(_starts(text, lambda m: _key(m) in keys and _possible(m)))
    lead = text[: starts[0].start() if starts else len(text)].strip()
    if lead:
        yield Piece(0, None, lead, False)
    ends = [*(m.start() for m in starts), len(text)][1:]
    for match, end in zip(starts, ends, strict=True):
        label = _label(match) if _accepted(match, keys) else None
        begin = match.end() if label or not match["label"] else match.start("label")
        words = text[begin:end].strip()
        if label or words:
            yield Piece(match.start(), label, words, True)


def _accepted(match: re.Match[str], keys: frozenset[str]) -> bool:
    return bool(match["label"]) and _key(match) in keys and _possible(match)


def _starts(text: str, is_label: Callable[[re.Match[str]], bool]) -> Iterator[re.Match[str]]:
    """Matches that open a speaker: with a mark, or with a label that passes `is_label`."""
    if not _SIGN.search(text):
        return
    at = 0
    while match := _START.search(text, at):
        labelled = bool(match["label"]) and is_label(match)
        marked = bool(match["dash"] or match["chevrons"])
        if labelled or marked:
            yield match
        # What was no label may hide one: in its next line, or after the bracket.
        end = match.end() if labelled or not match["label"] else _retry(match)
        at = max(end, match.start() + 1)
        if at > len(text):
            return


def _retry(match: re.Match[str]) -> int:
    return match.start("tail") if match["tail"] else match.end()


def _label(match: re.Match[str]) -> str:
    return _plain_name(match["bracket"] or match["plain"] + (match["tail"] or ""))


@lru_cache(maxsize=4096)  # a file repeats a few names thousands of times
def _plain_name(name: str) -> str:
    return clean(name).strip("*_ ")


def _key(match: re.Match[str]) -> str:
    return _label(match).casefold()


def _bare_bracket(match: re.Match[str]) -> bool:
    return bool(match["bracket"]) and not match["colon"]


def _possible(match: re.Match[str]) -> bool:
    label = _label(match)
    if match["alone"] is not None:  # a line of its own: a sound as a rule
        return _VOICE.fullmatch(label) is not None
    if _bare_bracket(match) and (
        STAGE_NOTE.fullmatch(f"[{label}]") or label.casefold() in _SOUNDS or label.endswith("ing")
    ):
        return False
    return label.casefold() not in _NO_NAME and _LETTER.search(label) is not None


def _is_evident(match: re.Match[str]) -> bool:
    """Once is enough: after the mark of a new speaker, or a voice with its number."""
    label = _label(match)
    numbered = _VOICE.fullmatch(label) is not None and label[-1].isdigit()
    return bool(match["dash"] or match["chevrons"]) or numbered


def _joins_two(match: re.Match[str], sure: set[str]) -> bool:
    """A wrapped label whose second line is a label alone: `Thanks` above `JOHN: Yes.`."""
    return bool(match["tail"]) and match["tail"].strip().casefold() in sure


def _name_like(label: str) -> bool:
    if _VOICE.fullmatch(label):
        return True
    words = re.sub(r"\s*\([^()]*\)$", "", label).split()  # "ANN (laughing)"
    if not 0 < len(words) <= 7 or words[0].casefold() in _NO_NAME:
        return False
    if len(words) > 1 and words[0].casefold() in ("the", "a", "an"):
        return False
    return _names_someone(words[0]) and all(
        _names_someone(w) or w.casefold() in _PARTICLES for w in words[1:]
    )


def _names_someone(word: str) -> bool:
    """Capitalised, or of a script without capitals, or a handle (`pk910`, `spk_0`), or a number."""
    first = word.lstrip("(\"'#@\u201c.&")[:1]
    return not first.islower() or any(c.isdigit() or c == "_" for c in word)
