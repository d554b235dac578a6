"""Questions over many turns: what the reporters asked, everyone who mentions a thing.

Every turn in scope is looked at, in order; what is listed is what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.citations import Citation, Sentence
from rag.evidence import Candidate, Evidence, gather, is_questioner
from rag.question import Question
from rag.quotes import cite, frame, questions_of
from rag.retrieve import Hit

# A list longer than this is not read; the lead sentence has the whole count, and cites every turn.
SHOWN = 8
# A turn is on the topic when it covers this share of the topic's words, and every name in it.
ON_TOPIC = 0.6
_MENTIONS = re.compile(
    r"^\W*(?:and )?(?:who(?: else| all)?|which (?:speakers|people|participants)"
    r"|every(?:one|body) who|(?:list|name|find|show)(?: me)? (?:all|every|everyone).{0,24}?)"
    r"\s*(?:who |that |of |where )?.{0,12}?\b(?:mention(?:s|ed)?|talk(?:s|ed)? about"
    r"|speaks? (?:about|of)|spoke (?:about|of)|brings? up|brought up|refer(?:s|red)? to"
    r"|comment(?:s|ed)? on|discuss(?:es|ed)?)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:ask|asks|asked|asking|questions?|want to know|wanted to know)\b", re.I)


def is_survey(question: Question) -> bool:
    """Whether the question wants all turns of a kind, not the best one."""
    return _lists_questions(question) or bool(_MENTIONS.search(question.text))


def _lists_questions(question: Question) -> bool:
    return (
        question.reporters
        and question.kind in ("other", "name")
        and bool(_ASKED.search(question.text))
    )


def answer(
    question: Question, candidates: Iterable[Candidate], several: bool = False
) -> list[Sentence]:
    """Every turn that fits, each with its quote, in order; empty where none does."""
    if _lists_questions(question):
        return _questions(question, candidates, several)
    best = _on_topic(question, list(candidates))
    if not best:
        return []
    listed = [cite(n, e.hit, e.start, e.end, several) for n, e in enumerate(best, 1)]
    return _lead(best, listed) + listed[:SHOWN]


def _on_topic(question: Question, candidates: Sequence[Candidate]) -> list[Evidence]:
    """The best sentence of every turn on the topic, in the order of the record."""
    topic = [t for t in question.terms if not t.generic]
    if not topic:
        return []
    total = sum(t.weight for t in topic)
    best: dict[str, Evidence] = {}
    for evidence in gather(question, candidates):
        lost = [t for t in evidence.missing if t in topic]
        covered = 1 - sum(t.weight for t in lost) / total
        on_topic = covered >= ON_TOPIC and not any(t.name for t in lost) and evidence.support > 0.5
        asked = not (question.speakers or question.reporters) or evidence.by_asked
        if on_topic and asked and evidence.hit.id not in best:
            best[evidence.hit.id] = evidence
    return sorted(best.values(), key=lambda e: (e.hit.name, e.hit.turn.number))


def _lead(best: Sequence[Evidence], listed: Sequence[Sentence]) -> list[Sentence]:
    speakers = dict.fromkeys(frame(e.hit.turn) for e in best)
    if len(best) == 1:
        return []
    turns = f"{len(best)} turns by {len(speakers)} speaker{'s' if len(speakers) > 1 else ''}"
    text = f"{turns}: {', '.join(speakers)}."
    return [Sentence(text, tuple(c for s in listed for c in s.citations))]


def _questions(
    question: Question, candidates: Iterable[Candidate], several: bool
) -> list[Sentence]:
    asking = [c for c in candidates if is_questioner(c.hit.turn)]
    if any(not t.generic for t in question.terms):
        on_topic = {e.hit.id for e in _on_topic(question, asking)}
        asking = [c for c in asking if c.hit.id in on_topic]
    made: list[Sentence] = []
    label = 1
    for candidate in asking:
        spans = _joined(questions_of(candidate.hit))
        cited = [cite(label + i, candidate.hit, a, b, several) for i, (a, b) in enumerate(spans)]
        label += len(cited)
        made += _one_turn(candidate.hit, cited, several)
    return made


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _one_turn(hit: Hit, cited: Sequence[Sentence], several: bool) -> list[Sentence]:
    """The quotes of one turn under one frame."""
    where = f"{hit.name}, turn {hit.turn.number}" if several else f"turn {hit.turn.number}"
    quotes: list[Citation] = [c for s in cited for c in s.citations]
    shown = " \u2026 ".join(" ".join(c.quote.split()) for c in quotes)
    return [Sentence(f"{frame(hit.turn)}, {where}: \u201c{shown}\u201d", tuple(quotes))]
