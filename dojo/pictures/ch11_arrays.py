"""Chapter 1.1: rows and columns of an array, flattening, and broadcasting."""

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, LIGHT, VERMILLION, array, arrow, canvas, frame, text, tint


def rows_and_columns() -> Figure:
    """Draw a (3, 2) array with its two axes, one row and one column."""
    homes = np.array([[80, 3], [45, 1], [120, 5]])
    row, column, both = tint(BLUE, 0.3), tint(VERMILLION, 0.3), tint(GREEN, 0.4)
    figure, axes = canvas(16, 6.6)
    shade = [(np.s_[2, :], row), (np.s_[:, 0], column), ((2, 0), both)]
    grid = array(axes, (5.4, 2.7), homes, shape="", cell=1.3, shade=shade, size=15)
    left, top = grid.left[0] - 0.4, grid.top[1] + 0.4
    arrow(axes, (left, grid.top[1]), (left, grid.bottom[1]), shrinkA=0, shrinkB=0)
    arrow(axes, (grid.left[0], top), (grid.right[0], top), shrinkA=0, shrinkB=0)
    text(axes, (left - 0.3, grid.y), "axis 0:\n3 rows,\neach a sample", ha="right")
    text(axes, (grid.x, top + 0.3), "axis 1: 2 columns, each a feature", va="bottom")
    for y, color, words in (
        (grid.cell(0, 0).y, VERMILLION, "homes[:, 0]   shape (3,)"),
        (grid.cell(1, 0).y, GREEN, "homes[2, 0]   one number"),
        (grid.cell(2, 0).y, BLUE, "homes[2]   shape (2,)"),
    ):
        swatch = array(axes, (8.6, y), [[""]], shape="", cell=0.6, shade=[(np.s_[:], tint(color, 0.35))])
        text(axes, (swatch.right[0] + 0.3, y), words, size=14, ha="left")
    return figure


def flattening() -> Figure:
    """Draw an image of 2 lines and 4 pixels, and the row that it becomes, line after line."""
    image = np.array([[10, 11, 12, 13], [20, 21, 22, 23]])
    first, second = tint(BLUE, 0.3), tint(VERMILLION, 0.3)
    figure, axes = canvas(16, 4.9)
    grid = array(axes, (3.2, 2.5), image, "an image, shape (2, 4)", "", 1.05, shade=[(0, first), (1, second)])
    row = array(axes, (11.1, 2.5), image.ravel(), "a row, shape (8,)", "", 1.05,
                shade=[(np.s_[:, :4], first), (np.s_[:, 4:], second)])  # fmt: skip
    arrow(axes, grid, row)
    frame(axes, grid.cell(1, 2), GREEN)
    frame(axes, row.cell(0, 6), GREEN)
    text(axes, (grid.x, grid.bottom[1] - 0.6), "pixel (1, 2)", GREEN)
    text(axes, (row.cell(0, 6).x, row.bottom[1] - 0.6), r"place $1 \cdot 4 + 2 = 6$", GREEN)
    return figure


def broadcasting() -> Figure:
    """Draw a number, a row and a column that are each repeated until they fit a (2, 3) matrix."""
    X = np.array([[1, 2, 3], [4, 5, 6]])
    figure, axes = canvas(16, 9.3)
    for y, name, small in (
        (7.8, "a number", np.array([[5]])),
        (4.8, "a row", np.array([[1, 10, 100]])),
        (1.8, "a column", np.array([[1], [10]])),
    ):
        sign, result = ("+", X + small) if small.size == 1 else ("×", X * small)
        shape = {1: "()", 3: "(3,)", 2: "(2, 1)"}[small.size]
        rows, columns = small.shape
        array(axes, (4.3, y), X, cell=0.9)
        repeated = array(axes, (8.9, y), np.broadcast_to(small, X.shape), shape="", cell=0.9, color=GRAY,
                         shade=[(np.s_[:, :], LIGHT), (np.s_[:rows, :columns], tint(VERMILLION, 0.3))])  # fmt: skip
        frame(axes, repeated.part(0, 0, rows, columns), VERMILLION)
        text(axes, (8.9, repeated.bottom[1] - 0.15), f"{shape} is repeated", GRAY, va="top")
        array(axes, (13.5, y), result, cell=0.9)
        text(axes, (1.4, y), name, VERMILLION, 14)
        text(axes, (6.6, y), sign, size=18)
        text(axes, (11.2, y), "=", size=18)
    return figure
