"""The command hook: the fields in the environment, no shell, an end in time."""

import asyncio
import json
import sys
from pathlib import Path

from rcboard.app.clock import SystemClock
from rcboard.domain import events as e
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.people import Person
from rcboard.domain.preferences import Hook
from rcboard.domain.presence import Presence
from rcboard.outlets.hook import CommandHook
from rcboard.outlets.live import Live
from tests.domain.test_gate import group
from tests.domain.test_presence import FREE

PRINT = "import json, os, sys; open(sys.argv[1], 'a').write(json.dumps(dict(os.environ)) + '\\n')"


async def run(wished: Hook, events: list[e.Event], done: Path, count: int) -> list[dict[str, str]]:
    """What the hook's program was given, once it ran so often."""
    board = group(ann=FREE, carl=FREE)
    hook = CommandHook(Live(Gatekeeper(board), SystemClock()), wished)
    task = asyncio.get_running_loop().create_task(hook.run())
    try:
        hook.take(board.apply(events, 101.0))
        async with asyncio.timeout(20):
            while not done.exists() or len(done.read_text().splitlines()) < count:
                await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.wait([task])
    return [json.loads(line) for line in done.read_text().splitlines()]


async def test_it_gets_the_fields_and_no_shell_reads_a_name(tmp_path: Path) -> None:
    done = tmp_path / "done"
    wished = Hook(command=(sys.executable, "-c", PRINT, str(done)), states=("on_call",))
    evil = Person("2", "215", f'$(touch {tmp_path}/evil)"; touch {tmp_path}/evil', department="Support")
    changes: list[e.Event] = [
        e.PersonRead(evil),
        e.PresenceHeard("2", Presence(telephony_status="CallConnected"), 101.0),
    ]
    changes.append(e.PresenceHeard("3", Presence(telephony_status="Ringing"), 101.0))
    [given] = await run(wished, changes, done, 1)
    assert given["RCBOARD_EXTENSION_NUMBER"] == "215"
    assert (given["RCBOARD_STATE"], given["RCBOARD_BEFORE"]) == ("on_call", "available")
    assert given["RCBOARD_NAME"] == evil.name
    assert not (tmp_path / "evil").exists()


async def test_one_that_never_ends_is_ended_and_the_next_change_is_told(tmp_path: Path) -> None:
    done = tmp_path / "done"
    hang = f"{PRINT}; import time; time.sleep(600)"
    wished = Hook(command=(sys.executable, "-c", hang, str(done)), seconds=1)
    changes: list[e.Event] = [
        e.PresenceHeard(id, Presence(telephony_status="CallConnected"), 101.0) for id in ("2", "3")
    ]
    given = await run(wished, changes, done, 2)
    assert [one["RCBOARD_ID"] for one in given] == ["2", "3"]
