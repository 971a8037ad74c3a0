"""What a problem looks like in words: a headline, a remedy, and the one button that helps."""

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from rcboard.words.language import _


class Button(Enum):
    """What the one button beside a problem does."""

    NONE = "none"
    RETRY = "retry"
    SIGN_IN = "sign_in"
    SIGN_IN_AGAIN = "sign_in_again"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as people read it."""

    headline: str
    remedy: str
    button: Button = Button.NONE

    @property
    def text(self) -> str:
        """Both in a row, for a command line."""
        return f"{self.headline} {self.remedy}".strip()


def button_text(button: Button) -> str:
    """What stands on the button; empty where there is none."""
    match button:
        case Button.NONE:
            return ""
        case Button.RETRY:
            return _("Try now")
        case Button.SIGN_IN:
            return _("Sign in…")
        case Button.SIGN_IN_AGAIN:
            return _("Sign in again")
        case Button.DETAILS:
            return _("Details…")
        case _:
            assert_never(button)
