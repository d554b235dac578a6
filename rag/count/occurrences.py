"""How often a word or name is said, by whom first, last or most, and in which transcripts.

Every turn is looked at; what is counted is the phrase as it was asked for, whole words, in the
singular and the plural, and with a possessive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.text.sentences import sentence_spans
from ingest.transcript import Transcript, Turn
from rag.asked import literal
from rag.check.citations import Citation, Sentence
from rag.count.counts import CITED
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.quotes import cite, frame
from rag.words.tokens import tokens

_MENTION = (
    r"(?:mention(?:s|ed|ing)?|names?|refer(?:s|red)? to|say|says|said|uses?|used|"
    r"(?:talk|speak)(?:s|ed)? (?:of|about)|spoke (?:of|about)|brings? up|brought up)"
)
_MENTIONED = (
    r"(?:mentioned|named|said|brought up|used|referred to|talked about|spoken of|discussed|uttered)"
)
_TIMES = r"how (?:often|many times|frequently)"
_IN = (
    r"(?:\s+(?:in|at|during|of|on|throughout|across)\s+(?:all|(?:all )?(?:this|the|these|that)\s+"
    r"(?:[\w-]+ ){0,3}(?:records?|recordings?|transcripts?|meetings?|conference|hearings?|"
    r"interviews?|episodes?|calls?|debates?|discussion|conversation|session|panel|podcast|event)))?"
    r"(?: overall| in total| altogether)?\W*$"
)
_X = r"(?P<x>.+?)"
_WORD = r"(?:the |a |an )?(?:(?:word|words|phrase|name|term|topic|subject)(?: of)? )?"
_WHICH = r"(?:which|what|how many) (?:transcripts|recordings|records|episodes|meetings|hearings)"
# What is asked of the phrase, with the pattern by which it is.
_ASKED: tuple[tuple[str, str], ...] = (
    ("where", rf"\b{_WHICH}\b.*?\b{_MENTION} {_X}{_IN}"),
    ("where", rf"\b{_WHICH}\b.*?\b(?:is|are|was|were|does|do) {_X} "
     rf"(?:{_MENTIONED}|appears?){_IN}"),
    ("first", rf"\bwho(?: is| was)?(?: the)? first(?: to| person to| one to)? {_MENTION} "
     rf"{_X}{_IN}"),
    ("first", rf"\bwho {_MENTION} {_X} first{_IN}"),
    ("first", rf"\b(?:when|where) (?:is|was|are|were) {_X} (?:first {_MENTIONED}|{_MENTIONED} "
     rf"(?:first|for the first time)){_IN}"),
    ("last", rf"\bwho(?: is| was)?(?: the)? last(?: to| person to| one to)? {_MENTION} {_X}{_IN}"),
    ("last", rf"\bwho {_MENTION} {_X} last{_IN}"),
    ("most", rf"\bwho {_MENTION} {_X} (?:the )?most(?: often)?{_IN}"),
    ("most", rf"\bwho (?:speaks|talks|spoke|talked) (?:the )?(?:most|more)(?: often)? (?:of|about) "
     rf"{_X}{_IN}"),
    ("most", rf"\bwho (?:most often|most frequently) {_MENTION} {_X}{_IN}"),
    ("times", rf"\b{_TIMES}\b.{{0,6}}?\b(?:is|was|are|were|gets?|has|have|do|does|did) {_X}"
     rf"(?: been)? (?:{_MENTIONED}|comes? up|came up|occurs?|appears?){_IN}"),
    ("times", rf"\b{_TIMES} (?:does|did|do|has|have) .{{1,40}}?\b{_MENTION} {_X}{_IN}"),
    ("times", rf"\b(?:how many|number of) (?:mentions|occurrences|uses) of {_X}"
     rf"(?: are there| were there)?{_IN}"),
)  # fmt: skip
# What is noted, not said: "how often was there laughter", "how many times did the audience laugh".
_NOTED = re.compile(
    rf"\b{_TIMES} (?:(?:is|was|are|were) there (?:any |an? )?"
    r"(laughter|applause|cheering|crosstalk|booing)"
    r"|(?:do|does|did) (?:the )?"
    r"(?:audience|crowd|room|hall|house|gallery|public|people|they|anyone)"
    r" (laugh|applaud|clap|cheer|boo))\b[^?]{0,40}\W*$"
    r"|\b(?:how many|number of) (laughs|cheers|boos)\b[^?]{0,40}\W*$",
    re.IGNORECASE,
)
# "Laughter" and "laughing" share their beginning.
_ROOT = 5
_PATTERNS = [(what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _ASKED]
_QUOTES = " \"'\u201c\u201d\u2018\u2019?.,"


@dataclass(frozen=True, slots=True)
class Said:
    """The turns that say a phrase, in order, and how often each does."""

    turns: tuple[tuple[str, Turn], ...]
    times: tuple[int, ...]
    pattern: re.Pattern[str]


def is_wanted(question: Question) -> bool:
    """Whether the question asks how often, where first, or by whom most a phrase is said."""
    return _wanted(question) is not None


def missing(question: Question) -> tuple[str, ...]:
    """The phrase that nobody says, where it is asked how often and nobody does."""
    wanted = _wanted(question)
    return (wanted[1],) if wanted and wanted[0] != "noted" else ()


def _wanted(question: Question) -> tuple[str, str] | None:
    if exact := literal.phrase(question.text):
        return "literal", exact
    if noted := _NOTED.search(question.text.strip()):
        return "noted", next(filter(None, noted.groups())).casefold()
    for what, pattern in _PATTERNS:
        if match := pattern.search(question.text.strip()):
            phrase = re.sub(rf"^{_WORD}", "", match["x"].strip(_QUOTES), flags=re.IGNORECASE)
            phrase = phrase.strip(_QUOTES)
            if phrase and tokens(phrase):
                return what, phrase
    return None


def answer(question: Question, transcripts: Sequence[Transcript]) -> list[Sentence]:
    """The answer; empty where no such question is asked, or nobody says the phrase."""
    wanted = _wanted(question)
    if not wanted:
        return []
    what, phrase = wanted
    if what == "noted":
        return _noted(phrase, transcripts)
    # "How often does Duque mention X": his turns alone; in "who mentions Duque most" all.
    by = question.speakers if what in ("times", "literal") else frozenset[str]()
    if what == "times":
        by = frozenset(n for n in by if not {*tokens(n)} & {*tokens(phrase)})
    said = _said(phrase, transcripts, by, exact=what == "literal")
    if not said.turns:
        return []
    if what == "literal":
        return _shown(said, phrase, len(transcripts) > 1)
    if what == "where":
        return _where(said, phrase)
    if what == "times":
        return _counted(said, phrase, transcripts)
    if what == "most":
        return [_most(said, phrase)]
    name, turn = said.turns[0 if what == "first" else -1]
    text = f"{frame(turn)} is the {what} to say \u201c{phrase}\u201d, in turn {turn.number}"
    if len(transcripts) > 1:
        text += f" of {name}"
    return [Sentence(f"{text}.", (_cite(name, turn, said.pattern),))]


def _noted(what: str, transcripts: Sequence[Transcript]) -> list[Sentence]:
    """A sentence a transcript: how often its stage notes tell of something, and where."""
    made = []
    for transcript in transcripts:
        found = [
            (turn, note)
            for turn in transcript.turns
            for note in turn.notes
            if re.search(rf"\b{re.escape(what[:_ROOT])}", note, re.IGNORECASE)
        ]
        if not found:
            continue
        turns = ", ".join(dict.fromkeys(str(turn.number) for turn, _ in found))
        text = f"\u201c{found[0][1]}\u201d is noted {_times(len(found))}: turns {turns}."
        if len(transcripts) > 1:
            text = f"{transcript.name}: {text}"
        cited = [_cite(transcript.name, turn, re.compile(re.escape(n))) for turn, n in found]
        made.append(Sentence(text, tuple(cited[:CITED])))
    return made


def _said(
    phrase: str, transcripts: Sequence[Transcript], by: frozenset[str], exact: bool = False
) -> Said:
    """Where the phrase stands. A full name that is said nowhere is looked for by its last word.

    `exact`: these words and no others, wherever a line breaks and whichever apostrophe it has.
    """
    last = phrase.split()[-1:] if phrase.istitle() and not exact else []
    for form in dict.fromkeys((phrase, *last)):
        pattern = _exactly(form) if exact else _pattern(form)
        found = [
            ((t.name, turn), len(pattern.findall(turn.text)))
            for t in transcripts
            for turn in t.turns
            if (not by or turn.who in by) and pattern.search(turn.text)
        ]
        if found:
            break
    return Said(tuple(turn for turn, _ in found), tuple(n for _, n in found), pattern)


def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", phrase)))
    ending = r"(?:['\u2019]s|s['\u2019]?|es)?"
    if phrase[-1:] == "s" and len(phrase) > 4:
        words, ending = f"{words[:-1]}", r"(?:['\u2019]?s['\u2019]?)?"
    elif re.search(r"[^aeiou]y$", phrase):
        words, ending = f"{words[:-1]}", r"(?:y(?:['\u2019]s)?|ies['\u2019]?)"
    words = words.replace("'", "['\u2019]").replace("\u2019", "['\u2019]")
    return re.compile(rf"(?<!\w){words}{ending}(?!\w)", re.IGNORECASE)


def _exactly(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.replace("\u2019", "'").split()))
    words = words.replace("'", "['\u2019]")
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _shown(said: Said, phrase: str, several: bool) -> list[Sentence]:
    """How often, and the sentences that say it, each with the words marked."""
    turns, names = len(said.turns), {name for name, _ in said.turns}
    size = f"{turns} turn{'' if turns == 1 else 's'}"
    size += f" of {len(names)} transcripts" if len(names) > 1 else ""
    more = f"; the first {CITED} turns" if turns > CITED else ""
    text = f"\u201c{phrase}\u201d is said {_times(sum(said.times))}, in {size}{more}."
    quoted = [_sentence(name, turn, said.pattern, several) for name, turn in said.turns[:CITED]]
    return [Sentence(text, quoted[0].citations), *quoted]


def _sentence(name: str, turn: Turn, pattern: re.Pattern[str], several: bool) -> Sentence:
    """The sentences of a turn in which the phrase first stands."""
    match = pattern.search(turn.text)
    start, end = match.span() if match else (0, 0)
    spans = [s for s in sentence_spans(turn.text) if s[0] < end and start < s[1]]
    first, last = (spans[0][0], spans[-1][1]) if spans else (start, end)
    made = cite(0, Hit(name, turn, 0.0), first, last, several)
    marked = tuple(replace(c, answer_start=start, answer_end=end) for c in made.citations)
    return replace(made, citations=marked)


def _where(said: Said, phrase: str) -> list[Sentence]:
    names = Counter[str]()
    for (name, _), times in zip(said.turns, said.times, strict=True):
        names[name] += times
    first = dict(reversed(said.turns))
    counted = ", ".join(f"{name} ({_times(n)})" for name, n in names.items())
    size = f"{len(names)} transcript{'' if len(names) == 1 else 's'}"
    cited = tuple(_cite(name, first[name], said.pattern) for name in names)
    return [Sentence(f"\u201c{phrase}\u201d is said in {size}: {counted}.", cited)]


def _counted(said: Said, phrase: str, transcripts: Sequence[Transcript]) -> list[Sentence]:
    """A sentence a transcript: how often, in how many turns, by whom."""
    made = []
    for transcript in transcripts:
        found = [
            (turn, times)
            for (name, turn), times in zip(said.turns, said.times, strict=True)
            if name == transcript.name
        ]
        if not found:
            continue
        by = Counter[str]()
        for turn, times in found:
            by[frame(turn)] += times
        size = f"{len(found)} turn{'' if len(found) == 1 else 's'}"
        who = ", ".join(f"{w} {n}" for w, n in by.most_common()) if len(by) > 1 else next(iter(by))
        text = f"\u201c{phrase}\u201d is said {_times(by.total())}, in {size}, by {who}."
        if len(transcripts) > 1:
            text = f"{transcript.name}: {text}"
        cited = tuple(_cite(transcript.name, t, said.pattern) for t, _ in found[:CITED])
        made.append(Sentence(text, cited))
    return made


def _most(said: Said, phrase: str) -> Sentence:
    by = Counter[str]()
    for (_, turn), times in zip(said.turns, said.times, strict=True):
        by[frame(turn)] += times
    best = by.most_common(1)[0][1]
    who = [w for w, n in by.items() if n == best]
    rest = ", ".join(f"{w} {n}" for w, n in by.most_common() if w not in who)
    say = "say" if len(who) > 1 else "says"
    text = f"{' and '.join(who)} {say} \u201c{phrase}\u201d most often: {_times(best)}"
    cited = [_cite(n, t, said.pattern) for n, t in said.turns if frame(t) in who]
    return Sentence(f"{text}{f' ({rest})' if rest else ''}.", tuple(cited[:CITED]))


def _cite(name: str, turn: Turn, pattern: re.Pattern[str]) -> Citation:
    match = pattern.search(turn.text)
    start, end = match.span() if match else (0, 0)
    return cite(0, Hit(name, turn, 0.0), start, end).citations[0]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
