"""What tests on a real desktop take in their hands, and a picture of the screen when one fails."""

import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.kit.accessibility import accessibility_bus
from tests.kit.desktop import Bus, Toasts, Vault
from tests.kit.program import Program, program
from tests.kit.screen import shot

ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "desktop"
HERE = Path(__file__).parent

Start = Callable[..., Program]
"""start(*command, environment={…}, folder=…) -> Program"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    parts = os.environ.get("RCBOARD_DESKTOP")
    if ours and parts is None:
        raise pytest.UsageError(
            "these need a desktop: tests/kit/desktop-session --a11y .venv/bin/python -m pytest tests/desktop"
        )
    for item in ours:
        for mark in item.iter_markers("session"):
            for part, wanted in mark.kwargs.items():
                if (part in (parts or "").split()) is not wanted:
                    item.add_marker(
                        pytest.mark.skip(reason=f"needs a session {'with' if wanted else 'without'} {part}")
                    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and item.path.is_relative_to(HERE):
        picture = ARTIFACTS / f"{item.name}.png"
        try:
            shot(picture)
        except (OSError, RuntimeError) as error:
            report.sections.append(("screen", f"no picture: {error}"))
        else:
            report.sections.append(("screen", str(picture)))
        for running in getattr(item, "funcargs", {}).get("started", []):
            report.sections.append((f"output of {running.pid}", running.output))
    return report


@pytest.fixture
def bus() -> Iterator[Bus]:
    bus = Bus()
    yield bus
    bus.close()


@pytest.fixture
def reader(bus: Bus) -> Iterator[Bus]:
    """The accessibility bus."""
    reader = accessibility_bus(bus)
    yield reader
    reader.close()


@pytest.fixture
def toasts() -> Iterator[Toasts]:
    with Toasts() as toasts:
        yield toasts


@pytest.fixture
def vault(bus: Bus) -> Vault:
    return Vault(bus)


@pytest.fixture
def started() -> list[Program]:
    """The programs this test has started."""
    return []


@pytest.fixture
def start(started: list[Program]) -> Iterator[Start]:
    """Start a program that ends with the test."""
    with ExitStack() as stack:

        def start(*command: str, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Program:
            running = stack.enter_context(program(*command, environment=environment, folder=folder))
            started.append(running)
            return running

        yield start
