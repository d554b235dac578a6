"""What stands beside the talk of nearly every turn, or amid it, and is none of it."""

from __future__ import annotations

from ingest.open.containers import Document
from ingest.readers.labelled import labelled

SAID = "Ann: We came up the river [00:00:{n}] with the boat that my father built.\n"


def texts(text: str) -> list[str]:
    (reading,) = labelled.read(Document("a", text.encode(), text))
    return [t.text for t in reading.turns]


def test_times_amid_the_words_of_most_turns_are_none_of_them() -> None:
    text = "".join(SAID.format(n=n) + "Bo: I see.\n" for n in (10, 30, 50))
    assert texts(text)[0] == "We came up the river with the boat that my father built."


def test_times_that_do_not_rise_or_stand_in_few_turns_stay() -> None:
    falling = "".join(SAID.format(n=n) + "Bo: I see.\n" for n in (50, 30, 10))
    few = "".join(SAID.format(n=n) + SAID.replace(" [00:00:{n}]", "") * 2 for n in (10, 30, 50))
    assert "[00:00:50]" in texts(falling)[0]
    assert "[00:00:10]" in texts(few)[0]
