"""The first run, by keyboard alone: from a start without a sign-in to a board of the chosen departments."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import wait_until
from tests.stories.test_demo import at_work_in
from tests.stories.test_receptionist import until
from tests.stories.test_window import Window

OpenWindow = Callable[..., Window]
SIGNED_OUT = {"RC_JWT": "", "RC_CLIENT_SECRET": "", "RC_CLIENT_ID": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the running copy's window, at first with nobody signed in; each has to end by itself with status 0."""
    opened: list[Window] = []

    def opening(office: Office, *, signed_in: bool) -> Window:
        opened.append(Window(office, tmp_path, 1, "recorded", {} if signed_in else SIGNED_OUT))
        return opened[-1]

    yield opening
    statuses = [one.close() for one in opened]
    assert not any(statuses)


def walk_to(window: Window, name: str) -> None:
    """Press Tab until the keyboard is on what is called so."""
    for _step in range(20):
        if window.ask("desk")["keyboard"].startswith(name):
            return
        window.ask("press Tab")
    raise AssertionError(f"no {name} within twenty steps of Tab")


def tick(window: Window, department: str) -> None:
    """Open the panel's menu and choose this in it."""
    walk_to(window, window.ask("desk")["asked"])
    window.ask("open Space")
    menu = until(window, "the menu is open", lambda desk: desk["menu"])["menu"]
    for _step in range(menu.index(department.replace("&", "&&")) + 1):
        window.ask("press Down")
    window.ask("press Return")
    until(window, "the menu is closed", lambda desk: not desk["menu"])


def test_without_a_sign_in_the_demo_is_a_key_away(office: OpenOffice, window: OpenWindow, tmp_path: Path) -> None:
    board = window(office("--extensions", "5", "--rate", "0"), signed_in=False)
    until(board, "the sign-in is offered by itself", lambda desk: desk["dialogs"] == ["Sign in to RingCentral"])
    board.ask("press Esc")
    said = until(board, "the empty window says what it is for", lambda desk: not desk["dialogs"])
    assert said["instead"][0] == "See who is free, at a glance"
    assert said["instead"][-2:] == ["Sign in…", "Show me the demo"]
    board.ask("press Tab")
    until(board, "from what signs in to what looks around", lambda desk: desk["keyboard"] == "Show me the demo")
    board.ask("press Return")
    assert board.process.wait(15) == 0, "the demo takes its place"
    wait_until((tmp_path / "board.png").exists, "the demo drew its live board, as it does where there is no screen", 60)
    wait_until(lambda: not at_work_in(tmp_path), "it ended")


def test_two_questions_are_asked_once_and_their_answers_stay(office: OpenOffice, window: OpenWindow) -> None:
    """Sign in, choose two departments, done; the second start asks nothing and shows the same people."""
    quiet = office("--extensions", "20", "--rate", "0", "--seed", "5", "--limit", "auth=100")
    chosen = ["Day & Night", "Night <b>desk</b>"]
    names = {
        quiet.act("create", firstName="Nina", lastName=f"Night {number}", department=department)["name"]
        for number, department in enumerate([*chosen, *chosen])
    }
    everybody = quiet.people()
    wanted = {str(p["id"]) for p in everybody if p["name"] in names}
    assert len(wanted) == 4

    first = window(quiet, signed_in=False)
    until(first, "the sign-in is offered by itself", lambda desk: desk["dialogs"])
    first.ask(f"type {quiet.client_id}")
    first.ask("press Tab")
    first.ask("press Down")
    for label, secret in (("Client secret", quiet.client_secret), ("JWT credential", quiet.jwt)):
        walk_to(first, label)
        first.ask(f"type {secret}")
    walk_to(first, "Keep me signed in")
    first.ask("press Space")
    first.ask("press Return")
    first.until(lambda link, tiles: link == "live" and len(tiles) == len(everybody), "live, with everybody")
    said = until(first, "the two questions are asked", lambda desk: desk["asked"])
    assert (said["asked"], said["dialogs"]) == ("All departments", [])
    for department in chosen:
        tick(first, department)
    said = until(first, "those of the two are shown", lambda desk: set(desk["shown"]) == wanted)
    assert said["asked"] == "Day && Night, Night <b>desk</b>"
    walk_to(first, "Done")
    first.ask("press Space")
    said = until(first, "nothing is asked any more", lambda desk: not desk["asked"])
    assert said["keyboard"] == "People", "the keyboard is on the tiles"
    first.ask("close")
    assert first.process.wait(15) == 0

    second = window(quiet, signed_in=True)
    second.until(lambda link, tiles: link == "live" and tiles.keys() == wanted, "live, with the chosen")
    assert second.ask("desk")["asked"] == ""
