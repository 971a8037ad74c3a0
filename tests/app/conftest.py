"""What tests share whose models are made here, beside a line that works in threads."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def models_end_here() -> Iterator[None]:
    """Models are Qt objects, which may not end in another thread, wherever the collector happens to run."""
    yield
    gc.collect()
