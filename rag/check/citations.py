"""What an answer is made of: sentences, each with citations that code has checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from rag.follow.thread import Thread

# Not answering has one wording, shared by prompts, code and tests.
CANNOT_ANSWER = "The record does not answer this."

Status = Literal["verbatim", "supported", "unverified", "contradicted"]
STANDS: tuple[Status, ...] = ("verbatim", "supported")
# What is said of a sentence that does not stand.
SAID = {"unverified": "not verified", "contradicted": "contradicted"}


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the record. `label` is the number shown; `turn` an id such as `hearing#12`.

    `quote` stands in the turn's text at `start`:`end` (characters) where it stands;
    else both are None. `speaker` is the speaker of the turn, as shown.
    `answer_start`, `answer_end`: where in the turn the answering words stand, where that is known.
    """

    label: int
    turn: str
    speaker: str | None
    quote: str
    start: int | None
    end: int | None
    status: Status
    answer_start: int | None = None
    answer_end: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The citation as `rag ask --json` prints it."""
        return {
            "label": self.label,
            "turn": self.turn,
            "speaker": self.speaker,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "status": self.status,
            "answer_start": self.answer_start,
            "answer_end": self.answer_end,
        }


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer. `problem` says in plain words why it does not stand, if so.

    `heading`: of the topic that it opens, in an overview. `note`: what the answer says of a
    quotation: "Perhaps" where it is not sure, "Decided", "To do".
    """

    text: str
    citations: tuple[Citation, ...] = ()
    problem: str | None = None
    heading: str = ""
    note: str = ""

    @property
    def status(self) -> Status:
        """The best status of its citations; with a problem, whether they contradict it.

        Not verified where it has no citation.
        """
        found = {c.status for c in self.citations}
        if self.problem:
            return "contradicted" if "contradicted" in found else "unverified"
        return next((status for status in STANDS if status in found), "unverified")


def render(sentence: Sentence) -> str:
    """A sentence as shown: heading and note, its text, its labels such as `[1]`, its problem."""
    marked = [f"({SAID[sentence.status]}: {sentence.problem})"] if sentence.problem else []
    text = ": ".join(filter(None, (sentence.heading, sentence.note, sentence.text)))
    return " ".join([text, *(f"[{c.label}]" for c in sentence.citations), *marked])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets. `text` is what is shown: the sentences, each with its `[n]`.

    `understood`: the standalone question that was searched for, where it differs from `question`.
    `refused`: the record does not answer; then `nearest` holds the closest turns, as such.
    `notice`: one plain line about what went wrong on the way (a time-out, a cut stream), if it did.
    `model`: `quoting`, or the chat model's name. `tokens`: prompt and completion, where known.
    `offered`: the quoting answer, where a chat model's answer was cut short. `goes_on`: what a
    follow-up was taken to go on from; None for a question that stands alone.
    """

    question: str
    understood: str
    text: str
    sentences: tuple[Sentence, ...]
    refused: bool
    nearest: tuple[str, ...] = ()
    model: str = "quoting"
    seconds: float = 0.0
    first_text_seconds: float | None = None
    tokens: tuple[int, int] | None = None
    notice: str | None = None
    offered: Answer | None = None
    goes_on: Thread | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in order of its label."""
        by_label = {c.label: c for s in self.sentences for c in s.citations}
        return tuple(by_label[label] for label in sorted(by_label))

    def as_json(self) -> dict[str, Any]:
        """The answer as `rag ask --json` prints it."""
        return {
            "question": self.question,
            "understood": self.understood,
            "answer": self.text,
            "refused": self.refused,
            "seconds": round(self.seconds, 4),
            "first_text_seconds": self.first_text_seconds,
            "model": self.model,
            "tokens": list(self.tokens) if self.tokens else None,
            "notice": self.notice,
            "goes_on": asdict(self.goes_on) if self.goes_on else None,
            "offered": self.offered.as_json() if self.offered else None,
            "nearest": list(self.nearest),
            "sentences": [
                {
                    "text": s.text,
                    "note": s.note,
                    "status": s.status,
                    "labels": [c.label for c in s.citations],
                    "problem": s.problem,
                }
                for s in self.sentences
            ],
            "citations": [c.as_json() for c in self.citations],
        }
