"""Whatever form a transcript is written in, the words of one person never stand under another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.readers.labels import forms

FIRST = ("Ann", "Bruno", "Carla", "Deniz")
WIDE = ("議長（谷 典子君）", "佐藤花子君", "市長（大川 渡君）", "伊藤委員")
LAST = ("Abbott", "Brandt", "Castro", "Demir")
# What people say, with what could be taken for a label: colons, names, titles, dashes, capitals.
SENTENCES = (
    "I think the ferry is late.",
    "The answer is simple: we wait for the tide.",
    "Is that so?",
    "Ask Carla Castro, she was there.",
    "Mr. Brandt told me otherwise.",
    "Yes — and no.",
    "We voted three times (twice in May) and lost.",
    "NATO was not asked.",
    "It cost 4:30 hours of my life.",
    "Then he said to me: go home.",
    "Thank you.",
    "There are two points.",
)
# Each form of the table as a file writes it: the label, the talk, and what stands between turns.
WRITTEN = {
    "colon": "{name}: {said}\n\n",
    "colon by line": "{name}: {said}\n",
    "bold colon": "**{name}:** {said}\n\n",
    "colon with a time": "[00:{n:02}:00] {name}: {said}\n",
    "dot": "Mr. {last}. {said}\n\n",
    "stop": "{last}. {said}\n\n",
    "stamp": "{name} [00:{n:02}:00] {said}\n\n",
    "dash": "{upper} — {said}\n\n",
    "bold": "**{name}** {said}\n\n",
    "tab": "{name}\t{said}\n",
    "bracket": "[{name}] {said}\n",
    "bare": "{name}\n{said}\n\n",
    "bare with a time": "{name} 0:{n:02}\n{said}\n\n",
    "wide": "○{wide}　{said}\n\n",
    "gap": "{name}     {said}\n",
    "closed": "{name}) {said}\n",
    "arrow": "{name} > {said}\n\n",
    "pipe": "{name} | {said}\n",
    "slash": "{name} / {said}\n\n",
    "semicolon": "{name}; {said}\n",
    "chevron": "{name} » {said}\n\n",
    "stop of a name": "{name}. {said}\n\n",
    "number": "{n} {name}: {said}\n",
    "dash behind": "{name}: – {said}\n\n",
    "seconds": "[{n}.50] {name}: {said}\n",
}

# Who speaks next is told by a step round the four, so that nobody answers themselves.
steps = st.lists(
    st.tuples(st.integers(1, 3), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)),
    min_size=8,
    max_size=16,
)


def written(form: str, talk: Sequence[tuple[int, list[str]]]) -> str:
    """The talk in a form."""
    return "".join(
        WRITTEN[form].format(
            n=n,
            name=f"{FIRST[who]} {LAST[who]}",
            upper=f"{FIRST[who]} {LAST[who]}".upper(),
            last=LAST[who].upper(),
            wide=WIDE[who],
            said=" ".join(said),
        )
        for n, (who, said) in enumerate(talk)
    )


def test_every_family_of_the_table_is_written() -> None:
    tried = {form.split()[0] for form in WRITTEN}
    assert tried >= {form.family for form in forms.FORMS}


@pytest.mark.parametrize("form", WRITTEN)
@settings(deadline=None, max_examples=15)
@given(steps=steps)
def test_words_stand_under_who_says_them(form: str, steps: list[tuple[int, list[str]]]) -> None:
    whose = accumulate((step for step, _ in steps), lambda who, step: (who + step) % 4)
    talk = [(who, said) for who, (_, said) in zip(whose, steps, strict=True)]
    (reading,) = labelled.read(Document("a.txt", b"", written(form, talk)))
    read = [(t.label or "", t.text) for t in reading.turns]
    assert [text for _, text in read] == [" ".join(said) for _, said in talk]
    for (label, _), (who, _) in zip(read, talk, strict=True):
        assert LAST[who].casefold() in label.casefold() or WIDE[who] == label
