"""A name that stops resolving: the resolver of this process, for one invented host."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HOST = "ringcentral.test"


class Names:
    """Knows ``HOST`` as this machine, unless it is ``gone``."""

    def __init__(self) -> None:
        self.gone = False
        self._ask = socket.getaddrinfo

    def look_up(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in (HOST, HOST.encode()):
            return self._ask(host, port, *args, **kwargs)
        if self.gone:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self._ask("127.0.0.1", port, *args, **kwargs)


@contextmanager
def resolving() -> Iterator[Names]:
    """Ask ``Names`` first, as long as the context lasts."""
    names = Names()
    before, socket.getaddrinfo = socket.getaddrinfo, names.look_up
    try:
        yield names
    finally:
        socket.getaddrinfo = before
