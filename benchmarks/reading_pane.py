"""The transcript pane in a real browser: a long transcript opened, searched and scrolled.

`python -m benchmarks.reading_pane [TURNS]` prints one JSON object. Times are milliseconds. The pane
runs by itself, without a server, so that what is measured is the pane.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.conftest import FLAGS
from tests.support.browser import find
from ui.components import script, styles

TURNS = 5_000
WORDS = "the council asked for a report on harbour walls before winter and nobody answered".split()
SHEET = ":root{--st-background-color:#fff;--st-secondary-background-color:#f4f5f6;"
SHEET += "--st-text-color:#1e2429;--st-border-color:#dcdfe3;--st-base-radius:8px;"
SHEET += "--st-primary-color:#2b5f8a;--st-link-color:#215a8c;--st-font:sans-serif}"


def transcript(turns: int) -> dict[str, Any]:
    """An invented transcript as the pane is given it; every 50th turn says "lighthouse"."""
    chance = random.Random(7)  # the same text every time
    return {
        "name": "long",
        "version": "1",
        "title": "A long talk",
        "turns": [
            {
                "number": n,
                "who": f"Speaker {n % 7}",
                "label": "",
                "named_in": None,
                "start": n * 4000,
                "time": f"{n * 4 // 3600:02}:{n * 4 // 60 % 60:02}:{n * 4 % 60:02}",
                "text": " ".join(chance.choices(WORDS, k=chance.randint(3, 120)))
                + (" lighthouse." if n % 50 == 0 else "."),
                "notes": [],
            }
            for n in range(1, turns + 1)
        ],
    }


OPEN = """async (data) => {
    const module = await import("data:text/javascript," + encodeURIComponent(window.code));
    const start = performance.now();
    const parentElement = document.querySelector("main");
    const setTriggerValue = (key, value) => { window.triggered = [key, value]; };
    window.drawAgain = () => {
        parentElement.replaceChildren();
        module.default({data, parentElement, setTriggerValue});
    };
    module.default({data, parentElement, setTriggerValue});
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
FIND = """async (word) => {
    const input = document.querySelector(".or-search input");
    const start = performance.now();
    input.value = word;
    input.dispatchEvent(new Event("input"));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
NEXT = """async () => {
    const start = performance.now();
    document.querySelector(".or-search [aria-label='Next place']").click();
    while (!CSS.highlights.get("or-now").size) await new Promise(requestAnimationFrame);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
SCROLL = """async () => {
    const view = document.querySelector(".or-turns");
    view.scrollTop = 0;
    const frames = [];
    let before = await new Promise(requestAnimationFrame);
    for (let i = 0; i < 120; i++) {
        view.scrollTop += 120;
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - before);
        before = now;
    }
    return frames;
}"""


def mount(page: Page, data: dict[str, Any], beside: str = "") -> float:
    """The pane on a page of its own, `beside` before it; milliseconds until it is drawn."""
    page.set_content(f"<style>{SHEET}{styles('reader')}</style>{beside}<main></main>")
    page.evaluate("(code) => { window.code = code; }", script("reader"))
    return float(page.evaluate(OPEN, data))


def measure(page: Page, turns: int) -> dict[str, Any]:
    """Milliseconds of each thing that a reader waits for."""
    opened = mount(page, transcript(turns))
    found = page.evaluate(FIND, "lighthouse")
    hits = sorted(page.evaluate(NEXT) for _ in range(20))
    frames = sorted(page.evaluate(SCROLL))
    return {
        "turns": turns,
        "open": round(opened),
        "find": round(found),
        "next_p50": round(hits[10]),
        "next_p95": round(hits[18]),
        "frame_p50": round(frames[60], 1),
        "frame_p95": round(frames[114], 1),
        "drawn": page.locator(".or-turn").count(),
    }


def main() -> None:
    """Print the figures."""
    path = find()
    if path is None:
        sys.exit("no browser found: run `.venv/bin/python -m tests.support.browser`")
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 700, "height": 900})
        print(json.dumps(measure(page, turns)))
        browser.close()


if __name__ == "__main__":
    main()
