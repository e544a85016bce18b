"""The words of the room: places, sessions, phases, alarms, people; the commands and events that change them."""
