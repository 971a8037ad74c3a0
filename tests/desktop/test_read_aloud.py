"""The board for the ear: card, waiting list, settings and wall as a reader finds them, and who has the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.conftest import Start
from tests.desktop.test_first_light import ACTED_ON, Board
from tests.kit import screen
from tests.kit.accessibility import Ear, Widget
from tests.kit.desktop import Bus, Toasts, until
from tests.kit.office import Office, OpenOffice
from tests.kit.program import RCBOARD

pytestmark = pytest.mark.session(panel=True, notices=True, keyring=True, a11y=True)


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    """A small office in which nobody moves but by our hand."""
    return office("--extensions", "12", "--rate", "0", "--limit", "auth=100")


@pytest.fixture
def board(start: Start, bus: Bus, reader: Bus, tmp_path: Path, quiet: Office) -> Iterator[Board]:
    """The program, signed in, on a live line, with the keyboard."""
    signed_in = {
        "RC_SERVER_URL": quiet.server_url,
        "RC_CLIENT_ID": quiet.client_id,
        "RC_CLIENT_SECRET": quiet.client_secret,
        "RC_JWT": quiet.jwt,
    }
    running = start(*RCBOARD, "board", "--profile", "aloud", environment=signed_in, folder=tmp_path)
    board = Board(running, bus, reader)
    until(lambda: "live" in board.tray.tooltip.lower() and board.tiles(), "a live line")
    yield board
    assert running.stop() == 0, running.output


@pytest.fixture
def ear(bus: Bus) -> Iterator[Ear]:
    """What is said, from now on."""
    ear = Ear(bus)
    yield ear
    ear.close()


def shown(board: Board, role: str, start: str) -> Widget:
    """Wait for what is on screen, is of this role and is called so, or so at the beginning."""

    def found() -> list[Widget]:
        return [one for one in board.widgets.on_screen() if one.role == role and one.name.startswith(start)]

    return until(found, f"{role} {start!r}")[0]


def read(board: Board) -> str:
    """Every text that stands on screen, in one."""
    return "\n".join(one.name for one in board.widgets.on_screen() if one.role == "label")


def test_everything_can_be_heard_and_an_alert_leaves_the_keyboard_where_it_is(
    quiet: Office, board: Board, toasts: Toasts, ear: Ear
) -> None:
    people = quiet.people()
    bob = next(one for one in people if one["presence"]["presenceStatus"] == "Busy" or one is people[-1])
    number = bob["extensionNumber"]
    quiet.presence(number, telephonyStatus="NoCall", dndStatus="DoNotAcceptAnyCalls")
    until(lambda: "do not disturb" in board.tile(bob).name, "he wants no calls")
    screen.window(board.running.pid, "rcboard")
    screen.write(number)
    until(lambda: len(board.tiles()) == 1, "he is found")
    screen.press("Escape")

    # The why-card: its sentence, and buttons that say whose number.
    screen.press("space")
    card = shown(board, "panel", f"Why: {bob['name']}")
    assert card.description.startswith("Wants no calls: do not disturb is set")
    assert "Wants no calls: do not disturb is set" in read(board)
    assert {f"Copy {number}", f"Call {number}"} <= {one.name for one in card.all("button")}
    until(lambda: any(one.startswith("Wants no calls") for one in ear.said()), "the sentence is said by itself")
    assert board.nameless() == []
    screen.press("space")
    screen.press("ctrl+c")
    until(lambda: f"Copied {number}" in ear.said(), "it is said that it was copied")

    # The waiting list, with its caller.
    screen.press("F4")
    shown(board, "text", f"Who waits for {bob['name']}")
    screen.write("Mrs Jones")
    screen.press("Return")
    line = shown(board, "list item", f"Mrs Jones waits for {bob['name']}")
    assert "Do not disturb" in line.name
    assert shown(board, "list", "Waiting callers")
    assert board.nameless() == []
    screen.press("F4", "asterisk")
    until(lambda: board.tile(bob).name.endswith("favourite"), "nobody waits, and the star")

    # Each page of the settings.
    screen.press("ctrl+comma")
    dialog = shown(board, "dialog", "Settings")
    pages = [one.name for one in dialog.all("list item") if "showing" in one.states][:9]
    for page in pages:

        def turned(page: str = page) -> list[Widget]:
            found = list(dialog.on_screen())
            return found if any(one.role == "label" and one.name == page for one in found) else []

        found = [one for one in until(turned, page) if one.role in ACTED_ON]
        assert [one for one in found if not one.name] == [], page
        chosen = [one for one in found if one.role == "combo box"]
        assert [one for one in chosen if not any(label.name for label in one.labelled_by)] == [], page
        screen.press("Down")
    assert pages[-1] == "Updates"
    screen.press("Escape")

    # The wall view says how the line stands and what it shows.
    screen.press("F11")
    until(lambda: {"All", "Live"} <= set(read(board).splitlines()), "the bar of the wall view")
    assert board.nameless() == []
    screen.press("Escape")

    # An alert comes while somebody types.
    screen.press("ctrl+f")
    screen.write("a")
    window = screen.run("xdotool", "getactivewindow")
    quiet.presence(number, dndStatus="TakeAllCalls")
    toast = toasts.wait(lambda toast: number in toast.title)
    until(lambda: f"{toast.title}: {toast.body}" in ear.said(), "the alert is heard, too")
    assert screen.run("xdotool", "getactivewindow") == window
    screen.write("b")
    until(lambda: board.field("Find people").text == "ab", "the letters are in the search box")
