"""The update check, as it is switched on, locked off and told."""

from pathlib import Path

from tests.kit.releases import Releases, release, releases
from tests.kit.terminal import Start, wait_until


def on(there: Releases) -> dict[str, str]:
    return {"RCBOARD_UPDATES_ON": "yes", "RCBOARD_UPDATES_URL": there.url}


def test_it_asks_nobody_until_switched_on_and_then_says_what_there_is(start: Start) -> None:
    with releases(body=release("v99.0.0")) as there:
        off = start(None, "updates", environment={"RCBOARD_UPDATES_URL": there.url})
        assert off.wait() == 3
        assert "asks nobody" in off.noise[-1]
        assert there.asked == []
        newer = start(None, "updates", environment=on(there))
        assert newer.wait() == 1, newer.noise
        assert "rcboard 99.0.0 is out" in newer.lines[0]
        there.body = release("v0.0.1")
        assert start(None, "updates", environment=on(there)).wait() == 0


def test_a_policy_that_locks_it_off_is_stronger_than_any_variable(start: Start, tmp_path: Path) -> None:
    (tmp_path / "xdg" / "rcboard").mkdir(parents=True)
    (tmp_path / "xdg" / "rcboard" / "policy.toml").write_text("[locked.updates]\non = false\n")
    with releases(body=release("v99.0.0")) as there:
        locked = start(None, "updates", environment=on(there) | {"XDG_CONFIG_DIRS": str(tmp_path / "xdg")})
        assert locked.wait() == 3
        assert there.asked == []


def test_the_window_asks_once_it_is_open(start: Start) -> None:
    with releases(body=release("v99.0.0")) as there:
        board = start(None, "board", environment=on(there) | {"QT_QPA_PLATFORM": "offscreen"})
        wait_until(lambda: there.asked, "the window asks")
        assert board.end() == 0, board.noise
        assert len(there.asked) == 1
