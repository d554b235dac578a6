"""Whole transcripts for a model: in parts that fit one prompt, each read for notes (map, reduce).

What an overview or a list needs is spread over all the turns. Where they fit one prompt they are
shown as they are; else the model notes what each part says to the question, every note with its
labels, and answers from the notes. The answer is checked against the turns, never the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from ingest.transcript import Transcript
from rag.write import models, prompts
from rag.write.models import Tokens
from rag.write.segment import segment
from rag.write.sources import LabelledTurn, block, count_tokens
from settings import Settings

NOTHING = "NOTHING"
# Parts read at once: few enough for a provider's limit, and a silent server costs one time-out.
AT_ONCE = 4


def label_all(transcripts: Iterable[Transcript]) -> list[LabelledTurn]:
    """Every turn that has words, in order, under labels from 1."""
    turns = [(t, turn) for t in transcripts for turn in t.turns if turn.text.strip()]
    return [
        LabelledTurn(label, f"{t.name}#{turn.number}", turn, t.speakers, t.title, t.date)
        for label, (t, turn) in enumerate(turns, 1)
    ]


def parts(sources: Sequence[LabelledTurn], question: str, budget: int) -> list[str]:
    """The sources as texts of at most `budget` tokens, whole turns in order.

    A turn longer than that alone is cut to the sentences that share words with the question.
    """
    texts: list[list[str]] = []
    left = 0
    for source in sources:
        text = block(source, question, budget)
        cost = count_tokens(text) + 1
        if cost > left or not texts:
            texts.append([])
            left = budget
        texts[-1].append(text)
        left -= cost
    return ["\n".join(blocks) for blocks in texts]


def notes(question: str, texts: Sequence[str], settings: Settings) -> tuple[str, Tokens]:
    """What the model notes of each part, in order, and the tokens. Raises ModelError.

    Each part has an equal share of the room that the answer's prompt has for all the notes.
    """
    share = settings.context_tokens // len(texts)

    def read(text: str) -> tuple[str, Tokens]:
        messages = prompts.load("notes").fill(turns=text, question=question, nothing=NOTHING)
        return models.complete(settings, messages)

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        told = list(pool.map(read, texts))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after a failure nothing more is asked
    tokens = None
    for _, spent in told:
        tokens = models.total(tokens, spent)
    return "\n".join(filter(None, (_kept(text, share) for text, _ in told))), tokens


def _kept(text: str, share: int) -> str:
    """A part's notes that cite a turn, as many of the first as fit."""
    lines = []
    for note in segment(text):
        labels = "".join(f"[{n}]" for n in dict.fromkeys(label for label, _ in note.marks))
        share -= count_tokens(note.text + labels) + 2
        if share < 0:
            break
        if labels:
            lines.append(f"- {note.text} {labels}")
    return "\n".join(lines)
