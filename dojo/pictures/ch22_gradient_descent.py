"""Chapter 2.2: the walk downhill, the slope of a curve, and flat places that are not the bottom."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.polynomial import Polynomial

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, LIGHT, VERMILLION, arrow, canvas, text
from dojo.pictures.networks import plane

HILLS = Polynomial([0, -0.25, -1, 0, 0.25])


def downhill() -> Figure:
    """Draw four steps down a hillside: each goes against the slope at its point, and they become shorter."""
    figure, axes = canvas(16, 8)
    inner = plane(axes, (7.4, 3.9), 12.6, 6.2, (-0.3, 4.7), (-0.4, 5), ("weight $w$", "loss $L$"))
    w = np.linspace(0.1, 4.4, 100)
    inner.plot(w, _valley(w), "-", color=INK, linewidth=2.4, zorder=2)
    inner.fill_between(w, _valley(w), 0, color="#efefef", zorder=0)
    place = 0.3
    for step in range(5):
        slope = _valley_slope(place)
        run = np.array([-0.45, 0.45]) / np.hypot(1, slope)
        if step in (0, 1, 2, 4):
            inner.plot(place + run, _valley(place) + slope * run, "-", color=GREEN, linewidth=3.4, zorder=3)
        inner.plot(place, _valley(place), "o", color=BLUE, markersize=11, zorder=5)
        after = place - 0.3 * slope
        if step < 4:
            arrow(inner, (place, _valley(place)), (after, _valley(after)), color=VERMILLION, bend=-0.35, shrinkA=7)
        place = after
    text(inner, (0.55, 4.55), "the start", BLUE, 14, ha="left")
    text(inner, (1.55, 3.3), "a step against the slope", VERMILLION, 14, ha="left")
    text(inner, (3.3, 0.2), "near the bottom: nearly flat", GREEN, 14)
    return figure


def _valley(w: Any) -> Any:
    return (w - 2.7) ** 2 * 0.65 + 0.6


def _valley_slope(w: float) -> float:
    return 1.3 * (w - 2.7)


def slope() -> Figure:
    """Draw w² at 3: rise over run for runs of 4 and 2, and the tangent, to which they lead."""
    figure, axes = canvas(16, 9)
    inner = plane(axes, (6, 4.5), 10, 7.4, (-0.5, 7.7), (-4, 54), ("$w$", "$L = w^2$"))
    w = np.linspace(0, 7.2, 100)
    inner.plot(w, w**2, "-", color=INK, linewidth=1.8, zorder=3)
    for run, color, dashes in (4, BLUE, "--"), (2, GREEN, "-."):
        steep = ((3 + run) ** 2 - 9) / run
        ends = np.array([2.2, 3 + run + 0.3])
        inner.plot(ends, 9 + steep * (ends - 3), dashes, color=color, zorder=4)
        inner.plot(3 + run, (3 + run) ** 2, "o", color=color, markersize=9, zorder=5)
    ends = np.array([1.6, 7.2])
    inner.plot(ends, 9 + 6 * (ends - 3), "-", color=VERMILLION, linewidth=2.6, zorder=4)
    inner.plot(3, 9, "o", color=INK, markersize=10, zorder=6)
    inner.plot([3, 7, 7], [9, 9, 49], ":", color=BLUE, linewidth=1.6, zorder=2)
    inner.annotate("run 4", (5, 9), (0, -4), textcoords="offset points", color=BLUE, ha="center", va="top", fontsize=12)
    inner.annotate("rise 40", (7, 22), (6, 0), textcoords="offset points", color=BLUE, ha="left", fontsize=12)
    for row, (words, color) in enumerate(
        (
            (r"run 4:  $40 / 4 = 10$", BLUE),
            (r"run 2:  $16 / 2 = 8$", GREEN),
            (r"run $h \to 0$:  $6$", VERMILLION),
        )
    ):
        text(axes, (12.2, 4.6 - 0.9 * row), words, color, 15, ha="left")
    text(axes, (12.2, 5.7), "rise / run at $w = 3$", INK, 14, ha="left")
    return figure


def landscape() -> Figure:
    """Draw a local minimum next to a deeper valley, and a saddle: a valley one way and a hilltop the other."""
    figure, axes = canvas(16, 8)
    inner = plane(axes, (4, 4.1), 6.6, 5, (-2.4, 2.5), (-1.9, 1.9))
    w = np.linspace(-2.25, 2.35, 200)
    inner.plot(w, HILLS(w), "-", color=INK, linewidth=2.4, zorder=2)
    place = -2.2
    for _ in range(12):
        inner.plot(place, HILLS(place), "o", color=BLUE, markersize=7, zorder=4)
        place -= 0.06 * HILLS.deriv()(place)
    inner.plot(place, HILLS(place), "o", color=VERMILLION, markersize=11, zorder=5)
    text(axes, (4, 7.5), "two valleys", INK, 15)
    text(axes, (2.2, 1.1), "local minimum", VERMILLION, 13)
    text(axes, (5.9, 1.1), "the deeper valley", GRAY, 13)
    text(axes, (11.8, 7.5), "a saddle point", INK, 15)
    inner = axes.inset_axes((8.5, 1.1, 6.8, 5.8), transform=axes.transData, xlim=(-1.6, 1.6), ylim=(-1.45, 1.35))
    inner.axis("off")
    w = np.linspace(-1, 1, 50)
    for fixed in np.linspace(-1, 1, 9):
        inner.plot(*_saddle(w, fixed), "-", color=LIGHT, linewidth=1.2, zorder=1)
        inner.plot(*_saddle(fixed, w), "-", color=LIGHT, linewidth=1.2, zorder=1)
    inner.plot(*_saddle(w, 0), "-", color=BLUE, linewidth=2.8, zorder=2)
    inner.plot(*_saddle(0, w), "--", color=INK, linewidth=2.8, zorder=2)
    inner.plot(0, 0, "o", color=VERMILLION, markersize=11, zorder=5)
    text(axes, (9.5, 6.2), "along $w_1$:\na valley", BLUE, 13)
    text(axes, (9.3, 1.6), "along $w_2$:\na hilltop", INK, 13)
    text(axes, (11.9, 0.5), "here the slope is 0 in both directions", VERMILLION, 13)
    return figure


def _saddle(u: Any, v: Any) -> tuple[Any, Any]:
    """Return where the point of the saddle u² - v² over (u, v) is on the paper, seen from above and aside."""
    return u - 0.55 * v, -0.25 * v + 0.75 * (u**2 - v**2)
