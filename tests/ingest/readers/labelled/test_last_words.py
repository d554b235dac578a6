"""Words that look like what nobody says, and are said: they stay."""

from __future__ import annotations

import pytest

from ingest import intake

BASE = "\n\n".join(
    (
        "Ann Lee: Good morning to everyone here.",
        "Bob Fox: Good morning. Shall we begin with the roof?",
        "Ann Lee: Yes, let us do that first.",
        "Bob Fox: The roof was repaired in May.",
        "Ann Lee: And what did it cost us?",
        "Bob Fox: It was rather dear.",
    )
)


def said(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    (transcript,) = intake.parse(name, text.encode())
    return [(t.who, t.text) for t in transcript.turns]


@pytest.mark.parametrize(
    "last",
    [
        ("Carl Vane", "Thanks, everybody, goodbye"),
        ("Waiter", "2 coffees and a tea"),
        ("Ann Lee", "I asked him once more and he said it.\n\nNEVER AGAIN."),
    ],
)
def test_a_last_turn_is_no_record_and_no_curtain(last: tuple[str, str]) -> None:
    who, text = last
    assert said(f"{BASE}\n\n{who}: {text}\n")[-1] == last


def test_what_goes_on_below_a_rule_with_words_is_said() -> None:
    more = "We talked about the roof and the money we had. " * 20
    *_, (who, text) = said(f"{BASE}\n\nAnn Lee: I asked him.\n\n*** LAUGHTER ***\n\n{more}")
    assert (who, text.count("We talked about the roof")) == ("Ann Lee", 20)


def test_who_has_a_label_without_a_vowel_and_shouts_speaks() -> None:
    lines = (
        "Ann: We saw the show.",
        "DJ: NICE ONE.",
        "Bob: It was great.",
        "DJ: LOVELY.",
        "Ann: The band came late.",
        "Bob: They played until two.",
    )
    assert [who for who, _ in said("\n".join(lines))] == ["Ann", "DJ", "Bob", "DJ", "Ann", "Bob"]


def test_who_presents_those_who_speak_below_speaks() -> None:
    text = f"Claire Dunn: Ann Lee won three medals in 1988. Bob Fox met with her here.\n\n{BASE}"
    assert said(text)[0][0] == "Claire Dunn"


def test_an_answer_given_on_two_pages_is_no_running_head() -> None:
    first = (
        "Q.   Where did you live then?",
        "A.   I lived in Tarn.",
        "Q.   With whom was that?",
        "A.   I do not recall.",
        "Q.   Who paid the rent?",
        "A.   My father paid it.",
    )
    second = (
        "Q.   Who was the owner?",
        "A.   Mr. Poe owned it.",
        "Q.   Was he there often?",
        "A.   On Mondays.",
        "A.   I do not recall.",
        "Q.   Did he speak to you?",
    )
    pages = ("\n".join(f"{n:4}   {x}" for n, x in enumerate(page, 1)) for page in (first, second))
    assert sum("recall" in text for _, text in said("\n\n".join(pages))) == 2


def test_words_for_letters_below_labels_without_a_name_are_read() -> None:
    lines = (
        ">> Interviewer: Where were you born?",
        ">> In Tarn.",
        ">> Q: And your father?",
        ">> A: He was a smith.",
        ">> Q: Here?",
        ">> A: Yes, he was.",
    )
    assert said("\n\n".join(lines))[-1] == ("A", "Yes, he was.")


def test_paragraphs_in_a_box_of_their_own_are_said() -> None:
    turns = "".join(
        f"<p><b>{'Ann Lee' if n % 2 else 'Bob Fox'}:</b> This is what I said in turn {n}.</p>"
        for n in range(10)
    )
    box = "<div class='{}'><p>First, we mend the roof.</p><p>Then we pay for it.</p></div>"
    page = (
        "<html><body><main>{}<p><b>Ann Lee:</b> My answer has parts.</p>{}{}</main></body></html>"
    )
    after = "<p><b>Bob Fox:</b> Thank you.</p>"
    assert "mend the roof" in said(page.format(turns, box.format("long"), after), "a.html")[-2][1]
    assert "roof" not in said(page.format(turns, box.format("newsletter"), after), "a.html")[-2][1]


def test_each_speech_may_be_a_list_of_terms_of_its_own() -> None:
    lists = "<dl><dt>{}:</dt><dd>{}</dd></dl>"
    speeches = (lists.format("Ann Lee", "It is old.") + lists.format("Bob Fox", "It leaks.")) * 4
    voice = "Somebody who was standing at the far end of the room"
    page = f"<html><body><h1>Talk</h1>{speeches}{lists.format(voice, 'The town will pay.')}"
    assert said(f"{page}</body></html>", "a.html")[-1] == (voice, "The town will pay.")
