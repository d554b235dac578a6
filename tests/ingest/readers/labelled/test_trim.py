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


LED = [
    ("Ilse", 2, "Wer hat das Tor gebaut?"),
    ("Mein Vater", 5, "Er und sein Bruder."),
    ("Ilse", 20, "Und du?"),
    ("Mein Vater", 26, "Ich war da noch klein."),
]


@pytest.mark.parametrize("form", ["{who}: [00:00:{at:02}] {said}", "[0:{at:02}] **{who}:** {said}"])
@pytest.mark.parametrize("under", ["\n\n[0:09] ", "\n\n(00:00:09) - ", "\n[00:09] "])
def test_a_time_that_somebody_goes_on_behind_is_no_word_of_his(form: str, under: str) -> None:
    rows = [form.format(who=who, at=at, said=said) for who, at, said in LED]
    rows[1] += f"{under}Das war nach dem Krieg."
    found = texts("\n\n".join(rows))[1]
    assert " ".join(found.split()) == "Er und sein Bruder. Das war nach dem Krieg."


@pytest.mark.parametrize("said", ["0:09 (Ein Zug.)", "00:00:09 (Ein Zug.)"])
def test_a_bare_time_where_those_of_the_labels_are_bare(said: str) -> None:
    rows = [f"{said.split()[0][:-1]}{at % 10} {who}: {text}" for who, at, text in LED[:2]]
    rows += [said, *(f"00:{at:02} {who}: {text}" for who, at, text in LED[2:])]
    assert texts("\n".join(rows))[1].split() == f"{LED[1][2]} (Ein Zug.)".split()


@pytest.mark.parametrize("said", ["0:30 stand da an der Tafel.", "0:09 stand da an der Tafel."])
def test_a_bare_time_where_those_of_the_labels_are_in_brackets_stays(said: str) -> None:
    rows = [f"{who}: [00:{at:02}] {text}" for who, at, text in LED]
    assert said in texts("\n".join([*rows[:2], said, *rows[2:]]))[1]


@pytest.mark.parametrize("said", ["[00:01] so steht es im Buch.", "[02:10] so steht es im Buch."])
def test_a_time_that_the_turn_does_not_hold_stays(said: str) -> None:
    rows = [f"{who}: [00:{at:02}] {text}" for who, at, text in LED]
    rows.insert(2, said)
    assert said in texts("\n\n".join(rows))[1]


def test_a_time_below_labels_without_any_stays() -> None:
    rows = [f"{who}: {text}" for who, _, text in LED]
    rows.insert(2, "[00:09] da ging das Licht aus.")
    assert "[00:09] da ging" in texts("\n\n".join(rows))[1]


@pytest.mark.parametrize("label", ["**{0}:** ", "**{0}** — ", "[0:0{1}] **{0}:** "])
def test_words_in_bold_have_no_marks_where_labels_are_set_so(label: str) -> None:
    said = ["Das ist **kein** Weg.", "Doch, ein **sehr alter**.", "2**3 ist 8, sagt er.", "Na gut."]
    rows = [label.format(("Uwe", "Anja Roth")[n % 2], n) + text for n, text in enumerate(said)]
    plain = ["Das ist kein Weg.", "Doch, ein sehr alter.", "2**3 ist 8, sagt er.", "Na gut."]
    assert texts("\n\n".join(rows)) == plain


def test_stars_stay_where_no_label_is_set_in_bold() -> None:
    said = ["Das ist **kein** Weg.", "Doch.", "Ein f*** Weg.", "Na gut."]
    rows = [f"{('Uwe', 'Anja Roth')[n % 2]}: {text}" for n, text in enumerate(said)]
    assert texts("\n\n".join(rows)) == said
