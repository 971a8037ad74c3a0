"""A window to be looked at: a desk in use, at one moment, in any language and direction, as a picture."""

import argparse
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.preferences import Look
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views import fonts, qt_words, resources
from rcboard.views.main_window import MainWindow
from rcboard.words import language
from tests.kit import pseudo
from tests.kit.catalogues import FOLDER
from tests.kit.people import NOW


def begin(about: str) -> argparse.Namespace:
    """Our look without a screen, as the command line wants it: ``folder``, ``part`` of a name, language, direction."""
    given = argparse.ArgumentParser(description=about)
    given.add_argument("folder", type=Path)
    given.add_argument("part", nargs="?", default="", help="only pictures with this in their name")
    given.add_argument("--language", default="en", help="en, de, fr, es, or qps, which nobody speaks")
    given.add_argument("--mirrored", action="store_true", help="as for scripts that run from right to left")
    told = given.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    resources.dress(application)
    if told.mirrored:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _speak(told.language, application)
    told.application = application
    told.folder.mkdir(parents=True, exist_ok=True)
    return told


def _speak(spoken: str, application: QApplication) -> None:
    if spoken == pseudo.LANGUAGE:
        with tempfile.TemporaryDirectory() as folder:
            pseudo.write(Path(folder))
            language.use(spoken, Path(folder))
    elif language.use(spoken, FOLDER) != "en":
        qt_words.translate(application, spoken)


def desk(everybody: tuple[Person, ...]) -> Desk:
    """A desk in use: some stars, two who are waited for, a note."""
    ids = [person.id for person in everybody]
    starred = Desk(favourites=frozenset(ids[::5]), notes=dict.fromkeys(ids[3:4], "prefers e-mail"))
    for id in ids[2:9:4]:
        starred = starred.watched(id, NOW)
    return starred


def window(board: Board, look: Look, size: QSize, now: float = NOW) -> MainWindow:
    """A window that shows this board at that moment."""
    model = BoardModel(board, desk(tuple(board)))
    line = LinkModel(board)
    shown = MainWindow(model, line, fonts.fonts(), look)
    model.setParent(shown)
    line.setParent(shown)
    model.tick(now)
    line.take(board.apply([e.LinkChanged(board.link)], now), now)
    shown.resize(size)
    shown.show()
    QApplication.processEvents()
    QApplication.processEvents()
    return shown


def grab(widget: QWidget, scale: float = 1) -> QImage:
    """The widget as a picture at this scale."""
    QApplication.processEvents()
    QApplication.processEvents()
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    widget.render(image)
    return image
