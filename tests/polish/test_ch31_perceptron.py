"""What the author of a library also minds in chapter 3.1."""

import math

import numpy as np
from ch23_minibatches import Params
from ch31_perceptron import forward_perceptron, perceptron_loss_and_grads, predict_binary

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_no_loop,
    expect_number,
)


def test_forward_perceptron_refuses_shapes_that_do_not_fit() -> None:
    """Three inputs have no use for two weights: a ValueError says so, and matmul raises one by itself.

    Z = X @ W + b  # ValueError: matmul: ... size 2 is different from 3
    """
    expect_error(lambda: forward_perceptron(np.ones((5, 3)), np.ones((2, 1)), np.ones(1)))


def test_forward_perceptron_clips_nothing() -> None:
    """Scores of ±30 have probabilities within 1e-12 of 0 and 1: neither scores nor probabilities need clipping.

    return sigmoid(linear(X, W, b))  # it is the loss that guards its logarithms
    """
    A = forward_perceptron(np.array([[30.0], [-30.0], [0.0]]), np.ones((1, 1)), np.zeros(1))

    expect_close(A, [[1.0], [0.0], [0.5]], atol=1e-12)


def test_forward_perceptron_never_overflows() -> None:
    """Scores of ±10,000 are certain without a RuntimeWarning, in float64 and in float32.

    return sigmoid(linear(X, W, b))  # with -abs(z) in the exponent, chapter 1.3's sigmoid cannot overflow
    """
    for dtype in FLOATS:
        X, W, b = np.array([[1e4], [-1e4]], dtype=dtype), np.ones((1, 1), dtype=dtype), np.zeros(1, dtype=dtype)
        expect_close(forward_perceptron(X, W, b), [[1], [0]], atol=1e-6)


def test_forward_perceptron_keeps_float32() -> None:
    """float32 samples and parameters give float32 probabilities, and with float64 on either side they are float64.

    return sigmoid(X @ W + b)  # NumPy chooses the wider dtype by itself: no astype, no buffer of zeros
    """
    X, W, b = np.ones((2, 3), dtype=np.float32), np.ones((3, 1), dtype=np.float32), np.ones(1, dtype=np.float32)

    expect_dtype(forward_perceptron(X, W, b), np.float32)
    expect_dtype(forward_perceptron(X, W.astype(np.float64), b.astype(np.float64)), np.float64)
    expect_dtype(forward_perceptron(X.astype(np.float64), W, b), np.float64)


def test_forward_perceptron_takes_its_arguments_by_name() -> None:
    """X, W and b can be passed by their names, as forward_perceptron(X, **params) does.

    def forward_perceptron(X: Array, W: Array, b: Array) -> Array:
    """
    A = forward_perceptron(b=np.zeros(1), W=np.ones((3, 1)), X=np.zeros((2, 3)))

    expect_close(A, [[0.5], [0.5]], atol=1e-6)


def test_forward_perceptron_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy loops over the rows itself, which is far quicker.

    return sigmoid(X @ W + b)
    """
    expect_no_loop(lambda n: forward_perceptron(np.ones((n, 2)), np.ones((2, 1)), np.ones(1)))


def test_perceptron_loss_and_grads_are_exact_near_certainty() -> None:
    """A probability of 1e-6 for what is true costs -ln 1e-6, to 1e-5: what keeps log 0 away should be far smaller.

    loss = binary_cross_entropy(A, y)  # np.log(np.maximum(A, 1e-15)): a floor changes no larger number
    """
    X = np.zeros((1, 1))
    for p, truth in (1e-6, 1.0), (1 - 1e-6, 0.0):
        params: Params = {"W": np.zeros((1, 1)), "b": np.array([math.log(p / (1 - p))])}

        loss, grads = perceptron_loss_and_grads(X, np.array([[truth]]), params)

        expect_number(loss, -math.log(1e-6), atol=1e-5)
        expect_close(grads["b"], [p - truth], atol=1e-9)


def test_perceptron_loss_and_grads_never_overflow() -> None:
    """Scores of ±10,000 raise no RuntimeWarning, in float64 and in float32, whether right or wrong.

    A = forward_perceptron(X, W, b)  # with -abs(z) in the exponent, chapter 1.3's sigmoid cannot overflow
    loss = binary_cross_entropy(A, y)  # a floor such as 1e-15 inside each log keeps log 0 away
    """
    for dtype in FLOATS:
        X, y = np.array([[1e4], [-1e4], [1e4]], dtype=dtype), np.array([[1], [0], [0]], dtype=dtype)
        params: Params = {"W": np.ones((1, 1), dtype=dtype), "b": np.zeros(1, dtype=dtype)}

        loss, grads = perceptron_loss_and_grads(X, y, params)

        cost = float(loss)
        assert 10 / 3 <= cost < math.inf, f"expected  a finite loss in {np.dtype(dtype)}\ngot       {cost}"
        expect_close(grads["b"], [1 / 3], atol=1e-5)


def test_perceptron_loss_and_grads_survive_certain_mistakes_in_float32() -> None:
    """To be certain and wrong costs a finite 10 or more in float32 too: 1 - 1e-15 is 1 there, so clipping does nothing.

    log_A, log_not_A = np.log(np.maximum(A, 1e-15)), np.log(np.maximum(1 - A, 1e-15))
    """
    for size in 1e4, 100.0:
        X, y = np.array([[size], [-size], [size]], dtype=np.float32), np.array([[0], [1], [0]], dtype=np.float32)
        params: Params = {"W": np.ones((1, 1), dtype=np.float32), "b": np.zeros(1, dtype=np.float32)}

        with np.errstate(all="ignore"):
            loss, grads = perceptron_loss_and_grads(X, y, params)

        cost = float(loss)
        assert 10 <= cost < math.inf, f"expected  a loss of 10 or more, and finite\ngot       {cost}"
        expect_close(grads["W"], [[size]], atol=1e-5, rtol=1e-5)
        expect_close(grads["b"], [1 / 3], atol=1e-5)


def test_perceptron_loss_and_grads_vanish_in_float32() -> None:
    """Where all is certain and right, loss and gradients are 0 in float32 too: there is no nan from 0 * log 0.

    log_A, log_not_A = np.log(np.maximum(A, 1e-15)), np.log(np.maximum(1 - A, 1e-15))
    """
    X, y = np.array([[1e4], [-1e4], [100]], dtype=np.float32), np.array([[1], [0], [1]], dtype=np.float32)
    params: Params = {"W": np.ones((1, 1), dtype=np.float32), "b": np.zeros(1, dtype=np.float32)}

    with np.errstate(all="ignore"):
        loss, grads = perceptron_loss_and_grads(X, y, params)

    expect_number(loss, 0, atol=1e-5)
    expect_close(grads["W"], [[0]], atol=1e-2)
    expect_close(grads["b"], [0], atol=1e-5)


def test_perceptron_loss_and_grads_refuse_targets_that_are_no_column() -> None:
    """(3, 1) probabilities minus (3,) truths would broadcast to nine pairs: a ValueError names both shapes.

    if A.shape != y.shape:  # chapter 2.1's loss can do this for you, before A - y
        raise ValueError(f"probabilities have shape {A.shape}, but y has shape {y.shape}")
    """
    X = np.ones((3, 1))
    params: Params = {"W": np.zeros((1, 1)), "b": np.zeros(1)}

    expect_error(lambda: perceptron_loss_and_grads(X, np.ones(3), params), [(3, 1), X.shape], (3,))
    expect_error(lambda: perceptron_loss_and_grads(X, np.ones((1, 1)), params), [(3, 1), X.shape], (1, 1))
    expect_error(lambda: perceptron_loss_and_grads(X[:1], np.ones((3, 1)), params), (1, 1), (3, 1))


def test_perceptron_loss_and_grads_refuse_no_samples() -> None:
    """Without samples there is no mean: a ValueError says so before NumPy returns nan.

    if len(X) == 0:  # chapter 2.1's loss can do this for you
        raise ValueError("no samples")
    """
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: perceptron_loss_and_grads(np.ones((0, 2)), np.ones((0, 1)), params))


def test_perceptron_loss_and_grads_keep_float32() -> None:
    """float32 samples, truths and parameters give float32 gradients, and those in float64 give float64.

    dZ = (A - y) / len(X)  # plain numbers such as len(X) leave the dtype as it is
    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}
    """
    for dtype in FLOATS:
        X, y = np.ones((3, 2), dtype=dtype), np.ones((3, 1), dtype=dtype)
        params: Params = {"W": np.zeros((2, 1), dtype=dtype), "b": np.zeros(1, dtype=dtype)}

        _, grads = perceptron_loss_and_grads(X, y, params)

        for name in "W", "b":
            expect_dtype(grads[name], dtype, hint=f"this is the gradient of {name!r}")


def test_perceptron_loss_and_grads_gives_a_float() -> None:
    """The loss is a float, Python's or NumPy's, and no array: it prints and formats as a number.

    return float(loss), grads
    """
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    loss, _ = perceptron_loss_and_grads(np.ones((3, 2)), np.ones((3, 1)), params)

    expect_float(loss)


def test_perceptron_loss_and_grads_takes_its_arguments_by_name() -> None:
    """X, y and params can be passed by their names.

    def perceptron_loss_and_grads(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    loss, _ = perceptron_loss_and_grads(params=params, y=np.ones((3, 1)), X=np.ones((3, 2)))

    expect_number(loss, math.log(2), atol=1e-5)


def test_perceptron_loss_and_grads_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy adds up over the rows itself, which is far quicker.

    dZ = (A - y) / len(X)
    return loss, {"W": X.T @ dZ, "b": dZ.sum(axis=0)}
    """
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    expect_no_loop(lambda n: perceptron_loss_and_grads(np.ones((n, 2)), np.ones((n, 1)), params))


def test_predict_binary_gives_integers() -> None:
    """Labels are whole numbers, to count with and to index by, rather than floats or booleans.

    return (A >= threshold).astype(np.int64)
    """
    labels = predict_binary(np.array([[0.2], [0.7]]))

    assert labels.dtype.kind in "iu", f"expected  an integer dtype\ngot       {labels.dtype}"


def test_predict_binary_has_a_sharp_threshold() -> None:
    """What is below a threshold by 1e-6, or by the last digit of a float64, does not reach it.

    return (A >= threshold).astype(np.int64)  # A as it is: no tolerance, no other dtype
    """
    for threshold in 0.5, 0.3:
        A = np.array([threshold - 1e-6, np.nextafter(threshold, 0), threshold, np.nextafter(threshold, 1)])

        labels = predict_binary(A, threshold)

        expect_close(labels, [0, 0, 1, 1], atol=0)


def test_predict_binary_takes_float32() -> None:
    """float32 probabilities get the same labels.

    return (A >= threshold).astype(np.int64)
    """
    labels = predict_binary(np.array([[0.2], [0.5], [0.7]], dtype=np.float32))

    expect_close(labels, [[0], [1], [1]], atol=0)


def test_predict_binary_takes_any_shape() -> None:
    """A comparison of arrays gives labels in any shape, in one dimension or in three, which a loop over rows does not.

    return (A >= threshold).astype(int)
    """
    A = np.array([[[0.1, 0.9], [0.8, 0.2]], [[0.6, 0.4], [0.3, 1.0]], [[0.0, 0.55], [0.45, 0.5]]])

    expect_close(predict_binary(np.array([0.1, 0.9, 0.5])), [0, 1, 1], atol=0)
    expect_close(predict_binary(A), [[[0, 1], [1, 0]], [[1, 0], [0, 1]], [[0, 1], [0, 1]]], atol=0)


def test_predict_binary_takes_its_arguments_by_name() -> None:
    """A and threshold can be passed by their names, as predict_binary(A, threshold=0.8) does.

    def predict_binary(A: Array, threshold: float = 0.5) -> Labels:
    """
    labels = predict_binary(threshold=0.8, A=np.array([[0.7], [0.9]]))

    expect_close(labels, [[0], [1]], atol=0)


def test_predict_binary_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: one comparison takes the whole array at once.

    return (A >= threshold).astype(np.int64)
    """
    expect_no_loop(lambda n: predict_binary(np.full((n, 1), 0.7)))
