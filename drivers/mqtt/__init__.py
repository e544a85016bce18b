"""Bedside values over MQTT: `payloads` is the wire format, `intake` judges order and age, `session` holds the link."""
