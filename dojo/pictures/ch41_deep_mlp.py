"""Chapter 4.1: a network of three layers, and gradients that vanish."""

from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, VERMILLION, Box, Point, arrow, box, canvas, frame, text
from dojo.pictures.networks import MORE, connect, layer

WIDTHS = 784, 256, 128, 10


def deep_mlp() -> Figure:
    """Draw 784→256→128→10 with the shapes of values, parameters and gradients."""
    figure, axes = canvas(16, 9)
    places = [1.7 + 4.2 * index for index in range(len(WIDTHS))]
    layers = [layer(axes, (x, 4.7), ["", "", MORE, ""], 1.05, 0.36) for x in places]
    for before, after in zip(layers, layers[1:], strict=False):
        connect(axes, before, after, width=0.8)
    for index, (x, width) in enumerate(zip(places, WIDTHS, strict=True)):
        text(axes, (x, 7.9), f"$A_{index}$" if index else "$X$", size=17)
        text(axes, (x, 7.2), f"(n, {width})", GRAY)
        if index:
            middle, fan_in = x - 2.1, WIDTHS[index - 1]
            arrow(axes, (x - 3.5, 7.9), (x - 0.7, 7.9), f"$W_{index}, b_{index}$")
            text(axes, (middle, 7.5), f"({fan_in}, {width}), ({width},)", GRAY, 10)
            text(axes, (x, 1.7), f"$dZ_{index}$", VERMILLION, 17)
            text(axes, (x, 1.0), f"(n, {width})", GRAY)
            _back(axes, (x - 0.7, 1.7), (x - 3.5, 1.7), f"$dW_{index}, db_{index}$")
            text(axes, (middle, 1.3), f"({fan_in}, {width}), ({width},)", GRAY, 10)
    return figure


def vanishing_gradients() -> Figure:
    """Draw what is left of a gradient on its way back through six layers, with sigmoid and with ReLU."""
    figure, axes = canvas(16, 9.4)
    for name, share, y in ("sigmoid", Fraction(1, 4), 5.4), ("ReLU", Fraction(1), 0.9):
        text(axes, (0.4, y + 3.4), f"{name}: a slope of {'at most ' * (share < 1)}{share}", size=14, ha="left")
        layers = [box(axes, (1.6 + 2.5 * index, y), 1.3, 0.8, f"{index + 1}", GRAY) for index in range(6)]
        for index, place in enumerate(layers):
            left = share ** (5 - index)
            height = 2.0 * float(left)
            bar = Box(place.x, y + 0.6 + height / 2, 1.1, max(height, 0.03))
            frame(axes, bar, BLUE, fill=True, facecolor=BLUE, linewidth=0)
            text(axes, (place.x, y + 0.9 + height), f"{left}")
            if index:
                _back(axes, place, layers[index - 1], f"× {share}", below=True)
    text(axes, (15.7, 8.8), "layers 1 to 6; the gradient comes from the right", GRAY, ha="right")
    return figure


def _back(axes: Axes, start: Point | Box, end: Point | Box, words: str, below: bool = False) -> None:
    arrow(axes, start, end, words, VERMILLION, below=below, linestyle=(0, (3, 1.5)))
