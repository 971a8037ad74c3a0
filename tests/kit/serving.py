"""``rcboard serve`` for tests: with preferences of its own, a token, and a small client of the web API."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.kit.office import Office
from tests.kit.terminal import LIMIT, Program, Start, wait_until

READ, WRITE = "a-token-to-read", "a-token-to-write"

Json = dict[str, Any]


class Serving:
    """A running ``rcboard serve``."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def url(self) -> str:
        """Where the web API is, without a slash at the end."""
        found = wait_until(
            lambda: re.search(r"at (https?://[^\s;]+)/;", "".join(self.program.lines)),
            f"the web API's address; it said {self.program.lines} {self.program.noise}",
        )
        return str(found[1])

    def ask(
        self, path: str, *, method: str = "GET", token: str = READ, body: Json | None = None, **headers: str
    ) -> Any:
        """The JSON of an answer that must be good."""
        status, told, _headers = self.request(path, method=method, token=token, body=body, **headers)
        assert status == 200, told
        return told

    def request(
        self, path: str, *, method: str = "GET", token: str = READ, body: Json | None = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """Status, JSON and headers of any answer. Names of headers with "_" for "-"."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            given["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data=data, method=method, headers=given)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, _json(answer.read()), dict(answer.headers)
        except urllib.error.HTTPError as no:
            with no:
                return no.code, _json(no.read()), dict(no.headers)

    def until(self, path: str, holds: Any, what: str, limit: float = LIMIT) -> Any:
        """Ask until this holds of the answer; the answer."""

        def look() -> Any:
            told = self.ask(path)
            return told if holds(told) else None

        return wait_until(look, what, limit)

    def live(self) -> "Serving":
        """Wait until the line is live."""
        self.until("/v1/link", lambda told: told["link"] == "live", "live")
        return self


def serve(
    start: Start, home: Path, office: Office | None, *options: str, environment: Any = None, **wished: Any
) -> Serving:
    """Start it with these preferences (section by section) in the home folder that ``start`` uses."""
    prefer(home, wished.pop("profile", "default"), **wished)
    tokens = {"RCBOARD_SECRET_API_READ": READ, "RCBOARD_SECRET_API_WRITE": WRITE}
    return Serving(start(office, "serve", *options, environment=tokens | (environment or {})))


def prefer(home: Path, profile: str = "default", **wished: Any) -> None:
    """Write a person's preferences."""
    file = home / ".config" / "rcboard" / profile / "preferences.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"version": 1, "data": wished}))


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode(errors="replace")
