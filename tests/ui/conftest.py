"""The app that the browser tests of one worker share."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.served import running


@pytest.fixture(scope="session")
def app(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The app with the examples as its library: its address and its process.

    What a test adds to it, the next ones find: each has names and questions of its own where it
    looks for them in a list, and what a test takes away, it puts back.
    """
    with running(tmp_path_factory.mktemp("app")) as started:
        yield started


@pytest.fixture
def address(app: tuple[str, subprocess.Popen[bytes]]) -> str:
    """The address of that app."""
    return app[0]


@pytest.fixture(scope="session")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """A profile for pages of that app: each new one compiles its scripts anew, in a second."""
    context = chromium.new_context()
    yield context
    context.close()
