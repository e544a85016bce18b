"""Nellcor pulse oximeters that print a line every two seconds."""
