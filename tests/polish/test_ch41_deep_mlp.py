"""What the author of a library also minds in chapter 4.1."""

import math
from typing import Any, Literal

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params
from ch41_deep_mlp import backward_mlp, deep_mlp_loss_and_grads, forward_mlp, gradient_norms, init_deep_mlp

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_no_loop,
    expect_number,
    expect_unchanged,
)

BOTH: tuple[Literal["relu", "sigmoid"], ...] = ("relu", "sigmoid")
LN3 = math.log(3)


def network(*sizes: int, n: int = 6) -> tuple[Array, Array, Params]:
    """Draw samples, one-hot truths, and a network."""
    rng = np.random.default_rng(20)
    params: Params = {}
    for layer, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        params[f"W{layer}"] = 0.7 * rng.standard_normal((fan_in, fan_out))
        params[f"b{layer}"] = 1 + rng.standard_normal(fan_out)
    return rng.standard_normal((n, sizes[0])), np.eye(sizes[-1])[rng.integers(0, sizes[-1], n)], params


def test_init_deep_mlp_makes_the_dtype_that_is_asked_for() -> None:
    """Without dtype all parameters are float64, and with dtype=np.float32 all are float32.

    params[f"b{layer}"] = np.zeros(fan_out, dtype=dtype)  # and the weights by .astype(dtype)
    """
    params = init_deep_mlp([4, 5, 4, 3], np.random.default_rng(0))
    small = init_deep_mlp([4, 5, 4, 3], np.random.default_rng(0), np.float32)

    for name in params:
        expect_dtype(params[name], np.float64, hint=f"this is {name}")
        expect_dtype(small[name], np.float32, hint=f"this is {name} with dtype=np.float32")


def test_init_deep_mlp_leaves_its_sizes_alone() -> None:
    """The caller's list of sizes is as long afterwards as before: it may describe the next network, too.

    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):  # reads, while sizes.pop(0) takes out
    """
    sizes = [5, 4, 3]

    init_deep_mlp(sizes, np.random.default_rng(0))

    assert sizes == [5, 4, 3], f"expected  sizes left as they were, [5, 4, 3]\ngot       {sizes}"


def test_init_deep_mlp_makes_an_array_for_each_bias() -> None:
    """Layers of equal width have arrays of their own: a step in place in one bias must not move another.

    params[f"b{layer}"] = np.zeros(fan_out)  # in the loop, so that each layer gets a new one
    """
    params = init_deep_mlp([5, 5, 5, 5], np.random.default_rng(0))

    for one, two in (1, 2), (2, 3), (1, 3):
        shared = np.shares_memory(params[f"b{one}"], params[f"b{two}"])
        assert not shared, f"expected  an array for each bias\ngot       b{one} and b{two} in the same memory"


def test_init_deep_mlp_draws_single_weights() -> None:
    """300 layers from one unit to one are 300 numbers of variance 2: He's rule needs no std of the sample.

    W = rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / fan_in)  # not divided by its own W.std()
    """
    params = init_deep_mlp([1] * 301, np.random.default_rng(0))

    W = np.array([params[f"W{layer}"].item() for layer in range(1, 301)])
    expect_number(float((W**2).mean()), 2, atol=6 * 2 * math.sqrt(2 / 300))


def test_init_deep_mlp_leaves_the_global_generator_alone() -> None:
    """What np.random itself would draw next stays what it was: others may rely on its seed.

    W = rng.standard_normal((fan_in, fan_out))  # no np.random.seed, no np.random.randn
    """
    before = str(np.random.get_state())

    init_deep_mlp([4, 5, 3], np.random.default_rng(0))

    same = str(np.random.get_state()) == before
    assert same, "expected  NumPy's global generator as it was\ngot       another state: something drew from it"


def test_init_deep_mlp_takes_its_arguments_by_name() -> None:
    """The arguments are called sizes, rng and dtype, as in the docstring.

    def init_deep_mlp(sizes, rng, dtype=np.float64):
    """
    params = init_deep_mlp(dtype=np.float64, rng=np.random.default_rng(0), sizes=[4, 3])

    expect_close(params["b1"], np.zeros(3), atol=0)


def test_forward_mlp_gives_a_tuple() -> None:
    """The layers come in a tuple, as the type says: callers can unpack it, and cannot append to it.

    return tuple(activations)
    """
    X, _, params = network(4, 5, 3)

    layers: object = forward_mlp(X, *params.values())

    assert isinstance(layers, tuple), f"expected  a tuple\ngot       {type(layers).__name__}"


def test_forward_mlp_never_overflows() -> None:
    """Scores of 10,000 either way cause no RuntimeWarning, in float64 and float32, with relu and with sigmoid.

    A = sigmoid(Z)  # chapter 1.3's, with -abs(z) in the exponent
    A = softmax(Z)  # chapter 3.2's, less each row's largest score
    """
    for dtype in FLOATS:
        X, W, b = np.array([[1e4, -1e4], [-1e4, -1e4]], dtype), np.eye(2, dtype=dtype), np.zeros(2, dtype)

        expect_close(forward_mlp(X, W, b, W, b)[-1], [[1.0, 0.0], [0.5, 0.5]], atol=1e-6)
        expect_close(forward_mlp(X, W, b, W, b, activation="sigmoid")[0], [[1, 0], [0, 0]], atol=1e-6)


def test_forward_mlp_refuses_an_unknown_activation() -> None:
    """Only "relu" and "sigmoid" are known: a ValueError says so, also where no hidden layer needs one.

    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"activation is {activation!r}, expected 'relu' or 'sigmoid'")
    """
    X, _, params = network(4, 5, 3)
    unknown: Any = "wiggle"

    expect_error(lambda: forward_mlp(X, *params.values(), activation=unknown))
    expect_error(lambda: forward_mlp(X, params["W1"], params["b1"], activation=unknown))


def test_forward_mlp_refuses_shapes_that_do_not_fit() -> None:
    """X with a column too many, a bias too many, a W2 for other units or turned: NumPy's own ValueError will do.

    Z = A @ W + b  # ValueError: matmul: ... size 4 is different from 5
    """
    X, W1, b1, W2, b2 = np.ones((6, 4)), np.ones((4, 5)), np.ones(5), np.ones((5, 3)), np.ones(3)

    expect_error(lambda: forward_mlp(np.ones((6, 5)), W1, b1, W2, b2))
    expect_error(lambda: forward_mlp(X, W1, np.ones(6), W2, b2))
    expect_error(lambda: forward_mlp(X, W1, b1, np.ones((4, 3)), b2))
    expect_error(lambda: forward_mlp(X, W1, b1, W2.T, b2))


def test_forward_mlp_leaves_its_inputs_alone() -> None:
    """Samples and parameters keep their numbers.

    Z = A @ W + b  # a new array; A += b would write into the caller's
    """
    (X, _, params), (X_before, _, before) = network(4, 5, 4, 3), network(4, 5, 4, 3)

    for activation in BOTH:
        forward_mlp(X, *params.values(), activation=activation)

    expect_unchanged(X, X_before, "X")
    for name, param in before.items():
        expect_unchanged(params[name], param, name)


def test_forward_mlp_keeps_float32() -> None:
    """float32 samples and parameters give float32 layers, every one of them.

    A = np.maximum(0, Z)  # NumPy keeps the dtype by itself; a buffer of zeros would be float64
    """
    X, _, params = network(4, 5, 4, 3)
    small = [param.astype(np.float32) for param in params.values()]

    for activation in BOTH:
        for layer in forward_mlp(X.astype(np.float32), *small, activation=activation):
            expect_dtype(layer, np.float32, hint=f"the activation is {activation}")


def test_forward_mlp_needs_no_loop_over_samples() -> None:
    """300 samples take as many steps of Python as 3: the only loop is over layers.

    for W, b in zip(params[::2], params[1::2]):
        A = relu(A @ W + b)  # all rows of A at once
    """
    W, b = np.ones((2, 2)), np.ones(2)

    expect_no_loop(lambda n: forward_mlp(np.ones((n, 2)), W, b, W, b, W, b))


def test_backward_mlp_gives_a_tuple() -> None:
    """The gradients come in a tuple, as the type says: callers can unpack it, and cannot append to it.

    return tuple(grads)
    """
    X, y, params = network(4, 5, 3)

    grads: object = backward_mlp(X, forward_mlp(X, *params.values()), y, *params.values())

    assert isinstance(grads, tuple), f"expected  a tuple\ngot       {type(grads).__name__}"


def test_backward_mlp_takes_a_list_or_a_tuple_of_layers() -> None:
    """The layers may come in a list or in a tuple, and a list is as long afterwards as before.

    inputs = [X, *activations[:-1]]  # a new list; activations.insert(0, X) would change the caller's
    """
    X, y, params = network(4, 5, 4, 3)
    one, other, listed = (list(forward_mlp(X, *params.values())) for _ in range(3))
    kept = list(listed)

    from_tuple = backward_mlp(X, tuple(one), y, *params.values())
    from_list = backward_mlp(X, other, y, *params.values())
    backward_mlp(X, listed, y, *params.values())

    for a, b in zip(from_tuple, from_list, strict=True):
        expect_close(a, b, atol=1e-12)
    same = len(listed) == 3 and all(a is b for a, b in zip(listed, kept, strict=True))
    assert same, f"expected  the list of 3 layers as it was\ngot       a list of {len(listed)}, changed"


def test_backward_mlp_is_exact_where_the_network_is_certain() -> None:
    """A_D - y is right also where A_D is exactly 0 or 1, in float64 and float32: it needs no division by A_D.

    dZ = (activations[-1] - y) / len(X)  # the slopes of the logarithm and of softmax, multiplied out
    """
    for dtype in FLOATS:
        X, y, W = np.array([[1e4, -1e4]], dtype), np.array([[0, 1]], dtype), np.eye(2, dtype=dtype)
        b = np.zeros(2, dtype)

        grads = backward_mlp(X, forward_mlp(X, W, b, W, b), y, W, b, W, b)

        expect_close(grads[3], [1, -1], atol=1e-6)
        expect_close(grads[2], [[1e4, -1e4], [0.0, 0.0]], atol=1e-2)


def test_backward_mlp_stops_at_a_flat_sigmoid() -> None:
    """Where sigmoid is exactly 0 or 1 its slope is 0, and so is all of dW1: a gradient may vanish altogether.

    dZ = dZ @ W.T * A * (1 - A)  # no np.maximum(..., 1e-3) around the slope
    """
    X, y, W, b = np.array([[1e4, -1e4]]), np.array([[0.0, 1.0]]), np.eye(2), np.zeros(2)
    layers = forward_mlp(X, W, b, W, b, activation="sigmoid")

    grads = backward_mlp(X, layers, y, W, b, W, b, activation="sigmoid")

    expect_close(grads[0], np.zeros((2, 2)), atol=1e-12)
    expect_close(grads[1], np.zeros(2), atol=1e-12)


def test_backward_mlp_refuses_an_unknown_activation() -> None:
    """Only "relu" and "sigmoid" have a slope here: a ValueError says so, also where no slope is asked for.

    if activation not in ("relu", "sigmoid"):
        raise ValueError(f"activation is {activation!r}, expected 'relu' or 'sigmoid'")
    """
    X, y, params = network(4, 5, 3)
    arrays, unknown = list(params.values()), "wiggle"
    layers = forward_mlp(X, *arrays)
    call: Any = backward_mlp

    expect_error(lambda: call(X, layers, y, *arrays, activation=unknown))
    expect_error(lambda: call(X, (np.full((6, 5), 0.2),), np.eye(5)[[0] * 6], *arrays[:2], activation=unknown))


def test_backward_mlp_leaves_the_hidden_layers_alone() -> None:
    """A1 and A2 keep their numbers: a caller may want to look at them after the backward pass.

    mask = A > 0  # a new array; A[A > 0] = 1 would write into the caller's
    """
    X, y, params = network(4, 5, 4, 3)

    for activation in BOTH:
        layers = tuple(forward_mlp(X, *params.values(), activation=activation))
        before = [layer.copy() for layer in layers]
        backward_mlp(X, layers, y, *params.values(), activation=activation)
        for number in 1, 2:
            expect_unchanged(layers[number - 1], before[number - 1], f"A{number}")


def test_backward_mlp_keeps_the_dtype() -> None:
    """float32 in gives float32 gradients, all of them, and float64 gives float64: a buffer or a mask may change that.

    dZ = dZ @ W.T * (A > 0)  # True and False take the dtype of what they are multiplied with
    """
    X, y, params = network(4, 5, 4, 3)

    for dtype in FLOATS:
        typed = [param.astype(dtype) for param in params.values()]
        for activation in BOTH:
            layers = forward_mlp(X.astype(dtype), *typed, activation=activation)
            grads = backward_mlp(X.astype(dtype), layers, y.astype(dtype), *typed, activation=activation)
            for grad, name in zip(grads, params, strict=True):
                expect_dtype(grad, dtype, hint=f"this is d{name}, the activation is {activation}")


def test_backward_mlp_needs_no_loop_over_samples() -> None:
    """300 samples take as many steps of Python as 3: the only loop is over layers.

    dW = A.T @ dZ  # the sum over i of np.outer(A[i], dZ[i])
    """
    W, b = np.ones((2, 2)), np.ones(2)

    def call(n: int) -> object:
        A = np.ones((n, 2))
        return backward_mlp(A, (A, A, A / 2), np.full((n, 2), [1.0, 0.0]), W, b, W, b, W, b)

    expect_no_loop(call)


def test_deep_mlp_loss_and_grads_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's, not an array without axes: it prints and compares like a number.

    return float(loss), grads
    """
    X, y, params = network(4, 5, 3)

    expect_float(deep_mlp_loss_and_grads(X, y, params)[0])


def test_deep_mlp_loss_and_grads_is_exact_where_probabilities_are_small() -> None:
    """At the true classes, probabilities of 1e-5 and 1/2 lose ln 1e5 and ln 2, to 1e-5.

    np.log(np.maximum(A, 1e-15))  # changes no probability above 1e-15; A + 1e-7 changes all of them
    """
    W1, b1 = np.array([[math.log(1e5 - 1), 0.0]]), np.zeros(2)

    loss, _ = deep_mlp_loss_and_grads(np.array([[1.0], [0.0]]), np.array([[0.0, 1.0]] * 2), {"W1": W1, "b1": b1})

    expect_number(loss, (math.log(1e5) + math.log(2)) / 2, atol=1e-5)


def test_deep_mlp_loss_and_grads_takes_each_sample_at_its_own_scale() -> None:
    """Beside a sample with scores of 9,000 another's are exact, in float64 and float32, without a RuntimeWarning.

    E = np.exp(Z - Z.max(axis=1, keepdims=True))  # each row's own largest score
    """
    for dtype in FLOATS:
        X, y = np.array([[9e3, -9e3], [9e3, -9e3], [0, 0]], dtype), np.array([[0, 1], [1, 0], [1, 0]], dtype)
        W, b1, b2 = np.eye(2, dtype=dtype), np.zeros(2, dtype), np.array([100, 100 + LN3], dtype)

        loss, grads = deep_mlp_loss_and_grads(X, y, {"W1": W, "b1": b1, "W2": W, "b2": b2})

        assert math.isfinite(loss), f"expected  a finite loss\ngot       {loss}"
        # The rows of the last dZ are [1, -1] / 3, [0, 0] and [-3/4, 3/4] / 3.
        expect_close(grads["b2"], [1 / 12, -1 / 12], atol=1e-5)


def test_deep_mlp_loss_and_grads_refuses_truths_that_do_not_fit() -> None:
    """Labels (3,), a column, one row for three: NumPy would broadcast them, so a ValueError names both shapes.

    if A.shape != y.shape:
        raise ValueError(f"probabilities have shape {A.shape}, but y has shape {y.shape}")
    """
    X, _, params = network(4, 5, 4, 3, n=3)

    expect_error(lambda: deep_mlp_loss_and_grads(X, np.array([0.0, 1.0, 0.0]), params), [(3, 3), X.shape], (3,))
    expect_error(lambda: deep_mlp_loss_and_grads(X, np.ones((3, 1)), params), [(3, 3), X.shape], (3, 1))
    expect_error(lambda: deep_mlp_loss_and_grads(X, np.eye(3)[:1], params), [(3, 3), X.shape], (1, 3))
    # Three rows for one sample are stopped by NumPy: there its own words will do.
    expect_error(lambda: deep_mlp_loss_and_grads(X[:1], np.eye(3), params))


def test_deep_mlp_loss_and_grads_refuses_no_samples() -> None:
    """The mean of nothing is not a number, so X without rows raises a ValueError.

    if len(X) == 0:
        raise ValueError(f"no samples: X has shape {X.shape}")
    """
    _, _, params = network(4, 5, 4, 3)

    expect_error(lambda: deep_mlp_loss_and_grads(np.ones((0, 4)), np.ones((1, 3)), params))
    expect_error(lambda: deep_mlp_loss_and_grads(np.ones((0, 4)), np.ones((0, 3)), params))


def test_deep_mlp_loss_and_grads_keeps_float32() -> None:
    """float32 samples, truths and parameters give float32 gradients: training in float32 takes half the time.

    return loss, dict(zip(names, grads))  # no astype, and no buffer of zeros, whose dtype would be float64
    """
    X, y, params = network(4, 5, 4, 3)
    small: Params = {name: param.astype(np.float32) for name, param in params.items()}

    _, grads = deep_mlp_loss_and_grads(X.astype(np.float32), y.astype(np.float32), small)

    for name in params:
        expect_dtype(grads[name], np.float32, hint=f"this is the gradient of {name}")


def test_deep_mlp_loss_and_grads_needs_no_loop_over_samples() -> None:
    """300 samples take as many steps of Python as 3: both passes take a whole batch at once.

    activations = forward_mlp(X, *arrays)
    grads = backward_mlp(X, activations, y, *arrays)
    """
    _, _, params = network(4, 5, 3, 2)

    expect_no_loop(lambda n: deep_mlp_loss_and_grads(np.ones((n, 4)), np.full((n, 2), [1.0, 0.0]), params))


def test_deep_mlp_loss_and_grads_takes_its_arguments_by_name() -> None:
    """The arguments are called X, y and params, as in every loss function of the course.

    def deep_mlp_loss_and_grads(X, y, params):
    """
    X, y, params = network(4, 5, 3)

    loss, _ = deep_mlp_loss_and_grads(params=params, y=y, X=X)

    expect_number(loss, float(deep_mlp_loss_and_grads(X, y, params)[0]), atol=1e-12)


def test_gradient_norms_gives_a_list_of_floats() -> None:
    """The norms are a list of floats, Python's or NumPy's, as the type says: it prints well, and can grow.

    return [float(np.linalg.norm(grad)) for name, grad in grads.items() if name.startswith("W")]
    """
    norms: object = gradient_norms({"W1": np.ones((2, 2), np.float32), "b1": np.ones(2, np.float32)})

    assert isinstance(norms, list), f"expected  a list\ngot       {type(norms).__name__}"
    for norm in norms:  # pyright: ignore[reportUnknownVariableType]
        expect_float(norm)


def test_gradient_norms_goes_by_the_key() -> None:
    """The weights are where the key begins with W, also where the dict has W1, W2, b1, b2.

    [... for name, grad in grads.items() if name.startswith("W")]  # not every other entry
    """
    norms = gradient_norms({"W1": np.eye(1), "W2": np.full((2, 2), 3.0), "b1": np.full(1, 10.0), "b2": np.full(2, 9.0)})

    assert len(norms) == 2, f"expected  two norms, of W1 and W2\ngot       {len(norms)}: {norms}"
    expect_number(norms[0], 1, atol=1e-12, hint="this is the norm of the gradient of W1")
    expect_number(norms[1], 6, atol=1e-12, hint="this is the norm of the gradient of W2")


def test_gradient_norms_keeps_all_digits() -> None:
    """[[3e-9, 4e-9]] has the norm 5e-9, in all its digits: a norm is not rounded, and needs no guard against 0.

    np.linalg.norm(grad)  # the root of 0 is 0: nothing to add, and nothing to divide by
    """
    norms = gradient_norms({"W1": np.array([[3e-9, 4e-9]]), "b1": np.zeros(2)})

    expect_number(norms[0], 5e-9, atol=0, rtol=1e-9)


def test_gradient_norms_leaves_its_input_alone() -> None:
    """The gradients keep their numbers and their names: the step that uses them comes later.

    np.sqrt((grad**2).sum())  # a new array; grad **= 2 would write into the caller's
    """
    grads: Params = {"W1": np.full((2, 2), 3.0), "b1": np.ones(2)}

    gradient_norms(grads)

    assert set(grads) == {"W1", "b1"}, f"expected  grads with W1 and b1, as before\ngot       {sorted(grads)}"
    expect_unchanged(grads["W1"], np.full((2, 2), 3.0), "grads['W1']")


def test_gradient_norms_takes_its_argument_by_name() -> None:
    """The gradients are called grads, as in the docstring.

    def gradient_norms(grads):
    """
    expect_number(gradient_norms(grads={"W1": np.array([[3.0, 4.0]]), "b1": np.zeros(2)})[0], 5, atol=1e-12)
