"""Directions of plays behind a name on its own line; offices and sentences look alike."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading

SAID = ("Is the boat gone?", "It goes when I say so.", "What a bear!", "I hear well.", "Do you?")
HEAD = "THE NIGHT BOAT\n\nPEOPLE\nEVE KERN, a widow\nTOM\n\nSCENE ONE\nEVE KERN, TOM\n\n"


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


def played(*names: str) -> str:
    return "\n\n".join(f"{who}\n{t}" for who, t in zip(names, SAID, strict=True))


@pytest.mark.parametrize("head", ["", HEAD])
@pytest.mark.parametrize(
    "said",
    [
        ("rising.", "without looking up.", "aside.", ""),
        ("rising", "without looking up", "aside", "low"),
        ("se levant.", "sans lever la tête.", "à part.", "bas à Ève."),
        ("steht auf", "ohne aufzusehen", "beiseite", "leise zu Eve"),
    ],
)
def test_a_direction_is_no_part_of_the_name(said: tuple[str, ...], head: str) -> None:
    shown = [f"{who}, {how}".rstrip(", ") for who, how in zip(NAMES, (*said, ""), strict=True)]
    reading = read(head + played(*shown))
    assert [(t.label, t.text) for t in reading.turns] == list(zip(NAMES, SAID, strict=True))


NAMES = ("EVE KERN", "TOM", "EVE KERN", "TOM", "EVE KERN")


def test_a_scene_amid_the_play_is_nobodys() -> None:
    text = played("TOM, rising.", "EVE", "TOM, aside.", "EVE, low.", "TOM")
    later = played("EVE", "TOM, low.", "EVE", "TOM", "EVE")
    reading = read(f"{text}\n\nSCÈNE II\nLES MÊMES, LE PASSEUR\n\n{later}")
    assert [t.label for t in reading.turns] == ["TOM", "EVE"] * 2 + ["TOM"] + ["EVE", "TOM"] * 2 + [
        "EVE"
    ]


def test_an_office_stays_beside_the_name() -> None:
    names = ("EVE KERN, chief engineer", "TOM REED", "EVE KERN, chief engineer", "TOM REED")
    text = played(*names, "EVE KERN")
    assert [t.label for t in read(text).turns] == [*names, "EVE KERN"]


def test_a_sentence_that_begins_in_capitals_names_nobody() -> None:
    text = "\n\n".join(
        f"{place}, in those years, was cold.\nWe went there, and I saw no one. Nor did you."
        for place in ("LONDON", "PARIS", "ROME", "OSLO")
    )
    assert not any(t.label for t in read(text).turns)


CLOSED = (
    "THE WELL\n\n{people}\n{a}, a {x}.\n{b}.\n\nA yard.\n\n{scene} ONE\n{a}, {b}.\n\n{first}"
    "\n\n{scene} TWO\nTHE SAME, {b}.\n\n{then}\n\n{end}."
)


@pytest.mark.parametrize(
    "words",
    [
        ("PEOPLE", "MRS KERN", "TOM", "widow", "SCENE", "CURTAIN"),
        ("PERSONEN", "DIE WIRTIN", "LUISE", "Witwe", "AUFTRITT", "ENDE"),
        ("PERSONAGGI", "ROSA", "IL SINDACO", "contadina", "SCENA", "CALA LA TELA"),
    ],
)
def test_names_that_a_full_stop_closes(words: tuple[str, ...]) -> None:
    people, a, b, x, scene, end = words
    names = (a, b, a, b, a)
    first = played(*(f"{who}." for who in names))
    then = played(f"{b}, low.", *(f"{who}." for who in names[:4]))
    text = CLOSED.format(people=people, a=a, b=b, x=x, scene=scene, end=end, first=first, then=then)
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns] == [
        *zip(names, SAID, strict=True),
        *zip((b, *names[:4]), SAID, strict=True),
    ]
    assert reading.back == f"{end}."


def test_lines_in_capitals_that_come_again_are_no_names() -> None:
    said = "MR POE: I move item 4.\n\nSO ORDERED.\n\nMS LEE: I do not agree.\n\nCARRIED.\n\n" * 4
    assert {t.label for t in read(said).turns} == {"MR POE", "MS LEE"}
    text = "ROME.\nWe went there, and I saw it.\n\nOSLO.\nI was ill.\n\nROME.\nYou saw me there."
    assert not any(t.label for r in labelled.read(Document("a", b"", text)) for t in r.turns)


@pytest.mark.parametrize("how", ["(aside)", "(à part)", "(leise zu Eve)"])
def test_a_direction_in_brackets_before_the_full_stop(how: str) -> None:
    shown = [f"{who} {how}." if n % 2 else f"{who}." for n, who in enumerate(NAMES)]
    assert [(t.label, t.text) for t in read(played(*shown)).turns] == list(
        zip(NAMES, SAID, strict=True)
    )
