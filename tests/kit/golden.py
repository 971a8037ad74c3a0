"""Golden tiles: a fingerprint of every state in every density, theme and scale, fresh and ageing.

``python -m tests.kit.golden`` writes them anew, after the new tiles were looked at (``make pictures``). They are
painted offscreen with our own typeface, which makes them the same to the byte on every machine.
"""

import hashlib
import itertools
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel
from rcboard.views import resources
from rcboard.views.fonts import fonts
from rcboard.views.theme import DARK, LIGHT, Theme, high_contrast
from rcboard.views.tile import TileDelegate
from tests.kit.people import NOW, presence

FILE = Path(__file__).parents[1] / "samples" / "tiles.json"
BOB = Person("1", "214", "Bob Smith", "Bob", "Smith", department="Sales")
DESK = Desk().starred("1").watched("1", NOW).noted("1", "prefers e-mail")


def themes() -> tuple[Theme, ...]:
    """Those of our own, and high contrast in colours that no desktop has a say in."""
    system = QPalette(QColor("#101010"))
    for role, name in (("Window", "#000000"), ("WindowText", "#FFFFFF"), ("Highlight", "#1AEBFF")):
        system.setColor(QPalette.ColorRole[role], QColor(name))
    return (LIGHT, DARK, high_contrast(system))


def board(state: State, *, old: bool) -> Board:
    """Bob alone in this state."""
    board = Board()
    record = replace(presence(state, NOW - 252, "back at 3"), dnd_status=presence(state).dnd_status)
    read = e.PresenceRead(1, NOW, (("1", record),))
    board.apply([e.PeopleRead((BOB,)), e.SubscriptionBegan(NOW), e.ReadAsked(1), read], NOW)
    if old:
        board.apply([e.SubscriptionLost(NOW)], NOW)
    return board


def tiles() -> Iterator[tuple[str, QImage]]:
    """Every tile with its name."""
    for theme, density, scale in itertools.product(themes(), Density, (1, 2)):
        delegate = TileDelegate(theme, fonts(density=density))
        delegate.set_width(delegate.measures.least_width + 20, mirrored=False)
        for state, old in itertools.product(State, (False, True)):
            age = "ageing" if old else "fresh"
            image = painted(delegate, board(state, old=old), theme, scale, NOW + 40 * old)
            yield f"{state} {density} {theme.name} {scale} {age}", image


def painted(delegate: TileDelegate, board: Board, theme: Theme, scale: int, now: float) -> QImage:
    """Bob's tile as a picture."""
    model = BoardModel(board, DESK)
    model.tick(now)
    size = delegate.layout.size
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(theme.window))
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)
    option.state = QStyle.StateFlag.State_Enabled
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return image


def fingerprint(image: QImage) -> str:
    """Tells any two pictures apart."""
    size = f"{image.width()}x{image.height()} ".encode()
    return hashlib.sha256(size + bytes(image.constBits())).hexdigest()[:16]


def main() -> None:
    """Write all fingerprints anew."""
    found = {name: fingerprint(image) for name, image in tiles()}
    FILE.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    application.setStyle("Fusion")
    resources.load_fonts()
    main()
