"""Export and import of the desk in words."""

from rcboard.words.language import _, counted


def which_kind(name: str) -> str:
    """A file name that says nothing."""
    return _("“{name}”: end the name in .csv for a table, or in .json for a profile.").format(name=name)


def no_columns(columns: str) -> str:
    """A table of something else."""
    return _("This table has no column that says who is meant. The first line has to name some of: {columns}.").format(
        columns=columns
    )


def no_profile(why: str) -> str:
    """A file of something else."""
    return _("This is no profile of rcboard's: {why}.").format(why=why)


def newer() -> str:
    """A profile of a later version."""
    return _("it is of another kind or of a later version")


def taken(count: int, unknown: list[str]) -> str:
    """What a table brought."""
    said = counted("Taken over: {n} person", "Taken over: {n} people", count)
    if not unknown:
        return said
    some = ", ".join(unknown[:5]) + ("…" if len(unknown) > 5 else "")
    return _("{said}. Not on this board, or not clear who: {names}").format(said=said, names=some)


def profile_taken(odd: list[str]) -> str:
    """What a profile brought."""
    if not odd:
        return _("The profile was taken over")
    said = _("The profile was taken over, but for settings that mean nothing here: {names}")
    return said.format(names=", ".join(odd))


def written(path: str) -> str:
    """The file is there."""
    return _("Written: {path}").format(path=path)


def failed(path: str, why: str) -> str:
    """The file could not be written or read."""
    return _("{path}: {why}").format(path=path, why=why)


def window_open() -> str:
    """A running window would write its own desk over what is imported."""
    return _("The board is open: import in its View menu, or quit it first.")
