"""Measured claims. Each prints JSON lines {"bench", "figure", "value", "unit"}; the reader compares, not the program."""
