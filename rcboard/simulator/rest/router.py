"""Finding the operation for a request, and everything that is checked before it may answer."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

from multidict import CIMultiDict

from rcboard.simulator.errors import Refusal, application_lacks, newer, not_found, refusal, user_lacks
from rcboard.simulator.ground import Ground
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.oauth.sessions import Session, Sessions
from rcboard.simulator.rest.ask import Answer, Ask, Operation


class Router:
    """Token, rate limit, permissions, then the operation: in this order, as the platform does."""

    def __init__(
        self, operations: Iterable[Operation], sessions: Sessions, limiter: Limiter, ground: Ground,
        account_id: int,
    ) -> None:  # fmt: skip
        self._rows = [(_pattern(operation.path), operation) for operation in operations]
        self._sessions = sessions
        self._limiter = limiter
        self._switches = ground.switches
        self._tokens = ground.tokens
        self._account = str(account_id)
        self.requests = 0
        self.by_operation: Counter[str] = Counter()
        """Requests that reached an operation, by its method and path template."""

    def answer(self, ask: Ask) -> Answer:
        """The answer to a request; refusals become answers too. Every answer carries ``RCRequestId``."""
        self.requests += 1
        headers: CIMultiDict[str] = CIMultiDict(RCRequestId=self._tokens.request(), RoutingKey="SJC01P01")
        headers["Content-Language"] = "en-US"
        try:
            answer = self._admitted(ask, headers)
        except Refusal as no:
            answer = Answer(no.status, no.body, CIMultiDict(no.headers))
        headers.update(answer.headers)
        answer.headers = headers
        return answer

    def operation(self, method: str, path: str) -> Operation | None:
        """The operation a request would reach, for those who need to know its group."""
        return next((row for pattern, row in self._rows if row.method == method and pattern.fullmatch(path)), None)

    def _admitted(self, ask: Ask, headers: CIMultiDict[str]) -> Answer:
        ask.path = ask.path.rstrip("/") or "/"
        operation = self._find(ask)
        self.by_operation[f"{operation.method} {operation.path}"] += 1
        if not operation.signed:
            return operation.answer(ask)
        if ask.session is None:
            ask.session = self._sessions.authenticate(bearer(ask, any_case=self._switches.bearer_in_any_case))
        headers.update(self._limiter.admit(who(ask.session), operation.group))
        self._check_permissions(operation)
        self._resolve(ask)
        return operation.answer(ask)

    def _find(self, ask: Ask) -> Operation:
        methods = []
        for pattern, operation in self._rows:
            match = pattern.fullmatch(ask.path)
            if match and operation.method == ask.method:
                ask.variables = {key: unquote(value) for key, value in match.groupdict().items()}
                return operation
            if match:
                methods.append(operation.method)
        if methods:
            headers = {"Allow": ", ".join(sorted(methods))}
            raise refusal(405, "CMN-121", f"Method [{ask.method}] is not allowed here", headers=headers)
        raise refusal(404, "CMN-120", f"Invalid URI: [{ask.path}]")

    def _check_permissions(self, operation: Operation) -> None:
        permission = operation.app_permission
        if permission and not self._switches.app_may(permission):
            raise (
                newer(403, "ADG-100", "Insufficient permissions.") if operation.newer else application_lacks(permission)
            )
        if operation.user_permission and operation.user_permission in self._switches.user_permissions_missing:
            raise user_lacks(operation.user_permission)

    def _resolve(self, ask: Ask) -> None:
        """``~`` is mine: my account, my extension."""
        account = ask.variables.get("accountId")
        if account == "~":
            ask.variables["accountId"] = self._account
        elif account not in (None, self._account):
            raise not_found("accountId")
        if ask.variables.get("extensionId") == "~":
            ask.variables["extensionId"] = str(ask.reader_id)


def who(session: Session) -> str:
    """The key under which the limiter counts: user with app."""
    return f"{session.app.client_id}/{session.extension_id}"


def bearer(ask: Ask, *, any_case: bool = True) -> str:
    """The access token of a request: from the header, or from the query parameter."""
    header = ask.headers.get("Authorization")
    if header is None:
        if token := ask.query.get("access_token"):
            return token
        raise refusal(401, "AGW-401", "Authorization header is not specified")
    scheme, _, token = header.strip().partition(" ")
    if (scheme.capitalize() if any_case else scheme) != "Bearer" or not token.strip() or " " in token.strip():
        raise refusal(401, "AGW-402", "Invalid Authorization header")
    return token.strip()


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
