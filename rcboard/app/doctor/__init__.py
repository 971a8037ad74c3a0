"""The doctor: looks at everything the board depends on, from the configuration to the first notification."""
