"""The main job in a real browser: ask, click the citation, see the words, share the address."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import fake_openai
from tests.support.served import UNREAD, answered, ask, goes_to, opened, served, settled

pytestmark = pytest.mark.browser

TRAP = "<img src=x onerror=alert(1)> ![x](http://x) [1](#turn-x) $x$"
JOINER = "\u2060"  # see ui/markdown.py
TALK = f"""\
MS. VANCE:  The repair of the Lim bridge will cost 4.2 million crowns. It takes eleven months.

QUESTION:  And {TRAP} what of the lighthouse keeper's parrot?

MS. VANCE:  The parrot {TRAP} flew to Gothenburg -- alone -> north.
"""


@pytest.fixture
def page(profile: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh session at the app."""
    with opened(profile, address) as page:
        yield page


def cited(page: Page) -> list[str]:
    return page.locator(".or-cited").all_inner_texts()


def marked(page: Page, words: str) -> None:
    """These words are marked, maybe in parts."""
    page.wait_for_function(
        """words => [...document.querySelectorAll(".or-cited")]
            .map((mark) => mark.textContent).join(" ").includes(words)""",
        arg=words,
    )


def test_from_a_question_to_the_marked_words_and_by_address_in_a_new_session(
    page: Page, chromium: Browser
) -> None:
    answered(page, "How high were the waves at the outer buoy?")
    page.locator(".stChatMessage a[title]").first.click()
    expect(page.locator(".or-cited").last).to_be_in_viewport()
    marked(page, "waves of 6.4 metres")
    expect(page.locator(".or-open .or-number")).to_have_text("2")
    expect(page.locator(".or-open .or-who")).to_have_text("Captain Pellworth")
    expect(page).to_have_url(re.compile(r"[?&]turn=harbour-council-hearing%232&words=\d+-\d+$"))
    with opened(chromium, page.url) as again:
        expect(again.locator(".or-cited").last).to_be_in_viewport()
        assert cited(again) == cited(page)
        assert again.url == page.url


@pytest.mark.long
def test_a_link_opens_a_turn_far_down_at_its_beginning(
    profile: BrowserContext, address: str
) -> None:
    with opened(profile, f"{address}/?turn=harbour-council-hearing%2345") as page:
        expect(page.locator(".or-open .or-number")).to_be_in_viewport()
        expect(page.locator(".or-open .or-number")).to_have_text("45")


def test_own_file_is_added_asked_and_never_becomes_markup(page: Page) -> None:
    goes_to(page, "Library", page.locator(".st-key-add"))
    upload = page.locator(".st-key-add").get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files(
        {"name": "bridge.txt", "mimeType": "text/plain", "buffer": TALK.encode()}
    )
    expect(page.get_by_text("bridge added: 3 turns")).to_be_visible(timeout=30_000)
    settled(page)
    goes_to(page, "Ask", page.get_by_test_id("stChatInputTextArea"))
    answered(page, "Where did the parrot fly?")
    answer = page.locator(".stChatMessage").nth(1)
    expect(answer).to_contain_text("Gothenburg")
    assert TRAP in answer.inner_text().replace(JOINER, "")
    answer.locator("a[title]").first.click()
    turn = page.locator(".or-turn").nth(2)
    expect(turn).to_contain_text(f"The parrot {TRAP} flew to Gothenburg -- alone -> north.")
    marked(page, TRAP)
    shown = page.locator(".stMain")
    assert shown.locator("img, .katex, a[href^=http], a[href='#turn-x']").count() == 0


@pytest.mark.long
def test_a_renamed_speaker_is_so_in_the_answer_and_in_the_transcript(
    chromium: Browser, tmp_path: Path
) -> None:
    with (
        served(tmp_path, RERANKER_MODEL=UNREAD) as url,
        opened(chromium, f"{url}/?turn=harbour-council-hearing%232") as page,
    ):
        expect(page.locator(".or-open .or-who")).to_have_text("Captain Pellworth")
        table = page.locator(".stDataFrameGlideDataEditor").first
        goes_to(page, "Library", table)
        table.click(position={"x": 150, "y": 85})
        expect(page.get_by_role("heading", name="Port Ellery")).to_be_visible()
        settled(page)
        page.get_by_text("Correct title, date or speakers").click()
        # The form of the transcript that was shown before is gone.
        expect(page.get_by_role("combobox", name="Speaker")).to_have_count(1)
        expect(page.get_by_role("combobox", name="Speaker")).to_have_value("Chair Vasel")
        page.get_by_role("textbox", name="New name").fill("Ida Pell")
        page.get_by_role("button", name="Rename").click()
        expect(page.get_by_text("in the file: Chair Vasel")).to_be_visible()
        settled(page)
        page.get_by_test_id("stBaseButton-primary").click()
        turn = page.locator(".or-turn").first
        expect(turn.locator(".or-who")).to_have_text("Ida Pell")
        expect(turn.locator(".or-label")).to_have_text("CHAIR VASEL")
        settled(page)
        answered(page, "Who speaks first in the harbour council hearing?")
        chip = page.locator(".stChatMessage a[title]").first
        expect(chip).to_have_attribute("title", re.compile("^Ida Pell · "))


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be halted there")
def test_a_citation_is_marked_without_the_server_in_a_transcript_that_is_not_open(
    profile: BrowserContext, app: tuple[str, subprocess.Popen[bytes]]
) -> None:
    """What it takes came with the answer; how long it takes is measured by `make bench-page`."""
    address, server = app
    # On a narrow page the first citation does not open by itself.
    with opened(profile, f"{address}/?turn=lighthouse-interview%231", width=800) as page:
        answered(page, "How high were the waves at the outer buoy?")
        page.wait_for_function("window.onRecord.ahead.has('harbour-council-hearing')")
        expect(page.locator(".or-cited")).to_have_count(0)
        server.send_signal(signal.SIGSTOP)
        try:
            page.locator(".stChatMessage a[title]").first.click()
            expect(page.locator(".or-open .or-cited").last).to_be_in_viewport()
            marked(page, "waves of 6.4 metres")
        finally:
            server.send_signal(signal.SIGCONT)


def test_find_in_transcript_steps_through_the_places(page: Page, address: str) -> None:
    page.goto(f"{address}/?turn=ferry-press-conference%231")
    expect(page.locator(".or-open")).to_be_in_viewport()
    settled(page)
    found = page.get_by_label("Find in this transcript")
    found.fill("VESTRA")
    expect(page.locator(".or-search .or-count")).to_have_text(re.compile(r"^1 of \d+$"))
    found.press("Enter")
    expect(page.locator(".or-search .or-count")).to_have_text(re.compile(r"^2 of \d+$"))
    page.wait_for_function("CSS.highlights.get('or-now').size === 1")
    found.fill("no such words")
    expect(page.locator(".or-search .or-count")).to_have_text("not found")
    page.wait_for_function("CSS.highlights.get('or-found').size === 0")


def test_a_citation_works_by_keyboard(page: Page) -> None:
    answered(page, "How high were the waves at the outer buoy?")
    # Focus and key in one step: the page may be drawn anew between the two on a busy machine.
    page.locator(".stChatMessage a[title]").first.press("Enter")
    expect(page.locator(".or-open")).to_be_focused()


@pytest.mark.long
def test_from_the_first_page_to_the_library_by_keyboard_alone(page: Page) -> None:
    expect(page.locator("dialog.or-keys")).to_have_count(1, timeout=60_000)
    page.keyboard.press("/")
    page.keyboard.type("What will the dredging cost?")
    page.keyboard.press("Enter")
    # The first citation opens by itself, and the field keeps the keyboard.
    expect(page.locator(".or-cited").first).to_be_in_viewport(timeout=90_000)
    settled(page)
    tab_to(page, ".stChatMessage a[title]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".or-open")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, 'a[href*="library"]', "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Library")).to_be_visible(timeout=60_000)


@pytest.mark.long
def test_a_long_answer_is_read_from_its_beginning_and_the_next_is_brought_into_sight(
    page: Page,
) -> None:
    again = page.get_by_role("button", name="Change and ask")
    ask(page, "Summarise the meeting of the Harbour Council.")
    expect(again).to_have_count(1, timeout=90_000)
    expect(page.locator(".stChatMessage").first).to_be_in_viewport(timeout=30_000)
    expect(again).not_to_be_in_viewport()
    settled(page)
    ask(page, "How high were the waves at the outer buoy?")
    expect(again).to_have_count(2, timeout=90_000)
    expect(again.last).to_be_in_viewport(timeout=30_000)


def tab_to(page: Page, wanted: str, key: str) -> None:
    """Press a key until the focus is on something, as a person does."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("(w) => document.activeElement.matches(w)", wanted):
            return
    pytest.fail(f"{key} never comes to {wanted}")


@pytest.mark.long
def test_stacked_on_a_phone_with_a_way_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    answered(page, "How high were the waves at the outer buoy?")
    chip = page.locator(".stChatMessage a[title]").first
    chip.click()
    expect(page.locator(".or-cited").first).to_be_in_viewport()
    expect(chip).not_to_be_in_viewport()
    page.get_by_role("button", name="Back to the answer").click()
    expect(chip).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, fake_openai.FakeOpenAI]]:
    """The app with a model that is silent as long as a test has it so: its address, the model."""
    with fake_openai.serve() as model:
        folder = tmp_path_factory.mktemp("told")
        with served(
            folder, CHAT_MODEL="openai:fake", OPENAI_BASE_URL=model.url,
            ON_RECORD_CHAT_TIMEOUT="600", RERANKER_MODEL=UNREAD,
        ) as url:  # fmt: skip
            yield url, model


@pytest.mark.long
def test_a_click_while_the_answer_streams_opens_its_turn_and_loses_nothing(
    chromium: Browser, told: tuple[str, fake_openai.FakeOpenAI]
) -> None:
    clicked = threading.Event()

    def streamed(request: dict[str, Any]) -> Iterator[str]:
        prompt = "\n".join(m["content"] for m in request["messages"])
        label = re.search(r"label=\[(\d+)\]>(?:(?!</turn>).)*outer buoy", prompt, re.DOTALL)
        at = label.group(1) if label else "1"
        yield f"At the outer buoy they measured waves of 6.4 metres [{at}]. "
        yield f"The wall had lost 38 metres of its parapet [{at}]. Eleven "
        clicked.wait(600)
        yield f"boats were sunk or damaged [{at}]."

    url, model = told
    model.script = streamed
    with opened(chromium, url) as page:
        ask(page, "How high were the waves at the outer buoy?")
        page.locator(".stChatMessage a[title]").first.click()
        expect(page.locator(".or-cited").last).to_be_in_viewport()
        assert "boats" not in page.locator(".stChatMessage").nth(1).inner_text()
        clicked.set()
        answer = page.locator(".stChatMessage").nth(1)
        expect(answer).to_contain_text("Eleven boats were sunk or damaged")
        expect(answer.locator("a[title]")).to_have_count(3)


@pytest.mark.long
def test_a_model_that_stalls_can_be_stopped_as_soon_as_the_page_is_there_and_what_came_stays(
    chromium: Browser, told: tuple[str, fake_openai.FakeOpenAI]
) -> None:
    go_on = threading.Event()

    def stalls(request: dict[str, Any]) -> Iterator[str]:
        yield "At the outer buoy they measured waves of 6.4 metres [1]. The wall "
        go_on.wait(600)

    url, model = told
    model.script = stalls
    with opened(chromium, url) as page:
        page.reload()  # asked while the page is drawn for the first time
        ask(page, "How high were the waves at the outer buoy?")
        answer = page.locator(".stChatMessage").nth(1)
        expect(answer).to_contain_text("6.4 metres")
        expect(answer).to_contain_text("Not complete yet.")
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("button", name="Stop")).to_have_count(0)
        assert not go_on.is_set()
        expect(answer).to_contain_text("Stopped before the answer was complete.")
        settled(page)
        go_on.set()
        model.says("The record does not answer this.")
        ask(page, "Who painted the opera?")
        expect(answer).to_contain_text("Stopped before the answer was complete.")
        expect(answer).to_contain_text("Turns found")
