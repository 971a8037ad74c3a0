"""What an OAuth request carries: the form, and the app that proves to be itself."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from rcboard.simulator.credentials import App
from rcboard.simulator.errors import oauth, refusal
from rcboard.simulator.rest.ask import Ask

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; each may come once."""

    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """A field that has to be there."""
        value = self.fields.get(name, "")
        if not value:
            raise oauth(400, "invalid_request", "OAU-101", f"Parameter [{name}] is missing", parameter=name)
        return value

    def get(self, name: str) -> str:
        """A field that may be missing: then empty."""
        return self.fields.get(name, "")

    def seconds(self, name: str) -> int | None:
        """A lifetime; None when not asked for."""
        text = self.fields.get(name)
        if text is None:
            return None
        try:
            return int(text)
        except ValueError:
            message = f"Parameter [{name}] is not a number"
            raise oauth(400, "invalid_request", "OAU-101", message, parameter=name) from None


def form_of(ask: Ask) -> Form:
    """The form in the body; OAuth takes no JSON."""
    content_type = ask.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type != FORM:
        raise refusal(415, "CMN-115", f"Content type [{content_type}] is not supported, send {FORM}")
    pairs = parse_qsl(ask.body.decode("utf-8", "replace"), keep_blank_values=True)
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise oauth(400, "invalid_request", "OAU-111", "Duplicate parameter in the request")
    return Form(fields)


class Apps:
    """The registered apps, by client id."""

    def __init__(self, *apps: App) -> None:
        self.by_id = {app.client_id: app for app in apps}

    def known(self, client_id: str) -> App:
        """The app of an id, or the recorded refusal."""
        app = self.by_id.get(client_id)
        if app is None:
            message = f"Invalid client: {client_id}"
            raise oauth(400, "invalid_client", "OAU-153", message, client_id=client_id)
        return app

    def proven(self, ask: Ask, form: Form) -> App:
        """The app behind a request: Basic with its secret, or for a public app its id in the form and no header."""
        header = ask.headers.get("Authorization", "")
        if not header:
            app = self.known(form.get("client_id"))
            if not app.public:
                raise oauth(401, "invalid_client", "OAU-146", "Invalid client credentials")
            return app
        client_id, secret = _basic(header)
        found = self.by_id.get(client_id)
        if found is None or found.public or found.secret != secret:
            raise oauth(401, "invalid_client", "OAU-146", "Invalid client credentials")
        if form.get("client_id") not in ("", client_id):
            raise oauth(400, "invalid_request", "OAU-150", "client_id differs from the Authorization header")
        return found


def _basic(header: str) -> tuple[str, str]:
    scheme, _, text = header.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(text.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        colon = ""
    if scheme.lower() != "basic" or not colon:
        raise oauth(401, "invalid_client", "OAU-123", "Invalid Authorization header")
    return unquote(client_id), unquote(secret)
