"""Questions about the record itself: who speaks, how many, how often, in which order, how long.

Such a question is told by its words: beside function words it has only those for a record and for
speaking in one, names of its speakers, and words of its title. It is answered from every turn in
scope, counted, never from the few that a search finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Protocol

from ingest.text.terms import stem
from ingest.transcript import Speaker, Transcript
from rag.check.citations import Sentence
from rag.count import counts, occurrences
from rag.count.called import RECORDS, Titled, title_words
from rag.question import Question
from rag.words.mentions import REPORTER, mentions
from rag.words.roles import roles_in, with_roles
from rag.words.tokens import STOP, token_spans, tokens

_PEOPLE = """person persons people speaker speakers participant participants voice voices attendee
attendees attendance individual individuals everyone everybody anyone anybody anything"""
# What people are called who speak; the labels of a record may tell who is one.
_ROLES = """panelist panellist guest host candidate senator councillor councilor judge justice
interviewer interviewee respondent narrator presenter analyst delegate panel
lawyer member witness minister student politician officer character commissioner chair moderator
moderate president secretary mayor"""
_WORDS = RECORDS | frozenset(
    f"""{_PEOPLE} speak speaks spoke spoken speaking talk talks talked talking take takes
    took taken part participate participates participated appear appears appeared heard attend
    attends attended attending present join joined joins contribute contributed contribution
    contributions statement statements remarks involved floor say says said saying turn turns line
    lines question questions gave give gives gets else ask asks asked asking put puts posed first
    begin begins began start starts started open opens opened
    opening last lasts lasted lasting final end ends ended close closes closed closing longest long
    length duration shortest fewest order sequence word words date dated day year held place
    recorded happen happened title titled called entitled number total often times time list name
    names reporter reporters journalist journalists media different altogether lot
    write writes wrote written writing post posts posted type typed message messages
    men women man woman questioning examining much time""".split()
)
_ROLE_STEMS = frozenset(map(stem, _ROLES.split()))
# Function words that turn a question about the record into one about what was said.
_OTHERWISE = frozenset(
    """about why whom whose for against where not no nor never without because my your his her
    their its i me we us you he she him them it himself herself this's""".split()
)
_PLAIN = STOP - _OTHERWISE
_SPEAK = (
    r"(?:speak\w*|spoke\w*|talk\w*|take part|takes part|took part|participat\w+|appear\w*|heard|"
    r"attend\w*|present|join\w*|contribut\w+|involved|writes?|wrote|written|posted|posts|typed|"
    r"(?:take|takes|took|have|has|had) the floor)"
)
_RECORD = rf"(?:{'|'.join(sorted(RECORDS))})\b"
_FOLK = rf"(?:{'|'.join([*_PEOPLE.split(), 'role'])})"
_FIRST = r"(?:first|beg[ia]ns?|starts?|started|opens?|opened|opening)"
_LAST = r"(?:last|final|ends?|ended|closes?|closed|closing)"
_ASK = r"(?:(?:got to )?(?:ask|put)|asks|asked|puts|posed)"
_MOST, _LEAST = r"(?:most|more)", r"(?:least|less|fewest|fewer)"
_TURNS = r"(?:often|turns?|times|contributions|interventions)"

Answerer = Callable[[Transcript, Sequence[str]], Sentence | None]
# The first that fits wins. In place of names stands "name", of words for people "role".
_RULES: tuple[tuple[Answerer, str], ...] = (
    (counts.words, rf"\bhow many words\b|\bhow much .*name.* (?:{_SPEAK}|say)"),
    (counts.first_question, r"^who\b.* first (?:\w+ )?question"),
    (counts.last_question, r"^who\b.* (?:last|final) (?:\w+ )?question"),
    (counts.questions, rf"\bhow many (?:\w+ )?questions\b|\bnumber of questions\b"
     rf"|\bhow many (?:{_FOLK}|name|reporters?|journalists?)s? {_ASK}\b"
     rf"|\bwho {_ASK} (?:\w+ )*questions?\b|\bhow often \w+ (?:the )?(?:name|role) {_ASK}\b"),
    (counts.turns, rf"\bhow (?:many|often) (?:turns|lines|contributions)\b|\bnumber of turns\b"
     rf"|\bhow (?:often|many times) .*(?:name|role|{_FOLK}).* (?:{_SPEAK}|say anything)"
     rf"|^(?:do|does|did|is|are|was|were) (?:the )?(?:name|role).* (?:{_SPEAK}|say anything)"
     rf"|\bwhich {_RECORD}(?: (?:do|does|did|is|was))? name {_SPEAK}"),
    (counts.before, rf"^who\b.*{_SPEAK}.* before (?:the )?(?:name|role)"),
    (counts.after, rf"^who\b.*{_SPEAK}.* after (?:the )?(?:name|role)"),
    (counts.most_often, rf"^(?:who|which|what)\b(?! (?:word|words|name)\b).*\b{_MOST} {_TURNS}\b"),
    (counts.least_often, rf"^(?:who|which|what)\b.*\b{_LEAST} {_TURNS}\b"),
    (counts.most, rf"^(?:who|which|what)\b(?! (?:word|words|name)\b).*\b(?:{_MOST}|longest)\b"),
    (counts.least, rf"^(?:who|which|what)\b.*\b(?:{_LEAST}|shortest)\b"),
    (counts.order, rf"\b(?:order|sequence)\b.*{_SPEAK}|{_SPEAK}.* (?:order|sequence)\b"),
    (counts.first, rf"^who\b.*\b{_FIRST}\b|^(?:which|what) {_FOLK} .*\b{_FIRST}\b"),
    (counts.last, rf"^who\b.*\b{_LAST}\b|^(?:which|what) {_FOLK} .*\b{_LAST}\b"),
    (counts.called, r"^who (?:(?:is|was|are|were) (?:the )?)?role\b"),
    (counts.length, rf"\bhow long (?:is|was|does|did|do) (?:\w+ )*{_RECORD}"
     rf"|\b(?:length|duration) of (?:\w+ )*{_RECORD}"),
    (counts.title, rf"\b(?:title|name|titled|called|entitled)\b.*\b{_RECORD}"
     rf"|\b{_RECORD} (?:titled|called|entitled)"),
    (counts.date, r"^(?!.*\b(?:first|last|starts?|ends?|ended)\b).*"
     rf"\b(?:when|(?:what|which) (?:\w+ )?(?:date|day|year))\b.*{_RECORD}"
     rf".*\b(?:held|take place|took place|recorded|happen\w*|dated|from)\b"
     rf"|\bwhen (?:is|was) (?:the |this )?(?:\w+ )?{_RECORD}\W*$|\bdate of (?:\w+ )*{_RECORD}"),
    (counts.speakers, rf"^(?!.*\bwith\b)(?:so )?(?:who|who all|who else) "
     rf"(?:(?:is|are|was|were|all) )*{_SPEAK}|\bwho (?:all )?the (?:{_FOLK}) (?:are|were)\b"
     rf"|\bhow many (?:\w+ )?(?:of the )?{_FOLK}\b|\bnumber of {_FOLK}\b"
     rf"|\b(?:everyone|everybody) (?:who|that) {_SPEAK}"
     rf"|\b(?:list|name|who are|who were|which|what are|what were) (?:all )?(?:of )?(?:the )?"
     rf"(?:\w+ )?{_FOLK}\b(?! (?:say|said|ask))"),
)  # fmt: skip
_ANSWERERS = [(re.compile(pattern), make) for make, pattern in _RULES]
_ASIDE = re.compile(
    r"^\W*(?:please |(?:can|could) you )*(?:tell|show|give) (?:me|us) |\bplease\b", re.IGNORECASE
)
# Words of the name of one who is held against others, at most: "..., Ann or the guest?"
LONGEST = 5
# What compares people. "Which of the four witnesses" are told apart, and "the two guests" are not.
_AGAINST: frozenset[Answerer] = frozenset(
    (counts.most, counts.least, counts.most_often, counts.least_often, counts.first, counts.last)
)
_FEW, _NUMBERS = "few", frozenset("two three four five six seven eight".split())
# Of "who takes most turns questioning Ann" she is none.
_OF_OTHERS = re.compile(r"\b(?:questioning|examining) (?:the )?name\b")
_LIBRARY = re.compile(
    r"\b(?:how many|which|what|list|name)\b(?: \w+){0,3} (?:transcripts|recordings|records|files)"
    r"(?: (?:are|is|do|in|there|the|library|you|have|we|loaded|this|here))*\W*$"
)


class Described(Titled, Protocol):
    """What is known of a transcript without its turns."""

    @property
    def speakers(self) -> tuple[Speaker, ...]: ...  # noqa: D102


def scope(question: Question, records: Sequence[Described]) -> list[str]:
    """Names of the transcripts that the question is asked of, one about the record; else none.

    Those that it calls by their title, where it calls any so; else all that it can be asked of.
    """
    text = question.text.casefold()
    if occurrences.is_wanted(question) or _LIBRARY.search(text):
        return [r.name for r in records]
    fitting = [r for r in records if _answerer(question, r)]
    titled = [r for r in fitting if (title_words(r) - _WORDS) & {*tokens(text)}]
    return [r.name for r in titled or fitting]


def answer(question: Question, transcripts: Sequence[Transcript]) -> list[Sentence]:
    """The answer, a sentence a transcript; empty where it is no such question or nothing counts."""
    if occurrences.is_wanted(question):
        return _labelled(occurrences.answer(question, transcripts), several=False)
    if _LIBRARY.search(question.text.casefold()):
        return _labelled([counts.library(transcripts)], several=False)
    names = scope(question, transcripts)
    roles = roles_in(question.text)
    asked = [
        (t, fitting)
        for t in transcripts
        if t.name in names
        and (fitting := _answerer(question, replace(t, speakers=with_roles(roles, t))))
    ]
    # "Ann or the guest" asks of the transcript in which she speaks.
    if any(people for _, (_, people, _) in asked):
        asked = [each for each in asked if each[1][1]]
    found = [
        _without_role(sentence, unknown)
        for transcript, (make, people, unknown) in asked
        if (sentence := make(transcript, people))
    ]
    return _labelled(found, several=len(transcripts) > 1)


def _without_role(sentence: Sentence, word: str | None) -> Sentence:
    """Says that nothing in the record tells who is a "candidate", where one was asked for."""
    if not word:
        return sentence
    text = f"{sentence.text[:-1]}; its names do not tell who is meant by \u201c{word}\u201d."
    return replace(sentence, text=text)


def _labelled(sentences: Iterable[Sentence], several: bool) -> list[Sentence]:
    """Sentences with their citations numbered through from 1, behind the transcript's name."""
    done: list[Sentence] = []
    label = 1
    for sentence in sentences:
        cited = tuple(replace(c, label=at) for at, c in enumerate(sentence.citations, label))
        label += len(cited)
        name = cited[0].turn.rpartition("#")[0] if cited else ""
        done.append(Sentence(f"{name}: {sentence.text}" if several else sentence.text, cited))
    return done


def _answerer(
    question: Question, record: Described
) -> tuple[Answerer, tuple[str, ...], str | None] | None:
    """What answers the question of this transcript, of whom, and the role that nobody has in it."""
    text = _ASIDE.sub("", question.text)
    head, sides = _sides(text)
    fitting = _fitting(head, record)
    if not fitting or (sides and fitting[0] not in _AGAINST):
        fitting, sides = _fitting(text, record), []
    if not fitting:
        return None
    make, shape, people, unknown = fitting
    if _FEW in shape.split() and make not in _AGAINST:
        return None
    if sides:
        people, unknown = _either(sides, record)
    elif _OF_OTHERS.search(shape):
        people = {s.name for s in record.speakers} - people
    return make, tuple(s.name for s in record.speakers if s.name in people), unknown


def _fitting(text: str, record: Described) -> tuple[Answerer, str, set[str], str | None] | None:
    """What answers a text, its shape, and the people in it."""
    if (shaped := _shape(text, record)) is None:
        return None
    make = next((make for pattern, make in _ANSWERERS if pattern.search(shaped[0])), None)
    return (make, *shaped) if make else None


def _sides(text: str) -> tuple[str, list[str]]:
    """A question, and those held against one another at its end: "..., Ann, Bob or the guest"."""
    head, comma, tail = text.strip().rstrip("?!. ").partition(",")
    sides = [side.strip() for part in tail.split(",") for side in f" {part} ".split(" or ")]
    sides = [side for side in sides if side]
    short = all(len(side.split()) <= LONGEST for side in sides)
    return (head, sides) if comma and " or " in tail and len(sides) > 1 and short else (text, [])


def _either(sides: Iterable[str], record: Described) -> tuple[set[str], str | None]:
    """Who is held against whom; where one of them is not known, all, and by what word they go."""
    people = set[str]()
    for side in sides:
        named = {p for m in mentions(side, record.speakers) for p in m.people}
        for word in set(tokens(side)) - STOP:
            named |= _called(word, record.speakers)
        if not named:
            return set(), side.removeprefix("the ")
        people |= named
    return people, None


def _shape(text: str, record: Described) -> tuple[str, set[str], str | None] | None:
    """The words of the question, "name" and "role" in the place of people, and who these are.

    None where it has words that tell of something else than the record.
    """
    spans = token_spans(text)
    named = [m for m in mentions(text, record.speakers) if REPORTER not in m.people]
    # "The councillors": what several are called is nobody's name.
    named = [m for m in named if m.first < m.last or stem(spans[m.first][0]) not in _ROLE_STEMS]
    people = {p for m in named for p in m.people}
    words: list[str] = []
    unknown, title = None, title_words(record)
    for at, (word, _, _) in enumerate(spans):
        if any(m.first <= at <= m.last for m in named):
            words += ["name"] if any(m.first == at for m in named) else []
        elif word in _WORDS or word in _PLAIN:
            words.append(word)
        elif (alike := _called(word, record.speakers)) or stem(word) in _ROLE_STEMS:
            people |= alike
            unknown = unknown if alike else word
            words.append("role")
        elif word in _NUMBERS:
            words.append(_FEW)
        elif word in title:
            words.append("record")
        else:
            return None
    if words.count("record") > text.casefold().count("record") and not _calls(text, title):
        return None
    return " ".join(words), people, unknown


def _calls(text: str, title: AbstractSet[str]) -> bool:
    """Whether the words of a title in a text mean the record: "who started the debate on X"."""
    words = {*tokens(text)}
    return bool(words & RECORDS) or len(words & title) >= min(2, len(title))


def _called(word: str, speakers: Sequence[Speaker]) -> set[str]:
    """The speakers whose name or role says that they are one ("justices", "the chair")."""
    return {
        s.name
        for s in speakers
        if stem(word) in {stem(w) for n in (*s.names, s.role or "") for w in tokens(n)}
    }
