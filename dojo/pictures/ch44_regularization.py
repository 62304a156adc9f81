"""Chapter 4.4: dropout thins a network, differently for each sample."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, INK, canvas, text
from dojo.pictures.networks import connect, neuron

SIZES = 3, 4, 4, 2


def thinned_networks() -> Figure:
    """Draw a network and two of its thinned networks: dropped units are crossed out, their connections gone."""
    figure, axes = canvas(16, 6.4)
    _network(axes, 2.7, "all units", set())
    _network(axes, 8.0, "for one sample", {(1, 1), (1, 3), (2, 0)})
    _network(axes, 13.3, "for the next sample", {(1, 0), (2, 2), (2, 3)})
    return figure


def _network(axes: Axes, x: float, name: str, dropped: set[tuple[int, int]]) -> None:
    text(axes, (x, 5.8), name, size=14)
    layers = [
        [
            neuron(
                axes,
                (x + 1.4 * (column - 1.5), 2.8 + 1.15 * ((size - 1) / 2 - row)),
                "×" if (column, row) in dropped else "",
                0.33,
                GRAY if (column, row) in dropped else INK if column in (0, 3) else BLUE,
                **({"facecolor": "white", "linestyle": (0, (2, 1.5))} if (column, row) in dropped else {}),
            )
            for row in range(size)
        ]
        for column, size in enumerate(SIZES)
    ]
    kept = [
        [place for row, place in enumerate(places) if (column, row) not in dropped]
        for column, places in enumerate(layers)
    ]
    for before, after in zip(kept, kept[1:], strict=False):
        connect(axes, before, after)
