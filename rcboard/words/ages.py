"""Ages and durations in words. All take seconds."""

from datetime import UTC, datetime

from rcboard.words.language import _, counted

MINUTE, HOUR, DAY = 60, 3600, 86400


def duration(seconds: float) -> str:
    """A running time as on a stopwatch: "4:12", "1:04:12"."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // MINUTE, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def rough(seconds: float) -> str:
    """A length of time to be read at a glance: "40 s", "4 min", "3 h", "2 d"."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return _("{n} s").format(n=whole)
    if whole < HOUR:
        return _("{n} min").format(n=whole // MINUTE)
    if whole < DAY:
        return _("{n} h").format(n=whole // HOUR)
    return _("{n} d").format(n=whole // DAY)


def clock(at: float) -> str:
    """A time of day here, from seconds since 1970 (UTC): "10:12"."""
    return datetime.fromtimestamp(at, tz=UTC).astimezone().strftime("%H:%M")


def age(seconds: float) -> str:
    """How old something is: "40 s old"."""
    return _("{time} old").format(time=rough(seconds))


def spoken(seconds: float) -> str:
    """A length of time for the ear: "four minutes" would be guessed at, "4 minutes" is read right by every voice."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return counted("{n} second", "{n} seconds", whole)
    if whole < HOUR:
        return counted("{n} minute", "{n} minutes", whole // MINUTE)
    return counted("{n} hour", "{n} hours", whole // HOUR)
