"""RTF, and files of old programs."""

import pytest

from ingest.errors import NotATranscript
from ingest.open.containers import open_document
from ingest.readers import read

TALK = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl\f0\fswiss Helvetica;}
\pard\f0 Ann: Caf\'e9 or quay?\par
\par
Bo: The quay.\par
Ann: Good.\par
}"""


def test_paragraphs_and_their_places() -> None:
    (opened,) = open_document("talk.rtf", TALK)
    (reading,) = read(opened)
    assert reading.format == "rtf:labelled"
    assert [(t.label, t.text) for t in reading.turns] == [
        ("Ann", "Café or quay?"),
        ("Bo", "The quay."),
        ("Ann", "Good."),
    ]
    assert reading.turns[1].source.path == "paragraph[3]"


def test_an_old_word_file_says_what_to_do() -> None:
    with pytest.raises(NotATranscript, match="save it as DOCX"):
        list(open_document("talk.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
