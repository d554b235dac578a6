"""The reading model in PyTorch: a small BERT encoder that reads question and passage together.

Starts from all-MiniLM-L6-v2 (Apache-2.0). Gives, for a question and a window: whether the window
answers (a logit), and where the answering words begin and end (a logit for each token).
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, PLACES = 384, 6, 12, 1536, 30522, 512


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each with a residual and a norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor, held: Tensor | None) -> Tensor:
        """`mask`: (pairs, 1, 1, tokens), 0 or a large negative.

        `x`: (pairs, tokens, width), or with `held`, the places that are no padding, only those:
        (places, width). A quarter of a batch is padding, and only attention needs it.
        """
        n, t = mask.shape[0], mask.shape[-1]
        heads = self.qkv(x)
        if held is not None:
            heads = heads.new_zeros(n * t, 3 * WIDTH).index_copy(0, held, heads)
        q, k, v = heads.view(n, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = seen.transpose(1, 2).reshape(n, t, WIDTH)
        if held is not None:
            seen = seen.reshape(n * t, WIDTH)[held]
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """(tokens, kinds) to (answers, begins, ends); a text alone to a vector."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Linear(5 * WIDTH, WIDTH)
        self.answer = nn.Linear(WIDTH, 1)
        self.span = nn.Linear(WIDTH, 2)

    def encode(self, tokens: Tensor, kinds: Tensor) -> Tensor:
        """The state of each token, (pairs, tokens, width). Token 0 is padding."""
        mask = (tokens == 0)[:, None, None, :].float() * -1e4
        at = torch.arange(tokens.shape[1])
        x = self.words(tokens) + self.places(at)[None] + self.kinds((kinds > 0).long())
        held = None
        if self.training:
            held = tokens.reshape(-1).nonzero()[:, 0]
            x = x.reshape(-1, WIDTH)[held]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask, held)
        if held is not None:
            x = x.new_zeros(tokens.numel(), WIDTH).index_copy(0, held, x).view(*tokens.shape, WIDTH)
        return x

    def forward(self, tokens: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`tokens`, `kinds`: (pairs, tokens); kinds 0 question, 1 what stands before, 2 passage.

        Gives answer logits (pairs), and begin and end logits (pairs, tokens), very low outside the
        passage.
        """
        return self.judge(self.encode(tokens, kinds), tokens, kinds)

    def judge(self, x: Tensor, tokens: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What `forward` gives, from the states of the tokens."""
        answer = self.answer(self.mixed(x, tokens, kinds))[:, 0]
        outside = (kinds != 2).float() * -1e4
        begins, ends = self.span(x).float().unbind(-1)
        return answer, begins + outside, ends + outside

    def mixed(self, x: Tensor, tokens: Tensor, kinds: Tensor) -> Tensor:
        """What a pair is judged by, (pairs, width): its first token, and its two parts compared."""
        held = (tokens != 0).float()
        asked = _mean(x, held * (kinds == 0))
        told = _mean(x, held * (kinds == 2))
        both = torch.cat([x[:, 0], asked, told, asked * told, (asked - told).abs()], dim=-1)
        return self.drop(F.gelu(self.mix(self.drop(both))))

    def vector(self, x: Tensor, tokens: Tensor, kinds: Tensor) -> Tensor:
        """A text's vector, of length 1: the mean of the states of its tokens, which are kind 0."""
        held = (tokens != 0).float() * (kinds == 0)
        return F.normalize(_mean(x, held), dim=-1)

    def vectors(self, tokens: Tensor) -> Tensor:
        """The vectors of texts, (texts, width), each read alone. `tokens`: (texts, tokens)."""
        kinds = torch.zeros_like(tokens)
        return self.vector(self.encode(tokens, kinds), tokens, kinds)


class Grader(nn.Module):
    """The reader's encoder, and grades in place of its answers: (tokens, kinds) to (pairs, grades).

    `columns`: how many logits a pair gets.
    """

    def __init__(self, columns: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.reader = Reader(dropout)
        self.grades = nn.Linear(WIDTH, columns)

    def forward(self, tokens: Tensor, kinds: Tensor) -> Tensor:
        """The logits of each pair; `tokens` and `kinds` as the reader takes them."""
        reader = self.reader
        grades: Tensor = self.grades(reader.mixed(reader.encode(tokens, kinds), tokens, kinds))
        return grades


def _mean(x: Tensor, held: Tensor) -> Tensor:
    weights = held / held.sum(1, keepdim=True).clamp(min=1)
    return (x * weights[:, :, None].to(x.dtype)).sum(1)


def start(folder: Path, dropout: float = 0.1) -> Reader:
    """A reader with the encoder of all-MiniLM-L6-v2, and heads that know nothing yet."""
    config = json.loads((folder / "config.json").read_text())
    assert (config["hidden_size"], config["num_hidden_layers"]) == (WIDTH, LAYERS)
    from_file = load_file(folder / "model.safetensors")
    reader = Reader(dropout)
    own = reader.state_dict()
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    for at in range(LAYERS):
        there = f"encoder.layer.{at}"
        for kind in ("weight", "bias"):
            parts = [
                from_file[f"{there}.attention.self.{p}.{kind}"] for p in ("query", "key", "value")
            ]
            own[f"layers.{at}.qkv.{kind}"] = torch.cat(parts)
            for mine, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                names[f"layers.{at}.{mine}.{kind}"] = f"{there}.{theirs}.{kind}"
    for mine, theirs in names.items():
        own[mine] = from_file[theirs]
    reader.load_state_dict(own)
    return reader
