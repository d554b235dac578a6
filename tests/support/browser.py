"""The Chromium of the browser tests: found or, as `python -m tests.support.browser`, installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium that runs: Playwright's own, else the system's, else None."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    paths = [own if Path(own).exists() else None, *map(shutil.which, SYSTEM)]
    return next((p for p in paths if p and _run([p, "--version"]) is None), None)


def install() -> str:
    """Find a Chromium, or install one: Playwright's own, else the system's package.

    Exits with one line where neither can be had.
    """
    problems = []
    if found := find():
        return found
    for command in _commands():
        problem = _run(command)
        if problem is None and (found := find()):
            return found
        problems.append(f"`{' '.join(command)}`: {problem or 'brought no browser that runs'}")
    sys.exit("error: no browser for the browser tests: " + "; ".join(problems))


def _commands() -> list[list[str]]:
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        packages = ["chromium", "fonts-dejavu-core"]
        commands.append([*root, "apt-get", "update", "-qq"])
        commands.append([*root, "apt-get", "install", "-qq", "--no-install-recommends", *packages])
    return commands


def _run(command: list[str]) -> str | None:
    """None where the command went well, else its last line."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=quiet,
            timeout=900,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return next((line for line in said if "rror" in line), said[-1] if said else "failed")


if __name__ == "__main__":
    print(f"browser: {install()}")
