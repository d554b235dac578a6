"""Who gets in: names and pages that may call the app, sign-in, roles, where the app may start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from settings import ROOT, Settings, SettingsError, load
from tests.support.served import UNREAD, fresh, goes_to, served, settled
from tests.ui.fake_issuer import CLIENT, SECRET, issuing
from ui.serve import door, server
from ui.serve.guard import POLICY, hosts, refusal

LISTED = Settings(
    readers=frozenset({"@example.org", "id-7"}), editors=frozenset({"ed@example.org"})
)


def said(kind: str, host: str, origin: str | None = None, method: str = "GET") -> str | None:
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    return refusal({"type": kind, "method": method, "headers": headers}, hosts(Settings()))


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_this_machine_is_known_by_its_own_names(host: str) -> None:
    assert said("websocket", host, f"http://{host}") is None
    assert said("http", host) is None


@pytest.mark.parametrize(
    "host",
    ["evil.test", "evil.test:8501", "", "localhost.evil.test", "localhost@evil.test", "[::1"],
)
def test_a_foreign_name_is_refused(host: str) -> None:
    assert str(said("http", host)).startswith("This app is not known by that name")
    assert said("websocket", host, f"http://{host}") is not None


def test_the_app_is_known_by_the_name_of_its_address() -> None:
    assert "record.example.org" in hosts(Settings(address="https://record.example.org"))


def test_the_page_of_another_site_can_do_nothing() -> None:
    assert said("websocket", "localhost:8501", "http://evil.test") is not None
    assert said("websocket", "localhost:8501", "http://localhost:9000") is not None
    assert said("websocket", "localhost:8501", "null") is not None
    assert said("http", "localhost:8501", "http://evil.test", "PUT") is not None
    assert said("http", "localhost:8501", "http://localhost:8501", "PUT") is None


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({}, None),
        ({"email": "ed@example.org", "email_verified": True}, "edit"),
        ({"email": "Ed@Example.org", "email_verified": True}, "edit"),
        ({"email": "ed@example.org", "email_verified": False}, None),
        ({"email": "ed@example.org"}, None),
        ({"email": "ann@example.org", "email_verified": True}, "read"),
        ({"email": "ann@example.org@evil.test", "email_verified": True}, None),
        ({"email": "ann@evil.test", "email_verified": True}, None),
        ({"sub": "id-7"}, "read"),
        ({"sub": "id-8"}, None),
    ],
)
def test_the_list_says_who_may_what(claims: dict[str, object], role: str | None) -> None:
    assert door.role(claims, LISTED) == role


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_on_loopback_nobody_need_sign_in(address: str) -> None:
    assert server.exposed(address, Settings()) is None


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "192.168.1.5", "host.example"])
def test_elsewhere_the_app_is_guarded_or_does_not_start(address: str | None) -> None:
    assert "ON_RECORD_OPEN=yes" in str(server.exposed(address, Settings()))
    assert server.exposed(address, Settings(open=True)) is None
    assert server.exposed(address, Settings(sign_in="https://id.example")) is None


def test_the_server_does_not_start_open_to_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1
    assert "error: the app would be open to all who reach 0.0.0.0; configure sign-in" in done.stderr
    assert "external" not in (done.stdout + done.stderr).lower()


def test_half_a_sign_in_is_said() -> None:
    with pytest.raises(
        SettingsError, match="set ON_RECORD_ADDRESS, ON_RECORD_CLIENT_ID, ON_RECORD"
    ):
        load({"ON_RECORD_SIGN_IN": "https://id.example"})


@pytest.mark.long
@pytest.mark.browser
def test_sign_in_lets_in_those_on_the_list_and_editors_change(
    chromium: Browser, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with issuing() as issuer:
        sign_in = {
            "ON_RECORD_ADDRESS": f"http://localhost:{port}",
            "ON_RECORD_SIGN_IN": issuer.description,
            "ON_RECORD_CLIENT_ID": CLIENT,
            "ON_RECORD_CLIENT_SECRET": SECRET,
            "ON_RECORD_COOKIE_SECRET": "0123456789abcdef" * 2,
            "ON_RECORD_READERS": "@example.org",
            "ON_RECORD_EDITORS": "ed@example.org",
        }
        with served(tmp_path, port, RERANKER_MODEL=UNREAD, **sign_in) as url:
            page = fresh(chromium)

            def sign_in_as(email: str) -> None:
                """Another person at the same browser, which has loaded the app's scripts."""
                issuer.person = {"sub": email, "email": email, "email_verified": True}
                page.context.clear_cookies()
                page.goto(f"{url}/library")
                expect(page.get_by_text("Sign in to read and ask.")).to_be_visible()
                settled(page)
                expect(page.get_by_test_id("stChatInput")).to_have_count(0)
                page.get_by_role("button", name="Sign in").click()

            sign_in_as("eve@evil.test")
            expect(page.get_by_text("not on the list of this library")).to_be_visible()
            sign_in_as("ann@example.org")
            expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
            settled(page)
            goes_to(page, "Library", page.get_by_role("heading", name="Library", exact=True))
            expect(page.get_by_text("Add transcripts")).to_have_count(0)
            expect(page.get_by_role("button", name="Remove")).to_have_count(0)
            sign_in_as("ed@example.org")
            expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
            settled(page)
            add = page.locator(".st-key-add").get_by_text("Add transcripts")
            goes_to(page, "Library", add)
            expect(page.get_by_role("button", name="Remove")).to_be_visible()
            page.context.close()


def test_only_a_recording_may_come_from_another_host() -> None:
    allowed = {name: set(rest) for name, *rest in (each.split() for each in POLICY.split(";"))}
    elsewhere = [name for name, places in allowed.items() if places & {"*", "http:", "https:"}]
    assert elsewhere == ["media-src"]


@pytest.mark.browser
def test_the_pages_keep_to_their_policy_and_call_no_other_host(
    chromium: Browser, address: str
) -> None:
    page = fresh(chromium)
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if "ontent Security" in m.text else None)
    page.on("request", lambda r: wrong.append(r.url) if address not in r.url else None)
    page.goto(address)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    settled(page)
    goes_to(page, "Library", page.get_by_test_id("stFileUploader").first)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Evaluation").click()
    expect(page.get_by_text("Question set").first).to_be_visible()
    page.context.close()
    assert [what for what in wrong if not what.startswith(("data:", "blob:"))] == []
