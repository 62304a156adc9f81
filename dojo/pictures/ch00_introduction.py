"""The introduction: a network that reads digits."""

from matplotlib.figure import Figure

from data import load_mnist
from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, canvas, image, text
from dojo.pictures.networks import connect, layer


def network() -> Figure:
    """Draw the way of an image through a network: pixels, hidden numbers, ten probabilities."""
    figure, axes = canvas(16, 8)
    digit = image(axes, (1.9, 4.1), load_mnist().X_test[0].reshape(28, 28), 2.8)
    pixels = layer(axes, (5.7, 4.1), ["", "", "", "…", "", ""], 0.95, 0.3, INK)
    hidden = layer(axes, (9.2, 4.1), ["", "", "…", "", ""], 0.95, 0.3, BLUE)
    answers = layer(axes, (12.6, 4.1), ["0", "1", "…", "7", "8", "9"], 0.95, 0.36, GREEN)
    connect(axes, pixels, hidden)
    connect(axes, hidden, answers)
    arrow(axes, digit, (5.2, 4.1))
    arrow(axes, answers[2], (14.5, answers[2].y), color=GREEN)
    text(axes, (14.7, answers[2].y), "a 7", GREEN, 16, ha="left")
    for place, words, color in (
        (digit, "an image", INK),
        (pixels[0], "784 pixels", INK),
        (hidden[0], "64 numbers", BLUE),
        (answers[0], "10 probabilities", GREEN),
    ):
        text(axes, (place.x, 7.5), words, color, 14)
    text(axes, (4.9, 0.6), "the parameters:", GRAY, ha="right")
    text(axes, (7.45, 0.6), "$W_1$, $b_1$", VERMILLION, 15)
    text(axes, (10.9, 0.6), "$W_2$, $b_2$", VERMILLION, 15)
    return figure
