"""What is said of MQTT."""

from rcboard.words.language import _


def bad_url() -> str:
    """An address that cannot be meant."""
    return _(
        "The broker's address looks like mqtts://broker.example.com or mqtts://user@broker.example.com:8883/ACCOUNT; "
        "its password is kept with “rcboard mqtt-password”, never in the address."
    )


def bad_account() -> str:
    """A name that makes no topic."""
    return _("The setting mqtt.account needs a name without blanks, “/”, “+” and “#”.")


def missing() -> str:
    """The extra is not installed."""
    return _("MQTT needs the package paho-mqtt: install rcboard with it (pip install 'rcboard[mqtt]').")


def name() -> str:
    """Its name in a sentence."""
    return _("MQTT")


def password() -> str:
    """Asked for in the terminal."""
    return _("The broker's password (not shown): ")


def password_kept() -> str:
    """After it was given."""
    return _("The broker's password is kept in the keyring.")


def password_forgotten() -> str:
    """After --forget."""
    return _("The broker's password is forgotten.")
