"""Chapter 5.3: the modules of a network, with the names of their parameters."""

from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, box, canvas, text

PARAMETERS = (
    ("weight", "layers.0.weight", "(256, 784)", r"$W_1^\top$"),
    ("bias", "layers.0.bias", "(256,)", "$b_1$"),
    ("weight", "layers.1.weight", "(10, 256)", r"$W_2^\top$"),
    ("bias", "layers.1.bias", "(10,)", "$b_2$"),
)


def tree() -> Figure:
    """Draw the modules of 784→256→10 as a tree, and next to each parameter its name and its array in NumPy."""
    figure, axes = canvas(18, 7.6)
    for x, words in (8.5, "parameter"), (11.6, "name"), (14.9, "shape"), (17, "in NumPy"):
        text(axes, (x, 7.1), words, GRAY)
    model = box(axes, (1.1, 3.3), 1.6, 1, "Mlp", BLUE)
    layers = box(axes, (3.7, 3.3), 1.9, 1, "layers", GRAY)
    arrow(axes, model, layers)
    for index, y in enumerate((4.9, 1.7)):
        linear = box(axes, (6.1, y), 1.7, 1, f"Linear {index}", BLUE, 11)
        arrow(axes, layers, linear)
        for row, shift in (0, 0.8), (1, -0.8):
            kind, name, shape, array = PARAMETERS[2 * index + row]
            leaf = box(axes, (8.5, y + shift), 1.6, 0.9, kind, (GREEN, VERMILLION)[row])
            arrow(axes, linear, leaf)
            text(axes, (11.6, y + shift), name, INK, 11, family="monospace")
            text(axes, (14.9, y + shift), shape, INK)
            text(axes, (17, y + shift), array, INK, 16)
    return figure
