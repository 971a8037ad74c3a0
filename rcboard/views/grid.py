"""The grid: where each row's tile is. Arithmetic, so that a painting has to ask nobody, neither Qt nor a tile."""

from collections.abc import Iterable
from dataclasses import dataclass

Area = tuple[int, int, int, int]
"""First and last column and row of pixels: (left, top, right, bottom), as ``QRect.getCoords``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles of one size side by side, in logical pixels. ``room`` is the width of all there is beside each other."""

    width: int = 1
    height: int = 1
    room: int = 1
    mirrored: bool = False

    @property
    def across(self) -> int:
        """Tiles beside each other."""
        return max(1, self.room // self.width)

    def corner(self, row: int) -> tuple[int, int]:
        """Where this row's tile begins, as (x, y)."""
        line, column = divmod(row, self.across)
        x = column * self.width
        return self.room - x - self.width if self.mirrored else x, line * self.height

    def within(self, area: Area, count: int) -> Iterable[tuple[int, int, int]]:
        """Of so many tiles those that have a part in this area: row and place of the corner, as (row, x, y)."""
        left, top, right, bottom = self._seen(area)
        across, width, height = self.across, self.width, self.height
        columns = range(left // width, min(right // width, across - 1) + 1)
        for line in range(top // height, bottom // height + 1):
            for column in columns:
                row = line * across + column
                if row < count:
                    x = column * width
                    yield row, self.room - x - width if self.mirrored else x, line * height

    def fills(self, area: Area, count: int) -> bool:
        """Whether so many tiles leave nothing of this area free."""
        _, _, right, bottom = self._seen(area)
        column, line = right // self.width, bottom // self.height
        return column < self.across and line * self.across + column < count

    def _seen(self, area: Area) -> Area:
        """The area as from where the first tile of each line stands."""
        left, top, right, bottom = area
        return (self.room - 1 - right, top, self.room - 1 - left, bottom) if self.mirrored else area
