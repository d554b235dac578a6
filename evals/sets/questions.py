"""Question sets: the model, and its reading from files checked against the published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from evals.errors import Problem, SetError
from evals.sets import sources
from evals.sets.sources import Source, Where
from ingest.errors import nearest
from settings import Settings

SCHEMA = Path(__file__).with_name("question-set.schema.json")
NOT_ANSWERABLE = frozenset({"unanswerable", "false-premise"})
_EVIDENCE = ("turns", "facts", "quote", "answer")


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what a right answer holds; the fields are those of the schema.

    `turns` are references as written; `evals.sets.gold` resolves them. `file`, `line` and the
    `lines` of the fields say where the question stands, for messages.
    """

    id: str
    type: str
    question: str
    history: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    turns: tuple[int | str, ...] = ()
    facts: tuple[str, ...] = ()
    quote: str | None = None
    speaker: str | None = None
    answerable: bool = True
    answers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    file: str = ""
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, name: str, text: str) -> Problem:
        """Something wrong with a field of this question, such as `turns[0]`."""
        line = self.lines.get(name.split("[", maxsplit=1)[0], self.line)
        return Problem(self.file, line, f"{self.id}: {name}", text)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of questions. `transcripts` is what they are put to; empty means the whole library.

    `line` is where the transcripts stand in the file.
    """

    name: str
    path: Path
    transcripts: tuple[str, ...]
    questions: tuple[Question, ...]
    line: int = 1


def load(paths: Sequence[Path], settings: Settings) -> tuple[list[QuestionSet], list[Problem]]:
    """The sets, as far as they can be used, and everything that is wrong with them."""
    sets: list[QuestionSet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            source = sources.read(path, settings)
        except SetError as error:
            problems += error.problems
            continue
        bad = [*source.problems, *_doubled(source), *_schema_problems(source)]
        problems += bad
        sets.append(_build(source, {p.line for p in bad}))
    problems += [p for s in sets for q in s.questions for p in _contradictions(q)]
    problems += _doubles(sets)
    return sets, problems


def _build(source: Source, bad_lines: set[int]) -> QuestionSet:
    """The set without the questions in which a problem stands."""
    data = source.data if isinstance(source.data, dict) else {}
    rows = data.get("questions")
    questions = []
    for at, row in enumerate(rows if isinstance(rows, list) else []):
        where = ("questions", at)
        lines = {line for place, line in source.lines.items() if place[:2] == where}
        if not lines & bad_lines:
            fields = {
                str(p[2]): n for p, n in source.lines.items() if p[:2] == where and len(p) == 3
            }
            made = _question(row, str(source.path), source.line(where))
            questions.append(replace(made, lines=fields))
    names = data.get("transcripts")
    return QuestionSet(
        str(data.get("name") or source.path.stem),
        source.path,
        tuple(map(str, names)) if isinstance(names, list) else (),
        tuple(questions),
        source.line(("transcripts",)),
    )


def _question(row: dict[str, Any], file: str, line: int) -> Question:
    filters = row.get("filters") or {}
    kind = row.get("type", "factoid").strip()
    answer = row.get("answer", ())
    return Question(
        id=str(row["id"]).strip(),
        type=kind,
        question=row["question"].strip(),
        history=tuple(row.get("history", ())),
        speakers=tuple(filters.get("speaker", ())),
        transcripts=tuple(filters.get("transcript", ())),
        turns=tuple(row.get("turns", ())),
        facts=tuple(row.get("facts", ())),
        quote=(row.get("quote") or "").strip() or None,
        speaker=(row.get("speaker") or "").strip() or None,
        answerable=row.get("answerable", kind not in NOT_ANSWERABLE),
        answers=(answer,) if isinstance(answer, str) else tuple(answer),
        tags=tuple(row.get("tags", ())),
        file=file,
        line=line,
    )


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _doubled(source: Source) -> Iterator[Problem]:
    for where, line in source.doubled:
        text = "is given twice in one place; keep one of the two"
        yield Problem(str(source.path), line, _name(source, where), text)


def _schema_problems(source: Source) -> Iterator[Problem]:
    for error in _validator().iter_errors(source.data):
        where = tuple(error.absolute_path)
        for named, text, place in _explain(error, where):
            yield Problem(str(source.path), source.line(place), _name(source, named), text)


def _explain(error: ValidationError, where: Where) -> Iterator[tuple[Where, str, Where]]:
    """A schema error as (field, what is wrong and the fix, place)."""
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        known = list(schema["properties"])
        for name in instance.keys() - set(known):
            near = nearest(str(name), known)
            fix = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
            yield (*where, name), f"unknown field; {fix}", (*where, name)
    elif error.validator == "required":
        for name in schema["required"]:
            if name not in instance:
                example = _shown(schema["properties"][name]["examples"][0])
                yield (*where, name), f"is missing; add it, such as {name}: {example}", where
    else:
        text = f"cannot be {_shown(instance)}; write it like {_shown(schema['examples'][0])}"
        yield where, text, where


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "..."


def _name(source: Source, where: Where) -> str:
    """A place by the question's id and the field, such as `pc-02: turns[0]`."""
    names = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in where]
    if where[:1] != ("questions",) or len(where) < 2:
        return "".join(names).lstrip(".") or "set"
    row = source.data["questions"][where[1]]
    known = str(row.get("id", "")) if isinstance(row, dict) else ""
    head = known or f"question {int(where[1]) + 1}"
    return f"{head}: {''.join(names[2:]).lstrip('.')}" if names[2:] else head


def _contradictions(question: Question) -> Iterator[Problem]:
    if question.answerable and question.type in NOT_ANSWERABLE:
        text = f"is true for the type {question.type}; set it to false, or change the type"
        yield question.problem("answerable", text)
    given = [name for name in _EVIDENCE if getattr(question, _ATTRIBUTE.get(name, name))]
    if not question.answerable and given:
        text = (
            f"two answers: it is not answerable, and {' and '.join(given)} "
            f"{'is' if len(given) == 1 else 'are'} given; remove one of the two"
        )
        yield question.problem("answerable", text)


_ATTRIBUTE = {"answer": "answers"}


def _doubles(sets: Sequence[QuestionSet]) -> Iterator[Problem]:
    seen: dict[str, Question] = {}
    for question in (q for s in sets for q in s.questions):
        first = seen.setdefault(question.id, question)
        if first is not question:
            text = f"is the id of the question at {first.file}:{first.line} too; give it another"
            yield question.problem("id", text)
