"""ONNX models, opened as Dateline runs them: on the processor, in one thread a run, telling nobody."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from index.embedding.model_files import REPAIR
from index.errors import ModelError


def open_model(path: Path) -> Any:
    """Give an onnxruntime.InferenceSession of a model's file; threads may share it.

    A run uses one thread: several runs side by side use the cores better. Raises ModelError where the file
    cannot be loaded.
    """
    # Since 1.29 onnxruntime tells its maker of every session, unless this is set before it is imported.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # Their errors have no public root.
        told = next(iter(str(error).splitlines()), type(error).__name__)[:200]
        raise ModelError(f"onnxruntime cannot load {path} ({told}); {REPAIR}") from error
