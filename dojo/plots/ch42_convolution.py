"""Chapter 4.2: what filters made by hand see in a digit."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from ch42_convolution import conv_forward

from dojo.plots.charts import INK, around_zero, bare, tiles
from dojo.plots.run import Run
from dojo.plots.style import Picture, label, new_figure

FILTERS = {
    "level\nline": [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
    "upright\nline": [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
    "rising\nline": [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
    "falling\nline": [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
    "left\nedge": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "outline": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
}


def draw(run: Run) -> Iterator[Picture]:
    """Slide the filters over a digit, and draw what they answer."""
    digit = run.mnist.X_train[0].reshape(28, 28)
    F = np.array(list(FILTERS.values()), dtype=float)
    maps = conv_forward(digit[None], F, np.zeros(len(F)))[0]
    title = f"A {run.mnist.y_train[0]} seen through {len(F)} filters made by hand"
    figure = new_figure(title, height=4.6)
    layout: Any = figure.subplot_mosaic([["digit", "filters"], ["digit", "maps"]], width_ratios=[1, 3.4])
    layout["digit"].imshow(digit, INK)
    bare(layout["digit"])
    label(layout["digit"], "The digit", "column (pixels)", "row (pixels)")
    rows = {"filters": (F, "weight", "The filters: 3×3 weights"), "maps": (maps, "answer", "Their answers")}
    for name, (images, unit, what) in rows.items():
        tiles(figure, layout[name], images, around_zero(images), unit, names=list(FILTERS))
        label(layout[name], f"{what}, from {images.min():.1f} to {images.max():.1f}", "filter", "pixels")
    yield Picture("ch42_feature_maps", title, figure)
