"""``make release VERSION=1.2.3``: checks, writes the version once, builds, self-tests, commits and tags.

    .venv/bin/python packaging/release.py 1.2.3 [--checks PART] [--no-build]

Refuses a dirty tree, a version that is none or not newer, an empty "Unreleased" section of CHANGELOG.md, and checks
that fail. When building or the self-test fails the commit is taken back and there is no tag. Nothing is pushed.

``--checks`` is the part of ``make test`` to run: "all" (the default), "unit", or "none" where a build service has run
them on this very commit. ``--no-build`` leaves building and self-test to such a service, too.
"""

import argparse
import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION_FILE = Path("rcboard/__init__.py")
CHANGELOG = Path("CHANGELOG.md")
HEAD = "## [Unreleased]\n"
_VERSION = re.compile(r'^__version__ = "(.*)"$', re.M)


class RefusedError(Exception):
    """There will be no release; the text says why."""


def main() -> int:
    """0: tagged. 1: refused, with the reason; nothing has changed."""
    parser = argparse.ArgumentParser(prog="make release", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", metavar="VERSION", help="such as 1.2.3")
    parser.add_argument("--checks", default="all", metavar="PART", help="a part of “make test” (all), or none")
    parser.add_argument("--no-build", action="store_true", help="neither build nor self-test")
    args = parser.parse_args()
    try:
        release(ROOT, args.version, args.checks, build=not args.no_build)
    except RefusedError as reason:
        print(f"rcboard: no release: {reason}", file=sys.stderr)
        return 1
    print(f"rcboard: {args.version} is committed and tagged; “git push --follow-tags” hands it out")
    return 0


def release(root: Path, version: str, checks: str, *, build: bool) -> None:
    """Make the release in this working copy. Raises RefusedError."""
    code, log = (root / VERSION_FILE).read_text(encoding="utf-8"), (root / CHANGELOG).read_text(encoding="utf-8")
    former = _VERSION.search(code)
    if former is None:
        raise RefusedError(f"{VERSION_FILE} has no version")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version) or _numbers(version) <= _numbers(former[1]):
        raise RefusedError(f"“{version}” is no version after {former[1]}")
    if _said(root, "git", "status", "--porcelain"):
        raise RefusedError("the working copy has changes that are not committed")
    if _said(root, "git", "tag", "--list", f"v{version}"):
        raise RefusedError(f"there is a tag v{version} already")
    notes = unreleased(log)
    if checks != "none":
        _run(root, "the checks failed", "packaging/test", checks)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    (root / VERSION_FILE).write_text(_VERSION.sub(f'__version__ = "{version}"', code, count=1), encoding="utf-8")
    (root / CHANGELOG).write_text(log.replace(HEAD, f"{HEAD}\n## [{version}] - {today}\n", 1), encoding="utf-8")
    _run(root, "git could not commit", "git", "commit", "--quiet", "--all", "--message", f"release: {version}")
    try:
        if build:
            # After the commit: its time is the one that stands in the packages.
            for what in ("wheel", "folder", "deb"):
                _run(root, f"“packaging/build {what}” failed", "packaging/build", what)
            _run(root, "the program that was built fails its self-test", "dist/rcboard/rcboard", "--self-test")
        text = f"rcboard {version}\n\n{notes}"
        _run(root, "git could not tag", "git", "tag", "--annotate", "--cleanup=verbatim", "-m", text, f"v{version}")
    except RefusedError:
        # The tree was clean, so this takes back the two files above and nothing else.
        _run(root, "git could not take the commit back", "git", "reset", "--quiet", "--hard", "HEAD~1")
        raise


def unreleased(log: str) -> str:
    """What users get, as the changelog says it. Raises RefusedError where it says nothing."""
    _before, head, rest = log.partition(HEAD)
    notes = re.split(r"^## ", rest, maxsplit=1, flags=re.M)[0].strip()
    if not head or not re.search(r"^- \S", notes, re.M):
        raise RefusedError(f"{CHANGELOG} has nothing under “Unreleased”")
    return notes


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _said(root: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RefusedError(done.stderr.strip() or f"{command[0]} failed")
    return done.stdout.strip()


def _run(root: Path, otherwise: str, *command: str) -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    if subprocess.run(command, cwd=root, env=environment, check=False).returncode:
        raise RefusedError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
