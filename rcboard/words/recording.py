"""What is said of recordings."""

from rcboard.words.language import _, counted


def unreadable(path: str, why: str) -> str:
    """The file cannot be had."""
    return _("{path} cannot be read ({why}).").format(path=path, why=why)


def no_recording(path: str) -> str:
    """Something else."""
    return _("{path} is no recording of rcboard's; “rcboard record” makes one.").format(path=path)


def of_another_version(path: str) -> str:
    """From the future."""
    return _("{path} was recorded by a newer rcboard; update this one to play it.").format(path=path)


def damaged(path: str, line: int) -> str:
    """A line in the middle."""
    return _("{path} is damaged in line {line}.").format(path=path, line=line)


def there_already(path: str) -> str:
    """Nothing is written over."""
    return _("{path} is there already; name a file that is not.").format(path=path)


def unwritable(path: str, why: str) -> str:
    """The file cannot be made."""
    return _("{path} cannot be written ({why}).").format(path=path, why=why)


def began(path: str, *, names: bool) -> str:
    """Said at the beginning."""
    if names:
        return _("Recording to {path}, with names and numbers; Ctrl+C ends it.").format(path=path)
    return _("Recording to {path}, without names and numbers; Ctrl+C ends it.").format(path=path)


def ended(path: str, changes: int) -> str:
    """Said at the end."""
    return _("{path} holds {turns}.").format(path=path, turns=counted("{n} moment", "{n} moments", changes))


def bad_speed() -> str:
    """A speed that cannot be."""
    return _("a speed is a number from 0.1 to 1000")
