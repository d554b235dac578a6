"""Text to search terms: words, numbers and acronyms in one form, however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from py_rust_stemmers import SnowballStemmer

TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[^\W\d_][._]){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['\u2019][^\W_]+)?"
)
_STEMMER = SnowballStemmer("english")
_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SMALL_WORDS = frozenset("of the and for in on to a".split())
# Runs of capitalised words this long have an acronym ("Temporary Protected Status": TPS).
ACRONYM = range(3, 7)
LONGEST = 40
"""Characters of a term that are kept: longer ones are addresses and noise."""


def terms(text: str) -> list[str]:
    """The words of a text in order, in the form in which they are compared.

    Lower case without accents and possessive endings; `6,000,000` and `six million` are `6000000`;
    behind a run of capitalised words stands its acronym.
    """
    return _joined([_form(word) for word in TOKEN.findall(text)])


@cache
def normal(word: str) -> str:
    """One word in lower case, without accents, marks between initials and a possessive ending."""
    folded = unicodedata.normalize("NFKD", word).casefold().replace("\u2019", "'")
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = folded.replace(",", "") if folded[:1].isdigit() else folded.removesuffix("'s")
    return folded[:LONGEST] if folded[:1].isdigit() else re.sub(r"[._]", "", folded)[:LONGEST]


@cache
def stem(term: str) -> str:
    """The Snowball stem of a term; British and American endings give the same."""
    # Three letters before the ending: "raise" and "hour" have none, in any of their forms.
    if "is" in term:
        term = re.sub(r"(?<=\w{3})is(e|es|ed|er|ers|ing|ation|ations)$", r"iz\1", term)
    if "our" in term:
        term = re.sub(r"(?<=\w{3})our(s|ed|ing|hood|ly|able)?$", r"or\1", term)
    if "amme" in term or "tre" in term:
        term = re.sub(r"(?<=[nbt])tre(s?)$", r"ter\1", re.sub(r"amme(s?)$", r"am\1", term))
    stemmed: str = _STEMMER.stem_word(term)
    return stemmed


@cache
def _form(raw: str) -> tuple[str, bool, bool]:
    """A word as it is compared, whether it has a capital, whether it may begin a number."""
    word = normal(raw)
    return word, raw[0].isupper(), _small(word) is not None


def initials(words: list[str]) -> str:
    """The acronym of some words: their first letters, small words left out."""
    return "".join(w[0] for w in words if w not in _SMALL_WORDS)


def _joined(forms: list[tuple[str, bool, bool]]) -> list[str]:
    """The terms, number words joined to one number, each capitalised run closed by its acronym."""
    flat = [word for word, _, _ in forms]
    marked = [at for at, (_, capital, number) in enumerate(forms) if capital or number]
    found: list[str] = []
    end = 0
    for start in marked:  # what lies between them is terms already
        if start >= end:
            found += flat[end:start]
            terms_here, end = _run(forms, flat, start)
            found += terms_here
    return found + flat[end:]


def _run(forms: list[tuple[str, bool, bool]], flat: list[str], at: int) -> tuple[list[str], int]:
    """The terms from a number or a capital to the end of its run, and where that is."""
    found: list[str] = []
    run: list[str] = []
    while at < len(flat):
        word, capital, number = forms[at]
        if not capital and run and word not in _SMALL_WORDS:
            break
        end, value = _number(flat, at) if number else (at, "")
        found.append(value if end > at else word)
        at = max(end, at + 1)
        if capital or run:
            run.append(word)
        else:
            break
    return found + _acronym(run), at


def _acronym(run: list[str]) -> list[str]:
    short = initials(run) if len(run) in ACRONYM else ""
    return [short] if len(short) in ACRONYM else []


def _number(words: list[str], at: int) -> tuple[int, str]:
    """The end of the number that starts at a place, and the number; the place itself for none."""
    start, total, part = at, 0.0, None
    while at < len(words):
        word = words[at]
        if word in _SCALES and part is not None:
            total, part = total + part * _SCALES[word], 0.0
        elif word == "hundred" and part:
            part *= 100
        elif (value := _small(word)) is not None and _fits(part, value, words[at - 1]):
            part = (part or 0.0) + value
        elif not (word == "and" and part is not None and _goes_on(words, at)):
            break
        at += 1
    if part is None or (at == start + 1 and words[start] == "one"):  # a pronoun more often
        return start, ""
    return at, f"{total + part:.10g}"


@cache
def _small(word: str) -> float | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    return float(word) if re.fullmatch(r"\d{1,18}(?:\.\d+)?", word) else None


def _fits(part: float | None, value: float, before: str) -> bool:
    """Whether a value goes on a number: `twenty` + `two`, `hundred` + `five`; not `two` + `six`."""
    if part is None:
        return True
    if part == 0:
        return value < 1000 and (before == "and" or before in _SCALES)
    if before in ("and", "hundred"):
        return part % 100 == 0 and value < 100
    return before in _TENS and value < 10


def _goes_on(words: list[str], at: int) -> bool:
    after = _small(words[at + 1]) if at + 1 < len(words) else None
    return words[at - 1] in ("hundred", *_SCALES) and after is not None and after < 100
