"""The network: which addresses this computer has towards the world, looked at now and then.

Connecting a datagram socket sends nothing: the system only chooses the route, and with it the address it would send
from. That takes some microseconds, needs no rights, and tells of a changed default route, another Wi-Fi, a VPN that
came or went, on every system alike.
"""

import socket
from ipaddress import ip_address

_NOWHERE = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET6, "2001:db8::1"),
)
"""Addresses for documentation (RFC 5737, RFC 3849), which go the way of the default route."""
_NETWORK_BITS = 64
"""The part of an IPv6 address that belongs to the network; the rest is changed every day, for privacy."""


def addresses() -> frozenset[str]:
    """The addresses packets to the world would be sent from; empty without any network."""
    return frozenset(filter(None, (_source(family, host) for family, host in _NOWHERE)))


def _source(family: socket.AddressFamily, host: str) -> str:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((host, 9))
            return network_of(str(probe.getsockname()[0]))
    except OSError:
        return ""


def network_of(address: str) -> str:
    """What of an address tells one network from another."""
    found = ip_address(address.partition("%")[0])
    if found.version == 4:
        return str(found)
    return str(ip_address(int(found) >> (128 - _NETWORK_BITS) << (128 - _NETWORK_BITS)))
