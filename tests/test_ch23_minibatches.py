"""What chapter 2.3 means by right."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent, logistic_loss_and_grads, minibatches

from data import Mnist
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
from dojo.verdict.expect_law import expect_law


def pull(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute a loss that is the batch's mean, whatever the parameters, with slopes of 1."""
    return float(X.mean()), {name: np.ones_like(param) for name, param in params.items()}


def bowl(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the squared length of w, a bowl whose bottom is at 0, and its gradient."""
    return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}


def test_minibatches_cuts_batches_of_the_size_asked_for() -> None:
    """Seven rows in batches of 3 are 3, 3 and 1 rows; six are 3 and 3."""
    X, y = np.arange(14.0).reshape(7, 2), np.arange(7.0).reshape(7, 1)

    sizes = [len(rows) for rows, _ in minibatches(X, y, 3, np.random.default_rng(0))]
    even = [len(rows) for rows, _ in minibatches(X[:6], y[:6], 3, np.random.default_rng(0))]

    assert sizes == [3, 3, 1], (
        f"expected  batches of 3, 3 and 1 rows\ngot       {sizes}: is the last, smaller one lost?"
    )
    assert even == [3, 3], f"expected  batches of 3 and 3 rows\ngot       {even}"


def test_minibatches_gives_every_row_once() -> None:
    """All batches of an epoch together are the rows of X, none lost and none twice."""
    X, y = np.arange(10.0).reshape(10, 1), np.arange(10.0).reshape(10, 1)

    rows = np.concatenate([rows for rows, _ in minibatches(X, y, 4, np.random.default_rng(0))])

    expect_close(np.sort(rows, axis=0), X, atol=0, hint="these are the rows that came, sorted")


def test_minibatches_gives_every_row_once_whatever_the_sizes() -> None:
    """All batches but the last are as large as asked for; together they hold each row once, with its target."""

    def law(seed: int, n: int, batch_size: int) -> None:
        X = np.arange(float(n)).reshape(n, 1)
        batches = list(minibatches(X, -X, batch_size, np.random.default_rng(seed)))
        sizes, full = [len(X_batch) for X_batch, _ in batches], n // batch_size
        expected = [batch_size] * full + [n % batch_size] * (n % batch_size > 0)
        assert sizes == expected, f"expected  {expected} samples in the batches\ngot       {sizes}"
        rows = np.concatenate([X_batch for X_batch, _ in batches])
        expect_close(np.sort(rows, axis=0), X, atol=0, hint="each of the rows comes once")
        expect_close(np.concatenate([y_batch for _, y_batch in batches]), -rows, atol=0, hint="targets as their rows")

    expect_law(law, seed=(0, 99), n=(1, 40), batch_size=(1, 50))


def test_minibatches_keeps_samples_and_targets_together() -> None:
    """Where y[i] is ten times X[i], it is so in every batch."""
    X = np.arange(20.0).reshape(20, 1)

    for rows, targets in minibatches(X, 10 * X, 6, np.random.default_rng(0)):
        expect_close(targets, 10 * rows, atol=0, hint="shuffle X and y by one and the same order")


def test_minibatches_shuffles() -> None:
    """100 rows do not come in their own order, and a batch mixes rows from all over."""
    X = np.arange(100.0).reshape(100, 1)

    batches = [rows[:, 0] for rows, _ in minibatches(X, X, 20, np.random.default_rng(0))]

    assert not np.array_equal(np.concatenate(batches), X[:, 0]), "the rows come in their own order: shuffle them"
    spans = [float(rows.max() - rows.min()) for rows in batches]
    assert min(spans) > 40, (
        f"a batch of 20 comes from {min(spans) + 1:.0f} neighbouring rows: shuffle rows, not batches"
    )


def test_minibatches_shuffles_anew_at_each_call() -> None:
    """Of 300 epochs over three rows, each of the six orders is some 50, and none is missing."""
    X, rng = np.arange(3.0).reshape(3, 1), np.random.default_rng(0)

    orders = [tuple(float(rows[0, 0]) for rows, _ in minibatches(X, X, 1, rng)) for _ in range(300)]

    counts = sorted(orders.count(order) for order in set(orders))
    assert len(counts) == 6, f"expected  all six orders of three rows\ngot       {len(counts)}: shuffle at every call"
    assert counts[0] >= 20, f"expected  each order some 50 times in 300\ngot       {counts}"


def test_minibatches_draws_from_the_rng_it_is_given() -> None:
    """The same seed gives the same batches, another seed others."""
    X = np.arange(30.0).reshape(30, 1)

    first, again, other = (
        np.concatenate([rows for rows, _ in minibatches(X, X, 8, np.random.default_rng(seed))]) for seed in (1, 1, 2)
    )

    expect_close(again, first, atol=0, hint="two generators of the same seed must give the same batches")
    assert not np.array_equal(first, other), "seeds 1 and 2 give the same batches: draw the order from rng"


def test_minibatches_leaves_its_inputs_alone() -> None:
    """X and y stay in their order: what is shuffled is a list of row numbers."""
    X, y = np.arange(10.0).reshape(10, 1), np.arange(10.0).reshape(10, 1)

    list(minibatches(X, y, 3, np.random.default_rng(0)))

    expect_unchanged(X, np.arange(10.0).reshape(10, 1), "X")
    expect_unchanged(y, np.arange(10.0).reshape(10, 1), "y")


def test_minibatches_takes_any_shape_and_dtype() -> None:
    """Images (n, h, w) with label vectors (n,) come in batches of the same shapes and dtypes."""
    X, y = np.zeros((5, 2, 3), dtype=np.float32), np.zeros(5)

    rows, targets = next(iter(minibatches(X, y, 4, np.random.default_rng(0))))

    expect_shape(rows, (4, 2, 3))
    expect_dtype(rows, np.float32)
    expect_shape(targets, (4,))
    expect_dtype(targets, np.float64)


def test_minibatches_gives_one_batch_where_all_fit() -> None:
    """A batch size above the number of rows gives them all at once, shuffled as ever."""
    X = np.arange(30.0).reshape(30, 1)

    batches = list(minibatches(X, X, 50, np.random.default_rng(0)))

    assert len(batches) == 1, f"expected  one batch\ngot       {len(batches)}"
    expect_close(np.sort(batches[0][0], axis=0), X, atol=0)
    assert not np.array_equal(batches[0][0], X), "the rows come in their own order: shuffle them, and then cut"


def test_minibatches_makes_batches_one_by_one() -> None:
    """What comes is an iterator: it makes a batch when asked for the next, and holds no second copy of the data."""
    X = np.arange(6.0).reshape(6, 1)

    batches = minibatches(X=X, y=X, batch_size=4, rng=np.random.default_rng(0))

    assert isinstance(batches, Iterator), (
        f"expected  an iterator\ngot       {type(batches).__name__}: yield each batch, return none"
    )
    expect_shape(next(batches)[0], (4, 1))
    expect_shape(next(batches)[0], (2, 1))


def test_minibatches_refuses_bad_sizes() -> None:
    """Five samples with four targets, and batches of 0 or -1 rows."""
    X, y, rng = np.ones((5, 1)), np.ones((4, 1)), np.random.default_rng(0)

    expect_error(lambda: list(minibatches(X, y, 2, rng)))
    expect_error(lambda: list(minibatches(y, X, 2, rng)))
    expect_error(lambda: list(minibatches(X, X, 0, rng)))
    expect_error(lambda: list(minibatches(X, X, -1, rng)))


def test_logistic_loss_and_grads_by_hand() -> None:
    """With W = b = 0 each probability is one half, and the loss ln 2, 0.6931.

    Inputs 2 and 4 with truths 1 and 0 miss by -1/2 and 1/2: dW = (2 * -1/2 + 4 * 1/2) / 2 = 0.5, and db = 0.
    """
    X, y = np.array([[2.0], [4.0]]), np.array([[1.0], [0.0]])

    loss, grads = logistic_loss_and_grads(X, y, {"W": np.zeros((1, 1)), "b": np.zeros(1)})

    expect_number(loss, math.log(2), atol=1e-6)
    expect_close(grads["W"], [[0.5]], atol=1e-12, hint="dW = X.T @ (A - y) / n")
    expect_close(grads["b"], [0], atol=1e-12, hint="db is the mean of A - y")


def test_logistic_loss_and_grads_sums_the_bias_over_samples() -> None:
    """Three samples, all truths 1, all probabilities one half: db is the mean of three times -1/2."""
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    _, grads = logistic_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)

    expect_close(grads["b"], [-0.5], atol=1e-12, hint="db has shape (1,), like b: sum A - y over the rows, then / n")
    expect_close(grads["W"], [[-0.5], [-0.5]], atol=1e-12)


def test_logistic_loss_and_grads_are_the_slopes_of_the_loss() -> None:
    """Nudging one parameter by h changes the loss by h times its slope, with one sample, a few or many."""
    rng, h = np.random.default_rng(0), 1e-4
    for n, d in (7, 3), (1, 1), (3, 3), (50, 2):
        X, y = rng.standard_normal((n, d)), (rng.random((n, 1)) < 0.5).astype(float)
        params: Params = {"W": rng.standard_normal((d, 1)), "b": rng.standard_normal(1)}

        _, grads = logistic_loss_and_grads(X, y, params)

        for name, param in params.items():
            slopes = np.zeros_like(param)
            for index in np.ndindex(param.shape):
                nudge = np.zeros_like(param)
                nudge[index] = h
                up, _ = logistic_loss_and_grads(X, y, {**params, name: param + nudge})
                down, _ = logistic_loss_and_grads(X, y, {**params, name: param - nudge})
                slopes[index] = (up - down) / (2 * h)
            expect_gradient(grads[name], slopes, name)


def test_logistic_loss_and_grads_is_a_mean_over_samples() -> None:
    """Over eighty samples, loss and gradients are the means of those over the first forty and over the last."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((80, 2)), (rng.random((80, 1)) < 0.5).astype(float)
    params: Params = {"W": rng.standard_normal((2, 1)), "b": rng.standard_normal(1)}

    loss, grads = logistic_loss_and_grads(X, y, params)
    halves = [logistic_loss_and_grads(X[part], y[part], params) for part in (slice(40), slice(40, 80))]

    expect_number(loss, sum(half for half, _ in halves) / 2, atol=1e-12, hint="take all samples, and divide by n")
    for name in params:
        mean = (halves[0][1][name] + halves[1][1][name]) / 2
        expect_close(grads[name], mean, atol=1e-12, hint=f"the gradient of {name}, of all samples, divided by n")


def test_logistic_loss_and_grads_is_exact_where_a_probability_is_small() -> None:
    """A score of -13 for a truth of 1, or of 13 for 0, costs ln(1 + e^13), 13.0000023, to a millionth."""
    params: Params = {"W": np.ones((1, 1)), "b": np.zeros(1)}

    for score, truth in (-13.0, 1.0), (13.0, 0.0):
        loss, _ = logistic_loss_and_grads(X=np.array([[score]]), y=np.array([[truth]]), params=params)

        expect_number(loss, math.log1p(math.exp(13)), atol=1e-5, hint="keep the logarithm's floor far below 1e-6")


def test_logistic_loss_and_grads_survives_large_scores() -> None:
    """Scores of -10,000 and 10,000 give finite losses, and gradients as for probabilities of 0 and 1."""
    for dtype in FLOATS:
        X, y = np.array([[1e4], [-1e4]], dtype), np.array([[0.0], [1.0]], dtype)

        loss, grads = logistic_loss_and_grads(X, y, {"W": np.ones((1, 1), dtype), "b": np.zeros(1, dtype)})

        assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more\ngot       {loss}"
        expect_close(grads["W"], [[1e4]], atol=1e-6)


def test_logistic_loss_and_grads_keeps_float32_and_its_inputs() -> None:
    """float32 in, float32 gradients out, and nothing written into what was handed in."""
    X, y = np.ones((3, 2), dtype=np.float32), np.ones((3, 1), dtype=np.float32)
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    _, grads = logistic_loss_and_grads(X, y, params)

    assert set(params) == {"W", "b"}, f"expected  params with W and b, as before\ngot       {sorted(params)}"
    assert set(grads) == {"W", "b"}, f"expected  gradients under W and b\ngot       {sorted(grads)}"
    for array, name in (X, "X"), (y, "y"), (params["W"], "W"), (params["b"], "b"):
        expect_unchanged(array, np.ones_like(array), name)
    for name in grads:
        expect_dtype(grads[name], np.float32)


def test_logistic_loss_and_grads_is_as_precise_as_its_inputs() -> None:
    """float64 samples make the gradients float64, as NumPy has it, though the parameters are float32."""
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    _, grads = logistic_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)

    for name in params:
        expect_dtype(grads[name], np.float64, hint="nothing is cast")


def test_logistic_loss_and_grads_refuses_targets_that_are_no_column() -> None:
    """(3,), (1, 1) or (3, 2) truths would be stretched to fit (3, 1) scores: the ValueError names both shapes."""
    X = np.arange(6.0).reshape(3, 2)
    params: Params = {"W": np.ones((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: logistic_loss_and_grads(X, np.ones(3), params), [(3, 1), X.shape], (3,))
    expect_error(lambda: logistic_loss_and_grads(X, np.ones((1, 1)), params), [(3, 1), X.shape], (1, 1))
    expect_error(lambda: logistic_loss_and_grads(X, np.ones((3, 2)), params), [(3, 1), X.shape], (3, 2))


def test_logistic_loss_and_grads_refuses_what_does_not_fit() -> None:
    """Two weights for three inputs, four truths for five samples, no samples at all."""
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: logistic_loss_and_grads(np.ones((5, 3)), np.ones((5, 1)), params))
    expect_error(lambda: logistic_loss_and_grads(np.ones((5, 2)), np.ones((4, 1)), params))
    expect_error(lambda: logistic_loss_and_grads(np.ones((0, 2)), np.ones((0, 1)), params))


def test_gradient_descent_steps_once_for_each_batch() -> None:
    """Ten rows in batches of 4 are three steps; slopes of 1 and lr = 0.1 lower each entry by 0.3."""
    X = np.zeros((10, 1))
    params: Params = {"W": np.ones((2, 2)), "b": np.zeros(3)}

    trained, losses = gradient_descent(X, X, params, 0.1, pull, batch_size=4, rng=np.random.default_rng(0))

    expect_close(trained["W"], np.full((2, 2), 0.7), atol=1e-12, hint="one step for each batch, the last one included")
    expect_close(trained["b"], np.full(3, -0.3), atol=1e-12, hint="every parameter is trained")
    assert len(losses) == 1, f"expected  one loss, for one epoch\ngot       {len(losses)}"


def test_gradient_descent_takes_batches_of_32_for_one_epoch_unless_told() -> None:
    """33 rows are two steps: one with 32 of them, and one with the last."""
    X, sizes = np.zeros((33, 1)), list[int]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        sizes.append(len(X))
        return 0.0, {"w": np.ones(1)}

    trained, _ = gradient_descent(X=X, y=X, params={"w": np.zeros(1)}, lr=1.0, loss_fn=loss_fn)

    expect_close(trained["w"], [-2], atol=1e-12, hint="two steps of 1: batch_size is 32, and epochs is 1")
    assert {32, 1} <= set(sizes), f"expected  batches of 32 and of 1\ngot       {sizes}"


def test_gradient_descent_uses_each_steps_result_in_the_next() -> None:
    """In the bowl w², lr = 0.25 halves w at each of 2 * 3 steps: 64 becomes 1."""
    X = np.zeros((6, 1))

    trained, losses = gradient_descent(
        X, X, {"w": np.array([64.0])}, 0.25, bowl, batch_size=2, epochs=2, rng=np.random.default_rng(0)
    )

    expect_close(trained["w"], [1], atol=1e-12)
    expect_close(np.array(losses), [(64**2 + 32**2 + 16**2) / 3, (8**2 + 4**2 + 2**2) / 3], atol=1e-9)


def test_gradient_descent_goes_on_where_the_loss_rises() -> None:
    """With lr = 1.5 each step leaps over the bottom and lands twice as far off: 1, -2, 4, -8, at losses 1, 4, 16."""
    X = np.zeros((32, 1))

    trained, losses = gradient_descent(X, X, {"w": np.ones(1)}, 1.5, bowl, epochs=3)

    expect_close(np.array(losses), [1, 4, 16], atol=1e-12, hint="take every step with the lr that was asked for")
    expect_close(trained["w"], [-8], atol=1e-12, hint="the parameters after the last step, be they the best or not")


def test_gradient_descent_goes_as_far_as_the_slope_says() -> None:
    """Slopes of 20,000 and of 0.0002 are both followed: with lr = 0.1 each parameter keeps 8/10."""
    X, start = np.zeros((2, 1)), np.array([1e4, 1e-4])

    trained, _ = gradient_descent(X, X, {"w": start}, 0.1, bowl)

    expect_close(
        trained["w"], 0.8 * start, atol=0, rtol=1e-12, hint="the step is lr * grad, neither cut off nor scaled"
    )


def test_gradient_descent_goes_by_the_names_of_the_gradients() -> None:
    """Gradients may come in another order than the parameters, which keep theirs."""
    X = np.zeros((2, 1))
    params: Params = {"W1": np.zeros(1), "b1": np.zeros(1), "W2": np.zeros(1)}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return 0.0, {"b1": np.array([2.0]), "W2": np.array([3.0]), "W1": np.array([1.0])}

    trained, _ = gradient_descent(X, X, params, 1.0, loss_fn)

    assert list(trained) == ["W1", "b1", "W2"], f"expected  W1, b1, W2, in this order\ngot       {list(trained)}"
    for name, value in ("W1", -1), ("b1", -2), ("W2", -3):
        expect_close(trained[name], [value], atol=1e-12, hint=f"{name} moves by the gradient of {name}")


def test_gradient_descent_hands_on_batches_of_any_shape() -> None:
    """Images (n, h, w) with targets (n,) reach loss_fn as images with targets, each with its own."""
    X, y = np.zeros((5, 2, 3)) + np.arange(5.0)[:, None, None], np.arange(5.0)
    seen: list[tuple[Array, Array]] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        seen.append((X.copy(), y.copy()))
        return 0.0, {"w": np.zeros(1)}

    gradient_descent(X, y, {"w": np.zeros(1)}, 0.1, loss_fn, batch_size=4)

    for images, targets in seen:
        expect_shape(targets, (len(images),), hint="this is the y that loss_fn was given")
        expect_close(images, np.zeros((len(images), 2, 3)) + targets[:, None, None], atol=0, hint="this is its X")


def test_gradient_descent_gives_a_list_of_losses() -> None:
    """The losses are a list of floats, as a plot or a longer list takes them."""
    X = np.full((4, 1), 7.0)

    _, losses = gradient_descent(X, X, {"w": np.zeros(1)}, 0.1, pull, epochs=2)

    assert type(losses) is list, f"expected  a list\ngot       {type(losses).__name__}"
    for loss in losses:
        expect_number(loss, 7, atol=1e-12)


def test_gradient_descent_updates_all_parameters_from_one_point() -> None:
    """The loss function sees no parameter ahead of another."""
    seen: list[tuple[float, float]] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        seen.append((float(params["a"][0]), float(params["b"][0])))
        return 0.0, {"a": np.ones(1), "b": np.ones(1)}

    X = np.zeros((4, 1))

    gradient_descent(X, X, {"a": np.zeros(1), "b": np.zeros(1)}, 1.0, loss_fn, batch_size=2)

    points = list(dict.fromkeys(seen))
    assert points == [(0, 0), (-1, -1)], f"expected  loss_fn called at (0, 0), then at (-1, -1)\ngot       {points}"


def test_gradient_descent_weighs_batches_by_their_size() -> None:
    """Batches of 4, 4 and 2 rows with mean x as loss: weighted by size they give the mean of all ten, 4.5."""
    X = np.arange(10.0).reshape(10, 1)

    _, losses = gradient_descent(
        X, X, {"w": np.zeros(1)}, 0.1, pull, batch_size=4, epochs=3, rng=np.random.default_rng(0)
    )

    expect_close(np.array(losses), [4.5, 4.5, 4.5], atol=1e-12, hint="each batch counts as many times as it has rows")


def test_gradient_descent_shuffles_anew_each_epoch() -> None:
    """The first batches of eight epochs over 100 rows are eight different ones."""
    X, firsts = np.arange(100.0).reshape(100, 1), list[tuple[float, ...]]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        firsts.append(tuple(X[:, 0].tolist()))
        return 0.0, {"w": np.zeros(1)}

    gradient_descent(X, X, {"w": np.zeros(1)}, 0.1, loss_fn, batch_size=50, epochs=8, rng=np.random.default_rng(0))

    different = len(set(firsts[::2]))
    assert different == 8, (
        f"expected  8 different first batches\ngot       {different}: hand the same rng to each epoch"
    )


def test_gradient_descent_is_the_same_for_the_same_seed() -> None:
    """Two runs with generators of one seed agree; without a generator it runs too."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((20, 2)), (rng.random((20, 1)) < 0.5).astype(float)
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    first, again, other = (
        gradient_descent(X, y, params, 0.5, logistic_loss_and_grads, 3, 2, np.random.default_rng(seed))[0]["W"]
        for seed in (1, 1, 2)
    )
    fresh, _ = gradient_descent(X, y, params, 0.5, logistic_loss_and_grads)

    expect_close(again, first, atol=0, hint="all randomness must come from rng")
    assert not np.array_equal(first, other), "seeds 1 and 2 give the same weights: hand rng to minibatches"
    expect_shape(fresh["W"], (2, 1))


def test_gradient_descent_without_rng_shuffles_differently_each_time() -> None:
    """Two trainings without rng see twenty rows in two orders: None stands for a fresh generator, not for a seed."""
    X, orders = np.arange(20.0).reshape(20, 1), (list[float](), list[float]())

    for order in orders:

        def note(X: Array, y: Array, params: Params, order: list[float] = order) -> tuple[float, Params]:
            order.extend(X[:, 0].tolist())
            return 0.0, {"w": np.zeros(1)}

        gradient_descent(X, X, {"w": np.zeros(1)}, 0.1, note, batch_size=5)

    assert sorted(orders[0]) == sorted(orders[1]) == X[:, 0].tolist()
    assert orders[0] != orders[1], "expected  another order each time: default_rng()\ngot       the same twice"


def test_gradient_descent_without_epochs_gives_copies() -> None:
    """After 0 epochs there are no losses, and the parameters are arrays of their own."""
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    trained, losses = gradient_descent(np.zeros((4, 1)), np.zeros((4, 1)), params, 0.1, pull, epochs=0)

    assert list(losses) == [], f"expected  no losses\ngot       {losses}"
    for name, param in params.items():
        expect_close(trained[name], param, atol=0)
        assert not np.shares_memory(trained[name], param), f"{name!r} is the array that was handed in: return a copy"


def test_gradient_descent_leaves_its_inputs_alone() -> None:
    """The parameters keep their numbers, so that another run can start there; so do X, y and the gradients."""
    X, y, slope = np.ones((4, 1)), np.ones((4, 1)), np.arange(3.0)
    params, grads = Params(w=np.ones(3)), Params(w=slope)

    gradient_descent(X, y, params, 0.1, lambda X, y, params: (0.0, grads), batch_size=4, epochs=2)

    assert list(params) == ["w"], f"expected  params with w alone, as before\ngot       {list(params)}"
    assert grads.get("w") is slope, f"expected  loss_fn's own dict of gradients as it was\ngot       {grads}"
    expect_unchanged(params["w"], np.ones(3), "params['w']")
    expect_unchanged(slope, np.arange(3.0), "the gradient that loss_fn gave")
    expect_unchanged(X, np.ones((4, 1)), "X")
    expect_unchanged(y, np.ones((4, 1)), "y")


def test_gradient_descent_keeps_each_parameters_dtype() -> None:
    """float32 parameters stay float32 whatever y, lr and the gradients are, and float64 ones float64."""
    X = np.zeros((4, 1))
    params: Params = {"w": np.ones(2, dtype=np.float32), "b": np.ones(1)}

    def doubles(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return 0.0, {name: np.ones(param.shape) for name, param in params.items()}

    alike, _ = gradient_descent(X, X, {"w": params["w"]}, 0.1, pull)
    mixed, _ = gradient_descent(X, X, params, np.float64(0.1), doubles)

    expect_dtype(alike["w"], np.float32, hint="w and its gradient are float32")
    expect_dtype(mixed["w"], np.float32, hint="param - lr * grad is float64 as soon as lr or grad is")
    expect_dtype(mixed["b"], np.float64)


def test_gradient_descent_refuses_bad_sizes() -> None:
    """Five samples with four targets, and batches of 0 rows."""
    X = np.ones((5, 1))
    params: Params = {"w": np.zeros(1)}

    expect_error(lambda: gradient_descent(X, X[:4], params, 0.1, pull))
    expect_error(lambda: gradient_descent(X, X, params, 0.1, pull, batch_size=0))


@pytest.mark.mnist
@pytest.mark.timeout(600)
def test_gradient_descent_reads_zeros_and_ones(mnist: Mnist) -> None:
    """Logistic regression learns to tell MNIST's 0 from its 1: at least 99.8% of the 2,115 test digits.

    Over ten seeds the reference gets 99.95% each time, one digit wrong, and the loss falls from 0.027 to 0.007.
    """
    train, test = mnist.y_train < 2, mnist.y_test < 2
    X, y = mnist.X_train[train], mnist.y_train[train, None].astype(np.float32)
    params: Params = {"W": np.zeros((784, 1), dtype=np.float32), "b": np.zeros(1, dtype=np.float32)}

    trained, losses = gradient_descent(
        X, y, params, 0.1, logistic_loss_and_grads, batch_size=32, epochs=3, rng=np.random.default_rng(0)
    )

    # A score above 0 is a probability above one half.
    score = mnist.X_test[test] @ trained["W"] + trained["b"]
    accuracy = float(((score[:, 0] > 0) == mnist.y_test[test]).mean())
    assert losses[2] < losses[0], f"the loss does not fall from epoch 0 to epoch 2: {losses}"
    assert accuracy >= 0.998, f"expected  at least 99.8% of the test digits right\ngot       {accuracy:.2%}"
