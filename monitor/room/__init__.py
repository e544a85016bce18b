"""The deterministic heart: domain and alarms composed. It knows ticks, no clock, thread, screen or database."""
