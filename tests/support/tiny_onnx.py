"""Tiny ONNX models, written byte by byte: real files for fastembed, made by the tests.

The protobuf wire format: https://protobuf.dev/programming-guides/encoding/; the field numbers are
those of onnx.proto.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

FLOAT, INT64 = 1, 7


def embedder(folder: Path, vectors: Mapping[str, Sequence[float]]) -> Path:
    """A folder with a model whose tokens have the given vectors; other words have zeros."""
    table = np.array([[0.0] * len(next(iter(vectors.values()))), *vectors.values()], np.float32)
    nodes = [_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    output = _value("last_hidden_state", FLOAT, ["batch", "tokens", table.shape[1]])
    return _write(folder, list(vectors), nodes, [_tensor("table", table)], output)


def cross_encoder(folder: Path, weights: Mapping[str, float]) -> Path:
    """A folder with a model whose score of a pair is the sum of its words' weights."""
    table = np.array([0.0, *weights.values()], np.float32)
    nodes = [
        _node("Gather", ["table", "input_ids"], ["each"]),
        _node("ReduceSum", ["each", "axes"], ["logits"]),
    ]
    tensors = [_tensor("table", table), _tensor("axes", np.array([1], np.int64))]
    return _write(folder, list(weights), nodes, tensors, _value("logits", FLOAT, ["batch", 1]))


def _write(
    folder: Path, words: list[str], nodes: list[bytes], tensors: list[bytes], output: bytes
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    inputs = [_value(n, INT64, ["batch", "tokens"]) for n in ("input_ids", "attention_mask")]
    graph = b"".join(
        [
            *(_field(1, n) for n in nodes),
            _field(2, b"tiny"),
            *(_field(5, t) for t in tensors),
            *(_field(11, i) for i in inputs),
            _field(12, output),
        ]
    )
    opset = _field(8, _number(2, 13))
    (folder / "model.onnx").write_bytes(_number(1, 8) + opset + _field(7, graph))
    vocabulary = {"[PAD]": 0} | {word: at for at, word in enumerate(words, 1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[PAD]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"model_max_length": 512, "pad_token": "[PAD]", "pad_token_id": 0}
    for name in ("tokenizer_config.json", "config.json"):
        (folder / name).write_text(json.dumps(config))
    (folder / "special_tokens_map.json").write_text("{}")
    return folder


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _node(kind: str, inputs: list[str], outputs: list[str]) -> bytes:
    names = [_field(1, i.encode()) for i in inputs] + [_field(2, o.encode()) for o in outputs]
    return b"".join(names) + _field(4, kind.encode())


def _tensor(name: str, values: NDArray[np.generic]) -> bytes:
    kind = INT64 if values.dtype == np.int64 else FLOAT
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, kind) + _field(8, name.encode()) + _field(9, values.tobytes())


def _value(name: str, kind: int, shape: list[str | int]) -> bytes:
    dims = b"".join(
        _field(1, _number(1, size) if isinstance(size, int) else _field(2, size.encode()))
        for size in shape
    )
    tensor = _number(1, kind) + _field(2, dims)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))
