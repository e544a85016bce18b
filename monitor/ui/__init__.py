"""The station display. It shows snapshots and hands commands to the port; what values mean is left to the room."""
