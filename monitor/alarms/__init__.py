"""The alarm engine: limits as arrays, rules in numpy, one state machine. Pure: no clock, thread, screen or database."""
