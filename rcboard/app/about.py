"""About, from the window: the list of licences is read off its thread."""

import asyncio
from importlib.metadata import PackageNotFoundError

import rcboard
from rcboard.host import licences
from rcboard.views.about import AboutDialog
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.words import licences as words


async def show(window: MainWindow, fonts: Fonts) -> None:
    """Open the dialog over the window."""
    try:
        lines = await asyncio.to_thread(licences.listed)
    except PackageNotFoundError:
        lines = [words.unknown()]
    AboutDialog(rcboard.__version__, lines, window.theme, fonts, window).open()
