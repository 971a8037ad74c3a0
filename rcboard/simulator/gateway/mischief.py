"""Faults of whole sockets: closed, cut, silenced, expired or without their subscription."""

from collections.abc import Iterable

from rcboard.simulator.faults import SOCKETS, Fault, Faults
from rcboard.simulator.gateway.session import GatewaySession


def strike_open(faults: Faults, fault: Fault, lines: Iterable[GatewaySession]) -> None:
    """A fault was switched on: without a rate it strikes what is open now; ``once`` is over when it struck anybody."""
    if fault.name not in SOCKETS or fault.rate is not None:
        return
    struck = [line for line in lines if line.socket and fault.client in ("", *line.oauth.keys)]
    for line in struck:
        faults.struck[fault.name] += 1
        strike(fault.name, line)
    if struck and fault.once:
        faults.remove(fault)


def strike_newcomer(faults: Faults, line: GatewaySession) -> None:
    """A socket has opened: faults without a rate that are still on strike it too."""
    for name in SOCKETS:
        if not faults.rated(name) and faults.strikes(name, *line.oauth.keys):
            strike(name, line)


def strike(name: str, line: GatewaySession) -> None:
    """Do it to this line, if it has a socket."""
    socket = line.socket
    if socket is None:
        return
    match name:
        case "close_1006":
            socket.abort()
        case "idle_timeout":
            line.end("WSG-902", "Idle timeout expired")
        case "absolute_timeout":
            line.end("WSG-903", "Absolute timeout expired")
        case "token_expired":
            line.expire()
        case "silent_socket":
            socket.silent = True
        case "forget_subscription":
            line.forget_subscription()
        case _:
            socket.close(int(name.removeprefix("close_")), "by request")
