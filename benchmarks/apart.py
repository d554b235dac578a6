"""Questions set apart: on twelve talks that the model has not read, each asked of its talk.

`make bench-answers` writes the section. Beside ours, in the same run, what is usually done: the
nearest chunk of 1,000 characters quoted whole, and the best turn by BM25 quoted whole.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean, median

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.baselines import keyword
from benchmarks.sets import open_set
from evals.measure.stats import interval
from evals.measure.text import contains
from ingest.transcript import Transcript, parse_turn_id
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Index
from rag.read.reader import load
from training.talks import talk

FOLDER = Path(__file__).with_name("questions") / "apart"
# The questions set apart before, on the same talks: now when to answer is learned from them.
BEFORE = FOLDER.with_name("calibration")
NOTE = (
    "{answerable} questions that their talk answers, most in other words than it uses, and "
    "{other} that it does not, on {talks} talks that the model has not read. The chunks' vectors "
    "are the reading model's, which training kept near all-MiniLM-L6-v2."
)
HEAD = (
    "", "questions", "right turn cited", "all facts quoted", "citations on right turns",
    "answered", "answered, though the talk has none", "words (median)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a question got: the turns cited and the words quoted; nothing where it was refused."""

    turns: tuple[int, ...]
    quoted: str


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the sets, and its talk's place in the library."""

    of: str
    kind: str
    question: str
    gold: frozenset[int]
    facts: tuple[tuple[str, ...], ...]
    other_words: bool


def rows(folder: Path = FOLDER) -> list[Row]:
    """Every question of a folder, by talk."""
    found = []
    for path in sorted(folder.glob("*/*.jsonl")):
        of = f"{path.parent.name}/{path.stem}"
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(
                Row(
                    of, row["kind"], row["q"], frozenset(row["turns"]),
                    tuple(map(tuple, row.get("facts", ()))), bool(row.get("paraphrase")),
                )
            )  # fmt: skip
    return found


def ours(index: Index, transcript: Transcript, question: str) -> Told:
    """The quoting answerer."""
    *_, made = ask(index, question, filters=Filters(transcripts=(transcript.name,)))
    assert isinstance(made, Answer)
    turns = dict.fromkeys(parse_turn_id(c.turn)[1] for c in made.citations)
    return Told(tuple(turns), " ".join(c.quote for c in made.citations))


def chunked(transcript: Transcript) -> Callable[[str], Told]:
    """The usual recipe: the nearest chunk of 1,000 characters, 200 of them shared, quoted whole."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    said = "\n\n".join(f"{t.who}: {t.text}" for t in transcript.turns)
    begins = np.cumsum([0] + [len(f"{t.who}: {t.text}") + 2 for t in transcript.turns])
    pieces = splitter.create_documents([said])
    vectors = load().vectors([p.page_content for p in pieces])

    def told(question: str) -> Told:
        best = pieces[int((vectors @ load().vectors([question])[0]).argmax())]
        start = int(best.metadata["start_index"])
        first, last = np.searchsorted(begins, [start, start + len(best.page_content) - 1], "right")
        return Told(tuple(range(int(first), int(last) + 1)), best.page_content)

    return told


def by_turn(transcript: Transcript) -> Callable[[str], Told]:
    """BM25: the best turn, quoted whole."""
    search = keyword([transcript], 0, 0)

    def told(question: str) -> Told:
        numbers = [parse_turn_id(found)[1] for found in search(question)[:1]]
        return Told(tuple(numbers), " ".join(transcript.turns[n - 1].text for n in numbers))

    return told


def line(title: str, asked: Sequence[Row], told: Sequence[Told], *, sure: bool = False) -> str:
    """A line of the table; `sure`: with the 95% intervals of the first two figures."""
    both = list(zip(asked, told, strict=True))
    right = [(row, t) for row, t in both if row.gold]
    cited = [float(bool(row.gold & {*t.turns})) for row, t in right]
    facts = [float(_holds(t, row)) for row, t in right if row.facts]
    places = [n in row.gold for row, t in right for n in t.turns]
    wrong = [bool(t.turns) for row, t in both if not row.gold]
    words = [len(t.quoted.split()) for _, t in right if t.turns]
    cells = [
        str(len(both)),
        _share(cited, sure),
        _share(facts, sure),
        _share(places),
        _share([bool(t.turns) for _, t in right]),
        _share(wrong),
        f"{median(words):.0f}" if words else "",
    ]
    return f"| {title} | " + " | ".join(cells) + " |"


def _holds(told: Told, row: Row) -> bool:
    return all(any(contains(told.quoted, words) for words in fact) for fact in row.facts)


def _share(values: Sequence[float], sure: bool = False) -> str:
    if not values:
        return ""
    between = interval(list(values)) if sure else None
    spread = f" ({between[0]:.2f}\u2013{between[1]:.2f})" if between else ""
    return f"{fmean(values):.3f}{spread}"


def table() -> str:
    """Every question put in one run, to ours and to what is usually done."""
    asked = rows()
    transcripts = {row.of: talk(row.of) for row in asked}
    told: dict[str, list[Told]] = {"ours": [], "chunk": [], "bm25": []}
    with tempfile.TemporaryDirectory() as folder:
        index = open_set(tuple(transcripts.values()), Path(folder))
        for of, group in groupby(asked, key=lambda row: row.of):
            chunk, best = chunked(transcripts[of]), by_turn(transcripts[of])
            for row in group:
                told["ours"].append(ours(index, transcripts[of], row.question))
                told["chunk"].append(chunk(row.question))
                told["bm25"].append(best(row.question))
    answerable = sum(bool(row.gold) for row in asked)
    note = NOTE.format(answerable=answerable, other=len(asked) - answerable, talks=len(transcripts))
    lines = [
        f"{note}\n",
        "| " + " | ".join(HEAD) + " |",
        "|" + "---|" * len(HEAD),
        line("**ours**", asked, told["ours"], sure=True),
        line("usual recipe: the nearest chunk", asked, told["chunk"], sure=True),
        line("BM25: the best turn", asked, told["bm25"], sure=True),
    ]
    for title, wanted in _parts(asked):
        own = [at for at, row in enumerate(asked) if wanted(row)]
        lines.append(line(title, [asked[at] for at in own], [told["ours"][at] for at in own]))
    return "\n".join(lines)


def _parts(asked: Sequence[Row]) -> list[tuple[str, Callable[[Row], bool]]]:
    kinds = sorted({row.kind for row in asked})
    return [
        ("ours: in other words", lambda row: bool(row.gold) and row.other_words),
        ("ours: in the talk's words", lambda row: bool(row.gold) and not row.other_words),
        *((f"ours: {kind}", lambda row, kind=kind: row.kind == kind) for kind in kinds),
    ]


if __name__ == "__main__":
    print(table())
