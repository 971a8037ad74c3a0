"""How many boards one broker carries on this machine: ``python -m tests.scale``."""
