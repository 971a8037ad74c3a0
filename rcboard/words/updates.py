"""Newer releases in words."""

from rcboard.words.language import _


def newer(version: str, ours: str) -> str:
    """There is a newer release."""
    return _("rcboard {version} is out; this is {ours}. Ask whoever looks after this computer for it.").format(
        version=version, ours=ours
    )


def newest(ours: str) -> str:
    """There is none."""
    return _("rcboard {ours} is the newest.").format(ours=ours)


def off() -> str:
    """Nobody is asked."""
    return _("rcboard asks nobody for newer releases: the setting updates.on is off, or updates.url is empty.")


def not_answered(why: str) -> str:
    """Nothing is known; ``why`` is one of the next sentences."""
    return _("Whether there is a newer release is not known: {why}.").format(why=why)


def not_reached() -> str:
    """No connection, or no answer in time."""
    return _("the address in updates.url does not answer")


def not_trusted() -> str:
    """Its certificate is not trusted."""
    return _("the certificate of the address in updates.url is not trusted")


def refused(status: int) -> str:
    """It answered with this HTTP status, a redirect among them."""
    return _("the address in updates.url answers with {status}").format(status=status)


def no_release() -> str:
    """What it answered is no release."""
    return _("what the address in updates.url answers is no release")
