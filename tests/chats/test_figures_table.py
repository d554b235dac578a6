"""Figures of several quotations, lined up under an answer."""

import pytest

from chats import markdown
from chats.exchange import Exchange
from chats.figures import figures
from ingest.transcript import Transcript, Turn
from rag.check.citations import Answer, Citation, Sentence

DREDGING = "The dredging will cost 4.2 million crowns, we said in 2021."
AGAIN = "Today, in 2024, I would say 5 million crowns | or more."
PUMPS = "We need 14 pumps."
TALK = Transcript(
    name="quay", title="The quay", date="2024-03-12", format="txt",
    turns=(
        Turn(1, "Ada Lund", "LUND", DREDGING, 61_000),
        Turn(2, None, "REPORTER", AGAIN, 90_000),
        Turn(3, "Ada Lund", "LUND", PUMPS),
    ),
)  # fmt: skip


def cited(label: int, text: str, words: str) -> Citation:
    at = text.index(words)
    turn = TALK.turns[label - 1]
    return Citation(
        label, f"quay#{label}", turn.speaker, text, 0, len(text), "verbatim", at, at + len(words)
    )


def answer(*citations: Citation) -> Answer:
    sentences = tuple(Sentence(f"\u201c{c.quote}\u201d", (c,)) for c in citations)
    return Answer("How much?", "How much?", "", sentences, refused=False)


FIRST = cited(1, DREDGING, "4.2 million crowns")
SECOND = cited(2, AGAIN, "5 million crowns")


def test_figures_of_one_unit_stand_side_by_side() -> None:
    found = figures(answer(FIRST, SECOND, cited(3, PUMPS, "14 pumps")), lambda _: TALK)
    assert [(f.said, f.place.speaker, f.place.time) for f in found] == [
        ("4.2 million crowns", "Ada Lund", "1:01"),
        ("5 million crowns", "a reporter (not named)", "1:30"),
    ]


@pytest.mark.parametrize(
    "citations",
    [
        (FIRST,),
        (FIRST, cited(3, PUMPS, "14 pumps")),
        (cited(1, DREDGING, "in 2021"), cited(2, AGAIN, "in 2024")),
    ],
)
def test_one_figure_or_two_units_or_years_make_no_table(citations: tuple[Citation, ...]) -> None:
    assert figures(answer(*citations), lambda _: TALK) == []


def test_the_table_goes_along_in_markdown_with_every_sign_as_it_was_said() -> None:
    exchange = Exchange("How much?", answer=answer(FIRST, SECOND))
    text = markdown.answer(exchange, lambda _: TALK, "http://here/")
    assert (
        "| Figure | Who says it | Where |\n| --- | --- | --- |\n"
        "| 4.2 million crowns | Ada Lund | "
        "[The quay, 12 Mar 2024 · 1:01](http://here/?turn=quay%231&words=0-59) |\n"
    ) in text
