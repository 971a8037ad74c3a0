"""``rcboard record`` and ``rcboard replay``, as their users start them."""

from pathlib import Path

from tests.kit.office import OpenOffice
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody


def test_a_recorded_office_is_played_again_faster_and_without_names(
    office: OpenOffice, start: Start, tmp_path: Path
) -> None:
    small = office("--extensions", "12", "--rate", "0")
    file = tmp_path / "day.jsonl"
    record = start(small, "record", str(file))
    wait_until(lambda: file.exists() and '"live"' in file.read_text(), "the line is live")
    bob = somebody(small)
    small.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    wait_until(lambda: file.read_text().count('"PresenceHeard"') == 1, "the first change is written")
    small.presence(bob["extensionNumber"], telephonyStatus="CallConnected")
    wait_until(lambda: file.read_text().count('"PresenceHeard"') >= 2, "both changes are written")
    assert record.end() == 143
    assert small.stats()["sessions"] == []
    text = file.read_text("utf-8")
    assert not any(one["name"] in text or str(one["id"]) in text for one in small.people())
    again = start(small, "record", str(file))
    assert (again.wait(), "there already" in "".join(again.noise)) == (2, True)

    replay = start(None, "replay", str(file), "--json", "--speed", "50")
    assert replay.wait() == 0
    states = [one["state"] for one in replay.objects if "id" in one]
    assert states.count("ringing") == 1
    assert "on_call" in states
    assert [one["link"] for one in replay.objects if "link" in one][-1] == "stopped"
    assert start(None, "replay", str(tmp_path / "nothing")).wait() == 2
