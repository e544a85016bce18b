"""What leaves the room for other computers and people: calls for a second person, numerics, alarms, HL7."""
