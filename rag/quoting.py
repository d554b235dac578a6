"""The answer without a chat model: quotations or counts, in the form that the question asks for."""

from __future__ import annotations

from dataclasses import replace

from ingest import timing
from ingest.text.language import NAMES, other_than
from rag.asked.intent import IDLE
from rag.check.citations import CANNOT_ANSWER, Answer, Sentence, render
from rag.count import decisions, everywhere, occurrences
from rag.find.find import Findings, languages_in, reader_of, records_in
from rag.find.retrieve import Filters, Hit, Index
from rag.question import Question
from rag.read import quotes
from rag.read.chosen import sides

TALK = "Glad to help. Ask me what was said in these transcripts, by whom, or why."
GIBBERISH = "I could not make out a question there. Ask in plain words, such as: What was decided?"


def quoted(index: Index, understood: str, findings: Findings, filters: Filters) -> Answer:
    """The answer from the turns found and, for counts and lists, from all."""
    asked, several = findings.question, len(records_in(index, filters)) > 1
    if asked.intent in IDLE:
        line = TALK if asked.intent == "talk" else GIBBERISH
        return Answer(understood, understood, line, (), refused=False)
    spoken = languages_in(index, filters)
    foreign = other_than(asked.text, spoken)
    sentences = [] if foreign else _sentences(index, findings, filters, several)
    text = _not_spoken(foreign, spoken) if foreign else refusal(asked)
    text = " ".join(render(s) for s in sentences) or text
    nearest = tuple(h.id for h in findings.hits[:3]) if not sentences else ()
    return Answer(understood, understood, text, tuple(sentences), not sentences, nearest)


def _sentences(index: Index, findings: Findings, filters: Filters, several: bool) -> list[Sentence]:
    asked = findings.question
    if filters.speakers and occurrences.is_wanted(asked):  # words are counted in their turns alone
        asked = replace(asked, speakers=frozenset(filters.speakers))
    looked_in = everywhere.looked_at(asked, records_in(index, filters))
    if again := findings.again:
        turn = index.turns([(again.name, again.number)])[again.name, again.number]
        hit, start, end = Hit(again.name, turn, 0.0), again.start or 0, again.end or 0
        if start < end <= len(turn.text):
            return [quotes.cite(1, hit, start, end, several)]
        return [quotes.opening(hit, several)]
    if findings.reply:
        return [quotes.opening(findings.reply, several)]
    if everywhere.is_wanted(asked, looked_in):
        with timing.step("count", transcripts=len(looked_in)):
            transcripts = [index.transcript(r.name) for r in looked_in]
            reader = reader_of(index.library.settings)
            sentences = everywhere.answer(asked, transcripts, several, reader, findings.passages)
        if decisions.is_of_one(asked):
            sentences = decisions.confirmed(sentences, _picked(findings, several))
        # Where every turn was looked at in vain, what a search finds is no answer.
        if sentences or everywhere.missing(asked) or everywhere.is_whole(asked, looked_in):
            return sentences
    made = _picked(findings, several)
    return [*made, *_silent(asked, made)]


def _picked(findings: Findings, several: bool) -> list[Sentence]:
    with timing.step("decide"):
        return quotes.pick(findings.question, findings.evidence, findings.passages, several)


def _not_spoken(language: str, spoken: frozenset[str]) -> str:
    """Why a question in a language that no transcript in scope is in has no answer."""
    theirs = " and ".join(sorted(NAMES[name] for name in spoken))
    return (
        f"The question is in {NAMES[language]}, and what is searched is in {theirs}. "
        f"Ask in {theirs}: without a chat model, words are looked for as they are written. "
        "A chat model (CHAT_MODEL) reads both."
    )


def _silent(asked: Question, made: list[Sentence]) -> list[Sentence]:
    """A word on the speakers of a comparison whom no quotation is by."""
    heard = {c.speaker for s in made for c in s.citations}
    lacking = sorted(sides(asked) - heard) if made else []
    if not lacking:
        return []
    cited = tuple(c for s in made for c in s.citations)
    return [Sentence(f"Nothing by {' or '.join(lacking)} on it was found.", cited)]


def refusal(asked: Question) -> str:
    """The one way of not answering, with what was counted in vain or who was to be heard."""
    if words := everywhere.missing(asked):
        said = " or ".join(f"\u201c{w}\u201d" for w in words[:3])
        return f"{CANNOT_ANSWER[:-1]}: nobody speaks of {said}."
    if decisions.is_whole(asked):
        return f"{CANNOT_ANSWER[:-1]}: {decisions.none_found(asked)}."
    if not (asked.speech and asked.speakers):
        return CANNOT_ANSWER
    names = " or ".join(sorted(asked.speakers))
    return f"{CANNOT_ANSWER[:-1]}: nothing by {names} was found that does."
