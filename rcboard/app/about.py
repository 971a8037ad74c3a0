"""About, from the window: the list of licences is read off its thread."""

import asyncio

import rcboard
from rcboard.views.fonts import Fonts
from rcboard.views.main_window import MainWindow
from rcboard.words import licences as words


async def show(window: MainWindow, fonts: Fonts) -> None:
    """Open the dialog over the window."""
    from importlib.metadata import PackageNotFoundError  # late, as most starts need none of these

    from rcboard.host import licences
    from rcboard.views.about import AboutDialog

    try:
        lines = await asyncio.to_thread(licences.listed)
    except PackageNotFoundError:
        lines = [words.unknown()]
    AboutDialog(rcboard.__version__, lines, window.theme, fonts, window).open()
