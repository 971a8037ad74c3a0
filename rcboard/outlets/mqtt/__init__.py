"""MQTT: the board published once to a broker, and any number of boards that read it there instead of signing in."""
