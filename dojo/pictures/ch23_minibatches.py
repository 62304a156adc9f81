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
    Box,
    array,
    arrow,
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
    batches = (0, 6.5, BLUE), (3, 3.2, GREEN), (6, 0.9, VERMILLION)  # of each, where it starts, its height, its color
    colors = {row: tint(batches[place // 3][2], 0.25) for place, row in enumerate(ORDER)}
    shades = [((row, 0), color) for row, color in colors.items()]
    X, y = np.array([[f"X[{i}]"] for i in range(7)]), np.array([[f"y[{i}]"] for i in range(7)])
    array(axes, (1.3, 4.2), X, "$X$", "", shade=shades, size=11)
    array(axes, (2.7, 4.2), y, "$y$", "", shade=shades, size=11)
    shuffled = [((place, 0), colors[row]) for place, row in enumerate(ORDER)]
    numbers = array(axes, (6.8, 4.2), np.array(ORDER)[:, None], "order", "", shade=shuffled)
    text(axes, (6.8, 0.3), "rng.permutation(7)", GRAY)
    arrow(axes, (3.3, 4.2), numbers, "shuffle\nrow numbers", INK)
    for start, y_at, color in batches:
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
    slopes = "$(a - y) x$", "$a - y$", r"$\dfrac{a - y}{a(1 - a)}$", "$1$"
    places = [Box(place.x, 2.1, 2, 1.3) for place in boxes]
    for place, words in zip(places, slopes, strict=True):
        text(axes, place.center, words, GREEN, 17)
    local = r"$\times\ x$", r"$\times\ a(1 - a)$", r"$\times\ \dfrac{a - y}{a(1 - a)}$"
    for (start, end), (after, before), words in zip(pairwise(boxes), pairwise(places), local, strict=True):
        arrow(axes, start, end)
        arrow(axes, before, after, color=VERMILLION, linestyle=(0, (3, 1.5)))
        text(axes, ((before.x + after.x) / 2, 2.4), words, VERMILLION, 14, va="bottom")
    text(axes, (8, 6.3), "forward: values", INK, 14)
    back = ("backward: multiply the ", INK), ("local slopes", VERMILLION), (" to get the ", INK)
    phrase(axes, (8, 0.6), [*back, ("slopes of the loss", GREEN)], size=14)
    return figure
