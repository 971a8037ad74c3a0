"""The house rules that no linter knows, read from the syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "rcboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
RETIRED = {"manager", "helper", "helpers", "util", "utils", "service", "handler", "base", "common", "misc"}


def name(module: Path) -> str:
    return str(module.relative_to(PROJECT))


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(tree(module)), f"{name(module)} needs a docstring"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_names_say_what_a_module_holds(module: Path) -> None:
    assert not RETIRED & set(module.stem.split("_")), f"{name(module)}: name it after what it holds"


def public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_public_class_and_function_has_a_docstring(module: Path) -> None:
    bare = [node.name for node in public(tree(module).body) if not ast.get_docstring(node)]
    assert not bare, f"{name(module)}: {', '.join(bare)}"


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in ("views", "models", "app")], ids=name)
def test_nothing_waits_inside_the_event_loop(module: Path) -> None:
    """A nested event loop inside a coroutine strands every other task of qasync for ever."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if name(module) != "rcboard/app/program.py":  # paints the window before there is a loop
                assert node.func.attr != "processEvents", f"{name(module)}:{node.lineno}"
            assert node.func.attr not in ("exec", "exec_"), f"{name(module)}:{node.lineno}"


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in ("views", "models")], ids=name)
def test_views_and_models_wait_for_nobody(module: Path) -> None:
    waiting = [node.name for node in ast.walk(tree(module)) if isinstance(node, ast.AsyncFunctionDef)]
    assert not waiting, f"{name(module)}: {', '.join(waiting)}"


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("ringcentral", {"rcboard/platform/sdk.py", "rcboard/platform/client.py", "rcboard/platform/errors.py"}),
        ("keyring", {"rcboard/host/secrets.py"}),
        ("dbus_fast", {"rcboard/host/notices.py", "rcboard/host/sleep.py"}),
        ("websockets", {"rcboard/platform/socket.py", "rcboard/platform/errors.py"}),
    ],
)
def test_a_foreign_package_has_one_door(package: str, allowed: set[str]) -> None:
    doors = {name(m) for m in MODULES if any(i.split(".")[0] == package for i in imported(m))}
    assert doors <= allowed


GUESSING = {
    "setToolTip": {"rcboard/views/plain.py", "rcboard/views/tray.py"},  # the tray's is counts and the line, no names
    "setTabToolTip": set(),
    "ToolTipRole": set(),
    "showText": {"rcboard/views/plain.py"},
    "showMessage": {"rcboard/views/tray.py"},
    "setStatusTip": set(),
    "setWhatsThis": set(),
    "setHtml": set(),
}
"""What takes its text for HTML if it looks like it, and who may use it."""


@pytest.mark.parametrize("call", GUESSING)
def test_no_text_is_left_to_a_guess_whether_it_is_mark_up(call: str) -> None:
    """Names come from outside: tips and balloons go through rcboard/views/plain.py."""
    users = {name(m) for m in MODULES for n in ast.walk(tree(m)) if isinstance(n, ast.Attribute) and n.attr == call}
    assert users <= GUESSING[call]
