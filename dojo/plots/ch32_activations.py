"""Chapter 3.2: activation functions, and their slopes."""

from collections.abc import Iterator

import numpy as np
from ch13_functions import sigmoid
from ch32_activations import relu, relu_derivative, sigmoid_derivative

from dojo.plots.charts import curves
from dojo.plots.run import Run
from dojo.plots.style import Picture, label, new_figure

ENDS = 6.0


def draw(run: Run) -> Iterator[Picture]:
    """Draw each function with its slope."""
    z = np.linspace(-ENDS, ENDS, 2 * 300)  # an even count, so that 0, where ReLU has a kink, is not among them
    slopes = sigmoid_derivative(z)
    kink = relu_derivative(z)
    title = f"Of a gradient ReLU passes on up to {kink.max():.2f}, the sigmoid up to {slopes.max():.2f}"
    figure = new_figure(title, height=4.3)
    relu_axes, sigmoid_axes = figure.subplots(1, 2)
    # The slope jumps: between its two values there is nothing to draw.
    curves(relu_axes, z, {"ReLU": relu(z), "its slope": np.where(np.diff(kink, prepend=kink[0]) != 0, np.nan, kink)})
    curves(sigmoid_axes, z, {"sigmoid": sigmoid(z), "its slope": slopes})
    label(relu_axes, f"ReLU: slope {kink.min():.0f} to the left, {kink.max():.0f} to the right", "score z", "value")
    steep = z[slopes.argmax()]
    label(sigmoid_axes, f"Sigmoid: steepest at z = {steep:.1f}".replace("-0.0", "0.0"), "score z", "value")
    yield Picture("ch32_activations", title, figure)
