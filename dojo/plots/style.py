"""How all pictures look: white, with little ink, legible at half their size, in greyscale and to the colour-blind."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import io
import textwrap
from collections.abc import Iterator
from itertools import cycle
from typing import Any, NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"  # Okabe and Ito's
COLOURS = "cividis"  # for heat maps: evenly lighter from low to high
DPI = 200
WIDTH = 8.0  # inches, which makes pictures of 1600 pixels

matplotlib.rcdefaults()  # a matplotlibrc of one's own is for one's own pictures
matplotlib.rcParams.update(
    {
        "font.size": 12,
        "axes.titlesize": 12,
        "axes.titlelocation": "left",
        "axes.titlepad": 8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#777777",
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": "#e4e4e4",
        "lines.linewidth": 2.2,
        "lines.markersize": 6.5,
        "legend.frameon": False,
        "legend.handlelength": 3.2,
        "xtick.color": "#444444",
        "ytick.color": "#444444",
        "figure.constrained_layout.h_pad": 0.1,
        "figure.constrained_layout.w_pad": 0.1,
    }
)


class Picture(NamedTuple):
    """A figure, with the name of its file and a title that states what is seen."""

    name: str
    title: str
    figure: Figure

    def png(self) -> bytes:
        """Return the picture as a PNG file: the same bytes for the same figure."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", metadata={"Software": None})
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
    """Return a look for each line: another colour, dashes and marker, so that none needs its colour to be told."""
    colours, dashes, markers = (BLUE, VERMILLION, GREEN), ("-", "--", ":"), "os^"
    return cycle(
        {"color": colour, "linestyle": dash, "marker": marker}
        for colour, dash, marker in zip(colours, dashes, markers, strict=True)
    )
