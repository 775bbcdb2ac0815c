"""Measurements on gold data, with floors that may only rise."""
