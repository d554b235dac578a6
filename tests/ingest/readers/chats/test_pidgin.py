"""Pidgin's logs."""

from ingest.readers.chats import pidgin
from tests.ingest.readers.one_reading import one, said, times

LOG = """Conversation with bo@x.org at Wed 05 Apr 2023 10:00:00 AM CEST on ann@x.org/home (jabber)
(10:01:00 AM) ann@x.org/home: Hello: are we sailing?
(10:02:10 AM) Bo Ray: Yes.
At ten.
(10:02:30 AM) Bo Ray has signed off.
"""


def test_log() -> None:
    reading = one(pidgin, LOG)
    assert said(reading) == [
        ("ann@x.org/home", "Hello: are we sailing?"),
        ("Bo Ray", "Yes. At ten."),
    ]
    assert (times(reading), reading.date) == ([0, 70_000], "2023-04-05")
    assert reading.title == "Conversation with bo@x.org"
