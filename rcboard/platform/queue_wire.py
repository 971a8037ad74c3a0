"""Call queues on the wire: the two answers that say which there are and who answers for them.

Ids are text in the list of queues and numbers in that of members (API reference, "List Call Queues", "List Call Queue
Members"). As in ``wire``, what does not fit is left out and named in ``odd``.
"""

from dataclasses import dataclass

import msgspec

from rcboard.platform import salvage
from rcboard.platform.shapes import Id, NavigationShape, PagingShape, Shape
from rcboard.platform.wire import Page


class QueueShape(Shape):
    """A call queue, or a member of one, who has no name."""

    id: Id | None = None
    name: str | None = None
    status: str | None = None


class QueuePageShape(Shape):
    """A page of queues or of members."""

    records: list[QueueShape] | None = None
    navigation: NavigationShape | None = None
    paging: PagingShape | None = None


_PAGE = msgspec.json.Decoder(QueuePageShape)


@dataclass(frozen=True, slots=True)
class Queue:
    """One call queue."""

    id: str
    name: str


def queues(body: bytes) -> Page[Queue]:
    """A page of call queues in use; a queue without a name could not be chosen and is left out."""
    page, odd = _decoded(body)
    found = [Queue(str(one.id), " ".join((one.name or "").split())) for one in page.records or () if one.id is not None]
    off = {str(one.id) for one in page.records or () if one.status not in (None, "Enabled")}
    chosen = tuple(queue for queue in found if queue.name and queue.id not in off)
    return Page(chosen, _next(page), odd=odd)


def members(body: bytes) -> Page[str]:
    """A page of the extension ids of a queue's members."""
    page, odd = _decoded(body)
    return Page(tuple(str(one.id) for one in page.records or () if one.id is not None), _next(page), odd=odd)


def _decoded(body: bytes) -> tuple[QueuePageShape, tuple[str, ...]]:
    odd: list[str] = []
    page = salvage.decode(_PAGE, body, odd) or QueuePageShape()
    nameless = ["records[].id" for one in page.records or () if one.id is None]
    return page, (*odd, *nameless)


def _next(page: QueuePageShape) -> str:
    return (page.navigation.next_page.uri or "") if page.navigation and page.navigation.next_page else ""
