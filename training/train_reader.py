"""Train the reader on a GPU where there is one, else on two CPU cores, for a given number of minutes.

    python -m training.train_reader --data DATA --out FOLDER --minutes 55

DATA is laid out as training/README.md tells (qamr/, allsides/, trecqa-wang/, qacc/).
Seeded; a checkpoint is written every few minutes to FOLDER/checkpoint.pt, and the same command goes on from
it. The learning rate follows the minutes, not the steps, so that a run ends trained whatever the machine
gives. bf16 is used only where the processor computes in it: emulated (AVX2) it is ten times slower than
fp32.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from bot.answer.reader import heading
from evals.near_misses.maker import Maker
from evals.near_misses.names import build_pool
from evals.near_misses.texts import read_texts
from evals.near_misses.twins import Example
from training.extras import read_extras
from training.reader_model import ReaderModel, find_minilm, load_minilm

LENGTH = 144
IGNORE = -100


def encode(e: Example, tokenizer: Tokenizer, group: int) -> dict[str, list[int] | int]:
    """Token ids and targets of one example; a span that was cut off, or isn't known, is IGNORE."""
    head = heading(e.title, date.fromisoformat(e.published) if e.published else None)
    enc = tokenizer.encode(e.question, head + e.text)
    kinds, offsets, sides = enc.type_ids, enc.offsets, enc.sequence_ids
    first = last = IGNORE
    if e.spanned and e.label == 0:
        first = last = 0
    elif e.answer:
        low, high = e.answer[0] + len(head), e.answer[1] + len(head)
        inside = [n for n, (a, b) in enumerate(offsets) if sides[n] == 1 and a < high and b > low]
        if inside and offsets[inside[-1]][1] >= high:
            first, last = inside[0], inside[-1]
    wrong = [
        IGNORE if e.wrong is None or sides[n] != 0 else int(any(a < h and b > lo for lo, h in e.wrong))
        for n, (a, b) in enumerate(offsets)
    ]
    return {"ids": enc.ids, "kinds": kinds, "first": first, "last": last, "label": e.label, "wrong": wrong,
            "group": group}  # fmt: skip


def batches(maker: Maker, tokenizer: Tokenizer, tokens: int) -> Iterator[dict[str, Tensor]]:
    """Batches of whole groups, of like length, about `tokens` tokens each."""
    group = 0
    while True:
        groups = []
        for _ in range(160):
            groups.append([encode(e, tokenizer, group) for e in maker.draw()])
            group += 1
        groups.sort(key=lambda rows: max(len(row["ids"]) for row in rows))  # type: ignore[arg-type]
        ready: list[list[dict[str, list[int] | int]]] = [[]]
        for rows in groups:
            width = max(len(row["ids"]) for row in rows)  # type: ignore[arg-type]
            if ready[-1] and (len(ready[-1]) + len(rows)) * width > tokens:
                ready.append([])
            ready[-1].extend(rows)
        maker.rng.shuffle(ready)
        yield from (collate(rows) for rows in ready if rows)


def collate(rows: list[dict[str, list[int] | int]]) -> dict[str, Tensor]:
    width = max(len(row["ids"]) for row in rows)  # type: ignore[arg-type]

    def pad(name: str, fill: int) -> Tensor:
        return torch.tensor([row[name] + [fill] * (width - len(row[name])) for row in rows])  # type: ignore

    ids = pad("ids", 0)
    batch = {name: torch.tensor([row[name] for row in rows]) for name in ("first", "last", "label", "group")}
    return batch | {
        "ids": ids,
        "mask": (ids != 0).long(),
        "kinds": pad("kinds", 0),
        "wrong": pad("wrong", IGNORE),
    }


def losses(model: ReaderModel, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """span, answerable, pair (a positive above its own near miss) and mismatch."""
    span, answerable, mismatch = (part.float() for part in model(batch["ids"], batch["mask"], batch["kinds"]))
    outside = (batch["kinds"] == 0) | (batch["mask"] == 0)
    outside[:, 0] = False  # [CLS] is where "no answer" points
    span = span.masked_fill(outside[..., None], -1e4)
    weight = torch.where(batch["label"] == 1, 1.0, 0.4) * (batch["first"] != IGNORE)
    places = [functional.cross_entropy(span[..., n], batch[name], ignore_index=IGNORE, reduction="none")
              for n, name in enumerate(("first", "last"))]  # fmt: skip
    total = {"span": ((places[0] + places[1]) * weight).sum() / 2 / weight.sum().clamp(min=1)}
    label = batch["label"].float()
    total["answerable"] = functional.binary_cross_entropy_with_logits(answerable, label)
    pairs = (batch["group"][:, None] == batch["group"]) & (label[:, None] > label)
    gap = functional.softplus(-(answerable[:, None] - answerable)) * pairs
    total["pair"] = gap.sum() / pairs.sum().clamp(min=1)
    known = batch["wrong"] != IGNORE
    if known.any():
        total["mismatch"] = functional.binary_cross_entropy_with_logits(
            mismatch[known],
            batch["wrong"][known].float(),
            pos_weight=torch.tensor(4.0, device=mismatch.device),
        )
    return total


WEIGHTS = {"span": 1.0, "answerable": 1.0, "pair": 0.5, "mismatch": 0.7}


def rate(done: float) -> float:
    """Share of the peak learning rate after a share of the time: 4 % warm-up, then down in a line."""
    return max(0.02, min(done / 0.04, (1 - done) / 0.96))


def has_bf16() -> bool:
    """Whether the processor itself computes in bf16 (AVX512-BF16 or AMX), as Linux tells."""
    cpu = Path("/proc/cpuinfo")
    return cpu.exists() and any(flag in cpu.read_text() for flag in ("avx512_bf16", "amx_bf16"))


def train(data: Path, out: Path, minutes: float, peak: float, tokens: int, seed: int) -> None:
    torch.manual_seed(seed)
    torch.set_num_threads(max(1, min(16, len(os.sched_getaffinity(0)))))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    half = cuda or has_bf16()
    folder = find_minilm()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LENGTH, strategy="only_second")
    texts = read_texts(data, held_out=False)
    maker = Maker(texts, build_pool(texts), read_extras(data), seed)
    model = load_minilm(folder, dropout=0.0).to(device).train()
    model.words.weight.requires_grad_(
        False
    )  # half of the weights, next to none of the learning, much of a step
    heads = [
        p
        for name, p in model.named_parameters()
        if name.split(".")[0] in ("span", "pool", "answerable", "mismatch")
    ]
    body = [p for p in model.parameters() if p.requires_grad and all(p is not head for head in heads)]
    optimizer = torch.optim.AdamW(
        [{"params": body, "peak": peak}, {"params": heads, "peak": 3 * peak}],
        peak,
        (0.9, 0.98),
        weight_decay=0.01,
    )
    out.mkdir(parents=True, exist_ok=True)
    saved = out / "checkpoint.pt"
    step, seen, before = 0, 0, 0.0
    if saved.exists():
        state = torch.load(saved, map_location=device, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, seen, before = state["step"], state["seen"], state["elapsed"]
        maker.rng = random.Random(seed + step)
    start = written = time.monotonic()
    means: dict[str, float] = {}
    for batch in batches(maker, tokenizer, tokens):
        elapsed = before + time.monotonic() - start
        if elapsed > minutes * 60:
            break
        maker.context = 0.2 + 0.8 * min(1.0, elapsed / (minutes * 48))
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(elapsed / (minutes * 60))
        batch = {name: value.to(device) for name, value in batch.items()}
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            parts = losses(model, batch)
        total = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step, seen = step + 1, seen + len(batch["label"])
        for name, value in parts.items():
            means[name] = 0.98 * means.get(name, value.item()) + 0.02 * value.item()
        if step % 25 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in means.items())
            speed = (seen / elapsed) if elapsed else 0.0
            print(
                f"{elapsed / 60:5.1f} min  step {step}  {seen} examples ({speed:.0f}/s)  {shown}", flush=True
            )
        if time.monotonic() - written > 150:
            written = time.monotonic()
            _save(saved, model, optimizer, step, seen, elapsed)
    _save(saved, model, optimizer, step, seen, minutes * 60)
    print(f"trained on {seen} examples in {step} steps: {saved}")


def _save(
    path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, step: int, seen: int, elapsed: float
) -> None:
    part = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "seen": seen,
                "elapsed": elapsed}, part)  # fmt: skip
    part.replace(path)


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=55)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--tokens", type=int, default=2000)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    train(given.data, given.out, given.minutes, given.rate, given.tokens, given.seed)
