"""The four bodies in which RingCentral says no, as exceptions that end a request.

RingCentral guide, "errors": older services repeat code and message at the top and in ``errors``; newer ones (the
directory) send ``errors`` alone; OAuth sends what RFC 6749 asks for and ``errors`` besides; gateways send anything.
"""

from typing import Any


class Refusal(Exception):  # noqa: N818 - an answer, not an error of ours
    """A request that ends in an error: status, JSON body (never empty) and extra headers."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


def refusal(
    status: int, code: str, message: str, *, word: str = "", headers: dict[str, str] | None = None, **parameters: str
) -> Refusal:
    """The envelope of the older services; ``word`` is a top-level code other than the one in ``errors``."""
    entry = {"errorCode": code, "message": message, **parameters}
    body = {"errorCode": word or code, "message": message, "errors": [entry], **parameters}
    return Refusal(status, body, headers)


def newer(status: int, code: str, message: str, **parameters: str) -> Refusal:
    """The envelope of the newer services: ``errors`` and nothing else."""
    return Refusal(status, {"errors": [{"errorCode": code, "message": message, **parameters}]})


def oauth(status: int, error: str, code: str, message: str, **parameters: str) -> Refusal:
    """The envelope of the OAuth endpoints. A client that failed to prove itself is asked for Basic authentication."""
    entry: dict[str, Any] = {"errorCode": code, "message": message}
    if parameters:
        entry["parameters"] = [{"parameterName": key, "parameterValue": value} for key, value in parameters.items()]
    headers = {"WWW-Authenticate": 'Basic realm="oauth"'} if status == 401 else None
    return Refusal(status, {"error": error, "errors": [entry], "error_description": message}, headers)


def not_found(parameter: str) -> Refusal:
    """404 for an id that leads nowhere."""
    message = f"Resource for parameter [{parameter}] is not found"
    return refusal(404, "CMN-102", message, parameterName=parameter)


def invalid(parameter: str, value: str = "", because: str = "") -> Refusal:
    """400 for a parameter with a value nobody can use."""
    message = f"Parameter [{parameter}] value is invalid" + (f": {because}" if because else "")
    return refusal(400, "CMN-101", message, parameterName=parameter, parameterValue=value)


def application_lacks(permission: str) -> Refusal:
    """403: the app is not registered for this."""
    message = f"In order to call this API endpoint, application needs to have [{permission}] permission"
    return refusal(403, "CMN-401", message, permissionName=permission)


def user_lacks(permission: str) -> Refusal:
    """403: the role of the signed-in user does not include this."""
    message = (
        f"In order to call this API endpoint, user needs to have [{permission}] permission for requested resource."
    )
    return refusal(403, "CMN-408", message, permissionName=permission)
