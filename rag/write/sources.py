"""Found turns as a model is shown them: our labels, a token budget, and text that cannot pose.

Labels run from 1. In the text of a turn, brackets and angle brackets are swapped for others and
role marks lose their colon, so that nothing in it looks like a label, a block's end or a message.
`rag.check.locate` knows these swaps: a quote with them in it still matches the turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from ingest.transcript import Speaker, Transcript, Turn, timestamp
from rag.find.retrieve import Hit
from rag.words.tokens import STOP, tokens

# What may not stand in shown text, and what stands there instead.
SWAPS = {"[": "(", "]": ")", "\u3010": "(", "\u3011": ")", "<": "\u2039", ">": "\u203a"}
_SWAPS = str.maketrans(SWAPS)
_ROLE = re.compile(r"\b(system|assistant|user|developer|human|tool)(\s*):", re.IGNORECASE)
RATIO = "\u2236"
# Turns cut to fewer tokens than this say nothing.
_LEAST = 40


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """A found turn under the label that we give it. `speakers` are those of its transcript."""

    label: int
    id: str
    turn: Turn
    speakers: tuple[Speaker, ...] = ()
    title: str = ""
    date: str | None = None

    @property
    def person(self) -> Speaker | None:
        """Who speaks, as the transcript knows them; None where the record names nobody."""
        return next((s for s in self.speakers if s.name == self.turn.speaker), None)


def label_hits(hits: Sequence[Hit], transcript: Callable[[str], Transcript]) -> list[LabelledTurn]:
    """The hits as sources, labelled in the order given."""
    sources = []
    for label, hit in enumerate(hits, 1):
        whole = transcript(hit.name)
        sources.append(
            LabelledTurn(label, hit.id, hit.turn, whole.speakers, whole.title, whole.date),
        )
    return sources


def all_speakers(turns: Iterable[LabelledTurn]) -> tuple[Speaker, ...]:
    """The speakers of all the transcripts that the turns are from, each once."""
    lists = dict.fromkeys(t.speakers for t in turns)
    return tuple(dict.fromkeys(s for speakers in lists for s in speakers))


def show(
    sources: Sequence[LabelledTurn], question: str, budget: int
) -> tuple[str, list[LabelledTurn]]:
    """The sources as blocks for a prompt, within `budget` tokens, and those that found room.

    No turn takes more than half of what is left, so that one long turn cannot crowd out the rest;
    from a longer one the sentences that share words with the question are shown.
    """
    blocks: list[str] = []
    left = budget
    for source in sources:
        room = max(left // 2, min(left, _LEAST * 2))
        if room - count_tokens(_head(source)) - 8 < _LEAST:
            break
        blocks.append(block(source, question, room))
        left -= count_tokens(blocks[-1])
    return "\n".join(blocks), list(sources[: len(blocks)])


def block(source: LabelledTurn, question: str, room: int) -> str:
    """A source as a prompt shows it, cut to `room` tokens."""
    head = _head(source)
    text = neutral(excerpt(source.turn.text, question, room - count_tokens(head) - 8))
    return f"{head}\n{text}\n</turn>"


def neutral(text: str) -> str:
    """Text on one line that holds no label, no tag and no role mark of ours."""
    text = _ROLE.sub(rf"\1\2{RATIO}", text.translate(_SWAPS))
    return " ".join(text.split())


def count_tokens(text: str) -> int:
    """Tokens of a text, estimated without a tokenizer, rather too high.

    A third of its bytes in UTF-8: OpenAI's rule of thumb is four characters of English a token,
    and scripts with three bytes a letter take about one token a letter.
    """
    return -(-len(text.encode()) // 3)


def excerpt(text: str, question: str, tokens_left: int) -> str:
    """`text` cut to a number of tokens: its sentences that share most with the question, in order.

    Left-out stretches are marked by an ellipsis.
    """
    if count_tokens(text) <= tokens_left:
        return text
    wanted = _stems(question)
    spans = sentence_spans(text)
    shared = [len(_stems(text[a:b]) & wanted) for a, b in spans]
    # A neighbour of a good sentence is worth half of it: it says what "this" and "he" are.
    worth = [n + max(shared[max(0, i - 1) : i + 2]) / 2 for i, n in enumerate(shared)]
    chosen: set[int] = set()
    for at in sorted(range(len(spans)), key=lambda i: (-worth[i], i)):
        cost = count_tokens(text[slice(*spans[at])]) + 2
        if cost <= tokens_left:
            chosen.add(at)
            tokens_left -= cost
    pieces = [
        ("" if at == 0 or at - 1 in chosen else "\u2026 ") + text[slice(*spans[at])].strip()
        for at in sorted(chosen)
    ]
    return " ".join(pieces) + ("" if len(spans) - 1 in chosen else " \u2026")


def _head(source: LabelledTurn) -> str:
    turn = source.turn
    where = [source.title, source.date, turn.start_ms is not None and timestamp(turn.start_ms)]
    who = turn.who if turn.speaker in (None, turn.label) else f"{turn.who} ({turn.label})"
    about = neutral(", ".join(str(w) for w in where if w))
    return f"<turn label=[{source.label}]>\nSpeaker: {neutral(who)}\nTranscript: {about}\nSaid:"


def _stems(text: str) -> set[str]:
    return {stem(w) for w in tokens(text) if w not in STOP}
