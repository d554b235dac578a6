"""Lines whose words stay and whose number counts from page to page are no talk; lists stay."""

from __future__ import annotations

import pytest

from ingest.readers.common.lines import split
from ingest.readers.proceedings.pages import without_furniture

PAGE = "Ann: We rowed over to the island before the rain came, and\n" + "\n".join(
    f"then the boat of {who} was lost. Nobody saw it go, and\nnobody went to look for it."
    for who in ("Bo Poe", "Cy Roe", "Di Moe", "Ed Low", "Flo Ray", "Guy Day", "Hal Fay", "Ian May")
)
CUT = "\nAnn: The rain fell on us all and"


def kept(form: str, *, cut: bool = True, pages: int = 5) -> str:
    text = "".join(
        PAGE + (CUT if cut else "") + f"\n{form.format(n=n)}\n" + "we went home.\n" * cut
        for n in range(1, pages)
    )
    return "\n".join(line.text for line in without_furniture(split(text + PAGE)))


@pytest.mark.parametrize(
    "form",
    [
        "Page | {n}",
        "Seite {n}",
        "Página {n} de 25",
        "24-11542 {n}/25",
        "Strana {n}",
        "第{n}页",
        "S/PV.9612 {n}/25",
        "p. {n}",
        "\u2014 Sida {n} \u2014",
    ],
)
def test_a_line_that_numbers_pages(form: str) -> None:
    assert form.format(n=3) not in kept(form)
    assert form.format(n=3) not in kept(form, cut=False)


@pytest.mark.parametrize("form", ["The Boats, Day 3 - {n}", "Hearing {n}", "Lee Reporting ({n})"])
def test_a_line_that_cuts_sentences_as_it_counts(form: str) -> None:
    assert form.format(n=3) not in kept(form)


@pytest.mark.parametrize(
    "form",
    ["Question {n}", "Frage {n}", "Chapter {n}", "Tape {n}, Side A", "Bo: Page {n}", "B{n}:"],
)
def test_what_counts_questions_and_parts_stays(form: str) -> None:
    assert form.format(n=3) in kept(form, cut=False)


def test_items_of_a_list_stay_though_a_sentence_goes_on_over_them() -> None:
    text = "Ann: We need\n" + "".join(f"rope {n}\nand then\nsome more\n" for n in range(1, 9))
    assert "rope 3" in "\n".join(line.text for line in without_furniture(split(text)))
