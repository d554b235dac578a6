"""Markdown as programs write it: breaks as a backslash, signs with one before them."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.md", text.encode(), text))
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


BREAKS = (
    "**Ann:**\\\nDid the boat come in?\n\n**Bo:**\\\nIt did.\\\nI saw it \\[laughs\\].\n\n"
    "**Ann:**\\\nAnd the nets\\... were they whole?\n\n**Bo:**\\\nTorn, all of them.\\\n"
)


def test_a_break_written_as_a_backslash_is_a_break() -> None:
    assert [(t.label, t.text) for t in read(BREAKS).turns] == [
        ("Ann", "Did the boat come in?"),
        ("Bo", "It did. I saw it [laughs]."),
        ("Ann", "And the nets... were they whole?"),
        ("Bo", "Torn, all of them."),
    ]


def test_the_place_of_a_turn_is_that_in_the_file() -> None:
    places = [t.source for t in read(BREAKS).turns]
    assert BREAKS[places[0].text_start : places[0].text_end] == "Did the boat come in?"
    assert BREAKS[places[1].text_start : places[1].text_end] == "It did.\\\nI saw it \\[laughs\\]."


def test_signs_with_a_backslash_are_the_signs() -> None:
    text = (
        "\\[00:01\\] Ann Lee\\: So you came by train\\?\n\n\\[00:09\\] Bo Ray\\: I did, at 5\\.\n\n"
        "\\[00:12\\] Ann Lee\\: And the bags\\?\n\n\\[00:15\\] Bo Ray\\: Lost\\, both\\!\n"
    )
    assert [(t.label, t.start_ms) for t in read(text).turns][:2] == [
        ("Ann Lee", 1000),
        ("Bo Ray", 9000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "docker run --name web \\\n  --publish 80:80 \\\n  --env A=1 \\\n  nginx\n" * 5,
        "#define A(x) \\\n\tdo { f(x); } \\\n\twhile (0)\n#define B \\\n\t2\n",
    ],
)
def test_lines_of_a_program_that_go_on_are_none_of_talk(text: str) -> None:
    assert labelled.read(Document("a", text.encode(), text)) == []


def test_a_backslash_of_a_path_or_a_shrug_stays() -> None:
    text = (
        "Ann: It lies in C:\\boats\\nets, I think?\nBo: No, in D:\\old\\[2019].\nAnn: Oh well.\n"
        "Bo: ¯\\_(ツ)_/¯ as they say.\n"
    )
    assert read(text).turns[1].text == "No, in D:\\old\\[2019]."
    assert read(text).turns[3].text == "¯\\_(ツ)_/¯ as they say."


def test_one_sign_with_a_backslash_now_and_then_is_no_markdown() -> None:
    text = "Ann: Well ¯\\_(ツ)_/¯ then.\n\nBo: Who knows?\n\n"
    assert read(text * 2).turns[2].text == "Well ¯\\_(ツ)_/¯ then."


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("[Kahn]{.smallcaps}", "Kahn"),
        ("[\\[laughs\\]]{.underline}", "[laughs]"),
        ('[le bateau]{lang="fr"}', '[le bateau]{lang="fr"}'),
        ('[le bateau]{.mark lang="fr"}', "le bateau"),
        ("[Steg](https://x.org/){.uri}", "[Steg](https://x.org/)"),
    ],
)
def test_how_a_word_is_set_is_not_said(marked: str, plain: str) -> None:
    text = f"# Yard {{#yard .unnumbered}}\n\nAnn: Is it {marked} there?\n\nBo: It is.\n\n" * 2
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns][:2] == [
        ("Ann", f"Is it {plain} there?"),
        ("Bo", "It is."),
    ]
    place = reading.turns[0].source
    assert text[place.text_start : place.text_end] == f"Is it {marked} there?"


@pytest.mark.parametrize("said", ["I typed {.red} and so?", "An [i]{0} here?", "Set {#a}, or [b]?"])
def test_braces_that_are_said_stay(said: str) -> None:
    assert read(f"Ann: {said}\n\nBo: It is.\n\n" * 2).turns[0].text == said
