"""From a question to claims, and from claims to an answer."""
