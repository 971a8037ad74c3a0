"""Errands: what the window is opened for when nobody sits in front of it. Each ends the program with its exit code."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from rcboard.app.desktop import Desktop
from rcboard.domain.presence import State
from rcboard.views.main_window import USUAL
from rcboard.words import errands as words

Errand = Callable[[Desktop], Coroutine[Any, Any, int]]


def picture(file: str, after: float) -> Errand:
    """Draw the window into this file after so many seconds. 0, or 1 when it cannot be written."""

    async def draw(desktop: Desktop) -> int:
        desktop.window.resize(desktop.window.size().expandedTo(USUAL))  # where there is no screen, none limits it
        await desktop.clock.sleep(after)
        if not desktop.window.grab().save(file):
            sys.stderr.write(f"rcboard: {words.not_drawn(file)}\n")
            return 1
        sys.stdout.write(f"{words.drawn(file)}\n")
        return 0

    return draw


def self_test(limit: float) -> Errand:
    """See one tile change on a live board within so many seconds. 0, or 1 when none did."""

    async def watch(desktop: Desktop) -> int:
        changed = asyncio.Event()
        before: dict[str, State] = {}

        def look() -> None:
            # While the line is not live a tile only ages.
            if desktop.board.link.live:
                now = {person.id: desktop.board.sure_state(person.id) for person in desktop.board}
                if before and before != now:
                    changed.set()
                before.update(now)

        desktop.board_model.dataChanged.connect(look)
        try:
            async with asyncio.timeout(limit):
                await changed.wait()
        except TimeoutError:
            sys.stderr.write(f"rcboard: {words.no_change(limit, desktop.board.link)}\n")
            return 1
        sys.stdout.write(f"{words.works(len(desktop.board))}\n")
        return 0

    return watch
