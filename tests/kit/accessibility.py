"""What a screen reader knows of a program: widgets by role and name, over the accessibility bus."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney.wrappers import DBusErrorResponse

from tests.kit.desktop import Bus, descendants, until
from tests.kit.screen import Box

_A11Y = "org.a11y.atspi"
_STATES = {4: "checked", 8: "enabled", 12: "focused", 16: "modal", 23: "selected", 25: "showing", 30: "visible"}
"""Those of AT-SPI's states that tests ask for, by their bit."""

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
    def children(self) -> "list[Widget]":
        return [Widget(self.bus, *one) for one in self._ask("Accessible.GetChildren") if not one[1].endswith("/null")]

    def all(self, role: str, name: Named = "") -> "Iterator[Widget]":
        """Everything of this role, and name if one is given, here and below."""
        with suppress(DBusErrorResponse):  # it went away under our hands
            if self.role == role and (not name or (name(self.name) if callable(name) else name == self.name)):
                yield self
            for child in self.children:
                yield from child.all(role, name)

    def find(self, role: str, name: Named = "", seconds: float = 15.0) -> "Widget":
        """Wait for the first of this role and name."""
        return until(lambda: next(self.all(role, name), None), f"{role} {name!r}", seconds)  # type: ignore[return-value]

    def tree(self, indent: str = "") -> str:
        """All of it as text, to look at when a test fails."""
        below = [child.tree(indent + "  ") for child in self.children[:100]]
        return "\n".join([f"{indent}{self!r} {sorted(self.states & {'focused', 'selected', 'checked'})}", *below])


def accessible(reader: Bus, pid: int) -> Widget:
    """Wait for the program of this process on the accessibility bus, which ``reader`` is connected to."""
    root = Widget(reader, f"{_A11Y}.Registry", "/org/a11y/atspi/accessible/root")

    def ours() -> Widget | None:
        return next((one for one in root.children if reader.pid(one.owner) in descendants(pid)), None)

    return until(ours, "the program on the accessibility bus")  # type: ignore[return-value]


def accessibility_bus(bus: Bus) -> Bus:
    """Connect to the accessibility bus of this session."""
    return Bus(bus.ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"))
