import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.check.locate import find_quote, quoted_spans

TEXT = "He said:  “We’ll not – not ever – go [sic].”\n\nThat is what he said; we left."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("We’ll not – not ever – go", "We’ll not – not ever – go"),
        ("we'll not - not ever - go", "We’ll not – not ever – go"),
        ("We'll not \n  - not ever", "We’ll not – not ever"),
        ("That is what he said.", "That is what he said"),
        ("go (sic)", "go [sic"),
        ("said: “We’ll", "said:  “We’ll"),
    ],
)
def test_marks_and_white_space_may_differ(quote: str, found: str) -> None:
    place = find_quote(quote, TEXT)
    assert place is not None
    assert TEXT[slice(*place)] == found


@pytest.mark.parametrize(
    "quote", ["We will not", "hat is what", "That IS what", "We’ll ... go", "left we", "", "..."]
)
def test_words_may_not(quote: str) -> None:
    assert find_quote(quote, TEXT) is None


@given(st.text(min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_what_is_found_is_what_was_quoted(text: str, at: int, size: int) -> None:
    quote = text[at : at + size]
    place = find_quote(quote, text)
    if place is not None:
        assert [c for c in text[slice(*place)] if c.isalnum()] == [c for c in quote if c.isalnum()]


def test_apostrophes_open_no_quote() -> None:
    text = "The workers' union said 'we will not' and Duque's “yes, but” is \"open to the end"
    assert [text[a:b] for a, b in quoted_spans(text)] == [
        "we will not",
        "yes, but",
        "open to the end",
    ]
