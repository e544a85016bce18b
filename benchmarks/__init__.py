"""Measured claims, each printed as lines of JSON; the reader compares, not the program."""
