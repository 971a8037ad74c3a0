"""What was done to the desk, said once it is done and when it is undone."""

from rcboard.words.language import _


def starred(name: str) -> str:
    """A favourite more."""
    return _("{name} is a favourite").format(name=name)


def unstarred(name: str) -> str:
    """A favourite less."""
    return _("{name} is no favourite any longer").format(name=name)


def waiting(whom: str) -> str:
    """Somebody is waited for."""
    return _("Waiting for {name}").format(name=whom)


def no_longer_waiting(whom: str) -> str:
    """Nobody waits any longer."""
    return _("No longer waiting for {name}").format(name=whom)


def noted(name: str) -> str:
    """A note was written, changed or taken away."""
    return _("Note on {name}").format(name=name)


def pinned(name: str, tab: str) -> str:
    """Somebody is kept on a tab."""
    return _("{name} is kept on {tab}").format(name=name, tab=tab)


def unpinned(name: str, tab: str) -> str:
    """Somebody was taken off a tab."""
    return _("{name} was taken off {tab}").format(name=name, tab=tab)


def group_made(name: str) -> str:
    """A group more."""
    return _("New group {name}").format(name=name)


def group_gone(name: str) -> str:
    """A group less."""
    return _("Group {name} was deleted").format(name=name)


def group_renamed(name: str, new: str) -> str:
    """A group has another name."""
    return _("{name} is called {new} now").format(name=name, new=new)


def group_moved(name: str) -> str:
    """A group's tab has another place."""
    return _("{name} was moved").format(name=name)


def choose_a_tab() -> str:
    """What was wished is about a tab, and everybody is shown."""
    return _("Choose a tab first: this is about a group, a department, a site or a queue")


def undone(what: str) -> str:
    """A change was taken back: the change's own sentence."""
    return _("Undone: {what}").format(what=what)


def nothing_to_undo() -> str:
    """There is no change left to take back."""
    return _("Nothing to undo")


def tab(key: str) -> str:
    """The name in a tab's key: "department:Sales" is "Sales"."""
    return key.partition(":")[2] or key


def no_direct_number(name: str) -> str:
    """There is nothing to copy."""
    return _("{name} has no direct number here").format(name=name)


def no_number(name: str) -> str:
    """There is nothing to copy or to call."""
    return _("{name} has no number").format(name=name)


def calling(name: str, number: str) -> str:
    """The number was handed on."""
    return _("Calling {name}, {number}…").format(name=name, number=number)


def no_telephone() -> str:
    """No program takes calls."""
    return _("No program on this computer takes calls. Install the RingCentral app, or choose another in the settings.")
