"""Chapter 2.3: a deck of samples, and the chain from a weight to the loss."""

from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import (
    BLUE,
    GRAY,
    GREEN,
    INK,
    VERMILLION,
    array,
    arrow,
    both_ways,
    box,
    canvas,
    phrase,
    text,
    tint,
)

ORDER = [4, 0, 6, 2, 5, 1, 3]  # of the rows, after the shuffle


def shuffle_and_cut() -> Figure:
    """Draw seven samples and targets, their row numbers shuffled, and the batches of 3, 3 and 1 cut from them."""
    figure, axes = canvas(16, 8.6)
    shades = [(index, tint(BLUE if index[0] % 2 else GREEN, 0.2)) for index in np.ndindex(7, 1)]
    X, y = np.array([[f"X[{i}]"] for i in range(7)]), np.array([[f"y[{i}]"] for i in range(7)])
    array(axes, (1.3, 4.2), X, "$X$", "", shade=shades, size=11)
    array(axes, (2.7, 4.2), y, "$y$", "", shade=shades, size=11)
    numbers = array(axes, (6.8, 4.2), np.array(ORDER)[:, None], "order", "")
    text(axes, (6.8, 0.3), "rng.permutation(7)", GRAY)
    arrow(axes, (3.3, 4.2), numbers, "shuffle\nrow numbers", INK)
    for start, y_at, color in (0, 6.5, BLUE), (3, 3.2, GREEN), (6, 0.9, VERMILLION):
        rows = ORDER[start : start + 3]
        shade = [(np.s_[:, :], tint(color, 0.25))]
        first = array(axes, (11.2, y_at), X[rows], shape="", shade=shade, color=color, size=11)
        array(axes, (12.5, y_at), y[rows], shape="", shade=shade, color=color, size=11)
        arrow(axes, numbers.cell(start + len(rows) // 2, 0), first, color=color)
        text(axes, (13.3, y_at), f"batch of {len(rows)}", color, 13, ha="left")
    text(axes, (9, 7.4), "cut into batches", size=12)
    return figure


def chain() -> Figure:
    """Draw the chain of one sample from weight to loss: values forward, and slopes multiplied on the way back."""
    figure, axes = canvas(16, 7)
    boxes = [
        box(axes, (1.5, 4.6), 1.8, 1.2, "$w$", BLUE, 18),
        box(axes, (5.7, 4.6), 2.6, 1.2, "$z = xw + b$", BLUE, 15),
        box(axes, (10.1, 4.6), 2.4, 1.2, r"$a = \sigma(z)$", BLUE, 15),
        box(axes, (14.5, 4.6), 2, 1.2, r"$\ell$", BLUE, 18),
    ]
    for start, end in pairwise(boxes):
        both_ways(axes, start, end)
    for x, words in (3.4, "$x$"), (7.95, "$a(1 - a)$"), (12.4, r"$\dfrac{a - y}{a(1 - a)}$"):
        text(axes, (x, 4.15), words, VERMILLION, 14, va="top")
    slopes = "$(a - y) x$", "$a - y$", r"$\dfrac{a - y}{a(1 - a)}$", "$1$"
    for place, words in zip(boxes, slopes, strict=True):
        text(axes, (place.x, 1.9), words, GREEN, 17)
    text(axes, (8, 6.3), "values go forward", INK, 14)
    back, local = ("back along the chain, the ", INK), ("local slopes", VERMILLION)
    phrase(axes, (8, 0.5), [back, local, (" multiply to the ", INK), ("slopes of the loss", GREEN)], size=14)
    return figure
