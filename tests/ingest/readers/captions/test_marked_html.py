"""Pages that mark who speaks and link each sentence to its sound."""

from ingest.open.containers import open_document
from ingest.readers import read

PAGE = b"""<html><head><title>Boat talk</title></head><body><nav>Menu</nav><main><h2>Start</h2>
<p class="speaker">Ann Lee</p><p><a href="#" onclick="play('0:0:4')">&#9654;</a> Hello, Bo.</p>
<p class="speaker">Bo Ray</p><p><a href="x.mp3?t=9">&#9654;</a> Hello.</p>
<p>Sure: the tide is low.</p><h2>Costs</h2>
</main><p>About us</p></body></html>"""


def test_only_marked_names_open_turns_and_links_give_times() -> None:
    (opened,) = open_document("talk.html", PAGE)
    (reading,) = read(opened)
    assert (reading.format, reading.title) == ("html:marked", "Boat talk")
    assert [(t.label, t.text, t.start_ms) for t in reading.turns] == [
        ("Ann Lee", "Hello, Bo.", 4000),
        ("Bo Ray", "Hello.\n\nSure: the tide is low.", 9000),
    ]


def test_the_head_of_a_printed_page_is_no_talk() -> None:
    page = b"""<html><body><p>ANN LEE: We met the</p><p>37</p><p>Page 38</p><p>12th Session</p>
<p>harbour master.</p><p>BO RAY: Good.</p><p>ANN LEE: Yes.</p></body></html>"""
    (opened,) = open_document("talk.html", page)
    assert opened.text.startswith("ANN LEE: We met the\nharbour master.\n\nBO RAY")
