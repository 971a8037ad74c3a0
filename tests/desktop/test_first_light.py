"""The whole line on a real desktop: from the first sign-in to the second start, by hand, eye and ear."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.conftest import Start
from tests.kit import screen
from tests.kit.accessibility import Widget, accessible
from tests.kit.desktop import Bus, Toasts, TrayItem, Vault, tray_item, until
from tests.kit.office import Office, OpenOffice
from tests.kit.program import RCBOARD, Program

pytestmark = pytest.mark.session(panel=True, notices=True, keyring=True, a11y=True)

BUTTONS = ("button", "toggle button", "check box", "radio button", "button menu")
"""What can be pressed, as AT-SPI names it."""
ACTED_ON = {*BUTTONS, "text", "password text", "combo box", "spin button", "page tab", "list", "list item", "menu item"}
"""What else takes hands, too."""
DOUBLE_CLICK = 0.6
"""Seconds; the desktop's own figure is 0.4."""


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """An office in which nobody moves but by our hand."""
    return office("--extensions", "40", "--rate", "0", "--limit", "auth=100")


class Board:
    """The running program as the person before it knows it."""

    def __init__(self, running: Program, bus: Bus, reader: Bus) -> None:
        self.running = running
        self._bus = bus
        self.widgets = accessible(reader, running.pid)
        self._clicked = 0.0

    @property
    def tray(self) -> TrayItem:
        return tray_item(self._bus, self.running.pid)

    def click_tray(self) -> None:
        """Click the icon; not so soon after the last time that both would be a double click."""
        until(lambda: time.monotonic() - self._clicked > DOUBLE_CLICK, "a click of its own")
        self.tray.click()
        self._clicked = time.monotonic()

    @property
    def visible(self) -> bool:
        return any(window.title == "rcboard" for window in screen.windows(self.running.pid))

    def tiles(self) -> list[str]:
        """What a screen reader says of each: name, number, state. Choices of the first run are list items, too."""
        return [name for row in self.widgets.all("list item") if (name := row.name).count(", ") >= 2]

    def told(self) -> dict[str, str]:
        """What a screen reader says of each tile besides: department, title, text and note, by the name."""
        return {row.name: row.description for row in self.widgets.all("list item") if row.name.count(", ") >= 2}

    def nameless(self) -> list[str]:
        """Everything that can be acted on, is on screen and has no name."""
        return [repr(one) for one in self.acted_on() if not one.name]

    def acted_on(self) -> list[Widget]:
        """Everything that can be acted on and is on screen."""
        return [one for one in self.widgets.on_screen() if one.role in ACTED_ON]

    def tile(self, person: dict[str, Any]) -> Widget:
        start = f"{person['name']}, {person['extensionNumber']}, "
        return self.widgets.find("list item", lambda name: name.startswith(start))

    def sign_in(self, office: Office) -> None:
        """Type what the developer console shows, and the address of this office."""
        self.widgets.find("radio button", lambda name: "JWT" in name).press()
        self.widgets.find("check box", "Advanced").press()
        for label, text in (
            ("Client id", office.client_id),
            ("Client secret", office.client_secret),
            ("JWT credential", office.jwt),
            ("Server address", office.server_url),
        ):
            self.field(label).write(text)
        self.widgets.find("button", "Sign in").press()

    def field(self, label: str) -> Widget:
        fields = [one for role in ("text", "password text") for one in self.widgets.all(role, label)]
        return until(lambda: fields, f"the field {label}")[0]


@pytest.fixture
def board(start: Start, bus: Bus, reader: Bus, tmp_path: Path) -> Iterator[Any]:
    """board() starts the program as the desktop's menu does."""
    yield lambda: Board(start(*RCBOARD, "board", folder=tmp_path), bus, reader)


def word(presence: dict[str, Any]) -> str:
    """What a tile must say, read off RingCentral's fields once more and not with the program's own table."""
    if not presence.get("allowSeeMyPresence"):
        return "hidden"
    phone = {"Ringing": "ringing", "CallConnected": "on a call", "OnHold": "on hold", "ParkedCall": "parked"}
    asked = {"TakeDepartmentCallsOnly": "queue calls only", "DoNotAcceptDepartmentCalls": "available, no queue calls"}
    refuses = "DoNotAcceptAnyCalls" in (presence["dndStatus"], presence.get("dndStatusPersonal"))
    meets = presence.get("meetingStatus") == "Connected"
    free = asked.get(presence["dndStatus"], "available")
    return (
        phone.get(presence["telephonyStatus"])
        or (refuses and "do not disturb")
        or (meets and "in a meeting")
        or {"Available": free, "Busy": "busy", "Offline": "offline"}[presence["presenceStatus"]]
    )


def timeless(tile: str) -> str:
    """A tile's words without how long it has been so: "Bob Smith, 214, on a call, 4 minutes"."""
    who, number, said = tile.split(", ", 2)
    return f"{who}, {number}, {re.sub(', [0-9].*', '', said)}"


def complaints(running: Program) -> list[str]:
    """What it said, but for Qt's remark on a widget asked after that had gone, and qasync's on a busy machine."""
    spared = re.compile(r"qt\.accessibility\.atspi:|.* WARNING +qasync\S*: Executing .* took [\d.]+ seconds")
    return [line for line in running.output.splitlines() if not spared.match(line)]


def test_from_first_sign_in_to_second_start(quiet: Office, board: Any, vault: Vault, toasts: Toasts) -> None:
    """Sign in, read, copy, close to the tray, star, be told, quit, start again without being asked."""
    people = quiet.people()
    free = [one for one in people if word(one["presence"]) == "available" and one["extensionNumber"] != "101"]
    for person, changed in zip(
        free[:4],
        ({"telephonyStatus": "CallConnected"}, {"telephonyStatus": "Ringing"}, {"dndStatus": "DoNotAcceptAnyCalls"},
         {"userStatus": "Busy"}),
        strict=True,
    ):  # fmt: skip
        quiet.presence(person["extensionNumber"], **changed)

    first = board()
    first.sign_in(quiet)
    until(lambda: "live" in first.tray.tooltip.lower(), "a live line")
    truth = sorted(f"{one['name']}, {one['extensionNumber']}, {word(one['presence'])}" for one in quiet.people())
    assert len(truth) == len(people) >= 40
    assert {"available", "on a call", "ringing", "do not disturb", "busy"} <= {one.split(", ", 2)[2] for one in truth}
    until(lambda: sorted(map(timeless, first.tiles())) == truth, "every tile says the truth")
    assert until(lambda: list(vault.entries("rcboard")), "the sign-in in the keyring") == ["default"]

    # What eyes read on a tile is heard, too, and nothing that can be pressed is without a name.
    heard = first.told()
    assert any(one["presence"]["message"] for one in people)
    for one in people:
        (description,) = [
            said for name, said in heard.items() if name.startswith(f"{one['name']}, {one['extensionNumber']}, ")
        ]
        assert one["presence"]["message"] in description or word(one["presence"]) == "hidden"
    assert first.nameless() == []
    assert {tab.name for tab in first.widgets.all("page tab")} >= {"All", "Favourites"}
    pressed = {one.name for role in BUTTONS for one in first.widgets.all(role)}
    assert {"Free now", "View"} <= pressed, pressed

    # The number reaches another program.
    place = screen.window(first.running.pid, "rcboard").box
    bob = next(one for one in free[4:] if place.holds(first.tile(one).box))
    screen.copy("what was there before")
    screen.click(first.tile(bob).box, times=2)
    until(lambda: screen.clipboard() == bob["extensionNumber"], "the number on the clipboard")

    # Closing hides to the tray and says so; a click there brings it back.
    screen.press("alt+F4")
    until(lambda: not first.visible, "the window is hidden")
    toasts.wait(lambda toast: "tray" in toast.body)
    first.click_tray()
    until(lambda: first.visible, "the window is back")

    # A favourite's change is told, though nobody looks.
    screen.click(first.tile(bob).box)
    screen.press("asterisk")
    until(lambda: first.tile(bob).name.endswith("favourite"), "the star")
    first.click_tray()
    until(lambda: not first.visible, "the window is hidden again")
    quiet.presence(bob["extensionNumber"], telephonyStatus="CallConnected")
    toast = toasts.wait(lambda toast: bob["extensionNumber"] in toast.title)
    assert (toast.title, toast.body) == (f"{bob['name']} · {bob['extensionNumber']}", "On a call")

    first.tray.choose("Quit rcboard")
    assert first.running.wait() == 0, first.running.output

    # Nobody is asked twice.
    second = board()
    until(lambda: "live" in second.tray.tooltip.lower(), "a live line")
    assert until(lambda: second.tile(bob).name.endswith("favourite"), "the star is still there")
    assert [one.title for one in screen.windows(second.running.pid)] == ["rcboard"]
    assert second.running.stop() == 0, second.running.output
    assert (complaints(first.running), complaints(second.running)) == ([], [])
