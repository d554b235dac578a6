"""Answers, measured: `make bench-answers` writes benchmarks/ANSWERS.md. No network but loopback."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import chromadb

from benchmarks import apart, scripted
from benchmarks.latency import table as latency_table
from benchmarks.results import write_section
from benchmarks.sets import FOLDER, Asked, read_set
from evals.ask import checkpoint
from evals.ask.evaluate import Job, evaluate
from evals.measure.text import contains
from ingest import pipeline
from ingest.index.embedding import builtin
from ingest.transcript import Transcript, turn_id
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Index, open_index
from settings import ROOT, Settings

PATH = Path(__file__).with_name("ANSWERS.md")
COMMAND = "make bench-answers"
NAME = "friendsqa"
SETS = (
    ROOT / "examples" / "questions.yaml",
    FOLDER.parent / "press-conference" / "questions.yaml",
    *scripted.set_paths(scripted.HELD_OUT),
    *scripted.set_paths(scripted.FRESH),
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is handed on for a question: the quoted text, and the turns it is from."""

    text: str
    turns: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words are handed on."""
        return len(self.text.split())


def added(folder: Path) -> Index:
    """A library of the public transcripts, read from their files as a person would add them.

    The set's turn numbers hold: a paragraph is a turn there as here.
    """
    index = open_index(Settings(library=folder))
    paths = sorted((FOLDER / NAME / "transcripts").glob("*.txt"))
    for outcome in pipeline.add_files(index.library, paths):
        if outcome.error:
            raise SystemExit(f"{outcome.path}: {outcome.error}")
    index.refresh()
    return index


def answered(index: Index, question: str, transcript: str) -> Answer:
    """The quoting answerer's answer, from one transcript."""
    *_, last = ask(index, question, filters=Filters(transcripts=(transcript,)))
    assert isinstance(last, Answer)
    return last


def quoted(answer: Answer) -> Quoted:
    """What an answer hands on."""
    turns = tuple(dict.fromkeys(c.turn for c in answer.citations))
    return Quoted(" ".join(c.quote for c in answer.citations), turns)


def top_turns(transcripts: Sequence[Transcript], questions: Sequence[Asked]) -> list[Quoted]:
    """The usual recipe: the turn that Chroma finds most similar, quoted whole.

    The vectors are the built-in ones, as ours; each question searches its own transcript.
    """
    embedder = builtin()
    found: dict[str, Any] = {}
    for transcript in transcripts:
        collection = chromadb.EphemeralClient().create_collection(
            f"turns-of-{transcript.name}",
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
        texts = [f"{t.who}: {t.text}" for t in transcript.turns]
        ids = [turn_id(transcript.name, t.number) for t in transcript.turns]
        collection.add(
            ids=ids, documents=[t.text for t in transcript.turns],
            embeddings=list(embedder.documents(texts)),
        )  # fmt: skip
        found[transcript.name] = collection
    made = []
    for asked in questions:
        got = found[asked.transcript].query(
            query_embeddings=[embedder.query(asked.question).tolist()], n_results=1
        )
        made.append(Quoted(got["documents"][0][0], (got["ids"][0][0],)))
    return made


def row(
    title: str, given: Sequence[Quoted], questions: Sequence[Asked], answers: Sequence[list[str]]
) -> str:
    """A line of the table. Refusals count as wrong; precision is over those that answer."""
    bearing = [
        any(contains(q.text, a) for a in right) for q, right in zip(given, answers, strict=True)
    ]
    cited = [bool(asked.gold & {*q.turns}) for q, asked in zip(given, questions, strict=True)]
    answered = [at for at, q in enumerate(given) if q.turns]
    cells = [
        f"{fmean(bearing):.3f}",
        f"{fmean(cited):.3f}",
        f"{1 - len(answered) / len(given):.3f}",
        f"{fmean(bearing[at] for at in answered):.3f}",
        f"{fmean(cited[at] for at in answered):.3f}",
        f"{fmean(given[at].words for at in answered):.1f}",
    ]
    return f"| {title} | " + " | ".join(cells) + " |"


def public(index: Index, transcripts: Sequence[Transcript], questions: Sequence[Asked]) -> str:
    """Answer-bearing quotes on a public set, and how often another episode 'answers'."""
    lines = (FOLDER / NAME / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line)["answers"] for line in lines]
    ours = [quoted(answered(index, q.question, q.transcript)) for q in questions]
    usual = top_turns(transcripts, questions)
    at = [i for i, q in enumerate(ours) if q.turns]
    same = ([usual[i] for i in at], [questions[i] for i in at], [answers[i] for i in at])
    names = [t.name for t in transcripts]
    following = dict(zip(names, [*names[1:], names[0]], strict=True))
    wrong = [not answered(index, q.question, following[q.transcript]).refused for q in questions]
    head = [
        "", "answer in the quote", "right turn cited", "refused", "answer, where answered",
        "right turn, where answered", "words handed on",
    ]  # fmt: skip
    return "\n".join(
        [
            f"{NAME}: {len(questions)} answerable questions, each asked of its own transcript "
            f"({len(transcripts)} transcripts).\n",
            "| " + " | ".join(head) + " |",
            "|" + "---|" * len(head),
            row("usual recipe: top turn of Chroma, quoted whole", usual, questions, answers),
            row("**ours**: the sentences quoted", ours, questions, answers),
            row("usual recipe, only the questions that ours answers", *same),
            "\nThe same questions asked of the next transcript, where they should be refused: "
            f"{sum(wrong)} of {len(wrong)} were answered (false answer rate {fmean(wrong):.3f}; "
            "the usual recipe answers all).",
        ]
    )  # fmt: skip


def by_set(paths: Sequence[Path]) -> str:
    """The scripted sets: right turn cited, facts, citations, and both ways of deciding wrongly."""
    head = [
        "", "questions", "right turn cited", "all facts", "citations on gold turns",
        "quotes in source", "answerable refused", "unanswerable answered",
    ]  # fmt: skip
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            scripted.library([path], Path(folder) / "library")
            made = evaluate(Job((path,), out), Settings(library=Path(folder) / "library"))
            rows = checkpoint.rows(out)
        figures, refusal = made.summary["metrics"], made.summary["refusal"]
        cells = [
            str(len(rows)),
            _share([r["scores"]["citation_recall"] > 0 for r in rows if r["gold"]]),
            _share([r["scores"]["facts"] == 1 for r in rows if "facts" in r["scores"]]),
            f"{_precision(rows):.3f}",
            f"{figures['quote_in_source']['mean']:.3f}",
            f"{refusal['answerable']['refused']} of {sum(refusal['answerable'].values())}",
            f"{refusal['unanswerable']['answered']} of {sum(refusal['unanswerable'].values())}",
        ]
        kept = path.parent.name
        name = kept if path.stem == "questions" else f"{path.stem} ({kept})"
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _precision(rows: Sequence[dict[str, Any]]) -> float:
    """The share of all citations of answerable questions that are of gold turns."""
    cited = [c["turn"] in r["gold"] for r in rows if r["gold"] for c in r["citations"]]
    return fmean(cited)


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values)} of {len(values)}"


def main() -> None:
    """Measure everything in one run and write it into ANSWERS.md."""
    with tempfile.TemporaryDirectory() as folder:
        questions = read_set(NAME)
        index = added(Path(folder))
        parts = {
            "Public questions": public(index, questions.transcripts, questions.questions),
            "Time": latency_table(index, questions.questions),
            "Scripted questions": by_set([p for p in SETS if p.exists()]),
            "Questions set apart": apart.table(),
        }
    for title, text in parts.items():
        print(f"{title}\n\n{text}\n")
        write_section(title, COMMAND, text, PATH)


if __name__ == "__main__":
    main()
