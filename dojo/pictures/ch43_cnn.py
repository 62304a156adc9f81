"""Chapter 4.3: max pooling, forward and back, and the convolutional network with its shapes."""

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, Box, array, arrow, box, canvas, frame, text, tint
from dojo.pictures.networks import layer, stack

X = np.array([[1, 5, 2, 0], [3, 4, 8, 1], [9, 0, 7, 6], [2, 1, 3, 5]])
GRADIENT = np.array([[10, 20], [30, 40]])
COLORS = BLUE, VERMILLION, GREEN, GRAY  # of the four windows


def max_pooling() -> Figure:
    """Draw 2×2 pools of a 4×4 array, and how the gradient of their maxima goes back."""
    windows = X.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
    rows, columns = np.divmod(windows.argmax(axis=1), 2)
    rows, columns = rows + [0, 0, 2, 2], columns + [0, 2, 0, 2]
    dX = np.zeros_like(X)
    dX[rows, columns] = GRADIENT.ravel()
    figure, axes = canvas(16, 11.6)
    for y, left, right, names in (
        (8.5, X, X[rows, columns].reshape(2, 2), ("$X$", "$P$")),
        (2.8, dX, GRADIENT, ("$dX$", "$dP$")),
    ):
        largest = [((r, c), tint(color, 0.45)) for r, c, color in zip(rows, columns, COLORS, strict=True)]
        small = [(divmod(index, 2), tint(color, 0.45)) for index, color in enumerate(COLORS)]
        big = array(axes, (4.2, y), left, names[0], shade=largest)
        pooled = array(axes, (12.6, y), right, names[1], shade=small)
        for index, color in enumerate(COLORS):
            row, column = divmod(index, 2)
            window = big.part(2 * row, 2 * column, 2, 2)
            frame(axes, Box(window.x, window.y, 1.88, 1.88), color, linewidth=2.4)
        if left is X:
            arrow(axes, big, pooled, "keep the largest")
        else:
            arrow(axes, pooled, big, "to the largest,\n0 to all others", VERMILLION, linestyle=(0, (3, 1.5)))
    return figure


def cnn() -> Figure:
    """Draw the network from an image to ten probabilities, with the shape of each array."""
    figure, axes = canvas(16, 7.6)
    y = 3.7
    image = stack(axes, (1.2, y), 1.9, 1.9, 1, INK)
    maps = stack(axes, (5.2, y), 1.6, 1.6, 8)
    pooled = stack(axes, (9.6, y), 0.9, 0.9, 8, GREEN)
    flat = box(axes, (12.3, y), 0.4, 5, color=GREEN)
    outputs = layer(axes, (15.2, y), [""] * 10, 0.5, 0.19, VERMILLION)
    arrow(axes, image, maps, "8 filters\n3 × 3")
    arrow(axes, maps, pooled, "ReLU,\npool 2 × 2")
    arrow(axes, pooled, flat, "flat")
    arrow(axes, flat, (outputs[0].left[0], y), "dense,\nsoftmax")
    heads = (1.2, "$X$", "(28, 28)"), (5.2, "$Z$", "(8, 26, 26)"), (9.6, "$P$", "(8, 13, 13)")
    for x, name, shape in (*heads, (12.3, "flat", "(1352,)"), (15.2, "$A$", "(10,)")):
        text(axes, (x, 6.9), name, size=17 if "$" in name else 14)
        text(axes, (x, 0.7), shape, GRAY)
    return figure
