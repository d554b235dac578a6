"""Sets in the forms that other evaluation tools read: promptfoo's tests, ragas's samples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from rag.check.citations import CANNOT_ANSWER

if TYPE_CHECKING:
    from evals.sets.plan import Task
    from evals.sets.questions import Question


def promptfoo(tasks: Sequence[Task]) -> str:
    """Test cases in YAML, for `tests: file://...` in a promptfoo configuration.

    A list as a variable would multiply the tests, so `history` is one text, a question a line.
    """
    tests = [
        {
            "description": task.question.id,
            "vars": {
                "question": task.question.question,
                "history": "\n".join(task.question.history),
            },
            "assert": _asserts(task.question),
            "metadata": {"type": task.question.type, "gold": list(task.gold)},
        }
        for task in tasks
    ]
    return yaml.safe_dump(tests, sort_keys=False, allow_unicode=True, width=100)


def _asserts(question: Question) -> list[dict[str, Any]]:
    if not question.answerable:
        return [{"type": "icontains", "value": CANNOT_ANSWER}]
    wanted = [fact.split("|") for fact in question.facts]
    return [
        {"type": "icontains", "value": words[0]}
        if len(words) == 1
        else {"type": "icontains-any", "value": words}
        for words in wanted
    ]


def ragas(tasks: Sequence[Task]) -> str:
    """Single-turn samples in JSONL, for `EvaluationDataset.from_jsonl`.

    `reference_contexts` are the texts of the gold turns; earlier questions stand before the last.
    """
    samples = [
        {
            "user_input": "\n".join([*task.question.history, task.question.question]),
            "reference": _reference(task.question),
            "reference_contexts": [task.within.turn(turn).text for turn in task.gold],
        }
        for task in tasks
    ]
    return "".join(json.dumps(sample, ensure_ascii=False) + "\n" for sample in samples)


def _reference(question: Question) -> str:
    """What a right answer says: the reference answer, else the quote, else the facts."""
    if not question.answerable:
        return CANNOT_ANSWER
    facts = "; ".join(fact.split("|")[0] for fact in question.facts)
    return (question.answers[0] if question.answers else question.quote) or facts


FORMS = {"promptfoo": promptfoo, "ragas": ragas}
