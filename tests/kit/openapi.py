"""RingCentral's published OpenAPI as a judge of every answer the tests receive; a pytest plugin.

The document is the file named by ``RINGCENTRAL_OPENAPI``; without that variable nothing is judged. ``hook`` fits into
``requests.Session().hooks["response"]``, ``judge`` is for answers that came another way,
``judge_event`` for the body of a notification. The closing lines of a run say how many were
validated, in red when it was none.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

VARIABLE = "RINGCENTRAL_OPENAPI"
DOCUMENT = "urn:ringcentral:openapi"


CONTRADICTIONS = {
    # Its parameter allows up to 2000, the paging of its answer up to 1000.
    ("GET /restapi/v1.0/account/{accountId}/directory/entries 200", "$.paging.perPage"),
}
"""Where the document disagrees with itself: operation and place that are not judged."""


class Tally:
    """How many answers and events were held against the document in this run."""

    answers = 0
    events = 0

    @classmethod
    def add(cls, answers: int, events: int) -> None:
        """What another process of this run has held against it."""
        cls.answers += answers
        cls.events += events


class Published:
    """The document, indexed by operation."""

    def __init__(self, path: Path) -> None:
        self._document = _tolerant(json.loads(path.read_text(encoding="utf-8")))
        self._registry: Registry[Any] = Registry().with_resource(DOCUMENT, DRAFT202012.create_resource(self._document))
        templates = sorted(self._document["paths"], key=lambda one: one.count("{"))
        self._paths = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", one)), one) for one in templates]
        self._validators: dict[str, Draft202012Validator] = {}

    def check(self, method: str, path: str, status: int, content_type: str, body: bytes) -> bool:
        """Hold an answer against its operation; False when nothing is published about it."""
        if status == 207 and "json" in content_type:
            entries = json.loads(body)
            kind = "application/json"
            checked = [
                self.check(method, path, one["status"], kind, json.dumps(one["body"]).encode()) for one in entries
            ]
            return all(checked)
        if status == 304:
            return False
        template = next((one for pattern, one in self._paths if pattern.fullmatch(path.rstrip("/"))), None)
        if template is None:
            return False
        operation = self._document["paths"][template].get(method.lower())
        if operation is None:
            return False
        pointer = f"#/paths/{_escaped(template)}/{method.lower()}/responses/{status}"
        response = operation["responses"].get(str(status))
        if response is None:
            return self._check_error(f"{method} {template}", status, body) if "json" in content_type else False
        while "$ref" in response:
            pointer = response["$ref"]
            response = self._follow(pointer)
        content = response.get("content", {})
        kind = content_type.partition(";")[0].strip()
        if not content or not body:
            return not content or status == 204
        media = kind if kind in content else next((one for one in content if one == "*/*"), None)
        if media is None:
            assert kind not in ("application/json",) or "application/json" in content, (
                f"{template} answers {list(content)}"
            )
            return False
        if "json" not in kind or "schema" not in content[media]:
            return False
        self._validate(f"{pointer}/content/{_escaped(media)}/schema", json.loads(body), f"{method} {template} {status}")
        return True

    def check_event(self, schema: str, body: Any) -> None:
        """Hold the body of a notification against a named schema."""
        self._validate(f"#/components/schemas/{schema}", body, schema)

    def _check_error(self, what: str, status: int, body: bytes) -> bool:
        """Errors that an operation does not list have at least to look like some error of the platform."""
        assert status >= 400, f"{what} publishes no status {status}"
        if not body:
            return False
        error = json.loads(body)
        assert "errors" in error or "errorCode" in error or "error" in error, f"{what} {status}: {error}"
        return True

    def _follow(self, pointer: str) -> Any:
        found: Any = self._document
        for part in pointer.removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found

    def _validate(self, pointer: str, value: Any, what: str) -> None:
        validator = self._validators.get(pointer)
        if validator is None:
            validator = Draft202012Validator({"$ref": DOCUMENT + pointer}, registry=self._registry)
            self._validators[pointer] = validator
        problems = (one for one in validator.iter_errors(value) if (what, one.json_path) not in CONTRADICTIONS)
        problem = best_match(problems)
        if problem:
            raise AssertionError(f"{what}: {problem.json_path}: {problem.message}"[:2000])


def judge(method: str, path: str, status: int, content_type: str, body: bytes) -> None:
    """Hold one answer against what is published about it; counts it if something is."""
    published = _published()
    if published and published.check(method, path, status, content_type, body):
        Tally.answers += 1


def hook(response: requests.Response, *_: Any, **__: Any) -> None:
    """The same for an answer in the hands of ``requests``."""
    path = urlsplit(response.request.url or "").path
    content_type = response.headers.get("Content-Type", "")
    judge(str(response.request.method), path, response.status_code, content_type, response.content)


def judge_event(schema: str, body: dict[str, Any]) -> None:
    """Hold the body of a notification against its schema; ``extensionId`` may be a number, as recorded, or text."""
    published = _published()
    if published:
        published.check_event(
            schema, body | ({"extensionId": str(body["extensionId"])} if "extensionId" in body else {})
        )
        Tally.events += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its count to the process that prints."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["validated"] = (Tally.answers, Tally.events)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take a worker's count in; one that crashed has handed over nothing."""
    Tally.add(*getattr(node, "workeroutput", {}).get("validated", (0, 0)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much was validated."""
    if not os.environ.get(VARIABLE):
        return
    count = Tally.answers + Tally.events
    words = f"{Tally.answers} answers and {Tally.events} events validated against RingCentral's published OpenAPI"
    terminalreporter.write_line(words, red=count == 0, green=count > 0)


@cache
def _published() -> Published | None:
    name = os.environ.get(VARIABLE)
    return Published(Path(name)) if name else None


def _escaped(part: str) -> str:
    """A part of a JSON pointer inside a URI."""
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D").replace("+", "%2B")


def _tolerant(node: Any) -> Any:
    """The document in JSON Schema's own words: ``nullable`` and misprinted codes are put right."""
    if isinstance(node, list):
        return [_tolerant(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: _tolerant(value) for key, value in node.items()}
    if isinstance(node.get("enum"), list):  # some codes were printed together with their class and description
        node["enum"] = [
            re.sub(r"^ErrorCode\{code='([^']+)'.*$", r"\1", one) if isinstance(one, str) else one
            for one in node["enum"]
        ]
    if node.get("nullable") is True and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]
    return node
