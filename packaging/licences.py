"""The licences of everything that is handed out with rcboard: what pyproject.toml needs, and what that needs.

    .venv/bin/python packaging/licences.py

Read from the installed packages' own metadata; a package without any licence in it ends this with an error.
"""

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
UNSAID = {"ringcentral": "MIT", "observable": "none stated by its author; a part of ringcentral"}
"""Packages whose metadata names no licence: what their own files say."""


def main() -> int:
    """Print a line for each package, then the bundled font's; 1 when a licence is unknown."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["mqtt"]]
    found = shipped(wanted)
    print("rcboard contains these packages of others; thank you.\n")
    for name in sorted(found, key=str.lower):
        print(f"{name} {metadata.version(name)}: {licence(name)}")
    print("Rcboard Sans, the bundled typeface, made from Inter: SIL Open Font License 1.1 (OFL.txt beside it)")
    unknown = [name for name in found if not licence(name)]
    if unknown:
        print(f"no licence is known of {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


def shipped(wanted: list[str]) -> set[str]:
    """The names of all packages these requirements bring here."""
    found: set[str] = set()
    todo = [Requirement(text) for text in wanted]
    while todo:
        needed = todo.pop()
        extras = needed.extras or {""}
        if needed.marker and not any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        name = metadata.metadata(needed.name)["Name"]
        if name in found:
            continue
        found.add(name)
        for text in metadata.requires(name) or ():
            inner = Requirement(text)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                todo.append(inner)
    return found


def licence(name: str) -> str:
    """A package's licence, in the words of its metadata."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")]
    said = re.sub(r"\s+", " ", str(about.get("License") or ""))[:60]
    return ", ".join(named) or said or UNSAID.get(name, "")


if __name__ == "__main__":
    sys.exit(main())
