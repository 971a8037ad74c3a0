"""Errors: every foreign failure becomes one typed exception with a problem that people can act on.

The text of foreign exceptions is never passed on: the SDK's holds the bearer token, requests' and websockets' hold
addresses with tokens in the query. Classes are looked up by name, so that nothing heavy is loaded to name a failure.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform import refusals


class RcError(Exception):
    """Something about RingCentral went wrong. ``status`` is the HTTP status of a refusal, 0 where there was none."""

    def __init__(self, problem: Problem, status: int = 0) -> None:
        super().__init__(" ".join(part for part in (str(problem.kind), problem.code, problem.detail) if part))
        self.problem = problem
        self.status = status


KINDS: dict[str, ProblemKind] = {
    "socket.gaierror": ProblemKind.NAME_NOT_FOUND,
    "urllib3.exceptions.NameResolutionError": ProblemKind.NAME_NOT_FOUND,
    "ssl.SSLError": ProblemKind.TLS_REFUSED,
    "requests.exceptions.SSLError": ProblemKind.TLS_REFUSED,
    "urllib3.exceptions.ProxyError": ProblemKind.PROXY_REFUSED,
    "requests.exceptions.ProxyError": ProblemKind.PROXY_REFUSED,
    "requests.exceptions.InvalidProxyURL": ProblemKind.PROXY_REFUSED,
    "websockets.exceptions.ProxyError": ProblemKind.PROXY_REFUSED,
    "websockets.exceptions.InvalidProxy": ProblemKind.PROXY_REFUSED,
    "requests.exceptions.ConnectTimeout": ProblemKind.TIMED_OUT,
    "requests.exceptions.Timeout": ProblemKind.TIMED_OUT,
    "builtins.TimeoutError": ProblemKind.TIMED_OUT,
    "requests.exceptions.ConnectionError": ProblemKind.OFFLINE,
    "requests.exceptions.ChunkedEncodingError": ProblemKind.OFFLINE,
    "requests.exceptions.ContentDecodingError": ProblemKind.BAD_ANSWER,
    "requests.exceptions.InvalidURL": ProblemKind.NOT_RINGCENTRAL,
    "requests.exceptions.InvalidSchema": ProblemKind.NOT_RINGCENTRAL,
    "requests.exceptions.MissingSchema": ProblemKind.NOT_RINGCENTRAL,
    "requests.exceptions.TooManyRedirects": ProblemKind.NOT_RINGCENTRAL,
    "requests.exceptions.RequestException": ProblemKind.BAD_ANSWER,
    "websockets.exceptions.ConnectionClosed": ProblemKind.LINE_LOST,
    "websockets.exceptions.InvalidURI": ProblemKind.NOT_RINGCENTRAL,
    "websockets.exceptions.InvalidHandshake": ProblemKind.NOT_RINGCENTRAL,
    "msgspec.DecodeError": ProblemKind.BAD_ANSWER,
    "builtins.EOFError": ProblemKind.LINE_LOST,
    "builtins.OSError": ProblemKind.OFFLINE,
}
"""What a class of exception means; the nearest ancestor with an entry counts."""

_TELLING = (ProblemKind.NAME_NOT_FOUND, ProblemKind.TLS_REFUSED, ProblemKind.PROXY_REFUSED, ProblemKind.TIMED_OUT)
_TELLING_AT_ALL = (*_TELLING, ProblemKind.OFFLINE, ProblemKind.LINE_LOST)
"""What a cause underneath may say better than the exception that wraps it, most telling first."""

_NO_WAY_THERE = frozenset(
    [
        "_socket.gaierror",
        "socket.gaierror",
        "urllib3.exceptions.NewConnectionError",
        "urllib3.exceptions.ConnectTimeoutError",
        "builtins.ConnectionRefusedError",
    ]
)
"""No connection came about at all: where there is a proxy, it is the proxy that was not reached."""

_WEB_SOCKET_STATUSES = {401: ProblemKind.LINE_LOST, 403: ProblemKind.LINE_LOST, 407: ProblemKind.PROXY_REFUSED}


def to_problem(exc: BaseException, host: str = "", proxy: str = "") -> Problem:
    """What went wrong, from any exception. ``host`` is named in the sentence where the name or its trust failed.

    ``proxy`` is the address of the one in between; a user and password in it are left out.
    """
    if isinstance(exc, RcError):
        return exc.problem
    if proxy and never_connected(exc):
        return Problem(ProblemKind.PROXY_UNREACHED, detail=urlsplit(proxy).netloc.rpartition("@")[2])
    kinds = [kind for one in _chain(exc) if (kind := _kind(one)) is not None]
    kind = next((telling for telling in _TELLING_AT_ALL if telling in kinds), kinds[0] if kinds else ProblemKind.OURS)
    if kind is ProblemKind.OURS:
        return Problem(kind, detail=type(exc).__name__)
    return Problem(kind, detail=host if kind in _TELLING else "", retry_after=_retry_after(exc))


def _kind(exc: BaseException) -> ProblemKind | None:
    status = _handshake_status(exc)
    if status is not None:
        return kind_of_status(status)
    for ancestor in type(exc).__mro__:
        module = ancestor.__module__
        found = KINDS.get(f"{'socket' if module == '_socket' else module}.{ancestor.__qualname__}")
        if found is not None:
            return found
    return None


def never_connected(exc: BaseException) -> bool:
    """Whether nothing was sent for sure, because no connection came about."""
    return any(
        f"{kind.__module__}.{kind.__qualname__}" in _NO_WAY_THERE for one in _chain(exc) for kind in type(one).__mro__
    )


def _handshake_status(exc: BaseException) -> int | None:
    """The HTTP status with which a gateway refused to open a socket (websockets' ``InvalidStatus``)."""
    if type(exc).__name__ != "InvalidStatus":
        return None
    status = getattr(getattr(exc, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def _retry_after(exc: BaseException) -> float | None:
    """The seconds a gateway asked for when it refused to open a socket."""
    if _handshake_status(exc) is None:
        return None
    return refusals.seconds(exc.response.headers.get("Retry-After"))  # type: ignore[attr-defined]


def kind_of_status(status: int) -> ProblemKind:
    """What an HTTP status alone says, for answers without a body of RingCentral's."""
    if status in _WEB_SOCKET_STATUSES:
        return _WEB_SOCKET_STATUSES[status]
    if status == 429:
        return ProblemKind.RATE_LIMITED
    if status == 503:
        return ProblemKind.OVERLOADED
    return ProblemKind.SERVER_ERROR if status >= 500 else ProblemKind.NOT_RINGCENTRAL


def _chain(exc: BaseException) -> Iterator[BaseException]:
    """The exception and all that lies underneath: causes, contexts, and what urllib3 wraps as argument or reason."""
    seen: set[int] = set()
    todo: list[object] = [exc]
    while todo and len(seen) < 32:
        one = todo.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [one.__cause__, one.__context__, vars(one).get("reason"), *one.args]
        if isinstance(one, BaseExceptionGroup):
            todo += one.exceptions
