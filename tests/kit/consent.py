"""A browser as far as signing in needs one: opens a page, fills in its form, presses a button, follows redirects.

As a program, for rcboard to open pages with: ``BROWSER="python -m tests.kit.consent %s"``. What the person does stands
in ``RCBOARD_TEST_PERSON``: "allow" (default), "deny", "forget" (looks and never comes back), "stale" (an old tab's
answer arrives first), "another" (agrees to a question with another nonce), or the number of an extension that agrees.
What the last page said goes to the file named by ``RCBOARD_TEST_PAGE``.
"""

import os
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests

PATIENCE = 10.0


class Form(HTMLParser):
    """A page's form: where it goes, its hidden fields, and the options of its list by their text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.options: dict[str, str] = {}
        self._option = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
        elif tag == "input":
            self.fields[given["name"]] = given["value"]
        elif tag == "option":
            self._option = given["value"]

    def handle_data(self, data: str) -> None:
        if self._option:
            self.options[data] = self._option
            self._option = ""


def visit(address: str, person: str = "allow") -> requests.Response:
    """Open this page and do what the person does; the page that is shown in the end."""
    with requests.Session() as browser:
        browser.trust_env = False
        shown = browser.get(address, timeout=PATIENCE)
        if not shown.ok or person == "forget":
            return shown
        form = Form(shown.text)
        if person == "stale":
            there = parse_qs(urlsplit(address).query)["redirect_uri"][0]
            old = browser.get(there, params={"code": "an-old-code", "state": "an-old-state"}, timeout=PATIENCE)
            assert old.status_code == 400
            assert "another sign-in" in old.text
        fields = form.fields | {"decision": "deny" if person == "deny" else "allow"}
        if person == "another":
            fields["nonce"] = "of-another-question"
        if person.isdigit():
            fields["extension_id"] = next(id for text, id in form.options.items() if text.endswith(f"({person})"))
        parts = urlsplit(address)
        return browser.post(f"{parts.scheme}://{parts.netloc}{form.action}", data=fields, timeout=PATIENCE)


if __name__ == "__main__":
    page = visit(sys.argv[1], os.environ.get("RCBOARD_TEST_PERSON", "allow"))
    if "RCBOARD_TEST_PAGE" in os.environ:
        Path(os.environ["RCBOARD_TEST_PAGE"]).write_text(page.text, "utf-8")
