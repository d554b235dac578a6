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


def two_pages(first: str, second: str, beside: str = "") -> str:
    return "\n\n".join(
        [first, *PAGES[:4], *([beside] if beside else []), second, *PAGES[4:]],
    )


PAGES = [f"{who}: The {what} is late." for what in ("boat", "train") for who in ("Ann", "Bo", "Cy")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Landtag, 3. Sitzung, 4. Mai          511", "512      Landtag, 3. Sitzung, 4. Mai"),
        ("88     Sénat, séance du 3 mars 2020", "Sénat, séance du 3 mars 2020      89"),
        ("County of Tarn, Board of Works     7", "County of Tarn, Board of Works     8"),
    ],
)  # fmt: skip
def test_two_running_heads_with_the_numbers_of_their_pages(first: str, second: str) -> None:
    text = two_pages(first, second, "(C)\n\n(D)")
    assert [x.text for x in without_furniture(split(text)) if not x.blank] == PAGES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("7     Where were you then?", "8     Where were you then?"),
        ("The boat had sunk     7", "The boat had sunk     9"),
        ("Two men      7", "Two men      8"),
    ],
)
def test_lines_with_a_number_that_head_no_page(first: str, second: str) -> None:
    text = two_pages(first, second, "(C)")
    found = [x.text for x in without_furniture(split(text))]
    assert {first, second, "(C)"} <= set(found)


def cut_by(head: str, below: str = "came in late.") -> list[str]:
    rows = [*PAGES, f"Ann: The boat\n{head}\n\n{below}", *PAGES]
    return [x.text for x in without_furniture(split("\n\n".join(rows))) if not x.blank]


@pytest.mark.parametrize(
    "head",
    [
        "              Eduskunta, täysistunto. Torstai 5. maaliskuuta            88",
        "88            Sénat - Séance du 5 mars",
        "Board of Works, Day 4\t\tPage 12",
    ],
)
@pytest.mark.parametrize("below", ["came in late.", "(B)  came in late."])
def test_one_running_head_that_cuts_a_sentence(head: str, below: str) -> None:
    assert cut_by(head, below) == [*PAGES, "Ann: The boat", below, *PAGES]


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("that we had sold in the year 88", "came in late."),
        ("and her crew            at 4:30", "came in late."),
        ("Bo Poe, master          12", "Cy Roe came in late."),
    ],
)
def test_what_goes_on_with_a_sentence_or_lists_things_stays(head: str, below: str) -> None:
    assert cut_by(head, below) == [*PAGES, "Ann: The boat", head, below, *PAGES]
