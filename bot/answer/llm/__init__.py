"""The answer with a language model: it writes sentences; code owns passages, citations, dates and silence."""
