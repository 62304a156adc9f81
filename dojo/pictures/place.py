"""Where something is on a canvas, and how an arrow gets there."""

import math
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    """The place that something fills; an array's has rows and columns of cells."""

    x: float
    y: float
    width: float
    height: float
    rows: int = 1
    columns: int = 1
    is_round: bool = False

    @property
    def center(self) -> Point:
        """The point in the middle."""
        return self.x, self.y

    @property
    def left(self) -> Point:
        """The point in the middle of the left side."""
        return self.x - self.width / 2, self.y

    @property
    def right(self) -> Point:
        """The point in the middle of the right side."""
        return self.x + self.width / 2, self.y

    @property
    def top(self) -> Point:
        """The point in the middle of the upper side."""
        return self.x, self.y + self.height / 2

    @property
    def bottom(self) -> Point:
        """The point in the middle of the lower side."""
        return self.x, self.y - self.height / 2

    def cell(self, row: int, column: int) -> "Box":
        """Return the place of one cell; indices below 0 count from the end."""
        return self.part(row, column, 1, 1)

    def part(self, row: int, column: int, rows: int, columns: int) -> "Box":
        """Return the place of a block of cells, by its upper left cell and its size."""
        wide, high = self.width / self.columns, self.height / self.rows
        x = self.left[0] + (column % self.columns + columns / 2) * wide
        y = self.top[1] - (row % self.rows + rows / 2) * high
        return Box(x, y, columns * wide, rows * high, rows, columns)

    def border(self, toward: Point) -> Point:
        """Return where the way from the center toward a point leaves the place."""
        dx, dy = toward[0] - self.x, toward[1] - self.y
        if self.is_round:
            share = self.width / 2 / (math.hypot(dx, dy) or 1)
        else:
            share = min(size / 2 / abs(way) if way else math.inf for size, way in ((self.width, dx), (self.height, dy)))
        return self.x + share * dx, self.y + share * dy
