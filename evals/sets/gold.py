"""References to gold turns -> turn ids: numbers, ids, ranges, and words that stand in one turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from evals.errors import Problem
from evals.measure.text import contains, fold, states
from evals.sets.questions import Question, QuestionSet
from ingest.transcript import Transcript, Turn, parse_turn_id, turn_id

_REFERENCE = re.compile(r"(?:(?P<name>.+)#)?(?P<first>\d+)(?:\s*[-–]\s*#?(?P<last>\d+))?")


class _Wrong(Exception):
    """A reference that cannot be resolved: what is wrong, and the fix."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one question is put to: names of transcripts, and how to read one of them.

    `limited` is False where that is the whole library.
    """

    names: tuple[str, ...]
    transcript: Callable[[str], Transcript]
    limited: bool = True

    def turns(self) -> Iterator[tuple[str, Turn]]:
        """Every turn in scope, with its transcript's name."""
        for name in self.names:
            for turn in self.transcript(name).turns:
                yield name, turn

    def turn(self, turn: str) -> Turn:
        """A turn by its id. Raises UnknownName and IndexError."""
        name, number = parse_turn_id(turn)
        return self.transcript(name).turns[number - 1]

    def of(self, turn: str) -> Transcript:
        """The transcript that a turn belongs to."""
        return self.transcript(parse_turn_id(turn)[0])

    def __contains__(self, turn: str) -> bool:
        """Whether a turn of this id is in scope."""
        try:
            name, number = parse_turn_id(turn)
        except ValueError:
            return False
        return name in self.names and 1 <= number <= len(self.transcript(name).turns)


def names_in(each: QuestionSet, question: Question) -> tuple[str, ...]:
    """The transcripts that have to be there for a question: its scope, else those of its ids."""
    chosen = question.transcripts or each.transcripts
    if chosen:
        return chosen
    ids = [_REFERENCE.fullmatch(t.strip()) for t in question.turns if isinstance(t, str)]
    named = [m["name"] for m in ids if m and m["name"]]
    return tuple(dict.fromkeys(name for name in named if " " not in name))


def scope(
    each: QuestionSet,
    question: Question,
    names: Collection[str],
    transcript: Callable[[str], Transcript],
) -> Scope:
    """What a question is put to: its filter, else its set's transcripts, else all there are."""
    chosen = question.transcripts or each.transcripts
    return Scope(chosen or tuple(names), transcript, limited=bool(chosen))


def resolve(question: Question, within: Scope) -> tuple[tuple[str, ...], list[Problem]]:
    """The ids of the gold turns, in order and once each, and what is wrong with the references.

    Without `turns`, an answerable question's quote gives its gold turn.
    """
    found: dict[str, None] = {}
    problems = []
    for at, reference in enumerate(question.turns):
        try:
            found.update(dict.fromkeys(_resolve(reference, within)))
        except _Wrong as error:
            problems.append(question.problem(f"turns[{at}]", str(error)))
    if question.quote and question.answerable:
        try:
            if question.turns:
                _check_quote(question.quote, tuple(found), within, complete=not problems)
            else:
                found[_quoted(question.quote, within)] = None
        except _Wrong as error:
            problems.append(question.problem("quote", str(error)))
    return tuple(found), problems


def unstated(question: Question, gold: Sequence[str], within: Scope) -> list[Problem]:
    """The facts that no gold turn states, in its text or as the name of who speaks."""
    if not gold:
        return []
    texts = [f"{t.text}\n{t.who}\n{t.label or ''}" for t in map(within.turn, gold)]
    numbers = ", ".join(gold)
    return [
        question.problem(
            f"facts[{at}]", f"'{fact}' stands in none of its gold turns ({numbers}); mend either"
        )
        for at, fact in enumerate(question.facts)
        if not any(states(text, fact) for text in texts)
    ]


def _resolve(reference: int | str, within: Scope) -> list[str]:
    text = str(reference).strip()
    match = _REFERENCE.fullmatch(text)
    if match is None or _is_prose(match["name"], within):
        return [_quoted(text, within)]
    name = match["name"] or _only(within, text)
    if name not in within.names:
        near = ", ".join(within.names[:3])
        raise _Wrong(
            f"'{text}' is outside what the question is put to ({near}); add '{name}' there"
        )
    first, last = int(match["first"]), int(match["last"] or match["first"])
    count = len(within.transcript(name).turns)
    if first > last:
        raise _Wrong(f"{text} runs backwards; write {last}-{first}")
    if first < 1 or last > count:
        raise _Wrong(f"no turn {text}: {name} has turns 1 to {count}; give one of these")
    return [turn_id(name, number) for number in range(first, last + 1)]


def _is_prose(name: str | None, within: Scope) -> bool:
    """Whether what stands before a # is talk ("we are #1") and no transcript's name."""
    return bool(name) and " " in str(name) and name not in within.names


def _only(within: Scope, text: str) -> str:
    if len(within.names) == 1:
        return within.names[0]
    example = f"{within.names[0] if within.names else 'name'}#{text}"
    raise _Wrong(
        f"{text} is a bare number, and the question is put to {len(within.names)} transcripts; "
        f"write the id, such as '{example}'"
    )


def _quoted(words: str, within: Scope) -> str:
    """The one turn in which the words stand."""
    found = [turn_id(name, t.number) for name, t in within.turns() if contains(t.text, words)]
    if len(found) == 1:
        return found[0]
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise _Wrong(
            f"'{_short(words)}' stands in {len(found)} turns ({', '.join(found[:3])}{more}); "
            "quote more words, or give the turn's number"
        )
    raise _Wrong(f"'{_short(words)}' stands in no turn; {_closest(words, within)}")


def _check_quote(words: str, gold: Sequence[str], within: Scope, complete: bool) -> None:
    if not complete or any(contains(within.turn(turn).text, words) for turn in gold):
        return
    found = [turn_id(name, t.number) for name, t in within.turns() if contains(t.text, words)]
    if not found:
        raise _Wrong(f"'{_short(words)}' stands in no turn; {_closest(words, within)}")
    raise _Wrong(
        f"'{_short(words)}' stands in {', '.join(found[:3])} and in none of the gold turns "
        f"({', '.join(gold)}); mend either"
    )


def _closest(words: str, within: Scope) -> str:
    """Where most of the words stand, as a hint."""
    wanted = set(fold(words).split())
    best = max(
        (
            (len(wanted & set(fold(t.text).split())), turn_id(n, t.number))
            for n, t in within.turns()
        ),
        key=lambda pair: pair[0],
        default=(0, ""),
    )
    if best[0] * 2 < len(wanted):
        return "copy the words from the transcript"
    return f"copy the words from the transcript; most of them stand in {best[1]}"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."
