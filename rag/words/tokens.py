"""Words as they are compared: tokens, stems, weights. Pure functions over fixed tables."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from ingest.text.terms import stem

# Names of countries that have a short form which, in lower case, is another word ("us").
_SHORT = {
    "usa": r"U\.\s?S\.(?:A\.)?|\bUSA?\b|\bUnited\s+States(?:\s+of\s+America)?\b",
    "uk": r"U\.K\.|\bUK\b|\bUnited\s+Kingdom\b",
    "eu": r"\bEU\b|\bEuropean\s+Union\b",
}
_TOKEN = re.compile(
    # "Plan B": the letter tells which plan, and is no article.
    r"(?<=[a-z] )(?P<letter>[A-HJ-Z])(?=[\s?!,;:]|\.?$|\. [A-Z])(?!\.[A-Z])|"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SHORT.items())
    + r"|[^\W_]+(?:[.&][^\W_]+)*(?:['\u2019][^\W_]+)?"
)
_SYNONYMS = Path(__file__).with_name("synonyms.txt")

# A question of 10,000 words is searched, and answered, by its most telling ones.
MOST_TERMS = 32
# Function words and asking words: they say nothing of what a question is about.
STOP = frozenset(
    """
    a an the this that these those there here and or but nor so if then than as at by for from
    per in into of off on onto out over to up with within without about against between through
    during before after above below under again is am are was were be been being do does did
    doing done have has had having will would shall should can could may might must i me my mine
    we us our ours you your yours he him his she her hers it its they them their theirs himself
    herself itself themselves ourselves yourself who whom whose which what when where why how
    not no yes don't doesn't didn't isn't wasn't aren't weren't won't can't let's i'm it's
    that's what's there's they're we're you're he's she's i've we've they've you've i'd we'd
    i'll we'll they'll very just also too only any some all each every both other another such
    own same more most much many few less least ever never once now s t d m re ve ll get got
    gets getting please tell me
    """.split()
)


def tokens(text: str) -> list[str]:
    """Lower-case words of a text, accents and possessives dropped (`bogota`, `usa` for `U.S.`)."""
    return [_word(m) for m in _TOKEN.finditer(text)]


def token_spans(text: str) -> list[tuple[str, int, int]]:
    """The same words, each with its place in the text."""
    return [(_word(m), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _word(match: re.Match[str]) -> str:
    if match.lastgroup == "letter":
        return f"letter {match.group().casefold()}"
    return match.lastgroup or normal(match.group())


@cache
def normal(word: str) -> str:
    """One word in lower case, without accents, dots and a possessive ending."""
    flat = unicodedata.normalize("NFKD", word.casefold().replace("\u2019", "'"))
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return re.sub(r"'s$|'$", "", flat).replace(".", "")


@cache
def sense(word: str) -> str:
    """The stem that stands for a word and its listed synonyms (`fled`, `left` give `leav`)."""
    return _senses().get(stem(word), stem(word))


@cache
def _senses() -> dict[str, str]:
    lines = _SYNONYMS.read_text(encoding="utf-8").splitlines()
    groups = (line.split() for line in lines if not line.startswith("#"))
    return {stem(word): stem(group[0]) for group in groups for word in group}


@cache
def weight(word: str) -> float:
    """How much a word tells, 0 to 1: its rarity in English, from a fixed table (wordfreq).

    Linear in the Zipf frequency (log10 per billion words): 7 is `the` (0), 2 and below is rare (1).
    """
    from wordfreq import zipf_frequency  # its tables take a quarter of a second to load

    if word in STOP:
        return 0.0
    if word.isdigit():
        return 0.8
    return min(1.0, max(0.05, (7.0 - zipf_frequency(word, "en")) / 5.0))


def one_edit(a: str, b: str) -> bool:
    """Whether one letter changed, added, left out or swapped with its neighbour makes a into b."""
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    return a[at + 1 :] == b[at + 1 :] or swapped
