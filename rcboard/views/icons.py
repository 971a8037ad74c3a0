"""Signs as icons of buttons and fields, drawn for sharp screens, too."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap

from rcboard.views import signs


def icon(path: QPainterPath, colour: str) -> QIcon:
    """A sign as an icon in this colour."""
    icon = QIcon()
    for scale in (1, 2, 3):
        picture = QPixmap(20 * scale, 20 * scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(signs.fitted(path, QRectF(0, 0, 20 * scale, 20 * scale)), QColor(colour))
        painter.end()
        picture.setDevicePixelRatio(scale)
        icon.addPixmap(picture)
    return icon
