"""The client: one HTTP request to RingCentral's server and its answer, or a failure whose text holds no secret.

It takes the place of the SDK's own: ours pools connections, has time limits, trusts what the system trusts, encodes
queries and sends secrets to one host only. Everything in here blocks; it is called in worker threads.
"""

import logging
import ssl
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
import requests.adapters
from ringcentral.http.api_response import ApiResponse
from ringcentral.http.client import Client
from ringcentral.platform.platform import TOKEN_ENDPOINT

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform import refusals
from rcboard.platform.errors import RcError, never_connected, to_problem
from rcboard.platform.patience import Patience
from rcboard.platform.sign_in import Access
from rcboard.platform.way import Way

log = logging.getLogger(__name__)
# At DEBUG it writes down addresses; ours hold no secret, but what a redirect brings may.
logging.getLogger("urllib3").setLevel(logging.INFO)

Heard = Callable[[str, int, Mapping[str, str]], None]
"""Told of each answer: path, status, headers; status 0 where none came and RingCentral may have counted the request.

Called in a worker thread.
"""
Barred = Callable[[str], float]
"""Gives the seconds for which RingCentral refuses a path for sure. Called in a worker thread."""

_UNSENT = (ProblemKind.NAME_NOT_FOUND, ProblemKind.TLS_REFUSED, ProblemKind.PROXY_REFUSED, ProblemKind.PROXY_UNREACHED)
"""Where it ended on the way, nothing was counted over there."""
FORM = "application/x-www-form-urlencoded"


class _Adapter(requests.adapters.HTTPAdapter):
    """Pools connections under one TLS context, proxies included."""

    def __init__(self, context: ssl.SSLContext, connections: int) -> None:
        self._context = context
        super().__init__(pool_connections=4, pool_maxsize=connections)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        return super().proxy_manager_for(*args, ssl_context=self._context, proxy_ssl_context=self._context, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: object, cert: object) -> None:
        """The context says all there is to say; by default certificates of the library's own would be added to it."""
        conn.cert_reqs = "CERT_REQUIRED"

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        parts = urlsplit(request.url or "")
        host = {"scheme": parts.scheme, "host": parts.hostname, "port": parts.port}
        return host, {"ssl_context": self._context} if parts.scheme == "https" else {}


class RcClient(Client):  # type: ignore[misc]
    """The HTTP client.

    What is ``barred`` is not sent at all: a request during a penalty would start it again.
    """

    def __init__(
        self,
        access: Access,
        way: Way,
        patience: Patience,
        heard: Heard,
        connections: int,
        *,
        barred: Barred = lambda path: 0.0,
    ) -> None:
        super().__init__()
        self._access = access
        self._proxies = way.proxies
        self._patience = patience
        self._heard = heard
        self._barred = barred
        self._session = requests.Session()
        # Neither proxies nor certificates nor ~/.netrc of the environment: the way says it all.
        self._session.trust_env = False
        self._session.mount("https://", _Adapter(way.context, connections))
        self._session.mount("http://", requests.adapters.HTTPAdapter(pool_connections=4, pool_maxsize=connections))
        self._session.cookies.set_policy(_NoCookies())

    def create_request(
        self,
        method: str = "",
        url: str = "",
        query_params: Mapping[str, object] | Sequence[tuple[str, object]] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Request:
        """A request with its query encoded; a form where the headers say so, else JSON."""
        given = {"Accept": "application/json", **(headers or {})}
        if query_params:
            pairs = query_params.items() if isinstance(query_params, Mapping) else query_params
            url += ("&" if "?" in url else "?") + urlencode([p for p in pairs if p[1] is not None], doseq=True)
        if body is None:
            return requests.Request(method, url, headers=given)
        if given.get("Content-Type") == FORM:
            return requests.Request(method, url, headers=given, data=urlencode(body))  # type: ignore[arg-type]
        return requests.Request(method, url, headers=given, json=body)

    def send(self, request: requests.Request) -> ApiResponse:
        """Send it and answer with what came back; raises RcError for everything but success."""
        if f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}".lower() != self._access.origin:
            raise RcError(Problem(ProblemKind.NOT_RINGCENTRAL, detail=urlsplit(request.url).hostname or ""))
        path = urlsplit(request.url).path
        if (wait := self._barred(path)) > 0:
            raise RcError(Problem(ProblemKind.RATE_LIMITED, retry_after=wait))
        answer, problem = self._try(request, path)
        if answer is None:
            # Raised here and not where it was caught, so that the foreign exception is not even its context.
            raise RcError(problem or Problem(ProblemKind.OURS))
        self._heard(path, answer.status_code, answer.headers)
        log.debug("%s %s: %d", request.method, path, answer.status_code)
        if not 200 <= answer.status_code < 300:
            signing_in = path == TOKEN_ENDPOINT
            refused = refusals.problem(answer.status_code, answer.headers, answer.content, signing_in=signing_in)
            raise RcError(refused, answer.status_code)
        if "html" in answer.headers.get("Content-Type", ""):
            # A captive portal says 200, too.
            raise RcError(Problem(ProblemKind.NOT_RINGCENTRAL, detail=self._access.host))
        return ApiResponse(request, answer)

    def _try(self, request: requests.Request, path: str) -> tuple[requests.Response | None, Problem | None]:
        proxy = ""
        try:
            proxy = self._proxies.towards(request.url)
            prepared = self._session.prepare_request(request)
            through = {"http": proxy, "https": proxy} if proxy else {}
            answer = self._session.send(
                prepared,
                timeout=self._patience.timeout(path),
                allow_redirects=False,
                stream=False,
                verify=True,
                proxies=through,
            )
        except Exception as failure:
            problem = to_problem(failure, self._access.host, proxy)
            if problem.kind not in _UNSENT and not never_connected(failure):
                self._heard(path, 0, {})
            if isinstance(failure, requests.exceptions.ReadTimeout):
                self._patience.late(path)
            return None, problem
        self._patience.came(path)
        return answer, None

    def drop_connections(self) -> None:
        """Close idle connections: after a sleep or on another network they lead nowhere."""
        self._session.close()


class _NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):  # type: ignore[misc, name-defined]
    """RingCentral needs none, and a load balancer's would tie us to a server that may be gone."""

    def set_ok(self, cookie: object, request: object) -> bool:
        return False
