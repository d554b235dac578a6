"""Into the library and out of it in a real browser: dropped files, collections, a copied turn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.served import UNREAD, goes_to, opened, served, settled

pytestmark = pytest.mark.browser
TALK = "MS. VANCE:  The aqueduct costs 4.2 million crowns.\n\nQUESTION:  And the parrot?\n"
DROP = """(text) => {
    const held = new DataTransfer();
    held.items.add(new File([text], "aqueduct.txt", {type: "text/plain"}));
    for (const name of ["dragover", "drop"]) {
        const told = {dataTransfer: held, bubbles: true, cancelable: true};
        document.querySelector(".stMain").dispatchEvent(new DragEvent(name, told));
    }
}"""


def test_a_file_dropped_on_the_ask_page_is_added_put_into_a_collection_and_copied_from(
    profile: BrowserContext, address: str
) -> None:
    with opened(profile, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.locator(".or-veil")).to_have_count(1)
        page.evaluate(DROP, TALK)
        expect(page.get_by_text("aqueduct added: 2 turns")).to_be_visible()
        expect(page).to_have_url(re.compile(r"/library(\?|$)"))
        settled(page)
        turn = page.locator(".or-turn").first
        turn.hover()
        turn.get_by_role("button", name="Copy with its reference").click()
        page.wait_for_function(
            "navigator.clipboard.readText().then((t) => "
            "t.startsWith('“The aqueduct costs 4.2 million crowns.”\\nMs. Vance · ') "
            "&& t.includes('?turn=aqueduct%231'))"
        )
        settled(page)
        page.locator(".stDataFrameGlideDataEditor").first.click(position={"x": 15, "y": 50})
        settled(page)
        page.get_by_role("button", name="Put into a collection").click()
        new = page.get_by_label("A new collection")
        new.fill("Water")
        new.press("Enter")
        expect(page.get_by_text("Water · 1 transcript")).to_be_visible()


@pytest.mark.long
def test_a_correction_leaves_the_page_where_it_is(chromium: Browser, tmp_path: Path) -> None:
    with served(tmp_path, RERANKER_MODEL=UNREAD) as url, opened(chromium, url) as page:
        goes_to(page, "Library", page.locator(".or-question").first)
        page.get_by_text("Correct title, date or speakers").click()
        title = page.get_by_label("Title", exact=True)
        title.fill("The ferry")
        page.locator(".or-look").evaluate("look => { look.parentElement.dataset.same = 'yes' }")
        title.press("Enter")
        expect(page.get_by_role("heading", name="The ferry", exact=True)).to_be_visible()
        expect(page.locator("[data-same=yes] .or-question").first).to_be_visible()
        assert page.locator(".or-look").count() == 1


@pytest.mark.long
def test_enter_renames_a_speaker(chromium: Browser, tmp_path: Path) -> None:
    with served(tmp_path, RERANKER_MODEL=UNREAD) as url, opened(chromium, url) as page:
        goes_to(page, "Library", page.locator(".or-question").first)
        page.get_by_text("Correct title, date or speakers").click()
        name = page.get_by_label("New name", exact=True)
        name.fill("Ada Quill")
        name.press("Enter")
        expect(page.get_by_text("Ada Quill · in the file:")).to_be_visible()
