"""Objections: what RingCentral puts aside of a subscription that it makes, and whether any use is left in it."""

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.link import Feature, Lack, Problem, ProblemKind
from rcboard.platform import frames
from rcboard.platform.frames import Subscribed
from rcboard.platform.shares import Share

UNREADABLE = Problem(ProblemKind.BAD_ANSWER, code="subscription")
"""The answer holds no subscription."""


def to_all(made: Subscribed | None, share: Share) -> Problem | None:
    """Why a subscription is none, although it was made: nobody of the share can be heard of, for one common reason."""
    if made is None:
        return UNREADABLE
    if made.account is not None and share.ids is None:
        return _refusal(made.account)
    asked = sum(map(frames.about_presence, share.filters))
    if not asked or made.disabled < asked:
        return None
    # Each for a reason of his own is no reason to do without the news of who comes and leaves.
    return next((_refusal(why) for why in made.barred.values() if why.bar in (Bar.PERMISSION, Bar.OTHER)), None)


def lacks(made: Subscribed) -> tuple[Lack, ...]:
    """What has to be done without."""
    return () if made.news is None else (lack(Feature.PEOPLE_NEWS, made.news),)


def lack(feature: Feature, why: Barred) -> Lack:
    """That feature is missing, for this reason."""
    return Lack(feature, why.permission, why.code)


def _refusal(why: Barred) -> Problem:
    kind = ProblemKind.PERMISSION_MISSING if why.permission else ProblemKind.SUBSCRIPTION_REFUSED
    return Problem(kind, detail=why.permission, code=why.code, permanent=True)
