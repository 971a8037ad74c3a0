"""Secrets of the outlets: tokens of the web API, signing secrets of webhooks, the broker's password.

The environment goes before the keyring, for servers that have none: RCBOARD_SECRET_API_READ and so on.
"""

import os
import re
import secrets as chance
from collections.abc import Callable

from rcboard.domain.times import Times
from rcboard.host.secrets import Secrets, SecretsError

API_READ, API_WRITE, MQTT = "api_read", "api_write", "mqtt"
"""Names of the secrets that every profile has at most one of."""

PREFIX = "RCBOARD_SECRET_"


def webhook(target: str) -> str:
    """The name of a webhook's signing secret."""
    return f"webhook_{target}"


def variable(name: str) -> str:
    """The environment variable that stands for a secret: "RCBOARD_SECRET_API_READ"."""
    return PREFIX + re.sub(r"[^A-Z0-9]", "_", name.upper())


class OutletSecrets:
    """One profile's. Every method may raise SecretsError; each secret that is read is made known to the log."""

    def __init__(self, profile: str, times: Times, learn: Callable[..., None]) -> None:
        self._profile = profile
        self._ring = Secrets(times)
        self._learn = learn

    async def find(self, name: str) -> str:
        """The secret, empty where there is none."""
        found = os.environ.get(variable(name)) or await self._ring.note(self._profile, name) or ""
        self._learn(found)
        return found

    async def find_beside(self, name: str, other: str) -> str:
        """The same; empty, too, where there is no keyring and the environment gives the other one."""
        try:
            return await self.find(name)
        except SecretsError:
            if os.environ.get(variable(other)):
                return ""
            raise

    async def find_or_make(self, name: str) -> str:
        """The secret, made and kept where there was none."""
        return await self.find(name) or await self.renew(name)

    async def renew(self, name: str) -> str:
        """A new one instead of the former, which is good for nothing from the next start on."""
        made = chance.token_urlsafe(32)
        await self.keep(name, made)
        return made

    async def keep(self, name: str, secret: str) -> None:
        """Keep this one."""
        self._learn(secret)
        await self._ring.keep_note(self._profile, name, secret)

    async def forget(self, name: str) -> bool:
        """Remove it; whether there was one."""
        return await self._ring.forget_note(self._profile, name)
