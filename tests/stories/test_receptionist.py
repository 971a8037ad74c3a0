"""A receptionist's hour, by keyboard alone, on the whole program against a simulated office."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.serving import prefer
from tests.kit.terminal import wait_until
from tests.stories.test_window import Window

OpenWindow = Callable[[Office, float], Window]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows; each has to end by itself with status 0."""
    opened: list[Window] = []

    def opening(office: Office, speed: float) -> Window:
        opened.append(Window(office, tmp_path, speed))
        return opened[-1]

    yield opening
    statuses = [one.close() for one in opened]
    assert not any(statuses)


def somebody(office: Office) -> dict[str, Any]:
    """A person whose first two letters and department say who is meant."""
    everybody = office.people()
    return next(p for p in everybody if p["type"] == "User" and p["name"][:2].isascii() and len(p["name"].split()) > 1)


def until(window: Window, what: str, holds: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Look at the desk until this holds; what it showed then."""

    def look() -> dict[str, Any] | None:
        said = window.ask("desk")
        return said if holds(said) else None

    found: dict[str, Any] = wait_until(look, what)
    return found


def test_a_caller_is_put_in_line_and_through_without_the_mouse(office: OpenOffice, window: OpenWindow) -> None:
    """Two fragments find her, Space says why, F4 and a name put the caller in line; then she is free."""
    fast = office("--extensions", "40", "--rate", "0", "--seed", "5", "--time-scale", "10")
    bob = somebody(fast)
    fast.presence(bob["extensionNumber"], dndStatus="DoNotAcceptAnyCalls")
    board = window(fast, 10)
    id = str(bob["id"])
    board.until(lambda link, tiles: link == "live" and tiles[id]["state"] == "do_not_disturb", "live and busy")
    first, last = bob["name"].split()[0][:3], bob["name"].split()[-1][:3]
    board.ask(f"type {first} {last}")
    said = until(board, "she is found", lambda desk: desk["chosen"] == id)
    assert said["search"] == f"{first} {last}"
    fast.presence(bob["extensionNumber"], message="back at 3")
    board.ask("press Esc")
    board.ask("press Space")
    said = until(board, "the card says why", lambda desk: desk["why"])
    assert said["why"].startswith("Wants no calls: do not disturb is set")
    until(board, "what no event tells was asked for", lambda desk: "back at 3" in desk["why"])
    board.ask("press Space")
    board.ask("press F4")
    board.ask("type Mrs Jones")
    board.ask("press Return")
    said = until(board, "the caller is in line", lambda desk: desk["waits"])
    assert said["waits"][0].startswith(f"Mrs Jones waits for {bob['name']}")
    board.ask("press Ctrl+C")
    said = until(board, "the number is copied", lambda desk: desk["clipboard"] == bob["extensionNumber"])
    fast.presence(bob["extensionNumber"], dndStatus="TakeAllCalls")
    until(board, "she was free for long enough, and the wait is over", lambda desk: not desk["waits"])
    board.ask("press Ctrl+Z")
    assert not board.ask("desk")["waits"], "what was fulfilled does not come back"


def test_ringcentral_makes_the_call_and_the_key_takes_it_back(
    office: OpenOffice, window: OpenWindow, tmp_path: Path
) -> None:
    """With RingOut chosen a call has RingCentral ring her own phone; the call key takes it back.

    Here a double click calls, as it may be set.
    """
    quiet = office("--extensions", "20", "--rate", "0", "--seed", "5")
    quiet.switch(ring_out_answer=60)
    prefer(tmp_path, "recorded", calling={"through": "ring_out", "double_click": "call"})
    bob = somebody(quiet)
    board = window(quiet, 1)
    board.until(lambda link, tiles: link == "live", "live")
    board.ask(f"double {bob['id']}")
    until(board, "her own phone rings", lambda desk: desk["call"] and "your own phone rings first" in desk["call"][0])
    assert bob["name"] in board.ask("desk")["call"][0]
    assert len(quiet.person("101")["real"]["activeCalls"]) == 2
    board.ask("press Ctrl+Return")
    until(board, "it is cancelled", lambda desk: desk["call"] and "was cancelled" in desk["call"][0])
    assert "activeCalls" not in quiet.person("101")["real"]


def test_what_was_done_to_the_desk_is_there_again_after_a_restart(
    office: OpenOffice, window: OpenWindow, tmp_path: Path
) -> None:
    """Star, note and group are kept, and the tab and the order they were seen in. Closing ends it: there is no tray.

    Here a double click opens the why-card, as it may be set.
    """
    quiet = office("--extensions", "20", "--rate", "0", "--seed", "5")
    prefer(tmp_path, "recorded", calling={"double_click": "open"})
    bob = somebody(quiet)
    id = str(bob["id"])
    first = window(quiet, 1)
    first.until(lambda link, tiles: link == "live", "live")
    first.ask(f"type {bob['extensionNumber']}")
    first.ask("press Esc")
    first.ask("press *")
    first.ask("press F2")
    first.ask("type back at three")
    first.ask("press Return")
    first.ask("press Ctrl+2")
    said = first.ask("desk")
    assert (said["tab"], said["shown"]) == ("favourites", [id])
    first.ask("close")
    assert first.process.wait(15) == 0, "closed where there is no tray, it ends by itself"
    second = window(quiet, 1)
    said = until(second, "the favourites are shown again", lambda desk: desk["shown"] == [id])
    assert (said["tab"], said["notes"]) == ("favourites", {id: "back at three"})
    second.ask(f"double {id}")
    said = until(second, "the card is open", lambda desk: desk["why"])
    assert said["clipboard"] != bob["extensionNumber"], "what copies otherwise does not"
    second.ask("press Ctrl+,")
    until(second, "the settings are open", lambda desk: desk["dialogs"] == ["Settings"])
