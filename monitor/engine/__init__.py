"""The running shell around the room: device supervisors, the ticker, the engine's thread.

It feeds `monitor.room` and publishes its picture; what a value means is decided there, never here.
"""
