"""What chapter 2.3 means by right."""

import math

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent, logistic_loss_and_grads, minibatches

from data import Mnist
from dojo.verdict.expect import expect_close, expect_gradient, expect_number, expect_shape, expect_unchanged
from dojo.verdict.expect_law import expect_law
from dojo.verdict.expect_training import (
    bowl,
    collected,
    expect_32_rows_and_one_epoch,
    expect_another_order_each_epoch,
    expect_any_shape,
    expect_each_row_once,
    expect_fresh_generator,
    expect_gradients_by_name,
    expect_mean_over_samples,
    expect_one_point,
    expect_order_from_seed,
    expect_samples_kept,
    expect_start_kept,
    pull,
)


def test_minibatches_cuts_batches_of_the_size_asked_for() -> None:
    """Seven rows in batches of 3 are 3, 3 and 1 rows; six are 3 and 3."""
    X, y = np.arange(14.0).reshape(7, 2), np.arange(7.0).reshape(7, 1)

    sizes = [len(rows) for rows, _ in collected(minibatches(X, y, 3, np.random.default_rng(0)))]
    even = [len(rows) for rows, _ in collected(minibatches(X[:6], y[:6], 3, np.random.default_rng(0)))]

    assert sizes == [3, 3, 1], f"expected  7 rows in batches of 3, 3 and 1\ngot       batches of {sizes} rows"
    assert even == [3, 3], f"expected  6 rows in batches of 3 and 3\ngot       batches of {even} rows"


def test_minibatches_gives_every_row_once() -> None:
    """All batches of an epoch together are the rows of X: none is lost, and none comes twice."""
    X = np.arange(10.0).reshape(10, 1)

    rows = np.concatenate([rows for rows, _ in collected(minibatches(X, X.copy(), 4, np.random.default_rng(0)))])

    expect_close(np.sort(rows, axis=0), np.arange(10.0).reshape(10, 1), atol=0, hint="these are all rows, sorted")


def test_minibatches_keeps_samples_and_targets_together() -> None:
    """Where y[i] is ten times X[i], it is so in every batch."""
    X = np.arange(20.0).reshape(20, 1)

    for rows, targets in collected(minibatches(X, 10 * X, 6, np.random.default_rng(0))):
        expect_close(targets, 10 * rows, atol=0, hint="rows of X and of y must be picked by the same row numbers")


def test_minibatches_shuffles() -> None:
    """100 rows do not come in their own order, and a batch mixes rows from all over."""
    X = np.arange(100.0).reshape(100, 1)

    batches = [rows[:, 0] for rows, _ in collected(minibatches(X, X.copy(), 20, np.random.default_rng(0)))]

    rows = np.concatenate(batches)
    assert not np.array_equal(rows, np.arange(100.0)), (
        "expected  rows in a random order\ngot       0, 1, 2, ... as they are in X"
    )
    span = min(int(rows.max() - rows.min()) + 1 for rows in batches)
    assert span > 40, (
        f"expected  batches of rows from all over X\ngot       a batch whose 20 rows all come from {span} "
        "neighboring ones\nshuffle the rows, and then cut them into batches"
    )


def test_minibatches_leaves_samples_and_targets_in_their_order() -> None:
    """After an epoch X and y are what they were before: only row numbers are shuffled."""
    X, y = np.arange(10.0).reshape(10, 1), np.arange(10.0).reshape(10, 1)

    collected(minibatches(X, y, 3, np.random.default_rng(0)))

    expect_unchanged(X, np.arange(10.0).reshape(10, 1), "X")
    expect_unchanged(y, np.arange(10.0).reshape(10, 1), "y")


def test_minibatches_shuffles_at_each_call() -> None:
    """In 300 epochs over three rows, each of the six orders comes some 50 times."""
    X, rng = np.arange(3.0).reshape(3, 1), np.random.default_rng(0)

    orders = [
        tuple(float(rows[0, 0]) for rows, _ in collected(minibatches(X.copy(), X.copy(), 1, rng))) for _ in range(300)
    ]

    counts = sorted((orders.count(order) for order in set(orders)), reverse=True)
    assert len(counts) == 6, (
        f"expected  all six orders of three rows in 300 epochs\ngot       {len(counts)} of them: "
        "each call must draw a new order from rng"
    )
    assert counts[-1] >= 20, f"expected  each order some 50 times in 300 epochs\ngot       {counts} times"


def test_minibatches_draws_from_the_rng_it_is_given() -> None:
    """The same seed gives the same batches, and a different seed gives different ones."""
    X = np.arange(30.0).reshape(30, 1)

    first, again, other = (
        np.concatenate([rows for rows, _ in collected(minibatches(X.copy(), X.copy(), 8, np.random.default_rng(seed)))])
        for seed in (1, 1, 2)
    )

    expect_close(again, first, atol=0, hint="two generators of the same seed must give the same order")
    assert not np.array_equal(first, other), (
        "expected  another order from another seed\ngot       the same for seeds 1 and 2: draw it from rng"
    )


def test_minibatches_gives_one_batch_where_all_fit() -> None:
    """Five rows in batches of 50 are one batch of all five."""
    X = np.arange(5.0).reshape(5, 1)

    batches = collected(minibatches(X, X.copy(), 50, np.random.default_rng(0)))

    assert len(batches) == 1, f"expected  one batch\ngot       {len(batches)}"
    expect_close(np.sort(batches[0][0], axis=0), np.arange(5.0).reshape(5, 1), atol=0, hint="the rows, sorted")


def test_minibatches_takes_samples_of_any_shape() -> None:
    """Images (n, h, w) with labels (n,) come in batches of (4, h, w) and (4,)."""
    rows, targets = collected(minibatches(np.zeros((5, 2, 3)), np.zeros(5), 4, np.random.default_rng(0)))[0]

    expect_shape(rows, (4, 2, 3))
    expect_shape(targets, (4,))


def test_minibatches_gives_every_row_once_whatever_the_sizes() -> None:
    """All batches but the last are as large as asked for; together they hold each row once, with its target."""

    def law(seed: int, n: int, batch_size: int) -> None:
        X = np.arange(float(n)).reshape(n, 1)
        batches = collected(minibatches(X, -X, batch_size, np.random.default_rng(seed)))
        sizes, full = [len(X_batch) for X_batch, _ in batches], n // batch_size
        expected = [batch_size] * full + [n % batch_size] * (n % batch_size > 0)
        assert sizes == expected, (
            f"expected  {n} rows in batches of {batch_size}: {expected}\ngot       batches of {sizes} rows"
        )
        rows = np.concatenate([X_batch for X_batch, _ in batches])
        right = np.arange(float(n)).reshape(n, 1)
        expect_close(np.sort(rows, axis=0), right, atol=0, hint="these are all rows, sorted")
        expect_close(np.concatenate([y_batch for _, y_batch in batches]), -rows, atol=0, hint="each target is -row")

    expect_law(law, seed=(0, 99), n=(1, 40), batch_size=(1, 50))


def test_logistic_loss_and_grads_by_hand() -> None:
    """With W = b = 0 each probability is one half, and the loss ln 2, 0.6931.

    Inputs 1, 2 and 6 with truths 1, 1 and 0 miss by -1/2, -1/2 and 1/2:
    dW = (-1/2 - 2/2 + 6/2) / 3 = 0.5, and db = -1/2 / 3 = -1/6.
    """
    X, y = np.array([[1.0], [2.0], [6.0]]), np.array([[1.0], [1.0], [0.0]])

    loss, grads = logistic_loss_and_grads(X, y, {"W": np.zeros((1, 1)), "b": np.zeros(1)})

    expect_number(loss, math.log(2), atol=1e-5, hint="the loss of each sample is ln 2, and so is their mean")
    assert isinstance(grads, dict) and set(grads) == {"W", "b"}, (
        f"expected  a dict of gradients under 'W' and 'b'\ngot       {grads}"
    )
    expect_close(grads["W"], [[0.5]], atol=1e-6, hint="dW = X.T @ (A - y) / n")
    expect_close(grads["b"], [-1 / 6], atol=1e-6, hint="db = sum(A - y) / n")


def test_logistic_loss_and_grads_have_the_shapes_of_the_parameters() -> None:
    """Two inputs of 1 for each of three samples, all truths 1, all probabilities one half: each slope is -1/2."""
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    _, grads = logistic_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)

    expect_close(grads["b"], [-0.5], atol=1e-6, hint="the gradient of b has shape (1,), as b has")
    expect_close(grads["W"], [[-0.5], [-0.5]], atol=1e-6, hint="the gradient of W has shape (2, 1), as W has")


def true_loss(X: Array, y: Array, W: Array, b: Array) -> float:
    """Compute the binary cross-entropy from the scores z: the mean of ln(1 + e^z) - yz."""
    Z = X @ W + b
    return float(np.mean(np.logaddexp(0, Z) - y * Z))


def test_logistic_loss_and_grads_gives_the_cross_entropy() -> None:
    """The loss is the mean of ln(1 + e^z) - yz, for scores from -8 to 8: with one sample, a few or many."""
    rng = np.random.default_rng(0)
    for n, d in (1, 1), (3, 1), (7, 3), (60, 2):
        X, y = 2 * rng.standard_normal((n, d)), (rng.random((n, 1)) < 0.5).astype(float)
        params: Params = {"W": rng.standard_normal((d, 1)), "b": rng.standard_normal(1)}
        right = true_loss(X, y, params["W"], params["b"])

        loss, _ = logistic_loss_and_grads(X, y, params)

        expect_number(loss, right, atol=1e-3, hint=f"{n} samples with {d} inputs each: the mean of their losses")
    for score, truth in (-8.0, 1.0), (8.0, 0.0):
        params = {"W": np.ones((1, 1)), "b": np.zeros(1)}

        loss, _ = logistic_loss_and_grads(np.full((3, 1), score), np.full((3, 1), truth), params)

        expect_number(loss, math.log1p(math.exp(8)), atol=1e-3, hint=f"the scores are {score:g}, the truths {truth:g}")


def test_logistic_loss_and_grads_are_the_slopes_of_the_loss() -> None:
    """Nudging one parameter by h changes the cross-entropy by h times its slope: with one sample, a few or many."""
    rng, h = np.random.default_rng(0), 1e-4
    for n, d in (7, 3), (1, 1), (3, 3), (50, 2):
        X, y = rng.standard_normal((n, d)), (rng.random((n, 1)) < 0.5).astype(float)
        W, b = rng.standard_normal((d, 1)), rng.standard_normal(1)
        slopes = {"W": np.zeros((d, 1)), "b": np.zeros(1)}
        for name, slope in slopes.items():
            for index in np.ndindex(slope.shape):
                nudge = {"W": np.zeros((d, 1)), "b": np.zeros(1)}
                nudge[name][index] = h
                up, down = (true_loss(X, y, W + sign * nudge["W"], b + sign * nudge["b"]) for sign in (1, -1))
                slope[index] = (up - down) / (2 * h)

        _, grads = logistic_loss_and_grads(X, y, {"W": W, "b": b})

        for name, slope in slopes.items():
            expect_gradient(grads[name], slope, name, atol=1e-5)


def test_logistic_loss_and_grads_survives_certain_and_wrong() -> None:
    """Scores of -10,000 and 10,000 give a finite loss of 10 or more, and gradients for probabilities of 0 and 1."""
    X, y = np.array([[1e4], [-1e4], [1e4]]), np.array([[0.0], [1.0], [0.0]])

    loss, grads = logistic_loss_and_grads(X, y, {"W": np.ones((1, 1)), "b": np.zeros(1)})

    assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more\ngot       {loss}"
    expect_close(grads["W"], [[1e4]], atol=0.1, hint="each sample has an input of 10,000, and misses by 1")


def test_logistic_loss_and_grads_leaves_its_inputs_alone() -> None:
    """X, y and the parameters are what they were before: to train is the work of gradient_descent."""
    X, y = np.ones((3, 2)), np.ones((3, 1))
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    logistic_loss_and_grads(X, y, params)

    assert set(params) == {"W", "b"}, f"expected  params with W and b, as before\ngot       {sorted(params)}"
    for array, name in (X, "X"), (y, "y"), (params["W"], "params['W']"), (params["b"], "params['b']"):
        expect_unchanged(array, np.ones(array.shape), name)


def test_gradient_descent_steps_once_for_each_batch() -> None:
    """Ten rows in batches of 4 are three steps; slopes of 1 and lr = 0.1 lower each entry by 0.3."""
    X = np.zeros((10, 1))

    trained, losses = gradient_descent(X, X, {"W": np.ones((2, 2)), "b": np.zeros(3)}, 0.1, pull, 4)

    expect_close(trained["W"], np.full((2, 2), 0.7), atol=1e-9, hint="one step for each batch, the last one included")
    expect_close(trained["b"], np.full(3, -0.3), atol=1e-9, hint="every parameter is trained")
    assert len(losses) == 1, f"expected  one loss, for one epoch\ngot       {len(losses)}"


def test_gradient_descent_uses_the_result_of_each_step_in_the_next() -> None:
    """In the bowl w², lr = 0.25 halves w in each of two epochs of three steps: 64 becomes 1.

    Each batch's loss is the one before its step: 64², 32² and 16², then 8², 4² and 2².
    """
    X = np.zeros((6, 1))

    trained, losses = gradient_descent(X, X, {"w": np.array([64.0])}, 0.25, bowl, 2, 2)

    expect_close(trained["w"], [1], atol=1e-9, hint="six steps, each of which halves w")
    hint = "the mean of the batch losses, each from before the batch's step"
    expect_close(np.array(losses), [(64**2 + 32**2 + 16**2) / 3, (8**2 + 4**2 + 2**2) / 3], atol=1e-6, hint=hint)


def test_gradient_descent_goes_on_where_the_loss_rises() -> None:
    """With lr = 1.5 each step leaps over the bottom and lands twice as far away: 1, -2, 4, -8, at losses 1, 4, 16."""
    X = np.zeros((32, 1))

    trained, losses = gradient_descent(X, X, {"w": np.ones(1)}, 1.5, bowl, 32, 3)

    expect_close(np.array(losses), [1, 4, 16], atol=1e-9, hint="three epochs of one step each, whatever the loss does")
    expect_close(trained["w"], [-8], atol=1e-9, hint="the parameters after the last step, not the best ones on the way")


def test_gradient_descent_moves_each_parameter_by_its_own_gradient() -> None:
    """Gradients may come in a different order than the parameters, which keep theirs: W1, b1, W2."""
    expect_gradients_by_name(gradient_descent)


def test_gradient_descent_updates_all_parameters_from_one_point() -> None:
    """The loss function sees no parameter a step ahead of another."""
    expect_one_point(gradient_descent)


def test_gradient_descent_takes_each_row_once_an_epoch() -> None:
    """Ten rows come in batches of 4, 4 and 2, in each of two epochs, each row once and with its own target."""
    expect_each_row_once(gradient_descent)


def test_gradient_descent_takes_samples_of_any_shape() -> None:
    """Images (n, h, w) with targets (n,) reach loss_fn in these shapes, each with its own target."""
    expect_any_shape(gradient_descent)


def test_gradient_descent_takes_batches_of_32_for_one_epoch_by_default() -> None:
    """33 rows are two batches, one of 32 rows and one with the last row."""
    expect_32_rows_and_one_epoch(gradient_descent)


def test_gradient_descent_weights_batches_by_their_size() -> None:
    """Batches of 4, 4 and 2 rows with their mean x as loss: weighted by size they give the mean of all ten, 4.5."""
    expect_mean_over_samples(gradient_descent)


def test_gradient_descent_leaves_its_start_as_it_was() -> None:
    """The parameters that are passed in keep their numbers, so that another training can start from them."""
    expect_start_kept(gradient_descent)


def test_gradient_descent_leaves_the_samples_in_their_order() -> None:
    """After training X and y are what they were before."""
    expect_samples_kept(gradient_descent)


def test_gradient_descent_shuffles_in_each_epoch() -> None:
    """In eight epochs over 100 rows the rows come in eight different orders, none of which is their own."""
    expect_another_order_each_epoch(gradient_descent)


def test_gradient_descent_takes_the_order_from_rng() -> None:
    """Two generators of the same seed give the same order of rows, and a different seed gives a different order."""
    expect_order_from_seed(gradient_descent)


def test_gradient_descent_without_rng_shuffles_differently_each_time() -> None:
    """Two trainings without rng see twenty rows in two orders: None means a fresh generator, without a seed."""
    expect_fresh_generator(gradient_descent)


@pytest.mark.mnist
@pytest.mark.timeout(600)
def test_gradient_descent_reads_zeros_and_ones(mnist: Mnist) -> None:
    """Logistic regression learns to tell MNIST's 0 from its 1: at least 99.8% of the 2,115 test digits.

    Over ten seeds the reference gets 99.95% each time, one digit wrong, and the loss falls from 0.027 to 0.007.
    """
    train, test = mnist.y_train < 2, mnist.y_test < 2
    X, y = mnist.X_train[train], mnist.y_train[train, None].astype(np.float32)
    params: Params = {"W": np.zeros((784, 1), dtype=np.float32), "b": np.zeros(1, dtype=np.float32)}

    trained, losses = gradient_descent(X, y, params, 0.1, logistic_loss_and_grads, 32, 3, np.random.default_rng(0))

    # A score above 0 is a probability above one half.
    score = mnist.X_test[test] @ trained["W"] + trained["b"]
    accuracy = float(((score[:, 0] > 0) == mnist.y_test[test]).mean())
    assert losses[2] < losses[0], f"expected  a loss that falls from epoch to epoch\ngot       {losses}"
    assert accuracy >= 0.998, f"expected  at least 99.8% of the test digits right\ngot       {accuracy:.2%}"
