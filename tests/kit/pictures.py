"""Pictures of the window and of every state, to be looked at: ``python -m tests.kit.pictures FOLDER [PART]``.

They are painted offscreen with our own typeface, so that they are the same on every machine. ``--language`` and
``--mirrored`` show them as others see them.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.presence import Presence, State
from rcboard.models.board_model import BoardModel
from rcboard.views import fonts, resources
from rcboard.views.sign_in_dialog import SignInDialog
from rcboard.views.theme import Theme, chosen
from rcboard.views.tile import TileDelegate
from rcboard.views.tray import ICONS
from tests.kit import board_pictures, looks
from tests.kit.people import NOW, office, people, presence
from tests.kit.shown import begin, grab, window


def sheet(theme: Theme, scale: float = 2) -> QImage:
    """All thirteen states: fresh, with a badge where one can be, selected, hovered, ageing."""
    everybody = people(len(State))
    board = Board()
    records: list[tuple[str, Presence]] = []
    for person, state in zip(everybody, State, strict=True):
        began = NOW - 252 if state is State.ON_CALL else None
        record = presence(state, began, "back at 3" if state is State.AVAILABLE else "")
        if state is State.RINGING:
            record = replace(record, dnd_status="DoNotAcceptAnyCalls")
        if state is State.ON_CALL:
            record = replace(record, meeting_status="Connected")
        if state is State.IN_MEETING:
            record = replace(record, dnd_status="DoNotAcceptDepartmentCalls")
        records.append((person.id, record))
    read = e.PresenceRead(1, NOW - 300, tuple(records))
    board.apply([e.PeopleRead(everybody), e.SubscriptionBegan(NOW - 300), e.ReadAsked(1), read], NOW - 300)
    model = BoardModel(board, Desk(favourites=frozenset({everybody[0].id, everybody[9].id})))
    type_ = fonts.fonts()
    painted = TileDelegate(theme, type_)
    painted.set_width(270, mirrored=False)
    step = painted.layout.size
    image = QImage(QSize(4 * step.width(), len(State) * step.height()) * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(theme.window))
    painter = QPainter(image)
    flags = QStyle.StateFlag
    looks = (flags.State_Enabled, flags.State_Selected, flags.State_MouseOver, flags.State_Enabled)
    for column, look in enumerate(looks):
        if column == 3:
            model.take(board.apply([e.SubscriptionLost(NOW)], NOW), NOW + 40)
        else:
            model.tick(NOW)
        rows = {person.id: model.row_of(person.id) or 0 for person in everybody}
        for line, person in enumerate(everybody):
            option = QStyleOptionViewItem()
            option.rect.setSize(step)
            option.rect.moveTo(column * step.width(), line * step.height())
            option.state = look
            painted.paint(painter, option, model.index(rows[person.id]))
    painter.end()
    return image


def trays() -> QImage:
    """The tray icons on light and dark panels, at the sizes panels use."""
    image = QImage(QSize(560, 112), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 56, 560, 56), QColor("#22262B"))
    for top in (0, 56):
        left = 12
        for name in (*ICONS.values(), "rcboard"):
            for size in (16, 22, 32):
                painter.drawPixmap(left, top + (56 - size) // 2, resources.icon(name).pixmap(QSize(size, size)))
                left += size + 6
            left += 18
    painter.end()
    return image


def main(folder: Path, part: str = "") -> None:
    """Paint those whose name has this part into the folder."""

    def keep(name: str, widget: QWidget, scale: float = 1) -> None:
        if part in name:
            grab(widget, scale).save(str(folder / f"{name}.png"))
        widget.close()
        widget.deleteLater()

    large, small = QSize(1280, 800), QSize(800, 600)
    for look in (looks.LIGHT, looks.DARK, looks.HIGH_CONTRAST):
        board_pictures.sizes(look, keep, window)
        board_pictures.appearances(look, keep, window)
        for name, seconds in (("ageing", 40.0), ("expired", 140.0)):
            board = office(people(60))
            keep(f"board-{name}-{look.theme}", window(board, look, large, board_pictures.broken(board, seconds)))
        found = window(office(people(1000)), look, large)
        found.search_box.setText("no sup")
        found.tell_copied(found.board_view.current_id(), "214")
        keep(f"board-found-{look.theme}", found)
        nobody = window(office(people(60)), look, small)
        nobody.search_box.setText("xyzzy")
        keep(f"empty-no-match-{look.theme}", nobody)
        out = Board()
        out.apply([e.LinkChanged(Link(Phase.SIGNED_OUT, NOW, Problem(ProblemKind.NOT_CONFIGURED)))], NOW)
        keep(f"empty-signed-out-{look.theme}", window(out, look, small))
        reading = Board()
        reading.apply([e.LinkChanged(Link(Phase.READING, NOW, read=3400, total=10000))], NOW)
        keep(f"empty-loading-{look.theme}", window(reading, look, small))
        theme = chosen(look)
        sheet(theme).save(str(folder / f"states-{look.theme}.png"))
        dialog = SignInDialog(theme, fonts.fonts(), server_url="https://platform.example.com")
        dialog.show()
        grab(dialog).save(str(folder / f"sign-in-empty-{look.theme}.png"))
        dialog.go.click()
        QApplication.processEvents()
        keep(f"sign-in-{look.theme}", dialog)
    trays().save(str(folder / "trays.png"))


if __name__ == "__main__":
    told = begin(__doc__)
    main(told.folder, told.part)
