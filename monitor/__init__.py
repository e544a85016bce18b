"""The monitor: judges what the devices say and shows it."""
