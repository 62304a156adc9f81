"""Chapter 5.1: whose memory a tensor has, and what a call costs."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, Box, array, arrow, box, canvas, text, tint
from dojo.plots.style import DPI, WIDTH

NUMBERS = np.array([[1, 2, 3, 4]])
# The best of many times of one n × n product in float32, in microseconds: NumPy 2 and PyTorch 2.13 on one core of an
# AMD EPYC, one thread.
TIMES = {
    2: (0.88, 1.20),
    4: (0.89, 1.24),
    8: (0.90, 1.33),
    16: (0.95, 1.51),
    32: (1.55, 2.28),
    64: (5.62, 7.07),
    128: (43.35, 43.12),
    256: (321.8, 327.8),
    512: (2556, 2594),
    1024: (20978, 24109),
    2048: (162919, 177082),
}


def memory() -> Figure:
    """Draw an array and a tensor with one memory, and with two."""
    figure, axes = canvas(16, 6.6)
    for x, name in (3.9, "torch.from_numpy(X)"), (12.1, "torch.tensor(X)"):
        text(axes, (x, 6.1), name, size=14, family="monospace")
        for shift, words, color in (-2, "array $X$", BLUE), (2, "tensor $T$", VERMILLION):
            _owner(axes, (x + shift, 4.5), words, color, x if x < 8 else x + shift)
    array(axes, (3.9, 1.5), NUMBERS, "", "one memory", shade=[(np.s_[0, :], tint(GREEN))])
    for shift, color in (-2, BLUE), (2, VERMILLION):
        array(axes, (12.1 + shift, 1.5), NUMBERS, "", "memory of its own", 0.8, shade=[(np.s_[0, :], tint(color))])
    return figure


def _owner(axes: Axes, at: tuple[float, float], words: str, color: str, x: float) -> Box:
    """Draw a box that points down to memory around x."""
    place = box(axes, at, 2.6, 1, words, color, size=14)
    aim = x + (at[0] - x) / 2
    arrow(axes, place.bottom, (aim, 2.15), "", color)
    return place


def speed() -> Figure:
    """Plot what a matrix product takes, and how many operations a second that is."""
    figure = Figure(figsize=(WIDTH, 3.9), dpi=DPI, layout="constrained")
    left, right = figure.subplots(1, 2)
    n = np.array(list(TIMES))
    for index, (name, look) in enumerate((("NumPy", "o-C0"), ("PyTorch", "s--C1"))):
        times = np.array([pair[index] for pair in TIMES.values()])
        left.plot(n, times, look, label=name)
        right.plot(n, 2 * n**3.0 / times / 1000, look, label=name)
    left.set(title="time of one product", ylabel="microseconds")
    right.set(title="speed", ylabel="billion operations per second")
    for axes in left, right:
        axes.set_xscale("log", base=2)
        axes.set(xlabel="rows and columns", yscale="log", xticks=[2, 16, 128, 1024])
        axes.set_xticklabels(["2", "16", "128", "1024"])
    left.set_yticks([1, 10, 100, 1000, 10000, 100000], ["1", "10", "100", "1,000", "10,000", "100,000"])
    right.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    left.axvspan(1.6, 20, color=GRAY, alpha=0.15, linewidth=0)
    left.text(1.9, 6, "only the\nprice of\nthe call", color=INK, fontsize=11)
    right.legend(loc="lower right")
    return figure
