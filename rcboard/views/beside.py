"""What appears beside a tile: the why-card, small fields for notes and names, and menus. One of each, in one window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QApplication, QWidget

from rcboard.domain.desk import Watch
from rcboard.domain.tabs import Tab, of_key
from rcboard.models.board_model import BoardModel
from rcboard.views import tile_menu
from rcboard.views.ask_line import AskLine
from rcboard.views.board_view import BoardView
from rcboard.views.fonts import Fonts
from rcboard.views.hands import Hands
from rcboard.views.tab_strip import TabStrip
from rcboard.views.theme import Theme
from rcboard.views.why_card import WhyCard
from rcboard.words import menu as words
from rcboard.words import tabs as tab_words


class Beside(QObject):
    """Opens them where they belong; what they ask for leaves as signals."""

    note_asked = Signal(str, str)
    """On whom, and the text."""
    caller_asked = Signal(object, str)
    """Which ``Watch``, and the name of who waits."""
    group_asked = Signal(str, str)
    """Into this group or out of it, and whom; nobody: the group alone."""
    rename_asked = Signal(str, str)
    move_asked = Signal(str, int)
    delete_asked = Signal(str)

    def __init__(
        self,
        *,
        model: BoardModel,
        view: BoardView,
        tabs: TabStrip,
        hands: Hands,
        theme: Theme,
        fonts: Fonts,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._model = model
        self._view = view
        self._tabs = tabs
        self._hands = hands
        self.why = WhyCard(model.why, theme, fonts, parent)
        self.field = AskLine(fonts, parent)
        self._granting = tile_menu.Granting(
            wish=hands.wish_asked.emit,
            group=self.group_asked.emit,
            new_group=self._ask_group,
            rename=self._ask_name,
            move=self.move_asked.emit,
            delete=self.delete_asked.emit,
        )
        view.pointer.rested.connect(lambda id: self.ask_why(id, by_hand=False))
        view.pointer.left.connect(self.why.leave)
        view.cleared.connect(self.why.close_card)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.why.close_card())
        view.selectionModel().currentChanged.connect(lambda *_: self._follow())
        tabs.menu_asked.connect(self._tab_menu)

    def ask_why(self, id: str, *, by_hand: bool) -> None:
        """The card: on a rest of the pointer it comes, by key it comes and goes."""
        if by_hand and self.why.pinned and self.why.id == id:
            self.why.close_card()
            return
        place = self._view.place_of(id)
        if place is not None and not self.field.isVisible() and (by_hand or not self.why.pinned):
            self.why.open(id, place, pinned=by_hand)

    def ask_note(self, id: str) -> None:
        """The note on somebody, changed in its place."""
        person, place = self._model.person(id), self._view.place_of(id)
        if person is not None and place is not None:
            text = self._model.desk.notes.get(id, "")
            self._ask(words.note_field(person.spoken), text, place, lambda text: self.note_asked.emit(id, text))

    def ask_caller(self, watch: Watch) -> None:
        """Who waits? Nobody has to say so: the wait stands already."""
        person = self._model.person(watch.id)
        name = person.spoken if person else tab_words.title(of_key(watch.group))
        self._settle()
        place = self._view.place_of(watch.id) or self._under_tabs()
        self._ask(words.caller_field(name), watch.caller, place, lambda text: self.caller_asked.emit(watch, text))

    def _settle(self) -> None:
        """The waiting list may have come with the very first caller: tiles stand where they will only after that."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def tile_menu(self, id: str) -> None:
        """Everything that can be done to somebody."""
        person, place = self._model.person(id), self._view.place_of(id)
        if person is None or place is None:
            return
        self.why.close_card()
        keys, tab = self._hands.keys, self._tabs.tab
        menu = tile_menu.of_tile(person, self._model.desk, tab, keys=keys, grant=self._granting, parent=self._window)
        menu.popup(place.center())

    def _tab_menu(self, tab: Tab, at: QPoint) -> None:
        tile_menu.of_tab(tab, self._model.desk, self._hands.keys, self._granting, self._window).popup(at)

    def _ask_group(self, id: str) -> None:
        place = (self._view.place_of(id) if id else None) or self._under_tabs()
        self._ask(tab_words.group_name(), "", place, lambda name: self.group_asked.emit(name, id) if name else None)

    def _ask_name(self, name: str) -> None:
        self._ask(tab_words.group_name(), name, self._under_tabs(), lambda new: self.rename_asked.emit(name, new))

    def _ask(self, label: str, text: str, place: QRect, answer: Callable[[str], None]) -> None:
        self.why.close_card()
        self.field.ask(label, text, place, answer, self._view)

    def _under_tabs(self) -> QRect:
        corner = self._tabs.mapToGlobal(QPoint(0, self._tabs.height() + 60))
        return QRect(corner, self._tabs.size().boundedTo(self._tabs.sizeHint()))

    def _follow(self) -> None:
        """The card goes with the keyboard from tile to tile."""
        if self.why.pinned and self._view.current_id() != self.why.id:
            place = self._view.place_of(self._view.current_id())
            if place is not None:
                self.why.open(self._view.current_id(), place, pinned=True)
