"""The answerer that needs no model service: picks the sentences of the record that answer.

It shows what the record says, verbatim, with who says it and where, and nothing else. When the
evidence is not there, it gives no sentence, and says which words it looked for in vain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sentences import sentence_spans
from ingest.transcript import Turn
from rag.citations import Citation, Sentence
from rag.evidence import Candidate, Evidence, gather, is_questioner, refers_back
from rag.question import Kind, Question
from rag.retrieve import Hit
from rag.words import stem, tokens

# Least share of the question's telling words in the sentence, and in it with its surroundings.
# Set on questions written for the project's examples and for public transcripts, see RESULTS.md.
OWN, SUPPORT, SURE, PLAIN = 0.35, 0.55, 0.8, 0.45
# Words of this weight, summed, may be missing before more is asked of the others.
TRIFLE, MOST_LOST = 0.3, 0.62
_WHO_ASKED = re.compile(r"\bwho(?: else)? (?:asks|asked|wanted to know|put the question)\b", re.I)
_ASKING = frozenset({"ask", "question", "want", "wonder"})
# Kinds that have a form: without it in the sentence, the question is not answered there.
FORMED: frozenset[Kind] = frozenset({"number", "money", "percent", "date", "duration"})
# An answer scores at most so much below the best sentence, answer or not.
NEAR_BEST = 0.3
# A sentence longer than this (characters) is not drawn in to make another one readable.
LONG = 300
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|several|few|couple of|following)\s+(?:\w+\s+)?"
    r"(?:things|points|reasons|steps|conditions|goals|ways|areas|questions|parts|priorities|issues|"
    r"measures|changes|options|problems|principles|stages|phases)\b[^.]{0,60}[.:]\s*$|:\s*$",
    re.IGNORECASE,
)
# Where the question names what it asks for, how well that has to be there.
LEAST_FIT: dict[Kind, float] = {"place": 0.0, "person": 0.6}
MOST = 3
# How far below the best a further sentence may score: little where one thing is asked for.
MARGIN = {True: 0.06, False: 0.22}


@dataclass(frozen=True, slots=True)
class Quotes:
    """What was picked. Without sentences, `missing` holds the words the record lacks."""

    sentences: tuple[Sentence, ...]
    missing: tuple[str, ...] = ()


def pick(question: Question, candidates: Sequence[Candidate], several: bool = False) -> Quotes:
    """The sentences that answer, best first by turn; `several`: name the transcript too."""
    found = gather(question, candidates)
    if _WHO_ASKED.search(question.text):
        found = [e for e in found if e.asks or is_questioner(e.hit.turn)]
    likely = [e for e in found if e.score >= found[0].score - NEAR_BEST]
    good = [e for e in likely if answers(question, e)]
    if not good:
        return Quotes((), _missing(question, found))
    best = good[0]
    margin = MARGIN[question.kind in FORMED or question.kind in ("name", "place", "person")]
    chosen = [e for e in good if e.score >= best.score - margin][:MOST]
    return Quotes(tuple(compose(chosen, several)))


def answers(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence is evidence enough to be given as an answer."""
    return _may(question, evidence) and _covers(question, evidence)


def _may(question: Question, evidence: Evidence) -> bool:
    """Whether it is by the right speaker, tells, and has the kind of thing that is asked for."""
    if question.speech and not evidence.by_asked:
        return False
    if evidence.asks and not _asks_too(question):
        return False
    if question.kind in FORMED | {"name"} and not evidence.fit:
        return False
    if question.head and evidence.fit < LEAST_FIT.get(question.kind, 0.5):
        return False
    return not any(t.name for t in evidence.missing)


def _covers(question: Question, evidence: Evidence) -> bool:
    """Whether enough of what is asked about stands in the sentence and around it."""
    lost = sum(t.weight for t in evidence.missing)
    sure = question.kind in FORMED and evidence.fit == 1
    if sure and evidence.rank == 0 and lost <= TRIFLE:
        return evidence.own >= 0.25 and evidence.support >= SUPPORT + 0.07 and evidence.plain >= 0.2
    if evidence.plain < PLAIN and question.kind not in ("person", "name"):
        return False  # names alone are no answer: what is asked of them has to be there too
    own, support = OWN, SUPPORT
    if sure and evidence.support >= SURE:
        own = 0.2  # the thing asked for is there, and what it is about stands beside it
    if lost > TRIFLE or evidence.fit < 1:
        own, support = own + 0.1, support + 0.06
    return evidence.own >= own and evidence.support >= support and lost < MOST_LOST


def _asks_too(question: Question) -> bool:
    """Whether the question is about asking, so that a question put in the room may answer it."""
    return question.reporters or bool(_ASKING & {stem(w) for w in tokens(question.text)})


def compose(chosen: Sequence[Evidence], several: bool = False) -> list[Sentence]:
    """Quotes as sentences of an answer, labelled from 1; neighbours in a turn become one quote."""
    spans: list[tuple[Hit, int, int]] = []
    for evidence in chosen:
        for at, (hit, start, end) in enumerate(spans):
            if hit.id == evidence.hit.id and (evidence.start == end or evidence.end == start):
                spans[at] = (hit, min(start, evidence.start), max(end, evidence.end))
                break
        else:
            spans.append((evidence.hit, evidence.start, evidence.end))
    return [cite(label, *_whole(*span), several) for label, span in enumerate(spans, 1)]


def _whole(hit: Hit, start: int, end: int) -> tuple[Hit, int, int]:
    """The quote with what it cannot be read without.

    The sentence before, where it opens with a word for something named there; the sentences after,
    where it announces a list ("three things:").
    """
    text = hit.turn.text
    spans = sentence_spans(text)
    first = next(i for i, s in enumerate(spans) if s[0] <= start < s[1])
    last = next(i for i, s in enumerate(spans) if s[0] < end <= s[1])
    if first and refers_back(text[start:end]) and spans[first][0] - spans[first - 1][0] <= LONG:
        start = spans[first - 1][0]
    if _ANNOUNCES.search(text[start:end]):
        for _, stop in spans[last + 1 : last + 5]:
            if stop - start > 2 * LONG:
                break
            end = stop
    return hit, start, end


def cite(label: int, hit: Hit, start: int, end: int, several: bool = False) -> Sentence:
    """One quote with its frame: who says it, in which turn."""
    text = hit.turn.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    quote = text[start:end]
    citation = Citation(label, hit.id, hit.turn.speaker, quote, start, end, "verbatim")
    where = f"{hit.name}, turn {hit.turn.number}" if several else f"turn {hit.turn.number}"
    shown = " ".join(quote.split())
    return Sentence(f"{frame(hit.turn)}, {where}: \u201c{shown}\u201d", (citation,))


def frame(turn: Turn) -> str:
    """The speaker as an answer names them; honest where the record names nobody."""
    if turn.speaker:
        return turn.speaker
    if turn.label:
        return f"{turn.label} (not named in the record)"
    return "A speaker the record does not name"


def questions_of(hit: Hit, most: int = 5) -> list[tuple[int, int]]:
    """Where a turn asks: its sentences with a question mark, else its last ones."""
    spans = sentence_spans(hit.turn.text)
    asked = [s for s in spans if hit.turn.text[s[0] : s[1]].rstrip().endswith("?")]
    asked.sort(key=lambda s: s[0] - s[1])
    return sorted(asked[:most]) or spans[-2:]


def first_words(text: str, most: int = 160) -> tuple[int, int]:
    """Where the first sentence of a text stands, at most about `most` characters of it."""
    spans = sentence_spans(text)
    if not spans:
        return 0, len(text)
    start, end = spans[0]
    if end - start > most:
        end = max(text.rfind(" ", start, start + most), start + 1)
    return start, start + len(text[start:end].rstrip())


def _missing(question: Question, found: Sequence[Evidence]) -> tuple[str, ...]:
    """The words of the question that the closest evidence lacks, most telling first.

    Where somebody is to be heard, the evidence is what they say.
    """
    heard = [e for e in found if e.by_asked or not question.speech]
    if not heard:
        return tuple(t.word for t in question.terms if not t.generic)
    terms = sorted(heard[0].missing, key=lambda t: -t.weight)
    return tuple(t.word for t in terms)
