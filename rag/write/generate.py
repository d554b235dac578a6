"""The answerer with a chat model: streamed, and every sentence checked as soon as it is whole.

The model cites labels that we issued; code maps them back, locates quotes and works out each
sentence's status while the text comes. What is being written is told as `Unchecked`. A sentence
that fails is given to the model once to put right, and then marked or dropped as the settings say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import timing
from rag.check.citations import CANNOT_ANSWER, Citation, Sentence
from rag.check.verify import Proof, Verdict, verify
from rag.errors import ModelError, ModelSilent
from rag.follow.earlier import Earlier
from rag.write import models, prompts, whole
from rag.write.earlier import shown as conversation
from rag.write.models import Tokens
from rag.write.prompts import Message
from rag.write.repair import repaired
from rag.write.segment import Written, segment
from rag.write.sources import LabelledTurn, neutral, show
from settings import Settings

# A sentence is complete once another has begun; only then is it checked.
_BEGINS = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\n][^\w\[]*(?:\[[\d,\s]+\]\W*)*\w")
_TAIL = 48
# So many characters come before the growing sentence is told again: a few words.
_STEP = 12
_LONGEST_QUESTION = 400

Labels = dict[tuple[str, int | None, int | None], int]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The sentence that is being written, as far as it has come; nothing of it is checked.

    It takes the place of the Unchecked before it, and what comes next takes its place.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model made of it. `refused`: it says that the turns do not answer.

    `tokens`: prompt and completion, repair included, where the provider counts them. `failure`:
    why the answer is not whole; `sentences` then hold what came before it, if anything did.
    """

    sentences: tuple[Sentence, ...]
    refused: bool = False
    tokens: Tokens = None
    failure: ModelError | None = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the model is asked, the turns that it may cite, by label, and the tokens spent."""

    messages: list[Message]
    given: Mapping[int, LabelledTurn]
    turns: str | None
    spent: Tokens = None


def generate(
    question: str,
    sources: Sequence[LabelledTurn],
    settings: Settings,
    instructions: str = "",
    *,
    entire: bool = False,
) -> Iterator[Unchecked | Sentence | Draft]:
    """Unchecked text and checked sentences as they come, then the Draft.

    The sentences that come stand in the record; their labels are numbered in order of first use.
    The Draft has these and, in their place, those that had to be put right, or are marked.
    `instructions`: what the asker always wants. `entire`: the sources are whole transcripts, of
    which nothing is left out.
    """
    try:
        asked = _shown(question, sources, settings, instructions, entire)
    except ModelError as error:
        yield Draft((), failure=error)
        return
    labels: Labels = {}
    verdicts: list[Verdict] = []
    written, told, tokens, failure = "", 0, None, None
    try:
        for chunk in timing.each("write", models.stream(settings, asked.messages)):
            written += chunk.text
            tokens = chunk.tokens or tokens
            whole_one = bool(_BEGINS.search(written[-_TAIL:]))
            if whole_one:
                yield from _checked(written, asked.given, verdicts, labels, ended=False)
            if whole_one or len(written) - told >= _STEP or not told:
                told = len(written)
                yield Unchecked(" ".join(w.text for w in segment(written)[len(verdicts) :]))
    except ModelError as error:
        failure = error
    tokens = models.total(asked.spent, tokens)
    if _is_refusal(segment(written)):
        yield Draft((), refused=True, tokens=tokens, failure=failure)
        return
    yield from _checked(written, asked.given, verdicts, labels, ended=failure is None)
    if failure is None:
        turns = asked.turns or _cited(question, asked.given, verdicts, settings)
        with timing.step("repair"):
            verdicts, spent = repaired(question, turns, asked.given, verdicts, settings)
        tokens = models.total(tokens, spent)
    yield _draft(written, verdicts, labels, settings, Draft((), False, tokens, failure))


def _draft(
    written: str, verdicts: list[Verdict], labels: Labels, settings: Settings, made: Draft
) -> Draft:
    """The draft with its sentences: the checked ones, and where it was cut short the rest."""
    rest = segment(written)[len(verdicts) :] if made.failure else []
    if rest:
        text = " ".join(w.text for w in rest) + " \u2026"
        verdicts.append(Verdict(text, (), "the answer was cut short here"))
    if settings.unsupported == "drop":
        verdicts = [v for v in verdicts if not v.problem]
    sentences = tuple(_sentence(v, labels) for v in verdicts)
    if sentences or made.failure:
        return replace(made, sentences=sentences)
    silent = ModelSilent(settings.chat_model or "", "nothing of its answer stands in the record")
    return replace(made, failure=silent)


def standalone(question: str, history: Sequence[Earlier], settings: Settings) -> str:
    """A follow-up question made to stand by itself, by the chat model.

    `history`: the conversation before, oldest first. Raises ModelError; ModelSilent where what
    comes back is not one question on one line.
    """
    listed = conversation(history)
    messages = prompts.load("standalone").fill(history=listed, question=neutral(question))
    text, _ = models.complete(settings, messages)
    lines = [w.text for w in segment(text)]
    made = " ".join(lines).strip().strip('"\u201c\u201d')
    if not made or "\n" in text.strip() or len(made) > _LONGEST_QUESTION:
        raise ModelSilent(settings.chat_model or "", "gave no standalone question")
    return made


def _shown(
    question: str,
    sources: Sequence[LabelledTurn],
    settings: Settings,
    instructions: str,
    entire: bool,
) -> _Shown:
    """What is asked, of the turns or, where they do not fit one prompt, of notes on them.

    Raises ModelError where the notes cannot be had.
    """
    answer = prompts.load("answer")
    common = {
        "question": question,
        "refusal": CANNOT_ANSWER,
        "instructions": neutral(instructions) or "none",
    }
    if not entire:
        text, kept = show(sources, question, settings.context_tokens)
        messages = answer.fill(turns=text, **common)
        return _Shown(messages, {s.label: s for s in kept}, text)
    given = {s.label: s for s in sources}
    texts = whole.parts(sources, question, settings.context_tokens)
    if len(texts) == 1:
        messages = answer.fill(turns=texts[0], **common)
        return _Shown(messages, given, texts[0])
    noted, spent = whole.notes(question, texts, settings)
    messages = prompts.load("from_notes").fill(notes=noted or whole.NOTHING, **common)
    return _Shown(messages, given, None, spent)


def _cited(
    question: str,
    given: Mapping[int, LabelledTurn],
    verdicts: Sequence[Verdict],
    settings: Settings,
) -> str:
    """The turns that the sentences which failed cite, as a prompt shows them."""
    labels = {p.turn.label for v in verdicts if v.problem for p in v.proofs}
    text, _ = show([given[n] for n in sorted(labels)], question, settings.context_tokens)
    return text


def _checked(
    written: str,
    given: Mapping[int, LabelledTurn],
    verdicts: list[Verdict],
    labels: Labels,
    *,
    ended: bool,
) -> Iterator[Sentence]:
    """Check the sentences that are new and complete; those that stand.

    The last sentence may still grow, or get its labels, unless the text has `ended`.
    """
    found = segment(written)
    if _is_refusal(found):
        return
    for sentence in found[len(verdicts) : len(found) if ended else -1]:
        before = verdicts[-1].speaking if verdicts else ()
        with timing.step("check"):
            verdict = verify(sentence, given, before)
        verdicts.append(verdict)
        if not verdict.problem:
            yield _sentence(verdict, labels)


def _sentence(verdict: Verdict, labels: Labels) -> Sentence:
    """The sentence with its citations; a place in the record keeps the number it got first."""
    citations = tuple(_citation(p, labels) for p in verdict.proofs)
    return Sentence(verdict.text, citations, verdict.problem)


def _citation(proof: Proof, labels: Labels) -> Citation:
    turn, start, end = proof.turn.turn, proof.start, proof.end
    label = labels.setdefault((proof.turn.id, start, end), len(labels) + 1)
    quote = "" if start is None else turn.text[start:end]
    return Citation(label, proof.turn.id, turn.speaker, quote, start, end, proof.status)


def _is_refusal(found: Sequence[Written]) -> bool:
    """Whether the model's first sentence is the one that says the turns do not answer."""
    first = next(iter(found), None)
    return first is not None and first.text.rstrip(".").casefold() == CANNOT_ANSWER[:-1].casefold()
