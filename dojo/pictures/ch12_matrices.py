"""Chapter 1.2: the matrix product, and a layer."""

import numpy as np
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, array, arrow, box, canvas, phrase, text, tint
from dojo.pictures.networks import layer


def matrix_product() -> Figure:
    """Draw (4, 2) @ (2, 3) with W above the product: a row of X meets a column of W at their dot product."""
    X = np.array([[1, 2], [3, -1], [0, 4], [-2, 1]])
    W = np.array([[2, 0, 1], [1, -1, 4]])
    figure, axes = canvas(16, 8.9)
    left = array(axes, (2.2, 3), X, "$X$", shade=[(np.s_[1, :], tint(BLUE, 0.3))])
    right = array(axes, (6.2, 6.9), W, "$W$", "", shade=[(np.s_[:, 2], tint(VERMILLION, 0.3))])
    text(axes, (7.95, 6.9), "(2, 3)", GRAY, ha="left")
    product = array(axes, (6.2, 3), X @ W, shade=[(np.s_[1, 2], tint(GREEN, 0.4))])
    arrow(axes, left.cell(1, 1), product.cell(1, 0), color=BLUE)
    arrow(axes, right.cell(1, 2), product.cell(0, 2), color=VERMILLION)
    entry = box(axes, (12.2, 3.5), 5.4, 1.3, r"$3 \cdot 1 + (-1) \cdot 4 = -1$", GREEN, size=16)
    arrow(axes, product.cell(1, 2), entry, color=GREEN)
    text(axes, (12.2, 2.5), "row 2 of $X$ with column 3 of $W$", GRAY)
    shapes = ("(4, ", INK), ("2", VERMILLION), (")  @  (", INK), ("2", VERMILLION), (", 3)   →   (4, 3)", INK)
    phrase(axes, (12.2, 6.4), shapes, size=16)
    phrase(axes, (12.2, 5.6), [("The inner sizes", VERMILLION), (" are equal.", INK)])
    return figure


def linear_layer() -> Figure:
    """Draw a layer with three inputs and two outputs, its weights on the lines between them."""
    amounts, names = (4, 1, 2), ("apples", "bread", "cheese")
    prices, fees = np.array([[3, 4], [2, 1], [7, 6]]), (5, 9)
    scores = np.array(amounts) @ prices + fees
    figure, axes = canvas(16, 8)
    inputs = layer(axes, (4, 4.2), [str(amount) for amount in amounts], 2.5, 0.55, INK)
    outputs = layer(axes, (10.4, 4.2), [str(score) for score in scores], 3.2, 0.65, GREEN)
    for i, place in enumerate(inputs):
        text(axes, (place.left[0] - 0.3, place.y), names[i], size=14, ha="right")
        for j, end in enumerate(outputs):
            color, share = (BLUE, VERMILLION)[j], 0.28
            arrow(axes, place, end, color=color)
            spot = place.x + share * (end.x - place.x), place.y + share * (end.y - place.y)
            text(axes, spot, str(prices[i, j]), color, 14, bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})
    for j, end in enumerate(outputs):
        color, shop = (BLUE, VERMILLION)[j], ("first", "second")[j]
        terms = " + ".join(rf"{amount} \cdot {prices[i, j]}" for i, amount in enumerate(amounts))
        text(axes, (end.right[0] + 0.3, end.y + 0.35), f"the {shop} shop", color, 14, ha="left")
        text(axes, (end.right[0] + 0.3, end.y - 0.35), f"${terms} + {fees[j]}$", size=14, ha="left")
    for x, words in (4, "inputs: one row of $X$"), (7.2, "weights $W$"), (10.4, "scores: one row of $Z$"):
        text(axes, (x, 0.5), words, GRAY)
    return figure
