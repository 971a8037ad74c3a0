"""Keyrings for tests: small real backends of the keyring library, each with one temper.

For a whole program: ``PYTHON_KEYRING_BACKEND=tests.kit.keyrings.FolderKeyring`` with ``RCBOARD_TEST_KEYRING`` naming
the folder it keeps its entries in.
"""

import os
import threading
from pathlib import Path
from urllib.parse import quote

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps entries in a dict, and refuses what Windows Credential Manager would: more than 2,560 bytes."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise ValueError("The stub received bad data")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")


class LockedKeyring(MemoryKeyring):
    """The person refused the prompt."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")


class DismissedKeyring(MemoryKeyring):
    """There was no screen to show the prompt on."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("Failed to create the collection: Prompt dismissed..")


class DeadKeyring(MemoryKeyring):
    """Its daemon was killed while it was asked; what it was asked for stands in the exception."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionResetError(f"lost the line while sending {password}")


class HungKeyring(MemoryKeyring):
    """Reads block until ``answer`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.answer.wait()
        return super().get_password(service, username)


class FolderKeyring(KeyringBackend):
    """Keeps entries as files of a test's own folder, so that they outlive the process."""

    priority = 1.0

    def _file(self, service: str, username: str) -> Path:
        folder = Path(os.environ["RCBOARD_TEST_KEYRING"])
        folder.mkdir(parents=True, exist_ok=True)
        return folder / quote(f"{service} {username}", safe="")

    def get_password(self, service: str, username: str) -> str | None:
        file = self._file(service, username)
        return file.read_text("utf-8") if file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        file = self._file(service, username)
        new = file.parent.with_name(f"{file.parent.name}.{os.getpid()}.{threading.get_ident()}")
        new.write_text(password, "utf-8")
        new.replace(file)  # whole at every moment, as a real keyring's entry is

    def delete_password(self, service: str, username: str) -> None:
        try:
            self._file(service, username).unlink()
        except FileNotFoundError:
            raise PasswordDeleteError("No such password!") from None
