"""Masimo pulse oximeters that print one ASCII 1 line a second."""
