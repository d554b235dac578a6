"""Trained models to the files that the product reads: `python -m training.export RUN MINILM OUT`.

Where RUN holds a reader (reader.pt), writes OUT/reader.onnx and OUT/tokenizer.json; where it holds
a grader (grader.pt), OUT/grader.onnx: weights in 8 bits, a scale for each channel. OUT/reader.json
has the sums of the files.
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

from rag.read.grades import COLUMNS
from training.model import Grader, Reader

FILES = ("reader.onnx", "grader.onnx", "tokenizer.json")


class Exported(nn.Module):
    """The reader as ONNX takes it: a vector beside what it says of a pair."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, tokens: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As the reader's, and the vector of what is of kind 0: of a text that is read alone."""
        x = self.reader.encode(tokens, kinds)
        return *self.reader.judge(x, tokens, kinds), self.reader.vector(x, tokens, kinds)


def export(run: Path, minilm: Path, out: Path) -> None:
    """Write the models of a run, and the sums of all files."""
    out.mkdir(parents=True, exist_ok=True)
    if (run / "reader.pt").exists():
        reader = Reader(0.0)
        reader.load_state_dict(torch.load(run / "reader.pt", map_location="cpu")["reader"])
        shutil.copy(minilm / "tokenizer.json", out / "tokenizer.json")
        _write(Exported(reader), ["answers", "begins", "ends", "vectors"], out / "reader.onnx")
    if (run / "grader.pt").exists():
        grader = Grader(COLUMNS, 0.0)
        grader.load_state_dict(torch.load(run / "grader.pt", map_location="cpu")["grader"])
        _write(grader, ["grades"], out / "grader.onnx")
    sums = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in FILES
        if (out / name).exists()
    }
    (out / "reader.json").write_text(
        json.dumps({"sha256": sums}, indent=1) + "\n", encoding="utf-8"
    )


def _write(model: nn.Module, outputs: list[str], to: Path) -> None:
    model.eval()
    tokens = torch.randint(1000, 2000, (3, 40))
    kinds = torch.zeros(3, 40, dtype=torch.long)
    kinds[:, 10:] = 2
    axes = {n: {0: "pairs", 1: "tokens"} for n in ("tokens", "kinds", "begins", "ends")}
    axes |= {n: {0: "pairs"} for n in ("answers", "vectors", "grades")}
    names = ["tokens", "kinds", *outputs]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model,
            (tokens, kinds),
            str(whole),
            input_names=names[:2],
            output_names=outputs,
            dynamic_axes={n: axes[n] for n in names},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            to,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:4]))
