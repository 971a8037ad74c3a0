"""A private session bus, and a notification daemon on it that a test can make press, close, leave and hang."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.kit.desktop import TOASTS, Toast, until

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={place}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A message bus with nothing on it, as long as the context lasts; its address."""
    place, configuration = folder / "bus", folder / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(place=place))
    daemon = subprocess.Popen(["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"])
    try:
        until(lambda: _listens(place), "the bus")
        yield f"unix:path={place}"
    finally:
        daemon.terminate()
        daemon.wait()
        place.unlink(missing_ok=True)


def _listens(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(place))
    return True


class Notifier:
    """The daemon: keeps what it was asked to show. Use as a context; gone from the bus at its end."""

    def __init__(self, address: str, abilities: tuple[str, ...] = ("body", "body-markup", "actions")) -> None:
        self.shown: list[Toast] = []
        self.abilities = list(abilities)
        self.hasty: str | None = None
        """An action to signal before the answer to Notify, as a quick daemon may."""
        self.mute = False
        """Take questions, and never answer."""
        self._line = open_dbus_connection(address)
        assert unwrap_msg(self._line.send_and_get_reply(message_bus.RequestName(TOASTS, 4), timeout=5)) == (1,)
        self._ends = threading.Event()
        self._sends = threading.Lock()
        self._last = 100
        self._thread = threading.Thread(target=self._listen, name="notifier", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Notifier":
        return self

    def __exit__(self, *exception: object) -> None:
        self._ends.set()
        self._thread.join()
        self._line.close()

    @property
    def standing(self) -> dict[int, Toast]:
        """What is on the screen, by id; of replaced ones the last."""
        return {toast.id: toast for toast in self.shown if not toast.closed}

    def press(self, toast: Toast, action: str) -> None:
        """A click on a button, which also closes the toast."""
        self._signal("ActionInvoked", "us", toast.id, action)
        self.close(toast)

    def close(self, toast: Toast) -> None:
        """The person waves it away."""
        toast.closed = True
        self._signal("NotificationClosed", "uu", toast.id, 2)

    def _listen(self) -> None:
        while not self._ends.is_set():
            with suppress(TimeoutError):
                message = self._line.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call and not self.mute:
                    self._answer(message)

    def _answer(self, message: Any) -> None:
        member = message.header.fields[HeaderFields.member]
        signature = message.header.fields.get(HeaderFields.signature, "")
        match member, signature:
            case "GetCapabilities", "":
                self._send(new_method_return(message, "as", (self.abilities,)))
            case "Notify", "susssasa{sv}i":
                _app, replaces, _icon, title, body, actions, hints, _time = message.body
                if replaces not in self.standing:
                    self._last += 1
                toast = Toast(
                    replaces if replaces in self.standing else self._last,
                    replaces,
                    title,
                    body,
                    dict(zip(actions[::2], actions[1::2], strict=True)),
                    hints,
                )
                self.shown.append(toast)
                if self.hasty:
                    self._signal("ActionInvoked", "us", toast.id, self.hasty)
                self._send(new_method_return(message, "u", (toast.id,)))
            case "CloseNotification", "u" if message.body[0] in self.standing:
                self.standing[message.body[0]].closed = True
                self._send(new_method_return(message))
                self._signal("NotificationClosed", "uu", message.body[0], 3)
            case _:
                self._send(new_error(message, f"{TOASTS}.Refused", "s", (f"{member} {signature}",)))

    def _signal(self, member: str, signature: str, *values: Any) -> None:
        address = DBusAddress("/org/freedesktop/Notifications", interface=TOASTS)
        self._send(new_signal(address, member, signature, values))

    def _send(self, message: Any) -> None:
        with self._sends:
            self._line.send(message)
