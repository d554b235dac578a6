"""Training pairs: each question with the windows that answer it and those that only look so.

`python -m training.build OUT` writes OUT/windows.jsonl and OUT/groups.jsonl. The wrong windows come
from the present search, which puts them first: a reading model has to tell what search cannot.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scripted import QUESTIONS as SCRIPTED
from benchmarks.scripted import library as scripted_library
from benchmarks.scripted import questions as scripted_questions
from benchmarks.scripted import set_paths
from benchmarks.sets import SETS, asked_in_the_room, open_set, read_set
from ingest.transcript import Transcript, parse_turn_id
from rag.check.locate import find_quote
from rag.find import rank
from rag.find.retrieve import Filters, Index, best_turns, examine
from rag.read.windows import context, windows
from rag.words.named import mentioned
from rag.words.tokens import token_spans
from training.talks import questions, split, talk

# Turns that search puts first, of whose windows the wrong ones are taken.
SEARCHED = 24
# Windows a turn gives at the most, so that no long speech fills a group.
PER_TURN = 3
# Transcripts of the public sets that are never trained on: they measure (a third of each).
KEPT = re.compile(
    r"friends_s\d\d_e23|(?:Bed002|Bed015|Bmr012|ES2006a|IS1006c|TS3009c|covid_6|education_0)$"
)
# Windows that search or the model takes for an answer, read and judged: do they answer too?
NEAR = Path(__file__).with_name("near.jsonl")
_PERSON = re.compile(r"[^\W\d_]+(?: [^\W\d_]\.?)? [^\W\d_]+")
ROOM = 25  # questions asked in the room, a talk


@dataclass
class Windows:
    """All windows of the transcripts seen so far, numbered, by transcript and turn."""

    rows: list[dict[str, object]]
    by_turn: dict[tuple[str, int], list[int]]
    spans: list[tuple[int, int]]

    def id_of(self, row: int) -> str:
        """The id of the turn that a window is of."""
        return f"{self.rows[row]['of']}#{self.rows[row]['turn']}"

    def add(self, transcript: Transcript) -> None:
        """Number the windows of a transcript."""
        for at, turn in enumerate(transcript.turns):
            before = transcript.turns[at - 1] if at else None
            heard = before.text if before else ""
            self.by_turn[transcript.name, turn.number] = []
            for start, end in windows(turn.text):
                self.by_turn[transcript.name, turn.number].append(len(self.rows))
                self.spans.append((start, end))
                self.rows.append(
                    {
                        "of": transcript.name,
                        "turn": turn.number,
                        "who": turn.speaker or turn.label or "",
                        "before": context(turn.text, start, heard),
                        "text": turn.text[start:end].strip(),
                    }
                )


Right = list[tuple[int, int, int]]
"""Windows that answer, each with the answer's first and last character; both 0 where unknown."""

Groups = Iterator[dict[str, object]]


def holding(held: Windows, transcript: Transcript, number: int, words: str) -> Right:
    """The window of a turn that holds an answer's words, with their place in its stripped text."""
    text = transcript.turns[number - 1].text
    place = find_quote(words, text)
    if place is None:
        return []
    middle = (place[0] + place[1]) // 2
    for row in held.by_turn[transcript.name, number]:
        start, end = held.spans[row]
        if start <= middle < end:
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            size = len(str(held.rows[row]["text"]))
            a, b = place[0] - start - lead, place[1] - start - lead
            return [(row, max(0, a), min(size, b))]
    return []


def found(index: Index, held: Windows, question: str, names: tuple[str, ...]) -> list[int]:
    """Windows of the turns that search puts first for a question, best turn first."""
    seen = examine(index, question, Filters(transcripts=names))
    if seen is None:
        return []
    scores = rank.score(seen.matrix, seen.names)
    best = best_turns(index, seen.slices, scores)[:SEARCHED]
    return [row for key, _ in best for row in held.by_turn[key][:PER_TURN]]


def group(
    kind: str,
    question: str,
    right: list[tuple[int, int, int]],
    wrong: Iterable[int],
    of: str,
    twins: Sequence[str] = (),
) -> dict[str, object]:
    """One question with its right windows (and the answering words in each) and wrong ones.

    `twins`: questions that sound like it and that the right windows do not answer.
    """
    return {
        "kind": kind,
        "of": of,
        "q": question,
        "right": right,
        "wrong": list(wrong),
        "twins": list(twins),
    }


def to_another(question: str, transcript: Transcript, draw: random.Random) -> list[str]:
    """The question put to another speaker: the right deed and the wrong person. Or none."""
    people = [s for s in transcript.speakers if _PERSON.fullmatch(s.name)]
    spans = token_spans(question)
    for name, at in mentioned([w for w, _, _ in spans], people).items():
        others = [s.name.split() for s in people if s.name != name]
        said = question[spans[at[0]][1] : spans[at[-1]][2]]
        if others and at[-1] - at[0] == len(at) - 1:
            other = draw.choice(others)
            first = len(at) == 1 and said.startswith(name.split()[0])
            put = " ".join(other if len(at) > 1 else other[:1] if first else other[-1:])
            owner = "'s" if said.endswith("'s") else ""
            return [f"{question[: spans[at[0]][1]]}{put}{owner}{question[spans[at[-1]][2] :]}"]
    return []


def of_talks(index: Index, held: Windows, transcripts: dict[str, Transcript]) -> Groups:
    """The groups of our own questions and of their twins that nothing answers."""
    draw, judged = random.Random(3), judgements()
    for name, transcript in transcripts.items():
        for row in questions(name):
            gold = {int(t) for t in row["t"]}  # type: ignore[attr-defined]
            right = [
                place
                for number, words in zip(row["t"], row["a"], strict=True)  # type: ignore[call-overload]
                for place in holding(held, transcript, number, words)
            ]
            near = found(index, held, str(row["q"]), (transcript.name,))
            too, never = judged_windows(judged.get((name, str(row["q"])), {}), held, transcript)
            right += [(w, 0, 0) for w in too if w not in {r for r, _, _ in right}]
            unsure = [w for w in near if int(str(held.rows[w]["turn"])) not in gold]
            wrong = [*never, *(w for w in unsure if w not in {*too, *never})]
            twins = [str(row["u"])] if "u" in row else []
            twins += to_another(str(row["q"]), transcript, draw)
            if right:
                yield group(str(row["k"]), str(row["q"]), right, wrong, name, twins)
            if "u" in row:
                near = found(index, held, str(row["u"]), (transcript.name,))
                # the window that answers its twin looks most like an answer and is none
                closest = [r for r, _, _ in right if r not in near]
                yield group(f"none:{row['w']}", str(row["u"]), [], [*closest, *near], name)


def judgements() -> dict[tuple[str, str], dict[str, bool]]:
    """By talk and question: whether a near window ("turn.place in the turn") answers too."""
    rows = (json.loads(line) for line in NEAR.read_text(encoding="utf-8").splitlines())
    return {(row["of"], row["q"]): row["answers"] for row in rows}


def judged_windows(
    told: Mapping[str, bool], held: Windows, transcript: Transcript
) -> tuple[list[int], list[int]]:
    """The windows that were judged to answer too, and those that were judged not to."""
    rows: tuple[list[int], list[int]] = [], []
    for place, answers in told.items():
        turn, at = map(int, place.split("."))
        rows[not answers].append(held.by_turn[transcript.name, turn][at])
    return rows


def of_room(held: Windows, transcripts: Iterable[Transcript], seed: int) -> Groups:
    """Questions that were asked in the room, the reply, and other turns nearby as wrong ones."""
    draw = random.Random(seed)
    for transcript in transcripts:
        for asked in asked_in_the_room([transcript], ROOM, seed):
            number = parse_turn_id(next(iter(asked.gold)))[1]
            sentences = re.split(r"(?<=[.?!])\s+", asked.question.strip())
            question = " ".join(sentences[-2:])
            right = held.by_turn[transcript.name, number][:1]
            others = [
                row
                for turn in range(max(1, number - 12), min(len(transcript.turns), number + 12) + 1)
                if turn not in (number - 1, number, number + 1)
                for row in held.by_turn[transcript.name, turn][:1]
            ]
            draw.shuffle(others)
            if right and others:
                yield group("room", question, [(right[0], 0, 0)], others[:16], transcript.title)


def of_public(held: Windows, folder: Path) -> Groups:
    """The public sets; `kept:` marks what measures and is never trained on."""
    for name in SETS:
        public = read_set(name)
        index = open_set(public.transcripts, folder / name)
        for transcript in public.transcripts:
            held.add(transcript)
        for asked in public.questions:
            right = [
                (row, 0, 0)
                for turn in sorted(asked.gold)
                for row in held.by_turn.get(parse_turn_id(turn), [])[:2]
            ]
            near = found(index, held, asked.question, (asked.transcript,))
            wrong = [w for w in near if held.id_of(w) not in asked.gold]
            if right:
                mark = "kept:" if KEPT.match(asked.transcript) else ""
                yield group(f"{mark}{name}", asked.question, right, wrong, asked.transcript)


def of_scripted(held: Windows, folder: Path) -> Groups:
    """The project's own question sets, but for those that measure."""
    paths = set_paths(SCRIPTED)
    index = scripted_library(paths, folder / "scripted")
    for name in index.library.records():
        held.add(index.transcript(name))
    for asked in scripted_questions(paths, index):
        if asked.history or KEPT.match(asked.transcript):
            continue
        transcript = index.transcript(asked.transcript)
        numbers = sorted(parse_turn_id(t)[1] for t in asked.gold)
        right = []
        for number in numbers:
            place = holding(held, transcript, number, asked.quote) if asked.quote else []
            rows = held.by_turn[transcript.name, number]
            right += place or ([(rows[0], 0, 0)] if len(rows) == 1 else [])
        near = found(index, held, asked.question, (asked.transcript,))
        wrong = [w for w in near if held.id_of(w) not in asked.gold]
        if asked.answerable and right:
            yield group("scripted", asked.question, right, wrong, asked.transcript)
        elif not asked.answerable:
            yield group("none:scripted", asked.question, [], near, asked.transcript)


def main(out: Path) -> None:
    """Build the pairs of all talks that questions were written on."""
    out.mkdir(parents=True, exist_ok=True)
    parts = split()
    names = [n for part in ("train", "dev", "test") for n in parts[part]]
    transcripts = {name: talk(name) for name in names}
    held = Windows([], {}, [])
    count = 0
    with (
        tempfile.TemporaryDirectory() as temporary,
        (out / "groups.jsonl").open("w", encoding="utf-8") as file,
    ):
        folder = Path(temporary)
        index = open_set(tuple(transcripts.values()), folder / "talks")
        for transcript in transcripts.values():
            held.add(transcript)
        training = [transcripts[n] for n in parts["train"]]
        for made in (
            of_talks(index, held, transcripts),
            of_room(held, training, 7),
            of_public(held, folder),
            of_scripted(held, folder),
        ):
            for row in made:
                count += 1
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    with (out / "windows.jsonl").open("w", encoding="utf-8") as file:
        for row in held.rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{count} groups, {len(held.rows)} windows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
