"""Neighbours of layouts that were read wrong once: other languages, spacing, programs."""

from __future__ import annotations

import pytest

from ingest import intake
from ingest.errors import NotATranscript

SEEDS = [
    "so this is the seed exchange",
    "we meet once a month",
    "last time there were nine of us",
    "bring your beans along",
]
LAYOUTS = {
    # Columns set with spaces behind a time.
    "columns.txt": (
        "00:00:01   Edda Brandt     The oven is cold.\n"
        "00:00:04   Ivo Kern        Then light it.\n"
        "00:00:06   Edda Brandt     With what?\n"
        "00:00:09   Ivo Kern        With the beech.\n",
        ["Edda Brandt", "Ivo Kern", "Edda Brandt", "Ivo Kern"],
    ),
    # The head names who asks; the same word is a label below.
    "head.txt": (
        "Entretien n° 9\n\nDate : 3 février 2023\nLieu : Rennes\nEnquêtrice : Claire Roux\n\n"
        "Enquêtrice : Depuis quand chantez-vous ?\n\nChanteur : Depuis l'école.\n\n"
        "Enquêtrice : Avec qui ?\n\nChanteur : Avec ma sœur.\n",
        ["Enquêtrice", "Chanteur", "Enquêtrice", "Chanteur"],
    ),
    # A seat and a party behind the first mention of a name alone on its line.
    "commons.txt": (
        "Flour Prices\n\n11:30:00\n\nEdda Brandt (Arden West) (Lab)\nWhat steps will he take?\n\n"
        "The Secretary of State for Food (Ivo Kern)\nWe have met the millers twice.\n\n"
        "Edda Brandt\nTwice in a year!\n\nMr Speaker\nOrder. We must move on.\n",
        [
            "Edda Brandt",
            "The Secretary of State for Food (Ivo Kern)",
            "Edda Brandt",
            "Mr Speaker",
        ],
    ),
    # A line with wide spaces above names that are marked.
    "diet.txt": (
        "第百回国会　農林委員会　第三号\n\n令和四年三月十四日（月曜日）\n\n"
        "○委員長（中村一郎君）　これより会議を開きます。\n○木村春子君　一袋いくらでしょうか。\n"
        "○政府参考人（林太郎君）　四千円でございます。\n○木村春子君　わかりました。\n",
        ["委員長（中村一郎君）", "木村春子君", "政府参考人（林太郎君）", "木村春子君"],
    ),
    # Labels of two words behind a mark.
    "assembly.txt": (
        "○위원장 김하나  회의를 시작하겠습니다.\n○박민수 위원  밀가루 값이 얼마입니까?\n"
        "○위원장 김하나  사만 원입니다.\n○박민수 위원  알겠습니다.\n",
        ["위원장 김하나", "박민수 위원", "위원장 김하나", "박민수 위원"],
    ),
    "duma.txt": (
        "Председательствующий. Коллеги, начинаем работу.\n\nПетров И. С. Хлеб подорожал.\n\n"
        "Председательствующий. Пожалуйста.\n\nБелова А. С. Мельница стоит с весны.\n\n"
        "Петров И. С. Это правда.\n",
        [
            "Председательствующий",
            "Петров И. С",
            "Председательствующий",
            "Белова А. С",
            "Петров И. С",
        ],
    ),
    # A mark of quotation within a word.
    "knesset.txt": (
        'היו"ר דני כהן:\nבוקר טוב, אני פותח את הישיבה.\n\nרות לוי:\nתודה. מחיר הלחם עלה.\n\n'
        'היו"ר דני כהן:\nבכמה?\n\nרות לוי:\nבעשרה אחוזים.\n',
        ['היו"ר דני כהן', "רות לוי", 'היו"ר דני כהן', "רות לוי"],
    ),
    # A surname that documents print as well.
    "surname.md": (
        "*Jo Page*\n\nMay I say one thing about the oven?\n\n*Moderator*\n\nPlease, go on.\n\n"
        "*Jo Page*\n\nIt was never swept this year.\n\n*Moderator*\n\nThank you for that.\n",
        ["Jo Page", "Moderator", "Jo Page", "Moderator"],
    ),
    "cells.csv": (
        'id,topic,conversation\n1,bread,"#Person1#: Is it fresh?\n#Person2#: An hour old.\n'
        '#Person1#: Two, please."\n2,oven,"#Person1#: Is it on?\n#Person2#: Since six."\n',
        ["Person1", "Person2", "Person1", "Person1", "Person2"],
    ),
    "who.xml": (
        '<t><seg begin="1.0" stop="2.5" who="Edda">The oven is cold.</seg>'
        '<seg begin="2.5" stop="4.0" who="Ivo">Then light it.</seg></t>',
        ["Edda", "Ivo"],
    ),
    "office.json": (
        '[{"speaker": {"full": "Chair", "name": null}, "text": "We begin."},'
        ' {"speaker": {"full": "Mr Olsen", "name": "Olsen"}, "text": "I thank the Chair."}]',
        ["Chair", "Mr Olsen"],
    ),
    "initials.txt": (
        "BBC: When did you see the van?\n\nIK: On Monday.\n\nBBC: Was it red?\n\nIK: It was.\n",
        ["BBC", "IK", "BBC", "IK"],
    ),
    # A record set off as a heading between the turns, and a note.
    "sections.md": (
        "# Interview 12\n\nInterviewee: Mara Voss\nDate: 12/31/2019\n\n## Part 1: Childhood\n\n"
        "**JP:** Where did you grow up?\n\n**MV:** By the mill.\n\n*[Observation: she laughs]*\n\n"
        "## Part 2: The looms\n\n**JP:** And the looms?\n\n**MV:** Those came later.\n",
        ["JP", "MV", "JP", "MV"],
    ),
    "peers.txt": (
        "Looms Bill [HL]\n\nLord Voss (Lab)\nMy Lords, I beg to move Amendment 1.\n\n"
        "The Parliamentary Under-Secretary of State (Lord Olde) (Con)\nMy Lords, I oppose it.\n\n"
        "Lord Voss (Lab)\nThen I withdraw it.\n",
        [
            "Lord Voss (Lab)",
            "The Parliamentary Under-Secretary of State (Lord Olde) (Con)",
            "Lord Voss (Lab)",
        ],
    ),
    "play.txt": (
        "ACT II\n\nMARA. Is it noon?\n\nJON. It is past noon, and the shuttle is lost.\n\n"
        "FIRST WEAVER. I had it.\n\nMARA. Then find it!\n\nJON. At once.\n",
        ["Mara", "Jon", "First Weaver", "Mara", "Jon"],
    ),
    "window.txt": (
        "Mara Voss\n3/4 2:03 PM\nis the loom up?\nJon Pike\n3/4 2:05 PM\nit is\n"
        "Mara Voss\n3/4 2:06 PM\ngreat\nJon Pike\n3/4 2:09 PM\nshall we start\n",
        ["Mara Voss", "Jon Pike", "Mara Voss", "Jon Pike"],
    ),
    "lecture.md": (
        "# Lecture 4\n\n**Edda Brandt:** Good morning to all of you.\n\n"
        + "An oven of stone holds its heat for a day. One of clay cools by noon.\n\n" * 9,
        ["Edda Brandt"],
    ),
}


@pytest.mark.parametrize("file", LAYOUTS)
def test_who_speaks(file: str) -> None:
    text, people = LAYOUTS[file]
    (found,) = intake.parse(file, text.encode())
    assert [turn.speaker for turn in found.turns] == people


def test_times_in_words() -> None:
    heads = ["0:57\n57 seconds", "0:59\n59 seconds", "1:00\n1 minute", "1:04\n1 minute, 4 seconds"]
    text = "".join(f"{head}\n{said}\n" for head, said in zip(heads, SEEDS, strict=True))
    (found,) = intake.parse("page.txt", text.encode())
    assert found.turns[0].start_ms == 57_000
    said = " ".join(turn.text for turn in found.turns)
    assert all(line in said for line in SEEDS) and "minute" not in said


@pytest.mark.parametrize("stamp", ["00:{:02}: ", "(00:00:{:02} - 00:01:00) "])
def test_times_before_the_words_are_no_words(stamp: str) -> None:
    text = "".join(stamp.format(5 * n) + said + "\n" for n, said in enumerate(SEEDS))
    (found,) = intake.parse("seeds.txt", text.encode())
    assert found.turns[0].start_ms == 0
    assert " ".join(turn.text for turn in found.turns) == " ".join(SEEDS)


def test_marks_of_page_and_line_are_no_times() -> None:
    text = "".join(f"LINE 10:0{n} Q. Where was it?\nLINE 11:0{n} A. Here.\n" for n in range(1, 5))
    (found,) = intake.parse("page.txt", text.encode())
    assert [turn.label for turn in found.turns] == ["Q", "A"] * 4
    assert {turn.start_ms for turn in found.turns} == {None}
    assert (found.turns[0].source.page, found.turns[0].source.page_line) == (10, 1)


def test_lists_of_keys_are_no_talk() -> None:
    glossary = "".join(
        f"{w}: The part that is called {w.lower()}.\n"
        for w in ("Bedstone", "Runner", "Hopper", "Damsel", "Shoe", "Tun")
    )
    with pytest.raises(NotATranscript):
        intake.parse("mill.txt", glossary.encode())


def test_bold_type_that_began_before_the_label() -> None:
    text = "".join(f"__Q: How hot is oven {n}?__\n\nA: Very hot.\n\n" for n in range(3))
    (found,) = intake.parse("hot.md", text.encode())
    assert [turn.text for turn in found.turns][:2] == ["How hot is oven 0?", "Very hot."]


def test_the_title_of_a_page_is_no_heading_of_a_part() -> None:
    page = (
        "<html><head><title>Bread Talk</title></head><body><h2>Ovens</h2>"
        + "".join(
            f'<p><strong>{name}</strong> <a href="#t={n}">▶ 0:0{n}</a></p><p>It is cold here.</p>'
            for n, name in enumerate(["Edda Brandt", "Ivo Kern"] * 2)
        )
        + "</body></html>"
    )
    (found,) = intake.parse("talk.html", page.encode())
    assert found.title == "Bread Talk"
    assert [turn.label for turn in found.turns] == ["Edda Brandt", "Ivo Kern"] * 2


def test_a_title_alone_above_prose_speaks_not() -> None:
    text = "Note On Bread\n" + "\nI keep the dough cold, and you should too. We all like it.\n" * 4
    (found,) = intake.parse("note.txt", text.encode())
    assert {turn.speaker for turn in found.turns} == {None}
