"""axe-core over every page in every state, light and dark: what keeps people out."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ingest import pipeline
from ingest.index import embedding
from ingest.store.library import Library
from settings import Settings
from tests.support.served import UNREAD, opened, served
from tests.support.states import OPEN, THEMES, walk

pytestmark = pytest.mark.browser

# Streamlit's own: its uploader is `role="presentation"` with a label, and what it says under
# the pointer stands outside of every landmark. Nothing of ours reaches them.
UPSTREAM = {
    "presentation-role-conflict": "stFileUploaderDropzone",
    "region": "stFloatingOverlayPortal",
}


# Colours change over a moment where the theme does, and what opens fades in: half-way there is
# no contrast. What turns for ever (a wheel while something is drawn) is waited for by `settled`.
AT_REST = """theme => {
    const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    const bright = Number(ground.match(/\\d+/)[0]) > 127;
    return bright === (theme === "light") && !document.getAnimations().some(
        it => it.playState === "running" && it.effect.getComputedTiming().endTime !== Infinity);
}"""


# A theme is colours and nothing else (.streamlit/config.toml), so the other theme of a state is
# asked for its colours alone.
EVERY_RULE = {"resultTypes": ["violations"]}
OF_COLOUR = EVERY_RULE | {"runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, options: dict[str, list[str]]) -> list[str]:
    """What axe-core finds, a line for each element; where something is open, in that."""
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=30_000)
    opened_now = OPEN if page.locator(OPEN).count() else None  # the rest was seen before
    found = Axe().run(page, context=opened_now, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if UPSTREAM.get(rule["id"], "-") not in node["html"]
    ]


def in_both_themes(page: Page, state: str) -> list[str]:
    """The theme that is on comes first: a change draws the whole page anew."""
    found, dark = [], page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for theme, options in zip(
        THEMES if dark else THEMES[::-1], (EVERY_RULE, OF_COLOUR), strict=True
    ):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(AT_REST, arg=theme)
        found += [f"{state}, {theme}: {line}" for line in violations(page, options)]
    return found


@pytest.mark.long
def test_no_page_has_a_violation_in_any_state(chromium: Browser, tmp_path: Path) -> None:
    evaluations = str(tmp_path / "evaluations")
    with (
        served(tmp_path / "library", ON_RECORD_EVALUATIONS=evaluations) as url,
        opened(chromium, url) as page,
    ):
        assert [line for state in walk(page) for line in in_both_themes(page, state)] == []


def test_nor_has_an_empty_library(chromium: Browser, tmp_path: Path) -> None:
    emptied(tmp_path)
    with served(tmp_path, RERANKER_MODEL=UNREAD) as url, opened(chromium, url) as page:
        assert in_both_themes(page, "ask") == []
        page.get_by_role("link", name="Library").click()
        expect(page.get_by_text("No transcripts yet.")).to_be_visible(timeout=60_000)
        assert in_both_themes(page, "library") == []


def emptied(folder: Path) -> None:
    """A library from which everything was removed: a new one has the examples."""
    settings = Settings(library=folder)
    library = Library(settings, embedding.load(settings))
    list(pipeline.add_bytes(library, "a.txt", b"ANN:  The ferry is late.\n\nBEN:  Is it?\n"))
    library.remove("a")
