from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.index.passages import SHORT, TARGET, passages, slices
from ingest.transcript import Turn

TEXT = st.text(st.sampled_from("ab. \n?"), max_size=2500) | st.text(max_size=200)


@given(TEXT)
@settings(max_examples=200)
def test_the_slices_of_a_text_joined_are_the_text(text: str) -> None:
    pieces = slices(text)
    assert "".join(pieces) == text
    assert all(pieces) or pieces == [""]


def test_a_long_turn_is_cut_at_sentence_ends_near_the_target() -> None:
    text = "We talked about the bridge at some length today. " * 60
    pieces = slices(text)
    assert len(pieces) > 3
    assert all(len(p) <= TARGET and p.endswith(". ") for p in pieces)


def test_a_sentence_longer_than_the_target_stays_whole() -> None:
    long = "and so on " * 100
    assert slices(f"Short. Then {long}. Short.") == ["Short. ", f"Then {long}. ", "Short."]


@given(st.lists(TEXT, min_size=1, max_size=4))
@settings(max_examples=50)
def test_the_passages_of_a_turn_joined_are_its_text(texts: list[str]) -> None:
    turns = tuple(Turn(n, "Anna Bell", "BELL", text) for n, text in enumerate(texts, 1))
    made = passages(turns)
    for turn in turns:
        own = [p for p in made if p.number == turn.number]
        assert [p.part for p in own] == list(range(len(own)))
        assert "".join(p.text for p in own) == turn.text


def test_a_very_short_turn_is_embedded_with_what_came_before() -> None:
    turns = (Turn(1, "A", "A", "Will you build the bridge?"), Turn(2, "B", "B", "Right."))
    short = passages(turns)[1]
    assert len(short.text) < SHORT
    assert short.text == "Right."
    assert "bridge" in short.embed


def test_an_answer_is_embedded_behind_its_speaker_and_the_question() -> None:
    turns = (
        Turn(1, None, "QUESTION", "Will you build the bridge?"),
        Turn(2, "Anna Bell", "BELL", "We begin in the spring, when the water is low again."),
        Turn(3, "Anna Bell", "BELL", "And then there is the matter of the old road to the mill."),
    )
    assert [p.embed for p in passages(turns)] == [
        turns[0].text,
        f"Anna Bell: {turns[0].text} {turns[1].text}",
        f"Anna Bell: {turns[2].text}",
    ]
