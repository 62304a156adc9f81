"""What chapter 2.2 means by right."""

import numpy as np
from ch11_arrays import Array
from ch22_gradient_descent import gradient_descent, linear_loss_and_grad

from dojo.verdict.expect import expect_close, expect_gradient, expect_number, expect_shape, expect_unchanged

NOTHING = np.zeros((1, 1))


def squared_distance(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Compute the squared distance of W from y, a bowl whose bottom is at y, and its gradient."""
    return float(np.sum((W - y) ** 2)), 2 * (W - y)


def test_linear_loss_and_grad_by_hand() -> None:
    """With W = 1, inputs 1, 2, 3 predict 1, 2, 3 for 3, 4, 4: errors -2, -2, -1, loss (4 + 4 + 1) / 3 = 3.

    The gradient is 2 * (1 * -2 + 2 * -2 + 3 * -1) / 3 = -6.
    """
    X, y, W = np.array([[1.0], [2.0], [3.0]]), np.array([[3.0], [4.0], [4.0]]), np.array([[1.0]])

    loss, dW = linear_loss_and_grad(X, y, W)

    expect_number(loss, 3, atol=1e-6)
    expect_close(dW, [[-6]], atol=1e-6, hint="dW = 2 * X.T @ (X @ W - y) / n, with the 2 of the square's derivative")


def test_linear_loss_and_grad_of_a_single_sample() -> None:
    """Inputs 1 and 2 with weights 3 and 4 predict 11 for 1: error 10, loss 100, slopes 2 * 10 * 1 and 2 * 10 * 2."""
    loss, dW = linear_loss_and_grad(np.array([[1.0, 2.0]]), np.array([[1.0]]), np.array([[3.0], [4.0]]))

    expect_number(loss, 100, atol=1e-6)
    expect_close(dW, [[20], [40]], atol=1e-6, hint="the mean is taken over samples, and here is one")


def test_linear_loss_and_grad_has_one_slope_for_each_weight() -> None:
    """The gradient has the shape of W, with one weight or five."""
    for d in 1, 5:
        _, dW = linear_loss_and_grad(np.ones((3, d)), np.zeros((3, 1)), np.ones((d, 1)))
        expect_shape(dW, (d, 1))


def test_linear_loss_and_grad_is_flat_at_the_bottom() -> None:
    """Where every prediction is right, loss and gradient are 0."""
    X, W = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 5.0]]), np.array([[2.0], [-3.0]])

    loss, dW = linear_loss_and_grad(X, np.array([[-4.0], [9.0], [-15.0]]), W)

    expect_number(loss, 0, atol=1e-9)
    expect_close(dW, np.zeros((2, 1)), atol=1e-9)


def test_linear_loss_and_grad_is_a_mean_over_samples() -> None:
    """The three samples worked by hand, each four times: twelve samples, and still a loss of 3 and a gradient of -6."""
    X, y = np.array([[1.0], [2.0], [3.0]] * 4), np.array([[3.0], [4.0], [4.0]] * 4)

    loss, dW = linear_loss_and_grad(X, y, np.array([[1.0]]))

    expect_number(loss, 3, atol=1e-6, hint="divide by the number of samples")
    expect_close(dW, [[-6]], atol=1e-6, hint="divide by the number of samples")


def test_linear_loss_and_grad_counts_large_errors_in_full() -> None:
    """10^4 times 10^4 for 0 is an error of 10^8: the loss is its square, 10^16, and the slope 2 * 10^4 * 10^8."""
    loss, dW = linear_loss_and_grad(np.full((3, 1), 1e4), np.zeros((3, 1)), np.array([[1e4]]))

    expect_number(loss, 1e16, atol=0, rtol=1e-6)
    expect_close(dW, [[2e12]], atol=0, rtol=1e-6, hint="neither errors nor gradients are cut off")


def test_linear_loss_and_grad_is_the_slope_of_the_loss() -> None:
    """Nudging one weight by h changes the loss by h times its slope, with more samples than weights or fewer."""
    rng, h = np.random.default_rng(0), 1e-4
    for n, d in (6, 3), (3, 3), (3, 5), (1, 1):
        X, y, W = rng.standard_normal((n, d)), rng.standard_normal((n, 1)), rng.standard_normal((d, 1))

        _, dW = linear_loss_and_grad(X.copy(), y.copy(), W.copy())

        losses = [
            [linear_loss_and_grad(X.copy(), y.copy(), W + nudge)[0] for nudge in (e, -e)]
            for e in h * np.eye(d)[:, :, None]
        ]
        expect_gradient(dW, np.array([[up - down] for up, down in losses]) / (2 * h), "W", atol=1e-8)


def test_linear_loss_and_grad_leaves_its_inputs_alone() -> None:
    """X, y and W keep their numbers: training calls the function again with the same arrays."""
    X, y, W = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([[1.0], [2.0], [4.0]]), np.array([[1.0], [2.0]])

    linear_loss_and_grad(X, y, W)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "X")
    expect_unchanged(y, np.array([[1.0], [2.0], [4.0]]), "y")
    expect_unchanged(W, np.array([[1.0], [2.0]]), "W")


def test_gradient_descent_takes_one_step() -> None:
    """At 1 in the bowl w², the slope is 2: a learning rate of 0.1 steps to 1 - 0.1 * 2 = 0.8."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.1, squared_distance, epochs=1)

    expect_close(W, [0.8], atol=1e-6, hint="W - lr * dW: downhill, scaled by the learning rate")
    expect_close(np.array(losses), [1], atol=1e-6, hint="the loss before the step")


def test_gradient_descent_takes_a_new_slope_at_each_step() -> None:
    """With lr = 0.25 each step halves the distance: 1, 1/2, 1/4, 1/8, at losses 1, 1/4, 1/16."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.25, squared_distance, epochs=3)

    expect_close(W, [0.125], atol=1e-6, hint="each step starts where the one before ended")
    expect_close(np.array(losses), [1, 0.25, 0.0625], atol=1e-6, hint="losses[i] is the loss before update i")


def test_gradient_descent_goes_as_far_as_the_slope_says() -> None:
    """Slopes of 20,000 and of 0.0002 both count: with lr = 0.1, weights of 10,000 and 0.0001 shrink to 8/10."""
    W, _ = gradient_descent(NOTHING, np.zeros(2), np.array([1e4, 1e-4]), 0.1, squared_distance, epochs=1)

    expect_close(W, [8e3, 8e-5], atol=0, rtol=1e-6, hint="the step is lr * dW, neither cut off nor scaled")


def test_gradient_descent_goes_on_where_the_loss_rises() -> None:
    """With lr = 1.5 each step leaps over the bottom and ends twice as far away: 1, -2, 4, -8, at losses 1, 4, 16."""
    W, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 1.5, squared_distance, epochs=3)

    expect_close(np.array(losses), [1, 4, 16], atol=1e-6, hint="take every step with the lr that was asked for")
    expect_close(W, [-8], atol=1e-6, hint="the weights after the last step, whether they are the best or not")


def test_gradient_descent_uses_all_samples_in_every_step() -> None:
    """The loss function gets all of X and y, in their order, and the present W."""
    seen: list[tuple[Array, Array, Array]] = []

    def loss_fn(X: Array, y: Array, W: Array) -> tuple[float, Array]:
        seen.append((X.copy(), y.copy(), W.copy()))
        return 0.0, np.ones((2, 1))

    X, y = np.arange(80.0).reshape(40, 2), np.arange(40.0).reshape(40, 1)
    gradient_descent(X, y, np.zeros((2, 1)), 0.5, loss_fn, epochs=2)

    assert len(seen) >= 2, f"expected  a call of loss_fn for each of 2 steps\ngot       {len(seen)}"
    for i, (X_seen, y_seen, W_seen) in enumerate((seen[0], seen[-1])):
        expect_close(X_seen, np.arange(80.0).reshape(40, 2), atol=1e-9, hint="this is the X that loss_fn was given")
        expect_close(y_seen, np.arange(40.0).reshape(40, 1), atol=1e-9, hint="this is the y that loss_fn was given")
        expect_close(W_seen, [[-0.5 * i], [-0.5 * i]], atol=1e-6, hint="this is the W that loss_fn was given")


def test_gradient_descent_takes_100_steps_unless_told() -> None:
    """`epochs` is 100 by default."""
    _, losses = gradient_descent(NOTHING, np.zeros(1), np.ones(1), 0.01, squared_distance)

    assert len(losses) == 100, f"expected  100 losses\ngot       {len(losses)}"


def test_gradient_descent_takes_no_step_in_0_epochs() -> None:
    """After 0 epochs there are no losses, and the weights are those of the start."""
    W, losses = gradient_descent(NOTHING, np.zeros(2), np.array([1.0, 2.0]), 0.1, squared_distance, epochs=0)

    expect_close(W, [1, 2], atol=1e-9)
    assert len(losses) == 0, f"expected  no losses\ngot       {losses}"


def test_gradient_descent_finds_the_line() -> None:
    """From samples of 3 * x1 - 2 * x2 without noise it recovers 3 and -2, and the loss only falls."""
    X = np.random.default_rng(0).standard_normal((50, 2))
    y = X @ np.array([[3.0], [-2.0]])

    W, losses = gradient_descent(X, y, np.zeros((2, 1)), 0.3, linear_loss_and_grad, epochs=60)

    expect_close(W, [[3], [-2]], atol=1e-6)
    rises = [i for i in range(1, len(losses)) if losses[i] > losses[i - 1] + 1e-9]
    assert not rises, f"the loss rises at step {rises[0]}, from {losses[rises[0] - 1]} to {losses[rises[0]]}"


def test_gradient_descent_leaves_its_inputs_alone() -> None:
    """W keeps its numbers, so that another run can start from it, and so do X and y."""
    X, y, W = np.ones((3, 2)), np.ones((2, 1)), np.ones((2, 1))

    gradient_descent(X, y, W, 0.1, lambda X, y, W: (0.0, np.ones((2, 1))), epochs=3)

    expect_unchanged(W, np.ones((2, 1)), "W")
    expect_unchanged(X, np.ones((3, 2)), "X")
    expect_unchanged(y, np.ones((2, 1)), "y")
