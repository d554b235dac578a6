"""Pages of debates."""

from html import escape

import pytest
from hypothesis import given, settings

from ingest.errors import BrokenFile
from ingest.readers.proceedings import hansard_html
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said

CURRENT = """<html><head><title>Engagements - Hansard</title></head><body><h1>Engagements</h1>
<h2>Wednesday 6 May 2020</h2><nav><p>Menu</p></nav>
<div class="debate-item debate-item-contributiondebateitem"><div class="contribution" id="c-A">
<div class="header"><div class="attributed-to-details"><div class="primary-text">Ann Lee</div>
<div class="secondary-text">(Town) (Lab)</div></div></div>
<div class="content"><p>One, <em>two</em> &amp; three.</p><p>Four.</p></div></div></div>
<div class="debate-item debate-item-otherdebateitem"><p>12 noon</p></div></body></html>"""
HISTORIC = """<html><body><h1>Engagements</h1><h2>HC Deb 6 May 2020</h2><p class="procedural">House
met</p><div class="hentry member_contribution" id="S5CV"><cite class="member author"><a>Ann Lee</a>
<span class="memberconstituency">(Town)</span></cite><blockquote class="contribution_text"><p>One,
 <em>two</em> &amp; three.</p><p>Four.</p></blockquote></div></body></html>"""
OTHERS = """<html><head><title>Engagements: 6 May 2020</title></head><body><h1>Engagements</h1>
<div class="debate-speech" id="g1.1"><h2 class="debate-speech__speaker"><a><strong
 class="debate-speech__speaker__name">Ann Lee</strong><small>Town</small></a></h2>
<div class="debate-speech__content"><p>One, <em>two</em> &amp; three.</p><p>Four.</p></div></div>
</body></html>"""


@pytest.mark.parametrize("page", [CURRENT, HISTORIC, OTHERS])
def test_sites(page: str) -> None:
    reading = one(hansard_html, page)
    assert said(reading) == [("Ann Lee", "One, two & three.\n\nFour.")]
    assert (reading.title, reading.date) == ("Engagements", "2020-05-06")


def test_quotations_count_once_and_procedure_names_nobody() -> None:
    quoted = CURRENT.replace("<p>Four.</p>", "<blockquote><p>Four.</p></blockquote>")
    assert said(one(hansard_html, quoted)) == [("Ann Lee", "One, two & three.\n\nFour.")]
    done = '<div class="debate-speech"><div class="debate-speech__content"><p>Agreed to.</p></div>'
    page = OTHERS.replace("</body>", f"{done}</div></body>")
    assert len(one(hansard_html, page).turns) == 1


def test_other_pages_are_left_alone() -> None:
    assert hansard_html.sniff(document('<html><div class="contribution">x</div></html>')) is None


def test_elements_that_never_close_are_refused() -> None:
    page = '<div class="member_contribution"><cite class="member">Ann</cite>' * 1000
    with pytest.raises(BrokenFile, match="nested too deeply"):
        hansard_html.read(document(page))


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    page = "".join(
        f'<div class="member_contribution"><cite class="member">{escape(name)}:</cite>'
        f"<blockquote><p>{escape(text)}</p></blockquote></div>"
        for name, text in turns
    )
    assert said(one(hansard_html, f"<html><body>{page}</body></html>")) == turns
