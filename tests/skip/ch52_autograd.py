"""What it takes to skip chapter 5.2."""

from typing import Any

import numpy as np
from ch11_arrays import Array
from ch33_mlp_forward import one_hot
from ch34_backpropagation import mlp_loss_and_grads
from skip_ch52_autograd import train_by_autograd

from dojo.verdict.expect import expect_close, expect_number, expect_unchanged

NAMES = "W1", "b1", "W2", "b2"


def network() -> tuple[Array, Any, dict[str, Array]]:
    """Draw samples, labels, and a network whose biases are not 0."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    params: dict[str, Array] = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    return rng.standard_normal((6, 4)), rng.integers(0, 3, 6), params


def test_train_by_autograd_takes_chapter_3_4s_steps() -> None:
    """Ten steps end where your own backward pass ends, to 1e-9."""
    X, y, params = network()
    right: dict[str, Array] = {name: param.copy() for name, param in params.items()}
    right_losses = list[float]()
    for _ in range(10):
        loss, grads = mlp_loss_and_grads(X, one_hot(y, 3), right)
        right = {name: right[name] - 0.3 * grads[name] for name in NAMES}
        right_losses.append(float(loss))

    trained, losses = train_by_autograd(X, y, params, 0.3, 10)

    expect_close(np.array(losses), right_losses, atol=1e-5, hint="the loss before each step")
    for name in NAMES:
        hint = f"this is {name} after ten steps; backward adds to .grad, so empty it in each step"
        expect_close(trained[name], right[name], atol=1e-9, hint=hint)


def test_train_by_autograd_leaves_its_start_alone() -> None:
    """params keeps its numbers, and the results are floats and arrays."""
    X, y, params = network()
    before = {name: param.copy() for name, param in params.items()}

    trained, losses = train_by_autograd(X, y.astype(np.int32), params, 0.3, 2)

    for name in NAMES:
        expect_unchanged(params[name], before[name], f"params[{name!r}]")
        got: Any = trained[name]
        assert isinstance(got, np.ndarray), f"expected  an array under {name}\ngot       {type(got).__name__}"
    assert all(isinstance(loss, float) for loss in losses), f"expected  floats\ngot       {losses}"


def test_train_by_autograd_learns_xor() -> None:
    """From weights that see both corners, 500 steps bring the loss below 0.05."""
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    params: dict[str, Array] = {"W1": np.ones((2, 2)), "b1": np.array([0.1, -0.9])}
    params |= {"W2": np.zeros((2, 2)), "b2": np.zeros(2)}

    _, losses = train_by_autograd(X, y, params, 0.5, 500)

    expect_number(losses[0], np.log(2), atol=1e-6)
    expect_number(losses[-1], 0.02, atol=0.03)
