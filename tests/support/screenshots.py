"""`make screenshots`: every page in every state, and the pictures of the README.

Each state in three widths and two themes goes to `screenshots/`, to be looked at; the README's go
to `docs/`. Both are taken from the app with its examples.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import FLAGS
from tests.support.browser import find
from tests.support.served import ROOT, ask, opened, served, settled
from tests.support.states import FOLLOW_UP, QUESTION, THEMES, walk

DOCS = ROOT / "docs"
ALL = ROOT / "screenshots"
SIZES = ((1440, 900), (1024, 768), (390, 844))


def main() -> None:
    """Write screenshots/*.png and docs/*.png."""
    path = find()
    if path is None:
        sys.exit("no browser found: run `.venv/bin/python -m tests.support.browser`")
    for made in (DOCS, ALL):
        made.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), ON_RECORD_EVALUATIONS=str(Path(folder) / "evaluations")) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        take(browser, url)
        with opened(browser, url) as page:
            for state in walk(page):
                every_look(page, state)
        browser.close()


def take(browser: Browser, url: str) -> None:
    """The README's pictures."""
    for name, size, dark in (
        ("chat", (1440, 900), False),
        ("chat-dark", (1440, 900), True),
        ("phone", (390, 844), False),
    ):
        with opened(browser, url, width=size[0], height=size[1], dark=dark) as page:
            converse(page)
            save(page, DOCS / f"{name}.png")
    with opened(browser, url) as page:
        page.get_by_role("link", name="Library").click()
        expect(page.locator(".or-question").first).to_be_visible(timeout=180_000)
        settled(page)
        save(page, DOCS / "library.png")


def converse(page: Page) -> None:
    """Two questions; the first citation of the last answer opened."""
    for number, question in enumerate((QUESTION, FOLLOW_UP), 1):
        ask(page, question)
        expect(page.get_by_role("button", name="Change and ask")).to_have_count(
            number, timeout=90_000
        )
    page.locator(".stChatMessage").last.locator("a[title]").first.click()
    expect(page.locator(".or-cited").last).to_be_in_viewport()


def every_look(page: Page, state: str) -> None:
    """One state in each width and theme; the page is as wide as before afterwards."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width, height in reversed(SIZES):
            page.set_viewport_size({"width": width, "height": height})
            save(page, ALL / f"{state}-{width}-{theme}.png")


def save(page: Page, path: Path) -> None:
    page.wait_for_timeout(1000)  # the page's own transitions
    page.screenshot(path=path)
    print(path)


if __name__ == "__main__":
    main()
