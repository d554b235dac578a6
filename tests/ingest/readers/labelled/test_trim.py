"""What stands beside the talk of nearly every turn, or amid it, and is none of it."""

from __future__ import annotations

import pytest

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


ROWED = [
    ("Ida Holm", "Wer hat den Kahn gesehen?"),
    ("Ole Petersen", "Ich nicht.\n\nEr lag am Steg."),
    ("Ida Holm", "Und heute, hast du ihn denn heute gesehen?"),
    ("Ole Petersen", "Heute auch nicht."),
]


def rowed(over: str, under: str = "") -> list[str]:
    return [
        f"{who}{over.format(n)}\n\n{said}\n\n{under.format(n)}\n\n"
        for n, (who, said) in enumerate(ROWED, 1)
    ]


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("\n#{0} · Teilen · Melden", ""),
        (" (SPD)\n  Link | Im Zusammenhang | Quelle", ""),
        (":", "Gefällt {0}   Antworten"),
        (":\n\nPermalink", "Antworten"),
    ],
)
def test_links_beside_the_words_of_every_turn_are_none_of_them(over: str, under: str) -> None:
    assert texts("".join(rowed(over, under))) == [said for _, said in ROWED]


@pytest.mark.parametrize("said", ["Herr, erhöre uns.", "Herr Präsident,", "(Beifall)"])
def test_what_is_said_or_noted_in_every_turn_stays(said: str) -> None:
    assert all(said in text for text in texts("".join(rowed(":", said))))


def test_what_half_of_the_turns_end_with_stays() -> None:
    plain, ended = rowed(":"), rowed(":", "und so weiter und so fort")
    text = "".join([plain[0], *ended[1:3], plain[3]])
    assert sum("und so fort" in text for text in texts(text)) == 2
