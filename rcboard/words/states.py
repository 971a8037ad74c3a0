"""States in words: the same on tile, tooltip, toast, command line, page and screen reader."""

from rcboard.domain.presence import State
from rcboard.words.language import N_, _

_WORDS = {
    State.UNKNOWN: N_("Not known"),
    State.HIDDEN: N_("Hidden"),
    State.RINGING: N_("Ringing"),
    State.ON_CALL: N_("On a call"),
    State.ON_HOLD: N_("On hold"),
    State.PARKED: N_("Parked"),
    State.DO_NOT_DISTURB: N_("Do not disturb"),
    State.IN_MEETING: N_("In a meeting"),
    State.BUSY: N_("Busy"),
    State.QUEUE_ONLY: N_("Queue calls only"),
    State.AVAILABLE_NO_QUEUE: N_("Available, no queue calls"),
    State.AVAILABLE: N_("Available"),
    State.OFFLINE: N_("Offline"),
}

_CLAUSES = {
    State.UNKNOWN: N_("it is not known whether {name} is free"),
    State.HIDDEN: N_("{name} does not show presence to others"),
    State.RINGING: N_("{name}'s phone is ringing"),
    State.ON_CALL: N_("{name} is on a call"),
    State.ON_HOLD: N_("{name} has a call on hold"),
    State.PARKED: N_("{name} has a parked call"),
    State.DO_NOT_DISTURB: N_("{name} does not want to be disturbed"),
    State.IN_MEETING: N_("{name} is in a meeting"),
    State.BUSY: N_("{name} is busy"),
    State.QUEUE_ONLY: N_("{name} takes queue calls only"),
    State.AVAILABLE_NO_QUEUE: N_("{name} is available, but takes no queue calls"),
    State.AVAILABLE: N_("{name} is available"),
    State.OFFLINE: N_("{name} is offline or invisible"),
}


def word(state: State) -> str:
    """The state as it stands on a tile: "On a call"."""
    return _(_WORDS[state])


def checking() -> str:
    """What a tile says before anything was read."""
    return _("Checking…")


def clause(state: State, name: str) -> str:
    """The state as part of a sentence: "Bob Smith is on a call"."""
    return _(_CLAUSES[state]).format(name=name)
