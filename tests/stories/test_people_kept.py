"""Who was on the board last is there at the next start, before anybody can be asked."""

from pathlib import Path

from rcboard.domain.presence import State
from tests.kit.office import OpenOffice
from tests.stories.test_window import Window


def test_a_start_without_a_network_shows_everybody_as_checking_and_nobody_as_free(
    office: OpenOffice, tmp_path: Path
) -> None:
    quiet = office("--extensions", "30", "--rate", "0")
    everybody = {str(one["id"]) for one in quiet.people()}
    first = Window(quiet, tmp_path, 1.0)
    try:
        first.until(lambda link, tiles: link == "live" and tiles.keys() == everybody, "the line to stand")
    finally:
        assert first.close() == 0
    (kept,) = tmp_path.rglob("people.json")
    text = kept.read_text(encoding="utf-8")
    assert all(id in text for id in everybody)
    assert "Available" not in text, "never presence"
    assert kept.stat().st_mode & 0o077 == 0
    quiet.kill()
    second = Window(quiet, tmp_path, 1.0)
    try:
        link, tiles = second.look()
        assert link != "live"
        assert tiles.keys() == everybody
        assert {tile["state"] for tile in tiles.values()} == {str(State.UNKNOWN)}
        assert {tile["line"] for tile in tiles.values()} == {"Checking…"}
    finally:
        second.close()
