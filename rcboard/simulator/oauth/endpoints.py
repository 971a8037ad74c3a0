"""Token, revoke and WebSocket token: who asks, how often, and what is given."""

from collections.abc import Callable
from typing import Any

from rcboard.simulator.credentials import App
from rcboard.simulator.errors import Refusal, oauth
from rcboard.simulator.gateway.tickets import Tickets
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.oauth.codes import Codes
from rcboard.simulator.oauth.form import Apps, Form, form_of
from rcboard.simulator.oauth.sessions import Sessions, Ttl
from rcboard.simulator.office import Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation

Json = dict[str, Any]
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class OAuth:
    """Answers the endpoints that need no access token yet, and the two that turn one into something else."""

    def __init__(
        self, apps: Apps, sessions: Sessions, codes: Codes, tickets: Tickets, *, limiter: Limiter, office: Office,
        jwt: str,
    ) -> None:  # fmt: skip
        self._apps = apps
        self._sessions = sessions
        self._codes = codes
        self._tickets = tickets
        self._limiter = limiter
        self._office = office
        self._jwt = jwt
        self._jwt_owner = office.owner.id
        self._grants: dict[str, Callable[[App, Form, Ttl], Json]] = {
            JWT_BEARER: self._by_jwt, "refresh_token": self._by_refresh_token, "authorization_code": self._by_code,
        }  # fmt: skip

    def operations(self) -> list[Operation]:
        """The rows that need an access token."""
        return [
            Operation("POST", "/restapi/oauth/wstoken", self.ws_token, "auth", "WebSocket"),
            Operation("GET", "/restapi/oauth/userinfo", self.user_info, "auth"),
        ]

    def token(self, ask: Ask) -> Answer:
        """POST /restapi/oauth/token."""
        form = form_of(ask)
        app = self._apps.proven(ask, form)
        grant = self._grants.get(form["grant_type"])
        if grant is None:
            message = f"Grant type [{form['grant_type']}] is not supported"
            raise oauth(400, "unsupported_grant_type", "OAU-125", message)
        answer = Answer()
        answer.headers.update(self._limiter.admit(f"{app.client_id}/{self._asker(form)}", "auth"))
        ttl = Ttl(form.seconds("access_token_ttl"), form.seconds("refresh_token_ttl"))
        try:
            answer.body = grant(app, form, ttl)
        except Refusal as no:
            no.headers = {**answer.headers, **no.headers}
            raise
        return answer

    def revoke(self, ask: Ask) -> Answer:
        """POST /restapi/oauth/revoke: ends the whole session; an unknown token is fine too (RFC 7009)."""
        form = form_of(ask) if ask.body else Form({})
        app = self._apps.proven(ask, form)
        token = form.get("token") or ask.query.get("token", "")
        session = self._sessions.find(token)
        answer = Answer()
        who = session.extension_id if session else "-"
        answer.headers.update(self._limiter.admit(f"{app.client_id}/{who}", "auth"))
        if session and session.app is app:
            self._sessions.end(session)
        return answer

    def ws_token(self, ask: Ask) -> Answer:
        """POST /restapi/oauth/wstoken: whatever body comes is not looked at."""
        return Answer(body=self._tickets.issue(ask.signed_in))

    def user_info(self, ask: Ask) -> Answer:
        """GET /restapi/oauth/userinfo."""
        user = self._office.extensions[ask.reader_id]
        return Answer(
            body={
                "sub": str(user.id), "account_id": str(self._office.account_id), "email": user.email,
                "email_verified": True, "given_name": user.first_name, "family_name": user.last_name,
            }
        )  # fmt: skip

    def _asker(self, form: Form) -> str:
        """For whom a token is asked, as far as it can be known before it is given."""
        if form.get("assertion") == self._jwt:
            return str(self._jwt_owner)
        session = self._sessions.find(form.get("refresh_token"))
        owner = session.extension_id if session else self._codes.owner(form.get("code"))
        return str(owner or "-")

    def _by_jwt(self, app: App, form: Form, ttl: Ttl) -> Json:
        if app.public:
            raise oauth(400, "unauthorized_client", "OAU-125", "Grant type is not allowed for this application")
        if form["assertion"].count(".") != 2:
            raise oauth(400, "invalid_grant", "OAU-149", "Assertion cannot be parsed")
        if form["assertion"] != self._jwt:
            raise oauth(400, "invalid_grant", "OAU-213", "Token not found")
        return self._sign_in(app, self._jwt_owner, form, ttl)

    def _by_code(self, app: App, form: Form, ttl: Ttl) -> Json:
        consent = self._codes.take(form["code"], app, form.get("redirect_uri"), form.get("code_verifier"))
        return self._sign_in(app, consent.extension_id, form, ttl)

    def _by_refresh_token(self, app: App, form: Form, ttl: Ttl) -> Json:
        return self._sessions.refresh(app, form["refresh_token"], ttl)

    def _sign_in(self, app: App, extension_id: int, form: Form, ttl: Ttl) -> Json:
        user = self._office.extensions.get(extension_id)
        if user is None:
            raise oauth(400, "invalid_grant", "OAU-232", "Extension not found")
        if user.status != "Enabled":
            raise oauth(400, "invalid_grant", "OAU-236", "Extension is disabled or frozen")
        return self._sessions.begin(app, extension_id, endpoint_id=form.get("endpoint_id"), ttl=ttl)
