"""Chapter 5.2: the record of a computation, with what each note keeps."""

from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, both_ways, box, canvas, phrase
from dojo.pictures.networks import neuron

X, Y = 2, 1  # the sample of lesson 3.4's graph, and its parameters
W1, B1, W2, B2 = 1, -1, 3, -1
NOTES = "keeps $x$", "keeps\nnothing", "keeps $a_1$", "keeps\n$a_1$, $w_2$", "keeps\nnothing", "keeps\n$z_2 - y$"


def record() -> Figure:
    """Draw lesson 3.4's graph as a record: values above the edges, slopes below, and what each step's note keeps."""
    a1 = max(0, z1 := W1 * X + B1)
    z2 = W2 * a1 + B2
    da1 = (dz2 := 2 * (z2 - Y)) * W2
    dz1 = da1 * int(z1 > 0)
    figure, axes = canvas(16, 7.4)
    places = [neuron(axes, (0.75, 4), "$x$", 0.5, INK)]
    for index, words in enumerate((r"$\times$", "$+$", "relu", r"$\times$", "$+$")):
        places.append(box(axes, (3 + 2.2 * index, 4), 1, 1, words, BLUE, size=14))
    places.append(box(axes, (14.15, 4), 1.25, 1, r"$(z_2 - y)^2$", BLUE, size=10))
    for place, note in zip(places[1:], NOTES, strict=True):
        box(axes, (place.x, 1.9), 1.75, 1.3, note, GRAY, size=11, linestyle=":")
        axes.plot([place.x, place.x], [2.6, 3.42], ":", color=GRAY, linewidth=1.6)
    values = (f"$x$\n{X}", f"\n{W1 * X}", f"$z_1$\n{z1}", f"$a_1$\n{a1}", f"\n{W2 * a1}", f"$z_2$\n{z2}")
    slopes = (dz1, dz1, da1, dz2, dz2)
    arrow(axes, places[0], places[1], values[0])
    for start, end, value, slope in zip(places[1:], places[2:], values[1:], slopes, strict=False):
        both_ways(axes, start, end, value, str(slope))
    both_ways(axes, places[-1], (15.9, 4), f"$L$\n{(z2 - Y) ** 2}", "1")
    for index, name, number, gradient in (
        (1, "w_1", W1, dz1 * X),
        (2, "b_1", B1, dz1),
        (4, "w_2", W2, dz2 * a1),
        (5, "b_2", B2, dz2),
    ):
        leaf = neuron(axes, (places[index].x, 6.7), f"${name}$", 0.5, GREEN)
        both_ways(axes, leaf, places[index], f"${number}$", f"${gradient}$")
    dot = ("   ·   ", GRAY)
    legend = [("leaves", GREEN), dot, ("values", INK), dot, ("slopes flow back", VERMILLION)]
    phrase(axes, (8, 0.5), legend, 13)
    return figure
