"""Questions that an article nearly answers, made from real ones: to train the reader and to measure it."""
