"""The app as a server of its own, and pages opened on it in a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.conftest import PATIENCE, SETTINGS

ROOT = Path(__file__).resolve().parents[2]
# RERANKER_MODEL where a page is tested and not what it answers: the model takes a second to
# load and several to look at each transcript.
UNREAD = "none"


@contextmanager
def served(
    folder: Path, port: int = 0, under: Sequence[str] = (), **settings: str
) -> Iterator[str]:
    """The app on a port, by default a free one, with a library in `folder`.

    `under`: the words of a program that runs it.
    """
    with running(folder, port, None, under, **settings) as (url, _):
        yield url


@contextmanager
def running(
    folder: Path,
    port: int = 0,
    errors: IO[bytes] | None = None,
    under: Sequence[str] = (),
    **settings: str,
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process, which may end before. `errors` gets its standard error."""
    port = port or free_port()
    server = subprocess.Popen(
        [*under, sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ
        | dict.fromkeys(SETTINGS, "")
        | {"ON_RECORD_LIBRARY": str(folder)}
        | settings,
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )
    try:
        wait_until_up(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}", server
    finally:
        server.terminate()
        server.wait(PATIENCE / 1000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the app ended while starting"
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the app did not start within two minutes")


def settled(page: Page) -> None:
    """Wait until nothing is drawn or moved: what is drawn anew takes a click away with it."""
    expect(
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    ).to_be_visible()
    # What the components do once they are drawn, the browser does before it is idle.
    page.evaluate("new Promise((idle) => requestAnimationFrame(() => requestIdleCallback(idle)))")
    expect(page.locator(".st-key-conversation[aria-busy]")).to_have_count(0)


@contextmanager
def opened(
    browser: Browser | BrowserContext,
    url: str,
    *,
    width: int = 1440,
    height: int = 900,
    dark: bool = False,
) -> Iterator[Page]:
    """A page that is drawn; any script error or dialog on it is a failure.

    `browser`: in a browser it has a profile of its own. A profile that is handed over has loaded
    the app's scripts, and is left without what it was told to remember.
    """
    page = fresh(browser, width=width, height=height, dark=dark)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(url)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
    settled(page)
    yield page
    if isinstance(browser, BrowserContext):
        page.evaluate("localStorage.clear()")
        page.close()
        browser.clear_cookies()
        browser.clear_permissions()
    else:
        page.context.close()
    assert wrong == []


def fresh(
    browser: Browser | BrowserContext,
    *,
    width: int = 1440,
    height: int = 900,
    dark: bool = False,
) -> Page:
    """An empty page, in a browser in a profile of its own."""
    page = (browser if isinstance(browser, BrowserContext) else browser.new_context()).new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.context.set_default_timeout(PATIENCE)
    return page


def ask(page: Page, question: str) -> None:
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")


def answered(page: Page, question: str) -> None:
    """Ask the first question of a conversation, and wait until its answer is whole and drawn."""
    ask(page, question)
    expect(page.get_by_role("button", name="Change and ask")).to_be_visible()
    settled(page)


def goes_to(page: Page, name: str, sign: Locator) -> None:
    """Follow a link of the navigation, until the page is drawn that has this sign."""
    page.get_by_role("link", name=name).click()
    expect(sign).to_be_visible()
    settled(page)
