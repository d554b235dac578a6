"""Who calls a roll, or says a date when asked: talk that looks like records of a head."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.common.lines import Line
from ingest.readers.labels.layout import above, adjoin, density, value_of
from ingest.readers.labels.openers import Opener
from ingest.text import words

# Share of the talk with labels from which on those who greet are told: where much has none, lines
# with colons may be anything.
LABELLED = 0.9


def called(lines: Sequence[Line], own: Sequence[Opener]) -> frozenset[int]:
    """The indexes of a roll call: names that one reads out, each answered in a word.

    "CLERK: Tom Reed", and below it "MR REED: Aye". The words come again, and the next name is read
    out at once: a name over a speech, or over a part, is a record.
    """
    heard: dict[str, dict[int, str]] = {}
    for at, (call, answer) in enumerate(pairwise(own)):
        said = value_of(lines, answer)
        if len(said.split()) == 1 and _is_named(value_of(lines, call), answer):
            heard.setdefault(call.key, {})[at] = said
    rolls = {key for key, answers in heard.items() if _is_roll(lines, own, answers)}
    return frozenset(at for at, o in enumerate(own) if o.key in rolls)


def _is_roll(lines: Sequence[Line], own: Sequence[Opener], answers: dict[int, str]) -> bool:
    """`answers`: what each said, by the index of the call."""
    next_at_once = (at + 2 in answers and adjoin(lines, own[at + 1], own[at + 2]) for at in answers)
    return len(set(answers.values())) < len(answers) and any(next_at_once)


def _is_named(call: str, answer: Opener) -> bool:
    """Who answers is known by the last word of his name: "MR REED" for "Tom Reed"."""
    names = answer.head.label.casefold().split()[-1:]
    return any(name in call.casefold().split() for name in names)


def asked(lines: Sequence[Line], own: Sequence[Opener]) -> frozenset[int]:
    """The indexes of offices and titles below a question: what they say may be a date."""
    return frozenset(
        at
        for at, o in enumerate(own)
        if at and words.is_role(o.head.label) and above(lines, o).endswith("?")
    )


def greeting(lines: Sequence[Line], own: Sequence[Opener], run: Sequence[int]) -> Sequence[int]:
    """Those of a run who speak: from the first who greets on, where two or more and most do so.

    One heading of a head may begin so, or two of many ("Song: hello sunshine").
    """
    greets = [words.is_greeting(value_of(lines, own[at])) for at in run]
    greeters = run[greets.index(True) :] if sum(greets) > 1 else ()
    return greeters if 2 * sum(greets) > len(greeters) else ()


def is_labelled(lines: Sequence[Line], own: Sequence[Opener]) -> bool:
    """So much of the talk has labels that who greets in it is told."""
    return density(lines, own, to_end=True) >= LABELLED
