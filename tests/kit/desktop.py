"""What can be seen of, and done to, a desktop session from outside: its bus, tray, toasts and keyring.

Talks D-Bus through jeepney, another library than the program under test. The screen is in ``tests.kit.screen``, what
a screen reader hears in ``tests.kit.accessibility``.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

T = TypeVar("T")
BUS = "org.freedesktop.DBus"


def until(check: Callable[[], T], what: str, seconds: float = 15.0) -> T:
    """What the check gives as soon as that is true; an exception means "not yet". TimeoutError tells the last of it."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            seen: Any = check()
        except (AssertionError, LookupError, OSError, RuntimeError, DBusErrorResponse) as error:
            seen = error
        else:
            if seen:
                return seen  # type: ignore[no-any-return]
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s; at last {seen!r}")
        time.sleep(0.03)


def descendants(pid: int) -> set[int]:
    """This process and all it started: the window may belong to a child of the command."""
    children: dict[int, set[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, set()).add(int(status.parent.name))
    found, new = {pid}, {pid}
    while new:
        new = set().union(*(children.get(one, ()) for one in new))
        found |= new
    return found


class Bus:
    """A blocking connection; every question has five seconds."""

    def __init__(self, address: str = "SESSION") -> None:
        self._line = open_dbus_connection(address)

    def close(self) -> None:
        self._line.close()

    def ask(self, name: str, path: str, method: str, signature: str = "", *values: Any) -> Any:
        """Call "interface.Member": the one value it gives, or a tuple of several."""
        interface, _, member = method.rpartition(".")
        message = new_method_call(DBusAddress(path, name, interface), member, signature or None, values)
        body = unwrap_msg(self._line.send_and_get_reply(message, timeout=5))
        return body[0] if len(body) == 1 else body

    def read(self, name: str, path: str, value: str) -> Any:
        """The property "interface.Name"."""
        interface, _, member = value.rpartition(".")
        message = Properties(DBusAddress(path, name, interface)).get(member)
        return unwrap_msg(self._line.send_and_get_reply(message, timeout=5))[0][1]

    def there(self, name: str) -> bool:
        return bool(self.ask(BUS, "/", f"{BUS}.NameHasOwner", "s", name))

    def pid(self, name: str) -> int:
        return int(self.ask(BUS, "/", f"{BUS}.GetConnectionUnixProcessID", "s", name))


# --- the tray

_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"


@dataclass(frozen=True)
class MenuLine:
    """A line of the tray menu as the panel receives it."""

    id: int
    label: str
    enabled: bool
    checked: bool
    below: "tuple[MenuLine, ...]"


@dataclass(frozen=True)
class TrayItem:
    """An icon in the tray."""

    bus: Bus
    name: str
    path: str

    @property
    def title(self) -> str:
        return str(self.bus.read(self.name, self.path, f"{_ITEM}.Title"))

    @property
    def tooltip(self) -> str:
        _icon, _pixels, title, text = self.bus.read(self.name, self.path, f"{_ITEM}.ToolTip")
        return "\n".join(filter(None, (title, text)))

    @property
    def pixels(self) -> bytes:
        """The largest picture sent, four bytes a pixel: alpha, red, green, blue."""
        pictures = self.bus.read(self.name, self.path, f"{_ITEM}.IconPixmap")
        return bytes(max(pictures, key=lambda picture: picture[0])[2])

    def click(self) -> None:
        """What the panel does on a click with the left button."""
        self.bus.ask(self.name, self.path, f"{_ITEM}.Activate", "ii", 0, 0)

    def menu(self) -> tuple[MenuLine, ...]:
        menu = self.bus.read(self.name, self.path, f"{_ITEM}.Menu")
        with suppress(DBusErrorResponse):  # a menu made on demand is made now
            self.bus.ask(self.name, menu, f"{_MENU}.AboutToShow", "i", 0)
        _revision, root = self.bus.ask(self.name, menu, f"{_MENU}.GetLayout", "iias", 0, -1, [])
        return _lines(root).below

    def choose(self, label: str) -> None:
        """Click this line of the menu. LookupError where there is none."""
        lines = {line.label: line for line in self.menu()}
        menu = self.bus.read(self.name, self.path, f"{_ITEM}.Menu")
        self.bus.ask(self.name, menu, f"{_MENU}.Event", "isvu", lines[label].id, "clicked", ("i", 0), 0)


def _lines(node: tuple[int, dict[str, tuple[str, Any]], list[Any]]) -> MenuLine:
    id, told, below = node
    values = {name: value for name, (_signature, value) in told.items()}
    return MenuLine(
        id,
        str(values.get("label", "")).replace("_", ""),
        bool(values.get("enabled", True)),
        values.get("toggle-state") == 1,
        tuple(_lines(one) for _signature, one in below if one[1].get("visible", ("b", True))[1]),
    )


def tray_items(bus: Bus, pid: int) -> list[TrayItem]:
    """The icons of this process and its children."""
    watcher = "org.kde.StatusNotifierWatcher"
    entries = bus.read(watcher, "/StatusNotifierWatcher", f"{watcher}.RegisteredStatusNotifierItems")
    places = [(name, "/" + path) for name, _, path in (entry.partition("/") for entry in entries)]
    return [TrayItem(bus, name, path) for name, path in places if bus.pid(name) in descendants(pid)]


def tray_item(bus: Bus, pid: int) -> TrayItem:
    """Wait for the icon of this process."""
    return until(lambda: tray_items(bus, pid), "an icon in the tray")[0]


# --- toasts

TOASTS = "org.freedesktop.Notifications"


@dataclass
class Toast:
    """A notification as it was asked for, and what became of it."""

    id: int
    replaces: int
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, tuple[str, Any]]
    """By name: D-Bus signature and value."""
    closed: bool = False
    pressed: list[str] = field(default_factory=list)


class Toasts:
    """Listens to everything said between programs and the notification daemon. Use as a context."""

    def __init__(self) -> None:
        self.seen: list[Toast] = []
        self._asked: dict[tuple[str, int], tuple[Any, ...]] = {}
        self._line = open_dbus_connection("SESSION")
        self._ends = threading.Event()
        rules = [
            f"type='method_call',interface='{TOASTS}'",
            f"type='signal',interface='{TOASTS}'",
            "type='method_return'",
        ]
        monitor = DBusAddress("/org/freedesktop/DBus", BUS, f"{BUS}.Monitoring")
        unwrap_msg(
            self._line.send_and_get_reply(new_method_call(monitor, "BecomeMonitor", "asu", (rules, 0)), timeout=5)
        )
        self._thread = threading.Thread(target=self._listen, name="toasts", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Toasts":
        return self

    def __exit__(self, *exception: object) -> None:
        self._ends.set()
        self._thread.join()
        self._line.close()

    def wait(self, check: Callable[[Toast], bool], what: str = "a toast", seconds: float = 15.0) -> Toast:
        """The first toast, seen before or from now on, for which the check holds."""
        return until(lambda: [toast for toast in list(self.seen) if check(toast)], what, seconds)[0]

    def _listen(self) -> None:
        while not self._ends.is_set():
            with suppress(TimeoutError):
                self._hear(self._line.receive(timeout=0.1))

    def _hear(self, message: Any) -> None:
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        match message.header.message_type:
            case MessageType.method_call if member == "Notify":
                self._asked[fields[HeaderFields.sender], message.header.serial] = message.body
            case MessageType.method_return:
                asker = fields.get(HeaderFields.destination), fields.get(HeaderFields.reply_serial)
                if asked := self._asked.pop(asker, None):
                    _app, replaces, _icon, title, body, actions, hints, _time = asked
                    buttons = dict(zip(actions[::2], actions[1::2], strict=True))
                    self.seen.append(Toast(message.body[0], replaces, title, body, buttons, hints))
            case MessageType.signal if member in ("NotificationClosed", "ActionInvoked"):
                for toast in [toast for toast in self.seen if toast.id == message.body[0]][-1:]:
                    if member == "ActionInvoked":
                        toast.pressed.append(message.body[1])
                    else:
                        toast.closed = True


# --- the keyring

_SECRETS = "org.freedesktop.secrets"
_LOGIN = "/org/freedesktop/secrets/collection/login"


class Vault:
    """The session's keyring, and what can go wrong with it."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._talk = self._service("OpenSession", "sv", "plain", ("s", ""))[1]

    def _service(self, member: str, signature: str, *values: Any) -> Any:
        path = "/org/freedesktop/secrets"
        return self._bus.ask(_SECRETS, path, f"org.freedesktop.Secret.Service.{member}", signature, *values)

    def entries(self, service: str) -> dict[str, str]:
        """What the keyring library stored under this service: text by name. Only while unlocked."""
        unlocked, _locked = self._service("SearchItems", "a{ss}", {"service": service})
        found = {}
        for path in unlocked:
            names = self._bus.read(_SECRETS, path, "org.freedesktop.Secret.Item.Attributes")
            secret = self._bus.ask(_SECRETS, path, "org.freedesktop.Secret.Item.GetSecret", "o", self._talk)
            found[names["username"]] = bytes(secret[2]).decode()
        return found

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Locked, with nobody to ask for the password."""
        self._service("Lock", "ao", [_LOGIN])
        try:
            yield
        finally:
            self._bus.ask(
                _SECRETS,
                "/org/freedesktop/secrets",
                "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface.UnlockWithMasterPassword",
                "o(oayays)",
                _LOGIN,
                (self._talk, b"", b"rcboard", "text/plain"),
            )

    @contextmanager
    def hung(self) -> Iterator[None]:
        """There, and not answering."""
        pid = self._bus.pid(_SECRETS)
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)
