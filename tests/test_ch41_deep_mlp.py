"""What chapter 4.1 means by right."""

import math
from functools import partial
from typing import Any, Literal

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent
from ch24_numerical_gradients import numerical_gradient
from ch33_mlp_forward import forward_mlp as forward_shallow
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import backward_mlp, deep_mlp_loss_and_grads, forward_mlp, gradient_norms, init_deep_mlp

from data import Mnist
from dojo.verdict.epoch_time import Pace
from dojo.verdict.expect import (
    expect_close,
    expect_gradient,
    expect_number,
    expect_shape,
    expect_trained,
    expect_unchanged,
)

Activation = Literal["relu", "sigmoid"]
BOTH: tuple[Activation, Activation] = ("relu", "sigmoid")
LN3 = math.log(3)


def network(*sizes: int, n: int = 6) -> tuple[Array, Array, Params]:
    """Draw samples, one-hot truths, and a network with biases, so that no score is on ReLU's kink.

    With this seed each layer has some units that are not silent, and all scores are further than 0.01 from 0.
    """
    rng = np.random.default_rng(20)
    params: Params = {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        params[f"W{layer}"] = 0.7 * rng.standard_normal((fan_in, fan_out))
        params[f"b{layer}"] = 1 + rng.standard_normal(fan_out)
    return rng.standard_normal((n, sizes[0])), np.eye(sizes[-1])[rng.integers(0, sizes[-1], n)], params


def chain() -> Params:
    """Make the network of the examples by hand: one input, hidden layers of 2 and 1 units, two classes."""
    W1, W2, W3 = np.array([[LN3, 0.0]]), np.array([[4 * LN3], [-4 * LN3]]), np.array([[4 / 3 * LN3, 0.0]])
    return {"W1": W1, "b1": np.zeros(2), "W2": W2, "b2": np.zeros(1), "W3": W3, "b3": np.zeros(2)}


def names(params: Params) -> list[str]:
    """List W1, b1, W2, b2, and so on."""
    return [f"{kind}{layer}" for layer in range(1, len(params) // 2 + 1) for kind in "Wb"]


def forward(X: Array, params: Params, activation: Activation = "relu") -> tuple[Array, ...]:
    """Send samples through a network."""
    layers = forward_mlp(X, *(params[name] for name in names(params)), activation=activation)
    expect_several(layers, len(params) // 2, "layers")
    return layers


def backward(X: Array, y: Array, params: Params, activation: Activation = "relu") -> Params:
    """Compute a network's gradients, by name, from copies of everything; relu is the default."""
    layers, arrays = forward(X, params, activation), [params[name].copy() for name in names(params)]
    go_back = backward_mlp if activation == "relu" else partial(backward_mlp, activation=activation)
    grads = go_back(X.copy(), layers, y.copy(), *arrays)
    expect_several(grads, len(arrays), "gradients")
    return dict(zip(names(params), grads, strict=True))


def loss_of(X: Array, y: Array, params: Params, activation: Activation = "relu") -> float:
    """Compute the mean cross-entropy."""
    return float(-np.log((forward(X, params, activation)[-1] * y).sum(axis=1)).mean())


def expect_several(arrays: Any, number: int, what: str) -> None:
    """Fail unless a function gave so many arrays."""
    got = len(arrays) if hasattr(arrays, "__len__") else type(arrays).__name__
    shown = "None: is its `return` missing?" if arrays is None else got
    assert got == number, f"expected  {number} {what}\ngot       {shown}"


def expect_dict(arrays: Any, keys: list[str]) -> None:
    """Fail unless arrays are a dict with these keys, in whatever order."""
    assert hasattr(arrays, "keys"), f"expected  a dict of arrays\ngot       {type(arrays).__name__}"
    assert set(arrays) == set(keys), f"expected  the keys {', '.join(keys)}\ngot       {', '.join(map(str, arrays))}"


def test_init_deep_mlp_makes_two_parameters_a_layer() -> None:
    """Sizes [5, 4, 3, 2] are three layers: W1 (5, 4), b1 (4,), W2 (4, 3), b2 (3,), W3 (3, 2), b3 (2,), in this order.

    Two sizes are one layer, and twelve are eleven, whose last are W11 and b11. All biases start at 0.
    """
    for sizes in [5, 4, 3, 2], [4, 3], [3] * 12:
        params = init_deep_mlp(list(sizes), np.random.default_rng(0))

        right = [f"{kind}{layer}" for layer in range(1, len(sizes)) for kind in "Wb"]
        expect_dict(params, right)
        assert list(params) == right, f"expected  {', '.join(right)}, in this order\ngot       {', '.join(params)}"
        for layer in range(1, len(sizes)):
            expect_shape(params[f"W{layer}"], (sizes[layer - 1], sizes[layer]), hint=f"this is W{layer}")
            expect_close(params[f"b{layer}"], np.zeros(sizes[layer]), atol=0, hint=f"this is b{layer}")


def test_init_deep_mlp_draws_normal_weights_of_variance_2_by_fan_in() -> None:
    """W1 has 200 inputs, so variance 0.01; W2 has 300, so 0.00667; W3 has 100, so 0.02: to six standard errors.

    Of normal numbers 4.55% are more than two standard deviations from 0, of uniform ones none.
    """
    params = init_deep_mlp([200, 300, 100, 150], np.random.default_rng(0))

    share = math.erfc(math.sqrt(2))
    for name, fan_in in ("W1", 200), ("W2", 300), ("W3", 100):
        W, variance = params[name], 2 / fan_in
        hint = f"the variance of {name} is 2 / fan_in, where fan_in is its number of rows: multiply by sqrt(2 / fan_in)"
        expect_number(float((W**2).mean()), variance, atol=6 * variance * math.sqrt(2 / W.size), hint=hint)
        expect_number(float(W.mean()), 0, atol=6 * math.sqrt(variance / W.size), hint=f"this is the mean of {name}")
        outside, limit = float((W**2 > 4 * variance).mean()), 6 * math.sqrt(share * (1 - share) / W.size)
        expect_number(outside, share, atol=limit, hint=f"this is the share of {name} beyond 2 * sqrt(2 / fan_in)")


def test_init_deep_mlp_draws_each_layer_for_itself() -> None:
    """Layers of the same shape have different weights, which have nothing to do with each other."""
    params = init_deep_mlp([100, 100, 100, 100], np.random.default_rng(0))

    for one, two in (1, 2), (2, 3), (1, 3):
        hint = f"this is the correlation of W{one} and W{two}: each layer needs numbers of its own from rng"
        expect_number(float((params[f"W{one}"] * params[f"W{two}"]).mean() / 0.02), 0, atol=0.06, hint=hint)


def test_init_deep_mlp_draws_from_rng() -> None:
    """The same seed gives the same weights, another seed others, and so does the same rng when asked again."""
    rng = np.random.default_rng(1)

    first, next_one = init_deep_mlp([4, 5, 3], rng), init_deep_mlp([4, 5, 3], rng)
    again, other = (init_deep_mlp([4, 5, 3], np.random.default_rng(seed)) for seed in (1, 2))

    for name in "W1", "W2":
        hint = "two generators of the same seed must give the same weights"
        expect_close(again[name], first[name], atol=0, hint=hint)
        assert not np.array_equal(first[name], other[name]), f"seeds 1 and 2 give the same {name}: draw it from rng"
        assert not np.array_equal(first[name], next_one[name]), f"two networks from one rng have the same {name}"


def test_forward_mlp_by_hand() -> None:
    """The row [1, 2] has the scores 3 and -2: A1 is [3, 0]. Then 3 - 1 and -3 + 1: A2 is [2, 0].

    The classes score 2 * ln 2 = ln 4 and 0: the probabilities are 4/5 and 1/5. ReLU is the default.
    """
    W1, b1 = np.array([[1.0, -1.0], [1.0, 0.0]]), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0, -1.0], [5.0, 7.0]]), np.array([-1.0, 1.0])
    W3, b3 = np.array([[math.log(2), 0.0], [9.0, 8.0]]), np.array([0.0, 0.0])

    layers = forward_mlp(np.array([[1.0, 2.0]]), W1, b1, W2, b2, W3, b3)

    expect_several(layers, 3, "layers")
    expect_close(layers[0], [[3, 0]], atol=1e-6, hint="A1 = relu(X @ W1 + b1)")
    expect_close(layers[1], [[2, 0]], atol=1e-6, hint="A2 = relu(A1 @ W2 + b2)")
    expect_close(layers[2], [[0.8, 0.2]], atol=1e-6, hint="A3 = softmax(A2 @ W3 + b3), with no ReLU before it")


def test_forward_mlp_bends_by_sigmoid_by_hand() -> None:
    """The scores ln 3 and 0 give A1 = [3/4, 1/2]; 4 ln 3 * (3/4 - 1/2) = ln 3 gives A2 = 3/4.

    The classes score 3/4 * 4/3 * ln 3 = ln 3 and 0: the probabilities are 3/4 and 1/4.
    """
    layers = forward(np.array([[1.0]]), chain(), "sigmoid")

    expect_close(layers[0], [[0.75, 0.5]], atol=1e-6, hint="A1 = sigmoid(X @ W1 + b1)")
    expect_close(layers[1], [[0.75]], atol=1e-6, hint="A2 = sigmoid(A1 @ W2 + b2)")
    expect_close(layers[2], [[0.75, 0.25]], atol=1e-6, hint="the last layer is softmax, with no sigmoid before it")


def test_forward_mlp_of_one_layer_is_softmax_regression() -> None:
    """With W1 and b1 alone there is no hidden layer: scores ln 2 and 2 * ln 2 of x = 1 give 1/3 and 2/3."""
    W1, b1 = np.array([[0.0, math.log(2)]]), np.array([math.log(2), math.log(2)])

    for activation in BOTH:
        layers = forward_mlp(np.array([[1.0], [-1.0]]), W1, b1, activation=activation)

        expect_several(layers, 1, "layer")
        expect_close(layers[0], [[1 / 3, 2 / 3], [2 / 3, 1 / 3]], atol=1e-6, hint="A1 = softmax(X @ W1 + b1)")


def test_forward_mlp_of_two_layers_is_chapter_3_3s() -> None:
    """Called with W1, b1, W2, b2 it gives what the network with one hidden layer gives, with and without "relu"."""
    X, _, params = network(4, 5, 3)
    W1, b1, W2, b2 = (params[name] for name in names(params))

    for layers in forward_mlp(X, W1, b1, W2, b2), forward_mlp(X, W1, b1, W2, b2, activation="relu"):
        expect_several(layers, 2, "layers")
        for layer, right in zip(layers, forward_shallow(X, W1, b1, W2, b2), strict=True):
            expect_close(layer, right, atol=1e-6)


def test_forward_mlp_gives_numbers_at_large_scores() -> None:
    """Scores of 10,000 either way cause no nan, whatever the other samples' scores are.

    In the second sample both hidden units are silent: its scores are 0, and its probabilities 1/2.
    """
    X, W, b = np.array([[1e4, -1e4], [-1e4, -1e4]]), np.eye(2), np.zeros(2)

    expect_close(forward_mlp(X, W, b, W, b)[-1], [[1.0, 0.0], [0.5, 0.5]], atol=1e-6, hint="softmax row by row")
    expect_close(forward_mlp(X, W, b, W, b, activation="sigmoid")[0], [[1, 0], [0, 0]], atol=1e-6)


def test_backward_mlp_bends_by_sigmoid_by_hand() -> None:
    """Where A1 = [3/4, 1/2], A2 = 3/4 and A3 = [3/4, 1/4], with the second class true, dZ3 is [3/4, -3/4].

    dW3 = 3/4 * dZ3. On the way back 3/4 * 4/3 * ln 3 meets the slope 3/4 * 1/4: dZ2 = 3/16 * ln 3.
    dW2 = [3/4, 1/2] * dZ2. Back through 4 ln 3 and -4 ln 3, and the slopes 3/16 and 1/4, comes dZ1, which is dW1.
    """
    grads = backward(np.array([[1.0]]), np.array([[0.0, 1.0]]), chain(), "sigmoid")

    expect_close(grads["W3"], [[9 / 16, -9 / 16]], atol=1e-6, hint="dW3 = A2.T @ dZ3, dZ3 = (A3 - y) / n")
    expect_close(grads["b2"], [3 / 16 * LN3], atol=1e-6, hint="sigmoid'(Z2) = A2 * (1 - A2)")
    expect_close(grads["W2"], [[9 / 64 * LN3], [3 / 32 * LN3]], atol=1e-6, hint="dW2 = A1.T @ dZ2")
    expect_close(grads["W1"], [[9 / 64 * LN3**2, -3 / 16 * LN3**2]], atol=1e-6, hint="sigmoid'(Z1) = A1 * (1 - A1)")


def test_backward_mlp_gives_the_slopes_of_the_loss() -> None:
    """Nudging an entry by h changes the loss by h times its gradient, for relu and sigmoid, any sizes, any batch.

    The biases are not 0 here, because a score of 0 is on ReLU's kink, where the slope is 0 on one side and 1 on the
    other. Where layers are equally wide, a wrong W still fits.
    """
    cases = [(6, (3, 2)), (6, (3, 3, 3, 3)), (6, (3, 4, 2)), (6, (3, 4, 4, 3, 2)), (1, (3, 4, 3, 2)), (1, (1, 1, 1, 2))]
    for activation in BOTH:

        def loss_fn(X: Array, y: Array, params: Params, activation: Activation = activation) -> tuple[float, Params]:
            return loss_of(X, y, params, activation), {}

        for n, sizes in cases:
            X, y, params = network(*sizes, n=n)
            grads = backward(X, y, params, activation)
            slopes = numerical_gradient(X, y, params, loss_fn)
            hint = f"with activation {activation!r} and {n} samples, in a network of sizes {sizes}; dW1 comes first"
            for name in reversed(names(params)):
                expect_gradient(grads[name], slopes[name], name, atol=1e-5, hint=hint)


def test_backward_mlp_gives_numbers_where_probabilities_are_0() -> None:
    """Probabilities of exactly 0 and 1, from scores of 10,000, right or wrong, give no nan and no infinity."""
    X, y = np.array([[1e4, -1e4], [1e4, -1e4], [-1e4, 1e4]]), np.eye(2)[[1, 0, 1]]
    params: Params = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}

    for name, grad in backward(X, y, params).items():
        assert np.isfinite(grad).all(), f"expected  finite numbers in d{name}\ngot       {grad}"


def test_backward_mlp_leaves_its_inputs_alone() -> None:
    """X, y, the parameters and the probabilities are needed again, by the loss and by the next step."""
    X, y, params = network(4, 5, 4, 3)

    for activation in BOTH:
        layers = forward(X, params, activation)
        passed = {"X": X, "y": y, **params, "A3": layers[-1]}
        before = {name: array.copy() for name, array in passed.items()}
        backward_mlp(X, layers, y, *(params[name] for name in names(params)), activation=activation)
        for name, array in passed.items():
            expect_unchanged(array, before[name], name)
        assert layers[-1] is passed["A3"], "the list of activations no longer ends with the probabilities"


def test_deep_mlp_loss_and_grads_by_hand() -> None:
    """One layer, W1 = 0 and a bias of ln 3, gives all three samples 1/4 and 3/4; the truths are class 0, 1 and 1.

    The loss is the mean of ln 4, ln 4/3 and ln 4/3. dZ1's first column is -1/4, 1/12, 1/12, its second the opposite.
    So dW1 begins with 1 * -1/4 + 2 * 1/12 + 3 * 1/12 = 1/6, and db1 with -1/12.
    """
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    params: Params = {"W1": np.zeros((1, 2)), "b1": np.array([0.0, LN3])}

    loss, grads = deep_mlp_loss_and_grads(X, y, params)

    expect_number(loss, (math.log(4) + 2 * math.log(4 / 3)) / 3, atol=1e-5, hint="the mean over samples")
    expect_dict(grads, ["W1", "b1"])
    expect_close(grads["W1"], [[1 / 6, -1 / 6]], atol=1e-6)
    expect_close(grads["b1"], [-1 / 12, 1 / 12], atol=1e-6)


def test_deep_mlp_loss_and_grads_agree() -> None:
    """The loss is forward_mlp's mean of -log(a) at the true classes, the gradients are backward_mlp's, by name.

    In a network of eleven layers W10 comes after W9, not after W1 as among words.
    """
    for sizes in (3, 2), (3, 4, 2), (3, 4, 4, 3, 2), (3,) * 12:
        X, y, params = network(*sizes)
        right_loss, right = loss_of(X, y, params), backward(X, y, params)

        loss, grads = deep_mlp_loss_and_grads(X, y, params)

        hint = f"in a network of sizes {sizes}, whose layers are W1, b1, W2, b2, and so on, by number"
        expect_number(loss, right_loss, atol=1e-5, hint=hint)
        expect_dict(grads, names(params))
        for name in reversed(names(params)):
            expect_close(grads[name], right[name], atol=1e-6, rtol=1e-6, hint=f"this is the gradient of {name}, {hint}")


def test_deep_mlp_loss_and_grads_stays_finite_at_large_scores() -> None:
    """Scores of 9,000 for the wrong class, or for the right one, give a finite loss and finite gradients.

    The first sample is wrong for certain and loses 10 or more, the second is right for certain and loses 0. The third
    has scores of 100 and 100 + ln 3, so probabilities of 1/4 and 3/4, and loses ln 4. The loss is the mean.
    """
    X, y = np.array([[9e3, -9e3], [9e3, -9e3], [0.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    params: Params = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.array([100, 100 + LN3])}

    loss, grads = deep_mlp_loss_and_grads(X, y, params)

    least = (10 + math.log(4)) / 3
    assert least < loss < math.inf, f"expected  a finite loss of {least:.4g} or more\ngot       {loss}"
    expect_dict(grads, names(params))
    for name in names(params):
        assert np.isfinite(grads[name]).all(), f"expected  finite gradients of {name}\ngot       {grads[name]}"


def test_deep_mlp_loss_and_grads_leaves_its_inputs_alone() -> None:
    """A gradient tells where to go; taking the step is up to gradient_descent."""
    (X, y, params), (X_before, y_before, before) = network(4, 5, 4, 3), network(4, 5, 4, 3)

    deep_mlp_loss_and_grads(X, y, params)

    expect_dict(params, list(before))
    for name, array in {"X": X_before, "y": y_before, **before}.items():
        expect_unchanged({"X": X, "y": y, **params}[name], array, name)


def test_gradient_norms_by_hand() -> None:
    """[[3, 4]] has the norm sqrt(9 + 16) = 5, four entries of size 1 have sqrt(4) = 2, and biases do not count.

    [[3e-7, 4e-7]] has the norm 5e-7: small gradients are what you look for. Only where all entries are 0 is it 0.
    """
    weights = [[3.0, 4.0]], [[1.0, 1.0], [1.0, -1.0]], [[3e-7, 4e-7]], np.zeros((2, 3))
    grads: Params = {}
    for layer, W in enumerate(weights, start=1):
        grads |= {f"W{layer}": np.array(W), f"b{layer}": np.full(2, 1000.0)}

    norms = gradient_norms(grads)

    expect_several(norms, 4, "norms, of W1, W2, W3 and W4")
    for i, (right, atol) in enumerate([(5, 1e-6), (2, 1e-6), (5e-7, 5e-10), (0, 1e-12)]):
        hint = f"W{i + 1}: the root of the sum of the squares of all entries"
        expect_number(norms[i], right, atol=atol, hint=hint)


def test_gradient_norms_begin_with_the_first_layer() -> None:
    """In a network of eleven layers the norms come in the layers' order: W10 after W9, not after W1."""
    grads: Params = {}
    for layer in range(1, 12):
        grads.update({f"W{layer}": np.full((1, 1), float(layer)), f"b{layer}": np.zeros(1)})

    norms = gradient_norms(grads)

    assert [float(norm) for norm in norms] == list(range(1, 12)), f"expected  1, 2, 3, ... 11\ngot       {norms}"


def test_gradient_norms_show_where_the_gradient_vanishes() -> None:
    """Through ten layers of 50 units, sigmoid's slopes, 1/4 at most, leave the first layer nothing to learn from.

    Over 200 seeds the last norm is 12,000 to 49,000 times the first with sigmoid, and 0.4 to 3.3 times with ReLU.
    """
    rng = np.random.default_rng(0)
    params = init_deep_mlp([50] * 10 + [10], rng)
    X, y = rng.standard_normal((20, 50)), np.eye(10)[rng.integers(0, 10, 20)]

    sigmoid, relu = (gradient_norms(backward(X, y, params, activation)) for activation in ("sigmoid", "relu"))

    ratio, other = sigmoid[-1] / sigmoid[0], relu[-1] / relu[0]
    what = "expected  the last layer's norm"
    assert ratio > 1000, f"{what} over 1000 times the first's, with sigmoid\ngot       {ratio:.4g} times"
    assert 0.1 < other < 10, f"{what} 0.1 to 10 times the first's, with ReLU\ngot       {other:.4g} times"


@pytest.mark.mnist
@pytest.mark.timeout(900)
def test_deep_mlp_loss_and_grads_reads_digits(mnist: Mnist, pace: Pace) -> None:
    """784→256→128→10 learns to read: at least 96% of the 10,000 test digits after four epochs.

    The last epoch takes short steps. Over ten seeds the reference gets 97.8%, 97.9%, 98.3% (least, median, most). Steps
    of a tenth get 94.9% at most; without the ReLU mask, without 1/n, with steps ten times as large or from weights of 0
    it learns nothing (9.8% to 11.4%).
    """
    rng = np.random.default_rng(0)
    y, params = one_hot(mnist.y_train, 10, np.float32), init_deep_mlp([784, 256, 128, 10], rng, np.float32)
    losses: list[float] = []

    for lr, epochs in (0.2, 3), (0.05, 1):
        params, more = gradient_descent(
            mnist.X_train, y, params, lr, deep_mlp_loss_and_grads, batch_size=64, epochs=epochs, rng=rng
        )
        losses += more

    expect_trained(losses)
    accuracy = float((forward(mnist.X_test, params)[-1].argmax(axis=1) == mnist.y_test).mean())
    assert accuracy >= 0.96, f"expected  at least 96% of the test digits right\ngot       {accuracy:.2%}"

    pace(deep_mlp_loss_and_grads, mnist.X_train[:3200], y[:3200], params)
