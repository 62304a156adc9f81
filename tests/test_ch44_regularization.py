"""What chapter 4.4 means by right."""

import math
from functools import partial

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params, gradient_descent
from ch24_numerical_gradients import numerical_gradient
from ch33_mlp_forward import cross_entropy, one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, forward_mlp, init_deep_mlp
from ch43_cnn import cnn_loss_and_grads, init_cnn
from ch44_regularization import dropout, dropout_mlp_loss_and_grads, l2_gradient, l2_regularization, regularized

from data import Mnist
from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_gradient,
    expect_number,
    expect_shape,
    expect_trained,
    expect_unchanged,
)

NOTHING = np.zeros((1, 1))


def flat(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute a loss of 5, with slopes of 1, wherever the parameters are."""
    return 5.0, {name: np.ones_like(param) for name, param in params.items()}


def off_zero(params: Params, rng: np.random.Generator) -> Params:
    """Move all parameters a little, so that with biases of 0 no score sits on ReLU's kink."""
    return {name: param + 0.1 * rng.standard_normal(param.shape) for name, param in params.items()}


def samples(n: int, sizes: list[int]) -> tuple[Array, Array, Params]:
    """Draw samples, one-hot targets, and a network whose biases are off 0."""
    rng = np.random.default_rng(0)
    params = off_zero(init_deep_mlp(sizes, rng), rng)
    return rng.standard_normal((n, sizes[0])), one_hot(rng.integers(0, sizes[-1], n), sizes[-1]), params


def fed(grads: Params, layer: int) -> Array:
    """Read from the gradients of one sample what a layer was fed: there dW is the outer product of that and of db."""
    dW, db = grads[f"W{layer}"], grads[f"b{layer}"]
    return dW @ db / max(float(db @ db), 1e-30)


def test_l2_regularization_by_hand() -> None:
    """Of the weights 1, -2, 3 and 0 the squares sum to 14; at a price of 0.1 that is 1.4."""
    penalty = l2_regularization(np.array([[1.0, -2.0], [3.0, 0.0]]), 0.1)

    expect_number(
        penalty, 1.4, atol=1e-12, hint="lambda_ times the sum of squares: not their mean, half of it, its root"
    )


def test_l2_regularization_counts_every_entry_of_any_shape() -> None:
    """24 ones at 0.5 cost 12, and so does a vector of them; filters have three axes."""
    expect_number(l2_regularization(np.ones((3, 2, 4)), 0.5), 12, atol=1e-12)
    expect_number(l2_regularization(np.ones(24), lambda_=0.5), 12, atol=1e-12)


def test_l2_regularization_is_zero_for_nothing() -> None:
    """Weights of 0 are free, and at a price of 0 all are."""
    expect_number(l2_regularization(np.zeros((2, 2)), 3.0), 0, atol=0)
    expect_number(l2_regularization(np.full((2, 2), 7.0), 0.0), 0, atol=0)


def test_l2_regularization_grows_with_the_square() -> None:
    """Ten times the weights cost a hundred times as much, twice the price twice as much; in float32 too."""
    for dtype in FLOATS:
        W = np.array([[0.5, -1.5], [2.0, 1.0]], dtype=dtype)

        expect_number(l2_regularization(W, 0.2), 1.5, atol=1e-6)
        expect_number(l2_regularization(10 * W, 0.2), 150, atol=1e-4)
        expect_number(l2_regularization(W, 0.4), 3, atol=1e-6)


def test_l2_regularization_leaves_its_input_alone() -> None:
    """W keeps its numbers."""
    W = np.array([[1.0, -2.0], [3.0, 0.0]])

    l2_regularization(W, 0.1)

    expect_unchanged(W, np.array([[1.0, -2.0], [3.0, 0.0]]), "W")


def test_l2_gradient_by_hand() -> None:
    """At a price of 0.1 the weights 1, -2, 3 and 0 have the slopes 0.2, -0.4, 0.6 and 0."""
    grad = l2_gradient(np.array([[1.0, -2.0], [3.0, 0.0]]), 0.1)

    expect_close(grad, [[0.2, -0.4], [0.6, 0]], atol=1e-12, hint="the derivative of lambda_ * w**2 is 2 * lambda_ * w")


def test_l2_gradient_is_the_slope_of_the_penalty() -> None:
    """Nudging one weight by h changes the penalty by h times its slope, in any shape."""
    W, h = np.random.default_rng(0).standard_normal((3, 2, 2)), 1e-4
    slopes = np.zeros_like(W)

    for index in np.ndindex(W.shape):
        nudge = np.zeros_like(W)
        nudge[index] = h
        slopes[index] = (l2_regularization(W + nudge, 0.3) - l2_regularization(W - nudge, 0.3)) / (2 * h)

    grad = l2_gradient(W, lambda_=0.3)
    expect_close(grad, slopes, atol=1e-8, hint="expected are the slopes of l2_regularization, measured")


def test_l2_gradient_at_no_price_is_zero_everywhere() -> None:
    """At a price of 0 each weight has the slope 0: an array of W's shape, and not W."""
    grad = l2_gradient(np.array([[1.0, -2.0, 4.0], [3.0, 0.0, 5.0]]), 0.0)

    expect_close(grad, np.zeros((2, 3)), atol=0)


def test_l2_gradient_is_a_new_array() -> None:
    """At a price of one half the gradient equals W, but it is not W, and W keeps its numbers."""
    W = np.array([[1.0, -2.0], [3.0, 0.0]])

    grad = l2_gradient(W, 0.5)

    expect_close(grad, [[1, -2], [3, 0]], atol=1e-12)
    expect_unchanged(W, np.array([[1.0, -2.0], [3.0, 0.0]]), "W")
    assert not np.shares_memory(grad, W), "expected  an array of its own\ngot       W, or a view of it"


def test_l2_gradient_keeps_float32() -> None:
    """float32 weights have float32 gradients."""
    expect_dtype(l2_gradient(np.ones((2, 3), dtype=np.float32), 0.1), np.float32)


def test_dropout_gives_the_layer_and_the_mask() -> None:
    """The first result is A * mask, the second the mask, both in A's shape, whatever that is."""
    rng = np.random.default_rng(0)

    for shape in (6,), (4, 5), (2, 3, 4):
        A = rng.standard_normal(shape)
        dropped, mask = dropout(A, 0.5, rng)
        expect_shape(mask, shape)
        expect_close(dropped, A * mask, atol=1e-12, hint="the results are A * mask, then the mask itself")


def test_dropout_scales_up_what_it_keeps() -> None:
    """At p = 0.8 the mask holds 0 and 1 / 0.8 = 1.25, and nothing else."""
    A = np.random.default_rng(0).standard_normal((20, 30))

    _, mask = dropout(A, 0.8, np.random.default_rng(1))

    values = sorted({round(value, 6) for value in mask.ravel().tolist()})
    assert values == [0, 1.25], f"expected  a mask of 0 and 1 / p = 1.25\ngot       {values}: is it divided by p, once?"


def test_dropout_keeps_with_probability_p() -> None:
    """Of 40,000 units p = 0.8 keeps about 80% and p = 0.3 about 30%, to six standard errors (1.4% of the units)."""
    A = np.ones((200, 200))

    for p in 0.8, 0.3:
        _, mask = dropout(A, p=p, rng=np.random.default_rng(0))
        kept = float((mask != 0).mean())
        assert abs(kept - p) < 0.014, (
            f"expected  about {p:.0%} of the units kept at p = {p}\ngot       {kept:.1%}\n"
            "p is the probability of keeping a unit, not of dropping it"
        )


def test_dropout_keeps_the_mean() -> None:
    """Over 40,000 units of 3 the mean stays 3, to six standard errors: that is what the scaling is for."""
    dropped, _ = dropout(np.full((200, 200), 3.0), 0.8, np.random.default_rng(0))

    expect_number(float(dropped.mean()), 3, atol=0.05)


def test_dropout_asks_each_unit_on_its_own() -> None:
    """Along each axis, two neighbours share their fate as often as chance has it: 0.8² + 0.2² = 68%."""
    _, mask = dropout(np.ones((20, 30, 40)), 0.8, np.random.default_rng(0))

    kept = mask != 0
    for axis in range(3):
        ahead, behind = np.delete(kept, 0, axis), np.delete(kept, -1, axis)
        alike = float((ahead == behind).mean())
        assert abs(alike - 0.68) < 0.03, (
            f"expected  68% of neighbours alike along axis {axis}\ngot       {alike:.1%}: draw a number for each entry"
        )


def test_dropout_keeps_a_number_of_units_that_varies() -> None:
    """Each unit is kept or not by chance, so that of 100 units it is now 80, now 76, now 85."""
    rng = np.random.default_rng(0)

    counts = {int((dropout(np.ones((10, 10)), 0.8, rng)[1] != 0).sum()) for _ in range(30)}

    assert len(counts) >= 4, f"expected  a number of kept units that varies\ngot       {sorted(counts)} in 30 draws"


def test_dropout_with_p_1_keeps_everything() -> None:
    """The mask is all ones, and A comes back as it was."""
    A = np.array([[1.0, -2.0], [0.0, 4.0]])

    dropped, mask = dropout(A, 1.0, np.random.default_rng(0))

    expect_close(mask, np.ones((2, 2)), atol=0)
    expect_close(dropped, A, atol=0)


def test_dropout_draws_from_the_rng_it_is_given() -> None:
    """The same seed gives the same mask, another seed another, and each call with one generator a new one."""
    A, rng, before = np.ones((10, 10)), np.random.default_rng(1), str(np.random.get_state())

    first, second = dropout(A, 0.5, rng)[1], dropout(A, 0.5, rng)[1]
    again, other = dropout(A, 0.5, np.random.default_rng(1))[1], dropout(A, 0.5, np.random.default_rng(2))[1]

    expect_close(again, first, atol=0, hint="two generators of the same seed must give the same mask")
    assert not np.array_equal(first, other), "seeds 1 and 2 give the same mask: draw it from rng"
    assert not np.array_equal(first, second), "two calls with one generator give the same mask: draw a new one"
    assert str(np.random.get_state()) == before, "np.random's own state has changed, which is everyone's: use rng alone"


def test_dropout_refuses_p_out_of_range() -> None:
    """Nobody can keep units with a probability of 0 (nor divide by it), below 0, above 1, or nan."""
    for p in 0.0, -0.5, 1.5, 80.0, math.nan:
        expect_error(partial(dropout, np.ones((2, 2)), p, np.random.default_rng(0)))


def test_dropout_leaves_its_input_alone() -> None:
    """A keeps its numbers."""
    A = np.array([[1.0, -2.0], [3.0, 0.0]])

    dropout(A, 0.5, np.random.default_rng(0))

    expect_unchanged(A, np.array([[1.0, -2.0], [3.0, 0.0]]), "A")


def test_dropout_keeps_float32() -> None:
    """A float32 layer has a float32 mask, so that the network stays float32."""
    dropped, mask = dropout(np.ones((3, 4), dtype=np.float32), 0.8, np.random.default_rng(0))

    expect_dtype(mask, np.float32, hint="rng.random and / p make float64: turn the mask into A.dtype")
    expect_dtype(dropped, np.float32)


def test_regularized_by_hand() -> None:
    """The weights 1, -2 and 3 cost 0.1 * 14 = 1.4: a loss of 5 becomes 6.4, and slopes of 1 become 1 + 0.2 * w."""
    X, y = np.zeros((4, 3)), np.zeros((4, 1))
    params: Params = {"W": np.array([[1.0], [-2.0], [3.0]]), "b": np.array([7.0])}

    loss, grads = regularized(flat, 0.1)(X, y, params)

    expect_number(loss, 6.4, atol=1e-12, hint="loss + lambda_ * sum of W**2, however many samples there are")
    expect_close(grads["W"], [[1.2], [0.6], [1.6]], atol=1e-12, hint="the gradient plus 2 * lambda_ * W")


def test_regularized_leaves_biases_free() -> None:
    """Of b, b1, b2 and c, each 10, none costs anything: a bias does not make a network wilder."""
    params: Params = {name: np.full(3, 10.0) for name in ("b", "b1", "b2", "c")}

    loss, grads = regularized(flat, 0.1)(NOTHING, NOTHING, params)

    expect_number(loss, 5, atol=1e-12, hint="only weights are regularized, not biases")
    for name in params:
        expect_close(grads[name], np.ones(3), atol=1e-12, hint=f"{name!r} is a bias")


def test_regularized_prices_all_weights_and_filters() -> None:
    """W, W1, W2, W10 and F: 2 + 2 + 2 + 2 + 8 ones at 0.5 cost 8, and each has the slope 1 + 2 * 0.5 = 2."""
    params: Params = {"W": np.ones(2), "W1": np.ones((2, 1)), "W2": np.ones((1, 2)), "W10": np.ones((2, 1))}
    params["F"] = np.ones((2, 2, 2))

    loss, grads = regularized(flat, 0.5)(NOTHING, NOTHING, params)

    expect_number(loss, 13, atol=1e-12, hint="every key that begins with W, and F")
    for name, param in params.items():
        expect_close(grads[name], np.full_like(param, 2), atol=1e-12, hint=f"{name!r} is a weight")


def test_regularized_goes_by_the_keys() -> None:
    """A weight is what is called W…, whatever its shape; biases b1 and bW, a scale V and a shift w are free."""
    params: Params = {"W1": np.array([2.0, 0.0]), "b1": np.array([[3.0, 3.0]])}
    params |= {name: np.array([[3.0, 3.0]]) for name in ("bW", "V", "w")}

    loss, grads = regularized(flat, lambda_=0.5)(NOTHING, NOTHING, params)

    expect_number(loss, 7, atol=1e-12, hint='weights are the parameters whose names begin with "W", and "F"')
    expect_close(grads["W1"], [3, 1], atol=1e-12)
    for name in "b1", "bW", "V", "w":
        expect_close(grads[name], [[1, 1]], atol=1e-12, hint=f"{name!r} is no weight")


def test_regularized_gradients_are_the_slopes_of_its_loss() -> None:
    """Measured by nudging, for a deep MLP and for a CNN; biases are off 0, so that no score sits on ReLU's kink."""
    X, y, params = samples(4, [3, 4, 3, 2])
    rng = np.random.default_rng(1)
    images, digits = rng.standard_normal((3, 6, 6)), one_hot(np.array([0, 2, 1]), 3)
    filters = off_zero(init_cnn(rng, filters=2, image_size=6, classes=3), rng)
    cases = [(X, y, params, deep_mlp_loss_and_grads), (images, digits, filters, cnn_loss_and_grads)]

    for X, y, params, loss_fn in cases:
        _, grads = regularized(loss_fn, 0.3)(X, y, params)
        slopes = numerical_gradient(X, y, params, regularized(loss_fn, 0.3))
        assert set(grads) == set(params), f"expected  gradients under {sorted(params)}\ngot       {sorted(grads)}"
        for name in params:
            expect_gradient(grads[name], slopes[name], name, atol=1e-6)


def test_regularized_with_lambda_0_changes_nothing() -> None:
    """Where weights are free, loss and gradients are those of the loss function itself."""
    X, y, params = samples(4, [3, 4, 2])
    own_loss, own_grads = deep_mlp_loss_and_grads(X, y, params)

    loss, grads = regularized(deep_mlp_loss_and_grads, 0.0)(X, y, params)

    expect_number(loss, float(own_loss), atol=1e-12)
    for name in params:
        expect_close(grads[name], own_grads[name], atol=1e-12)


def test_regularized_hands_on_the_samples() -> None:
    """The loss function gets X, y and the parameters of this call: mean(X) + 10 * mean(y) + b."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return float(X.mean() + 10 * y.mean() + params["b"][0]), {"b": np.ones(1)}

    loss_and_grads = regularized(loss_fn, 0.1)

    for shift in 0.0, 100.0, 0.0:
        loss, _ = loss_and_grads(np.full((2, 1), 3.0), np.full((2, 1), 4.0), {"b": np.array([shift])})
        expect_number(loss, 43 + shift, atol=1e-9)


def test_regularized_calls_the_loss_function_once() -> None:
    """Loss and gradients come from one call: a second one takes as long again, and dropout would draw new masks."""
    calls: list[float] = []

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        calls.append(1.0)
        return float(len(calls)), {"W": np.full(1, float(len(calls)))}

    loss, grads = regularized(loss_fn, 0.0)(NOTHING, NOTHING, {"W": np.ones(1)})

    assert len(calls) == 1, f"expected  one call of loss_fn\ngot       {len(calls)}: keep both of its results"
    expect_number(loss, 1, atol=0)
    expect_close(grads["W"], [1], atol=0)


def test_regularized_gives_gradients_that_stay() -> None:
    """What one call gave is still the same after the next, with other parameters."""
    loss_and_grads = regularized(flat, 0.5)

    _, first = loss_and_grads(NOTHING, NOTHING, {"W": np.array([2.0])})
    _, second = loss_and_grads(NOTHING, NOTHING, {"W": np.array([4.0])})

    expect_close(first["W"], [3], atol=1e-12, hint="each call makes a dict and arrays of its own")
    expect_close(second["W"], [5], atol=1e-12)


def test_regularized_leaves_alone_what_it_is_handed() -> None:
    """The dict and the gradients that the loss function gave stay as they were; so do the parameters."""
    slope, handed = np.ones((2, 1)), list[Params]()
    slope.flags.writeable = False  # so that who writes into it is told where
    params: Params = {"W": np.full((2, 1), 3.0), "b": np.full((2, 1), 3.0)}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        handed.append({"W": slope, "b": slope})
        return 5.0, handed[-1]

    loss_and_grads = regularized(loss_fn, 0.1)
    for _ in range(2):
        loss, grads = loss_and_grads(NOTHING, NOTHING, params)
        expect_number(loss, 6.8, atol=1e-12, hint="each call begins anew with the loss that loss_fn gives")
        expect_close(grads["W"], [[1.6], [1.6]], atol=1e-12)

    for name in params:
        assert all(given[name] is slope for given in handed), (
            f"expected  loss_fn's dict as it was\ngot       another array under {name!r}: copy the dict"
        )
        expect_unchanged(params[name], np.full((2, 1), 3.0), name)


def test_regularized_keeps_float32() -> None:
    """float32 parameters have float32 gradients."""
    params: Params = {"W": np.ones((2, 1), dtype=np.float32), "b": np.ones(1, dtype=np.float32)}

    _, grads = regularized(flat, 0.1)(NOTHING, NOTHING, params)

    for name in params:
        expect_dtype(grads[name], np.float32)


def test_dropout_mlp_loss_and_grads_with_p_1_is_the_network_without() -> None:
    """Where every unit is kept, loss and gradients are chapter 4.1's, with 0, 1, 2, 3 and 10 hidden layers."""
    for sizes in [3, 2], [3, 5, 2], [3, 5, 4, 2], [3, 5, 4, 6, 2], [3, *[5] * 10, 2]:
        X, y, params = samples(4, sizes)
        own_loss, own_grads = deep_mlp_loss_and_grads(X, y, params)

        loss, grads = dropout_mlp_loss_and_grads(X, y, params, 1.0, np.random.default_rng(0))

        expect_number(loss, float(own_loss), atol=1e-9)
        assert set(grads) == set(params), f"expected  gradients under {sorted(params)}\ngot       {sorted(grads)}"
        for name in params:
            expect_close(grads[name], own_grads[name], atol=1e-9, hint=f"the gradient of {name!r}")


def test_dropout_mlp_loss_and_grads_are_the_slopes_of_the_thinned_network() -> None:
    """With a fresh generator of one seed at each call the masks stay the same, and slopes can be measured."""
    X, y, params = samples(5, [4, 6, 5, 3])

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return dropout_mlp_loss_and_grads(X, y, params, 0.6, np.random.default_rng(3))

    _, grads = loss_fn(X, y, params)

    slopes = numerical_gradient(X, y, params, loss_fn)
    for name in params:
        hint = "the way back needs the masks of the way forward"
        expect_gradient(grads[name], slopes[name], name, atol=1e-6, hint=hint)


def test_dropout_mlp_loss_and_grads_drops_units_of_every_hidden_layer() -> None:
    """Two hidden layers of 140 units that all give 1: what the next layer is fed is 0, or 1 / 0.8 in about 80%.

    Six standard errors are 20% of the units.
    """
    params: Params = {"W1": np.zeros((2, 140)), "b1": np.ones(140), "W2": np.zeros((140, 140)), "b2": np.ones(140)}
    params |= {"W3": np.tile([0.01, -0.01], (140, 1)), "b3": np.zeros(2)}

    _, grads = dropout_mlp_loss_and_grads(
        np.ones((1, 2)), np.array([[1.0, 0.0]]), params, 0.8, np.random.default_rng(0)
    )

    first, second = fed(grads, 2), fed(grads, 3)
    for layer, units in (1, first), (2, second):
        kept = units > 0
        assert 0.6 < kept.mean() < 1, (
            f"expected  about 80% of hidden layer {layer} kept at p = 0.8\ngot       {kept.mean():.1%}"
        )
        expect_close(units, np.where(kept, 1.25, 0), atol=1e-6, hint="what is kept is scaled up by 1 / p, once")
    assert not np.array_equal(first > 0, second > 0), "both layers have the same mask: draw one for each"


def test_dropout_mlp_loss_and_grads_drops_other_units_for_each_sample() -> None:
    """At p = 0.5 a unit drops out for all of 8 samples once in 256 times; for a mask shared by all, once in 2."""
    params: Params = {
        "W1": np.zeros((2, 300)),
        "b1": np.ones(300),
        "W2": np.tile([0.01, -0.01], (300, 1)),
        "b2": np.zeros(2),
    }
    y = np.tile([1.0, 0.0], (8, 1))

    _, grads = dropout_mlp_loss_and_grads(np.ones((8, 2)), y, params, 0.5, np.random.default_rng(0))

    lost = float((fed(grads, 2) == 0).mean())
    assert lost < 0.1, f"expected  some 0.4% of the units dropped for all samples\ngot       {lost:.0%}"


def test_dropout_mlp_loss_and_grads_keeps_all_inputs() -> None:
    """The first layer is fed the whole sample, in 20 calls of 20."""
    _, y, params = samples(1, [50, 20, 2])
    X, rng = np.random.default_rng(1).standard_normal((1, 50)), np.random.default_rng(0)

    for _ in range(20):
        _, grads = dropout_mlp_loss_and_grads(X, y, params, 0.8, rng)
        expect_close(fed(grads, 1), X[0], atol=1e-9, hint="no dropout on the inputs")


def test_dropout_mlp_loss_and_grads_keeps_all_outputs() -> None:
    """With last weights of 0 no mask can matter: the scores are b = ln 1, ln 2, ln 5, the loss is -ln(5 / 8)."""
    _, _, params = samples(1, [3, 6, 3])
    params |= {"W2": np.zeros((6, 3)), "b2": np.log([1.0, 2.0, 5.0])}
    rng = np.random.default_rng(0)

    for _ in range(20):
        loss, grads = dropout_mlp_loss_and_grads(np.ones((1, 3)), np.array([[0.0, 0.0, 1.0]]), params, 0.5, rng)
        expect_number(loss, -math.log(5 / 8), atol=1e-9, hint="no dropout on scores or probabilities")
        expect_close(grads["b2"], [1 / 8, 2 / 8, -3 / 8], atol=1e-9, hint="no dropout on scores or probabilities")


def test_dropout_mlp_loss_and_grads_keeps_the_loss_near() -> None:
    """400 units of 1, summed up to a score of 3 against 0: the loss stays near ln(1 + e^-3) = 0.0486.

    Unscaled, at p = 0.8, the score would be 2.4 and the loss 0.087. Six standard errors are 0.005.
    """
    params: Params = {
        "W1": np.zeros((2, 400)),
        "b1": np.ones(400),
        "W2": np.tile([3 / 400, 0], (400, 1)),
        "b2": np.zeros(2),
    }
    y = np.tile([1.0, 0.0], (20, 1))

    loss, _ = dropout_mlp_loss_and_grads(np.ones((20, 2)), y, params, 0.8, np.random.default_rng(0))

    expect_number(loss, math.log(1 + math.exp(-3)), atol=0.006)


def test_dropout_mlp_loss_and_grads_draws_new_masks_at_each_call() -> None:
    """One generator gives new masks, and a new loss, at each call; the same seed gives the same."""
    X, y, params = samples(5, [4, 20, 20, 3])
    rng = np.random.default_rng(1)

    first, second = (dropout_mlp_loss_and_grads(X, y, params, 0.5, rng) for _ in range(2))
    again = dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(1))
    other = dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(2))

    assert first[0] != second[0], f"two calls with one generator give the same loss, {first[0]}: draw new masks"
    assert first[0] != other[0], f"seeds 1 and 2 give the same loss, {first[0]}: draw the masks from rng"
    expect_number(again[0], float(first[0]), atol=0, hint="two generators of the same seed must give the same masks")
    expect_close(again[1]["W1"], first[1]["W1"], atol=0)


def test_dropout_mlp_loss_and_grads_survives_large_scores() -> None:
    """Scores of 10,000 for the wrong class give a finite loss of 10 or more."""
    params: Params = {"W1": np.ones((1, 1)), "b1": np.zeros(1), "W2": np.array([[1.0, 0.0]]), "b2": np.zeros(2)}

    loss, grads = dropout_mlp_loss_and_grads(
        np.array([[1e4]]), np.array([[0.0, 1.0]]), params, 1.0, np.random.default_rng(0)
    )

    assert 10 <= loss < math.inf, f"expected  a finite loss of 10 or more\ngot       {loss}"
    expect_close(grads["W2"], [[1e4, -1e4]], atol=1e-6)


def test_dropout_mlp_loss_and_grads_measures_what_is_unlikely() -> None:
    """Scores of 13 against 0 leave the truth a probability of about 2e-6, and cost ln(1 + e^13) = 13.000002."""
    params: Params = {"W1": np.ones((1, 1)), "b1": np.zeros(1), "W2": np.array([[1.0, 0.0]]), "b2": np.zeros(2)}

    loss, _ = dropout_mlp_loss_and_grads(
        np.array([[13.0]]), np.array([[0.0, 1.0]]), params, p=1.0, rng=np.random.default_rng(0)
    )

    expect_number(loss, math.log(1 + math.exp(13)), atol=1e-5, hint="the guard against ln 0 belongs far below 1e-6")


def test_dropout_mlp_loss_and_grads_refuses_what_does_not_fit() -> None:
    """Labels for one-hot rows, whose shapes it names; inputs of another size; no samples; p out of range."""
    X, y, params = samples(3, [3, 5, 3])

    def call(X: Array, y: Array, p: float = 0.5) -> object:
        return dropout_mlp_loss_and_grads(X, y, params, p, np.random.default_rng(0))

    expect_error(lambda: call(X, np.ones(3)), (3, 3), (3,))
    expect_error(lambda: call(X, np.ones((3, 1))), (3, 3), (3, 1))
    expect_error(lambda: call(X, y[:1]), (3, 3), (1, 3))
    expect_error(lambda: call(X[:1], y))
    expect_error(lambda: call(X[:, :2], y))
    expect_error(lambda: call(X[:0], y[:0]))
    for p in 0.0, -0.5, 1.5, math.nan:
        expect_error(partial(call, X, y, p))


def test_dropout_mlp_loss_and_grads_leaves_its_inputs_alone() -> None:
    """Samples, targets and parameters keep their numbers."""
    X, y, params = samples(3, [4, 5, 3])
    X_before, y_before, before = X.copy(), y.copy(), {name: param.copy() for name, param in params.items()}

    dropout_mlp_loss_and_grads(X, y, params, 0.5, np.random.default_rng(0))

    expect_unchanged(X, X_before, "X")
    expect_unchanged(y, y_before, "y")
    assert set(params) == set(before), f"expected  params with {sorted(before)}, as before\ngot       {sorted(params)}"
    for name in before:
        expect_unchanged(params[name], before[name], name)


def test_dropout_mlp_loss_and_grads_keeps_float32() -> None:
    """float32 samples, targets and parameters have float32 gradients."""
    X, y, params = samples(3, [4, 5, 5, 3])
    params = {name: param.astype(np.float32) for name, param in params.items()}

    _, grads = dropout_mlp_loss_and_grads(
        X.astype(np.float32), y.astype(np.float32), params, 0.5, np.random.default_rng(0)
    )

    for name in params:
        expect_dtype(grads[name], np.float32, hint=f"the gradient of {name!r}: is a mask float64?")


def learn_1000(mnist: Mnist, sizes: list[int], loss_fn: LossFn, lr: float, epochs: int) -> list[Array]:
    """Train a network of these sizes on MNIST's first 1,000 digits, in batches of 50; return W1, b1, W2 and so on."""
    X, y = mnist.X_train[:1000], one_hot(mnist.y_train[:1000], 10, dtype=np.float32)
    rng = np.random.default_rng(0)
    params, losses = gradient_descent(X, y, init_deep_mlp(sizes, rng, np.float32), lr, loss_fn, 50, epochs, rng)
    expect_trained(losses)
    return [params[f"{kind}{layer}"] for layer in range(1, len(sizes)) for kind in "Wb"]


def judge(mnist: Mnist, network: list[Array], digits: slice) -> tuple[float, float]:
    """Compute the cross-entropy over some of the 60,000 digits, and the share of them that is read rightly."""
    *_, A = forward_mlp(mnist.X_train[digits], *network)
    y = mnist.y_train[digits]
    return cross_entropy(A, one_hot(y, 10)), float(np.mean(np.equal(A.argmax(axis=1), y)))


@pytest.mark.mnist
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_regularized_helps_against_learning_by_heart(mnist: Mnist) -> None:
    """784-128-64-10 learns 1,000 digits by heart; with L2 its loss on 10,000 others falls, to at most 92%.

    Over ten seeds that loss is 0.429 to 0.456 without and 0.347 to 0.373 with lambda_ = 0.002, 79% to 85% of it. As
    many digits are right with as without, 89%: L2 helps against being sure where one should not be.
    """
    sizes, others = [784, 128, 64, 10], slice(50000, 60000)

    plain = learn_1000(mnist, sizes, regularized(deep_mlp_loss_and_grads, 0.0), 0.2, 40)
    priced = learn_1000(mnist, sizes, regularized(deep_mlp_loss_and_grads, 0.002), 0.2, 40)

    _, by_heart = judge(mnist, plain, slice(1000))
    assert by_heart >= 0.999, f"expected  all of the 1,000 digits learnt, without L2\ngot       {by_heart:.1%}"
    (before, _), (after, _) = judge(mnist, plain, others), judge(mnist, priced, others)
    assert after <= 0.92 * before, (
        f"expected  a loss on other digits of at most 92% of {before:.3f}, that without L2\ngot       {after:.3f}"
    )


@pytest.mark.mnist
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_dropout_mlp_loss_and_grads_helps_against_learning_by_heart(mnist: Mnist) -> None:
    """784-256-10 learns from 1,000 digits; with dropout its loss on 10,000 others is at most 95%, and more are right.

    Over ten seeds that loss is 0.390 to 0.411 without and 0.347 to 0.370 with p = 0.5, 85% to 91% of it, and 89.5% to
    89.9% of the digits are right without, 90.4% to 90.9% with, each time at least 0.6% more.
    """
    rng, others = np.random.default_rng(1), slice(50000, 60000)

    plain, thinned = (
        learn_1000(mnist, [784, 256, 10], partial(dropout_mlp_loss_and_grads, p=p, rng=rng), lr=0.3, epochs=50)
        for p in (1.0, 0.5)
    )

    (before, right_before), (after, right_after) = judge(mnist, plain, others), judge(mnist, thinned, others)
    assert after <= 0.95 * before, (
        f"expected  a loss on other digits of at most 95% of {before:.3f}, that without dropout\ngot       {after:.3f}"
    )
    assert right_after > right_before, (
        f"expected  more than {right_before:.2%} of other digits right, as without dropout\ngot       {right_after:.2%}"
    )
