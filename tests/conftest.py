"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A change is judged by the same examples on every machine: what luck finds is looked for on purpose,
# with "uv run pytest --hypothesis-profile=default".
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")
