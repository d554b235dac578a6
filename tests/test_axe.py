"""axe-core over every page, light and dark: what keeps somebody out who cannot see or point."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.served import ask, opened, served

pytestmark = pytest.mark.browser

# Streamlit's own uploader is `role="presentation"` with a label; nothing of ours reaches it.
UPSTREAM = {"presentation-role-conflict": "stFileUploaderDropzone"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("library")) as url:
        yield url


def violations(page: Page) -> list[str]:
    """What axe-core finds, a line for each element."""
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=30_000)
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if UPSTREAM.get(rule["id"], "-") not in node["html"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_a_violation(chromium: Browser, address: str, dark: bool) -> None:
    with opened(chromium, address, dark=dark) as page:
        assert violations(page) == []
        ask(page, "How high were the waves at the outer buoy?")
        expect(page.get_by_role("button", name="Ask again")).to_be_visible(timeout=30_000)
        page.locator(".stChatMessage a[title]").first.click()
        page.get_by_label("Find in this transcript").fill("wave")
        assert violations(page) == []
        page.get_by_role("link", name="Library").click()
        expect(page.locator(".or-question").first).to_be_visible(timeout=60_000)
        page.get_by_text("As a table").click()
        page.get_by_text("Correct title, date or speakers").click()
        assert violations(page) == []
        page.get_by_role("link", name="Evaluation").click()
        expect(page.locator(".or-reader")).to_have_count(0)
        assert violations(page) == []
