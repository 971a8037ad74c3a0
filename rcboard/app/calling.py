"""Calling: a number as the address by which the desktop hands it to a telephone program.

RingOut needs no program on this computer: see ``ring_out``.
"""

from collections.abc import Callable
from urllib.parse import quote

from rcboard.domain.preferences import CallThrough

ADDRESSES: dict[CallThrough, str] = {
    CallThrough.RINGCENTRAL_APP: "rcapp://r/call?number={number}",
    CallThrough.RINGCENTRAL_PHONE: "rcmobile://call?number={number}",
    CallThrough.TEL: "tel:{number}",
}
"""RingCentral's own addresses (developer guide, "URI schemes"), and the general one."""


def address(number: str, through: CallThrough) -> str:
    """Where to go to call this number. The plus of a number from abroad may not stand in a query as it is."""
    safe = "+" if through is CallThrough.TEL else ""
    return ADDRESSES[through].format(number=quote(number, safe=safe))


def caller(open_url: Callable[[str], bool], through: Callable[[], CallThrough]) -> Callable[[str], bool]:
    """Hands numbers to the program that is chosen at that moment. No answer comes back from it."""
    return lambda number: open_url(address(number, through()))
