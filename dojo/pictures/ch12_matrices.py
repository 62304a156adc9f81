"""Chapter 1.2: the matrix product."""

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, array, arrow, box, canvas, phrase, text, tint


def matrix_product() -> Figure:
    """Draw (4, 2) @ (2, 3) with W above the product: a row of X meets a column of W at their dot product."""
    X = np.array([[1, 2], [3, 0], [2, 5], [0, 1]])
    W = np.array([[4, 1, 2], [0, 3, 1]])
    figure, axes = canvas(16, 8.9)
    left = array(axes, (2.2, 3), X, "$X$", shade=[(np.s_[2, :], tint(BLUE, 0.3))])
    right = array(axes, (6.2, 6.9), W, "$W$", "", shade=[(np.s_[:, 1], tint(VERMILLION, 0.3))])
    text(axes, (7.95, 6.9), "(2, 3)", GRAY, ha="left")
    product = array(axes, (6.2, 3), X @ W, shade=[(np.s_[2, 1], tint(GREEN, 0.4))])
    arrow(axes, left.cell(2, 1), product.cell(2, 0), color=BLUE)
    arrow(axes, right.cell(1, 1), product.cell(0, 1), color=VERMILLION)
    entry = box(axes, (12.2, 2.5), 5.4, 1.3, r"$2 \cdot 1 + 5 \cdot 3 = 17$", GREEN, size=16)
    arrow(axes, product.cell(2, 2), entry, color=GREEN)
    text(axes, (12.2, 1.5), "row 2 of $X$ with column 1 of $W$", GRAY)
    shapes = ("(4, ", INK), ("2", VERMILLION), (")  @  (", INK), ("2", VERMILLION), (", 3)   →   (4, 3)", INK)
    phrase(axes, (12.2, 5.6), shapes, size=16)
    phrase(axes, (12.2, 4.8), [("The inner sizes", VERMILLION), (" are equal.", INK)])
    return figure
