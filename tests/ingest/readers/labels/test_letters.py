"""Letters and numbers that stand for people, told from initials and lists by the whole file."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled

SAID = [
    "When did you first go down?",
    "At sixteen, with a card that was not mine.",
    "Did they know at home?",
    "My mother did. She sewed up my pockets.",
    "What do you remember of it?",
    "The cold of the cage.",
]


def turns(text: str) -> list[tuple[str | None, str]]:
    found = labelled.read(Document("a.md", text.encode(), text))
    for reading in found:
        blocks = [text[t.source.start : t.source.end] for t in reading.turns]
        assert reading.front + "".join(blocks) + reading.back == text
    return [(t.label, t.text) for reading in found for t in reading.turns]


def talk(*forms: str) -> str:
    """Each form in turn, with the number of the pair and of the turn."""
    made = (
        forms[n % len(forms)].format(t, n=n // len(forms) + 1, turn=n + 1)
        for n, t in enumerate(SAID)
    )
    return "\n\n".join(made) + "\n"


def expected(*labels: str) -> list[tuple[str, str]]:
    return [(labels[n % len(labels)], t) for n, t in enumerate(SAID)]


@pytest.mark.parametrize(
    ("forms", "labels"),
    [
        (("A. Reed: {}", "M. Ortiz: {}"), ("A. Reed", "M. Ortiz")),
        (("Q. Reed: {}", "A. Cole: {}"), ("Q. Reed", "A. Cole")),
        (("A. REED: {}", "Host: {}"), ("A. REED", "Host")),
        (("A. B. Reed (Ulm): {}", "J. Cole: {}"), ("A. B. Reed (Ulm)", "J. Cole")),
        (("A. van Dyk\n{}", "B. Cole\n{}"), ("A. van Dyk", "B. Cole")),
        (("A. Reed. {}", "M. Cole. {}"), ("A. Reed", "M. Cole")),
    ],
)
def test_a_letter_before_a_surname_is_an_initial(
    forms: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    assert turns(talk(*forms)) == expected(*labels)


@pytest.mark.parametrize(
    ("forms", "labels"),
    [
        (("P. {}", "R. {}"), "PR"),
        (("**P. {}**", "R. {}"), "PR"),
        (("__P.__ {}", "__R.__ {}"), "PR"),
        (("*F. {}*", "A. {}"), "FA"),
        (("***Q.*** {}", "***A***. {}"), "QA"),
        (("<b>D. {}</b>", "R. {}"), "DR"),
        (("В. {}", "О. {}"), "ВО"),
        (("H.M. {}", "J.D.P. {}"), ("H.M.", "J.D.P.")),
    ],
)
def test_two_letters_that_answer_each_other(forms: tuple[str, ...], labels: Sequence[str]) -> None:
    assert turns(talk(*forms)) == expected(*labels)


@pytest.mark.parametrize(
    ("forms", "labels"),
    [
        (("Q{n}. {}", "A{n}. {}"), ("Q", "A")),
        (("Q.{n}. {}", "A.{n}. {}"), ("Q", "A")),
        (("**Q{n}. {}**", "A{n}. {}"), ("Q", "A")),
        (("Q{n}. {}", "A. {}"), ("Q", "A")),
        (("P{n}) {}", "R{n}) {}"), ("P", "R")),
        (("T-{turn}: {}", "C-{turn}: {}"), ("T", "C")),
        (("T({n}): {}", "C({n}): {}"), ("T", "C")),
        (("T#{n}: {}", "C#{n}: {}"), ("T", "C")),
        (("Co{turn}: {}", "Cl{turn}: {}"), ("Co", "Cl")),
        (("Int. {n}: {}", "Resp. {n}: {}"), ("Int", "Resp")),
    ],
)
def test_the_running_number_of_a_turn_is_no_part_of_its_label(
    forms: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    assert turns(talk(*forms)) == expected(*labels)


def test_several_who_answer_have_numbers_for_names() -> None:
    said = [("M" if n % 2 == 0 else f"P{n // 2 + 1}", t) for n, t in enumerate(SAID)]
    said = [(who, text if who == "M" else text.rstrip("?")) for who, text in said]
    assert turns("\n\n".join(f"{who}: {text}" for who, text in said) + "\n") == said


def test_type_that_goes_on_in_the_talk_ends_with_it() -> None:
    assert turns(talk("***Ann: {}***", "Bo Demir: {}")) == expected("Ann", "Bo Demir")


@pytest.mark.parametrize(
    ("forms", "labels"),
    [
        (("Q. {}", "A. Yes: {}"), ["Q", "A"] * 3),
        (("Q. Mr. Reed: {}", "A. {}"), ["Q", "A"] * 3),
        (("M: {}", "P{n}: {}", "P{n}: Yes. {}"), ["M", "P1", "P1", "M", "P2", "P2"]),
        (("P. Ruiz: {}", "R. Soto: {}"), ["P. Ruiz", "R. Soto"] * 3),
    ],
)
def test_the_same_signs_for_something_else(forms: tuple[str, ...], labels: list[str]) -> None:
    assert [label for label, _ in turns(talk(*forms))] == labels


@pytest.mark.parametrize(
    "text",
    [
        "Options\n\nA. Dredge it before spring.\n\nB. Leave it.\n\nC. Close it.\n\nD. Build.\n",
        "".join(f"{n}. Which is right?\n\nA. The first.\n\nB. The second.\n\n" for n in range(8)),
        "U.S. troops left.\n\nU.N. troops came.\n\nThe U.S. and the U.N. agreed.\n",
        "References\n\n" + "P. Smith, The sea, 1990.\n\nR. Jones, The land, 1991.\n\n" * 4,
    ],
)
def test_lists_open_no_turn(text: str) -> None:
    assert turns(text) == []


def test_a_list_within_talk_stays_in_it() -> None:
    text = (
        "Ann Lee: We have two.\n\nA. Dredge: it costs.\n\nB. Leave it: it costs nothing.\n\n"
        "Tom Fox: I prefer B.\n\nAnn Lee: So do I.\n\nTom Fox: Done.\n"
    )
    assert [label for label, _ in turns(text)] == ["Ann Lee", "Tom Fox"] * 2


@pytest.mark.parametrize(
    ("asks", "answers", "sign"),
    [("Frage", "Antwort", "."), ("Domanda", "Risposta", ":"), ("**Vraag", "**Antwoord", ".**")],
)
def test_words_that_the_letters_below_stand_for(asks: str, answers: str, sign: str) -> None:
    full = [f"{(asks, answers)[n % 2]}{sign} {text}" for n, text in enumerate(SAID[:2])]
    letters = (asks.strip("*")[0], answers.strip("*")[0])
    short = [f"{letters[n % 2]}. {text}" for n, text in enumerate(SAID[2:])]
    said = [*full, "And one that was.", *short]
    if sign == ":":
        said = [text.replace(". ", ": ", 1) if text[1] == "." else text for text in said]
    found = turns("\n\n".join(["Down the pit", *said]))
    assert [label for label, _ in found] == [*letters] * 3
    assert found[1][1] == f"{SAID[1]}\n\nAnd one that was."


def test_sentences_of_a_word_above_the_letters_are_none() -> None:
    short = [f"{'FA'[n % 2]}. {text}" for n, text in enumerate(SAID)]
    for head in ("Finally. We met in May.\n\nAnna. She was there.", "Fog. What else?"):
        found = turns("\n\n".join(["Down the pit", head, *short]))
        assert [label for label, _ in found] == [*"FAFAFA"]


def test_one_of_a_group_whom_nobody_knows_has_a_label_with_a_question_mark() -> None:
    text = "".join(
        f"{who}: {said}\n"
        for who, said in zip(("M", "P1", "M", "P2", "M", "P?"), SAID, strict=True)
    )
    assert [label for label, _ in turns(text)] == ["M", "P1", "M", "P2", "M", "P?"]
    said = text.replace("P?: The", "Why? The")
    assert [label for label, _ in turns(said)] == ["M", "P1", "M", "P2", "M"]
