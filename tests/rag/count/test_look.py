"""The first look: what is found in a transcript of the test's own, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest import intake, pipeline
from ingest.index import embedding
from ingest.store.library import Library
from ingest.transcript import Transcript
from rag.count.look import look
from rag.find.retrieve import open_index
from rag.outline.topics import Topic
from rag.suggest import candidates, suggestions
from settings import Settings
from ui.transcripts.overview import payload

TALK = """\
CHAIR OKORO:  The Lim bridge was opened in 1931, and the Lim bridge was closed in May.

MS. VANCE:  The repair of the Lim bridge will cost 4.2 million crowns. It takes eleven months. The
Harbour Fund pays 4.2 million crowns, and the Harbour Fund wants no interest on its money.

REPORTER:  What will the ferry to Tarn Head cost in the summer?

MS. VANCE:  The ferry to Tarn Head will cost 3 crowns in the summer. Tarn Head has waited for it.

REPORTER:  Will the minister resign over the lighthouse contract?

MS. VANCE:  I have nothing to say on that.
"""


def test_who_speaks_is_counted_most_words_first() -> None:
    seen = look(transcript(), None)
    assert [(t.name, t.turns, t.first) for t in seen.talkers] == [
        ("Ms. Vance", 3, 2),
        ("REPORTER", 2, 3),
        ("Chair Okoro", 1, 1),
    ]
    assert seen.words == sum(len(t.text.split()) for t in transcript().turns)
    assert seen.length_ms is None


def test_questions_say_whether_they_were_taken_up() -> None:
    asked = [(a.place.turn, a.reply, a.is_open) for a in look(transcript(), None).asked]
    assert asked == [(3, 4, False), (5, 6, True)]


def test_names_and_figures_that_recur_stand_at_their_first_place() -> None:
    seen = look(transcript(), None)
    assert {(n.text, n.times, n.place.turn) for n in seen.names} == {
        ("Lim", 3, 1),
        ("Harbour Fund", 2, 2),
        ("Tarn Head", 3, 3),
    }
    assert [(f.text, f.times) for f in seen.figures] == [("4.2 million crowns", 2)]
    place = seen.figures[0].place
    assert transcript().turns[1].text[place.start : place.end] == "4.2 million crowns"


def test_what_is_told_stands_by_itself_and_is_no_question() -> None:
    told = [place.words for _, place in look(transcript(), None).telling]
    assert any("4.2 million crowns" in words for words in told)
    assert not [words for words in told if "?" in words or words.startswith("It ")]


def test_only_questions_that_the_transcript_answers_are_suggested(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path)
    library = Library(settings, embedding.load(settings))
    assert [o.error for o in pipeline.add_bytes(library, "bridge.txt", TALK.encode())] == [None]
    index = open_index(settings)
    seen = look(index.transcript("bridge"), None)
    tried = [c.question for c in candidates(index.transcript("bridge"), seen)]
    shown = suggestions(index, "bridge", seen)
    assert "What will the ferry to Tarn Head cost in the summer?" in shown
    assert "Will the minister resign over the lighthouse contract?" not in tried
    assert set(shown) <= set(tried)


def test_a_question_to_begin_with_reads_as_if_a_person_had_put_it() -> None:
    talk = """\
MS. VANCE:  Oh, the Lim crossing is late. Oh, the Harbour Fund pays. The Harbour Fund is ours.

Q:  And Ann, what of the ferry? Why have any ferry? What has changed, apart from the ferry?

MS. VANCE:  Oh, the American ferry is old. The Lim is wide. American ferries cross the Lim.

EL:  I saw UTF-8 in the Harbour Fund. Thanks, Ann. The Port Ellery council met in Port Ellery, Ann.
"""
    read = intake.parse("Port Ellery.txt", talk.encode())[0]
    assert [c.question for c in candidates(read, look(read, None))] == [
        "What did Ms. Vance say about the Lim?",
        "What did Ms. Vance say about the Harbour Fund?",
    ]


def test_every_line_of_the_page_leads_to_its_turn() -> None:
    data = payload(transcript(), look(transcript(), None))
    assert data["asked"][1] | {"said": ""} == {
        "who": "A reporter (not named)",
        "said": "",
        "reply": 6,
        "open": True,
        "turn": 5,
        "words": "0-54",
        "time": None,
    }
    assert all(each["turn"] for part in ("topics", "telling", "names") for each in data[part])
    assert [t["share"] for t in data["talkers"]] == ["63%", "21%", "16%"]


def transcript() -> Transcript:
    return intake.parse("bridge.txt", TALK.encode())[0]


def test_the_unit_of_an_amount_is_no_matter_to_ask_about() -> None:
    said = "The quay costs {} million crowns. The quay wall is old, and the quay wall leans."
    talk = "\n\n".join(f"{who}:  {said.format(n)}" for n, who in enumerate(("ANN", "BEN") * 3, 2))
    (read,) = intake.parse("quay.txt", talk.encode())
    seen = look(read, None)
    topic = Topic(read.turns[0], "Million crowns, Quay wall", ())
    asked = [c.question for c in candidates(read, replace(seen, topics=(topic,)))]
    assert "What was said about the quay wall?" in asked
    assert not [q for q in asked if "crowns" in q]
