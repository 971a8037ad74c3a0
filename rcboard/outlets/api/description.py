"""The description of the web API, as OpenAPI 3.1; served at ``/v1/openapi.json`` and what its tests are made from."""

from typing import Any

import rcboard
from rcboard.domain.link import Phase, ProblemKind
from rcboard.domain.own_status import LONGEST as LONGEST_MESSAGE
from rcboard.domain.own_status import OwnStatus
from rcboard.domain.presence import State
from rcboard.outlets.api.answers import LONGEST

Schema = dict[str, Any]

_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "RingCentral's extension id",
    "schema": {"type": "string", "pattern": "^[0-9]{1,20}$"},
}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> Schema:
    states = [str(state) for state in State]
    return {
        "State": {"type": "string", "enum": states},
        "Person": _object(
            id=_TEXT,
            extensionNumber=_TEXT,
            name=_TEXT,
            department=_TEXT,
            jobTitle=_TEXT,
            site=_TEXT,
            state=_ref("State")
            | {"description": "for others to act on: unknown at once when no live line vouches for it"},
            since=_MOMENT
            | {"description": "when the state began by RingCentral's own word; null where it did not say"},
            heardAt=_MOMENT | {"description": "until when this was vouched for; null when never"},
        ),
        "Problem": _object(
            kind={"type": "string", "enum": list(ProblemKind)}, code=_TEXT, headline=_TEXT, remedy=_TEXT
        ),
        "Link": _object(
            link={"type": "string", "enum": list(Phase)},
            since=_MOMENT,
            problem={"oneOf": [_ref("Problem"), {"type": "null"}]},
            lines=_object(up={"type": "integer"}, of={"type": "integer"})
            | {"description": "connections that stand; a large account needs several"},
            missing={
                "type": "array",
                "items": _object(feature=_TEXT, permission=_TEXT, code=_TEXT),
                "description": "what a permission that is not granted takes away",
            },
            subscriptions={
                "type": "array",
                "items": _object(outcome=_TEXT, at=_MOMENT, reason=_MAYBE, notifications={"type": "integer"}),
            },
            heardAt=_MOMENT | {"description": "while not live: until when the board was vouched for"},
            now=_MOMENT | {"description": "the time by rcboard's clock"},
            knownFor={
                "type": "number",
                "description": "seconds for which old states may be shown, with age",
            },
        ),
        "People": _object(people={"type": "array", "items": _ref("Person")}, link=_ref("Link")),
        "Gate": {
            "type": "object",
            "required": ["answer", "extensionNumber", "id", "name", "state", "heardAt", "reason"],
            "additionalProperties": False,
            "properties": {
                "answer": {"type": "string", "enum": ["yes", "no", "not_known"]},
                "extensionNumber": {"type": ["string", "null"]},
                "id": {"type": ["string", "null"]},
                "name": {"type": ["string", "null"]},
                "state": _ref("State"),
                "heardAt": _MOMENT,
                "reason": _TEXT,
                "group": _TEXT,
            },
        },
        "OwnStatus": _object(
            status={"type": ["string", "null"], "enum": [*OwnStatus, None]},
            queueCalls={"type": ["boolean", "null"], "description": "null where RingCentral does not say"},
            message=_TEXT,
        ),
        "OwnWish": {
            "type": "object",
            "description": "what is left out stays as it is",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                "status": {"type": "string", "enum": list(OwnStatus)},
                "queueCalls": {"type": "boolean"},
                "message": {"type": "string", "maxLength": LONGEST_MESSAGE},
            },
        },
        "Watches": _object(
            watches={"type": "array", "items": _object(id=_TEXT, since=_MOMENT, caller=_TEXT)},
        ),
        "Watch": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"caller": {"type": "string", "maxLength": LONGEST, "description": "who waits on the phone"}},
        },
        "Watched": _object(id=_TEXT, watched={"type": "boolean"}),
        "Error": _object(error=_object(status={"type": "integer"}, message=_TEXT)),
    }


_REFUSALS = {
    "400": "cannot be meant",
    "401": "no token, or a wrong one",
    "403": "from a page of elsewhere, or a token that only reads",
    "404": "nobody or nothing there",
    "421": "not the name of this API",
    "429": "too many requests; see Retry-After",
}


_UPSTREAM = {
    "503": "no line to RingCentral, or its rate limit is used up; see Retry-After",
}
_CHANGING = _UPSTREAM | {
    "403": "RingCentral allows it to neither app nor user, or a token that only reads",
    "409": "RingCentral does not allow that for this user",
    "502": "RingCentral failed",
}


def _operation(
    id: str,
    summary: str,
    schema: str,
    *,
    parameters: list[Any] | None = None,
    body: str = "",
    write: bool = False,
    refusals: dict[str, str] | None = None,
) -> Schema:
    told = {"200": {"description": "the answer", "content": {"application/json": {"schema": _ref(schema)}}}}
    for status, why in (_REFUSALS | (refusals or {})).items():
        told[status] = {"description": why, "content": {"application/json": {"schema": _ref("Error")}}}
    operation: Schema = {"operationId": id, "summary": summary, "responses": told}
    operation["security"] = [{"write": []}] if write else [{"read": []}]
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = {"content": {"application/json": {"schema": _ref(body)}}}
    return operation


def _query(name: str, description: str, *, required: bool = False, schema: Schema | None = None) -> Schema:
    # A sign that can be seen is in it: what is empty or blank says nothing.
    usual = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "[0-9A-Za-z]"}
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": schema or usual,
    }


def description(*, writes: bool) -> Schema:
    """The whole description; with ``writes`` also what a write token may ask."""
    number = _ID | {"name": "number", "description": "the extension number"}
    group = _query("any", "a department, site, call queue or own group", required=True)
    only = [_query("group", "only of this group"), _query("state", "only in this state", schema=_ref("State"))]
    text = [_query("q", "words of name, number, department …", required=True)]
    events = _operation("events", "Everybody, then every change, as server-sent events", "Error")
    events["responses"]["200"] = {
        "description": "begin, people (several), complete; then person, gone, link, and beat every 3 s. "
        "Send Last-Event-ID to go on after it.",
        "content": {"text/event-stream": {"schema": _TEXT}},
    }
    events["responses"]["503"] = {
        "description": "too many listeners",
        "content": {"application/json": {"schema": _ref("Error")}},
    }
    paths: Schema = {
        "/v1/people": {"get": _operation("people", "Everybody's state", "People", parameters=only)},
        "/v1/people/{id}": {"get": _operation("person", "One person's state", "Person", parameters=[_ID])},
        "/v1/search": {"get": _operation("search", "Who is found by these words", "People", parameters=text)},
        "/v1/link": {"get": _operation("link", "How the line to RingCentral stands", "Link")},
        "/v1/gate": {"get": _operation("firstFree", "The first free of a group", "Gate", parameters=[group])},
        "/v1/gate/{number}": {"get": _operation("gate", "May a call go through?", "Gate", parameters=[number])},
        "/v1/own-status": {
            "get": _operation("ownStatus", "The signed-in person's own status", "OwnStatus", refusals=_UPSTREAM)
        },
        "/v1/events": {"get": events},
    }
    if writes:
        paths["/v1/own-status"]["patch"] = _operation(
            "changeOwnStatus", "Change it", "OwnStatus", body="OwnWish", write=True, refusals=_CHANGING
        )
        paths["/v1/watches"] = {"get": _operation("watches", "Who is waited for", "Watches", write=True)}
        paths["/v1/watches/{id}"] = {
            "put": _operation(
                "watch", "Tell when somebody is free", "Watched", parameters=[_ID], body="Watch", write=True
            ),
            "delete": _operation("unwatch", "No longer wait", "Watched", parameters=[_ID], write=True),
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "rcboard",
            "version": rcboard.__version__,
            "description": "Who may be called now, and how old that knowledge is. "
            "Read-only but for watches and one's own status.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "read": {"type": "http", "scheme": "bearer", "description": "rcboard api-token"},
                "write": {"type": "http", "scheme": "bearer", "description": "rcboard api-token --write"},
            },
        },
    }


def parameters(described: Schema) -> dict[tuple[str, str], frozenset[str]]:
    """The names that may stand behind the question mark, by path and method, as this description has them."""
    return {
        (path, method.upper()): frozenset(
            one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
        )
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }
