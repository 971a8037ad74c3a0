"""The simulator judged by RingCentral's own clients: ``make conformance``."""
