"""The answerer that needs no model service: picks the sentences of the record that answer.

It shows what the record says, verbatim, with who says it and where, and nothing else. When the
evidence is not there, it gives no sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.text.sentences import sentence_spans
from ingest.transcript import Turn, spoken
from rag.check.citations import Citation, Sentence
from rag.count import conflicts
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.chosen import chosen, sides
from rag.read.cut import WORDS, is_cut, quotation
from rag.read.evidence import Evidence, refers_back
from rag.read.judge import is_answered, may_answer, may_quote, verdict
from rag.read.reading import Passage
from rag.words.tokens import STOP, tokens

_WHO_ASKED = re.compile(r"\bwho(?: else)? (?:asks|asked|wanted to know|put the question)\b", re.I)
MOST = 3
# A further sentence is quoted where its odds are no worse than so much of the best one's: of 0.1 to
# 0.5 this one had the right turn among the quotes for the most questions at 1.5 turns quoted each.
WORTH = math.log(0.2)
# Words up to which a quotation of many is filled up with the sentences beside it: about one.
ONE = 30
# A quote shorter than this (characters) is quoted with the sentences beside it: alone, "It did"
# says nothing, and as often as not what was asked for stands in the next one. Of 240, 300, 340 and
# 400 this one held the facts of 7 in 814 questions more than the first, at 8 words more a question.
READABLE = 300
# A sentence longer than this (characters) is not drawn in to make another one readable.
LONG = 300
# Two quotes of a turn with so few words between them are one, lest "he" be read as somebody else.
GAP = 20
# A reply with fewer telling words than this leans on its question.
TELLING = 2
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|several|few|couple of|following)\s+(?:\w+\s+)?"
    r"(?:things|points|reasons|steps|conditions|goals|ways|areas|questions|parts|priorities|issues|"
    r"measures|changes|options|problems|principles|stages|phases)\b[^.]{0,60}[.:]\s*$|:\s*$",
    re.IGNORECASE,
)


def pick(
    question: Question,
    found: Sequence[Evidence],
    passages: Sequence[Passage] = (),
    several: bool = False,
) -> list[Sentence]:
    """The sentences that answer, of those found and of the windows read, each best first; or none.

    `several`: name the transcript too.
    """
    if passages:
        return _of_passages(question, found, passages, several)
    able = [e for e in found if may_answer(question, e)]
    if _WHO_ASKED.search(question.text):
        able = [e for e in able if e.asks or is_questioner(e.hit.turn)]
    if not is_answered(question, able):
        return []
    if differing := conflicts.differing(question, able):
        return _side_by_side(differing, several)
    chosen = [e for e in able if e.score >= able[0].score + WORTH][:MOST]
    return compose(chosen, several)


def _of_passages(
    question: Question, found: Sequence[Evidence], passages: Sequence[Passage], several: bool
) -> list[Sentence]:
    """The windows that answer, in the form that the question asks for."""
    able = [p for p in passages if may_quote(question, p)]
    if _WHO_ASKED.search(question.text):
        able = [p for p in able if is_questioner(p.hit.turn)] or able
    sure = verdict(question, found, able) if able else "no"
    if not able or (sure == "no" and not sides(question)):
        return []
    if differing := conflicts.differing(question, [e for e in found if may_answer(question, e)]):
        return _side_by_side(differing, several)
    filled = ONE if question.intent == "said" else WORDS
    picked = chosen(question, able)
    spans = [
        (p.hit, *quotation(p.hit.turn.text, (p.start, p.end), (p.first, p.last), filled))
        for p in picked
    ]
    if picked:
        spans = [*_asked_before(picked[0], spans), *spans]
    made = _joined(spans, several)
    if sure != "yes":  # nor is it sure which words answer
        return [replace(s, note="Perhaps") for s in made]
    return [_with_answer(s, picked) for s in made]


def _asked_before(
    best: Passage, spans: Sequence[tuple[Hit, int, int]]
) -> list[tuple[Hit, int, int]]:
    """The question that the best window replies to, where its own words say nothing alone."""
    told = [hit.turn.text[a:b] for hit, a, b in spans if hit.id == best.hit.id]
    asking = question_of(best.before) if is_bare(" ".join(told)) else None
    if not (asking and best.before):
        return []
    return [(replace(best.hit, turn=best.before), *asking)]


def is_bare(text: str) -> bool:
    """Whether a reply says nothing without its question ("That is correct.")."""
    return len({*tokens(text)} - STOP) < TELLING


def question_of(turn: Turn | None) -> tuple[int, int] | None:
    """Where a turn asks what the next one replies to: its last sentence, if that is a question."""
    spans = sentence_spans(turn.text) if turn else []
    if not turn or not spans or not turn.text[slice(*spans[-1])].rstrip().endswith("?"):
        return None
    return spans[-1]


def _with_answer(sentence: Sentence, picked: Sequence[Passage]) -> Sentence:
    """A quotation that knows where in it the answering words stand."""
    (cited,) = sentence.citations
    start, end = cited.start or 0, cited.end or 0
    for p in picked:
        if p.hit.id == cited.turn and p.first < end and p.last > start:
            return _answering(sentence, p.first, p.last)
    return sentence


def _answering(sentence: Sentence, first: int, last: int) -> Sentence:
    """A quotation whose answering words are these characters of the turn, as far as it has them."""
    (cited,) = sentence.citations
    start, end = max(first, cited.start or 0), min(last, cited.end or 0)
    return replace(sentence, citations=(replace(cited, answer_start=start, answer_end=end),))


def opening(hit: Hit, several: bool = False) -> Sentence:
    """How a turn begins, as one quote."""
    text = hit.turn.text
    spans = sentence_spans(text) or [(0, len(text))]
    return cite(1, hit, *_whole(text, *spans[0]), several)


def _side_by_side(differing: Sequence[Evidence], several: bool) -> list[Sentence]:
    """Turns that give different figures for one thing, all of them, with a word that they do."""
    listed = _joined(
        [
            (e.hit, *quotation(e.hit.turn.text, (e.start, e.end), (e.start, e.end)))
            for e in differing
        ],
        several,
    )
    spans = {e.hit.id: (e.start, e.end) for e in differing}  # one each
    listed = [_answering(s, *spans[s.citations[0].turn]) for s in listed]
    lead = "The record gives more than one figure."
    return [Sentence(lead, tuple(c for s in listed for c in s.citations)), *listed]


def compose(chosen: Sequence[Evidence], several: bool = False) -> list[Sentence]:
    """Quotes as sentences of an answer, labelled from 1; those of a turn that touch are one."""
    return _joined([(e.hit, *_whole(e.hit.turn.text, e.start, e.end)) for e in chosen], several)


def _joined(found: Sequence[tuple[Hit, int, int]], several: bool) -> list[Sentence]:
    """Spans of turns as sentences, near ones as one; the turns in the order in which they come."""
    turns = list(dict.fromkeys(hit.id for hit, _, _ in found))
    spans = sorted(found, key=lambda s: (turns.index(s[0].id), s[1]))
    joined: list[tuple[Hit, int, int]] = []
    for hit, start, end in spans:
        last = joined[-1] if joined else None
        if last and last[0].id == hit.id and len(hit.turn.text[last[2] : start].split()) <= GAP:
            joined[-1] = (hit, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((hit, start, end))
    sentences = [cite(n, *span, several) for n, span in enumerate(joined, 1)]
    return [
        _unframed(s) if n and s.citations[0].turn == sentences[n - 1].citations[0].turn else s
        for n, s in enumerate(sentences)
    ]


def _unframed(sentence: Sentence) -> Sentence:
    """A further quote of the turn that the sentence before it quotes: the quote alone."""
    return Sentence(sentence.text[sentence.text.index("\u201c") :], sentence.citations)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The quote with what it cannot be read without.

    The sentence before, where it opens with a word for something named there; the sentences after,
    where it announces a list ("three things:"), and those beside a short one.
    """
    spans = sentence_spans(text)
    first = next(i for i, s in enumerate(spans) if s[0] <= start < s[1])
    last = next(i for i, s in enumerate(spans) if s[0] < end <= s[1])
    announces = bool(_ANNOUNCES.search(text[start:end]))
    if first and refers_back(text[start:end]) and spans[first][0] - spans[first - 1][0] <= LONG:
        first -= 1
    if announces:
        last = _grown(text, spans, first, last, 2 * LONG)
    low, high = _paragraph(text, spans, first, last)
    last = max(last, _grown(text, spans[: high + 1], first, last, READABLE))
    while first > low and spans[last][1] - spans[first - 1][0] <= READABLE:
        first -= 1
    return spans[first][0], spans[last][1]


def _grown(text: str, spans: Sequence[tuple[int, int]], first: int, last: int, most: int) -> int:
    """The last sentence that goes with the first into `most` characters; no mere stage note."""
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= most:
        last += 1
    while last > first and not spoken(text[slice(*spans[last])]).strip():
        last -= 1
    return last


def _paragraph(
    text: str, spans: Sequence[tuple[int, int]], first: int, last: int
) -> tuple[int, int]:
    """The first and the last sentence of the paragraphs that a quote begins and ends in."""
    while first and "\n\n" not in text[slice(*spans[first - 1])]:
        first -= 1
    while last + 1 < len(spans) and "\n\n" not in text[slice(*spans[last])]:
        last += 1
    return first, last


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
    before, after = is_cut(text, start, end)
    shown = "\u2026 " * before + shown + " \u2026" * after
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
