"""A chat model as a further judge: named in the report, and never the only figure."""

from __future__ import annotations

import re
from dataclasses import replace

from evals.sets.plan import Task
from rag.errors import ModelError
from rag.write import models, prompts
from settings import Settings

_GRADE = re.compile(r"\W*(correct|incorrect|missing)\b", re.IGNORECASE)


class Judge:
    """A chat model that grades answers. `model` names it as CHAT_MODEL would."""

    def __init__(self, settings: Settings, model: str) -> None:
        """A judge at the same address and with the same key as the chat model of the settings.

        Raises ModelNotConfigured.
        """
        self.model = model
        self._settings = replace(settings, chat_model=model)
        models.open_model(self._settings)

    def grade(self, task: Task, answer: str) -> float:
        """1 where the model finds the answer correct, else 0. Raises ModelError.

        Three grades, as in OpenAI's SimpleQA (Wei et al., "Measuring short-form factuality in large
        language models", 2024); the score takes the last two as one.
        """
        messages = prompts.load("judge").fill(
            question="\n".join([*task.question.history, task.question.question]),
            evidence="\n\n".join(_shown(task, turn) for turn in task.gold),
            expected="\n".join(_expected(task)),
            answer=answer,
        )
        text, _ = models.complete(self._settings, messages)
        grade = _GRADE.match(text)
        if grade is None:
            raise ModelError(self.model, f"gave no grade but '{text.strip()[:60]}'")
        return float(grade[1].casefold() == "correct")


def _shown(task: Task, turn: str) -> str:
    found = task.within.turn(turn)
    return f"{found.who}: {found.text}"


def _expected(task: Task) -> list[str]:
    question = task.question
    facts = [fact.replace("|", " or ") for fact in question.facts]
    return [*facts, *question.answers] or ["What the evidence says."]
