"""What is said of webhooks: why a delivery failed, and what is in the outbox."""

from rcboard.words import ages
from rcboard.words.language import _, counted, named


def timed_out() -> str:
    """No answer."""
    return _("the receiver did not answer in time")


def not_trusted() -> str:
    """TLS."""
    return _("the receiver's certificate is not trusted")


def private_redirect() -> str:
    """SSRF."""
    return _("the receiver sends us on to an address inside the network, which its settings do not allow")


def insecure_redirect() -> str:
    """From https to http."""
    return _("the receiver sends us on to an address without encryption")


def too_many_redirects() -> str:
    """A loop."""
    return _("the receiver sends us round in circles")


def failed(kind: str) -> str:
    """Anything else of the network."""
    return _("the connection failed ({kind})").format(kind=kind)


def refused(status: int) -> str:
    """An answer that is no success."""
    return _("the receiver answered {status}").format(status=status)


def no_secret(target: str) -> str:
    """Nothing is sent unsigned."""
    return _(
        "The webhook {target} stays off: it has no signing secret. Give it one with “rcboard webhooks secret {target}”."
    ).format(target=target)


def bad_target(target: str) -> str:
    """A name or URL that cannot be meant."""
    return _(
        "The webhook {target} stays off: it needs a name of letters, digits, “-” and “_”, another than the rest have, "
        "and an address that begins with https:// or http://."
    ).format(target=target)


def room_made(dropped: int) -> str:
    """A receiver that is dead for too long."""
    return _("{messages} were dropped, since the outbox is full; see “rcboard webhooks list”.").format(
        messages=counted("{n} old message", "{n} old messages", dropped)
    )


def forgotten(count: int) -> str:
    """Webhooks that were taken out of the settings."""
    return _("{messages} for webhooks that are no longer in the settings were thrown away.").format(
        messages=counted("{n} message", "{n} messages", count)
    )


def empty() -> str:
    """Nothing to list."""
    return _("Nothing waits in the outbox.")


def waiting(id: str, target: str, age: float, tries: int, *, why: str, dead: bool) -> str:
    """One message of the list."""
    state = _("dead letter") if dead else _("waiting")
    tried = counted("{n} try", "{n} tries", tries)
    said = _("{id}  {target}: {state}, {age}, {tried}").format(
        id=id, target=target, state=state, age=ages.age(age), tried=tried
    )
    return named(said, why) if why else said


def resent(count: int) -> str:
    """After resend."""
    return _("{letters} will be sent again.").format(letters=counted("{n} dead letter", "{n} dead letters", count))


def purged(count: int) -> str:
    """After purge."""
    return _("{letters} thrown away.").format(letters=counted("{n} dead letter", "{n} dead letters", count))


def secret(target: str) -> str:
    """After a secret was made."""
    return _("The receiver of {target} checks signatures with this secret; it is kept in the keyring:").format(
        target=target
    )
