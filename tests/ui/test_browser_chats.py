"""Conversations in a real browser: kept, opened by a click or an address, deleted and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.served import UNREAD, answered, opened, served, settled

pytestmark = pytest.mark.browser
QUESTION = "How high were the waves in the storm, at the outer buoy?"  # nobody else asks it so


def test_a_conversation_is_kept_taken_along_left_found_deleted_and_brought_back(
    profile: BrowserContext, address: str
) -> None:
    with opened(profile, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.locator(".or-turn")).to_have_count(0)
        answered(page, QUESTION)
        # The first citation opens by itself, and the field keeps the keyboard.
        expect(page.locator(".or-cited").first).to_be_in_viewport()
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()
        page.get_by_role("button", name="Copy").first.click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        page.wait_for_function(
            "navigator.clipboard.readText().then((t) => t.includes('6.4 metres'))"
        )
        settled(page)
        expect(page).to_have_url(re.compile(r"[?&]chat=[\w-]+"))
        kept = page.url
        row = page.locator(".st-key-chats").get_by_role("button", name=QUESTION)
        expect(row).to_be_visible()
        page.goto(kept)  # a reload, in a session of its own
        answer = page.locator(".stChatMessage").nth(1)
        expect(answer).to_contain_text("6.4 metres")
        expect(page.locator("dialog.or-keys")).to_have_count(1)
        settled(page)
        page.mouse.click(700, 20)
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Keys")
        expect(sheet).to_be_visible()
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        page.keyboard.press("n")
        expect(page.get_by_role("heading", name="On Record")).to_be_visible()
        expect(page).not_to_have_url(re.compile("chat="))
        settled(page)
        row.click()
        expect(answer).to_contain_text("6.4 metres")
        settled(page)
        page.locator('[class*="st-key-menu-"] button').first.click()
        page.get_by_role("menuitem", name="Delete").or_(
            page.get_by_role("option", name="Delete")
        ).first.click()
        page.get_by_role("button", name="Undo").click()
        expect(answer).to_contain_text("6.4 metres")


@pytest.mark.long
def test_on_a_phone_the_side_bar_goes_once_something_was_chosen(
    chromium: Browser, tmp_path: Path
) -> None:
    with (
        served(tmp_path, RERANKER_MODEL=UNREAD) as url,
        opened(chromium, url, width=390, height=844) as page,
    ):
        side, ask = page.get_by_test_id("stSidebar"), page.get_by_test_id("stChatInputTextArea")
        for name, sign in (
            ("Library", page.get_by_role("heading", name="Library")),
            ("Ask", ask),
        ):
            page.get_by_test_id("stExpandSidebarButton").click()
            side.get_by_role("link", name=name).click()
            expect(sign).to_be_visible()
            expect(side).to_have_attribute("data-collapsed", "true")
            settled(page)
        answered(page, "Hello")
        for name in ("New chat", "Hello"):
            page.get_by_test_id("stExpandSidebarButton").click()
            row = page.locator('.st-key-chats [class*="st-key-show-"] button')
            starts = row.evaluate(
                "row => row.querySelector('p').getBoundingClientRect().left"
                " - row.getBoundingClientRect().left"
            )
            assert starts < 20  # pixels: short or long, a name begins where the others do
            side.get_by_role("button", name=name).first.click()
            expect(side).to_have_attribute("data-collapsed", "true")
            settled(page)
