"""From a question to passages, behind search.py."""
