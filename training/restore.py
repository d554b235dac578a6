"""The committed model back to a run to go on from: `python -m training.restore ONNX RUN`.

Its weights have 8 bits: what is read back orders as the committed model does, and what the
rounding lost comes back within the first steps.
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.model import LAYERS, Reader


def restored(path: Path) -> dict[str, Tensor]:
    """The weights of an exported reader, by the names that `training.model` gives them.

    Linear maps of the layers have lost their names on the way out and stand in the order of use.
    """
    stored = onnx.load(path).graph.initializer
    held = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in stored}
    names = [
        *(f"layers.{at}.{part}" for at in range(LAYERS) for part in ("qkv", "out", "up", "down")),
        "span",
    ]
    found = {n.removeprefix("reader."): w for n, w in held.items() if n.startswith("reader.")}
    maps = (_plain(held, n) for n in _quantised(held) if n.startswith("onnx::"))
    found |= {f"{name}.weight": weight.T for name, weight in zip(names, maps, strict=True)}
    for name in ("mix", "answer"):
        found[f"{name}.weight"] = _plain(held, f"reader.{name}.weight_Transposed").T
    for name in ("words", "places", "kinds"):
        found[f"{name}.weight"] = _plain(held, f"reader.{name}.weight")
    own = Reader().state_dict()
    return {name: found[name].reshape(own[name].shape).contiguous() for name in own}


def _quantised(held: dict[str, Tensor]) -> list[str]:
    return [n.removesuffix("_quantized") for n in held if n.endswith("_quantized")]


def _plain(held: dict[str, Tensor], name: str) -> Tensor:
    zero = held.get(f"{name}_zero_point", torch.zeros(1))
    return (held[f"{name}_quantized"].float() - zero.float()) * held[f"{name}_scale"]


def main(path: Path, run: Path) -> None:
    """Write RUN/reader.pt, which `training.train --after RUN` and `training.average` take."""
    run.mkdir(parents=True, exist_ok=True)
    torch.save({"reader": restored(path)}, run / "reader.pt")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
