"""Sign in: in the browser, or with the three values of a RingCentral app; or a look at the made-up office first."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rcboard.views.fonts import Fonts
from rcboard.views.label import Label
from rcboard.views.style import style_sheet
from rcboard.views.tab_order import in_order
from rcboard.views.theme import Theme, palette
from rcboard.words import sign_in as words
from rcboard.words import window
from rcboard.words.problems import Told

PRODUCTION = "https://platform.ringcentral.com"
WIDTH = 500
MARGIN = 28


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was typed; ``client_secret`` and ``jwt`` are empty where the browser shall do.

    Its text never shows what must stay secret.
    """

    server_url: str
    client_id: str
    client_secret: str
    jwt: str
    remember: bool

    def __repr__(self) -> str:
        return f"Credentials({self.server_url!r}, {self.client_id!r}, …)"


class SignInDialog(QDialog):
    """Asks for credentials and stays open until somebody says by ``done_with`` or ``tell`` how it went."""

    sign_in_asked = Signal(object)
    """With ``Credentials``."""
    copy_asked = Signal(str)
    """The address to open in the browser, for the clipboard."""
    demo_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        fonts: Fonts,
        server_url: str = PRODUCTION,
        client_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title())
        self.setFont(fonts.line)
        self._wrong = Label(self, wordWrap=True)
        self._wrong.hide()
        self._wrong.setProperty("wrong", True)
        self.by_browser = QRadioButton(words.by_browser(), self)
        self.by_jwt = QRadioButton(words.by_jwt(), self)
        self.by_browser.setChecked(True)
        self.client_id = QLineEdit(client_id, self)
        self.client_secret = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self.jwt = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self.server = QLineEdit(server_url, self)
        self.remember = QCheckBox(words.remember(), self)
        self.remember.setChecked(True)
        self._advanced = QToolButton(self)
        self._advanced.setText(words.advanced())
        self._advanced.setCheckable(True)
        self._advanced.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._server_row = self._labelled(words.server(), self.server)
        self._secret_row = self._labelled(words.client_secret(), self.client_secret)
        self._jwt_row = self._labelled(words.jwt(), self.jwt)
        self._waiting = Label(words.waiting(), self, wordWrap=True)
        self.copy = QPushButton(words.copy_address(), self, autoDefault=False)
        self._address = ""
        self.go = QPushButton(words.go(), self, default=True)
        self.go.setProperty("main", True)
        self.demo = QPushButton(window.demo(), self, autoDefault=False)
        self._cancel = QPushButton(words.cancel(), self, autoDefault=False)
        self.set_theme(theme)  # before anything is measured
        self._lay_out(fonts)
        self._advanced.toggled.connect(self._show_advanced)
        self.by_jwt.toggled.connect(self._show_way)
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self._address))
        self._advanced.setChecked(server_url != PRODUCTION)
        self.go.clicked.connect(self._ask)
        self.demo.clicked.connect(self.demo_asked)
        self._cancel.clicked.connect(self.reject)
        self.wait_for("")
        self._show_way()
        self._show_advanced(self._advanced.isChecked())

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))

    def tell(self, told: Told) -> None:
        """It did not work: say why and let it be tried again."""
        self._say(told.text)
        self.wait_for("")
        self._busy(working=False)

    def note(self, told: Told) -> None:
        """Something happened meanwhile, and the waiting goes on."""
        self._say(told.text)

    def wait_for(self, address: str) -> None:
        """The browser is open at this address; empty: it is not any more."""
        self._address = address
        self._waiting.setVisible(bool(address))
        self.copy.setVisible(bool(address))
        if address:
            self.copy.setFocus()
        self._fit()

    def done_with(self) -> None:
        """It worked. The secrets do not stay in the fields."""
        self.client_secret.clear()
        self.jwt.clear()
        self._busy(working=False)
        self.accept()

    def _lay_out(self, fonts: Fonts) -> None:
        headline = Label(words.title(), self)
        headline.setFont(fonts.headline)
        lead = Label(words.lead(), self, wordWrap=True)
        lead.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 24, MARGIN, 22)
        column.setSpacing(6)
        column.addWidget(headline)
        column.addWidget(lead)
        column.addSpacing(8)
        column.addWidget(self._wrong)
        column.addWidget(self._labelled(words.client_id(), self.client_id))
        column.addWidget(self.by_browser)
        column.addWidget(self.by_jwt)
        column.addWidget(self._secret_row)
        column.addWidget(self._jwt_row)
        column.addWidget(self.remember)
        column.addWidget(self._advanced, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._server_row)
        column.addWidget(self._waiting)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.demo)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)
        in_order(
            self.client_id,
            self.by_browser,
            self.by_jwt,
            self.client_secret,
            self.jwt,
            self.remember,
            self._advanced,
            self.server,
            self.copy,
            self.demo,
            self._cancel,
            self.go,
        )
        self.client_id.setFocus()
        # We see to the height ourselves: it depends on the width, which Qt does not know of windows.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        # Radio buttons do not wrap: other languages and larger type need more room.
        longest = max(button.sizeHint().width() for button in (self.by_browser, self.by_jwt))
        width = max(WIDTH, longest + 2 * MARGIN)
        self.setMinimumWidth(width)
        self.resize(width, WIDTH)

    def _labelled(self, text: str, field: QLineEdit) -> QWidget:
        part = QWidget(self)
        label = Label(text, part)
        label.setBuddy(field)
        field.setMinimumHeight(38)
        field.setAccessibleName(text)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(field)
        return part

    def _show_way(self) -> None:
        jwt = self.by_jwt.isChecked()
        for row in (self._secret_row, self._jwt_row):
            row.setVisible(jwt)
        self._busy(working=False)
        self._fit()

    def _show_advanced(self, shown: bool) -> None:
        self._server_row.setVisible(shown)
        self._advanced.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped lines need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _ask(self) -> None:
        for label, field in (
            (words.server(), self.server),
            (words.client_id(), self.client_id),
            (words.jwt(), self.jwt),
        ):
            if field.isVisibleTo(self) and not field.text().strip():
                self._say(words.missing(label))
                field.setFocus()
                return
        server = self.server.text().strip().rstrip("/")
        if not server.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
            self._say(words.insecure())
            self._advanced.setChecked(True)
            self.server.setFocus()
            return
        self._wrong.hide()
        self._fit()
        self._busy(working=True)
        jwt = self.by_jwt.isChecked()
        self.sign_in_asked.emit(
            Credentials(
                server,
                self.client_id.text().strip(),
                self.client_secret.text().strip() if jwt else "",
                "".join(self.jwt.text().split()) if jwt else "",
                self.remember.isChecked(),
            )
        )

    def _say(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.show()
        self._wrong.setAccessibleName(text)
        self._fit()

    def _busy(self, *, working: bool) -> None:
        ways = (self.by_browser, self.by_jwt)
        fields = (self.client_id, self.client_secret, self.jwt, self.server, self.remember)
        for part in (*ways, *fields, self.go, self.demo):
            part.setDisabled(working)
        self.go.setText(words.going() if working else words.go())
