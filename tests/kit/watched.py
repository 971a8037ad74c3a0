"""Sockets watched: what a program and its children open towards the network, told exactly and looked at from outside.

Each Python process tells through an audit hook (PEP 578) of every address that a socket is bound or connected to or
sends to, and of every name that is looked up. What libraries in C open is looked at through ``/proc``, many times a
second.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

HOOK = """
import os, sys
def _tell(event, args, out=open(os.environ["WATCHED"], "a", buffering=1)):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg") and isinstance(args[1], tuple):
        out.write(f"{event} {args[0].type.name} {args[1][0]} {args[1][1]}\\n")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and args[0] is not None:
        out.write(f"{event} {args[0] if isinstance(args[0], str) else bytes(args[0]).decode()}\\n")
sys.addaudithook(_tell)
"""
ROUTE_ONLY = ("192.0.2.1", "2001:db8::1")
"""Addresses for documentation, to which a datagram socket is connected to learn the own address; nothing is sent."""


@dataclass(frozen=True)
class Watched:
    """Where the hook lies and what it wrote. ``environment`` goes to the program that is to be watched."""

    folder: Path
    behind: str
    """The rest of the Python path."""

    def environment(self) -> dict[str, str]:
        """Starts the hook in each Python process, before anything of its own."""
        (self.folder / "sitecustomize.py").write_text(HOOK)
        path = os.pathsep.join((str(self.folder), self.behind))
        return {"PYTHONPATH": path, "WATCHED": str(self.folder / "told"), "PYTHONWARNINGS": "ignore"}

    def told(self) -> list[str]:
        """Everything told so far, a line each."""
        return (self.folder / "told").read_text().splitlines()

    def strays(self) -> list[str]:
        """What was told of any other place than this computer."""
        return [line for line in self.told() if not _stays(line.split())]


def _stays(words: list[str]) -> bool:
    event, place = words[0], words[1]
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        return place == "localhost" or is_here(place)
    kind, address = words[1], words[2]
    return is_here(address) or (event == "socket.connect" and kind == "SOCK_DGRAM" and address in ROUTE_ONLY)


def is_here(address: str) -> bool:
    """Whether an address is of this computer alone. That of all networks ("0.0.0.0") is not."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return found.is_loopback or bool(getattr(found, "ipv4_mapped", None) and found.ipv4_mapped.is_loopback)  # type: ignore[union-attr]


def family_of(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    try:
        children = [
            child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
        ]
    except OSError:  # it ended meanwhile
        return
    for child in children:
        yield from family_of(int(child))


def open_sockets(pid: int) -> set[tuple[str, str]]:
    """The TCP and UDP sockets of a process and its descendants: (own address, the other's address)."""
    found: set[tuple[str, str]] = set()
    for one in family_of(pid):
        try:
            inodes = {link.readlink().name for link in Path(f"/proc/{one}/fd").iterdir()}
            for table in ("tcp", "tcp6", "udp", "udp6"):
                for line in Path(f"/proc/{one}/net/{table}").read_text().splitlines()[1:]:
                    fields = line.split()
                    if f"socket:[{fields[9]}]" in inodes:
                        found.add((_address(fields[1]), _address(fields[2])))
        except OSError:  # it, or a file of it, was closed meanwhile
            continue
    return found


def _address(field: str) -> str:
    """The kernel's "0100007F:1F90" as "127.0.0.1"."""
    packed = bytes.fromhex(field.partition(":")[0])
    words = [packed[at : at + 4][::-1] for at in range(0, len(packed), 4)]
    return str(ip_address(b"".join(words)))
