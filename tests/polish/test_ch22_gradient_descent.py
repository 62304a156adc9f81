"""What else the author of a library minds in chapter 2.2."""

import numpy as np
from ch11_arrays import Array
from ch22_gradient_descent import gradient_descent, linear_loss_and_grad

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_number,
    expect_unchanged,
)

NOTHING = np.zeros((1, 1))


def squared_distance(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Compute the squared distance of W from y, a bowl whose bottom is at y, and its gradient."""
    return float(np.sum((W - y) ** 2)), 2 * (W - y)


def test_linear_loss_and_grad_refuses_targets_that_are_no_column() -> None:
    """Targets of a different shape raise a ValueError: NumPy would stretch (3,) and (1, 1) to the predictions' (3, 1).

    prediction = X @ W
    if prediction.shape != y.shape:  # or let your mse_loss compare them
        raise ValueError(f"predictions have shape {prediction.shape}, but y has shape {y.shape}")
    """
    X, W = np.arange(6.0).reshape(3, 2), np.ones((2, 1))

    expect_error(lambda: linear_loss_and_grad(X, np.ones(3), W), (3, 1), (3,))
    expect_error(lambda: linear_loss_and_grad(X, np.ones((1, 1)), W), (3, 1), (1, 1))
    expect_error(lambda: linear_loss_and_grad(X, np.ones((3, 2)), W), (3, 1), (3, 2))


def test_linear_loss_and_grad_refuses_what_does_not_fit() -> None:
    """Two weights for three inputs and four targets for five samples raise a ValueError; NumPy's own is enough.

    prediction = X @ W  # NumPy refuses (5, 3) @ (2, 1)
    E = prediction - y  # and (5, 1) - (4, 1)
    """
    expect_error(lambda: linear_loss_and_grad(np.ones((5, 3)), np.ones((5, 1)), np.ones((2, 1))))
    expect_error(lambda: linear_loss_and_grad(np.ones((5, 2)), np.ones((4, 1)), np.ones((2, 1))))


def test_linear_loss_and_grad_refuses_no_samples() -> None:
    """No samples raise a ValueError: a mean of nothing is nan, and a nan is hard to trace later.

    if len(X) == 0:
        raise ValueError("no samples")
    """
    expect_error(lambda: linear_loss_and_grad(np.ones((0, 2)), np.ones((0, 1)), np.ones((2, 1))))


def test_linear_loss_and_grad_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's: an array without axes prints like one, but is not one.

    loss = float(np.mean(E**2))
    """
    loss, _ = linear_loss_and_grad(np.ones((3, 2)), np.zeros((3, 1)), np.ones((2, 1)))

    expect_float(loss)


def test_linear_loss_and_grad_keeps_float32() -> None:
    """float32 arrays alone give a float32 gradient: Python's numbers do not change the dtype.

    dW = 2 * X.T @ E / len(X)  # a factor such as np.float64(2) would make it float64
    """
    X, y, W = (np.ones(shape, dtype=np.float32) for shape in ((3, 2), (3, 1), (2, 1)))

    _, dW = linear_loss_and_grad(X, y, W)

    expect_dtype(dW, np.float32)


def test_linear_loss_and_grad_is_as_precise_as_its_inputs() -> None:
    """One float64 array among float32 ones makes the gradient float64, as NumPy does by itself.

    dW = 2 * X.T @ E / len(X)  # without .astype
    """
    shapes = {"X": (3, 2), "y": (3, 1), "W": (2, 1)}
    for double in shapes:
        arrays = [np.ones(shape, FLOATS[name != double]) for name, shape in shapes.items()]

        _, dW = linear_loss_and_grad(*arrays)

        expect_dtype(dW, np.float64, hint=f"{double} is float64, and the rest float32")


def test_linear_loss_and_grad_takes_arguments_by_name() -> None:
    """The parameters are called X, y and W, as in the stub, so that a caller may pass them by name.

    def linear_loss_and_grad(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """
    loss, dW = linear_loss_and_grad(W=np.array([[3.0], [4.0]]), y=np.array([[1.0]]), X=np.array([[1.0, 2.0]]))

    expect_number(loss, 100, atol=1e-9)
    expect_close(dW, [[20], [40]], atol=1e-9)


def test_gradient_descent_keeps_the_weights_dtype() -> None:
    """float32 weights stay float32, and float64 ones float64, whatever y, lr and the gradients are.

    W = W.copy()
    W -= lr * dW  # in place; W = W - lr * dW is float64 as soon as lr or dW is
    """
    single, double = np.ones(1, dtype=np.float32), np.zeros(1)

    alike, _ = gradient_descent(NOTHING, np.zeros_like(single), single.copy(), 0.1, squared_distance, epochs=2)
    mixed, _ = gradient_descent(NOTHING, double, single.copy(), np.float64(0.1), squared_distance, epochs=2)
    wide, _ = gradient_descent(NOTHING, double, np.ones(1), 0.1, lambda X, y, W: (0.0, np.ones_like(single)), epochs=2)

    expect_dtype(alike, np.float32, hint="all arrays are float32")
    expect_dtype(mixed, np.float32, hint="W is float32, y and lr are float64")
    expect_close(mixed, [0.64], atol=1e-6)
    expect_dtype(wide, np.float64, hint="W is float64, its gradient float32")


def test_gradient_descent_keeps_all_digits() -> None:
    """In float64 the weights have some 16 digits: 1 - 0.1 * 2 is 0.8 to a trillionth.

    W -= lr * dW  # without np.float32(lr) or W.astype(np.float32)
    """
    W, _ = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.1, squared_distance, epochs=1)

    expect_close(W, [0.8], atol=1e-12)


def test_gradient_descent_gives_a_list_of_losses() -> None:
    """The losses are a list of floats, so that a caller may append to it or add two of them up.

    losses: list[float] = []
    losses.append(float(loss))
    """
    _, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.25, squared_distance, epochs=2)

    assert type(losses) is list, f"expected  a list\ngot       {type(losses).__name__}"
    for loss in losses:
        expect_float(loss)


def test_gradient_descent_without_steps_gives_a_copy() -> None:
    """After 0 epochs too the weights are an array of their own: a caller who changes one may want to keep the other.

    W = W.copy()
    """
    W = np.array([[1.0], [2.0]])

    result, _ = gradient_descent(NOTHING, np.zeros((2, 1)), W, 0.1, squared_distance, epochs=0)

    shared = np.shares_memory(result, W)
    assert not shared, "expected  an array of its own\ngot       the caller's W itself"


def test_gradient_descent_leaves_the_gradients_alone() -> None:
    """The gradient is loss_fn's own array, which may use it again: lr * dW makes a new one.

    W -= lr * dW  # not dW *= lr
    """
    slope = np.ones((2, 1))

    gradient_descent(NOTHING, NOTHING, np.ones((2, 1)), 0.1, lambda X, y, W: (0.0, slope), epochs=3)

    expect_unchanged(slope, np.ones((2, 1)), "the gradient that loss_fn gave")


def test_gradient_descent_takes_arguments_by_name() -> None:
    """The parameters have the names of the stub, so that a caller may pass them by name.

    def gradient_descent(X, y, W, lr, loss_fn, epochs=100):
    """
    W, _ = gradient_descent(X=NOTHING, y=np.zeros(1), W=np.ones(1), lr=0.25, loss_fn=squared_distance, epochs=1)

    expect_close(W, [0.5], atol=1e-9)
