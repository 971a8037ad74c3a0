"""What ``rcboard own-status`` prints, made by the running copy, which alone has a line to change something over."""

from rcboard.app import report
from rcboard.app.own_status import OwnStatus
from rcboard.app.running_copy import Said
from rcboard.domain.link import Problem
from rcboard.domain.own_status import OwnWish
from rcboard.outlets import record
from rcboard.words import own_status as words


async def said(own_status: OwnStatus, wish: OwnWish | None, *, json: bool) -> Said:
    """How one's own status stands, after the wish where there is one. 1: refused. 3: not known."""
    stands = own_status.standing() if wish is None else await own_status.change(wish)
    if isinstance(stands, Problem):
        sentence = words.unknown(stands) if wish is None else words.refused(stands)
        return Said(err=[sentence], code=3 if wish is None else 1)
    return Said(out=[report.text(record.own(stands)) if json else words.told(stands)], code=0)
