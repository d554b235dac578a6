"""Nothing leaves this machine by default: every connection of the app and the commands, traced."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import InvalidStatus

from settings import ROOT
from tests.support.served import served
from tests.support.visitor import Visitor

COMMANDS = (
    ("add", "examples"),
    ("list",),
    ("search", "dredging"),
    ("ask", "What will the dredging cost?"),
    ("verify",),
    ("rebuild",),
    ("--help",),
)
ADDRESS = re.compile(r'sa_family=AF_INET6?,.*?"(?P<address>[0-9a-f.:]+)"')
LOOPBACK = re.compile(r"127\..*|::1|::ffff:127\..*")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to see connections"),
]


def traced(to: Path) -> list[str]:
    """The words that have strace write each connection of a program and its children to a file."""
    calls = "trace=connect,sendto,sendmsg,sendmmsg"
    return ["strace", "-D", "-f", "-qq", "-s", "200", "-e", calls, "-o", str(to)]


def reached(log: Path) -> tuple[int, set[str]]:
    """How many calls named an internet address, and which ones beyond this machine they named."""
    found = [m["address"] for m in ADDRESS.finditer(log.read_text(errors="replace"))]
    return len(found), {address for address in found if not LOOPBACK.fullmatch(address)}


def test_the_trace_sees_what_goes_out(tmp_path: Path) -> None:
    code = "import socket; socket.socket(2, 2).connect(('192.0.2.1', 9))"
    subprocess.run([*traced(tmp_path / "log"), sys.executable, "-c", code], check=False)
    assert reached(tmp_path / "log")[1] == {"192.0.2.1"}


def test_the_commands_reach_nothing(tmp_path: Path) -> None:
    seen = 0
    for words in COMMANDS:
        log = tmp_path / words[0]
        done = subprocess.run(
            [*traced(log), sys.executable, "-m", "ui", *words], cwd=ROOT, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        count, outside = reached(log)
        assert outside == set(), words
        seen += count
    print(f"{len(COMMANDS)} commands: {seen} calls with an address, none beyond this machine")


def test_the_app_reaches_nothing_whoever_calls(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(tmp_path / "library", under=traced(log)) as url:
        with Visitor(url) as visitor:
            visitor.ask("What will the dredging cost?")
            assert visitor.wrong == []
        for page in ("library", "evaluation"):
            Visitor(url, page).close()
        for origin in ("http://evil.test", "http://localhost:1", "null"):
            with pytest.raises(InvalidStatus, match="403"):
                Visitor(url, origin=origin)
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(url, headers={"Host": "evil.test"}))
    count, outside = reached(log)
    print(f"the app: {count} calls with an address, none beyond this machine")
    assert outside == set()
