"""What the window says besides people and the line: labels, hints, counts, and what stands where nobody does."""

from dataclasses import dataclass

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.tabs import Kind, Tab
from rcboard.words import ages, problems
from rcboard.words.language import _, counted, number


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands in place of tiles: what is so, what to do, and the button that does it (none where empty)."""

    headline: str
    remedy: str
    button: str = ""


def title() -> str:
    """The window's title."""
    return "rcboard"


def find_hint() -> str:
    """In the empty search box."""
    return _("Find by name, number, department…")


def find_name() -> str:
    """The search box for the ear."""
    return _("Find people")


def board_name() -> str:
    """The tiles for the ear."""
    return _("People")


def clear_find() -> str:
    """The button that empties the search box."""
    return _("Clear the search")


def people(found: int, total: int) -> str:
    """How many people there are: "60 people", or "3 of 60 people" while a search narrows them."""
    if found == total:
        return counted("{n} person", "{n} people", total)
    return _("{found} of {people}").format(found=number(found), people=counted("{n} person", "{n} people", total))


OLD_TEXT = 900.0
"""Seconds after which a person's own text says how old it is: RingCentral never pushes it, it is only read."""


def note(message: str, own: str, age: float | None = None) -> str:
    """A person's own text as a quotation, with its age in seconds once it is old; then the desk's note."""
    quoted = _("“{text}”").format(text=message) if message else ""
    if quoted and age is not None and age >= OLD_TEXT:
        quoted = _("{quotation} ({age} ago)").format(quotation=quoted, age=ages.rough(age))
    return " · ".join(part for part in (quoted, own) if part)


def no_match(text: str, *, free_now: bool = False) -> Empty:
    """Nobody is found."""
    headline = _("Nobody who is free matches “{text}”") if free_now else _("Nobody matches “{text}”")
    return Empty(
        headline.format(text=text),
        _("Part of a name, an extension or a department is enough, in any order."),
        clear_find(),
    )


def nobody_free(*, live: bool) -> Empty:
    """ "Free now" leaves nobody."""
    if live:
        return Empty(_("Nobody is free now"), _("Whoever becomes free appears here by himself."), _("Show everybody"))
    return Empty(
        _("Nobody is known to be free"),
        _("Without a live line nobody can say who is free."),
        _("Show everybody"),
    )


def empty_tab(tab: Tab) -> Empty:
    """A tab without people."""
    if tab.kind is Kind.FAVOURITES:
        return Empty(
            _("No favourites yet"),
            _("Choose a tile and press *, or click its star: favourites stand here, and their changes are told."),
            _("Show everybody"),
        )
    return Empty(
        _("Nobody is in {name} yet").format(name=tab.name),
        _("Find somebody by typing, then press Ctrl+G to keep her here."),
        _("Show everybody"),
    )


def nobody() -> Empty:
    """The account has nobody to show."""
    return Empty(
        _("Nobody to show yet"),
        _("RingCentral returned no enabled user extensions for this account."),
    )


def signed_out(problem: Problem | None) -> Empty:
    """Nobody is signed in, or no longer."""
    if problem is None or problem.kind is ProblemKind.NOT_CONFIGURED:
        return Empty(
            _("See who is free, at a glance"),
            _("Sign in to RingCentral, or look around in a made-up office first."),
            _("Sign in…"),
        )
    told = problems.told(problem)
    return Empty(told.headline, told.remedy, _("Sign in…"))


def loading() -> str:
    """Before the list of people is there."""
    return _("Reading the list of people…")


def loading_hint() -> str:
    """Under it."""
    return _("Tiles appear as soon as RingCentral has told who works here.")


def demo() -> str:
    """The button for the made-up office."""
    return _("Show me the demo")


def star(starred: bool) -> str:
    """The star's tooltip."""
    return _("No longer a favourite (*)") if starred else _("Favourite: tell me about changes (*)")


def watch(waited: bool) -> str:
    """The alarm clock's tooltip."""
    return _("Stop waiting (F4)") if waited else _("Tell me when free (F4)")


def starred() -> str:
    """A favourite's tile for the ear."""
    return _("favourite")


def waited_for() -> str:
    """A watched person's tile for the ear."""
    return _("someone waits")


def outside() -> str:
    """Somebody found who is not on the chosen tab, for the ear."""
    return _("not on this tab")


def tray_open() -> str:
    """The tray menu's first line."""
    return _("Open the board")


def tray_pause() -> str:
    """The tray menu's switch for alerts."""
    return _("Pause alerts")


def tray_settings() -> str:
    """The way to the settings in tray menu and View menu."""
    return _("Settings…")


def tray_quit() -> str:
    """The last line of tray menu and View menu."""
    return _("Quit rcboard")


def hidden_to_tray() -> str:
    """Told the first time the window is closed to the tray."""
    return _("The board goes on in the tray. Click its icon to see it, or choose Quit there to end it.")
