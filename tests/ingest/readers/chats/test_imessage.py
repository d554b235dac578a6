"""iMessage, as imessage-exporter saves it."""

from ingest.readers.chats import imessage
from tests.ingest.readers.one_reading import document, one, said, times


def test_messages() -> None:
    reading = one(
        imessage,
        "May 12, 2024  9:03:11 AM (Read by them after 4 minutes, 2 seconds)\nMe\nis it on?\n\n"
        "May 12, 2024  9:08:11 AM\n+15550100\nsince six\nand hot\n\n",
    )
    assert said(reading) == [("Me", "is it on?"), ("+15550100", "since six and hot")]
    assert times(reading) == [0, 300_000]
    assert reading.date == "2024-05-12"


def test_a_dated_page_is_none() -> None:
    assert imessage.sniff(document("May 12, 2024  9:03:11 AM\n")) is None
    assert imessage.sniff(document("Minutes\nMay 12, 2024  9:03:11 AM\nMe\nhello\n")) is None
