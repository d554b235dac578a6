"""Sets and transcripts -> tasks: every question with its scope and its gold turns, checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from evals.errors import Problem
from evals.sets import gold
from evals.sets.gold import Scope
from evals.sets.questions import Question, QuestionSet
from ingest.errors import UnknownName
from ingest.transcript import Transcript
from rag.find.retrieve import Filters


@dataclass(frozen=True, slots=True)
class Task:
    """A question ready to be asked: its gold turns resolved, its scope known."""

    set: str
    question: Question
    gold: tuple[str, ...]
    within: Scope

    @property
    def filters(self) -> Filters:
        """What the search is limited to."""
        names = self.within.names if self.within.limited else ()
        return Filters(names, self.question.speakers)


def plan(
    sets: Iterable[QuestionSet],
    names: Collection[str],
    transcript: Callable[[str], Transcript],
) -> tuple[list[Task], list[Problem]]:
    """The tasks of the sets, and what is wrong with their gold turns, quotes and filters.

    `names` are the transcripts there are. A question that names another is left out without a
    word: `transcripts.missing` has said so.
    """
    tasks: list[Task] = []
    problems: list[Problem] = []
    for each in sets:
        for question in each.questions:
            if not set(gold.names_in(each, question)) <= set(names):
                continue
            within = gold.scope(each, question, names, transcript)
            turns, wrong = gold.resolve(question, within)
            problems += [*wrong, *_unknown_speakers(question, within)]
            tasks.append(Task(each.name, question, turns, within))
    return tasks, problems


def _unknown_speakers(question: Question, within: Scope) -> list[Problem]:
    if not question.speakers:
        return []
    known = [n for t in map(within.transcript, within.names) for s in t.speakers for n in s.names]
    folded = {name.casefold() for name in known}
    return [
        question.problem("filters", f"{UnknownName('speaker', name, known)}; name one who speaks")
        for name in question.speakers
        if name.casefold() not in folded
    ]
