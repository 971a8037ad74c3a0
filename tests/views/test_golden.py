"""Every tile looks as it did when somebody last looked at it: state × density × theme × scale, fresh and ageing."""

import json
from pathlib import Path

from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.views.fonts import Fonts
from tests.kit import golden


def test_every_tile_is_as_it_was_looked_at(type_: Fonts, tmp_path: Path) -> None:
    """Where one is meant to be another, look at it first (make pictures), then: python -m tests.kit.golden."""
    kept = json.loads(golden.FILE.read_text(encoding="utf-8"))
    other = []
    seen = set()
    for name, image in golden.tiles():
        seen.add(name)
        if golden.fingerprint(image) != kept.get(name):
            other.append(name)
            image.save(str(tmp_path / f"{name.replace(' ', '-')}.png"))
    assert not other, f"{len(other)} tiles look different, such as “{other[0]}”; they are in {tmp_path}"
    assert seen == kept.keys()
    assert len(seen) == len(State) * len(Density) * 3 * 2 * 2
