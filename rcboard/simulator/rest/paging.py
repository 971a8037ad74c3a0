"""Pages of a list with absolute links, as the v1.0 lists have them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from multidict import MultiDict
from yarl import URL

from rcboard.simulator.rest.ask import Ask

Json = dict[str, Any]
T = TypeVar("T")


def page_of(
    ask: Ask,
    uri: str,
    things: Sequence[T],
    record: Callable[[T], Json],
    *,
    default: int,
    maximum: int,
    navigation: bool = True,
) -> Json:
    """One page. ``perPage`` above the maximum is reduced; a page beyond the end is empty and has no position."""
    per_page = min(ask.number("perPage", default), maximum)
    page = ask.number("page", 1)
    total = len(things)
    pages = -(-total // per_page)
    begin = (page - 1) * per_page
    chosen = things[begin : begin + per_page]
    paging: Json = {"perPage": per_page, "totalPages": pages, "totalElements": total}
    if chosen:
        paging |= {"page": page, "pageStart": begin, "pageEnd": begin + len(chosen) - 1}

    def link(number: int) -> str:
        query = MultiDict(
            (key, value) for key, value in ask.query.items() if key not in ("page", "perPage", "access_token")
        )
        query.extend({"page": str(number), "perPage": str(per_page)})
        return str(URL(uri).with_query(query))

    answer: Json = {"uri": link(page), "records": [record(one) for one in chosen], "paging": paging}
    if navigation:
        links = {"firstPage": link(1), "lastPage": link(max(pages, 1))}
        if page > 1:
            links["previousPage"] = link(min(page - 1, max(pages, 1)))
        if page < pages:
            links["nextPage"] = link(page + 1)
        answer["navigation"] = {name: {"uri": target} for name, target in links.items()}
    return answer
