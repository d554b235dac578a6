"""Texts to vectors: the built-in model, and one from a folder."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.errors import EmbeddingError
from ingest.index import embedding
from ingest.keys import WITHHELD
from settings import Settings
from tests.support import tiny_onnx


def test_built_in_vectors_are_of_length_one_and_hang_on_no_other_text() -> None:
    model = embedding.builtin()
    texts = ["Six million doses", "", "\U0001f600", "the herons of the harbour"]
    vectors = model.documents(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        np.testing.assert_array_equal(model.query(text), vector)


def test_like_words_lie_closer_than_others() -> None:
    model = embedding.builtin()
    near, far = model.documents(["the doctor", "the bridge"]) @ model.query("a physician")
    assert near > far


def test_a_model_from_a_folder(tmp_path: Path) -> None:
    folder = tiny_onnx.embedder(tmp_path / "tiny", {"heron": [1, 0], "silt": [0, 2]})
    model = embedding.load(Settings(embedding_model=str(folder)))
    np.testing.assert_allclose(model.documents(["heron", "silt silt"]), [[1, 0], [0, 1]], atol=1e-6)
    np.testing.assert_allclose(model.query("heron"), [1, 0], atol=1e-6)
    assert model.documents([]).shape[0] == 0


def test_another_file_in_the_folder_is_another_model(tmp_path: Path) -> None:
    folders = [
        tiny_onnx.embedder(tmp_path / name, {"heron": vector})
        for name, vector in (("a", [1.0, 0.0]), ("b", [0.0, 1.0]))
    ]
    a, b = (embedding.load(Settings(embedding_model=str(f))).digest for f in folders)
    assert a != b


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"no \.onnx file"):
        embedding.load(Settings(embedding_model=str(tmp_path)))


def test_an_unknown_name_is_one_clear_line() -> None:
    with pytest.raises(EmbeddingError, match="EMBEDDING_MODEL 'no-such-model'") as error:
        embedding.load(Settings(embedding_model="no-such-model"))
    assert "\n" not in str(error.value)


def test_a_service_is_asked_over_http(httpserver: HTTPServer) -> None:
    data = [{"object": "embedding", "index": 0, "embedding": [3.0, 4.0]}]
    answer = {"object": "list", "data": data, "model": "m", "usage": {}}
    httpserver.expect_request("/v1/embeddings").respond_with_json(answer)
    settings = Settings(
        embedding_model="openai:tiny", openai_base_url=httpserver.url_for("/v1"), openai_api_key="k"
    )
    model = embedding.load(settings)
    np.testing.assert_allclose(model.documents(["heron"]), [[0.6, 0.8]], rtol=1e-6)
    np.testing.assert_allclose(model.query("heron"), [0.6, 0.8], rtol=1e-6)


def test_a_service_gets_few_texts_at_once(httpserver: HTTPServer) -> None:
    sizes: list[int] = []

    def answering(request: Request) -> Response:
        asked = request.get_json()["input"]
        sizes.append(len(asked))
        data = [
            {"object": "embedding", "index": n, "embedding": [3.0, 4.0]} for n in range(len(asked))
        ]
        return Response(json.dumps({"object": "list", "data": data, "model": "m", "usage": {}}))

    httpserver.expect_request("/v1/embeddings").respond_with_handler(answering)
    settings = Settings(embedding_model="openai:tiny", openai_base_url=httpserver.url_for("/v1"))
    made = embedding.load(settings).documents([f"heron {n}" for n in range(100)])
    assert made.shape == (100, 2)
    assert sizes == [embedding.AT_ONCE, 100 - embedding.AT_ONCE]


def test_a_service_that_is_silent_is_one_clear_line(httpserver: HTTPServer) -> None:
    asked_enough = Event()

    def silent(request: Request) -> Response:
        asked_enough.wait(60)
        return Response("{}")

    httpserver.expect_request("/v1/embeddings").respond_with_handler(silent)
    settings = Settings(
        embedding_model="openai:tiny", openai_base_url=httpserver.url_for("/v1"), chat_timeout=0.2
    )
    try:
        with pytest.raises(EmbeddingError, match=r"openai:tiny' failed: .*timed out"):
            embedding.load(settings).query("heron")
    finally:
        asked_enough.set()


def test_a_service_that_fails_is_one_clear_line(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v1/embeddings").respond_with_data("no", status=400)
    settings = Settings(embedding_model="openai:tiny", openai_base_url=httpserver.url_for("/v1"))
    with pytest.raises(EmbeddingError, match="openai:tiny' failed") as error:
        embedding.load(settings).documents(["heron"])
    assert "\n" not in str(error.value)


KEY = "sk-Qz7pLm-Ab34cdEf"
ENCODED = base64.b64encode(f"me:{KEY}".encode()).decode()


@pytest.mark.parametrize("spelled", [KEY, f"{KEY[:8]}***", f"Basic {ENCODED}", KEY.encode().hex()])
def test_what_a_service_says_never_shows_a_key(httpserver: HTTPServer, spelled: str) -> None:
    said = {"error": {"message": f"text too long, got {spelled} here"}}
    httpserver.expect_request("/v1/embeddings").respond_with_json(said, status=400)
    settings = Settings(
        embedding_model="openai:tiny", openai_base_url=httpserver.url_for("/v1"), openai_api_key=KEY
    )
    with pytest.raises(EmbeddingError, match=WITHHELD) as error:
        embedding.load(settings).query("heron")
    assert spelled not in str(error.value)
