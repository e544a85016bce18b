"""Devices and patients from the other end of the wire. Runs as a process of its own; knows nothing of the monitor."""
