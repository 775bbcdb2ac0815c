"""How Dateline grows with its corpus, beside plain llama-index and Chroma: `python -m benchmarks.scale`."""
