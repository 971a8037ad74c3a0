"""The licences of everything that is handed out with rcboard: what it needs, and what that needs in turn.

Read from the installed packages' own metadata. The frozen program carries the list that was made where it was built.
"""

import re
from importlib import metadata, resources

FILE = "LICENCES.txt"
"""In the frozen program, among the resources."""
FONT = "Rcboard Sans, the bundled typeface, made from Inter: SIL Open Font License 1.1 (OFL.txt beside it)"
UNSAID = {"ringcentral": "MIT", "observable": "none stated by its author; a part of ringcentral"}
"""Packages whose metadata names no licence: what their own files say."""
OPTIONAL = ("mqtt",)
"""Extras of our own that are handed out, too."""


def listed() -> list[str]:
    """A line for each package, "msgspec 0.19.0: BSD License", and the font's.

    Raises PackageNotFoundError where rcboard was not installed as a package.
    """
    carried = resources.files("rcboard") / "resources" / FILE
    if carried.is_file():
        return carried.read_text(encoding="utf-8").splitlines()
    names = sorted(packages(), key=str.lower)
    return [*(f"{name} {metadata.version(name)}: {licence(name) or 'unknown'}" for name in names), FONT]


def packages(of: str = "rcboard") -> set[str]:
    """The names of all installed packages that this one brings, itself left out. Raises PackageNotFoundError."""
    found: set[str] = set()
    todo = _needed(of, OPTIONAL)
    while todo:
        try:
            name = metadata.metadata(todo.pop())["Name"]
        except metadata.PackageNotFoundError:
            continue  # for another system, another Python, or not asked for
        if name not in found:
            found.add(name)
            todo += _needed(name)
    return found


def _needed(name: str, extras: tuple[str, ...] = ()) -> list[str]:
    """The names in a package's requirements; those for an extra only where it is one of these."""
    wanted = []
    for text in metadata.requires(name) or ():
        extra = re.search(r"""extra\s*==\s*["']([\w-]+)""", text)
        start = re.match(r"[A-Za-z0-9._-]+", text)
        if start and (extra is None or extra[1] in extras):
            wanted.append(start[0])
    return wanted


def licence(name: str) -> str:
    """A package's licence, in the words of its metadata; empty where nobody states one."""
    about = metadata.metadata(name)
    if "License-Expression" in about:
        return about["License-Expression"]
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")]
    said = re.sub(r"\s+", " ", about["License"])[:60] if "License" in about else ""
    return ", ".join(named) or said or UNSAID.get(name, "")
