"""The platform's own state: clients in limited mode ask here until it is normal again."""

from rcboard.simulator.rest.ask import Answer, Ask, Operation


def normal(ask: Ask) -> Answer:
    """200 while everything is served; during maintenance a fault answers in its place."""
    return Answer(body={"status": "Normal"})


STATUS = Operation("GET", "/restapi/v1.0/status", normal, signed=False)
"""Needs no token and counts for no limit."""
