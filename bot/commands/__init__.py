"""The commands of `dateline`, a module each; what they share is in `opening`."""
