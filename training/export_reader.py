"""Turn a trained checkpoint into what Dateline would ship: int8 ONNX, tokenizer, and the weights of its
probability.

    python -m training.export_reader --checkpoint FOLDER/checkpoint.pt --data DATA --out training/out/reader

The weights in reader.json are a logistic regression over the answerable score and the span's lead over "no
answer", fitted on the first half of the held-out examples that `evals.reader` draws from;
that one reports on the other half.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from training.calibrate_reader import features_of, fit, write_facts
from training.reader_model import ReaderModel, find_minilm


class Shipped(nn.Module):
    """The reader without the head that only training needs."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        span, answerable, _ = self.model(input_ids, attention_mask, token_type_ids)
        return span, answerable


def write_trained(data: Path, out: Path) -> None:
    """trained.txt: the QAMR documents that were trained on, so that measuring leaves them out."""
    from evals.near_misses.texts import read_texts

    out.mkdir(parents=True, exist_ok=True)
    names = sorted(read_texts(data, held_out=False, articles=0).documents)
    (out / "trained.txt").write_text("\n".join(names) + "\n")


def export(checkpoint: Path, out: Path, *, quantise: bool = True, reduce_range: bool = True) -> None:
    """Write model.onnx, tokenizer.json and reader.json to `out`. reduce_range: 7-bit weights.

    Without VNNI a processor adds two 8-bit products in 16 bits, which overflow: 7-bit weights don't.
    """
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder = find_minilm()
    model = ReaderModel(json.loads((folder / "config.json").read_text()), dropout=0.0)
    model.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["model"])
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = torch.ones((2, 16), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "fp32.onnx"
        torch.onnx.export(
            Shipped(model), (sample, sample, sample), str(plain), opset_version=17, dynamo=False,
            input_names=names, output_names=["span", "answerable"],
            dynamic_axes={**{n: {0: "n", 1: "length"} for n in names}, "span": {0: "n", 1: "length"},
                          "answerable": {0: "n"}},
        )  # fmt: skip
        small, part = Path(scratch) / "int8.onnx", Path(scratch) / "joined.onnx"
        if quantise:
            quantize_dynamic(
                plain, small, per_channel=True, reduce_range=reduce_range, weight_type=QuantType.QInt8
            )
        # Joining the graph's nodes now, as onnxruntime would at each start, halves the time to load it.
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(part)
        onnxruntime.InferenceSession(small if quantise else plain, options, ["CPUExecutionProvider"])
        shutil.copyfile(part, out / "model.int8.onnx")
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    write_facts(out, [0.0, 1.0, 0.0])


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--checkpoint", type=Path, required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--fp32", action="store_true", help="don't quantise: to compare")
    options.add_argument("--full-range", action="store_true", help="8-bit weights: to compare")
    given = options.parse_args()
    write_trained(given.data, given.out)
    export(given.checkpoint, given.out, quantise=not given.fp32, reduce_range=not given.full_range)

    features, labels = features_of(given.out, given.data)
    weights = fit(features, labels)
    if weights[1] < 0 or weights[2] < 0:
        weights = [*fit(features[:, :1], labels), 0.0]
    write_facts(given.out, weights)
    print(
        f"{given.out}: probability = 1 / (1 + exp(-z)), "
        f"z = {weights[0]} + {weights[1]} answerable + {weights[2]} lead"
    )


if __name__ == "__main__":
    main()
