"""What it takes to skip chapter 3.4."""

import math

import numpy as np
from ch11_arrays import Array
from ch24_numerical_gradients import numerical_gradient
from ch33_mlp_forward import forward_mlp
from skip_ch34_backpropagation import train_mlp

from dojo.verdict.expect import expect_close, expect_gradient, expect_number, expect_shape

NAMES = "W1", "b1", "W2", "b2"


def network(n: int, d: int, h: int, c: int) -> tuple[Array, Array, dict[str, Array]]:
    """Draw samples, one-hot truths, and a network whose biases are not 0, so that no score is on ReLU's kink."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, c), "b2": (c,)}
    params: dict[str, Array] = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    return rng.standard_normal((n, d)), np.eye(c)[rng.integers(0, c, n)], params


def loss_of(X: Array, y: Array, params: dict[str, Array]) -> float:
    """Compute the mean cross-entropy."""
    _, A2 = forward_mlp(X, *(params[name] for name in NAMES))
    return float(-(y * np.log(A2)).sum() / len(X))


def test_train_mlp_steps_along_the_measured_slopes() -> None:
    """One step of 0.001 moves every parameter by a thousandth of its slope; params itself stays."""
    X, y, params = network(6, 4, 5, 3)
    slopes = numerical_gradient(X, y, params, lambda X, y, params: (loss_of(X, y, params), {}))
    before = {name: param.copy() for name, param in params.items()}

    trained, losses = train_mlp(X, y, params, 1e-3, 1)

    for name in NAMES:
        expect_shape(trained[name], before[name].shape, f"{name} keeps its shape")
        expect_gradient((before[name] - trained[name]) / 1e-3, slopes[name], name, hint="the step divided by lr")
        expect_close(params[name], before[name], atol=0, hint=f"params[{name!r}] is left as it is")
    expect_close(np.array(losses), [loss_of(X, y, before)], atol=1e-6, hint="the mean cross-entropy before the step")


def test_train_mlp_learns_xor() -> None:
    """From weights that see both corners, 500 steps bring the loss below 0.05, and it is where it says."""
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.eye(2)[[0, 1, 1, 0]]
    params: dict[str, Array] = {"W1": np.ones((2, 2)), "b1": np.array([0.1, -0.9])}
    params |= {"W2": np.zeros((2, 2)), "b2": np.zeros(2)}

    trained, losses = train_mlp(X, y, params, 0.5, 500)

    expect_shape(np.array(losses), (500,))
    expect_number(losses[0], math.log(2), atol=1e-6)
    expect_number(loss_of(X, y, trained), 0.02, atol=0.03)


def test_train_mlp_is_finite_where_it_is_certain() -> None:
    """Scores in the thousands give probabilities of 0 and 1, a finite loss, and finite parameters."""
    X, y, params = network(6, 4, 5, 3)

    trained, losses = train_mlp(1e3 * X, y, params, 1e-9, 2)

    assert all(np.isfinite(param).all() for param in trained.values()) and all(map(math.isfinite, losses))
