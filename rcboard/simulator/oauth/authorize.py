"""The page where a person signs in and says yes, and the way back to the app with a code.

RingCentral guide, "authorization code flow": the redirect URI has to be one of the registered ones, letter by letter;
if it is not, the error is shown here and nobody is redirected. The page lists the people of the office instead of
asking for a password.
"""

import html
from urllib.parse import parse_qsl

from multidict import CIMultiDict, MultiDict
from yarl import URL

from rcboard.simulator.credentials import App, Credentials
from rcboard.simulator.errors import oauth
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.codes import Codes, Pledge
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation

PATH = "/restapi/oauth/authorize"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in to the simulated office</title></head>
<body><h1>{app} asks to use your account</h1>
<form method="post" action="{action}">{fields}
<label>Sign in as <select name="extension_id">{people}</select></label>
<button name="decision" value="allow">Authorize</button> <button name="decision" value="deny">Cancel</button>
</form></body></html>
"""


class AuthorizePage:
    """Answers GET and POST of the authorize address."""

    def __init__(
        self, credentials: Credentials, office: Office, codes: Codes, limiter: Limiter, numbers: Numbers
    ) -> None:
        self._apps = {app.client_id: app for app in (credentials.confidential, credentials.public)}
        self._office = office
        self._codes = codes
        self._limiter = limiter
        self._numbers = numbers

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        return [Operation("GET", PATH, self.show, signed=False), Operation("POST", PATH, self.decide, signed=False)]

    def show(self, ask: Ask) -> Answer:
        """The page, or an error in place of it."""
        app, _ = self._checked(ask.query)
        headers = self._limiter.admit(f"{app.client_id}/page", "auth")
        fields = "".join(
            f'<input type="hidden" name="{html.escape(key)}" value="{html.escape(value)}">'
            for key, value in ask.query.items()
        )
        people = "".join(
            f'<option value="{one.id}">{html.escape(one.name)} ({one.number})</option>'
            for one in self._office.extensions.values()
            if one.at_work
        )
        page = PAGE.format(app=html.escape(app.name), action=PATH, fields=fields, people=people)
        return Answer(raw=page.encode(), content_type="text/html; charset=utf-8", headers=CIMultiDict(headers))

    def decide(self, ask: Ask) -> Answer:
        """Back to the app: with a code after a yes, with ``access_denied`` after a no."""
        form = MultiDict(parse_qsl(ask.body.decode(errors="replace"), keep_blank_values=True))
        form.extend((key, value) for key, value in ask.query.items() if key not in form)
        app, redirect_uri = self._checked(form)
        headers = self._limiter.admit(f"{app.client_id}/page", "auth")
        back = {"state": form["state"]} if "state" in form else {}
        if form.get("decision", "allow") == "deny":
            back |= {"error": "access_denied", "error_description": "The user did not agree"}
        else:
            someone = self._person(form.get("extension_id", ""))
            pledge = Pledge(*(form.get(key, "") for key in ("code_challenge", "code_challenge_method", "nonce")))
            back["code"] = self._codes.issue(app, someone.id, redirect_uri, pledge)
            back["expires_in"] = str(self._numbers.authorization_code)
        location = str(URL(redirect_uri).update_query(back))
        return Answer(302, headers=CIMultiDict(headers, Location=location))

    def _person(self, text: str) -> Extension:
        if not text:
            return self._office.owner
        someone = self._office.find(text)
        if someone is None or not someone.at_work:
            raise oauth(400, "invalid_request", "OAU-105", "Login is not allowed for this extension", extension_id=text)
        return someone

    def _checked(self, query: MultiDict[str]) -> tuple[App, str]:
        """The app and where to go back to, or the error that is shown instead of a redirect."""
        client_id = query.get("client_id", "")
        app = self._apps.get(client_id)
        if app is None:
            raise oauth(400, "invalid_client", "OAU-153", f"Invalid client: {client_id}", client_id=client_id)
        redirect_uri = query.get("redirect_uri", "")
        if redirect_uri not in app.redirect_uris:
            raise oauth(400, "invalid_request", "OAU-109", "Redirect URIs do not match", redirect_uri=redirect_uri)
        if query.get("response_type") != "code":
            raise oauth(400, "unsupported_response_type", "CMN-101", "Parameter [response_type] has to be code")
        method = query.get("code_challenge_method", "plain")
        if method not in ("plain", "S256"):
            message = "Parameter [code_challenge_method] has to be plain or S256"
            raise oauth(400, "invalid_request", "CMN-101", message, code_challenge_method=method)
        if app.public and not query.get("code_challenge"):
            raise oauth(
                400, "invalid_request", "CMN-101", "A public client has to send [code_challenge]", code_challenge=""
            )
        return app, redirect_uri
