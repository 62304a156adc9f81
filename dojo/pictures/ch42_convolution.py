"""Chapter 4.2: a filter slides over an image."""

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, array, arrow, box, canvas, frame, text, tint
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
    """Draw images on their way through three filters: each filter gives a feature map of its own."""
    figure, axes = canvas(16, 6.6)
    images = stack(axes, (2.6, 3.6), 2.8, 2.8, 1, INK)
    for index, color in enumerate((BLUE, VERMILLION, GREEN)):
        y = 5.5 - 1.9 * index
        weights = array(axes, (7.4, y), np.zeros((3, 3)), shape="", cell=0.4, numbers="", color=color)
        feature = stack(axes, (12.4, y), 1.6, 1.6, 1, color)
        arrow(axes, images.border(weights.center), weights, color=color)
        arrow(axes, weights, feature, f"plus $b_{index + 1}$", color)
    text(axes, (2.6, 5.4), "an image", size=14)
    text(axes, (2.6, 1.8), "(28, 28)", GRAY)
    text(axes, (7.4, 0.4), "filters (3, 3, 3)", GRAY)
    text(axes, (12.4, 0.4), "feature maps (3, 26, 26)", GRAY)
    return figure
