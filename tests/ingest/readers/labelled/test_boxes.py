"""Boxes between the paragraphs of a page's talk are nobody's; what is read out stays."""

from __future__ import annotations

import pytest

from ingest.open.containers import open_file
from ingest.readers import read

TALK = [
    ("Rosa", "Wo kommt der Ton her?"),
    ("Herr Quist", "Aus dem Fluss, man gräbt ihn im Herbst."),
    ("Rosa", "Und wer brennt ihn?"),
    ("Herr Quist", "Mein Sohn, seit ich nicht mehr kann."),
]


def said(amid: str, tag: str = "p", count: int = 1) -> list[str]:
    rows = [f"<{tag}><b>{who}:</b> {text}</{tag}>" for who, text in TALK]
    for n in range(count):
        rows.insert(2 + 2 * n, amid)
    page = f"<html><body><main><h1>Ton</h1>{''.join(rows)}</main></body></html>"
    (reading,) = read(open_file("a.html", page.encode()))
    return [t.text for t in reading.turns]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='x7'><p>Anzeige</p><p><a href='/a'>Jetzt unsere Post bestellen</a></p></div>",
        "<figure><figcaption>Der Ofen, erbaut 1911.<br>Foto: Kern</figcaption></figure>",
        "<section class='promo'><div><p>On le cuit en automne.</p></div></section>",
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_box_between_the_paragraphs_of_talk_is_nobodys(box: str, tag: str) -> None:
    assert said(box, tag) == [text for _, text in TALK]


@pytest.mark.parametrize(
    "more",
    [
        "<p>Er liegt dort seit der Flut.</p>",
        "<blockquote><p>Er liegt dort seit der Flut.</p></blockquote>",
        "<ul><li>Er liegt dort seit der Flut.</li></ul>",
        "<div>Er liegt dort seit der Flut.</div>",
    ],
)
def test_what_goes_on_or_is_read_out_stays(more: str) -> None:
    assert "seit der Flut." in said(more)[1]


def test_boxes_under_most_labels_hold_the_talk() -> None:
    assert "seit der Flut." in said("<div><p>Er liegt dort seit der Flut.</p></div>", count=2)[1]
