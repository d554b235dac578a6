"""Fixtures that several test files share."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from streamlit.components.v2 import manifest_scanner

from tests.support.browser import find

# Quiet and self-contained: nothing is looked up or updated behind the test's back.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()

# The same examples every time, however busy the machine is; `make soak` looks for new ones, and
# what it finds is kept with @example.
hypothesis.settings.register_profile("normal", deadline=None, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, derandomize=False)
hypothesis.settings.load_profile("normal")

# Milliseconds in which the page has to do what is waited for; a busy machine is no fault.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)

# Every setting but the folder of the library, which is a test's own.
SETTINGS = (
    "CHROMA_URL ON_RECORD_NAME EMBEDDING_MODEL RERANKER_MODEL CHAT_MODEL OPENAI_API_KEY "
    "OPENAI_BASE_URL ON_RECORD_CHAT_TIMEOUT ON_RECORD_CONTEXT_TOKENS ON_RECORD_UNSUPPORTED "
    "ON_RECORD_MAX_FILE_MB ON_RECORD_FILE_SECONDS ON_RECORD_FILE_MEMORY_MB ON_RECORD_WORKERS "
    "ON_RECORD_UPLOADS ON_RECORD_LIBRARY_MB ON_RECORD_ADDRESS ON_RECORD_OPEN ON_RECORD_SIGN_IN "
    "ON_RECORD_CLIENT_ID ON_RECORD_CLIENT_SECRET ON_RECORD_COOKIE_SECRET ON_RECORD_READERS "
    "ON_RECORD_EDITORS ON_RECORD_EVALUATIONS CHROMA_TOKEN "
    "CHROMA_HEADERS CHROMA_TENANT CHROMA_DATABASE CHROMA_CA CHROMA_TIMEOUT ON_RECORD_LOG"
).split()


# SQLite waits for the disk at each write, 5 ms and more, and a library is made by dozens of them:
# the tests' folders lie in memory where it has room, several times what a run needs.
MEMORY, ROOM = Path("/dev/shm"), 2 * 10**9


def pytest_configure() -> None:
    """Say where pytest makes the folders, unless the environment says so."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Defaults, and a library of the test's own, whatever stands in `.env` and the environment."""
    for name in SETTINGS:
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("ON_RECORD_LIBRARY", str(tmp_path / "library"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A worker more than processors: each waits a third of its time, for a page or a process."""
    return (os.cpu_count() or 1) + 1


# Those that take longest begin first, by turns in a browser and not: else one worker is left alone
# with one of them at the end.
FIRST = (
    "test_axe test_gates test_browser test_cut_short test_running test_growth test_ui_pages "
    "test_processes test_door test_hurt test_apart test_reading_pane test_formats "
    "test_browser_chats test_pages test_browser_library test_evals_run test_ingest_cli "
    "test_rag_cli test_fuzz"
).split()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files in the order in which the workers take them, each file as one.

    What shares an app (tests/ui/conftest.py) is for one worker, too: that starts it once.
    """
    place = {name: number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))
    for item in items:
        shares = "app" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("app" if shares else str(item.path)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Streamlit looks through all installed packages for every AppTest; here only for the first."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium: Playwright's own, else the system's. Without one the test fails."""
    path = find()
    if path is None:
        pytest.fail(
            "no browser for the browser tests: run `.venv/bin/python -m tests.support.browser`",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
