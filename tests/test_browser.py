"""The main job in a real browser: ask, click the citation, see the words, share the address."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
TRAP = "<img src=x onerror=alert(1)> ![x](http://x) [1](#turn-x) $x$"
JOINER = "\u2060"  # see ui/markdown.py
TALK = f"""\
MS. VANCE:  The repair of the Lim bridge will cost 4.2 million crowns. It takes eleven months.

QUESTION:  And {TRAP} what of the lighthouse keeper's parrot?

MS. VANCE:  The parrot {TRAP} flew to Gothenburg -- alone -> north.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a free port, with a new library."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("library")
    quiet = dict.fromkeys(("CHAT_MODEL", "EMBEDDING_MODEL", "RERANKER_MODEL", "CHROMA_URL"), "")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, **quiet, "ON_RECORD_LIBRARY": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_up(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)


def wait_until_up(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the app ended while starting"
        try:
            with urlopen(url, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the app did not start within 30 s")


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A fresh browser profile at the app; any script error or dialog fails the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(address)
    expect(page.locator(".or-turn").first).to_be_visible(timeout=30_000)
    yield page
    context.close()
    assert wrong == []


def ask(page: Page, question: str) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")


def marked(page: Page) -> str:
    return " ".join(page.locator(".or-cited").all_inner_texts())


def test_from_a_question_to_the_marked_words_and_by_address_in_a_new_session(
    page: Page, chromium: Browser
) -> None:
    ask(page, "How high were the waves at the outer buoy?")
    chip = page.locator('.stChatMessage a[href*="&words="]').first
    chip.click()
    words = page.locator(".or-cited").last
    expect(words).to_be_in_viewport()
    assert "waves of 6.4 metres" in marked(page)
    expect(page.locator(".or-open .or-number")).to_have_text("2")
    expect(page.locator(".or-open .or-who")).to_have_text("Captain Pellworth")
    assert re.search(r"\?turn=harbour-council-hearing%232&words=\d+-\d+$", page.url)
    again = chromium.new_page(viewport={"width": 1440, "height": 900})
    again.goto(page.url)
    expect(again.locator(".or-cited").last).to_be_in_viewport(timeout=30_000)
    assert marked(again) == marked(page)
    assert again.url == page.url
    again.close()


def test_own_file_is_added_asked_and_never_becomes_markup(page: Page) -> None:
    page.get_by_role("link", name="Library").click()
    upload = page.get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files(
        {"name": "bridge.txt", "mimeType": "text/plain", "buffer": TALK.encode()}
    )
    expect(page.get_by_text("bridge added: 3 turns")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Ask").click()
    ask(page, "Where did the parrot fly?")
    answer = page.locator(".stChatMessage").nth(1)
    expect(answer).to_contain_text("Gothenburg")
    assert TRAP in answer.inner_text().replace(JOINER, "")
    answer.locator('a[href*="&words="]').first.click()
    turn = page.locator(".or-turn").nth(2)
    expect(turn).to_contain_text(f"The parrot {TRAP} flew to Gothenburg -- alone -> north.")
    assert TRAP in marked(page)
    shown = page.locator(".stMain")
    assert shown.locator("img, .katex, a[href^=http], a[href='#turn-x']").count() == 0


def test_find_in_transcript_steps_through_the_places(page: Page, address: str) -> None:
    page.goto(f"{address}/?turn=ferry-press-conference%231")
    found = page.get_by_label("Find in this transcript")
    found.fill("VESTRA")
    expect(page.locator(".or-count")).to_have_text(re.compile(r"^1 of \d+$"))
    found.press("Enter")
    expect(page.locator(".or-count")).to_have_text(re.compile(r"^2 of \d+$"))
    expect(page.locator(".or-now")).to_be_in_viewport()
    found.fill("no such words")
    expect(page.locator(".or-count")).to_have_text("not found")
    assert page.locator(".or-found").count() == 0


def test_a_citation_works_by_keyboard(page: Page) -> None:
    ask(page, "How high were the waves at the outer buoy?")
    page.locator('.stChatMessage a[href*="&words="]').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".or-open")).to_be_focused()


def test_stacked_on_a_phone_with_a_way_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "How high were the waves at the outer buoy?")
    chip = page.locator('.stChatMessage a[href*="&words="]').first
    chip.click()
    expect(page.locator(".or-cited").first).to_be_in_viewport()
    expect(chip).not_to_be_in_viewport()
    page.get_by_role("button", name="Back to the answer").click()
    expect(chip).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
