"""A keyring that can be gone for a while, each time in another way."""

from itertools import cycle

from keyring.errors import InitError, KeyringLocked

from tests.kit.keyrings import MemoryKeyring

PROFILE = "chaos"


class FadingKeyring(MemoryKeyring):
    """Keeps entries in memory; while ``gone`` nobody can read or write them."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = False
        self._ways = cycle((KeyringLocked("locked"), InitError("no answer"), ConnectionResetError("its daemon died")))

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        super().delete_password(service, username)

    def _answer(self) -> None:
        if self.gone:
            raise next(self._ways)
