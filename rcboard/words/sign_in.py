"""What the sign-in dialog says, and the commands that sign in and out."""

from rcboard.domain.link import Problem
from rcboard.words import problems
from rcboard.words.language import _


def title() -> str:
    """The dialog's title."""
    return _("Sign in to RingCentral")


def lead() -> str:
    """What to do, under the title."""
    return _(
        "You need the client id of an app with the permissions ReadAccounts, ReadPresence and WebSocket, made once per "
        "company at developers.ringcentral.com; the README says how."
    )


def by_browser() -> str:
    """The first way of signing in, and its button."""
    return _("Sign in with the browser")


def by_jwt() -> str:
    """The second way."""
    return _("Sign in with a JWT, for a computer nobody sits at")


def waiting() -> str:
    """While the browser is open."""
    return _("Finish in the browser. If none opened, copy the address and open it yourself.")


def copy_address() -> str:
    """The button beside it."""
    return _("Copy the address")


def came_back() -> str:
    """The headline of the page in the browser after signing in."""
    return _("You have signed in.")


def close_tab() -> str:
    """What to do next, on that page."""
    return _("rcboard is reading the board now. You can close this page and go back to it.")


def open_yourself(address: str) -> str:
    """On a command line, while the browser is open."""
    return _("sign in in the browser that opens now; if none does, open this address yourself:") + f"\n{address}"


def address_copied() -> str:
    """After the button was pressed."""
    return _("Copied. Open it in a browser on this computer.")


def sign_out() -> str:
    """The menu's word."""
    return _("Sign out")


def sign_out_asked() -> str:
    """The question before it."""
    return _("Sign out on this computer?")


def sign_out_means() -> str:
    """What it does, and what it leaves."""
    return _("The sign-in and the people kept here are forgotten. Favourites, notes, groups and settings stay.")


def signed_out(kept: bool, problem: Problem | None) -> str:
    """How signing out went."""
    if not kept:
        return _("Nobody was signed in.")
    if problem is None:
        return _("Signed out: the session is ended, and the keyring holds nothing of this profile.")
    return _(
        "Signed out here: the keyring holds nothing of this profile. RingCentral could not be told ({why}); the "
        "session ends there by itself, within a week."
    ).format(why=problems.told(problem).headline.rstrip("."))


def not_here() -> str:
    """To whoever asks for another page there."""
    return _("There is nothing here.")


def client_id() -> str:
    """A field's label."""
    return _("Client id")


def client_secret() -> str:
    """A field's label."""
    return _("Client secret")


def jwt() -> str:
    """A field's label."""
    return _("JWT credential")


def server() -> str:
    """A field's label."""
    return _("Server address")


def advanced() -> str:
    """The switch that shows the server address."""
    return _("Advanced")


def remember() -> str:
    """The box that lets the keyring keep the credentials."""
    return _("Keep me signed in (in this computer's keyring)")


def go() -> str:
    """The button that signs in."""
    return _("Sign in")


def going() -> str:
    """The same button while it works."""
    return _("Signing in…")


def cancel() -> str:
    """The button that closes the dialog."""
    return _("Cancel")


def missing(label: str) -> str:
    """A field was left empty."""
    return _("{field} is needed.").format(field=label)


def insecure() -> str:
    """The server address is not safe."""
    return _("The server address must begin with https://.")


def this_run_only(why: str) -> str:
    """Signed in, but it could not be kept."""
    return _("{why} Signed in for this run only.").format(why=why)
