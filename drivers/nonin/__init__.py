"""Nonin oximeters: the data formats 1, 2, 7, 8 and 13, and the lines that Avant monitors print."""
