"""The grid: where each row's tile is. Arithmetic, so that a painting has to ask nobody, neither Qt nor a tile."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Area = tuple[int, int, int, int]
"""First and last column and row of pixels: (left, top, right, bottom), as ``QRect.getCoords``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles of one size side by side, in logical pixels. ``room`` is the width of all there is beside each other."""

    width: int = 1
    height: int = 1
    room: int = 1
    mirrored: bool = False
    across: int = field(init=False)
    """Tiles beside each other."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "across", max(1, self.room // self.width))

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """All of a tile from its corner on, as (x, y, width, height)."""
        return 0, 0, self.width, self.height

    def corner(self, row: int) -> tuple[int, int]:
        """Where this row's tile begins, as (x, y)."""
        line, column = divmod(row, self.across)
        x = column * self.width
        return self.room - x - self.width if self.mirrored else x, line * self.height

    def alone(self, area: Area, count: int) -> int | None:
        """Of so many tiles the one that holds all of this area, by its row."""
        left, top, right, bottom = self._seen(area)
        line, column = top // self.height, left // self.width
        if line != bottom // self.height or column != right // self.width or column >= self.across:
            return None
        row = line * self.across + column
        return row if row < count else None

    def within(self, area: Area, count: int) -> Iterable[int]:
        """Of so many tiles the rows of those that have a part in this area."""
        left, top, right, bottom = self._seen(area)
        columns = range(left // self.width, min(right // self.width, self.across - 1) + 1)
        for line in range(top // self.height, bottom // self.height + 1):
            for column in columns:
                row = line * self.across + column
                if row < count:
                    yield row

    def fills(self, area: Area, count: int) -> bool:
        """Whether so many tiles leave nothing of this area free."""
        _, _, right, bottom = self._seen(area)
        column, line = right // self.width, bottom // self.height
        return column < self.across and line * self.across + column < count

    def _seen(self, area: Area) -> Area:
        """The area as from where the first tile of each line stands."""
        left, top, right, bottom = area
        return (self.room - 1 - right, top, self.room - 1 - left, bottom) if self.mirrored else area
