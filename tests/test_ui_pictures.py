from ingest.transcript import Transcript, Turn
from ui.pictures import SLICES, spoken_words, stretches


def transcript(*turns: tuple[str, str]) -> Transcript:
    made = tuple(Turn(n, who, None, text) for n, (who, text) in enumerate(turns, 1))
    return Transcript("t", "T", None, "text", made)


def test_words_are_counted_by_speaker() -> None:
    talk = transcript(("Ann", "one two"), ("Bo", "three"), ("Ann", "four"))
    assert spoken_words(talk) == {"Ann": 3, "Bo": 1}


def test_stretches_cover_the_talk_in_order() -> None:
    talk = transcript(("Ann", "x" * 30), ("Bo", "y" * 30), ("Ann", "z" * 60))
    assert stretches(talk) == [
        ("Ann", 0, SLICES // 4),
        ("Ann", SLICES // 2, SLICES),
        ("Bo", SLICES // 4, SLICES // 2),
    ]


def test_the_shortest_turn_is_still_seen() -> None:
    talk = transcript(("Ann", "x" * 99_999), ("Bo", "y"), ("Ann", "z" * 100_000))
    assert [s for s in stretches(talk) if s[0] == "Bo"] == [("Bo", 119, 120)]
