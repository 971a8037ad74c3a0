"""Every promise to the person before the board is held by a test that exists; ``promises.toml`` is the list."""

import ast
import tomllib
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
Promises = dict[str, dict[str, list[str]]]
PROMISES: Promises = tomllib.loads((TESTS / "rules" / "promises.toml").read_text(encoding="utf-8"))


@cache
def named_in(path: str) -> frozenset[str]:
    """The tests that stand in a file; none where there is no such file."""
    file = TESTS / path
    if not file.is_file():
        return frozenset()
    tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    names = {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return frozenset(name for name in names if name.startswith("test_"))


def broken(promises: Promises) -> list[str]:
    """Each promise without a test, and each test that is none."""
    found = []
    for part, lines in promises.items():
        for promise, shown_by in lines.items():
            if not shown_by or len(set(shown_by)) < len(shown_by):
                found.append(f"{part}: “{promise}” needs a test, and each once")
            for one in shown_by:
                path, _, name = one.partition("::")
                if name not in named_in(path):
                    found.append(f"{part}: “{promise}”: there is no {one}")
    return found


def test_every_promise_is_held_by_tests_that_exist() -> None:
    assert set(PROMISES) == {"states", "tile", "colours", "hands", "alerts", "words"}
    assert sum(map(len, PROMISES.values())) > 90
    assert broken(PROMISES) == []


def test_a_promise_without_a_test_is_found_out() -> None:
    here = "rules/test_promises.py::test_a_promise_without_a_test_is_found_out"
    wrong = {
        "nobody shows it": [],
        "gone": ["rules/test_promises.py::test_gone"],
        "elsewhere": ["rules/test_gone.py::x"],
    }
    assert len(broken({"words": {"held": [here], "twice": [here, here], **wrong}})) == 4
