"""How long the fuzzing tests look: a moment with all other tests, as long as one likes with ``make fuzz``."""

import os

EXAMPLES = int(os.environ.get("RCBOARD_FUZZ", "0"))
"""Examples of each test; 0 for the usual few."""


def longest(usual: int) -> int:
    """How long a generated list or text may be."""
    return usual * 20 if EXAMPLES else usual
