"""The way: how requests and socket alike reach RingCentral, under one TLS context and through one proxy."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import truststore

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.errors import RcError
from rcboard.platform.proxy import Proxies, proxies


@dataclass(frozen=True, slots=True)
class Way:
    """``context`` trusts what the system trusts, and the company's certificates where a file of them is given."""

    context: ssl.SSLContext
    proxies: Proxies = field(default_factory=Proxies)


def way(ca_file: str = "", proxy: str = "") -> Way:
    """Read the system's certificates and settings; blocks. Raises RcError where what was set cannot be meant."""
    return Way(trust(ca_file), proxies(proxy))


def trust(ca_file: str = "") -> ssl.SSLContext:
    """What the system trusts, and the certificates of this PEM file. Raises RcError for a file that has none."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        try:
            context.load_verify_locations(cafile=Path(ca_file).expanduser())
        except (OSError, ValueError, RuntimeError):  # not there, not PEM (an OSError, too), nobody's home
            raise RcError(Problem(ProblemKind.CA_FILE_WRONG, detail=ca_file, permanent=True)) from None
    return context
