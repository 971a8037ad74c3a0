"""Addresses: of a broker, as people write it, and of the topics on it."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from rcboard.outlets.live import StaysOffError
from rcboard.words import mqtt as words

PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class Broker:
    """Where a broker is, and as whom to speak to it; the password is no part of an address."""

    host: str
    port: int
    tls: bool
    user: str = ""
    account: str = ""
    """The company, where the address names it: "mqtts://broker/ACCOUNT"."""


def broker(url: str) -> Broker:
    """Read "mqtts://user@broker:8883/account". Raises StaysOffError, with a sentence, for what cannot be meant."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    account = parts.path.strip("/")
    if not (port and parts.hostname) or parts.password or not _plain(account):
        raise StaysOffError(words.bad_url())
    return Broker(parts.hostname, port, parts.scheme == "mqtts", unquote(parts.username or ""), account)


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one company."""

    account: str

    @property
    def root(self) -> str:
        return f"rcboard/{self.account}"

    @property
    def link(self) -> str:
        """How the line stands, and the publisher's beat."""
        return f"{self.root}/link"

    @property
    def lease(self) -> str:
        """Who publishes."""
        return f"{self.root}/lease"

    @property
    def people(self) -> str:
        """Everybody, as a filter."""
        return f"{self.root}/people/+"

    def person(self, id: str) -> str:
        """One person."""
        return f"{self.root}/people/{id}"

    def person_of(self, topic: str) -> str | None:
        """Whom a topic is about; None where it is no person's."""
        before, _slash, id = topic.rpartition("/")
        return id if before == f"{self.root}/people" else None


def topics(account: str) -> Topics:
    """The topics of this company. Raises StaysOffError for a name that makes no topic."""
    if not account or not _plain(account):
        raise StaysOffError(words.bad_account())
    return Topics(account)


def _plain(account: str) -> bool:
    return not set(account) & set("+#/ \0") and len(account) <= 100
