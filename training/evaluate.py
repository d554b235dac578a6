"""What the reader is worth on talks kept back: `python -m training.evaluate dev|test`.

Each question is put to its talk twice in one run, with the reading model and by words alone, and
each twin that the talk does not answer too. Prints a table.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median

from benchmarks.sets import open_set
from ingest.transcript import Transcript, parse_turn_id
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.find import search
from rag.find.retrieve import Filters, Index
from rag.words.tokens import STOP, tokens
from training.talks import questions, split, talk

# A question that shares less of its telling words with the gold turns asks in other words.
OTHER_WORDS = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, what it got, and what a right answer holds."""

    gold: frozenset[int]
    words: tuple[str, ...]
    other: bool
    ranked: tuple[int, ...]
    answer: Answer


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def put(index: Index, transcript: Transcript, row: dict[str, object], twin: bool) -> Asked:
    """Put a question, or its twin, to its talk."""
    text = str(row["u"] if twin else row["q"])
    gold = [] if twin else [int(n) for n in row["t"]]  # type: ignore[attr-defined]
    within = Filters(transcripts=(transcript.name,))
    hits = () if twin else search(index, text, 20, within)
    *_, answer = ask(index, text, filters=within)
    assert isinstance(answer, Answer)
    own = set(tokens(text)) - STOP
    held = {w for n in gold for w in tokens(transcript.turns[n - 1].text)}
    return Asked(
        frozenset(gold),
        () if twin else tuple(map(_plain, row["a"])),  # type: ignore[call-overload]
        len(own & held) < OTHER_WORDS * max(1, len(own)),
        tuple(h.turn.number for h in hits),
        answer,
    )


def figures(asked: Sequence[Asked], twins: Sequence[Asked]) -> dict[str, float]:
    """The figures of some questions and of twins; shares from 0 to 1."""
    cited = [{parse_turn_id(c.turn)[1] for c in a.answer.citations} for a in asked]
    told = [_plain(" ".join(c.quote for c in a.answer.citations)) for a in asked]
    lengths = [len(c.quote.split()) for a in asked for c in a.answer.citations]
    places = [next((i for i, n in enumerate(a.ranked, 1) if n in a.gold), 0) for a in asked]
    return {
        "questions": len(asked),
        "right turn first": fmean(p == 1 for p in places),
        "MRR": fmean(1 / p if p else 0.0 for p in places),
        "answered": fmean(not a.answer.refused for a in asked),
        "gold cited": fmean(bool(c & a.gold) for a, c in zip(asked, cited, strict=True)),
        "answer in quotes": fmean(
            any(w in t for w in a.words) for a, t in zip(asked, told, strict=True)
        ),
        "citations on gold": fmean(
            n in a.gold for a, c in zip(asked, cited, strict=True) for n in c
        ),
        "words of an answer": median(
            sum(len(c.quote.split()) for c in a.answer.citations)
            for a in asked
            if a.answer.citations
        ),
        "words of a quote": median(lengths),
        "twins answered": fmean(not a.answer.refused for a in twins) if twins else 0.0,
        "seconds": median(a.answer.seconds for a in asked),
    }


def main(part: str) -> None:
    """Print the table of a part of the talks."""
    transcripts = {name: talk(name) for name in split()[part]}
    table: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = open_set(tuple(transcripts.values()), Path(folder))
        for model in ("builtin", "none"):
            index.library.settings = replace(index.library.settings, reranker_model=model)
            index.answers.clear()
            asked, twins = [], []
            for name, transcript in transcripts.items():
                for row in questions(name):
                    asked.append(put(index, transcript, row, twin=False))
                    twins += [put(index, transcript, row, twin=True)] if "u" in row else []
            label = "reader" if model == "builtin" else "words alone"
            table[label] = figures(asked, twins)
            table[f"{label}, other words"] = figures([a for a in asked if a.other], twins)
    print("| | " + " | ".join(table) + " |\n|---|" + "---|" * len(table))
    for figure in next(iter(table.values())):
        cells = [f"{t[figure]:.3f}".rstrip("0").rstrip(".") for t in table.values()]
        print(f"| {figure} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(sys.argv[1])
