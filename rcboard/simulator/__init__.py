"""A small RingCentral on this machine."""
