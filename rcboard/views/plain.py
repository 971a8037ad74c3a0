"""Text from outside where Qt or the desktop would read something into it: a tip, a menu, a button, a balloon.

A name is somebody else's text. ``Label`` shows it as it is; what else shows text guesses whether it is HTML, or takes
"&" for an underline. What is given to any of those goes through here.
"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget


def tip(text: str) -> str:
    """For a tooltip. There is no plain format for those, so what could be taken for HTML becomes HTML that says it."""
    if "<" not in text and "&" not in text:
        return text
    from html import escape  # late: it comes with all the entities there are, and is rarely needed

    return f"<qt>{escape(text, quote=False)}</qt>"


def give_tip(widget: QWidget, text: str) -> None:
    """This widget's tooltip."""
    widget.setToolTip(tip(text))


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip now, at this point of the screen; none where the text is empty."""
    QToolTip.showText(at, tip(text), widget)


def caption(text: str) -> str:
    """For a menu's entry, a tab or a button: "&" is no underline there, and a tab is no column of keys."""
    return text.replace("&", "&&").replace("\t", " ")


def balloon(text: str) -> str:
    """For a tray's balloon: Qt may hand it to a service that takes HTML, or paint it itself; it does not say which."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}").replace(
        ">", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    )
