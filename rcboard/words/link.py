"""How the line stands, in words: the strip under the search box and the tray's tooltip."""

from dataclasses import dataclass
from typing import assert_never

from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Times
from rcboard.words import ages, lacks, problems
from rcboard.words.language import _, number
from rcboard.words.problems import Button

KNOWN_FOR = Times().known_for
LONG_AGO = 12 * 3600.0
"""Seconds after which a time of day could be taken for one of another day."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the strip says, and its one button."""

    text: str
    detail: str = ""
    button: Button = Button.NONE


def sentence(link: Link, age: float | None, now: float) -> Sentence:
    """The strip's words. ``age`` is how old the board's knowledge is in seconds, None where there is none yet."""
    told = problems.told(link.problem) if link.problem else None
    detail = " ".join(part for part in (told.text if told else "", lacks.told(link.lacks)) if part)
    match link.phase:
        case Phase.STARTING:
            return Sentence(_("Starting…"), detail)
        case Phase.SIGNING_IN:
            return Sentence(_("Signing in…"), detail)
        case Phase.READING:
            if link.total:
                text = _("Reading presence: {read} of {total}").format(read=number(link.read), total=number(link.total))
                return Sentence(text, detail)
            return Sentence(_("Reading presence…"), detail)
        case Phase.LIVE:
            return Sentence(_("Live"), detail)
        case Phase.RECONNECTING:
            known = _known(age, now)
            if link.partly:
                known = _("{up} of {lines} lines live").format(up=link.lines_up, lines=link.lines)
            text = _("{age}, reconnecting").format(age=known)
            if link.retry_at is not None and link.retry_at - now >= 1:
                text = _("{age}, next try in {time}").format(age=known, time=ages.rough(link.retry_at - now))
            return Sentence(text, detail, told.button if told else Button.RETRY)
        case Phase.SIGNED_OUT:
            if told is None:
                return Sentence(_("Signed out"), "", Button.SIGN_IN)
            # Some things only a person can mend are mended elsewhere, and then tried again.
            other = told.button in (Button.SIGN_IN_AGAIN, Button.RETRY)
            return Sentence(told.headline, told.remedy, told.button if other else Button.SIGN_IN)
        case Phase.STOPPED:
            return Sentence(_("Stopped"), detail)
        case _:
            assert_never(link.phase)


def _known(age: float | None, now: float) -> str:
    """How old the board's knowledge is; once it is good for nothing any more, since when it has been."""
    if age is None:
        return _("nothing read yet")
    if KNOWN_FOR < age < LONG_AGO:
        return _("Offline since {time}").format(time=ages.clock(now - age))
    return ages.age(age)


def brief(link: Link) -> str:
    """One word for a tooltip: "live", "reconnecting"."""
    match link.phase:
        case Phase.STARTING | Phase.SIGNING_IN | Phase.READING:
            return _("starting")
        case Phase.LIVE:
            return _("live")
        case Phase.RECONNECTING:
            return _("reconnecting")
        case Phase.SIGNED_OUT:
            return _("signed out")
        case Phase.STOPPED:
            return _("stopped")
        case _:
            assert_never(link.phase)


def tray(free: int, favourites: int, link: Link) -> str:
    """The tray's tooltip: "5 of 8 favourites free · live"."""
    if not favourites:
        return _("rcboard · {line}").format(line=brief(link))
    return _("{free} of {favourites} favourites free · {line}").format(
        free=free, favourites=favourites, line=brief(link)
    )
