"""How all pictures look: white, with little ink, legible at half their size, in grayscale and to the color-blind."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import io
import textwrap
from collections.abc import Iterator
from itertools import cycle
from typing import Any, NamedTuple

import matplotlib
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.ground.chapters import ROOT

BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"  # Okabe and Ito's
INK, GRAY, LIGHT = "#222222", "#777777", "#e4e4e4"  # for words, for less important words, and for grid lines
COLORS = "cividis"  # for heat maps: evenly lighter from low to high
DPI = 200
WIDTH = 8.0  # inches, which makes pictures of 1600 pixels
CLASSES: tuple[
    dict[str, Any], ...
] = (  # the marks of the two classes, the same in every picture: an open circle, and a filled square
    {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLUE},
    {"marker": "s", "markerfacecolor": VERMILLION, "markeredgecolor": VERMILLION},
)


def apply() -> None:
    """Set the style of all figures; a matplotlibrc of one's own is for one's own pictures."""
    matplotlib.rcdefaults()
    style.use(ROOT / "lessons" / "book.mplstyle")
    matplotlib.rcParams["axes.grid"] = True


apply()


class Picture(NamedTuple):
    """A figure, with the name of its file and a title that states what is seen."""

    name: str
    title: str
    figure: Figure

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        return png(self.figure)


def png(figure: Figure) -> bytes:
    """Return a figure as a PNG file: the same bytes for the same figure."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def new_figure(title: str, height: float) -> Figure:
    """Begin a figure of the common width, under a title."""
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained", facecolor="white")
    figure.suptitle(textwrap.fill(title, 68), x=0.01, ha="left", fontsize=14, fontweight="bold")
    return figure


def label(axes: Axes, title: str, x: str, y: str) -> None:
    """Say what is seen on axes, and what is along each of them, with its unit."""
    axes.set_title(title)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def looks() -> Iterator[dict[str, Any]]:
    """Return a look for each line: another color, dashes and marker, so that none needs its color to be told."""
    colors, dashes, markers = (BLUE, VERMILLION, GREEN), ("-", "--", ":"), "os^"
    return cycle(
        {"color": color, "linestyle": dash, "marker": marker}
        for color, dash, marker in zip(colors, dashes, markers, strict=True)
    )
