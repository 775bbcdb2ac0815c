"""Answers as people and scripts see them: for the console, for scripts, for Discord; pure."""
