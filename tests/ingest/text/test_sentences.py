import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.sentences import sentence_spans, sentences

TEXT = st.text(st.sampled_from("aB1. !?\n\"')\u2026\u3002"), max_size=60)


@given(TEXT | st.text(max_size=60))
@settings(max_examples=300)
def test_the_spans_tile_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert [0, *(end for _, end in spans)] == [
        *(start for start, _ in spans),
        len(text),
    ] or not text
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We met. We spoke! Did we agree? Yes.", ["We met.", "We spoke!", "Did we agree?", "Yes."]),
        ("Mr. Reed spoke to Dr. Bell. She left.", ["Mr. Reed spoke to Dr. Bell.", "She left."]),
        ("It cost 4.2 million. Not 5.1.", ["It cost 4.2 million.", "Not 5.1."]),
        ("The U.S. Government said so.", ["The U.S. Government said so."]),
        ("I live in the U.S. We met there.", ["I live in the U.S.", "We met there."]),
        ("She said \u201cNo.\u201d He left.", ["She said \u201cNo.\u201d", "He left."]),
        (
            "I said no. We left. He sat. She left.",
            ["I said no.", "We left.", "He sat.", "She left."],
        ),
        ("See No. 5 of vol. 2. It was Sat. 3 May.", ["See No. 5 of vol. 2.", "It was Sat. 3 May."]),
        ("A heading\n\nA paragraph", ["A heading", "A paragraph"]),
        ("Well... maybe. Or not.", ["Well... maybe.", "Or not."]),
        ("At 3 p.m. we met.", ["At 3 p.m. we met."]),
        ("", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts
