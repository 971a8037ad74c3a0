"""What other systems, and those who connect them, are told."""

from collections.abc import Sequence

from rcboard.words import states
from rcboard.words.language import _


def api_open(address: str) -> str:
    """The web API is up."""
    return _("The web API and its page are at {address}; “rcboard api-token” prints the token.").format(address=address)


def api_taken(host: str, port: int, why: str) -> str:
    """It cannot listen there."""
    return _(
        "The web API cannot listen at {host} port {port} ({why}). Choose another port in the setting api.port."
    ).format(host=host, port=port, why=why)


def api_needs_tls(host: str) -> str:
    """Listening beyond this computer without encryption."""
    return _(
        "The web API does not listen at {host}: others could read along. Name a certificate and its key in the "
        "settings api.certificate and api.key, or leave api.host at 127.0.0.1."
    ).format(host=host)


def api_bad_tls(why: str) -> str:
    """The TLS files are no good."""
    return _(
        "The web API cannot use its certificate or key ({why}). Both must be PEM files, readable by you, of one pair."
    ).format(why=why)


def no_token(why: str) -> str:
    """The keyring gives no token."""
    return _(
        "The web API stays off, since its token cannot be kept: {why} Without a keyring, set {name} in the environment."
    ).format(why=why, name="RCBOARD_SECRET_API_READ")


def renewed() -> str:
    """Said after a new token was made."""
    return _("the former token is good for nothing as soon as the web API starts anew")


def wrong_host() -> str:
    """Somebody calls this computer by a name it does not know."""
    return _("This is not the name of the web API; it is called by its address, or a name in the setting api.names.")


def wrong_origin() -> str:
    """A page from elsewhere asks."""
    return _("Pages from elsewhere get no answer here.")


def wrong_token() -> str:
    """No token, or a wrong one."""
    return _("A valid token is needed: “Authorization: Bearer …”; “rcboard api-token” prints it.")


def read_only() -> str:
    """The read token does not change anything."""
    return _("This token only reads; “rcboard api-token --write” prints the one that may change something.")


def too_many() -> str:
    """Rate limit."""
    return _("Too many requests; ask again after the pause named in Retry-After, or listen to /v1/events.")


def too_many_listeners() -> str:
    """No more streams."""
    return _("Too many listeners at once; ask again later.")


def nobody(id: str) -> str:
    """No such person."""
    return _("Nobody on the board has the id {id}.").format(id=id)


def no_such_path() -> str:
    """404."""
    return _("There is nothing at this address; /v1/openapi.json describes what there is.")


def no_such_method() -> str:
    """405."""
    return _("This address does not take that method; /v1/openapi.json describes what it takes.")


def bad_request(what: str) -> str:
    """400."""
    return _("This request cannot be meant: {what}").format(what=what)


def missing(name: str) -> str:
    """A parameter is not there."""
    return _("“{name}” is missing or empty.").format(name=name)


def no_parameter(name: str, known: Sequence[str]) -> str:
    """Something stands behind the question mark that means nothing there."""
    if not known:
        return _("“{name}” means nothing here; nothing can be added to this address.").format(name=name)
    return _("“{name}” means nothing here; what can be added is: {known}.").format(name=name, known=", ".join(known))


def no_state(text: str) -> str:
    """Not a token of a state."""
    return _("“{text}” is no state.").format(text=text)


def no_number(text: str) -> str:
    """Not the digits of an extension."""
    return _("“{text}” is no extension number.").format(text=text)


def no_json() -> str:
    """The body is not what is described."""
    return _("the body is not the JSON object that is described.")


def went_wrong() -> str:
    """500."""
    return _("Something went wrong in rcboard itself; its log tells more.")


def stays_off(what: str, why: str) -> str:
    """An outlet that cannot begin."""
    return _("{what} stays off: {why}").format(what=what, why=why)


def page() -> dict[str, object]:
    """Every word of the page, for its script."""
    from rcboard.domain.presence import State

    return {
        "title": _("Who is free"),
        "find": _("Find by name, number, department…"),
        "states": {state.value: states.word(state) for state in State},
        "checking": states.checking(),
        "live": _("Live"),
        "connecting": _("Connecting…"),
        "reconnecting": _("{age} old, reconnecting"),
        "lost": _("The connection to rcboard broke. {age} old, connecting again."),
        "not_live": _("rcboard has no live line to RingCentral."),
        "age": _("{age} old"),
        "seconds": _("{n} s"),
        "minutes": _("{n} min"),
        "hours": _("{n} h"),
        "days": _("{n} d"),
        "people": _("{n} people"),
        "found": _("{found} of {n} people"),
        "free": _("{n} free"),
        "nobody": _("Nobody matches “{text}”"),
        "token": _("This page needs the token that “rcboard api-token” prints."),
        "token_wrong": _("This token is not valid (any more). “rcboard api-token” prints the one that is."),
        "token_label": _("Token"),
        "show": _("Show the board"),
        "everybody": _("Everybody"),
        "light": _("Light colours"),
        "dark": _("Dark colours"),
        "clear": _("Clear the search"),
    }


def hook() -> str:
    """Its name in a sentence."""
    return _("The command hook")


def no_program(program: str, why: str) -> str:
    """It cannot be started."""
    return _("{program} cannot be started ({why}); see the setting hook.command.").format(program=program, why=why)


def hook_too_slow(program: str, seconds: int) -> str:
    """It was ended."""
    return _("{program} took longer than {seconds} s and was ended").format(program=program, seconds=seconds)


def hook_failed(program: str, status: int) -> str:
    """It failed."""
    return _("{program} ended with {status}").format(program=program, status=status)
