"""IRC logs of several clients."""

import pytest
from hypothesis import given, settings

from ingest.readers.chats import irc
from tests.ingest.readers.one_reading import TALK, document, one, said, times

SAID = [("ann", "hi bob: <b>"), ("bob", "yo"), ("bob", "* bob waves"), ("ann", "late")]
IRSSI = """--- Log opened Mon Jan 03 12:00:00 2022
12:00 -!- ann [~a@host] has joined #x
12:01 <@ann> hi bob: <b>
12:02 < bob> yo
12:03  * bob waves
--- Day changed Tue Jan 04 2022
00:01 <ann> late
"""
ZNC = """[12:00:56] *** Joins: ann (a@host)
[12:01:00] <ann> hi bob: <b>
[12:02:00] <bob> yo
[12:03:00] * bob waves
[12:03:09] -ChanServ- notice
[00:01:00] <ann> late
"""
MIRC = """Session Start: Mon Jan 03 12:00:00 2022
[12:00] * Now talking in #x
[12:01] <ann> hi bob: <b>
[12:02] <bob> yo
[12:03] * bob waves
[12:04] * carl has joined #x
[12:04] * bob has quit (bye)
[12:05] <ann> late
"""
XCHAT = """**** BEGIN LOGGING AT Mon Jan  3 12:00:00 2022

Jan 03 12:01:00 <ann>\thi bob: <b>
Jan 03 12:02:00 <bob>\tyo
Jan 03 12:03:00 * bob waves
Jan 03 12:03:10 *\tcarl has joined
Jan 04 00:01:00 <ann>\tlate
"""
DATED = [0, 60_000, 120_000, 43_200_000]


@pytest.mark.parametrize(
    ("log", "when"),
    [(IRSSI, DATED), (XCHAT, DATED), (ZNC, [None] * 4), (MIRC, [*DATED[:3], 240_000])],
)
def test_clients(log: str, when: list[int | None]) -> None:
    reading = one(irc, log)
    assert said(reading) == SAID
    assert times(reading) == when
    assert reading.date == ("2022-01-03" if when[0] == 0 else None)


def test_weechat() -> None:
    log = (
        "2022-01-03 12:00:00\t-->\tann (~a@host) has joined #x\n"
        "2022-01-03 12:01:00\t@ann\thi bob: <b>\n"
        "2022-01-03 12:02:00\tbob\tyo\n"
        "2022-01-03 12:03:00\t *\tbob waves\n"
        "2022-01-04 00:01:00\tann\tlate\n"
        "2022-01-04 00:02:00\t<--\tann (~a@host) has quit\n"
    )
    reading = one(irc, log)
    assert said(reading) == [*SAID[:2], ("bob", "bob waves"), SAID[3]]
    assert times(reading) == DATED


def test_markup_is_no_log() -> None:
    assert irc.sniff(document("<p> one\n<p> two\n<p> three</p>\n")) is None


@settings(max_examples=40)
@given(TALK, TALK)
def test_round_trip(one_said: str, two_said: str) -> None:
    log = f"2022-01-03T12:00:00 <ann> {one_said}\n2022-01-03T12:00:01 <b|o[]> {two_said}\n"
    reading = one(irc, log)
    assert said(reading) == [("ann", one_said), ("b|o[]", two_said)]
    assert times(reading) == [0, 1000]


def test_a_bot_that_logs_its_own_coming_said_nothing() -> None:
    log = "13:00:05 <bot> bot has joined #boats\n13:00:10 <ann> bo: wait\n13:00:12 <bo> ok\n"
    assert said(one(irc, log)) == [("ann", "bo: wait"), ("bo", "ok")]
