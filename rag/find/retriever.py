"""The search as a LangChain retriever, for people with their own chains."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.find.exchanges import exchange
from rag.find.find import search
from rag.find.retrieve import Filters, Hit, Index


class TurnRetriever(BaseRetriever):
    """Turns of a library as documents, best first.

    A document's text is the turn's; its metadata holds `turn` (the id), `transcript`, `number`,
    `speaker`, `label`, `start_ms`, `end_ms`, `score` and `exchange`: the ids of the turns it
    belongs with, itself among them. Raises what `rag.find.search` raises.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    index: Index
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [self._document(hit) for hit in search(self.index, query, self.k, self.filters)]

    def _document(self, hit: Hit) -> Document:
        turn = hit.turn
        together = exchange(self.index.transcript(hit.name).turns, turn.number)
        metadata: dict[str, Any] = {
            "turn": hit.id,
            "transcript": hit.name,
            "number": turn.number,
            "speaker": turn.speaker,
            "label": turn.label,
            "start_ms": turn.start_ms,
            "end_ms": turn.end_ms,
            "score": hit.score,
            "exchange": [f"{hit.name}#{other.number}" for other in together],
        }
        return Document(page_content=turn.text, metadata=metadata)
