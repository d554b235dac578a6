"""Questions about the record itself: who speaks, how many, how often, in which order.

They are answered from every turn in scope, counted, never from the few that a search finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ingest.transcript import Transcript, Turn, spoken
from rag.citations import Citation, Sentence
from rag.evidence import is_questioner
from rag.question import Question
from rag.quotes import first_words, questions_of
from rag.retrieve import Hit

_HERE = (
    r"(?:\s+(?:in|at|during|of|on)\s+(?:all|(?:this|the|these|that)\s+(?:\w+[- ]){0,3}"
    r"(?:record|transcripts?|meetings?|conference|hearings?|interviews?|episodes?|calls?|debates?|"
    r"discussion|conversation|session|panel|podcast)))?\W*$"
)
_PEOPLE = r"(?:people|persons|speakers|participants|voices|panelists|different (?:people|speakers))"
Answerer = Callable[[Question, Transcript], Sentence | None]


def answer(question: Question, transcripts: Sequence[Transcript]) -> list[Sentence]:
    """The answer to a question about the record, a sentence a transcript; empty for others."""
    for pattern, answerer in _ANSWERERS:
        if pattern.search(question.text):
            found = [answerer(question, t) for t in transcripts]
            return _labelled([s for s in found if s], several=len(transcripts) > 1)
    return []


def is_about(question: Question) -> bool:
    """Whether the question is one about the record itself."""
    return any(pattern.search(question.text) for pattern, _ in _ANSWERERS)


def _labelled(sentences: list[Sentence], several: bool) -> list[Sentence]:
    """Sentences with their citations numbered through from 1."""
    done: list[Sentence] = []
    label = 0
    for sentence in sentences:
        cited = []
        for citation in sentence.citations:
            label += 1
            cited.append(_relabel(citation, label))
        name = cited[0].turn.rpartition("#")[0] if cited else ""
        text = f"{name}: {sentence.text}" if several else sentence.text
        done.append(Sentence(text, tuple(cited)))
    return done


def _relabel(c: Citation, label: int) -> Citation:
    return Citation(label, c.turn, c.speaker, c.quote, c.start, c.end, c.status)


def _cite(transcript: Transcript, turn: Turn) -> Citation:
    """The turn's first words, as the place to look at."""
    start, end = first_words(turn.text)
    hit = Hit(transcript.name, turn, 0.0)
    return Citation(0, hit.id, turn.speaker, turn.text[start:end], start, end, "verbatim")


def _by_speaker(transcript: Transcript) -> dict[str, list[Turn]]:
    turns: dict[str, list[Turn]] = {}
    for turn in transcript.turns:
        turns.setdefault(turn.who, []).append(turn)
    return turns


def _words(turns: Sequence[Turn]) -> int:
    return sum(len(spoken(t.text).split()) for t in turns)


def _who_speaks(_: Question, transcript: Transcript) -> Sentence:
    groups = _by_speaker(transcript)
    named = [who for who, turns in groups.items() if turns[0].speaker]
    unnamed = [who for who in groups if who not in named]
    people = "1 speaker" if len(named) == 1 else f"{len(named)} speakers"
    text = f"{people}: {', '.join(named)}"
    if unnamed:
        labels = ", ".join(unnamed)
        text += f"; besides them turns by {labels}, whom the record does not name"
    return Sentence(f"{text}.", tuple(_cite(transcript, turns[0]) for turns in groups.values()))


def _how_often_speaks(question: Question, transcript: Transcript) -> Sentence | None:
    asked = question.speakers | question.about
    groups = {w: t for w, t in _by_speaker(transcript).items() if not asked or w in asked}
    if not groups:
        return None
    counts = ", ".join(f"{who} {_times(len(turns))}" for who, turns in groups.items())
    cited = [t for turns in groups.values() for t in (turns if asked else turns[:1])]
    return Sentence(f"Turns taken: {counts}.", tuple(_cite(transcript, t) for t in cited))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _edge(at: int, word: str) -> Answerer:
    def speaks(_: Question, transcript: Transcript) -> Sentence:
        turn = transcript.turns[at]
        text = f"{turn.who} speaks {word}, in turn {turn.number}."
        return Sentence(text, (_cite(transcript, turn),))

    return speaks


def _most(reverse: bool) -> Answerer:
    word = "most" if reverse else "least"

    def speaks(_: Question, transcript: Transcript) -> Sentence:
        groups = _by_speaker(transcript)
        counts = {who: _words(turns) for who, turns in groups.items()}
        who = sorted(counts, key=lambda w: (-counts[w] if reverse else counts[w], w))[0]
        turns = groups[who]
        text = f"{who} speaks {word}: {counts[who]:,} words in {len(turns)} turns."
        return Sentence(text, tuple(_cite(transcript, t) for t in turns))

    return speaks


def _order(_: Question, transcript: Transcript) -> Sentence:
    groups = _by_speaker(transcript)
    text = f"In order of their first turn: {', '.join(groups)}."
    return Sentence(text, tuple(_cite(transcript, turns[0]) for turns in groups.values()))


def _questions(_: Question, transcript: Transcript) -> Sentence | None:
    asked = [t for t in transcript.turns if is_questioner(t)]
    if not asked:
        return None
    marks = sum(
        t.text[a:b].rstrip().endswith("?")
        for t in asked
        for a, b in questions_of(Hit(transcript.name, t, 0.0), most=99)
    )
    text = f"{len(asked)} turns put questions, with {marks} sentences that end in a question mark."
    return Sentence(text, tuple(_cite(transcript, t) for t in asked))


def _mentions(question: Question, transcript: Transcript) -> Sentence | None:
    match = _MENTIONED.search(question.text)
    phrase = ((match and (match["a"] or match["b"])) or "").strip(" \"'\u201c\u201d?.")
    phrase = re.sub(r"^(?:the (?:word|phrase|name|term) |the |a )", "", phrase, flags=re.IGNORECASE)
    if not phrase:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?:'s|\u2019s|s)?(?!\w)", re.IGNORECASE)
    counts = Counter[int]()
    for turn in transcript.turns:
        if not question.speakers or turn.who in question.speakers:
            counts[turn.number] = len(pattern.findall(turn.text))
    hits = [t for t in transcript.turns if counts[t.number]]
    if not hits:
        return None
    total, size = counts.total(), len(hits)
    text = f"\u201c{phrase}\u201d is said {_times(total)}, in {size} turn{'s' if size > 1 else ''}."
    return Sentence(text, tuple(_mention(transcript, t, pattern) for t in hits))


def _mention(transcript: Transcript, turn: Turn, pattern: re.Pattern[str]) -> Citation:
    match = pattern.search(turn.text)
    start, end = match.span() if match else (0, 0)
    hit = Hit(transcript.name, turn, 0.0)
    return Citation(0, hit.id, turn.speaker, turn.text[start:end], start, end, "verbatim")


_MENTIONED = re.compile(
    r"how (?:often|many times)\b.{0,6}\b(?:is|was|are|were|gets?)\s+(?P<a>.+?)\s+"
    r"(?:mentioned|named|said|brought up|used|referred to)\b"
    r"|how (?:often|many times) (?:does|did|do) .{1,40}? "
    r"(?:mention|say|use the word|name|refer to)s?\s+"
    rf"(?P<b>.+?){_HERE}",
    re.IGNORECASE,
)
_SPEAK = r"(?:speaks?|spoke|talks?|talked)"
_TAKE_PART = r"(?:takes? part|took part|participates?|participated|are heard|are there|were there)"
_BEGIN = r"(?:begins?|began|starts?|started|opens?|opened)"
_PRESS = r"(?:reporters|journalists|press|media)"
_RULES: tuple[tuple[Answerer, tuple[str, ...]], ...] = (
    (_mentions, (_MENTIONED.pattern,)),
    (_who_speaks, (
        rf"^\W*who (?:{_SPEAK}|{_TAKE_PART}){_HERE}",
        rf"^\W*(?:who|what) (?:are|were) the (?:speakers|participants|people){_HERE}",
        rf"^\W*(?:list|name) (?:all )?(?:of )?the (?:speakers|participants){_HERE}",
        rf"^\W*(?:which|what) {_PEOPLE} (?:{_SPEAK}|{_TAKE_PART}){_HERE}",
        rf"\bhow many {_PEOPLE}(?: (?:{_SPEAK}|{_TAKE_PART}))?{_HERE}",
    )),
    (_edge(0, "first"), (
        rf"\bwho (?:{_SPEAK}|{_BEGIN})(?: up)?(?: the \w+)? first{_HERE}",
        rf"\bwho (?:is|was) the first (?:speaker|to speak){_HERE}",
        rf"\bwho {_BEGIN}{_HERE}",
        rf"\bwho {_BEGIN} the \w+(?: \w+)?\W*$",
    )),
    (_edge(-1, "last"), (
        rf"\bwho {_SPEAK} last{_HERE}",
        rf"\bwho (?:is|was) the last (?:speaker|to speak){_HERE}",
        r"\bwho (?:closes|closed|ends|ended) the \w+(?: \w+)?\W*$",
        r"\bwho has the last word\W*$",
    )),
    (_most(True), (rf"\bwho {_SPEAK} (?:the )?(?:most|longest){_HERE}",)),
    (_most(False), (rf"\bwho {_SPEAK} (?:the )?(?:least|shortest){_HERE}",)),
    (_order, (rf"\bin (?:what|which) order (?:do|did) .{{0,30}}\b(?:speak|talk){_HERE}",)),
    (_how_often_speaks, (
        r"\bhow (?:often|many times|many turns) (?:do|does|did) .{1,40}\b"
        rf"(?:speak|talk|take the floor|have|take){_HERE}",
        rf"\bhow many turns\b.{{0,30}}{_HERE}",
    )),
    (_questions, (
        rf"\bhow many questions (?:were|are) (?:asked|put|taken)(?: by the {_PRESS})?{_HERE}",
        rf"\bhow many questions (?:did|do) the {_PRESS} (?:ask|put){_HERE}",
        rf"\bhow many questions (?:are|were) there{_HERE}",
    )),
)  # fmt: skip
_ANSWERERS = [(re.compile("|".join(rules), re.IGNORECASE), make) for make, rules in _RULES]
