"""One event, from its frame to its tile, costs no more calls than it did, and leaves nothing behind."""

import json

from rcboard.views.fonts import Fonts
from tests.kit import hot_path
from tests.kit.hot_path import HotPath

MORE = 1.2
"""A fifth more calls than written down is a step back; where it is meant: ``python -m tests.kit.hot_path``."""


def test_an_event_costs_no_more_calls_than_written_down(type_: Fonts) -> None:
    written = json.loads(hot_path.FILE.read_text(encoding="utf-8"))[hot_path.VERSION]
    path = HotPath()
    try:
        counted = hot_path.count(path)
    finally:
        path.close()
    assert counted["calls"] <= written["calls"] * MORE
    assert counted["blocks"] < 1, "every event leaves memory behind"
