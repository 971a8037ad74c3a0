"""Export and import of the desk from the window: files are chosen there, read and written off its thread."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from rcboard.app import desk_transfer
from rcboard.app.actions import Actions
from rcboard.app.desk_transfer import TransferError
from rcboard.app.preferences import LivePreferences
from rcboard.domain.board import Board
from rcboard.views.main_window import MainWindow
from rcboard.words import transfer as words


class Exchange:
    """Grants the window's two wishes about files. ``start`` runs a task of a name."""

    def __init__(
        self,
        *,
        window: MainWindow,
        actions: Actions,
        board: Board,
        preferences: LivePreferences,
        start: Callable[[Coroutine[Any, Any, None], str], object],
    ) -> None:
        self._window = window
        self._actions = actions
        self._board = board
        self._preferences = preferences
        window.files.export_asked.connect(lambda path: start(self._export(Path(path)), "export"))
        window.files.import_asked.connect(lambda path: start(self._import(Path(path)), "import"))

    async def _export(self, path: Path) -> None:
        desk, people, now = self._actions.desk, tuple(self._board), self._preferences.now
        try:
            await asyncio.to_thread(desk_transfer.write, path, desk, people, now)
        except OSError as error:
            self._window.say(words.failed(str(path), error.strerror or ""))
        except TransferError as error:
            self._window.say(str(error))
        else:
            self._window.say(words.written(str(path)))

    async def _import(self, path: Path) -> None:
        desk, people, now = self._actions.desk, tuple(self._board), self._preferences.now
        try:
            taken = await asyncio.to_thread(desk_transfer.read, path, desk, people, now)
        except OSError as error:
            self._window.say(words.failed(str(path), error.strerror or ""))
        except TransferError as error:
            self._window.say(str(error))
        else:
            self._actions.change(taken.said, taken.desk)
            if taken.preferences is not None:
                self._preferences.change(taken.preferences)
            self._window.say(taken.said)
