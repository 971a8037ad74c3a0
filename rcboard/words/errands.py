"""What the program says when it was opened for an errand: a picture, or a test of itself."""

from rcboard.domain.link import Link
from rcboard.words import link as link_words
from rcboard.words import problems
from rcboard.words.language import _


def drawn(file: str) -> str:
    """The picture is there."""
    return _("The board as it stands now: {file}").format(file=file)


def not_drawn(file: str) -> str:
    """The picture could not be written."""
    return _("{file} cannot be written; name another place, ending in .png").format(file=file)


def works(people: int) -> str:
    """The self-test passed."""
    return _("rcboard works: {people} people on the board, and a tile changed.").format(people=people)


def no_change(seconds: float, link: Link) -> str:
    """The self-test failed; how the line stood then."""
    why = problems.told(link.problem).text if link.problem else link_words.sentence(link, None, link.since).text
    return _("no tile changed within {seconds:.0f} s: {why}").format(seconds=seconds, why=why)


def no_screen_for_board() -> str:
    """The board was asked for where nobody could see it."""
    return _("there is no screen here; “rcboard watch” needs none, “rcboard demo” draws a picture")


def no_screen_for_replay() -> str:
    """A recording was to be shown where nobody could see it."""
    return _("there is no screen here; “rcboard replay --json” needs none")


def no_office() -> str:
    """The demo's simulator did not start."""
    return _("the simulated office did not open; its own words stand above")
