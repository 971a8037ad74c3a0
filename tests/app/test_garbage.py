"""When Python looks for garbage: not while the board fills."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from rcboard.app import garbage
from rcboard.domain.events import LinkChanged, PeopleRead
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.host.recording import Recorder
from tests.kit.office import ROOT


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


class Ring:
    """Holds itself: only a search frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize("phase", [Phase.STARTING, Phase.SIGNING_IN, Phase.READING])
def test_nothing_is_looked_for_while_the_board_fills(phase: Phase) -> None:
    garbage.hold()
    garbage.settle([PeopleRead(()), LinkChanged(Link(phase, 0.0))])
    assert not gc.isenabled()


WAITS = Link(Phase.READING, 0.0, Problem(ProblemKind.RATE_LIMITED))


@pytest.mark.parametrize(
    "link", [*(Link(one, 0.0) for one in Phase if one not in (Phase.STARTING, Phase.SIGNING_IN, Phase.READING)), WAITS]
)
def test_garbage_of_later_is_found_once_the_board_is_filled_or_will_not_be(link: Link) -> None:
    garbage.hold()
    garbage.settle([LinkChanged(link)])
    ring = weakref.ref(Ring())
    kept = [[] for _ in range(100_000)]  # type: ignore[var-annotated]
    assert gc.isenabled() and gc.get_freeze_count() and ring() is None and kept


def test_who_never_held_it_is_not_meddled_with() -> None:
    garbage.settle([LinkChanged(Link(Phase.LIVE, 0.0))])
    assert not gc.get_freeze_count()


@pytest.mark.parametrize("words", [["licences"], ["replay", "--json", "FILE"]], ids=" ".join)
def test_a_command_without_a_window_looks_for_garbage(words: list[str], tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "day", 1000.0, names=True)
    recorder.put([PeopleRead(()), LinkChanged(Link(Phase.READING, 1000.0))], 1000.0)
    recorder.close()
    words = [str(tmp_path / "day") if word == "FILE" else word for word in words]
    script = f"import gc; from rcboard.__main__ import main; code = main({words}); print(code, gc.isenabled())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 True"
