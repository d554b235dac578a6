"""Text documents of LibreOffice and Google Docs."""

from __future__ import annotations

import pytest

from ingest.errors import BrokenFile, EmptyFile, NotATranscript
from ingest.open.containers import Document, open_document
from tests.support.packed import packed

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, mimetype: str = TYPE) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0"'
        f' xmlns:text="{OFFICE}:text:1.0" xmlns:table="{OFFICE}:table:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": mimetype, "content.xml": content})


def opened(body: str) -> Document:
    (document,) = open_document("a.odt", odt(body))
    return document


def test_paragraphs_with_their_places() -> None:
    document = opened(
        '<text:h text:outline-level="2">The\n  quay</text:h>'
        "<text:p><text:span>Ann:</text:span><text:s/>A <text:span>new</text:span> wall?"
        '<text:line-break/>Yes,<text:s text:c="2"/>please.</text:p>'
        "<text:list><text:list-item><text:p>Bo:<text:tab/>So be it.</text:p>"
        "</text:list-item></text:list>"
    )
    assert document.text == "## The quay\n\nAnn: A new wall?\nYes,  please.\n\nBo:\tSo be it."
    assert [p.path for p in document.places] == ["text[1]", "text[2]", "text[3]"]
    assert document.container == "odt"


def test_rows_of_a_table_are_lines_of_talk() -> None:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{who}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{said}</text:p></table:table-cell></table:table-row>"
        for who, said in (("Ann", "Who rows?"), ("Bo", "I do."))
    )
    assert opened(f"<table:table>{rows}</table:table>").text == "Ann: Who rows?\n\nBo: I do."


def row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


NOTES = (
    "<office:annotation><text:p>a remark</text:p></office:annotation>"
    "<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note>"
)


def test_notes_in_a_table_are_no_talk() -> None:
    talk = row("<text:p>Ann</text:p>", f"<text:p>Who{NOTES} rows?</text:p>")
    talk += row("<text:p>Bo</text:p>", "<text:p>I do.</text:p>")
    assert opened(f"<table:table>{talk}</table:table>").text == "Ann: Who rows?\n\nBo: I do."
    framed = row(f"<text:p>Ann: Who{NOTES} rows?</text:p>")
    assert opened(f"<table:table>{framed}</table:table>").text == "Ann: Who rows?"


def test_a_table_in_a_table_is_read_once() -> None:
    talk = row("<text:p>Ann</text:p>", "<text:p>Who rows?</text:p>")
    talk += row("<text:p>Bo</text:p>", "<text:p>I do.</text:p>")
    inner = f"<table:table>{talk}</table:table>"
    heading = '<text:h text:outline-level="1">The quay</text:h>'
    framed = opened(f"<table:table>{row(heading + inner)}</table:table>")
    assert framed.text == "# The quay\n\nAnn: Who rows?\n\nBo: I do."
    rows = row("<text:h>Cy</text:h>", inner) + row("<text:p>Di</text:p>", "<text:p>So.</text:p>")
    headed = f"<table:table-header-rows>{row('<text:p>Name</text:p>', '<text:p>Text</text:p>')}"
    outer = opened(f"<table:table>{headed}</table:table-header-rows>{rows}</table:table>")
    assert outer.text == "Cy: Ann\nWho rows?\nBo\nI do.\n\nDi: So."


def test_notes_and_drafts_are_left_out() -> None:
    document = opened(
        "<text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
        "<text:p>Ann: New.<text:note><text:p>a note</text:p></text:note></text:p>"
    )
    assert document.text == "Ann: New."


def test_what_is_not_whole_says_so() -> None:
    with pytest.raises(EmptyFile):
        opened("<text:p/>")
    with pytest.raises(BrokenFile, match="not a whole ODT file"):
        list(open_document("a.odt", packed({"mimetype": TYPE, "content.xml": "<a>"})))
    with pytest.raises(NotATranscript, match="another program"):
        list(open_document("a.ods", odt("<text:p>x</text:p>", TYPE.replace("text", "spreadsheet"))))


@pytest.mark.parametrize(
    "head", ["From: a@b.example\r\nSubject: Talk\r\n", "Received: by x\r\n for y\r\n"]
)
def test_a_mail_is_refused_clearly(head: str) -> None:
    mail = f"{head}MIME-Version: 1.0\r\n\r\nAnn: Hi.\r\nBo: So.\r\n"
    with pytest.raises(NotATranscript, match="a saved mail"):
        list(open_document("a.eml", mail.encode()))
