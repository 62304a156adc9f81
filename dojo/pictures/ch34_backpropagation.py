"""Chapter 3.4: a computation graph with values forward and slopes back."""

from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, both_ways, box, canvas, phrase, text
from dojo.pictures.networks import neuron

X, Y = 2, 1  # the sample: one feature, and its target
W1, B1, W2, B2 = 1, -1, 3, -1


def graph() -> Figure:
    """Draw the smallest network with a hidden layer, from x to the loss: values above the edges, slopes below."""
    z1 = W1 * X + B1
    a1 = max(0, z1)
    z2 = W2 * a1 + B2
    dz2 = 2 * (z2 - Y)
    da1 = dz2 * W2
    dz1 = da1 if z1 > 0 else 0
    figure, axes = canvas(16, 6)
    places = [neuron(axes, (0.75, 2.6), "$x$", 0.5, INK)]
    for index, words in enumerate((r"$\times$", "$+$", "relu", r"$\times$", "$+$")):
        places.append(box(axes, (3 + 2.2 * index, 2.6), 1, 1, words, BLUE, size=14))
    places.append(box(axes, (14.15, 2.6), 1.25, 1, r"$(z_2 - y)^2$", BLUE, size=10))
    values = (f"$x$\n{X}", f"\n{W1 * X}", f"$z_1$\n{z1}", f"$a_1$\n{a1}", f"\n{W2 * a1}", f"$z_2$\n{z2}")
    slopes = (dz1 * W1, dz1, dz1, da1, dz2, dz2)
    for start, end, value, slope in zip(places, places[1:], values, slopes, strict=False):
        both_ways(axes, start, end, value, str(slope))
    both_ways(axes, places[-1], (15.9, 2.6), f"$L$\n{(z2 - Y) ** 2}", "1")
    parameters = (1, "w_1", W1, dz1 * X), (2, "b_1", B1, dz1), (4, "w_2", W2, dz2 * a1), (5, "b_2", B2, dz2)
    for index, name, number, gradient in parameters:
        start = neuron(axes, (places[index].x, 5.3), f"${name}$", 0.5, GREEN)
        both_ways(axes, start, places[index], f"${number}$", f"${gradient}$")
    phrase(axes, (8, 0.8), [("values flow forward", INK), ("   ·   ", GRAY), ("slopes flow back", VERMILLION)], 14)
    text(axes, (14.15, 3.6), f"$y = {Y}$", GRAY)
    return figure
