"""Sleep: the computer's own word that it goes to sleep and wakes, from logind over D-Bus where there is one.

    org.freedesktop.login1.Manager, signal PrepareForSleep(b): true just before, false just after (systemd, "logind")

Nothing here raises: without logind, or without a system bus, the clocks tell by their jump that the computer slept.
"""

import asyncio
import importlib
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
PAUSE: Final = 2.0
"""Seconds before what listening needs is loaded: whoever has just started waits for the board, and not for this."""


async def listen(told: Told, *, pause: float = PAUSE) -> None:
    """Tell of sleep until cancelled; returns where nobody would tell."""
    if sys.platform != "linux":
        return
    await asyncio.sleep(pause)
    try:
        await asyncio.to_thread(importlib.import_module, "dbus_fast.aio")  # takes a while
        await _listen(told)
    except Exception as error:  # the library's own, of the socket, of the address: the clocks stand in
        _log.debug("sleep: %s: %s", type(error).__name__, error)


async def _listen(told: Told) -> None:
    from dbus_fast import BusType, Message, MessageType  # late, see listen
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
