"""Numbers in a margin: of every line or every fifth, from anywhere on; numbers of turns stay."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.common.lines import split
from ingest.readers.labelled import labelled
from ingest.readers.proceedings.margin import without_margin

TALK = (
    ("ANN", "We rowed over to the", "island before the rain", "came."),
    ("BOB", "And who was with you", "in the boat?"),
    ("ANN", "My brother, and the", "old man from the mill."),
)
LINES = [
    f"{who}:  {line}" if not at else f"      {line}"
    for who, *lines in TALK * 8
    for at, line in enumerate(lines)
]


def numbered(first: int = 1, step: int = 1, form: str = "{:02}  ") -> list[str]:
    blank = " " * len(form.format(0))
    return [
        (form.format(n) if not n % step else blank) + line for n, line in enumerate(LINES, first)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        numbered(),
        numbered(46, form="{:>4} "),
        numbered(996, form="{}\t"),
        [line for x in numbered() for line in (x, "")],
        [*numbered()[:20], "((lines omitted))", *numbered()[33:]],
        [x if n % 9 else "    " + x[4:] for n, x in enumerate(numbered())],
        numbered(step=5),
        numbered(31, step=5),
    ],
)
def test_numbers_of_lines_are_no_talk(lines: list[str]) -> None:
    text = "Kitchen talk\n\n" + "\n".join(lines) + "\n"
    (reading,) = labelled.read(Document("a.txt", b"", text))
    assert not any(c.isdigit() for t in reading.turns for c in t.text)
    assert "island before the rain came." in reading.turns[0].text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n} We rowed boat {n}." for n in range(1, 30)),
        "\n".join(f"{n}\nWe rowed, and then went home." for n in range(1, 30)),
        "\n".join(f"{n} ANN: We rowed over to the\n  island.\n\n" for n in range(1, 30)),
        "\n".join(
            f"{n} boats were there in {1900 + n},\nand we rowed them." for n in range(3, 90, 7)
        ),
    ],
)
def test_numbers_of_turns_and_of_things_stay(text: str) -> None:
    assert without_margin(split(text)) == split(text)
