"""The Discord bot: the only folder that imports discord. Start with `client.py`, then `asking.py`."""
