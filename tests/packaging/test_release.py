"""``make release``, tried in a throw-away copy of the project with a history of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("packaging/release.py", "packaging/test", "rcboard/__init__.py", "CHANGELOG.md")
ENVIRONMENT = os.environ | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
}
QUICK = ("--checks", "none", "--no-build")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it is now, under git."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "rcboard/__init__.py").write_text('"""It."""\n\n__version__ = "0.1.0"\n')
    write_log(tmp_path, "- Something new.\n")
    git(tmp_path, "init", "--quiet")
    keep(tmp_path)
    return tmp_path


def write_log(copy: Path, news: str) -> None:
    (copy / "CHANGELOG.md").write_text(f"# Changelog\n\n## [Unreleased]\n\n### Added\n\n{news}", encoding="utf-8")


def keep(copy: Path) -> None:
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", "first")


def git(copy: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=copy, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def release(copy: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "packaging/release.py", *words]
    return subprocess.run(command, cwd=copy, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_version_changelog_commit_and_tag_are_one_step(copy: Path) -> None:
    done = release(copy, "1.0.0", *QUICK)
    assert done.returncode == 0, done.stderr
    assert '__version__ = "1.0.0"' in (copy / "rcboard/__init__.py").read_text()
    log = (copy / "CHANGELOG.md").read_text()
    assert log.index("## [Unreleased]\n\n## [1.0.0] - 20") < log.index("- Something new.")
    assert git(copy, "status", "--porcelain") == ""
    assert git(copy, "log", "-1", "--format=%s") == "release: 1.0.0"
    assert git(copy, "describe", "--exact-match") == "v1.0.0"
    assert "- Something new." in git(copy, "tag", "-n99", "--list", "v1.0.0")
    again = release(copy, "1.0.1", *QUICK)
    assert "nothing under “Unreleased”" in again.stderr, "what was released is no news any more"


def refused(copy: Path, why: str, *words: str) -> None:
    """It says why, and all is as before."""
    before = git(copy, "log", "--format=%H"), git(copy, "status", "--porcelain")
    done = release(copy, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert why in done.stderr
    assert (git(copy, "log", "--format=%H"), git(copy, "status", "--porcelain")) == before
    assert git(copy, "tag") == ""


def test_a_dirty_tree_is_refused(copy: Path) -> None:
    (copy / "left.txt").write_text("not committed")
    refused(copy, "not committed", "1.0.0", *QUICK)


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "v1.0.0", "1.0", "one"])
def test_what_is_no_newer_version_is_refused(copy: Path, version: str) -> None:
    refused(copy, "no version after 0.1.0", version, *QUICK)


def test_an_empty_section_of_the_changelog_is_refused(copy: Path) -> None:
    write_log(copy, "")
    keep(copy)
    refused(copy, "nothing under “Unreleased”", "1.0.0", *QUICK)


def test_failing_checks_are_a_refusal(copy: Path) -> None:
    (copy / "packaging/test").write_text('#!/bin/sh\n[ "$1" != all ]\n')
    keep(copy)
    refused(copy, "the checks failed", "1.0.0", "--no-build")


def test_a_build_that_fails_takes_the_commit_back(copy: Path) -> None:
    (copy / "packaging/build").write_text('#!/bin/sh\n[ "$1" = wheel ]\n')
    (copy / "packaging/build").chmod(0o755)
    keep(copy)
    refused(copy, "“packaging/build folder” failed", "1.0.0", "--checks", "none")


def test_a_program_that_fails_its_self_test_is_not_released(copy: Path) -> None:
    script = "#!/bin/sh\nmkdir -p dist/rcboard\ncp /bin/false dist/rcboard/rcboard\n"
    (copy / "packaging/build").write_text(script)
    (copy / "packaging/build").chmod(0o755)
    (copy / ".gitignore").write_text("dist\n")
    keep(copy)
    refused(copy, "self-test", "1.0.0", "--checks", "none")
