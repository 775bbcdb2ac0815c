"""Whether a statement that somebody else wrote, a language model, is held up by what it quotes."""
