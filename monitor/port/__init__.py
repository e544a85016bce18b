"""All that a screen may know and ask: an immutable snapshot, and commands."""
