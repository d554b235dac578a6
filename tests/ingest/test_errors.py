"""What is said of a file that cannot be read: one line, whatever the file put into it."""

import pytest

from ingest.errors import AS_TALK, BrokenFile, NotATranscript

LONG = "9" * 9000


@pytest.mark.parametrize(
    ("path", "problem", "where"),
    [
        ("talk.html", "it stands inside another", f"message {LONG}"),
        ("talk.zip/a.txt", f"cannot be unpacked: name b'{LONG}' and 'a.txt' differ", None),
        ("talk.zip/a\n\u2028b.txt", "no\ntalk", "line\r\n1"),
    ],
)
def test_a_files_own_words_are_cut_to_one_line(path: str, problem: str, where: str | None) -> None:
    said = str(BrokenFile(path, problem, where))
    assert len(said) < 400
    assert len(said.splitlines()) == 1
    assert said.startswith("talk.")


def test_what_is_short_stands_as_it_is_and_the_ends_of_what_is_long() -> None:
    assert str(BrokenFile("a.vtt", "no times", "line 3")) == "a.vtt: line 3: no times"
    error = NotATranscript("a.txt", f"this is a list, such as '{LONG}'{AS_TALK}")
    assert str(error).startswith("a.txt: this is a list, such as '999")
    assert error.problem.endswith(f"9'{AS_TALK}")
