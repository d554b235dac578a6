"""`make screenshots`: the pictures of the README, taken from the app with its examples."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import find
from tests.conftest import FLAGS
from tests.served import ROOT, ask, opened, served

DOCS = ROOT / "docs"
QUESTION = "How high were the waves at the outer buoy?"
FOLLOW_UP = "And what did he say about the wall?"


def main() -> None:
    """Write docs/*.png."""
    path = find()
    if path is None:
        sys.exit("no browser found: run `.venv/bin/python -m tests.browser`")
    DOCS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        take(browser, url)
        browser.close()


def take(browser: Browser, url: str) -> None:
    for name, size, dark in (
        ("chat", (1440, 900), False),
        ("chat-dark", (1440, 900), True),
        ("phone", (390, 844), False),
    ):
        with opened(browser, url, width=size[0], height=size[1], dark=dark) as page:
            converse(page)
            save(page, name)
    with opened(browser, url) as page:
        page.get_by_role("link", name="Library").click()
        expect(page.locator("canvas").first).to_be_visible()
        save(page, "library")


def converse(page: Page) -> None:
    """Two questions; the first citation of the last answer opened."""
    for number, question in enumerate((QUESTION, FOLLOW_UP), 1):
        ask(page, question)
        expect(page.get_by_role("button", name="Ask again")).to_have_count(number, timeout=30_000)
    page.locator(".stChatMessage").last.locator("a[title]").first.click()
    expect(page.locator(".or-cited").last).to_be_in_viewport()


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(1000)  # the page's own transitions
    page.screenshot(path=DOCS / f"{name}.png")
    print(DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
