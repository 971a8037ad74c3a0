"""Settings: pages made from the list of settings, applied at once, with undo; what is locked says by whom.

A new field of the preferences appears here by itself; all it needs is its line in ``words/settings``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from rcboard.domain.preferences import Palette, Preferences
from rcboard.domain.setting import SETTINGS, Setting
from rcboard.views.colour_editor import ColourEditor
from rcboard.views.editors import Editor, Offer, editor
from rcboard.views.fonts import Fonts
from rcboard.views.key_editor import KeyEditor, KeyLine
from rcboard.views.label import Label
from rcboard.views.places import fitting
from rcboard.views.plain import give_tip
from rcboard.views.style import style_sheet
from rcboard.views.theme import Theme, palette
from rcboard.words import settings as words

PAGES = ("general", "whom", "alerts", "keys", "look", "calling", "connection", "privacy", "updates")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the running program knows: what can be offered, the key table, and what is locked and why."""

    offers: Mapping[str, Offer] = field(default_factory=dict)
    keys: Sequence[KeyLine] = ()
    refusal: Callable[[str], str | None] = lambda key: None
    locks: Mapping[str, str] = field(default_factory=dict)
    """By setting, a sentence why it cannot be changed."""


class Row(QWidget):
    """One setting: its label, editor, what it means, and why it is locked or what is wrong."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, editor: Editor, lock: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.editor = editor
        self.note = Label(self, wordWrap=True)
        self.note.hide()
        self.note.setProperty("wrong", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        label = Label(words.label(setting), self, wordWrap=True)
        label.setBuddy(editor)
        label.setVisible(setting.type is not bool and bool(setting.section))
        if editor.wide:
            column.addWidget(label)
            column.addWidget(editor)
        else:
            line = QHBoxLayout()
            line.addWidget(label, 3)
            line.addWidget(editor, 2)
            column.addLayout(line)
        hint = words.hint(setting)
        if hint:
            said = Label(hint, self, wordWrap=True)
            said.setProperty("muted", True)
            column.addWidget(said)
        described = editor.focusProxy() or editor
        described.setAccessibleDescription(" ".join(filter(None, (hint, lock))))
        self.lock = Label(lock, self, wordWrap=True)
        self.lock.setVisible(bool(lock))
        self.lock.setProperty("lock", True)
        column.addWidget(self.lock)
        column.addWidget(self.note)
        editor.setDisabled(bool(lock))
        editor.chosen.connect(self._choose)
        editor.refused.connect(self._refuse)

    def _choose(self, value: object) -> None:
        self.note.hide()
        self.chosen.emit(value)

    def _refuse(self) -> None:
        self.note.setText(words.wrong(self.setting))
        self.note.show()


class SettingsDialog(QDialog):
    """Asks for changes one by one and shows what came of them by ``show_preferences``."""

    change_asked = Signal(object)
    """With the ``Preferences`` wished for."""
    undo_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        fonts: Fonts,
        preferences: Preferences,
        around: Surroundings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around or Surroundings()
        self._preferences = preferences
        self._theme = theme
        self._fonts = fonts
        self.setWindowTitle(words.title())
        self.setFont(fonts.line)
        self.rows: dict[str, Row] = {}
        self.list = QListWidget(self)
        self.list.setObjectName("pages")
        self.list.setAccessibleName(words.title())
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("beside")
        self.undo = QPushButton(words.undo(), self, autoDefault=False)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo.click)
        self.undo.clicked.connect(self.undo_asked)
        close = QPushButton(words.close(), self, default=True)
        close.setProperty("main", True)
        close.clicked.connect(self.accept)
        self._lay_out(close)
        self.list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        QApplication.instance().focusChanged.connect(self._show_focused)  # type: ignore[union-attr]  # there is one
        self.set_theme(theme)
        self.show_preferences(preferences)
        self.resize(self._best_size())

    # -- what others tell

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for row in self.rows.values():
            if isinstance(row.editor, ColourEditor):
                row.editor.set_theme(theme)

    def show_preferences(self, preferences: Preferences, undoable: Setting | None = None) -> None:
        """These are in force now; ``undoable`` is what undo would take back."""
        self._preferences = preferences
        for name, row in self.rows.items():
            row.editor.show_value(SETTINGS[name].of(preferences))
        self.rows["look.own_colours"].setVisible(preferences.look.palette is Palette.OWN)
        self.undo.setEnabled(undoable is not None)
        give_tip(self.undo, words.undo_of(undoable) if undoable else "")

    def open_page(self, section: str) -> None:
        """Show this page."""
        self.list.setCurrentRow(PAGES.index(section))

    # -- inside

    def _show_focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt shows of a field no more than its cursor, and nothing of one that is come to from outside the page."""
        page = self._pages.currentWidget()
        if not isinstance(page, QScrollArea) or now is None:
            return
        inner = page.widget()
        if inner is not None and inner.isAncestorOf(now):
            middle = now.mapTo(inner, now.rect().center())
            page.ensureVisible(middle.x(), middle.y(), 0, now.height())

    def _lay_out(self, close: QPushButton) -> None:
        for section in PAGES:
            self.list.addItem(words.page(section))
            self._pages.addWidget(self._page(section))
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 48)
        side = QVBoxLayout()
        side.addWidget(self.list)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(side)
        middle.addWidget(self._pages, 1)
        foot = QFrame(self)
        foot.setObjectName("foot")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(16, 12, 16, 14)
        buttons.addWidget(self.undo)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(foot)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # pages scroll

    def _best_size(self) -> QSize:
        """As wide as the widest page in this language needs: none is cut off at its side. No higher than the screen."""
        line = self._fonts.measures().place
        inner = (page.widget() for page in self._pages.findChildren(QScrollArea))
        widest = max(page.minimumSizeHint().width() for page in inner if page is not None)
        width = self.list.width() + widest + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 8
        best = QSize(max(round(line * 42), width), round(line * 32))
        return QSize(best.width(), fitting(best, self.screen().availableGeometry()).height())

    def _page(self, section: str) -> QWidget:
        inner = QWidget(self)
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(2)
        headline = Label(words.page(section), inner)
        headline.setFont(self._fonts.headline)
        column.addWidget(headline)
        column.addSpacing(6)
        for setting in SETTINGS.values():
            if (setting.section or setting.name) == section and not setting.bounds.get("unseen"):
                column.addWidget(self._row(setting, inner))
        column.addStretch()
        scroll = QScrollArea(self, widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def _row(self, setting: Setting, parent: QWidget) -> Row:
        around = self._around
        made: Editor
        if setting.name == "keys":
            made = KeyEditor(around.keys, around.refusal, parent)
        elif setting.name == "look.own_colours":
            made = ColourEditor(self._theme, parent)
        else:
            made = editor(setting, around.offers.get(setting.name), parent)
        row = Row(setting, made, around.locks.get(setting.name, ""), parent)
        row.chosen.connect(lambda value: self.change_asked.emit(setting.put(self._preferences, value)))
        self.rows[setting.name] = row
        return row
