"""What chapter 2.2 means by right."""

import numpy as np
from ch11_arrays import Array
from ch22_gradient_descent import gradient_descent, linear_loss_and_grad

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_gradient,
    expect_number,
    expect_shape,
    expect_unchanged,
)

NOTHING = np.zeros((1, 1))


def squared_distance(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Compute the squared distance of W from y, a bowl whose bottom is at y, and its gradient."""
    return float(np.sum((W - y) ** 2)), 2 * (W - y)


def test_linear_loss_and_grad_by_hand() -> None:
    """With W = 1, inputs 1 and 2 predict 1 and 2 for 3 and 5: errors -2 and -3, loss (4 + 9) / 2 = 6.5.

    The gradient is 2 * (1 * -2 + 2 * -3) / 2 = -8.
    """
    X, y, W = np.array([[1.0], [2.0]]), np.array([[3.0], [5.0]]), np.array([[1.0]])

    loss, dW = linear_loss_and_grad(X, y, W)

    expect_number(loss, 6.5, atol=1e-12)
    expect_close(dW, [[-8]], atol=1e-12, hint="dW = 2 * X.T @ (X @ W - y) / n, with the 2 of the square's derivative")


def test_linear_loss_and_grad_of_a_single_sample() -> None:
    """Inputs 1 and 2 with weights 3 and 4 predict 11 for 1: error 10, loss 100, slopes 2 * 10 * 1 and 2 * 10 * 2."""
    loss, dW = linear_loss_and_grad(X=np.array([[1.0, 2.0]]), y=np.array([[1.0]]), W=np.array([[3.0], [4.0]]))

    expect_number(loss, 100, atol=1e-12)
    expect_close(dW, [[20], [40]], atol=1e-12, hint="the average runs over the samples, and here is one")


def test_linear_loss_and_grad_has_one_slope_for_each_weight() -> None:
    """The gradient has the shape of W, with one weight or five."""
    for d in 1, 5:
        _, dW = linear_loss_and_grad(np.ones((3, d)), np.zeros((3, 1)), np.ones((d, 1)))
        expect_shape(dW, (d, 1))


def test_linear_loss_and_grad_is_flat_at_the_bottom() -> None:
    """Where every prediction is right, loss and gradient are 0."""
    X, W = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 5.0]]), np.array([[2.0], [-3.0]])

    loss, dW = linear_loss_and_grad(X, np.array([[-4.0], [9.0], [-15.0]]), W)

    expect_number(loss, 0, atol=1e-12)
    expect_close(dW, np.zeros((2, 1)), atol=1e-12)


def test_linear_loss_and_grad_counts_large_errors_in_full() -> None:
    """10^4 times 10^4 for 0 is an error of 10^8: the loss is its square, 10^16, and the slope 2 * 10^4 * 10^8."""
    X, y, W = np.array([[1e4], [1e4]]), np.zeros((2, 1)), np.array([[1e4]])

    loss, dW = linear_loss_and_grad(X, y, W)

    expect_number(loss, 1e16, atol=0, rtol=1e-9)
    expect_close(dW, [[2e12]], atol=0, rtol=1e-9, hint="neither errors nor gradients are cut off")


def test_linear_loss_and_grad_is_the_slope_of_the_loss() -> None:
    """Nudging one weight by h changes the loss by h times its slope, be there more samples than weights or not."""
    rng, h = np.random.default_rng(0), 1e-4
    for n, d in (6, 3), (3, 3), (2, 5), (1, 1):
        X, y, W = rng.standard_normal((n, d)), rng.standard_normal((n, 1)), rng.standard_normal((d, 1))

        _, dW = linear_loss_and_grad(X, y, W)

        nudges = h * np.eye(d)[:, :, None]
        rise = [linear_loss_and_grad(X, y, W + e)[0] - linear_loss_and_grad(X, y, W - e)[0] for e in nudges]
        expect_gradient(dW, np.array(rise)[:, None] / (2 * h), "W", atol=1e-8)


def test_linear_loss_and_grad_is_a_mean_over_samples() -> None:
    """The same samples twice over have the same mean: neither loss nor gradient changes."""
    rng = np.random.default_rng(0)
    X, y, W = rng.standard_normal((4, 2)), rng.standard_normal((4, 1)), rng.standard_normal((2, 1))

    loss, dW = linear_loss_and_grad(X, y, W)
    loss_twice, dW_twice = linear_loss_and_grad(np.vstack([X, X]), np.vstack([y, y]), W)

    expect_number(loss_twice, float(loss), atol=1e-12, hint="divide by the number of samples")
    expect_close(dW_twice, dW, atol=1e-12, hint="divide by the number of samples")
    assert abs(float(dW[0, 0])) > 1e-3, f"the slope at [0, 0] is {dW[0, 0]}, but this point is not the bottom"


def test_linear_loss_and_grad_keeps_float32_and_its_inputs() -> None:
    """float32 in, float32 gradient out, and X, y, W as they were."""
    X, y, W = (np.ones(shape, dtype=np.float32) for shape in ((3, 2), (3, 1), (2, 1)))

    _, dW = linear_loss_and_grad(X, y, W)

    expect_dtype(dW, np.float32)
    for array, name in (X, "X"), (y, "y"), (W, "W"):
        expect_unchanged(array, np.ones_like(array), name)


def test_linear_loss_and_grad_is_as_precise_as_its_inputs() -> None:
    """One float64 array among float32 ones makes the gradient float64, as NumPy has it: nothing is cast."""
    shapes = {"X": (3, 2), "y": (3, 1), "W": (2, 1)}
    for double in shapes:
        arrays = {name: np.ones(shape, FLOATS[name != double]) for name, shape in shapes.items()}

        _, dW = linear_loss_and_grad(**arrays)

        expect_dtype(dW, np.float64, hint=f"{double} is float64, and the rest float32")


def test_linear_loss_and_grad_refuses_targets_that_are_no_column() -> None:
    """(3,), (1, 1) or (3, 2) targets would be stretched to fit (3, 1) predictions: the ValueError names both shapes."""
    X, W = np.arange(6.0).reshape(3, 2), np.ones((2, 1))

    expect_error(lambda: linear_loss_and_grad(X, np.ones(3), W), (3, 1), (3,))
    expect_error(lambda: linear_loss_and_grad(X, np.ones((1, 1)), W), (3, 1), (1, 1))
    expect_error(lambda: linear_loss_and_grad(X, np.ones((3, 2)), W), (3, 1), (3, 2))


def test_linear_loss_and_grad_refuses_what_does_not_fit() -> None:
    """Two weights for three inputs, four targets for five samples, no samples at all."""
    expect_error(lambda: linear_loss_and_grad(np.ones((5, 3)), np.ones((5, 1)), np.ones((2, 1))))
    expect_error(lambda: linear_loss_and_grad(np.ones((5, 2)), np.ones((4, 1)), np.ones((2, 1))))
    expect_error(lambda: linear_loss_and_grad(np.ones((0, 2)), np.ones((0, 1)), np.ones((2, 1))))


def test_gradient_descent_takes_one_step() -> None:
    """From 1 towards 0 in the bowl w², the slope is 2: a learning rate of 0.25 steps to 1 - 0.25 * 2 = 0.5."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.25, squared_distance, epochs=1)

    expect_close(W, [0.5], atol=1e-12, hint="W - lr * dW: downhill, scaled by the learning rate")
    expect_close(np.array(losses), [1], atol=1e-12, hint="the loss before the step")


def test_gradient_descent_goes_as_far_as_the_slope_says() -> None:
    """Slopes of 20,000 and of 0.0002 are both followed: with lr = 0.1 each weight keeps 8/10."""
    start = np.array([1e4, 1e-4])

    W, _ = gradient_descent(X=NOTHING, y=np.zeros(2), W=start, lr=0.1, loss_fn=squared_distance, epochs=1)

    expect_close(W, 0.8 * start, atol=0, rtol=1e-12, hint="the step is lr * dW, neither cut off nor scaled")


def test_gradient_descent_takes_a_new_slope_at_each_step() -> None:
    """With lr = 0.25 each step halves the distance: 1, 1/2, 1/4, 1/8, at losses 1, 1/4, 1/16."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.25, squared_distance, epochs=3)

    expect_close(W, [0.125], atol=1e-12, hint="each step starts where the one before ended")
    expect_close(np.array(losses), [1, 0.25, 0.0625], atol=1e-12, hint="losses[i] is the loss before update i")


def test_gradient_descent_goes_on_where_the_loss_rises() -> None:
    """With lr = 1.5 each step leaps over the bottom and lands twice as far off: 1, -2, 4, -8, at losses 1, 4, 16."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 1.5, squared_distance, epochs=3)

    expect_close(np.array(losses), [1, 4, 16], atol=1e-12, hint="take every step with the lr that was asked for")
    expect_close(W, [-8], atol=1e-12, hint="the weights after the last step, be they the best or not")


def test_gradient_descent_uses_all_samples_in_every_step() -> None:
    """The loss function sees X and y whole, in their order, and W as it is then."""
    X, y = np.arange(80.0).reshape(40, 2), np.arange(40.0).reshape(40, 1)
    seen: list[tuple[Array, Array, Array]] = []

    def loss_fn(X: Array, y: Array, W: Array) -> tuple[float, Array]:
        seen.append((X.copy(), y.copy(), W.copy()))
        return 0.0, np.ones((2, 1))

    gradient_descent(X, y, np.zeros((2, 1)), 0.5, loss_fn, epochs=2)

    assert len(seen) >= 2, f"expected  a call of loss_fn for each of 2 steps\ngot       {len(seen)}"
    for i, (X_seen, y_seen, W_seen) in enumerate((seen[0], seen[-1])):
        expect_close(X_seen, X, atol=0, hint="this is the X that loss_fn was given")
        expect_close(y_seen, y, atol=0, hint="this is the y that loss_fn was given")
        expect_close(W_seen, [[-0.5 * i], [-0.5 * i]], atol=1e-12, hint="this is the W that loss_fn was given")


def test_gradient_descent_takes_100_steps_unless_told() -> None:
    """`epochs` is 100 by default."""
    _, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.01, squared_distance)

    assert len(losses) == 100, f"expected  100 losses\ngot       {len(losses)}"


def test_gradient_descent_gives_a_list_of_losses() -> None:
    """The losses are a list of floats, as a plot or a longer list takes them."""
    _, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.25, squared_distance, epochs=2)

    assert type(losses) is list, f"expected  a list\ngot       {type(losses).__name__}"
    for loss, expected in zip(losses, (1, 0.25), strict=True):
        expect_number(loss, expected, atol=1e-12)


def test_gradient_descent_finds_the_line() -> None:
    """From noiseless samples of 3 * x1 - 2 * x2 it recovers 3 and -2, and the loss only falls."""
    X = np.random.default_rng(0).standard_normal((50, 2))
    y = X @ np.array([[3.0], [-2.0]])

    W, losses = gradient_descent(X, y, np.zeros((2, 1)), 0.3, linear_loss_and_grad, epochs=60)

    expect_close(W, [[3], [-2]], atol=1e-6)
    rises = [i for i in range(1, 60) if losses[i] > losses[i - 1] + 1e-9]
    assert not rises, f"the loss rises at step {rises[0]}, from {losses[rises[0] - 1]} to {losses[rises[0]]}"


def test_gradient_descent_without_steps_gives_a_copy() -> None:
    """After 0 epochs there are no losses, and the weights are an array of their own."""
    W = np.array([[1.0], [2.0]])

    result, losses = gradient_descent(NOTHING, np.zeros((2, 1)), W, 0.1, squared_distance, epochs=0)

    expect_close(result, W, atol=0)
    assert list(losses) == [], f"expected  no losses\ngot       {losses}"
    assert not np.shares_memory(result, W), "the result is W itself: who changes it later changes both; return a copy"


def test_gradient_descent_leaves_its_inputs_alone() -> None:
    """W keeps its numbers, so that another run can start from it; so do X, y and the gradients."""
    X, y, W, slope = np.ones((3, 2)), np.ones((2, 1)), np.ones((2, 1)), np.ones((2, 1))

    gradient_descent(X, y, W, 0.1, lambda X, y, W: (0.0, slope), epochs=3)

    expect_unchanged(W, np.ones((2, 1)), "W")
    expect_unchanged(X, np.ones((3, 2)), "X")
    expect_unchanged(y, np.ones((2, 1)), "y")
    expect_unchanged(slope, np.ones((2, 1)), "the gradient that loss_fn gave")


def test_gradient_descent_keeps_the_weights_dtype() -> None:
    """float32 weights stay float32 whatever y, lr and the gradients are, and float64 ones float64."""
    single, double = np.ones(1, dtype=np.float32), np.zeros(1)

    alike, _ = gradient_descent(NOTHING, np.zeros_like(single), single, 0.1, squared_distance, epochs=2)
    mixed, _ = gradient_descent(NOTHING, double, single, np.float64(0.1), squared_distance, epochs=2)
    wide, _ = gradient_descent(NOTHING, double, np.ones(1), 0.1, lambda X, y, W: (0.0, np.ones_like(single)), epochs=2)

    expect_dtype(alike, np.float32, hint="all that comes in is float32")
    expect_dtype(mixed, np.float32, hint="W - lr * dW is float64 as soon as lr or dW is; W -= lr * dW is not")
    expect_dtype(wide, np.float64, hint="W is float64, though its gradient is not")
    expect_close(mixed, [0.64], atol=1e-6)
