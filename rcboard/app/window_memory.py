"""What the window remembers between runs: where it stood with which screens, its tab and its order."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from rcboard.app.kept_later import KeptLater
from rcboard.domain.tabs import of_key
from rcboard.host.files import KeptFile
from rcboard.models.roster import Sort
from rcboard.views.main_window import MainWindow
from rcboard.views.places import Memory, Places, can_place


class WindowMemory:
    """Restores a window and keeps what changes about it."""

    def __init__(self, window: MainWindow, path: Path, now: Callable[[], float], executor: Executor) -> None:
        self.file = KeptLater(KeptFile(path, Memory, now), executor, usual=Memory(), what="where the window stood")
        self._window = window
        self._places = Places(window)
        memory, _ = self.file.read()  # a damaged one is set aside; nobody misses a window's place enough to be told
        self._restore(memory)
        self._connect()

    def _restore(self, memory: Memory) -> None:
        self._places.restore(memory)
        if memory.sort in set(Sort):
            self._window.set_sort(Sort(memory.sort))
        if memory.tab:
            self._window.header.tabs.want(of_key(memory.tab))
        if can_place():
            self._window.header.menu.set_on_top(memory.on_top)

    def _connect(self) -> None:
        places, header = self._places, self._window.header
        places.remembered.connect(self.file.keep)
        header.tabs.chosen.connect(lambda tab: places.choose(tab=tab.key))
        header.menu.sort_asked.connect(lambda sort: places.choose(sort=str(sort)))
        header.menu.dock_asked.connect(lambda right: places.dock(right=right))
        header.menu.on_top_asked.connect(places.stay_on_top)
