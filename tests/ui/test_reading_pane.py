"""The transcript pane by itself in a real browser: what is drawn, marked, found and kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.reading_pane import mount, transcript
from tests.support.served import fresh

pytestmark = pytest.mark.browser

CITED = (
    "long%23120&words=0-9",
    "long%2340&words=2-8",
    "long%234900&words=0-4",
    "other%232&words=0-3",
)
ANSWER = "<p class='stChatMessage'>{}</p>".format(
    " ".join(f"<a title='x' href='#turn={link}'>{n}</a>" for n, link in enumerate(CITED, 1))
)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = fresh(chromium, width=700, height=800)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route("http://pane/", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://pane/")
    yield page
    page.context.close()
    assert wrong == []


def at_rest(page: Page) -> None:
    """A place that was opened is brought into sight again for at most forty frames."""
    page.wait_for_function("(window.frame = (window.frame ?? 0) + 1) > 50")


def test_of_five_thousand_turns_those_in_sight_are_drawn(page: Page) -> None:
    mount(page, transcript(5_000))
    assert page.locator(".or-turn").count() < 40
    page.locator(".or-turns").evaluate("(view) => { view.scrollTop = view.scrollHeight; }")
    expect(page.locator("[data-number='5000']")).to_be_in_viewport()
    assert page.locator(".or-turn").count() < 40
    page.get_by_label("Go to turn").fill("2500")
    page.keyboard.press("Enter")
    expect(page.locator("[data-number='2500']")).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".or-open .or-number")).to_have_text("2500")


def test_places_are_found_where_nothing_is_drawn_yet(page: Page) -> None:
    mount(page, transcript(5_000))
    found = page.get_by_label("Find in this transcript")
    found.fill("lighthouse")
    expect(page.locator(".or-search .or-count")).to_have_text("1 of 100")
    found.press("Shift+Enter")
    expect(page.locator(".or-search .or-count")).to_have_text("100 of 100")
    expect(page.locator("[data-number='5000']")).to_be_in_viewport()
    page.wait_for_function("CSS.highlights.get('or-now').size === 1")
    found.fill("no such words")
    expect(page.locator(".or-search .or-count")).to_have_text("not found")
    page.wait_for_function("CSS.highlights.get('or-found').size === 0")


@pytest.mark.parametrize("width", [320, 700, 1400])
def test_what_the_bar_has_keeps_its_place_when_citations_come(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    mount(page, transcript(50), ANSWER.replace("%23120", "%2312"))
    fields = [page.get_by_label("Go to turn"), page.get_by_label("Find in this transcript")]
    shown = page.locator(".or-reader")
    before = [_within(shown, field) for field in fields]
    page.locator(".stChatMessage a").first.click()
    expect(page.locator(".or-cites")).to_be_visible()
    assert [_within(shown, field) for field in fields] == before


def _within(outer: Locator, inner: Locator) -> tuple[float, ...]:
    """Where one stands in the other, and how wide it is, in pixels."""
    a, b = outer.bounding_box(), inner.bounding_box()
    assert a and b
    return b["x"] - a["x"], b["y"] - a["y"], b["width"]


def test_the_citations_of_an_answer_are_marked_and_stepped_through_by_key(page: Page) -> None:
    mount(page, transcript(5_000), ANSWER)
    page.locator(".stChatMessage a").first.click()
    expect(page.locator(".or-open")).to_be_focused()
    expect(page.locator(".or-open .or-number")).to_have_text("120")
    expect(page.locator(".or-cited")).to_be_in_viewport()
    expect(page.locator(".or-cites")).to_have_text("\u20391 of 4 cited\u203a")
    page.keyboard.press("n")
    expect(page.locator(".or-open .or-number")).to_have_text("40")
    page.keyboard.press("n")
    expect(page.locator(".or-cited")).to_be_in_viewport()
    expect(page.locator(".or-open .or-number")).to_have_text("4900")
    page.keyboard.press("n")
    assert page.evaluate("window.triggered") == ["open", "other#2"]


def test_back_and_forward_go_through_the_places_looked_at(page: Page) -> None:
    mount(page, transcript(200), ANSWER)
    for link in (0, 1):
        page.locator(".stChatMessage a").nth(link).click()
    page.get_by_label("Back to the place before").click()
    expect(page.locator(".or-open .or-number")).to_have_text("120")
    assert "turn=long%23120&words=0-9" in page.url
    page.locator(".or-turns").press("f")
    expect(page.locator(".or-open .or-number")).to_have_text("40")
    expect(page.get_by_label("Forward")).to_be_disabled()
    expect(page.locator(".or-also mark.or-faint")).to_have_count(0)
    page.get_by_label("Go to turn").fill("118")
    page.keyboard.press("Enter")
    expect(page.locator(".or-also mark.or-faint")).to_have_count(1)


def test_the_place_is_kept_while_another_page_is_looked_at(page: Page) -> None:
    mount(page, transcript(5_000), ANSWER)
    page.locator(".stChatMessage a").first.click()
    at_rest(page)
    page.locator(".or-turns").evaluate("(view) => { view.scrollTop += 30_000; }")
    page.wait_for_function("!document.querySelector('.or-open')")
    first = page.locator(".or-turn").first.get_attribute("data-number")
    assert first
    page.evaluate("window.drawAgain()")
    expect(page.locator(".or-turn").first).to_have_attribute("data-number", first)
    page.evaluate("history.replaceState(null, '', '/'); window.drawAgain()")
    expect(page.locator(".or-turn").first).to_have_attribute("data-number", first)


def test_a_recording_that_is_missing_is_said_and_the_turn_that_is_heard_is_marked(
    page: Page,
) -> None:
    data = transcript(50) | {"media": {"kind": "audio", "src": "data:audio/wav;base64,AAAA"}}
    mount(page, data)
    expect(page.get_by_role("status")).to_contain_text("cannot be played")
    page.evaluate(
        """() => {
            const sound = document.querySelector("audio");
            Object.defineProperty(sound, "currentTime", {value: 9, writable: true});
            sound.dispatchEvent(new Event("timeupdate"));
        }"""
    )
    expect(page.locator(".or-playing .or-number")).to_have_text("2")
    page.get_by_label("Play from 00:00:12").click()
    assert page.evaluate("document.querySelector('audio').currentTime") == 12
