"""The OAuth endpoints that programs call: token, revoke and wstoken (RingCentral guide: authentication)."""

import base64
import binascii
import hmac
from urllib.parse import parse_qsl, unquote

from multidict import CIMultiDict
from yarl import URL

from rcboard.simulator.credentials import App, Credentials
from rcboard.simulator.errors import Refusal, oauth, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.oauth.codes import Codes, identity_token
from rcboard.simulator.oauth.lifetimes import Lifetimes
from rcboard.simulator.oauth.sessions import Sessions
from rcboard.simulator.oauth.tickets import Tickets
from rcboard.simulator.office import Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation

JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"

Form = dict[str, str]


class OAuthEndpoints:
    """Proves apps and users, hands out tokens. ``ws_uri`` is where sockets connect."""

    def __init__(
        self, credentials: Credentials, office: Office, sessions: Sessions, *, tickets: Tickets, codes: Codes,
        limiter: Limiter, ground: Ground, ws_uri: str,
    ) -> None:  # fmt: skip
        self._credentials = credentials
        self._office = office
        self._sessions = sessions
        self._tickets = tickets
        self._codes = codes
        self._limiter = limiter
        self._ground = ground
        self._ws_uri = ws_uri
        self._issuer = str(URL(ws_uri).origin())

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        return [
            Operation("POST", "/restapi/oauth/token", self.token, signed=False),
            Operation("POST", "/restapi/oauth/revoke", self.revoke, signed=False),
            Operation("POST", "/restapi/oauth/wstoken", self.ws_token, "auth", "WebSocket"),
        ]

    def token(self, ask: Ask) -> Answer:
        """Tokens for a JWT, an authorization code or a refresh token."""
        form = read_form(ask)
        app = self._app(ask, form)
        if self._ground.switches.app_suspended:
            # No answer to a suspended app was ever recorded; this is what RingCentral says to one it does not know.
            raise oauth(401, "invalid_client", "OAU-153", f"Invalid client: {app.client_id}", client_id=app.client_id)
        grant = form.get("grant_type", "")
        if grant == JWT_GRANT:
            return self._by_jwt(app, form)
        if grant == "refresh_token":
            return self._by_refresh(app, form)
        if grant == "authorization_code":
            return self._by_code(app, form)
        if not grant:
            raise oauth(400, "invalid_request", "CMN-101", "Parameter [grant_type] is missing", grant_type="")
        raise oauth(400, "unsupported_grant_type", "OAU-250", f"Unsupported grant type: {grant}", grant_type=grant)

    def revoke(self, ask: Ask) -> Answer:
        """End the session of a token; an unknown token is no error (RFC 7009)."""
        form = read_form(ask) if ask.body.strip() else {}
        token = form.get("token", "") or str(ask.query.get("token", ""))
        session = self._sessions.find(token)
        who = f"{session.app.client_id}/{session.extension_id}" if session else "nobody"
        headers = self._limiter.admit(who, "auth")
        app = self._app(ask, form)
        if session and session.app is app:
            self._sessions.end(session)
        return Answer(headers=CIMultiDict(headers))

    def ws_token(self, ask: Ask) -> Answer:
        """A ticket for the gateway."""
        return Answer(body=self._tickets.issue(ask.signed_in, self._ws_uri))

    def _by_jwt(self, app: App, form: Form) -> Answer:
        headers = self._limiter.admit(self._who(app, self._credentials.first_extension_id), "auth")
        if app.public:
            raise oauth(401, "unauthorized_client", "OAU-125", "Grant type is not allowed for the application")
        if form.get("assertion", "") != self._credentials.jwt:
            raise oauth(400, "invalid_grant", "OAU-149", "The JWT in [assertion] cannot be accepted")
        owner_id = self._credentials.first_extension_id
        self._let_in(owner_id)
        tokens = self._sessions.begin(app, owner_id, endpoint_id=form.get("endpoint_id", ""), ttl=self._lifetimes(form))
        return Answer(body=tokens, headers=CIMultiDict(headers))

    def _let_in(self, extension_id: int) -> None:
        """Refuse whoever is gone or not enabled."""
        extension = self._office.extensions.get(extension_id)
        if extension is None:
            raise oauth(400, "invalid_grant", "OAU-136", "Extension not found")
        if extension.status != "Enabled":
            raise oauth(400, "invalid_grant", "OAU-236", "Extension is disabled or frozen")

    def _by_refresh(self, app: App, form: Form) -> Answer:
        token = form.get("refresh_token", "")
        session = self._sessions.find(token)
        headers = self._limiter.admit(self._who(app, session.extension_id if session else 0), "auth")
        if session is not None:
            self._let_in(session.extension_id)
        return Answer(body=self._sessions.refresh(app, token, self._lifetimes(form)), headers=CIMultiDict(headers))

    def _by_code(self, app: App, form: Form) -> Answer:
        headers = self._limiter.admit(self._who(app, self._credentials.first_extension_id), "auth")
        consent = self._codes.redeem(
            app, form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier", "")
        )
        tokens = self._sessions.begin(
            app, consent.extension_id, endpoint_id=form.get("endpoint_id", ""), ttl=self._lifetimes(form)
        )
        if self._ground.switches.identity_tokens:
            now, key = self._ground.clock.now(), app.secret.encode() or self._credentials.jwt.encode()
            tokens = {**tokens, "id_token": identity_token(consent, self._issuer, now, key)}
        return Answer(body=tokens, headers=CIMultiDict(headers))

    def _lifetimes(self, form: Form) -> Lifetimes:
        wishes = Lifetimes(_seconds(form, "access_token_ttl"), _seconds(form, "refresh_token_ttl"))
        if self._ground.switches.lifetime_out_of_range_refused:
            wishes.demand_range(self._ground.numbers)
        return wishes

    def _who(self, app: App, extension_id: int) -> str:
        return f"{app.client_id}/{extension_id}"

    def _app(self, ask: Ask, form: Form) -> App:
        """The app that calls: by Basic authentication, or by ``client_id`` alone when it has no secret to keep."""
        header = ask.headers.get("Authorization")
        if header is None or not header.lower().startswith("basic "):
            return self._public_app(form.get("client_id", ""))
        client_id, secret = _basic(header)
        for app in (self._credentials.confidential, self._credentials.public):
            if app.client_id == client_id:
                break
        else:
            raise oauth(401, "invalid_client", "OAU-153", f"Invalid client: {client_id}", client_id=client_id)
        if app.public:
            raise oauth(
                401, "invalid_client", "OAU-151", "A public client proves itself by client_id and PKCE, not by Basic"
            )
        if not hmac.compare_digest(secret.encode(), app.secret.encode()):
            raise oauth(401, "invalid_client", "OAU-146", "Invalid client credentials")
        if form.get("client_id", client_id) != client_id:
            raise oauth(400, "invalid_request", "OAU-150", "client_id in the header and in the body differ")
        return app

    def _public_app(self, client_id: str) -> App:
        if client_id == self._credentials.public.client_id:
            return self._credentials.public
        if client_id == self._credentials.confidential.client_id:
            raise oauth(401, "invalid_client", "OAU-146", "Client authentication is needed: Basic with id and secret")
        raise oauth(401, "invalid_client", "OAU-153", f"Invalid client: {client_id}", client_id=client_id)


def read_form(ask: Ask) -> Form:
    """The fields of a form-urlencoded body; each may stand there once."""
    kind = ask.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise refusal(415, "CMN-415", f"Content type [{kind}] is not supported, send application/x-www-form-urlencoded")
    try:
        pairs = parse_qsl(ask.body.decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        raise oauth(400, "invalid_request", "CMN-103", "The form is not UTF-8 text") from None
    form = dict(pairs)
    if len(form) < len(pairs):
        raise oauth(400, "invalid_request", "OAU-111", "A parameter is given twice")
    return form


def _basic(header: str) -> tuple[str, str]:
    malformed: Refusal = oauth(401, "invalid_client", "OAU-123", "Invalid Authorization header")
    try:
        client_id, colon, secret = base64.b64decode(header[6:].strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise malformed from None
    if not colon:
        raise malformed
    return unquote(client_id), unquote(secret)


def _seconds(form: Form, name: str) -> int | None:
    text = form.get(name, "")
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise oauth(
            400, "invalid_request", "CMN-101", f"Parameter [{name}] has to be a whole number", **{name: text}
        ) from None
