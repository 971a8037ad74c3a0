"""Brokers: how an MQTT broker is reached, for who publishes to one and for boards that are read from one."""

import argparse
import asyncio
import importlib
import ssl
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rcboard.app import access, report
from rcboard.app.connection import Feed
from rcboard.app.outlet_secrets import MQTT, OutletSecrets
from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Clock, Times
from rcboard.host.secrets import SecretsError
from rcboard.outlets.live import StaysOffError
from rcboard.outlets.mqtt.address import Broker, broker
from rcboard.words import mqtt as words
from rcboard.words import outlets as outlet_words
from rcboard.words import problems

if TYPE_CHECKING:
    from rcboard.outlets.mqtt.source import MqttSource


def feed(args: argparse.Namespace) -> Feed | None:
    """The broker named by option or setting, as a feed; None where none is. SystemExit(2) for one that cannot be."""
    wished = access.preferences(profile=args.profile).mqtt
    url = args.source or wished.source
    if not url:
        return None
    try:
        broker(url)
        importlib.import_module("rcboard.outlets.mqtt.client")
    except StaysOffError as error:
        report.complain(str(error))
        raise SystemExit(2) from None
    except ModuleNotFoundError:
        report.complain(words.missing())
        raise SystemExit(2) from None
    secrets = OutletSecrets(args.profile, Times(), args.redaction.learn)

    async def run(tell: Callable[[Sequence[Event]], None], clock: Clock) -> None:
        tell([LinkChanged(Link(Phase.STARTING, clock.now()))])
        try:
            source = await _source(url, wished.ca_file, secrets, tell, clock)
        except SecretsError as error:
            tell([LinkChanged(Link(Phase.SIGNED_OUT, clock.now(), error.problem))])
            return
        await source.run()

    return run


async def _source(
    url: str, ca_file: str, secrets: OutletSecrets, tell: Callable[[Sequence[Event]], None], clock: Clock
) -> "MqttSource":
    address, password, trusted = await broker_access(url, ca_file, secrets)
    from rcboard.outlets.mqtt.source import MqttSource  # loaded off this thread just now

    return MqttSource(address, password, trusted, tell=tell, clock=clock)


async def broker_access(url: str, ca_file: str, secrets: OutletSecrets) -> tuple[Broker, str, ssl.SSLContext | None]:
    """Where the broker is, the password for it, and whom to trust. Raises StaysOffError."""
    address = broker(url)
    try:
        await asyncio.to_thread(importlib.import_module, "rcboard.outlets.mqtt.client")
    except ModuleNotFoundError:
        raise StaysOffError(words.missing()) from None
    try:
        # A broker that wants no name wants no password: the keyring, which may prompt, is left alone.
        password = await secrets.find(MQTT) if address.user else ""
    except SecretsError as error:
        raise StaysOffError(outlet_words.stays_off(words.name(), problems.told(error.problem).text)) from None
    return address, password, await asyncio.to_thread(_trust, ca_file) if address.tls else None


def _trust(ca_file: str) -> ssl.SSLContext:
    # Late, and in a worker: they bring the SDK, and the system's certificates.
    from rcboard.platform.errors import RcError
    from rcboard.platform.way import trust

    try:
        return trust(ca_file)
    except RcError as error:
        raise StaysOffError(outlet_words.stays_off(words.name(), problems.told(error.problem).text)) from None
