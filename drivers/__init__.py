"""What the bedside says: wire formats, links and drivers. Knows nothing of the monitor."""
