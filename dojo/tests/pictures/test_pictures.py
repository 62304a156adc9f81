"""Diagrams: things are where they should be, and the command line draws what it is asked for."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from dojo.ground.chapters import ROOT
from dojo.pictures import draw, networks
from dojo.pictures.__main__ import functions, modules
from dojo.plots.style import png


def words(figure: Figure) -> list[str]:
    """Return what is written in a figure."""
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_cells() -> None:
    """A cell is counted from the upper left, or with an index below 0 from the end; a part is a block of cells."""
    grid = draw.Box(3, 2, 6, 4, rows=2, columns=3)

    assert grid.cell(0, 0).center == (1, 3) and grid.cell(-1, -1).center == (5, 1)
    assert grid.part(0, 1, 2, 2) == draw.Box(4, 2, 4, 4, 2, 2)


@pytest.mark.parametrize(
    ("is_round", "toward", "point"),
    [(False, (5, 0), (1, 0)), (False, (1, 5), (0.2, 1)), (True, (0, -3), (0, -1)), (True, (3, 4), (0.6, 0.8))],
)
def test_borders(is_round: bool, toward: draw.Point, point: draw.Point) -> None:
    """An arrow leaves a box or a circle at its border, on the straight way to where it leads."""
    assert draw.Box(0, 0, 2, 2, is_round=is_round).border(toward) == pytest.approx(point)


def test_array_says_its_numbers_and_shape() -> None:
    """An array shows its numbers, with a minus sign that is one, and its shape as NumPy prints it."""
    figure, axes = draw.canvas(16, 6)
    place = draw.array(axes, (4, 3), np.array([1.5, -2]), "$x$", shade=[(np.s_[0, 1], "#000000")])

    assert (place.rows, place.columns, place.width) == (1, 2, 2)
    assert words(figure) == ["1.5", "\N{MINUS SIGN}2", "$x$", "(2,)"]
    dark = next(text for text in axes.texts if text.get_text() == "\N{MINUS SIGN}2")
    assert dark.get_color() == "#ffffff"


@pytest.mark.parametrize(
    ("start", "end", "below", "side"),
    [((0, 1), (4, 1), False, (0, 5)), ((4, 1), (0, 1), False, (0, 5)), ((0, 1), (4, 1), True, (0, -5)),
     ((1, 0), (1, 4), False, (5, 0)), ((1, 4), (1, 0), False, (5, 0))],
)  # fmt: skip
def test_labels_of_arrows(start: draw.Point, end: draw.Point, below: bool, side: draw.Point) -> None:
    """A label is above its arrow or to its right, wherever the arrow leads, and on the other side if asked for."""
    _, axes = draw.canvas(8, 8)
    draw.arrow(axes, start, end, "label", below=below)
    label = next(text for text in axes.texts if isinstance(text, Annotation))

    assert label.xy == ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    assert label.xyann == pytest.approx(side)


def test_layers() -> None:
    """A layer returns the neurons that it draws, from the top; `…` leaves room for those that it does not."""
    _, axes = draw.canvas(16, 8)
    first = networks.layer(axes, (2, 4), ["$x_1$", networks.MORE, "$x_9$"], gap=2)
    second = networks.layer(axes, (6, 4), ["$a$"])
    networks.connect(axes, first, second)

    assert [neuron.center for neuron in first] == [(2, 6), (2, 2)]
    assert len(axes.lines) == 2


def test_plane_and_marks() -> None:
    """A plane keeps the numbers that it is given, and the two classes have marks of different shape and fill."""
    _, axes = draw.canvas(16, 8)
    plane = networks.plane(axes, (4, 4), 6, 6, (-1, 1), (0, 2))
    networks.points(plane, np.array([[0, 1], [0.5, 1.5]]), [0, 1])
    marks = {(line.get_marker(), line.get_markerfacecolor()) for line in plane.lines}

    assert plane.get_xlim() == (-1, 1) and plane.get_ylim() == (0, 2)
    assert marks == {("o", "white"), ("s", draw.VERMILLION)}


@pytest.mark.parametrize("module", modules())
def test_every_picture_is_the_same_again(module: str) -> None:
    """A picture drawn twice has the same bytes, and is 1600 pixels wide."""
    for function in functions(module).values():
        first = png(function())

        assert first == png(function()), f"{function.__name__} differs from time to time"
        assert struct.unpack(">I", first[16:20])[0] == 1600


def test_command_line(tmp_path: Path) -> None:
    """One chapter is drawn if one is named; a name that no chapter has is an error that says which have."""
    command = [sys.executable, "-m", "dojo.pictures", "--to", str(tmp_path)]
    done = subprocess.run([*command, "ch1_2"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    wrong = subprocess.run([*command, "ch9_9"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")

    drawn = {path.stem for path in tmp_path.iterdir()}
    assert done.returncode == 0 and drawn == set(functions("ch12_matrices"))
    assert wrong.returncode == 2 and "No pictures belong to ch9_9" in wrong.stderr
