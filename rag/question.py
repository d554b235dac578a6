"""What a question asks for: the kind of thing, its telling words, and who is asked about.

Rules over the words of the question and the speakers of the record. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.text.language import ENGLISH, function_words, language_of, root
from ingest.text.terms import stem
from ingest.transcript import Speaker
from rag.asked.intent import Intent
from rag.asked.kind import Kind, head_of, kind_of
from rag.asked.lexicon import ACTS, AUXILIARY, GENERIC, SPEECH, TITLES
from rag.words.named import in_office, mentioned, respelt
from rag.words.tokens import MOST_TERMS, STOP, sense, token_spans, tokens, weight

# Kinds whose answer is a name: the word for the class ("news organisation") need not stand by it.
NAMED: frozenset[Kind] = frozenset({"name", "place"})
# Those who put the questions, to be heard: not "asked by reporters", "press conference".
_REPORTERS = re.compile(
    r"(?<!asked by the )(?<!asked by )\b(?:reporters?|journalists?|questioners?"
    r"|the (?:press|media)(?! (?:conference|release|secretary)))\b",
    re.IGNORECASE,
)
_WHO_DID = re.compile(rf"^\W*(?:and )?who\s+(?!{AUXILIARY}\b)", re.IGNORECASE)
_BEFORE_OBJECT = frozenset(
    "about of to on with for against from toward towards at than between and or asked told".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word of the question.

    `weight`: 0 to 1. `name`: a proper name or a number. `generic`: it names the answer's class or
    the act of telling, so a source may lack it. `earlier`: a follow-up has it from the question
    before.
    """

    word: str
    stem: str
    weight: float
    name: bool = False
    generic: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart.

    `speakers`: names of those it asks to hear (its subjects), `about`: other speakers it names.
    `speech`: it asks what they said, so only their turns count. `reporters`: it asks to hear those
    who put the questions, whoever they are. `head`: senses of the words that name what is asked
    for ("how many *land titles*", "which *court*", "who is the *mayor*"). `follows`: it is a
    follow-up. `before`: the question that it goes on from, where it says too little without.
    `intent`: what it wants, which decides the form of the answer. `language`: see NAMES in
    ingest.text.language.
    """

    text: str
    kind: Kind
    terms: tuple[Term, ...]
    speakers: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    speech: bool = False
    reporters: bool = False
    head: frozenset[str] = frozenset()
    follows: bool = False
    before: str = ""
    intent: Intent = "fact"
    language: str = ENGLISH

    @property
    def as_read(self) -> str:
        """Its words, behind those without which they say too little."""
        return f"{self.before} {self.text}" if self.before else self.text


def analyse(text: str, speakers: Iterable[Speaker] = ()) -> Question:
    """Take a question apart, given the speakers of the record it is asked of."""
    speakers = tuple(speakers)
    spans = token_spans(text)
    words = [w for w, _, _ in spans]
    language = language_of(text)
    stop = STOP | function_words(language)
    mentions = mentioned(respelt(text, spans, speakers), speakers)
    # In "who thanked Missy" those named are not the ones to be heard.
    who = bool(_WHO_DID.match(text))
    subjects = {n for n, at in mentions.items() if not who and _is_subject(words, at[0])}
    stems = {stem(w) for w in words}
    tells = bool(stems & SPEECH or re.search(r"\baccording to\b", text, re.IGNORECASE))
    # An office whose bearer is not to be heard stays a word of the question.
    offices = in_office(words, speakers) if tells and not who else {}
    heads = {n: at for n, at in offices.items() if n not in mentions and _is_subject(words, at[0])}
    mentions |= heads
    subjects |= set(heads)
    used = {i for at in mentions.values() for i in at}
    named = {words[i] for i in used}
    reporters = bool(_REPORTERS.search(text)) and not subjects
    heard = bool(subjects) or reporters
    kind = kind_of(text)
    head = head_of(text)
    terms = tuple(
        _term(
            text, word, start, root(word, language), i == 0, kind in NAMED and sense(word) in head
        )
        for i, (word, start, _) in enumerate(spans)
        if word not in stop and word not in named and not (heard and _is_telling(word))
    )
    speech = heard and tells
    # Those who are talked about, not heard, are names that an answer has to hold.
    told = [
        _name_term(name, [words[i] for i in at])
        for name, at in sorted(mentions.items())
        if not (speech and name in subjects)
    ]
    if not told:
        terms = _told_apart(terms, words, head)
    different = list({t.stem: t for t in (*terms, *told)}.values())
    most = sorted(different, key=lambda t: -t.weight)[:MOST_TERMS]
    return Question(
        text,
        kind,
        tuple(t for t in different if t in most),
        frozenset(subjects),
        frozenset(mentions) - subjects,
        speech,
        reporters,
        head,
        language=language,
    )


def _told_apart(
    terms: tuple[Term, ...], words: Sequence[str], head: frozenset[str]
) -> tuple[Term, ...]:
    """The terms; where all of them only name the class, those before its noun are to be met.

    "Which *hosting* company": a company that does not host is none.
    """
    if not all(t.generic for t in terms):
        return terms
    known = {t.word for t in terms}
    leading = {a for a, b in pairwise(words) if sense(a) in head and {a, b} <= known}
    return tuple(replace(t, generic=t.word not in leading) for t in terms)


def _name_term(speaker: str, mention: list[str]) -> Term:
    """The word by which a speaker is named; the last name, where the question gives the office."""
    name = tokens(speaker.partition(",")[0])
    word = ([w for w in mention if w in name and w not in TITLES] or name)[-1]
    return Term(word, stem(word), 0.6, name=True)


def _is_telling(word: str) -> bool:
    """Words that only say that somebody is to be heard: they need not stand in what was said."""
    return stem(word) in SPEECH - ACTS or bool(_REPORTERS.search(word)) or word == "according"


def _term(text: str, word: str, start: int, stemmed: str, first: bool, named: bool) -> Term:
    name = (text[start].isupper() and not first) or any(c.isdigit() for c in word)
    heavy = max(weight(word), 0.6 if name else 0.0)
    return Term(word, stemmed, heavy, name, named or stemmed in GENERIC)


def _is_subject(words: list[str], at: int) -> bool:
    """Whether the speaker named at this word is the one to be heard, not the one talked about."""
    before = at - 1
    while before >= 0 and (words[before] in TITLES or words[before] == "the"):
        before -= 1
    if before < 0:
        return True
    if words[before] == "to" and before and words[before - 1] == "according":
        return True
    return words[before] not in _BEFORE_OBJECT
