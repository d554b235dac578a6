"""Every page in every state that a person meets, one after another in one session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.support.served import ask, settled

THEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
# What lies above the page.
OPEN = "[data-testid=stPopoverBody], dialog[open]"
QUESTION = "How high were the waves at the outer buoy?"
FOLLOW_UP = "And what did he say about the wall?"
UNKNOWN = "Who painted the ceiling of the opera?"
LONG = "Summarise the meeting of the Harbour Council."
SET = """\
name: harbour
transcripts: [harbour-council-hearing]
questions:
  - {id: waves, type: fact, question: "How high were the waves at the outer buoy?", turns: [2]}
  - {id: opera, type: unanswerable, question: "Who sang there?", turns: [], answerable: false}
"""


def walk(page: Page) -> Iterator[str]:
    """The name of each state once the page is in it; the page is at its start before."""
    yield "start"
    yield from _asking(page)
    page.get_by_role("link", name="Library").click()
    yield from _library(page)
    page.get_by_test_id("stTopNavSection").click()
    page.get_by_role("menuitem", name="Evaluation").click()
    expect(page.locator(".or-reader")).to_have_count(0, timeout=90_000)
    settled(page)
    yield "evaluation"
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(
        _file("waves.yaml", SET)
    )
    settled(page)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("of 2 answers right")).to_be_visible(timeout=180_000)
    settled(page)
    yield "report"


def _asking(page: Page) -> Iterator[str]:
    answered = page.get_by_role("button", name="Change and ask")
    for number, (question, name) in enumerate(
        ((QUESTION, "answer"), (FOLLOW_UP, "follow-up"), (UNKNOWN, "refusal"), (LONG, "long")), 1
    ):
        ask(page, question)
        expect(answered).to_have_count(number, timeout=120_000)
        settled(page)
        yield name
    more = page.locator(".st-key-conversation").get_by_role("button", name="More")
    yield from _opens(page, more.first, "more")
    yield from _opens(page, page.get_by_role("button", name="all transcripts").first, "scope")
    answered.first.click()
    expect(page.locator(".st-key-again")).to_be_visible(timeout=60_000)
    settled(page)
    page.mouse.move(0, 0)
    answered.first.hover()
    expect(page.get_by_test_id("stTooltipContent")).to_be_visible()
    yield "ask-again"
    page.mouse.move(0, 0)
    answered.first.click()
    yield from _opens(page, page.get_by_role("button", name="Keys"), "keys")
    page.get_by_label("Find in this transcript").fill("wave")
    yield "found"


def _library(page: Page) -> Iterator[str]:
    expect(page.locator(".or-question").first).to_be_visible(timeout=180_000)
    settled(page)
    yield "library"
    page.get_by_text("As a table").click()
    page.get_by_text("Correct title, date or speakers").click()
    settled(page)
    yield "corrections"
    page.get_by_text("Correct title, date or speakers").click()
    yield from _opens(page, page.get_by_role("button", name="Remove").first, "remove")
    upload = page.get_by_test_id("stFileUploaderDropzoneInput").first
    upload.set_input_files([_file("empty.txt", ""), _file("notes.bin", "\0\1\2")])
    expect(page.get_by_role("alert").first).to_be_visible(timeout=60_000)
    settled(page)
    yield "error"
    new = page.get_by_label("New collection")
    new.fill("Storm")
    new.press("Enter")
    page.get_by_text("Storm · 0 transcripts").click(timeout=60_000)
    settled(page)
    page.get_by_role("textbox", name="Standing instructions").scroll_into_view_if_needed()
    yield "collections"


def _opens(page: Page, button: Locator, name: str) -> Iterator[str]:
    """What a button opens, shut again."""
    button.click()
    expect(page.locator(OPEN).first).to_be_visible()
    settled(page)
    yield name
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)


def _file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
