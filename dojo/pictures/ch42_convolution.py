"""Chapter 4.2: a filter slides over an image, and what its results depend on."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, Box, array, arrow, box, canvas, frame, text, tint
from dojo.pictures.networks import stack

IMAGE = np.array([[0, 0, 0, 0, 0], [0, 3, 3, 3, 0], [0, 0, 0, 3, 0], [0, 0, 3, 0, 0], [0, 3, 0, 0, 0]])  # a small 7
FILTER = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
ROW, COLUMN = 1, 1  # of the window's upper left cell


def sliding_window() -> Figure:
    """Draw a 3×3 filter on a 5×5 image: each place of the window gives one number of the feature map."""
    windows = np.lib.stride_tricks.sliding_window_view(IMAGE, FILTER.shape)
    answers = (windows * FILTER).sum(axis=(2, 3))
    figure, axes = canvas(16, 8.4)
    ink = [(index, tint(INK, value / 12)) for index, value in np.ndenumerate(IMAGE)]
    digit = array(axes, (3, 4.9), IMAGE, "image $X$", shade=ink)
    window = digit.part(ROW, COLUMN, *FILTER.shape)
    frame(axes, window, VERMILLION)
    weights = array(axes, (8.6, 4.9), FILTER, "filter $F$", shade=[(np.s_[:, :], tint(BLUE))], color=BLUE)
    feature = array(axes, (13.9, 4.9), answers, "feature map $Z$", shade=[((ROW, COLUMN), tint(GREEN, 0.4))])
    frame(axes, feature.cell(ROW, COLUMN), GREEN)
    text(axes, (6.3, 4.9), "times", VERMILLION)
    arrow(axes, weights, feature, "add up", GREEN)
    terms = r"$1 \cdot 3 + 1 \cdot 3 + 1 \cdot 3 + \dots - 1 \cdot 0 - 1 \cdot 3 - 1 \cdot 0 = 6$"
    box(axes, (8.6, 1.1), 10.2, 1.2, terms, GREEN, size=16)
    return figure


def feature_maps() -> Figure:
    """Draw images on their way through four filters: each filter gives a feature map of its own."""
    figure, axes = canvas(16, 8.5)
    images = stack(axes, (2.6, 4.55), 2.8, 2.8, 1, INK)
    for index, color in enumerate((BLUE, VERMILLION, GREEN, INK)):
        y = 7.4 - 1.9 * index
        weights = array(axes, (7.4, y), np.zeros((3, 3)), shape="", cell=0.4, numbers="", color=color)
        feature = stack(axes, (12.4, y), 1.6, 1.6, 1, color)
        arrow(axes, images.border(weights.center), weights, color=color)
        arrow(axes, weights, feature, f"plus $b_{index + 1}$", color)
    text(axes, (2.6, 6.35), "an image", size=14)
    text(axes, (2.6, 2.75), "(28, 28)", GRAY)
    text(axes, (7.4, 0.4), "4 filters of 3 by 3: (4, 3, 3)", GRAY)
    text(axes, (12.4, 0.4), "4 feature maps: (4, 26, 26)", GRAY)
    return figure


def receptive_field() -> Figure:
    """Draw what one number in the second of two 3×3 layers depends on: 3×3 numbers of the first, 5×5 pixels."""
    figure, axes = canvas(16, 7)
    parts = (
        (3.1, 7, "image", np.s_[1:6, 1:6], BLUE),
        (8.7, 5, "first layer", np.s_[1:4, 1:4], VERMILLION),
        (13.4, 3, "second layer", np.s_[1:2, 1:2], GREEN),
    )
    spots = list[Box]()
    for x, side, name, chosen, color in parts:
        shade = [(chosen, tint(color, 0.35))]
        place = array(axes, (x, 3.4), np.zeros((side, side)), name, cell=0.7, numbers="", shade=shade)
        rows, columns = chosen
        spot = place.part(rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start)
        frame(axes, spot, color)
        spots.append(spot)
    for wide, narrow, color in zip(spots, spots[1:], (VERMILLION, GREEN), strict=False):
        inner = Box(narrow.x, narrow.y, 0.7, 0.7)
        for up in 1, -1:
            start = wide.right[0], wide.y + up * wide.height / 2
            end = inner.left[0], inner.y + up * inner.height / 2
            axes.plot([start[0], end[0]], [start[1], end[1]], "-", color=color, linewidth=1.4, zorder=6)
        frame(axes, inner, color, linewidth=2, zorder=6)
    return figure
