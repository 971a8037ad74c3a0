"""Language: the one catalogue every sentence comes from. English is built in; others are gettext catalogues."""

import gettext
from collections.abc import Callable
from pathlib import Path

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""What can be spoken, each by its own name."""

_translation: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str, folder: Path) -> bool:
    """Speak this language ("de", "fr_CA") from now on, from the catalogues in ``folder``; False where it has none.

    Called once at start, before the first sentence: the only state this room keeps.
    """
    global _translation  # noqa: PLW0603  # a process speaks one language
    found = gettext.find("rcboard", str(folder), [language])
    _translation = gettext.translation("rcboard", str(folder), [language]) if found else gettext.NullTranslations()
    return found is not None


def _(text: str) -> str:
    """This sentence in the language in use."""
    return _translation.gettext(text)


def counted(one: str, many: str, n: int) -> str:
    """The sentence for this number, with ``{n}`` filled in."""
    return _translation.ngettext(one, many, n).format(n=f"{n:,}")


N_: Callable[[str], str] = str
"""Marks a text for the catalogue that is translated where it is used."""
