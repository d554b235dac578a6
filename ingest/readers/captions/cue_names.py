"""Which words before a colon, or in brackets, can name a speaker of captions."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.transcript import STAGE_NOTE, clean

# What programs print for a voice, in any case.
_VOICE = re.compile(
    r"(?:speaker|spk|spkr|voice|participant|person|guest|caller|user|host|moderator|narrator|"
    r"interviewe[er]|man|woman|male|female|reporter|operator|agent|customer)s?[\s_:#.-]*"
    r"(?:\d{1,3}|[a-z])?",
    re.IGNORECASE,
)
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
_MOST_WORDS = 7
# A file repeats a few names thousands of times.
_remember = lru_cache(maxsize=4096)


@_remember
def as_printed(name: str) -> str:
    """The name on one line, without Markdown's marks and the colon that some put in brackets."""
    return clean(name).strip("*_ ").rstrip(":\uff1a ")


@_remember
def is_voice(name: str) -> bool:
    """`Speaker 1`, `SPEAKER_00`, `man`: a voice that a program or captioner could not name."""
    return _VOICE.fullmatch(name) is not None


@_remember
def is_sound(name: str) -> bool:
    """What stands in brackets is a stage note or a sound."""
    folded = name.casefold()
    return bool(STAGE_NOTE.fullmatch(f"[{name}]")) or folded in _SOUNDS or folded.endswith("ing")


@_remember
def is_possible(name: str) -> bool:
    """It holds a letter and is no word that opens a remark."""
    return name.casefold() not in _NO_NAME and _LETTER.search(name) is not None


@_remember
def is_name(name: str) -> bool:
    """It is written like a person's name or role: capitals, particles between, few words."""
    if is_voice(name):
        return True
    words = re.sub(r"\s*\([^()]*\)$", "", name).split()  # "ANN (laughing)"
    if not 0 < len(words) <= _MOST_WORDS or words[0].casefold() in _NO_NAME:
        return False
    if len(words) > 1 and words[0].casefold() in ("the", "a", "an"):
        return False
    return _names_someone(words[0]) and all(
        _names_someone(w) or w.casefold() in _PARTICLES for w in words[1:]
    )


@_remember
def is_remark(name: str) -> bool:
    """It reads like the begin of a sentence: an opening word, or most words in lower case."""
    words = [w for w in name.split() if w.casefold() not in _PARTICLES]
    low = sum(1 for w in words if not _names_someone(w))
    return len(words) > 2 and (words[0].casefold() in _NO_NAME or 2 * low > len(words))


def _names_someone(word: str) -> bool:
    """Capitalised, or of a script without capitals, or a handle (`pk910`, `spk_0`), or a number."""
    first = word.lstrip("(\"'#@\u201c.&")[:1]
    return not first.islower() or any(c.isdigit() or c == "_" for c in word)
