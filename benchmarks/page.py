"""What a person waits for on the page, in a real browser, in one run.

`make bench-page` writes the section "The page" of RESULTS.md. Times are milliseconds,
unless they say otherwise; the server runs beside the browser on this machine.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.reading_pane import TURNS, measure
from benchmarks.results import write_section
from chats import conversations
from chats.exchange import Exchange
from rag.check.citations import Answer, Citation, Sentence
from tests.conftest import FLAGS
from tests.support.browser import find
from tests.support.served import ask, served, settled
from tests.support.states import QUESTION

SESSIONS, CLICKS, RERUNS = 20, 40, 12
LENGTHS = (50, 500)  # messages: a question and its answer are two
COMMAND = "make bench-page"
GOALS = {"rerun": 300, "open": 2_000, "find": 200, "frame": 1000 / 60}

CLICK = """async (n) => {
    const links = [...document.querySelectorAll(".stChatMessage a[title]")];
    const link = links[n % links.length];
    const words = new URLSearchParams(link.getAttribute("href").slice(1)).get("turn").split("#")[1];
    const start = performance.now();
    link.click();
    const marked = () => document.querySelector(`.or-open[data-number="${words}"] .or-cited`);
    while (!marked()) await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""
# From the press until the page stands: what opens is there, and nothing is drawn any more.
RERUN = """async () => {
    const buttons = [...document.querySelectorAll(".st-key-conversation button")];
    const press = buttons.filter((b) => b.innerText.trim() === "Change and ask").at(-1);
    const open = () => Boolean(document.querySelector(".st-key-again input"));
    const app = document.querySelector("[data-testid=stApp]");
    const before = open();
    const start = performance.now();
    press.click();
    const done = () => open() !== before && app.dataset.testScriptState === "notRunning";
    while (!done()) await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""


def main() -> None:
    """Measure, and write the section."""
    path = find()
    if path is None:
        sys.exit("no browser found: run `.venv/bin/python -m tests.support.browser`")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        library, port = Path(folder), _free_port()
        with served(library, port) as url:
            rows = _rows(browser, url, library, port)
        browser.close()
    load = os.getloadavg()[0]
    busy = " (above it, other work slowed this down)" if load > (os.cpu_count() or 1) else ""
    text = (
        f"{os.cpu_count()} cores, load average {load:.1f}{busy}; "
        "server and browser share them.\n\n"
        "| what | figure | goal |\n|---|---|---|\n" + "\n".join(rows)
    )
    write_section("The page", COMMAND, text)
    print(text)


def _rows(browser: Browser, url: str, library: Path, port: int) -> list[str]:
    first = _first(browser, url)
    later = [_first(browser, url) for _ in range(5)]
    rows = [
        f"| first page usable after the start, s | {first:.1f} | |",
        f"| first page usable in a later session, p50, s | {median(later):.1f} | |",
    ]
    clicks = _clicks(browser, url)
    tail = quantiles(clicks, n=20)[-1]
    rows.append(f"| click to marked words, p50 / p95 | {median(clicks):.0f} / {tail:.0f} | |")
    pane = measure(browser.new_page(viewport={"width": 700, "height": 900}), TURNS)
    rows += [
        f"| {TURNS:,} turns: open | {pane['open']} | {GOALS['open']} |",
        f"| {TURNS:,} turns: find | {pane['find']} | {GOALS['find']} |",
        f"| {TURNS:,} turns: next hit, p50 / p95 | {pane['next_p50']} / {pane['next_p95']} "
        f"| {GOALS['find']} |",
        f"| {TURNS:,} turns: a frame while scrolling, p50 / p95 | {pane['frame_p50']} / "
        f"{pane['frame_p95']} | {GOALS['frame']:.1f} |",
    ]
    for length in LENGTHS:
        took = _reruns(browser, f"{url}/?chat={_conversation(library, length)}")
        tail = quantiles(took, n=20)[-1]
        rows.append(
            f"| rerun in a conversation of {length} messages, p50 / p95 | {median(took):.0f} / "
            f"{tail:.0f} | {GOALS['rerun']} |"
        )
    before, after = _sessions(browser, url, port)
    rows.append(
        f"| memory of the server, with {SESSIONS} more open sessions, MiB | {before} to {after} | |"
    )
    return rows


def _first(browser: Browser, url: str) -> float:
    """Seconds until a question can be written on a new page."""
    page = browser.new_context().new_page()
    start = time.monotonic()
    page.goto(url)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled(timeout=180_000)
    took = time.monotonic() - start
    settled(page)
    page.context.close()
    return took


def _clicks(browser: Browser, url: str) -> list[float]:
    page = _opened(browser, url)
    for number, question in enumerate((QUESTION, "How much will the dredging cost?"), 1):
        ask(page, question)
        expect(page.get_by_role("button", name="Change and ask")).to_have_count(
            number, timeout=180_000
        )
        settled(page)
    took = [float(page.evaluate(CLICK, n)) for n in range(CLICKS)]
    page.context.close()
    return took


def _reruns(browser: Browser, url: str) -> list[float]:
    page = _opened(browser, url)
    expect(page.get_by_role("button", name="Change and ask").last).to_be_visible(timeout=180_000)
    settled(page)
    took = []
    for _ in range(RERUNS):
        took.append(float(page.evaluate(RERUN)))
        settled(page)
    page.context.close()
    return took[2:]  # the first ones load what the others find loaded


def _conversation(folder: Path, messages: int) -> str:
    """A conversation of this length, each answer one quotation from the example hearing."""
    quote = "At the outer buoy we measured waves of 6.4 metres."
    turn = "harbour-council-hearing#2"
    cited = Citation(1, turn, "Captain Pellworth", quote, None, None, "verbatim")
    answer = Answer(QUESTION, QUESTION, quote, (Sentence(quote, (cited,)),), refused=False)
    made = [Exchange(f"{QUESTION} ({n})", answer=answer) for n in range(messages // 2)]
    chat = conversations.start(folder, made[0])
    for exchange in made[1:]:
        conversations.add(folder, chat, exchange)
    return chat


def _sessions(browser: Browser, url: str, port: int) -> tuple[int, int]:
    """MiB of the server before and while so many more pages with an answer are open."""
    before = _memory(port)
    context = browser.new_context()
    for _ in range(SESSIONS):
        page = context.new_page()
        page.goto(url)
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled(timeout=180_000)
        settled(page)
        ask(page, QUESTION)
        expect(page.get_by_role("button", name="Change and ask")).to_be_visible(timeout=180_000)
    after = _memory(port)
    context.close()
    return before, after


def _memory(port: int) -> int:
    """MiB in memory of the server that listens on the port."""
    wanted = f"--server.port\0{port}\0".encode()
    for process in Path("/proc").glob("[0-9]*"):
        if (process / "cmdline").read_bytes().endswith(wanted):
            pages = int((process / "statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGESIZE") // 2**20
    raise RuntimeError(f"no server on port {port}")


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(url)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled(timeout=180_000)
    settled(page)
    return page


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
