"""RingCentral and nothing else: its HTTP, its gateway, its errors, turned into domain events."""
