"""The alarm's sound, in a process of its own that also notices when the monitor stops."""
