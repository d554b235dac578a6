"""One question's result -> its scores: every metric that applies to it, and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from evals.measure import metrics, text
from evals.sets.gold import Scope
from evals.sets.questions import Question
from ingest.transcript import Transcript, Turn

CUTOFFS = (1, 3, 5, 10, 20)

_AT: dict[str, Callable[[Sequence[str], Sequence[str], int], float | None]] = {
    "recall": metrics.recall_at,
    "precision": metrics.precision_at,
    "any": metrics.any_at,
    "ndcg": metrics.ndcg_at,
}

# What each metric says, in the order in which reports list them.
ANSWER_METRICS = {
    "refusal_right": "answers the answerable, refuses the rest",
    "facts": "states every fact",
    "citation_precision": "cited turns that are gold",
    "citation_recall": "gold turns that are cited",
    "citation_f1": "citation precision and recall as one",
    "quote_cited": "a cited passage holds the gold quote",
    "quote_in_source": "quotes that stand in the turn they cite",
    "speaker_right": "citations of the right speaker",
    "exact_match": "equals a reference answer",
    "f1": "shares its words with a reference answer",
    "judge": "a model finds the answer right",
}
_RANKING_METRICS = {
    "mrr": "1 / rank of the first gold turn",
    "recall": "share of the gold turns among {}",
    "precision": "share of gold turns among {}",
    "any": "a gold turn is among {}",
    "ndcg": "gold turns among {}, the higher the better",
}


def metric_names(k: int) -> list[str]:
    """Every metric that a run with `k` turns a question can give, in the order of reports."""
    cutoffs = sorted({c for c in CUTOFFS if c <= k} | {k})
    at = [f"{name}@{c}" for name in _AT for c in cutoffs]
    return [*ANSWER_METRICS, "mrr", *at]


def describe(metric: str) -> str:
    """What a metric says, in a few words."""
    name, _, cutoff = metric.partition("@")
    said = ANSWER_METRICS.get(name) or _RANKING_METRICS[name]
    return said.format(f"the first {cutoff}" if cutoff != "1" else "the first")


def retrieval_scores(retrieved: Sequence[str], gold: Sequence[str], k: int) -> dict[str, float]:
    """The metrics of the ranking, at each cut-off and at `k`; none without gold turns."""
    scores: dict[str, float | None] = {"mrr": metrics.reciprocal_rank(retrieved[:k], gold)}
    for name, metric in _AT.items():
        for cutoff in sorted({c for c in CUTOFFS if c <= k} | {k}):
            scores[f"{name}@{cutoff}"] = metric(retrieved, gold, cutoff)
    return _given(scores)


def answer_scores(
    question: Question,
    gold: Sequence[str],
    answer: str,
    refused: bool | None,
    citations: Sequence[dict[str, Any]],
    within: Scope,
) -> dict[str, float]:
    """The metrics of the answer. `refused` is None where an error left no answer: all wrong then.

    A refusal states no fact, whatever words it holds.
    """
    answered = refused is False
    said = text.without_labels(answer) if answered else ""
    cited = [c["turn"] for c in citations]
    scores: dict[str, float | None] = {"refusal_right": float(refused is not question.answerable)}
    if refused is None:
        scores["refusal_right"] = 0.0
    if question.answerable:
        scores |= {
            "facts": facts_stated(said, question.facts),
            "citation_precision": metrics.citation_precision(cited, gold),
            "citation_recall": metrics.citation_recall(cited, gold),
            "citation_f1": metrics.citation_f1(cited, gold),
            "quote_cited": quote_cited(question.quote, citations),
            "speaker_right": speaker_right(question.speaker, cited, within),
            "exact_match": text.exact_match(said, question.answers),
            "f1": text.token_f1(said, question.answers),
        }
    scores["quote_in_source"] = quotes_in_source(citations, within)
    return _given(scores)


def facts_stated(answer: str, facts: Sequence[str]) -> float | None:
    """1 where the answer states every fact, in one of its wordings, else 0; None without facts."""
    return float(all(text.states(answer, fact) for fact in facts)) if facts else None


def quote_cited(quote: str | None, citations: Sequence[dict[str, Any]]) -> float | None:
    """1 where a cited passage holds the words of the gold quote, else 0; None without one."""
    if not quote:
        return None
    return float(any(text.contains(c["quote"] or "", quote) for c in citations))


def quotes_in_source(citations: Sequence[dict[str, Any]], within: Scope) -> float | None:
    """The share of quotes that stand in the turn they cite, read again from the transcript.

    White space is ignored and nothing else; where the citation gives a place, the quote has to
    stand there. None where nothing is cited.
    """
    if not citations:
        return None
    return sum(_stands(c, within) for c in citations) / len(citations)


def _stands(citation: dict[str, Any], within: Scope) -> bool:
    if citation["turn"] not in within:
        return False
    source = within.turn(citation["turn"]).text
    if citation["start"] is not None:
        source = source[citation["start"] : citation["end"]]
    quote = " ".join((citation["quote"] or "").split())
    return bool(quote) and quote in " ".join(source.split())


def speaker_right(speaker: str | None, cited: Sequence[str], within: Scope) -> float | None:
    """The share of cited turns that the right speaker says; 0 without citations, None without name.

    Names are compared through every name that the transcript has for a speaker, case ignored; a
    label such as QUESTION is compared with the turn's.
    """
    if not speaker:
        return None
    turns = dict.fromkeys(cited)
    right = [t in within and is_by(speaker, within.turn(t), within.of(t)) for t in turns]
    return sum(right) / len(right) if right else 0.0


def is_by(speaker: str, turn: Turn, transcript: Transcript) -> bool:
    """Whether a turn is by the person whom a question set calls `speaker`."""
    names = {turn.speaker, turn.label}
    names |= {n for s in transcript.speakers if s.name == turn.speaker for n in s.names}
    return text.fold(speaker) in {text.fold(n) for n in names if n}


def _given(scores: dict[str, float | None]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in scores.items() if value is not None}
