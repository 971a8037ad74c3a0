"""Where the window stands: remembered for each set-up of screens, and brought back when a screen is gone.

Where the desktop lets a program place its own window (X11, Windows, macOS) it can also be docked to an edge and kept
above all others; Wayland decides that itself, so there these choices are not shown.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

if TYPE_CHECKING:
    from rcboard.views.main_window import MainWindow

PLACING = frozenset({"xcb", "windows", "cocoa"})
"""Qt platforms on which a window goes where its program says."""
FRAME = QSize(16, 48)
"""Pixels that borders and title of a window take, and some air."""
DOCKED = 320
"""Pixels a docked window is wide."""
SETTLED = 500
"""Milliseconds after the last move when the place is remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A window's place on the desktop, in logical pixels."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """What a window remembers between runs."""

    places: dict[str, Place] = field(default_factory=dict)
    """By set-up of screens."""
    on_top: bool = False
    tab: str = ""
    """The key of the chosen tab."""
    sort: str = ""


class Places(QObject):
    """Watches a window and the screens."""

    remembered = Signal(object)
    """A ``Memory`` to be kept."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._memory = Memory()
        self._restored = False
        self._soon = QTimer(self, singleShot=True, interval=SETTLED)
        self._soon.timeout.connect(self._remember)
        self._screens_changed = QTimer(self, singleShot=True, interval=SETTLED)
        self._screens_changed.timeout.connect(self._screens_are_others)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(lambda _screen: self._screens_changed.start())
            application.screenRemoved.connect(lambda _screen: self._screens_changed.start())
        # Told by the window, and not by a filter: that would bring each event of the window, and with it each painting,
        # through Python.
        window.placed.connect(self._moved)

    @property
    def memory(self) -> Memory:
        """What is remembered."""
        return self._memory

    def restore(self, memory: Memory) -> None:
        """Put the window where it stood with these screens."""
        self._memory = memory
        self._restored = True
        if memory.on_top and can_place():
            self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, True)
        self._put()

    def choose(self, *, tab: str | None = None, sort: str | None = None) -> None:
        """Remember these, too."""
        memory = self._memory
        self._keep(replace(memory, tab=memory.tab if tab is None else tab, sort=memory.sort if sort is None else sort))

    def dock(self, *, right: bool) -> None:
        """Along the left or the right edge of the screen it is on."""
        self._window.showNormal()
        frame = self._window.frameGeometry()
        inner = self._window.geometry()
        room = self._window.screen().availableGeometry()
        border = QSize(frame.width() - inner.width(), frame.height() - inner.height())
        width = min(DOCKED, room.width() - border.width())
        left = room.right() - width - border.width() + 1 if right else room.left()
        corner = QPoint(left, room.top()) + (inner.topLeft() - frame.topLeft())
        self._window.setGeometry(QRect(corner, QSize(width, room.height() - border.height())))

    def stay_on_top(self, on_top: bool) -> None:
        """Above all other windows, or among them."""
        visible = self._window.isVisible()
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        if visible:
            self._window.show()
        self._keep(replace(self._memory, on_top=on_top))

    def _moved(self) -> None:
        if self._restored:
            self._soon.start()

    def _remember(self) -> None:
        window = self._window
        if not window.isVisible() or window.isFullScreen() or window.isMinimized():
            return
        inner = window.normalGeometry() if window.isMaximized() else window.geometry()
        place = Place(inner.x(), inner.y(), inner.width(), inner.height(), window.isMaximized())
        self._keep(replace(self._memory, places=self._memory.places | {set_up(): place}))

    def _keep(self, memory: Memory) -> None:
        if memory != self._memory:
            self._memory = memory
            self.remembered.emit(memory)

    def _put(self) -> None:
        place = self._memory.places.get(set_up())
        if place is None:
            self._window.resize(fitting(self._window.size(), self._window.screen().availableGeometry()))
        else:
            self._window.setGeometry(within(QRect(place.x, place.y, place.width, place.height), rooms()))
            if place.maximized:
                self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowMaximized)

    def _screens_are_others(self) -> None:
        """A screen came or went: back to where the window stood with these, or at least to where it can be seen."""
        if set_up() in self._memory.places:
            self._put()
        else:
            inner = self._window.geometry()
            if (back := within(inner, rooms())) != inner:
                self._window.setGeometry(back)


def can_place() -> bool:
    """Whether the desktop lets a program place its own window."""
    return QGuiApplication.platformName() in PLACING


def set_up() -> str:
    """The screens there are now, as a key: their sizes and places, in order."""
    return " ".join(sorted(_described(screen) for screen in QGuiApplication.screens()))


def rooms() -> list[QRect]:
    """What each screen has free for windows, the first screen first."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def fitting(size: QSize, room: QRect) -> QSize:
    """A new window's size, smaller where the screen has no room for it and the frame the desktop puts around it."""
    return size.boundedTo(room.size() - FRAME)


def within(window: QRect, rooms: list[QRect]) -> QRect:
    """The window where it can be seen and taken hold of: as it is if most of it is on a screen, else moved onto one."""
    if not rooms:
        return window
    seen = [window.intersected(room) for room in rooms]
    best = max(range(len(rooms)), key=lambda place: seen[place].width() * seen[place].height())
    part, room = seen[best], rooms[best]
    if 2 * part.width() * part.height() >= window.width() * window.height() and window.top() >= room.top():
        return window
    size = window.size().boundedTo(room.size())
    left = min(max(window.left(), room.left()), room.right() - size.width() + 1)
    top = min(max(window.top(), room.top()), room.bottom() - size.height() + 1)
    return QRect(QPoint(left, top), size)


def _described(screen: QScreen) -> str:
    box = screen.geometry()
    return f"{box.width()}x{box.height()}+{box.x()}+{box.y()}"
