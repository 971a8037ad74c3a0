"""Notices: toasts of the desktop, one for each key, replaced and withdrawn.

The freedesktop interface is called by hand, without asking the daemon for its description: these are all of it

    Notify(s app, u replaces, s icon, s title, s body, as actions, a{sv} hints, i milliseconds) -> u id
    CloseNotification(u id)    GetCapabilities() -> as
    signals: ActionInvoked(u id, s action)    NotificationClosed(u id, u why)

Nothing here raises: a desktop without a notification daemon is a normal one, and the daemon may come, go and come
again while we run.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from rcboard.domain.times import Times

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

OnAction = Callable[[str, str], None]
"""Called with (key, action) when a button of a notice was pressed; "default" is a click on the notice itself."""

_NAME: Final = "org.freedesktop.Notifications"
_BUS: Final = "org.freedesktop.DBus"
_MATCHES: Final = (
    f"type='signal',sender='{_NAME}',interface='{_NAME}'",
    f"type='signal',sender='{_BUS}',member='NameOwnerChanged',arg0='{_NAME}'",
)
_NORMAL: Final = 1
_DAEMON_DECIDES: Final = -1

_log = logging.getLogger(__name__)


class Notices(Protocol):
    """Toasts, each under a key such as a person's id: a second one with the same key takes the first one's place."""

    async def show(
        self, key: str, title: str, body: str, actions: Mapping[str, str] | None = None, *, sound: bool = False
    ) -> bool:
        """Show plain text, with buttons by action and label. False: not shown, tell it some other way.

        Silent, unless ``sound`` is wanted and the desktop has one for it.
        """

    async def withdraw(self, key: str) -> None:
        """Take the notice away, if it still stands."""

    async def close(self) -> None:
        """Withdraw everything and end."""


def desktop_notices(on_action: OnAction, times: Times, icon: str = "rcboard") -> Notices:
    """The notices of this desktop; where it knows no freedesktop bus, ones that are never shown."""
    return BusNotices(on_action, times, icon) if sys.platform == "linux" else NoNotices()


class NoNotices:
    """Notices of a system we have no words with; the tray's balloon stands in."""

    async def show(
        self, key: str, title: str, body: str, actions: Mapping[str, str] | None = None, *, sound: bool = False
    ) -> bool:
        """Not shown."""
        return False

    async def withdraw(self, key: str) -> None:
        """There is nothing."""

    async def close(self) -> None:
        """There is nothing."""


class BusNotices:
    """Notices through the session bus. One call at a time, so that a replacement knows whom it replaces."""

    def __init__(self, on_action: OnAction, times: Times, icon: str) -> None:
        """``icon`` is a name of the icon theme or a path."""
        self._on_action = on_action
        self._limit = times.connect
        self._icon = icon
        self._turn = asyncio.Lock()
        self._bus: MessageBus | None = None
        self._can: frozenset[str] | None = None
        self._ids: dict[str, int] = {}
        self._early: list[Message] = []
        self._was_shown = True

    async def show(
        self, key: str, title: str, body: str, actions: Mapping[str, str] | None = None, *, sound: bool = False
    ) -> bool:
        """See :class:`Notices`."""
        async with self._turn:
            shown = await self._attempt(lambda: self._notify(key, title, body, actions or {}, sound)) is not None
            if shown is not self._was_shown:
                _log.info("notices are shown again" if shown else "nobody shows notices on this desktop")
            self._was_shown = shown
            return shown

    async def withdraw(self, key: str) -> None:
        """See :class:`Notices`."""
        async with self._turn:
            id = self._ids.pop(key, None)
            if id is not None:
                await self._attempt(lambda: self._call("CloseNotification", "u", [id]))

    async def close(self) -> None:
        """See :class:`Notices`."""
        for key in list(self._ids):
            await self.withdraw(key)
        if self._bus:
            self._bus.disconnect()
            self._bus = None

    async def _attempt(self, call: "Callable[[], Any]") -> Any:
        """What the call gave, or None when it failed in any way."""
        try:
            async with asyncio.timeout(self._limit):
                return await call()
        except Exception as error:  # the library's own, of the socket, of the address: none matters to the board
            _log.debug("notice: %s: %s", type(error).__name__, error)
            return None

    async def _notify(self, key: str, title: str, body: str, actions: Mapping[str, str], sound: bool) -> int:
        from dbus_fast import Variant

        await self._connect()
        if self._can is None:
            self._can = frozenset(await self._call("GetCapabilities"))
        hints = {
            "urgency": Variant("y", _NORMAL),
            "category": Variant("s", "presence"),
            "desktop-entry": Variant("s", "rcboard"),
            "sound-name" if sound else "suppress-sound": Variant("s", "message") if sound else Variant("b", True),
        }
        self._early.clear()
        id: int = await self._call(
            "Notify",
            "susssasa{sv}i",
            [
                "rcboard",
                self._ids.get(key, 0),
                self._icon,
                title,
                _marked_up(body) if "body-markup" in self._can else body,
                [text for pair in actions.items() for text in pair] if "actions" in self._can else [],
                hints,
                _DAEMON_DECIDES,
            ],
        )
        self._ids[key] = id
        # A quick daemon's signals can be here before we have learnt whose they are.
        early, self._early = self._early, []
        for message in early:
            self._hear(message)
        return id

    async def _connect(self) -> None:
        """Find the bus, once or once again. Raises whatever the library does."""
        if self._bus and self._bus.connected:
            return
        from dbus_fast import BusType
        from dbus_fast.aio import MessageBus

        self._forget()
        bus = await MessageBus(bus_type=BusType.SESSION).connect()
        try:
            bus.add_message_handler(self._hear)
            for match in _MATCHES:
                await self._ask(bus, _BUS, "AddMatch", "s", [match])
        except BaseException:
            bus.disconnect()
            raise
        self._bus = bus

    async def _call(self, member: str, signature: str = "", body: list[Any] | None = None) -> Any:
        if not self._bus or not self._bus.connected:
            raise ConnectionError("no bus")
        return await self._ask(self._bus, _NAME, member, signature, body or [])

    async def _ask(self, bus: "MessageBus", name: str, member: str, signature: str, body: list[Any]) -> Any:
        from dbus_fast import Message, MessageType

        path = "/" + name.replace(".", "/")  # so it is with both we talk to
        reply = await bus.call(Message(name, path, name, member, signature=signature, body=body))
        if reply.message_type is MessageType.ERROR:
            raise ConnectionError(f"{member}: {reply.error_name}")
        return reply.body[0] if reply.body else ()

    def _hear(self, message: "Message") -> None:
        """A signal: of the daemon about a notice, or of the bus that the daemon is another one now."""
        if message.member == "NameOwnerChanged" and message.body[0] == _NAME:
            self._forget()
        elif message.interface == _NAME and message.member in ("ActionInvoked", "NotificationClosed"):
            key = next((key for key, id in self._ids.items() if id == message.body[0]), None)
            if key is None:
                if self._turn.locked():
                    self._early.append(message)
            elif message.member == "NotificationClosed":
                del self._ids[key]
            else:
                asyncio.get_running_loop().call_soon(self._on_action, key, message.body[1])

    def _forget(self) -> None:
        """Ids and abilities were those of a daemon that is gone."""
        self._ids.clear()
        self._early.clear()
        self._can = None


def _marked_up(text: str) -> str:
    from html import escape  # late: it comes with all the entities there are

    return escape(text, quote=False)
