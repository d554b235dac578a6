"""What ours is measured beside: the usual recipe, BM25 by turn and by window, vectors, fusion.

Each is a function from a question to turn ids, best first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import chromadb
import tantivy
from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.index.embedding import builtin
from ingest.transcript import Transcript, turn_id
from rag.find.retrieve import Index

Search = Callable[[str], list[str]]
DEPTH = 300


def chunks(transcripts: Sequence[Transcript]) -> Search:
    """The usual recipe: LangChain's splitter at 1,000/200 characters, Chroma's similarity.

    The vectors are the built-in ones, as ours. A chunk stands for every turn that it touches, in
    order.
    """
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    texts: list[str] = []
    turns: list[list[str]] = []
    for transcript in transcripts:
        said = [f"{t.who}: {t.text}" for t in transcript.turns]
        ends = [0]
        for text in said:
            ends.append(ends[-1] + len(text) + 2)
        for piece in splitter.create_documents(["\n\n".join(said)]):
            start = int(piece.metadata["start_index"])
            stop = start + len(piece.page_content)
            texts.append(piece.page_content)
            turns.append(
                [
                    turn_id(transcript.name, number)
                    for number, (a, b) in enumerate(pairwise(ends), 1)
                    if a < stop and b - 2 > start
                ]
            )
    embedder = builtin()
    collection = chromadb.EphemeralClient().create_collection(
        f"chunks-{len(texts)}",
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine"}},
    )
    for at in range(0, len(texts), 5000):
        part = texts[at : at + 5000]
        ids = [str(i) for i in range(at, at + len(part))]
        collection.add(ids=ids, embeddings=list(embedder.documents(part)))

    def search(question: str) -> list[str]:
        got = collection.query(
            query_embeddings=[embedder.query(question).tolist()],
            n_results=min(100, len(texts)),
            include=[],
        )
        return _once(turn for i in got["ids"][0] for turn in turns[int(i)])

    return search


def keyword(transcripts: Sequence[Transcript], before: int, after: int) -> Search:
    """BM25, as tantivy has it with English stems, over each turn read with those around it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(64_000_000, 1)
    for transcript in transcripts:
        said = [f"{t.who}: {t.text}" for t in transcript.turns]
        for at, turn in enumerate(transcript.turns):
            text = "\n".join(said[max(0, at - before) : at + after + 1])
            writer.add_document(
                tantivy.Document(id=turn_id(transcript.name, turn.number), text=text)
            )
    writer.commit()
    index.reload()
    searcher = index.searcher()
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )

    def search(question: str) -> list[str]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", term))
            for term in analyzer.analyze(question)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), DEPTH).hits
        found = [(-score, str(searcher.doc(address)["id"][0])) for score, address in hits]
        return [turn for _, turn in sorted(found)]

    return search


def vectors(index: Index) -> Search:
    """The nearest passages of our library, each for its turn."""
    library = index.library

    def search(question: str) -> list[str]:
        near = library.near(library.embedder.query(question), DEPTH)
        return _once(turn_id(n.name, n.number) for n in near)

    return search


def fused(searches: Sequence[Search]) -> Search:
    """Reciprocal rank fusion: the sum of 1 / (60 + rank) (Cormack, Clarke and Buettcher, 2009)."""

    def search(question: str) -> list[str]:
        scores: dict[str, float] = {}
        for one in searches:
            for rank, turn in enumerate(one(question), 1):
                scores[turn] = scores.get(turn, 0.0) + 1 / (60 + rank)
        return sorted(scores, key=lambda turn: (-scores[turn], turn))

    return search


def _once(turns: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(turns))
