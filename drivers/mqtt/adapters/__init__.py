"""MQTT messages that others designed: CARE / teleICU, Home Assistant, and any JSON by an explicit map."""
