"""What a screen reader knows of a program: widgets by role and name, over the accessibility bus."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from tests.kit.desktop import Bus, descendants, until
from tests.kit.screen import Box

_A11Y = "org.a11y.atspi"
_STATES = {4: "checked", 8: "enabled", 12: "focused", 16: "modal", 23: "selected", 25: "showing", 30: "visible"}
"""Those of AT-SPI's states that tests ask for, by their bit."""

_LABELLED_BY = 2
"""AT-SPI's relation."""

Named = str | Callable[[str], bool]
"""A name, or what it must be like."""


@dataclass(frozen=True)
class Widget:
    """One thing in a window. Positions are in pixels of the screen, true while nothing is scaled."""

    bus: Bus
    owner: str
    path: str

    def __repr__(self) -> str:
        try:
            return f"<{self.role} {self.name!r}>"
        except DBusErrorResponse:
            return "<a widget that is gone>"

    def _ask(self, method: str, signature: str = "", *values: Any) -> Any:
        return self.bus.ask(self.owner, self.path, f"{_A11Y}.{method}", signature, *values)

    @property
    def name(self) -> str:
        return str(self.bus.read(self.owner, self.path, f"{_A11Y}.Accessible.Name"))

    @property
    def description(self) -> str:
        return str(self.bus.read(self.owner, self.path, f"{_A11Y}.Accessible.Description"))

    @property
    def role(self) -> str:
        return str(self._ask("Accessible.GetRoleName")).removeprefix("push ")  # a button's name in older versions

    @property
    def states(self) -> set[str]:
        low, _high = self._ask("Accessible.GetState")
        return {state for bit, state in _STATES.items() if low >> bit & 1}

    @property
    def box(self) -> Box:
        return Box(*self._ask("Component.GetExtents", "u", 0))

    @property
    def text(self) -> str:
        """What stands in a field or label."""
        return str(self._ask("Text.GetText", "ii", 0, -1))

    def write(self, text: str) -> None:
        """Put this into a field."""
        self._ask("EditableText.SetTextContents", "s", text)

    def press(self) -> None:
        """What a screen reader's user does with a button."""
        names = [name for name, _description, _key in self._ask("Action.GetActions")]
        self._ask("Action.DoAction", "i", names.index("Press" if "Press" in names else "Toggle"))

    @property
    def labelled_by(self) -> "list[Widget]":
        """What says beside it what this is."""
        relations = self._ask("Accessible.GetRelationSet")
        return [Widget(self.bus, *one) for kind, targets in relations if kind == _LABELLED_BY for one in targets]

    @property
    def children(self) -> "list[Widget]":
        return [Widget(self.bus, *one) for one in self._ask("Accessible.GetChildren") if not one[1].endswith("/null")]

    def every(self) -> "Iterator[Widget]":
        """This one and everything below."""
        yield self
        with suppress(DBusErrorResponse):  # it went away under our hands
            for child in self.children:
                yield from child.every()

    def on_screen(self) -> "Iterator[Widget]":
        """Everything below that is shown; nothing is asked of the rest."""
        with suppress(DBusErrorResponse):
            for child in self.children:
                if "showing" in child.states:
                    yield child
                    yield from child.on_screen()

    def all(self, role: str, name: Named = "") -> "Iterator[Widget]":
        """Everything of this role, and name if one is given, here and below."""
        for one in self.every():
            with suppress(DBusErrorResponse):
                if one.role == role and (not name or (name(one.name) if callable(name) else name == one.name)):
                    yield one

    def find(self, role: str, name: Named = "", seconds: float = 15.0) -> "Widget":
        """Wait for the first of this role and name."""
        return until(lambda: next(self.all(role, name), None), f"{role} {name!r}", seconds)  # type: ignore[return-value]

    def tree(self, indent: str = "") -> str:
        """All of it as text, to look at when a test fails."""
        below = [child.tree(indent + "  ") for child in self.children[:100]]
        return "\n".join([f"{indent}{self!r} {sorted(self.states & {'focused', 'selected', 'checked'})}", *below])


class Ear:
    """Hears what programs say by themselves, as a screen reader does."""

    def __init__(self, bus: Bus) -> None:
        self._line = open_dbus_connection(bus.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"))
        registry = DBusAddress("/org/a11y/atspi/registry", f"{_A11Y}.Registry", f"{_A11Y}.Registry")
        wanted = new_method_call(registry, "RegisterEvent", "sass", ("object:announcement", [], ""))
        unwrap_msg(self._line.send_and_get_reply(wanted, timeout=5))
        rule = MatchRule(type="signal", interface=f"{_A11Y}.Event.Object", member="Announcement")
        unwrap_msg(self._line.send_and_get_reply(message_bus.AddMatch(rule), timeout=5))
        self._said: list[str] = []

    def close(self) -> None:
        self._line.close()

    def said(self) -> list[str]:
        """All that was said until now."""
        with suppress(TimeoutError):
            while True:
                message = self._line.receive(timeout=0.01)
                if message.header.fields.get(HeaderFields.member) == "Announcement":
                    self._said.append(str(message.body[3][1]))
        return self._said


def accessible(reader: Bus, pid: int) -> Widget:
    """Wait for the program of this process on the accessibility bus, which ``reader`` is connected to."""
    root = Widget(reader, f"{_A11Y}.Registry", "/org/a11y/atspi/accessible/root")

    def ours() -> Widget | None:
        return next((one for one in root.children if reader.pid(one.owner) in descendants(pid)), None)

    return until(ours, "the program on the accessibility bus")  # type: ignore[return-value]


def accessibility_bus(bus: Bus) -> Bus:
    """Connect to the accessibility bus of this session."""
    return Bus(bus.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"))
