"""A trained reader to the files that the product reads: `python -m training.export RUN MINILM OUT`.

Writes OUT/reader.onnx (weights in 8 bits, a scale for each channel), OUT/tokenizer.json and
OUT/reader.json with the sums of both files.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.model import Reader


class Exported(nn.Module):
    """The reader as ONNX takes it: a vector beside what it says of a pair."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, tokens: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As the reader's, and the vector of what is of kind 0: of a text that is read alone."""
        x = self.reader.encode(tokens, kinds)
        return *self.reader.judge(x, tokens, kinds), self.reader.vector(x, tokens, kinds)


def export(run: Path, minilm: Path, out: Path, plain: bool = False) -> None:
    """Write the model; `plain`: in 32 bits."""
    reader = Reader(0.0)
    reader.load_state_dict(torch.load(run / "reader.pt", map_location="cpu")["reader"])
    reader.eval()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(minilm / "tokenizer.json", out / "tokenizer.json")
    tokens = torch.randint(1000, 2000, (3, 40))
    kinds = torch.zeros(3, 40, dtype=torch.long)
    kinds[:, 10:] = 2
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        axes = {n: {0: "pairs", 1: "tokens"} for n in ("tokens", "kinds", "begins", "ends")}
        torch.onnx.export(
            Exported(reader),
            (tokens, kinds),
            str(whole),
            input_names=["tokens", "kinds"],
            output_names=["answers", "begins", "ends", "vectors"],
            dynamic_axes={**axes, "answers": {0: "pairs"}, "vectors": {0: "pairs"}},
            opset_version=17,
            dynamo=False,
        )
        to = out / "reader.onnx"
        if plain:
            shutil.copy(whole, to)
        else:
            quantize_dynamic(
                whole,
                to,
                weight_type=QuantType.QInt8,
                per_channel=True,
                extra_options={"MatMulConstBOnly": True},
            )
    sums = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("reader.onnx", "tokenizer.json")
    }
    (out / "reader.json").write_text(
        json.dumps({"sha256": sums}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:4]), plain=len(sys.argv) > 4)
