"""The answerer with a chat model: streamed, and every sentence checked before it is shown.

The model cites labels that we issued; code maps them back, locates quotes and works out each
sentence's status while the text comes. A sentence that fails is held back, given to the model once
to put right, and then marked or dropped as the settings say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.check.citations import CANNOT_ANSWER, Citation, Sentence
from rag.check.verify import Proof, Verdict, verify
from rag.errors import ModelError, ModelSilent
from rag.write import models, prompts
from rag.write.segment import segment
from rag.write.sources import LabelledTurn, neutral, show
from settings import Settings

# A sentence is complete once another has begun; only then is the text so far taken apart again.
_BEGINS = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\n][^\w\[]*(?:\[[\d,\s]+\]\W*)*\w")
_TAIL = 48
_REPAIRED = re.compile(r"^\s*(\d+)\s*[:.)]\s*(.+)$", re.MULTILINE)
_DROP = "DROP"
_LONGEST_QUESTION = 400

Tokens = tuple[int, int] | None
Labels = dict[tuple[str, int | None, int | None], int]


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


def generate(
    question: str, sources: Sequence[LabelledTurn], settings: Settings, instructions: str = ""
) -> Iterator[Sentence | Draft]:
    """Checked sentences as they come, then the Draft. `instructions`: what the asker always wants.

    Those that come stand in the record; their labels are numbered in order of first use. The
    Draft has these and, in their place, those that had to be put right, or are marked.
    """
    shown, given = _shown(question, sources, settings)
    labels: Labels = {}
    verdicts: list[Verdict] = []
    written, tokens, failure = "", None, None
    messages = prompts.load("answer").fill(
        turns=shown,
        question=question,
        refusal=CANNOT_ANSWER,
        instructions=neutral(instructions) or "none",
    )
    try:
        for chunk in models.stream(settings, messages):
            written += chunk.text
            tokens = chunk.tokens or tokens
            if _BEGINS.search(written[-_TAIL:]):
                yield from _checked(written, given, verdicts, labels, whole=False)
    except ModelError as error:
        failure = error
    if _is_refusal(written):
        yield Draft((), refused=True, tokens=tokens, failure=failure)
        return
    yield from _checked(written, given, verdicts, labels, whole=failure is None)
    if failure is None:
        verdicts, spent = _repaired(question, shown, given, verdicts, settings)
        tokens = _sum(tokens, spent)
    elif rest := segment(written)[len(verdicts) :]:
        text = " ".join(w.text for w in rest) + " \u2026"
        verdicts.append(Verdict(text, (), "the answer was cut short here"))
    if settings.unsupported == "drop":
        verdicts = [v for v in verdicts if not v.problem]
    sentences = tuple(_sentence(v, labels) for v in verdicts)
    if not sentences and failure is None:
        name = settings.chat_model or ""
        failure = ModelSilent(name, "nothing of its answer stands in the record")
    yield Draft(sentences, tokens=tokens, failure=failure)


def standalone(question: str, history: Sequence[str], settings: Settings) -> str:
    """A follow-up question made to stand by itself, by the chat model.

    `history`: earlier questions, oldest first. Raises ModelError, also where what comes back is
    not one question on one line.
    """
    listed = "\n".join(f"- {neutral(q)}" for q in history)
    messages = prompts.load("standalone").fill(history=listed, question=neutral(question))
    text, _ = models.complete(settings, messages)
    lines = [w.text for w in segment(text)]
    made = " ".join(lines).strip().strip('"\u201c\u201d')
    if not made or "\n" in text.strip() or len(made) > _LONGEST_QUESTION:
        raise ModelSilent(settings.chat_model or "", "gave no standalone question")
    return made


def _shown(
    question: str, sources: Sequence[LabelledTurn], settings: Settings
) -> tuple[str, dict[int, LabelledTurn]]:
    """The turns as the model sees them, and the sources that it may cite, by label."""
    text, shown = show(sources, question, settings.context_tokens)
    return text, {s.label: s for s in shown}


def _checked(
    written: str,
    given: Mapping[int, LabelledTurn],
    verdicts: list[Verdict],
    labels: Labels,
    *,
    whole: bool,
) -> Iterator[Sentence]:
    """Check the sentences that are new and complete; those that stand.

    The last sentence may still grow, or get its labels, unless the text is `whole`.
    """
    if _is_refusal(written):
        return
    found = segment(written)
    for sentence in found[len(verdicts) : len(found) if whole else -1]:
        before = verdicts[-1].speaking if verdicts else ()
        verdict = verify(sentence, given, before)
        verdicts.append(verdict)
        if not verdict.problem:
            yield _sentence(verdict, labels)


def _repaired(
    question: str,
    shown: str,
    given: Mapping[int, LabelledTurn],
    verdicts: Sequence[Verdict],
    settings: Settings,
) -> tuple[list[Verdict], Tokens]:
    """The sentences after one round of repair: put right, withdrawn by the model, or as before."""
    failed = [at for at, v in enumerate(verdicts) if v.problem]
    if not failed:
        return list(verdicts), None
    listed = "\n".join(
        f"{n}: {verdicts[at].text}\n   Reason: {verdicts[at].problem}."
        for n, at in enumerate(failed, 1)
    )
    messages = prompts.load("repair").fill(question=question, turns=shown, sentences=listed)
    try:
        text, tokens = models.complete(settings, messages)
    except ModelError:
        return list(verdicts), None  # the sentences stay marked, each with its own reason
    lines = {int(n): line for n, line in _REPAIRED.findall(text)}
    mended: list[Verdict] = []
    for at, verdict in enumerate(verdicts):
        line = lines.get(failed.index(at) + 1, "") if at in failed else ""
        if line.strip().strip(".").upper() == _DROP:
            continue
        fresh = [verify(w, given) for w in segment(line)]
        mended += fresh if fresh and not any(v.problem for v in fresh) else [verdict]
    return mended, tokens


def _sentence(verdict: Verdict, labels: Labels) -> Sentence:
    """The sentence with its citations; a place in the record keeps the number it got first."""
    citations = tuple(_citation(p, labels) for p in verdict.proofs)
    return Sentence(verdict.text, citations, verdict.problem)


def _citation(proof: Proof, labels: Labels) -> Citation:
    turn, start, end = proof.turn.turn, proof.start, proof.end
    label = labels.setdefault((proof.turn.id, start, end), len(labels) + 1)
    quote = "" if start is None else turn.text[start:end]
    return Citation(label, proof.turn.id, turn.speaker, quote, start, end, proof.status)


def _is_refusal(text: str) -> bool:
    """Whether the model's first sentence is the one that says the turns do not answer."""
    first = next(iter(segment(text)), None)
    return first is not None and first.text.rstrip(".").casefold() == CANNOT_ANSWER[:-1].casefold()


def _sum(one: Tokens, other: Tokens) -> Tokens:
    return (one[0] + other[0], one[1] + other[1]) if one and other else one or other
