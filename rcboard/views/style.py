"""The look of the few real widgets around the tiles: search box, strip, buttons, fields, scroll bar."""

from rcboard.views import resources
from rcboard.views.theme import Theme, contrast


def _icon(name: str, ink: str) -> str:
    """The file of a small drawing in dark or light ink, whichever is nearer to this."""
    dark = contrast(ink, "#000000") < contrast(ink, "#FFFFFF")
    kind = ("light", "dark")[dark] if name == "tick" else ("dark", "light")[dark]
    return (resources.folder() / "icons" / f"{name}-{kind}.svg").as_posix()


def style_sheet(theme: Theme) -> str:
    """A style sheet for the window's and the dialogs' frames. Tiles are painted and take no part in it."""
    return f"""
    #frame {{ background: {theme.raised}; border: none; border-bottom: 1px solid {theme.border}; }}
    #board, #place {{ background: {theme.window}; border: none; }}
    QDialog {{ background: {theme.raised}; }}
    QLabel {{ color: {theme.text}; background: transparent; }}
    QLabel[muted="true"] {{ color: {theme.muted}; }}
    QLabel[wrong="true"] {{ color: {theme.text}; background: {theme.error}; border: 1px solid {theme.error_edge};
        border-radius: 8px; padding: 10px 12px; }}
    QLineEdit, QPlainTextEdit {{ color: {theme.text}; background: {theme.window}; border: 1px solid {theme.border};
        border-radius: 8px; padding: 7px 8px; placeholder-text-color: {theme.muted};
        selection-background-color: {theme.accent};
        selection-color: {theme.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 6px 7px; }}
    QPushButton {{ color: {theme.text}; background: {theme.card}; border: 1px solid {theme.border};
        border-radius: 8px; padding: 6px 16px; min-height: 18px; }}
    QPushButton:hover {{ border-color: {theme.muted}; }}
    QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 15px; }}
    QPushButton[main="true"] {{ color: {theme.on_accent}; background: {theme.accent}; border-color: {theme.accent}; }}
    QPushButton[main="true"]:focus {{ border: 2px solid {theme.text}; }}
    QPushButton:disabled {{ color: {theme.muted}; background: {theme.window}; border-color: {theme.border}; }}
    QCheckBox {{ color: {theme.text}; spacing: 9px; padding: 4px 2px;
        border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox:focus {{ border-color: {theme.accent}; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {theme.muted}; border-radius: 4px;
        background: {theme.window}; }}
    QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
        image: url({_icon("tick", theme.on_accent)}); }}
    QLabel[lock="true"] {{ color: {theme.text}; border-left: 3px solid {theme.accent}; padding: 2px 8px; }}
    QComboBox, QSpinBox, QKeySequenceEdit QLineEdit {{ color: {theme.text}; background: {theme.window};
        border: 1px solid {theme.border}; border-radius: 8px; padding: 5px 10px; min-height: 22px; }}
    QComboBox:focus, QSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 4px 9px; }}
    QComboBox:disabled, QSpinBox:disabled, QLineEdit:disabled {{ color: {theme.muted}; border-style: dashed; }}
    QCheckBox:disabled {{ color: {theme.muted}; }}
    QRadioButton {{ color: {theme.text}; spacing: 9px; min-height: 24px; padding: 0 2px;
        border: 2px solid transparent; border-radius: 6px; }}
    QRadioButton:focus {{ border-color: {theme.accent}; }}
    QRadioButton:disabled {{ color: {theme.muted}; }}
    QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {theme.muted}; border-radius: 9px;
        background: {theme.raised}; }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 5px solid {theme.accent}; }}
    QSpinBox {{ padding-right: 58px; }}
    QSpinBox:focus {{ padding-right: 57px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: center right;
        border: none; width: 26px; height: 26px; right: 3px; }}
    QSpinBox::down-button {{ right: 29px; }}
    QSpinBox::up-arrow {{ width: 12px; height: 12px; image: url({_icon("chevron-up", theme.text)}); }}
    QSpinBox::down-arrow {{ width: 12px; height: 12px; image: url({_icon("chevron", theme.text)}); }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ width: 12px; height: 12px; image: url({_icon("chevron", theme.text)}); }}
    QComboBox QAbstractItemView {{ color: {theme.text}; background: {theme.card}; border: 1px solid {theme.border};
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; outline: none; }}
    #page, QScrollArea {{ background: {theme.raised}; border: none; }}
    #pages {{ color: {theme.text}; background: {theme.window}; border: none; padding: 10px 8px; outline: none; }}
    #beside {{ border: none; border-left: 1px solid {theme.border}; }}
    #pages::item {{ padding: 8px 12px; border: 2px solid transparent; border-radius: 8px; }}
    #pages::item:selected {{ color: {theme.on_accent}; background: {theme.accent}; }}
    #pages::item:selected:focus {{ border-color: {theme.text}; }}
    #away {{ background: {theme.selected}; border: none; border-bottom: 1px solid {theme.border}; }}
    #missed {{ color: {theme.text}; background: {theme.window}; border: 1px solid {theme.border};
        border-radius: 8px; padding: 4px; outline: none; }}
    #missed::item {{ padding: 4px 8px; border: 2px solid transparent; border-radius: 6px; }}
    #missed::item:selected {{ color: {theme.text}; background: {theme.selected}; }}
    #missed::item:selected:focus {{ border-color: {theme.accent}; }}
    #foot {{ background: {theme.raised}; border: none; border-top: 1px solid {theme.border}; }}
    #waiting {{ background: {theme.window}; border: none; }}
    #card, #ask {{ background: {theme.raised}; border: 1px solid {theme.muted}; border-radius: 10px; }}
    QToolButton[small="true"] {{ color: {theme.accent}; border: 1px solid {theme.border}; border-radius: 6px;
        padding: 2px 9px; min-height: 18px; }}
    QToolButton[small="true"]:hover {{ border-color: {theme.muted}; }}
    QToolButton[small="true"]:focus {{ border: 2px solid {theme.accent}; padding: 1px 8px; }}
    #strip {{ border: 1px solid transparent; border-radius: 8px; }}
    #strip[tone="warning"] {{ background: {theme.warning}; border-color: {theme.warning_edge}; }}
    #strip[tone="error"] {{ background: {theme.error}; border-color: {theme.error_edge}; }}
    #strip[tone="warning"] QLabel, #strip[tone="error"] QLabel {{ color: {theme.text}; }}
    QToolButton {{ color: {theme.accent}; background: transparent; border: 2px solid transparent; border-radius: 6px;
        padding: 4px; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QToolButton[pill="true"] {{ color: {theme.text}; background: {theme.card}; border: 1px solid {theme.border};
        border-radius: 8px; padding: 4px 12px; }}
    QToolButton[pill="true"]:hover {{ border-color: {theme.muted}; }}
    QToolButton[pill="true"]:checked {{ color: {theme.on_accent}; background: {theme.accent};
        border-color: {theme.accent}; }}
    QToolButton[pill="true"]:focus {{ border: 2px solid {theme.accent}; padding: 3px 11px; }}
    QToolButton[pill="true"]:checked:focus {{ border-color: {theme.text}; }}
    QTabBar {{ background: transparent; border: none; }}
    QTabBar::tab {{ color: {theme.muted}; background: transparent; border: 2px solid transparent;
        border-radius: 7px; padding: 3px 10px; margin-right: 2px; min-height: 18px; }}
    QTabBar::tab:hover {{ color: {theme.text}; background: {theme.window}; }}
    QTabBar::tab:selected {{ color: {theme.text}; background: {theme.selected}; border-bottom-color: {theme.accent};
        border-bottom-left-radius: 0; border-bottom-right-radius: 0; }}
    QTabBar::tab:selected:focus {{ border-color: {theme.accent}; }}
    QTabBar::scroller {{ width: 48px; }}
    QTabBar QToolButton {{ background: {theme.raised}; border: 1px solid {theme.border}; padding: 0; }}
    QMenu {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border}; padding: 5px; }}
    QMenu::item {{ padding: 5px 26px 5px 24px; border-radius: 5px; }}
    QMenu::item:selected {{ color: {theme.text}; background: {theme.selected}; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ background: {theme.border}; height: 1px; margin: 5px 8px; }}
    QMenu::indicator {{ width: 12px; height: 12px; left: 6px; }}
    QProgressBar {{ background: {theme.border}; border: none; border-radius: 2px; }}
    QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}
    QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.handle}; border-radius: 4px; min-height: 36px; margin: 3px; }}
    QScrollBar::handle:vertical:hover {{ background: {theme.muted}; }}
    QScrollBar::handle:vertical:disabled {{ background: transparent; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
        border: none; height: 0; }}
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border}; padding: 6px; }}
    """
