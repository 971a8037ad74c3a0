"""What the sign-in dialog says."""

from rcboard.words.language import _


def title() -> str:
    """The dialog's title."""
    return _("Sign in to RingCentral")


def lead() -> str:
    """What to do, under the title."""
    return _(
        "Create an app with JWT sign-in and the permissions ReadAccounts, ReadPresence and WebSocket at "
        "developers.ringcentral.com, and copy its three values here."
    )


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
