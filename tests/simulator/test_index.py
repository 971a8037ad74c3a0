"""The index of the platform reference's section 9 (``README.md`` beside this) names tests that exist, for each item."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
INDEX = (HERE / "README.md").read_text(encoding="utf-8")
ITEMS = {"9.1": 13, "9.2": 1, "9.3": 8, "9.4": 1, "10": 1}
"""How many numbered items each section has."""


def _there_are() -> set[str]:
    """The names of all tests of the simulator and of the line."""
    files = [*HERE.glob("test_*.py"), *HERE.parent.glob("app/test_line*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_the_index_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", INDEX))
    assert len(named) > 100
    assert named <= _there_are(), sorted(named - _there_are())


@pytest.mark.parametrize("section", ITEMS)
def test_every_item_of_the_reference_has_its_tests(section: str) -> None:
    part = re.search(rf"^## {re.escape(section)} .*?\n(.*?)(?=^## |\Z)", INDEX, re.DOTALL | re.MULTILINE)
    assert part
    items = re.split(r"^(\d+)\. ", part[1], flags=re.MULTILINE)
    assert [int(number) for number in items[1::2]] == list(range(1, ITEMS[section] + 1))
    for item in items[2::2]:
        told = re.split(r"^ +- ", item, flags=re.MULTILINE)[1:] or [item]
        assert all("`test_" in line for line in told), item
