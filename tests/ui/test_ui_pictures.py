from ingest.transcript import Transcript, Turn
from ui.transcripts.pictures import axis, bars


def transcript(*turns: tuple[str, str, int | None]) -> Transcript:
    made = tuple(Turn(n, who, None, text, ms) for n, (who, text, ms) in enumerate(turns, 1))
    return Transcript("t", "T", None, "text", made)


def test_without_times_a_place_is_measured_in_characters() -> None:
    talk = transcript(("Ann", "x" * 30, None), ("Bo", "y" * 30, None), ("Ann", "z" * 60, None))
    assert bars(talk) == {
        "Ann": [(0.0, 0.25, 1, "turn 1"), (0.5, 1.0, 3, "turn 3")],
        "Bo": [(0.25, 0.5, 2, "turn 2")],
    }
    assert axis(talk) == ["start", "middle", "end"]


def test_with_times_it_is_where_the_clock_says() -> None:
    talk = transcript(("Ann", "x", 0), ("Bo", "y", 30_000), ("Ann", "z", 120_000))
    assert bars(talk)["Bo"] == [(0.25, 1.0, 2, "turn 2, 0:30")]
    assert axis(talk)[0] == "0:00"
    assert axis(talk)[-1] == "2:00"


def test_what_no_eye_tells_apart_is_one_bar_at_its_first_turn() -> None:
    talk = transcript(("Ann", "x" * 999, None), ("Bo", "y", None), ("Ann", "z" * 999, None))
    assert bars(talk)["Ann"] == [(0.0, 1.0, 1, "turn 1")]
