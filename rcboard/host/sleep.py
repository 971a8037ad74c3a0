"""Sleep: the computer's own word that it goes to sleep and wakes, from logind over D-Bus where there is one.

    org.freedesktop.login1.Manager, signal PrepareForSleep(b): true just before, false just after (systemd, "logind")

Nothing here raises: without logind, or without a system bus, the clocks tell by their jump that the computer slept.
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dbus_fast import Message

_log = logging.getLogger(__name__)

_NAME: Final = "org.freedesktop.login1"
_PATH: Final = "/org/freedesktop/login1"
_INTERFACE: Final = "org.freedesktop.login1.Manager"
_BUS: Final = "org.freedesktop.DBus"
_MATCH: Final = f"type='signal',sender='{_NAME}',path='{_PATH}',interface='{_INTERFACE}',member='PrepareForSleep'"

Told = Callable[[bool], None]
"""Called with True when the computer is about to sleep, with False when it woke."""


def load() -> None:
    """Import what listening needs; takes a while, so it is done by a worker thread."""
    if sys.platform == "linux":
        import dbus_fast.aio  # noqa: F401


async def listen(told: Told) -> None:
    """Tell of sleep until cancelled; returns where nobody would tell."""
    if sys.platform != "linux":
        return
    try:
        await _listen(told)
    except Exception as error:  # the library's own, of the socket, of the address: the clocks stand in
        _log.debug("sleep: %s: %s", type(error).__name__, error)


async def _listen(told: Told) -> None:
    from dbus_fast import BusType, Message, MessageType  # late, see load
    from dbus_fast.aio import MessageBus

    def hear(message: "Message") -> None:
        if message.member == "PrepareForSleep" and message.interface == _INTERFACE and message.signature == "b":
            asyncio.get_running_loop().call_soon(told, bool(message.body[0]))

    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    try:
        bus.add_message_handler(hear)
        path = "/" + _BUS.replace(".", "/")
        reply = await bus.call(Message(_BUS, path, _BUS, "AddMatch", signature="s", body=[_MATCH]))
        if reply is not None and reply.message_type is MessageType.ERROR:
            raise ConnectionError(str(reply.error_name))
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # of dbus-fast's
    finally:
        bus.disconnect()
