"""Ways out of the simulated devices: pseudo-terminals, TCP servers and an MQTT broker, all on this computer only."""
