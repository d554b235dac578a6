"""Who is meant by what they are ("the quality supervisor"), where the talk says so.

It stands beside a name ("Professor Prawitz", "Yusra Haddad, quality supervisor"), or somebody says
it first of all ("I'm Hollis, a ward clerk on Plover"). Pure functions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.text.words import HONORIFICS, ROLES
from ingest.transcript import Speaker, Transcript
from rag.asked.lexicon import TITLES
from rag.words.named import name_keys
from rag.words.tokens import STOP, token_spans, tokens

# Words of a description, and of what may stand before it ("our new"), at most.
LONGEST, BEFORE = 3, 3
# People say who they are in the first of their turns.
FIRST = 4
_CALLED = re.compile(r"\b(?:the|our|their|your)\s+(?=[^\W\d_])", re.IGNORECASE)
# Words for people are known, or end so: what else stands beside a name is a thing.
_KNOWN = (ROLES | HONORIFICS) - frozenset("all both various male female".split()) | frozenset(
    """accountant agent applicant assistant attendant chaplain chief client coach consultant cook
    dean defendant executive expert fellow guard guide head lead lieutenant pilot student
    superintendent""".split()
)
_ENDS = ("er", "or", "ist", "ian", "man", "woman", "person")
_THINGS = frozenset(
    """
    answer butter center chapter character color computer copper corner cover customer december
    dinner door error factor fever finger flavor floor harbor honor labor ladder layer letter list
    matter meter minor mirror monitor motor newspaper november number october offer order other
    outer paper power quarter register river sector semester september server shelter shower
    summer theater timber tower transfer trigger upper water weather winter wonder
    """.split()
)
_LONG = {
    "doc": "doctor", "exec": "executive", "prof": "professor", "rep": "representative",
    "super": "superintendent", "admin": "administrator",
}  # fmt: skip
_ARTICLES = frozenset("a an the our your my their".split())
# What may stand between "I'm" and what one is, beside one's name.
_BETWEEN = frozenset("and i'm i am".split())
_FOLLOW = frozenset("of at for from with in on to and here there".split())
# "She's" is "she" among the words.
_IS = frozenset("he she who is".split())
# "This is Ann Lee. She's ...": who is spoken of before may be another.
_SHOWN = frozenset("this that here is with have got meet".split())


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn's words with their places, and where a description stands among them."""

    text: str
    spans: Sequence[tuple[str, int, int]]
    first: int
    end: int

    def word(self, at: int) -> str:
        """The word at a place, empty beyond the ends."""
        return self.spans[at][0] if 0 <= at < len(self.spans) else ""

    def gap(self, at: int) -> str:
        """What stands before the word at a place, and behind the one before it."""
        before = self.spans[at - 1][2] if at else 0
        return self.text[before : self.spans[at][1] if at < len(self.spans) else None].strip()


def with_described(
    descriptions: Iterable[tuple[str, ...]], transcript: Transcript
) -> list[Speaker]:
    """The speakers of a transcript; who is plainly meant by a description has it as a name too."""
    meant: dict[str, str] = {}
    for called in descriptions:
        bearers = _bearers(called, transcript)
        if len(bearers) == 1:
            meant.setdefault(bearers.pop(), " ".join(called).title())
    return [
        replace(s, aliases=(*s.aliases, f"The {meant[s.name]}")) if s.name in meant else s
        for s in transcript.speakers
    ]


def descriptions_in(question: str) -> list[tuple[str, ...]]:
    """The words by which a question may call somebody, who is not named: "the ward clerk"."""
    made = []
    for found in _CALLED.finditer(question):
        said = tokens(question[found.end() :])[:LONGEST]
        plain = next((n for n, w in enumerate(said) if w in STOP), len(said))
        called = [_LONG.get(w, w) for w in said[:plain]]
        # "The deputy minister" is not the deputy.
        last = next((n for n in range(plain, 0, -1) if _is_person(called[n - 1])), 0)
        if last:
            made.append(tuple(called[:last]))
    return made


def _is_person(word: str) -> bool:
    """A word for one person."""
    return word in _KNOWN or (word.endswith(_ENDS) and word not in _THINGS)


def _bearers(called: tuple[str, ...], transcript: Transcript) -> set[str]:
    """Names of the speakers of whom the talk says that they are what a description says."""
    speakers = transcript.speakers
    found = {s.name for s in speakers if _holds(called, tokens(s.role or ""))}
    spoke = Counter[str]()
    # Every turn is looked through for letters, and only those that hold them word by word.
    start = next((short for short, long in _LONG.items() if long == called[-1]), called[-1])
    for turn in transcript.turns:
        spoke[turn.who] += 1
        if start not in turn.text.casefold():
            continue
        for said in _places(called, turn.text):
            found |= _beside(said, speakers)
            own = next((s for s in speakers if s.name == turn.who), None)
            if own and spoke[turn.who] <= FIRST and _is_own(said, own):
                found.add(own.name)
    return found


def _places(called: Sequence[str], text: str) -> Iterator[_Said]:
    """Where a description stands in a text, within one clause."""
    spans = token_spans(text)
    for first in range(len(spans) - len(called) + 1):
        end = first + len(called)
        said = _Said(text, spans, first, end)
        close = all(len(said.gap(at)) == 0 for at in range(first + 1, end))
        if close and _holds(called, [w for w, _, _ in spans[first:end]]):
            yield said


def _holds(called: Sequence[str], words: Sequence[str]) -> bool:
    """The words of a description stand among these, one after the other."""
    size = len(called)
    return any(
        all(map(_same, called, words[at : at + size])) for at in range(len(words) - size + 1)
    )


def _same(asked: str, said: str) -> bool:
    return asked == _LONG.get(said, said)


def _beside(said: _Said, speakers: Sequence[Speaker]) -> set[str]:
    """Those whose name stands before a description, or else right behind it."""
    return _before(said, speakers) or _behind(said, speakers)


def _before(said: _Said, speakers: Sequence[Speaker]) -> set[str]:
    """Whose name stands before: "Bob Ray, the engineer", "This is Bob Ray. He's the engineer"."""
    opening = _opening(said)
    at = opening - 1
    if at < 0:
        return set()
    if said.word(at) in _IS:
        at -= 1 + (said.word(at) == "is" and said.word(at - 1) in _IS)
        introduced = _SHOWN.intersection(said.word(n) for n in range(at - BEFORE, at))
        return _called_by(said, at, speakers) if introduced else set()
    whole = said.end == len(said.spans) and not said.gap(said.end)
    ends = whole or said.gap(said.end)[:1] in tuple(",.;:?!") or said.word(said.end) in _FOLLOW
    beside = said.gap(opening) == "," or (not said.gap(opening) and said.word(opening) in _ARTICLES)
    return _called_by(said, at, speakers) if ends and beside else set()


def _behind(said: _Said, speakers: Sequence[Speaker]) -> set[str]:
    """Whose name stands right behind: "Engineer Bob Ray", "our engineer, Mr. Ray"."""
    comma = said.gap(said.end) == "," and said.word(_opening(said)) in _ARTICLES
    at = said.end
    if said.gap(at) and not comma:
        return set()
    while said.word(at) in TITLES and said.gap(at + 1) in ("", "."):
        at += 1
    return _called_by(said, at, speakers)


def _opening(said: _Said) -> int:
    """The place of the first word of the piece of a clause that a description ends.

    0 where a small word ("I think the engineer") stands in it.
    """
    at = said.first
    while at and said.first - at < BEFORE and not said.gap(at) and said.word(at - 1) not in _IS:
        at -= 1
        if said.word(at) in STOP - _ARTICLES:
            return 0
    return at


def _called_by(said: _Said, at: int, speakers: Iterable[Speaker]) -> set[str]:
    """The speakers whom the word at a place names; a name has a capital."""
    if not (0 <= at < len(said.spans) and said.text[said.spans[at][1]].isupper()):
        return set()
    return {s.name for s in speakers if said.word(at) in _own_words(s)}


def _is_own(said: _Said, speaker: Speaker) -> bool:
    """Somebody says it of himself: "I'm Hollis, I'm a ward clerk", "I am the new engineer"."""
    at = said.first - 1
    low = max(0, at - BEFORE + 1)
    while at >= low and said.word(at) not in STOP and not said.gap(at + 1):
        at -= 1
    if said.word(at) in _ARTICLES:
        at -= 1
    while said.word(at) in _own_words(speaker) | _BETWEEN - {"i'm", "i"}:
        if said.word(at) == "am":
            break
        at -= 1
    return said.word(at) == "i'm" or (said.word(at) in ("am", "was") and said.word(at - 1) == "i")


@lru_cache(100_000)
def _own_words(speaker: Speaker) -> frozenset[str]:
    """The words of a speaker's own name, without titles."""
    return frozenset(w for key in name_keys(speaker) if len(key) == 1 for w in key) - TITLES - STOP
