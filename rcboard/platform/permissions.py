"""Permissions: what an app and a user need for what, by RingCentral's names (RingCentral guide, "permissions").

Both are checked by RingCentral: the app's (the scope of the token) and the user's (his role). Reading is enough for
the board; each further one adds one feature, and a missing one takes away that feature alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Needed:
    """One permission; ``needed`` where there is no board without it."""

    name: str
    needed: bool
    aliases: tuple[str, ...] = ()
    """Other names under which the scope may show it, or permissions that include it."""

    def in_scope(self, scope: frozenset[str]) -> bool:
        """Whether the token's scope has it."""
        return not scope.isdisjoint((self.name, *self.aliases))


APP = (
    Needed("ReadAccounts", needed=True),
    Needed("ReadPresence", needed=True, aliases=("EditPresence",)),
    # The API reference and the live error text have one name, the guide the others.
    Needed("WebSocket", needed=True, aliases=("WebSocketsSubscription", "WebSocketsSubscriptions")),
    Needed("EditPresence", needed=False),
    Needed("RingOut", needed=False),
)
"""Permissions of the app registration."""

USER = (
    Needed("ReadExtensions", needed=False),  # the company directory stands in for the list
    Needed("ReadPresenceStatus", needed=True),
)
"""Permissions of the user's role."""
