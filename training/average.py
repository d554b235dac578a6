"""One reader from two runs: `python -m training.average FIRST SECOND SHARE OUT`.

Each weight is SHARE of the second run's and the rest of the first's ("model soups", Wortsman and
others, 2022). The second has to go on from the first: else the middle is no model.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main(first: Path, second: Path, share: float, out: Path) -> None:
    """Write OUT/reader.pt, which `training.export` takes."""
    old, new = (
        torch.load(run / "reader.pt", map_location="cpu")["reader"] for run in (first, second)
    )
    mixed = {name: old[name] + share * (new[name] - old[name]) for name in new}
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"reader": mixed}, out / "reader.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
