"""What turns text to vectors, behind embed.py: a model in process, or a provider."""
