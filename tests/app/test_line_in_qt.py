"""The line in the loop that the window lives in."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtWidgets import QApplication

from rcboard.domain.events import PresenceHeard
from tests.app.watcher import watching
from tests.kit.office import OpenOffice


def test_the_line_lives_in_qts_loop(qapp: QApplication, office: OpenOffice) -> None:
    busy = office("--extensions", "100", "--rate", "40")

    async def live() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        async with watching(busy) as watcher:
            await watcher.until_live()
            await watcher.until(lambda: watcher.count(PresenceHeard) >= 40)
            busy.pause()
            await watcher.until_true(busy)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        runner.run(live())
    gc.collect()  # its timers are Qt objects, which may not end in another thread
