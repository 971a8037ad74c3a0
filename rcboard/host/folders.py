"""Folders: where a profile's files lie on this system, each profile in a folder of its own."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from rcboard.words.language import _

DEFAULT_PROFILE = "default"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one profile. None of them need exist: whoever writes there makes it, for the user alone."""

    config: Path
    data: Path
    """What the person made: favourites, notes, watches."""
    cache: Path
    """What can be read again from RingCentral: people, never presence."""
    runtime: Path
    """What a running copy needs to be found by others, and nobody once it has ended."""

    @property
    def desk(self) -> Path:
        """The file of favourites, notes and watches."""
        return self.data / "desk.json"

    @property
    def window(self) -> Path:
        """The file of where the window stood."""
        return self.data / "window.json"

    @property
    def preferences(self) -> Path:
        """The file of what the person chose otherwise than the default."""
        return self.config / "preferences.json"

    @property
    def turn(self) -> Path:
        """The file that is locked by whoever renews the profile's sign-in."""
        return self.config / "sign-in.lock"

    @property
    def outbox(self) -> Path:
        """The file of webhook messages that are not delivered yet."""
        return self.data / "outbox.sqlite"

    @property
    def people(self) -> Path:
        """The file of people read last."""
        return self.cache / "people.json"


def folders(profile: str = DEFAULT_PROFILE) -> Folders:
    """The folders of this profile. Raises ValueError, with a sentence, for a name that makes no good folder."""
    if not re.fullmatch(r"(?!run$)[A-Za-z0-9][A-Za-z0-9_-]{0,39}", profile):
        raise ValueError(_("A profile's name is made of letters, digits, “-” and “_”, 40 at most."))
    system = PlatformDirs("rcboard", appauthor=False)
    return Folders(
        config=system.user_config_path / profile,
        data=system.user_data_path / profile,
        cache=system.user_cache_path / profile,
        runtime=_runtime(system.user_cache_path) / profile,
    )


def _runtime(cache: Path) -> Path:
    """The session's own folder, which is the user's alone, or else one beside the cache.

    Not the one in /tmp that others take where the session has none: anybody can make that before we do. And short,
    because the path of a socket may have 107 characters on Linux, 103 on macOS.
    """
    if given := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(given) / "rcboard"
    if os.name == "posix" and os.access(usual := Path(f"/run/user/{os.getuid()}"), os.W_OK):
        return usual / "rcboard"
    return cache / "run"


def make_private(folder: Path) -> None:
    """Make this folder, if need be, and let nobody else in. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
