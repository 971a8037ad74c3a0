"""Speech: in which language this run speaks: as chosen in the settings, else as the system does."""

from rcboard.app import access
from rcboard.host import shipped
from rcboard.host.folders import DEFAULT_PROFILE
from rcboard.host.system_language import system_language
from rcboard.words import language


def begin(profile: str | None = None, otherwise: str = "") -> str:
    """Speak so from now on; the language. ``otherwise`` is what else is known of the system's."""
    try:
        chosen = access.preferred(profile or DEFAULT_PROFILE).chosen.preferences.general.language
    except ValueError:  # no such profile: whoever uses it says so
        chosen = ""
    return language.use(chosen or system_language() or otherwise, shipped.folder() / language.FOLDER)
