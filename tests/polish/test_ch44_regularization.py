"""What the author of a library would also ask of chapter 4.4."""

import math
from functools import partial

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch33_mlp_forward import one_hot
from ch44_regularization import dropout, dropout_mlp_loss_and_grads, l2_gradient, l2_regularization, regularized

from dojo.verdict.expect import expect_close, expect_dtype, expect_error, expect_float, expect_number, expect_unchanged

NOTHING = np.zeros((1, 1))


def flat(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute a loss of 5, with slopes of 1, wherever the parameters are."""
    return 5.0, {name: np.ones_like(param) for name, param in params.items()}


def network(dtype: type[np.floating] = np.float64) -> tuple[Array, Array, Params]:
    """Draw three samples of three classes, and a network with one hidden layer of 5 units."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (3, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    params: Params = {name: rng.standard_normal(shape).astype(dtype) for name, shape in shapes.items()}
    return rng.standard_normal((3, 3)).astype(dtype), one_hot(np.array([2, 0, 1]), 3, dtype=dtype), params


def worked(dtype: type[np.floating] = np.float64) -> Params:
    """Return a network of one unit, whose scores for the sample x are x and 0."""
    W1, W2 = np.ones((1, 1), dtype=dtype), np.array([[1, 0]], dtype=dtype)
    return {"W1": W1, "b1": np.zeros(1, dtype=dtype), "W2": W2, "b2": np.zeros(2, dtype=dtype)}


def test_l2_regularization_gives_a_float() -> None:
    """The penalty is a float, Python's or NumPy's: it is added to a loss, which is one.

    return float(lambda_ * np.sum(W**2))
    """
    expect_float(l2_regularization(np.array([[1.0, -2.0], [3.0, 0.0]]), 0.1))


def test_l2_regularization_takes_float32() -> None:
    """Squares of float32 weights up to 1e4 are summed as exactly as float32 allows.

    return float(lambda_ * np.sum(W**2))
    """
    W = np.array([[0.5, -1.5], [2.0, 1.0]], dtype=np.float32)

    expect_number(l2_regularization(W.copy(), 0.2), 1.5, atol=1e-6)
    expect_number(l2_regularization(10_000 * W, 0.2), 1.5e8, atol=0, rtol=1e-6)


def test_l2_regularization_takes_its_arguments_by_name() -> None:
    """A caller may pass W and lambda_ by name, as the first line of the function has them.

    def l2_regularization(W: Array, lambda_: float) -> float:
    """
    expect_number(l2_regularization(lambda_=0.5, W=np.ones(24)), 12, atol=1e-9)


def test_l2_gradient_is_a_new_array() -> None:
    """At a price of one half the gradient equals W, but it is an array of its own, which may be written to.

    return 2 * lambda_ * W
    """
    W = np.array([[1.0, -2.0], [3.0, 0.0]])

    grad = l2_gradient(W, 0.5)

    expect_close(grad, [[1, -2], [3, 0]], atol=1e-12)
    assert not np.shares_memory(grad, W), "expected  an array of its own\ngot       W, or a view of it"


def test_l2_gradient_keeps_float32() -> None:
    """float32 weights have float32 gradients: a Python number keeps the dtype of the array.

    return 2 * lambda_ * W
    """
    expect_dtype(l2_gradient(np.ones((2, 3), dtype=np.float32), 0.1), np.float32)


def test_l2_gradient_takes_its_arguments_by_name() -> None:
    """A caller may pass W and lambda_ by name, as the first line of the function has them.

    def l2_gradient(W: Array, lambda_: float) -> Array:
    """
    expect_close(l2_gradient(lambda_=0.5, W=np.ones(3)), [1, 1, 1], atol=1e-9)


def test_dropout_refuses_p_out_of_range() -> None:
    """A probability of 0 (which would be divided by), below 0, above 1, or nan raises a ValueError.

    if not 0 < p <= 1:  # written so, it catches nan: every comparison with nan is False
        raise ValueError(f"p is {p}, but the probability of keeping a unit is above 0 and at most 1")
    """
    for p in 0.0, -0.5, 1.5, 80.0, math.nan:
        expect_error(partial(dropout, np.ones((2, 2)), p, np.random.default_rng(0)))


def test_dropout_leaves_its_input_as_it_was() -> None:
    """A belongs to the caller, who may still need it.

    return A * mask, mask  # a new array; A *= mask would write into the caller's
    """
    A = np.array([[1.0, -2.0], [3.0, 0.0]])

    dropout(A, 0.5, np.random.default_rng(0))

    expect_unchanged(A, np.array([[1.0, -2.0], [3.0, 0.0]]), "A")


def test_dropout_keeps_float32() -> None:
    """A float32 layer has a float32 mask, so that the network stays float32.

    mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
    """
    dropped, mask = dropout(np.ones((3, 4), dtype=np.float32), 0.8, np.random.default_rng(0))

    expect_dtype(mask, np.float32, hint="this is the mask")
    expect_dtype(dropped, np.float32, hint="this is A * mask")


def test_dropout_keeps_a_number_of_units_that_varies() -> None:
    """Each unit is kept or not by chance of its own, so that of 100 units it is now 80, now 76, now 85.

    mask = (rng.random(A.shape) < p) / p
    """
    rng = np.random.default_rng(0)

    counts = {int((dropout(np.ones((10, 10)), 0.8, rng)[1] != 0).sum()) for _ in range(30)}

    assert len(counts) >= 4, f"expected  a number of kept units that varies\ngot       {sorted(counts)} in 30 draws"


def test_dropout_leaves_numpys_global_generator_alone() -> None:
    """np.random itself is neither drawn from nor seeded: other code may rely on it.

    mask = (rng.random(A.shape) < p) / p  # not np.random.seed(...), nor np.random.rand(...)
    """
    dropout(np.ones((3, 4)), 0.5, np.random.default_rng(7))
    before = str(np.random.get_state(legacy=False))

    dropout(np.ones((3, 4)), 0.5, np.random.default_rng(8))

    after = str(np.random.get_state(legacy=False))
    assert before == after, "expected  np.random as it was\ngot       a np.random that was drawn from, or seeded"


def test_dropout_takes_its_arguments_by_name() -> None:
    """A caller may pass A, p and rng by name, as the first line of the function has them.

    def dropout(A: Array, p: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """
    _, mask = dropout(rng=np.random.default_rng(0), p=1.0, A=np.ones((2, 2)))

    expect_close(mask, np.ones((2, 2)), atol=0)


def test_regularized_goes_by_the_keys() -> None:
    """A weight is what is called W… or F, whatever its shape; biases b1 and bW, a scale V and a shift w are free.

    if name.startswith("W") or name == "F":
    """
    params: Params = {"W1": np.array([2.0, 0.0]), "b1": np.array([[3.0, 3.0]])}
    params |= {name: np.array([[3.0, 3.0]]) for name in ("bW", "V", "w")}

    loss, grads = regularized(flat, 0.5)(NOTHING, NOTHING, params)

    expect_number(loss, 7, atol=1e-12, hint="2² * 0.5 is added to 5")
    expect_close(grads["W1"], [3, 1], atol=1e-12, hint="'W1' is a weight")
    for name in "b1", "bW", "V", "w":
        expect_close(grads[name], [[1, 1]], atol=1e-12, hint=f"{name!r} is no weight")


def test_regularized_calls_the_loss_function_once() -> None:
    """Loss and gradients come from one call: a second one takes as long again, and dropout would draw new masks.

    loss, grads = loss_fn(X, y, params)
    """
    calls: list[float] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        calls.append(1.0)
        return float(len(calls)), {"W": np.full(1, float(len(calls)))}

    regularized(loss_fn, 0.0)(NOTHING, NOTHING, {"W": np.ones(1)})

    assert len(calls) == 1, f"expected  one call of loss_fn\ngot       {len(calls)}"


def test_regularized_gives_gradients_that_stay() -> None:
    """What one call gave is still the same after the next, with other parameters.

    grads = dict(grads)  # in the inner function: a dict for each call
    """
    loss_and_grads = regularized(flat, 0.5)

    _, first = loss_and_grads(NOTHING, NOTHING, {"W": np.array([[2.0]])})
    _, second = loss_and_grads(NOTHING, NOTHING, {"W": np.array([[4.0]])})

    expect_close(first["W"], [[3]], atol=1e-12, hint="this is what the first of two calls gave")
    expect_close(second["W"], [[5]], atol=1e-12, hint="this is what the second of two calls gave")


def test_regularized_leaves_what_the_loss_function_gave() -> None:
    """The dict and the gradients belong to loss_fn, which may give the same ones again.

    grads = dict(grads)
    grads[name] = grads[name] + l2_gradient(param, lambda_)  # + makes a new array, += does not
    """
    given: list[tuple[Params, Array]] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        slope = np.ones((2, 1))
        given.append(({"W": slope, "b": np.ones(2)}, slope))
        return 5.0, given[-1][0]

    regularized(loss_fn, 0.1)(NOTHING, NOTHING, {"W": np.full((2, 1), 3.0), "b": np.full(2, 3.0)})

    for grads, slope in given:
        expect_unchanged(slope, np.ones((2, 1)), "the gradient that loss_fn gave")
        assert grads["W"] is slope, "expected  loss_fn's dict as it was\ngot       another array under 'W'"


def test_regularized_keeps_float32() -> None:
    """float32 parameters have float32 gradients.

    grads[name] = grads[name] + l2_gradient(param, lambda_)  # with a Python number as lambda_
    """
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    for name, grad in regularized(flat, 0.1)(NOTHING, NOTHING, params)[1].items():
        expect_dtype(grad, np.float32, hint=f"this is the gradient of {name!r}")


def test_dropout_mlp_loss_and_grads_measures_what_is_unlikely() -> None:
    """Scores of 13 against 0 leave the truth a probability of about 2e-6, and cost ln(1 + e^13) = 13.000002.

    loss = cross_entropy(A, y)  # its guard against ln 0 is far below 1e-6
    """
    X, y = np.array([[13.0]]), np.array([[0.0, 1.0]])

    loss, _ = dropout_mlp_loss_and_grads(X, y, worked(), 1.0, np.random.default_rng(0))

    expect_number(loss, math.log(1 + math.exp(13)), atol=1e-5)


def test_dropout_mlp_loss_and_grads_survives_large_scores_in_float32() -> None:
    """Scores of 10,000 for the wrong class give a finite loss of 10 or more in float32 too, without a warning.

    loss = cross_entropy(A, y)  # its guard is a number that float32 can tell from 0
    """
    X, y = np.array([[1e4]], dtype=np.float32), np.array([[0, 1]], dtype=np.float32)

    loss, grads = dropout_mlp_loss_and_grads(X, y, worked(np.float32), 1.0, np.random.default_rng(0))

    assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more\ngot       {loss}"
    expect_close(grads["W2"], [[1e4, -1e4]], atol=1e-2)


def test_dropout_mlp_loss_and_grads_refuses_truths_that_do_not_fit() -> None:
    """Truths of a shape that NumPy would broadcast raise a ValueError that names both shapes.

    if y.shape != A.shape:
        raise ValueError(f"y has shape {y.shape}, but the probabilities have shape {A.shape}")
    """
    X, y, params = network()

    def call(X: Array, y: Array) -> object:
        return dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(0))

    expect_error(lambda: call(X, np.ones(3)), (3, 3), (3,))
    expect_error(lambda: call(X, np.ones((3, 1))), (3, 3), (3, 1))
    expect_error(lambda: call(X, y[:1]), (3, 3), (1, 3))
    expect_error(lambda: call(X[:1], y))
    expect_error(lambda: call(X[:, :2], y))


def test_dropout_mlp_loss_and_grads_refuses_no_samples() -> None:
    """Without samples there is no mean, and a ValueError says so.

    if not len(X):
        raise ValueError("there are no samples, so there is no mean loss")
    """
    X, y, params = network()

    expect_error(lambda: dropout_mlp_loss_and_grads(X[:0], y[:0], params, 0.5, np.random.default_rng(0)))


def test_dropout_mlp_loss_and_grads_refuses_p_out_of_range() -> None:
    """A probability of 0 (which would be divided by), below 0, above 1, or nan raises a ValueError, as in dropout.

    if not 0 < p <= 1:
        raise ValueError(f"p is {p}, but the probability of keeping a unit is above 0 and at most 1")
    """
    X, y, params = network()

    for p in 0.0, -0.5, 1.5, math.nan:
        expect_error(partial(dropout_mlp_loss_and_grads, X, y, params, p, np.random.default_rng(0)))


def test_dropout_mlp_loss_and_grads_keeps_float32() -> None:
    """float32 samples, targets and parameters have float32 gradients: so must be the masks.

    mask = ((rng.random(A.shape) < p) / p).astype(A.dtype)
    """
    X, y, params = network(np.float32)

    _, grads = dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(0))

    for name in params:
        expect_dtype(grads[name], np.float32, hint=f"this is the gradient of {name!r}")


def test_dropout_mlp_loss_and_grads_takes_its_arguments_by_name() -> None:
    """A caller may pass p and rng by name, as functools.partial does for gradient_descent.

    loss_fn = partial(dropout_mlp_loss_and_grads, p=0.5, rng=rng)
    """
    X, y, params = network()

    by_name, _ = dropout_mlp_loss_and_grads(rng=np.random.default_rng(3), p=0.5, params=params, y=y, X=X)
    in_order, _ = dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(3))

    expect_number(by_name, float(in_order), atol=1e-12)
