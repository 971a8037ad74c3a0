"""What is missing in words: which feature, what the board does instead, and the exact permission to ask for."""

from typing import assert_never

from rcboard.domain.link import Feature, Lack
from rcboard.words.language import _


def sentence(lack: Lack) -> str:
    """What is missing, what that means, and what would bring it."""
    return f"{meaning(lack)} {remedy(lack)}".strip()


def told(lacks: tuple[Lack, ...]) -> str:
    """All of it in a row; empty when nothing is missing."""
    return " ".join(sentence(lack) for lack in lacks)


def meaning(lack: Lack) -> str:
    """What is missing, and what the board does instead."""
    match lack.feature:
        case Feature.EXTENSION_LIST:
            return _("The extension list may not be read: people come from the company directory alone.")
        case Feature.DIRECTORY:
            return _("The company directory may not be read: direct numbers and some departments are missing.")
        case Feature.PEOPLE_NEWS:
            return _("New and changed colleagues are not told at once: they appear within ten minutes.")
        case Feature.ACCOUNT_FILTER:
            return _("One live line for everybody is not allowed: each person is asked for singly, on several lines.")
        case Feature.CALL_QUEUES:
            return _("Call queues may not be read: there are no tabs of queues, and “gate --any” knows none.")
        case _:
            assert_never(lack.feature)


def remedy(lack: Lack) -> str:
    """The permission to ask for; empty where RingCentral said nothing."""
    if lack.permission:
        return _("The permission {name} is missing ({code}): ask the administrator for it.").format(
            name=lack.permission, code=lack.code or "?"
        )
    return _("RingCentral says {code}; the administrator may know why.").format(code=lack.code) if lack.code else ""
