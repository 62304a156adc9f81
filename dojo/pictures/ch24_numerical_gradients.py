"""Chapter 2.4: slopes that are measured from one side and from both."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, array, arrow, box, canvas, frame, text, tint
from dojo.pictures.networks import plane


def _curve(place: Any) -> Any:
    return 0.2 * place**3 + 1.2


def central_difference() -> Figure:
    """Draw a bent curve with its tangent at w, and the lines of a forward and of a central difference."""
    figure, axes = canvas(16, 9)
    inner = plane(axes, (5.8, 4.6), 9.6, 7.4, (-0.15, 3.2), (-0.4, 6.6), ("weight", "loss"))
    w, h = 1.5, 0.9
    x = np.linspace(0, 3.05, 100)
    inner.plot(x, _curve(x), "-", color=INK, linewidth=2.6, zorder=3)
    steepness = 0.6 * w**2
    forward = (_curve(w + h) - _curve(w)) / h
    central = (_curve(w + h) - _curve(w - h)) / (2 * h)
    lines = (
        (steepness, w, (0.5, 2.7), "-", GRAY),
        (forward, w, (1.2, 2.75), "--", VERMILLION),
        (central, w - h, (0.3, 2.8), "-.", BLUE),
    )
    for steep, start, ends, dashes, color in lines:
        inner.plot(ends, [_curve(start) + steep * (end - start) for end in ends], dashes, color=color, zorder=4)
    for place, name in (w - h, "$w - h$"), (w, "$w$"), (w + h, "$w + h$"):
        inner.plot([place, place], [0, _curve(place)], ":", color=GRAY, linewidth=1.4, zorder=1)
        inner.plot(place, _curve(place), "o", color=INK, markersize=9, zorder=5)
        inner.annotate(name, (place, 0), (0, -5), textcoords="offset points", ha="center", va="top", fontsize=13)
    rows = (
        ("forward difference", "--", VERMILLION, f"slope {forward:.2f}"),
        ("central difference", "-.", BLUE, f"slope {central:.2f}"),
        ("tangent", "-", GRAY, f"slope {steepness:.2f}"),
    )
    for row, (name, dashes, color, words) in enumerate(rows):
        axes.plot([10, 11.2], [7 - 1.5 * row] * 2, dashes, color=color)
        text(axes, (11.4, 7 - 1.5 * row), name, color, 15, ha="left")
        text(axes, (11.4, 6.4 - 1.5 * row), words, color, 13, ha="left")
    return figure


def one_entry() -> Figure:
    """Draw how one slope is measured: one entry of a copy is nudged up and down, and all others do not change."""
    W = np.array([[2, 5], [1, 4], [3, 0]])
    figure, axes = canvas(16, 7.4)
    start = array(axes, (1.8, 3.7), W, "$W$", shade=[((1, 0), tint(GREEN, 0.4))])
    for y, sign, color in (5.55, "+", BLUE), (1.85, "-", VERMILLION):
        words = W.astype(str).astype(object)
        words[1, 0] = f"$1 {sign} h$"
        copy = array(axes, (6.2, y), words, shape="", shade=[((1, 0), tint(color, 0.3))])
        frame(axes, copy.cell(1, 0), color)
        arrow(axes, start.border(copy.center), copy, color=color)
        loss = box(axes, (10.2, y), 2.6, 1.1, rf"$L_{{{'+' if sign == '+' else '-'}}}$", color, size=16)
        arrow(axes, copy, loss, color=color)
        arrow(axes, loss, (12.6, 3.7 + (0.35 if sign == "+" else -0.35)), color=color)
    box(axes, (14.2, 3.7), 3, 1.5, r"$\dfrac{L_+ - L_-}{2h}$", GREEN, size=18)
    text(axes, (14.2, 2.5), "the slope of\none entry", GRAY, va="top")
    return figure
