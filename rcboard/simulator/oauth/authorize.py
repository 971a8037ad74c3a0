"""The page where a person signs in and agrees: GET shows a plain form, POST leads back to the app."""

from html import escape
from urllib.parse import parse_qsl

from multidict import CIMultiDict
from yarl import URL

from rcboard.simulator.credentials import App
from rcboard.simulator.errors import oauth
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.codes import Codes
from rcboard.simulator.oauth.form import Apps, Form
from rcboard.simulator.office import Office
from rcboard.simulator.rest.ask import Answer, Ask

FIELDS = (
    "client_id", "response_type", "redirect_uri", "state", "code_challenge", "code_challenge_method", "scope", "nonce",
)  # fmt: skip
FORM = "application/x-www-form-urlencoded"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>
<body><h1>Simulated RingCentral</h1>
<p>{app} asks to use your account.</p>
<form method="post" action="/restapi/oauth/authorize">
{hidden}
<label>Sign in as <select name="extension">{people}</select></label>
<button type="submit" name="consent" value="yes">Authorize</button>
<button type="submit" name="consent" value="no">Deny</button>
</form></body></html>
"""


class Authorize:
    """Answers /restapi/oauth/authorize."""

    def __init__(self, apps: Apps, codes: Codes, office: Office, limiter: Limiter, numbers: Numbers) -> None:
        self._apps = apps
        self._codes = codes
        self._office = office
        self._limiter = limiter
        self._numbers = numbers

    def show(self, ask: Ask) -> Answer:
        """The form. What is wrong with the request is said here: nobody is sent to an unknown address."""
        form = Form(dict(ask.query))
        app, _ = self._checked(form)
        self._limiter.admit(f"{app.client_id}/-", "auth")
        hidden = "\n".join(
            f'<input type="hidden" name="{name}" value="{escape(form.get(name))}">' for name in FIELDS if form.get(name)
        )
        people = [one for one in self._office.extensions.values() if one.type == "User" and one.status == "Enabled"]
        options = "".join(
            f'<option value="{one.number}">{one.number} {escape(one.name)}</option>' for one in people[:200]
        )
        page = PAGE.format(app=escape(app.name), hidden=hidden, people=options)
        return Answer(raw=page.encode(), content_type="text/html; charset=utf-8")

    def decide(self, ask: Ask) -> Answer:
        """Back to the app: with a code, or with ``access_denied``."""
        form = Form(dict(parse_qsl(ask.body.decode("utf-8", "replace"), keep_blank_values=True)))
        app, redirect_uri = self._checked(form)
        self._limiter.admit(f"{app.client_id}/-", "auth")
        state = {"state": form.get("state")} if form.get("state") else {}
        if form.get("consent") == "no":
            return _redirect(redirect_uri, {"error": "access_denied", **state})
        number = form.get("extension") or self._office.owner.number
        someone = self._office.by_number.get(number)
        if someone is None or not someone.at_work:
            raise oauth(400, "access_denied", "OAU-105", f"Nobody can sign in with extension {number}")
        method = form.get("code_challenge_method") or "plain"
        code = self._codes.issue(app, redirect_uri, someone.id, form.get("code_challenge"), method)
        return _redirect(redirect_uri, {"code": code, **state, "expires_in": str(self._numbers.authorization_code)})

    def _checked(self, form: Form) -> tuple[App, str]:
        app = self._apps.known(form.get("client_id"))
        if form.get("response_type") != "code":
            raise oauth(400, "unsupported_response_type", "OAU-101", "Parameter [response_type] has to be [code]")
        if form.get("code_challenge_method") not in ("", "plain", "S256"):
            message = "Parameter [code_challenge_method] has to be [plain] or [S256]"
            raise oauth(400, "invalid_request", "OAU-101", message)
        if app.public and not form.get("code_challenge"):
            raise oauth(400, "invalid_request", "OAU-101", "A public client has to send a [code_challenge]")
        if form["redirect_uri"] not in app.redirect_uris:
            raise oauth(400, "invalid_request", "OAU-109", "Redirect URIs do not match")
        return app, form["redirect_uri"]


def _redirect(uri: str, query: dict[str, str]) -> Answer:
    return Answer(302, headers=CIMultiDict(Location=str(URL(uri).update_query(query))))
