"""What chapter 3.1 means by right."""

import math

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent
from ch24_numerical_gradients import numerical_gradient
from ch31_perceptron import forward_perceptron, perceptron_loss_and_grads, predict_binary

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_gradient,
    expect_no_loop,
    expect_number,
    expect_shape,
    expect_trained,
    expect_unchanged,
)

# The four inputs of a logical gate, and what three gates make of them.
INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND = np.array([[0.0], [0.0], [0.0], [1.0]])
OR = np.array([[0.0], [1.0], [1.0], [1.0]])
XOR = np.array([[0.0], [1.0], [1.0], [0.0]])


def learn(gate: Array) -> tuple[Params, list[float]]:
    """Train a perceptron on a gate, from random weights, with all four inputs in each batch."""
    rng = np.random.default_rng(0)
    params: Params = {"W": rng.standard_normal((2, 1)), "b": np.zeros(1)}
    X, y = INPUTS.copy(), gate.copy()
    return gradient_descent(X, y, params, 2.0, perceptron_loss_and_grads, batch_size=4, epochs=200, rng=rng)


def count_right(gate: Array, params: Params) -> int:
    """Count the inputs on whose side of one half the perceptron's probability is."""
    A = forward_perceptron(INPUTS.copy(), params["W"], params["b"])
    return int(((A >= 0.5) == (gate == 1)).sum())


def test_forward_perceptron_gives_one_probability_a_sample() -> None:
    """Five samples with three inputs each give a column, (5, 1)."""
    A = forward_perceptron(np.ones((5, 3)), np.ones((3, 1)), np.ones(1))

    expect_shape(A, (5, 1), hint="A = sigmoid(X @ W + b)")


def test_forward_perceptron_by_hand() -> None:
    """The row [1, 2] scores 1 * 3 + 2 * -1 - 1 = 0, which is one half; [1, 1] scores 1, which is 0.7311."""
    A = forward_perceptron(np.array([[1.0, 2.0], [1.0, 1.0]]), np.array([[3.0], [-1.0]]), np.array([-1.0]))

    expect_close(A, [[0.5], [1 / (1 + math.exp(-1))]], atol=1e-9, hint="the sigmoid of the score X @ W + b")


def test_forward_perceptron_adds_the_bias_to_every_sample() -> None:
    """With weights of 0 only the bias speaks: ln 3 makes 0.75 of every sample."""
    A = forward_perceptron(np.ones((3, 2)), np.zeros((2, 1)), np.array([math.log(3)]))

    expect_close(A, [[0.75], [0.75], [0.75]], atol=1e-9, hint="is b added, once, before the sigmoid?")


def test_forward_perceptron_is_right_for_many_samples() -> None:
    """Each probability is 1 / (1 + e^-z) of its own sample's score z, computed one number at a time."""
    rng = np.random.default_rng(0)
    for n, d in (6, 4), (1, 3), (3, 1), (40, 7):
        X, W, b = rng.standard_normal((n, d)), rng.standard_normal((d, 1)), rng.standard_normal(1)
        scores = [sum(float(x * w) for x, w in zip(row, W[:, 0], strict=True)) + float(b[0]) for row in X]

        A = forward_perceptron(X, W, b)

        expect_close(A, [[1 / (1 + math.exp(-z))] for z in scores], atol=1e-12)


def test_forward_perceptron_never_overflows() -> None:
    """Scores of 10,000 and -10,000 are certain, in float64 and float32, without a RuntimeWarning."""
    for dtype in FLOATS:
        X, W, b = np.array([[1e4], [-1e4]], dtype=dtype), np.ones((1, 1), dtype=dtype), np.zeros(1, dtype=dtype)
        expect_close(forward_perceptron(X, W, b), [[1], [0]], atol=1e-9)


def test_forward_perceptron_refuses_shapes_that_do_not_fit() -> None:
    """Three inputs have no use for two weights; NumPy's ValueError may say so."""
    expect_error(lambda: forward_perceptron(np.ones((5, 3)), np.ones((2, 1)), np.ones(1)))


def test_forward_perceptron_leaves_its_inputs_alone() -> None:
    """Samples, weights and bias, handed over by their names, keep their numbers; so they do for a single sample."""
    for n in 2, 1:
        X, W, b = np.ones((n, 3)), np.ones((3, 1)), np.ones(1)

        forward_perceptron(X=X, W=W, b=b)

        expect_unchanged(X, np.ones((n, 3)), "X")
        expect_unchanged(W, np.ones((3, 1)), "W")
        expect_unchanged(b, np.ones(1), "b")


def test_forward_perceptron_keeps_float32() -> None:
    """float32 samples and parameters give float32 probabilities, and with float64 on either side they are float64."""
    X, W, b = np.ones((2, 3), dtype=np.float32), np.ones((3, 1), dtype=np.float32), np.ones(1, dtype=np.float32)

    expect_dtype(forward_perceptron(X, W, b), np.float32)

    hint = "NumPy chooses the wider dtype by itself: no astype is needed"
    expect_dtype(forward_perceptron(X, W.astype(np.float64), b.astype(np.float64)), np.float64, hint=hint)
    expect_dtype(forward_perceptron(X.astype(np.float64), W, b), np.float64, hint=hint)


def test_forward_perceptron_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the rows itself."""
    expect_no_loop(lambda n: forward_perceptron(np.ones((n, 2)), np.ones((2, 1)), np.ones(1)))


def test_perceptron_loss_and_grads_gives_a_gradient_for_each_parameter() -> None:
    """A loss that is one number, and gradients named and shaped as the parameters: W (4, 1) and b (1,)."""
    params: Params = {"W": np.zeros((4, 1)), "b": np.zeros(1)}

    loss, grads = perceptron_loss_and_grads(np.ones((3, 4)), np.ones((3, 1)), params)

    expect_number(loss, math.log(2), atol=1e-6, hint="always one half costs ln 2; the loss comes first, then gradients")
    assert set(grads) == {"W", "b"}, f"expected  gradients under W and b\ngot       {sorted(grads)}"
    expect_shape(grads["W"], (4, 1), hint="dW = X.T @ (A - y) / n")
    expect_shape(grads["b"], (1,), hint="db has b's shape, (1,): sum A - y over the rows, axis=0")


def test_perceptron_loss_and_grads_by_hand() -> None:
    """With W = 0 and b = ln 3 each probability is 0.75. Truths 1 and 0 cost -ln 0.75 and -ln 0.25: the mean is 0.8370.

    The misses are -0.25 and 0.75, so with inputs [2, 0] and [4, 2]
    dW = [(2 * -0.25 + 4 * 0.75) / 2, (0 * -0.25 + 2 * 0.75) / 2] = [1.25, 0.75], and db = 0.5 / 2 = 0.25.
    """
    X, y = np.array([[2.0, 0.0], [4.0, 2.0]]), np.array([[1.0], [0.0]])

    loss, grads = perceptron_loss_and_grads(X, y, {"W": np.zeros((2, 1)), "b": np.array([math.log(3)])})

    expect_number(loss, -(math.log(0.75) + math.log(0.25)) / 2, atol=1e-6, hint="the mean binary cross-entropy")
    expect_close(grads["W"], [[1.25], [0.75]], atol=1e-9, hint="dW = X.T @ (A - y) / n")
    expect_close(grads["b"], [0.25], atol=1e-9, hint="db = sum(A - y) / n")


def test_perceptron_loss_and_grads_are_means_over_samples() -> None:
    """Every sample twice is twice the sum and twice the number: loss and gradients stay as they are."""
    X, y = np.array([[2.0, 0.5], [-1.0, 3.0], [0.5, 1.0]]), np.array([[1.0], [0.0], [1.0]])
    params: Params = {"W": np.array([[0.5], [-0.25]]), "b": np.array([0.1])}
    X_twice, y_twice, same = np.concatenate([X, X]), np.concatenate([y, y]), {k: v.copy() for k, v in params.items()}

    loss, grads = perceptron_loss_and_grads(X, y, params)
    loss_twice, grads_twice = perceptron_loss_and_grads(X_twice, y_twice, same)

    expect_number(loss_twice, float(loss), atol=1e-9, hint="the loss has its 1 / n")
    expect_close(grads_twice["W"], grads["W"], atol=1e-9, hint="dW has its 1 / n")
    expect_close(grads_twice["b"], grads["b"], atol=1e-9, hint="db has its 1 / n")


def test_perceptron_loss_and_grads_agree_with_measured_slopes() -> None:
    """Nudging one parameter by h changes the loss by h times its slope, for each of the parameters."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((7, 3)), np.array([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0], [0.0]])
    params: Params = {"W": rng.standard_normal((3, 1)), "b": rng.standard_normal(1)}

    _, grads = perceptron_loss_and_grads(X, y, params)

    slopes = numerical_gradient(X, y, params, perceptron_loss_and_grads)
    for name in "W", "b":
        expect_gradient(grads[name], slopes[name], name)


def test_perceptron_loss_and_grads_are_exact_near_certainty() -> None:
    """A probability of 1e-6 for what is true costs -ln 1e-6, right to 1e-5, so what keeps log 0 away must be tiny.

    With W = 0 the bias ln(p / (1 - p)) makes the probability p; the gradient of b is then p - y.
    """
    X = np.zeros((1, 1))
    for p, truth in (1e-6, 1.0), (1 - 1e-6, 0.0):
        params: Params = {"W": np.zeros((1, 1)), "b": np.array([math.log(p / (1 - p))])}

        loss, grads = perceptron_loss_and_grads(X, np.array([[truth]]), params)

        expect_number(loss, -math.log(1e-6), atol=1e-5, hint="inside log, 1e-15 is small enough, and 1e-8 is not")
        expect_close(grads["b"], [p - truth], atol=1e-9)


def test_perceptron_loss_and_grads_survive_large_scores() -> None:
    """Certain and wrong by scores of ±10,000 or ±100: a finite loss of 10 or more, and gradients of misses of ±1."""
    for dtype in FLOATS:
        for size in 1e4, 100.0:
            X, y = np.array([[size], [-size]], dtype=dtype), np.array([[0.0], [1.0]], dtype=dtype)
            params: Params = {"W": np.ones((1, 1), dtype=dtype), "b": np.zeros(1, dtype=dtype)}

            loss, grads = perceptron_loss_and_grads(X, y, params)

            assert 10 <= loss < math.inf, (
                f"expected  a loss of 10 or more, and finite\ngot       {loss} in {np.dtype(dtype)}"
            )
            hint = "A - y needs no division by A * (1 - A), which is 0 here"
            expect_close(grads["W"], [[size]], atol=1e-3, hint=hint)
            expect_close(grads["b"], [0], atol=1e-6)


def test_perceptron_loss_and_grads_vanish_where_all_is_right() -> None:
    """Certain and right, there is nothing to learn: loss and gradients are 0, in float64 and float32."""
    for dtype in FLOATS:
        X, y = np.array([[1e4], [-1e4]], dtype=dtype), np.array([[1.0], [0.0]], dtype=dtype)
        params: Params = {"W": np.ones((1, 1), dtype=dtype), "b": np.zeros(1, dtype=dtype)}

        loss, grads = perceptron_loss_and_grads(X, y, params)

        expect_number(loss, 0, atol=1e-5)
        expect_close(grads["W"], [[0]], atol=1e-6)
        expect_close(grads["b"], [0], atol=1e-6)


def test_perceptron_loss_and_grads_refuse_targets_that_are_no_column() -> None:
    """(3, 1) probabilities against (3,) truths would be nine pairs: the ValueError names both shapes."""
    X = np.ones((3, 1))
    params: Params = {"W": np.zeros((1, 1)), "b": np.zeros(1)}

    expect_error(lambda: perceptron_loss_and_grads(X, np.ones(3), params), [(3, 1), X.shape], (3,))
    expect_error(lambda: perceptron_loss_and_grads(X, np.ones((1, 1)), params), [(3, 1), X.shape], (1, 1))
    expect_error(lambda: perceptron_loss_and_grads(X[:1], np.ones((3, 1)), params), (1, 1), (3, 1))


def test_perceptron_loss_and_grads_refuse_no_samples() -> None:
    """The mean of nothing is no number."""
    params: Params = {"W": np.zeros((2, 1)), "b": np.zeros(1)}

    expect_error(lambda: perceptron_loss_and_grads(np.ones((0, 2)), np.ones((0, 1)), params))


def test_perceptron_loss_and_grads_leave_their_inputs_alone() -> None:
    """Samples, truths and parameters, handed over by their names, keep their numbers; the gradients have a dict."""
    X, y = np.ones((3, 2)), np.ones((3, 1))
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    perceptron_loss_and_grads(X=X, y=y, params=params)

    assert set(params) == {"W", "b"}, f"expected  params with W and b, as before\ngot       {sorted(params)}"
    for array, name in (X, "X"), (y, "y"), (params["W"], "params['W']"), (params["b"], "params['b']"):
        expect_unchanged(array, np.ones_like(array), name)


def test_perceptron_loss_and_grads_keep_float32() -> None:
    """float32 samples, truths and parameters give float32 gradients, and those in float64 give float64."""
    for dtype in FLOATS:
        X, y = np.ones((3, 2), dtype=dtype), np.ones((3, 1), dtype=dtype)
        params: Params = {"W": np.zeros((2, 1), dtype=dtype), "b": np.zeros(1, dtype=dtype)}

        _, grads = perceptron_loss_and_grads(X, y, params)

        for name in "W", "b":
            expect_dtype(grads[name], dtype, hint=f"this is the gradient of {name!r}")


def test_perceptron_loss_and_grads_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the rows itself."""
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    expect_no_loop(lambda n: perceptron_loss_and_grads(np.ones((n, 2)), np.ones((n, 1)), params))


def test_predict_binary_by_hand() -> None:
    """0.2 is class 0, 0.7 is class 1, and so is 0.5, which reaches the threshold."""
    labels = predict_binary(np.array([[0.2], [0.5], [0.7]]))

    expect_close(labels, [[0], [1], [1]], atol=0, hint="1 where A >= 0.5; np.round would make 0 of 0.5")


def test_predict_binary_gives_integers() -> None:
    """Labels are whole numbers, to count with and to index by: no floats, no booleans."""
    labels = predict_binary(np.array([[0.2], [0.7]]))

    expect_shape(labels, (2, 1))
    assert labels.dtype.kind in "iu", f"expected  an integer dtype\ngot       {labels.dtype}: try .astype(np.int64)"


def test_predict_binary_takes_any_shape() -> None:
    """Each label stands where its probability stood, in one dimension or in three."""
    A = np.array([[[0.1, 0.9], [0.8, 0.2]], [[0.6, 0.4], [0.3, 1.0]], [[0.0, 0.55], [0.45, 0.5]]])

    expect_close(predict_binary(np.array([0.1, 0.9, 0.5])), [0, 1, 1], atol=0)
    expect_close(predict_binary(A), [[[0, 1], [1, 0]], [[1, 0], [0, 1]], [[0, 1], [0, 1]]], atol=0)


def test_predict_binary_has_a_threshold() -> None:
    """Of 0, 0.125, 0.5, 0.75 and 1, one reaches 1, two reach 0.75, three 0.5, four 0.125, and all reach 0."""
    thresholds, A = (1, 0.75, 0.5, 0.125, 0), np.array([0.0, 0.125, 0.5, 0.75, 1.0])

    labels = [predict_binary(A, threshold=threshold) for threshold in thresholds]

    for i, threshold in enumerate(thresholds):
        right = [0] * (4 - i) + [1] * (i + 1)
        expect_close(labels[i], right, atol=0, hint=f"1 where A >= threshold, which is {threshold} here")


def test_predict_binary_has_a_sharp_threshold() -> None:
    """What is below a threshold by 1e-6, or by the last digit of a float64, does not reach it."""
    for threshold in 0.5, 0.3:
        A = np.array([threshold - 1e-6, np.nextafter(threshold, 0), threshold, np.nextafter(threshold, 1)])

        labels = predict_binary(A, threshold)

        expect_close(labels, [0, 0, 1, 1], atol=0, hint="A >= threshold compares exactly: no tolerance, no other dtype")


def test_predict_binary_takes_float32_and_leaves_it_alone() -> None:
    """float32 probabilities, handed over by name, get the same labels, and keep their numbers."""
    A = np.array([[0.2], [0.5], [0.7]], dtype=np.float32)
    before = A.copy()

    labels = predict_binary(A=A)

    expect_close(labels, [[0], [1], [1]], atol=0)
    expect_unchanged(A, before, "A")


def test_predict_binary_needs_no_loop() -> None:
    """300 samples take as many steps of Python as 3: NumPy goes over the probabilities itself."""
    expect_no_loop(lambda n: predict_binary(np.full((n, 1), 0.7)))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_perceptron_loss_and_grads_learns_and() -> None:
    """AND: after 200 steps all four are right and the loss is below 0.1.

    Over 20 seeds the loss ends between 0.042 and 0.044, median 0.043. With 1/n twice it is 0.13 to 0.15, with the
    slopes of squared errors 0.17 to 0.26, without db 0.69.
    """
    params, losses = learn(AND)

    expect_trained(losses)
    right = count_right(AND, params)
    assert right == 4, f"expected  AND right for all 4 inputs\ngot       {right}, and a loss of {losses[-1]:.4f}"
    assert losses[-1] < 0.1, f"expected  a loss below 0.1 after 200 steps\ngot       {losses[-1]:.4f}"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_perceptron_loss_and_grads_learns_or() -> None:
    """OR: after 200 steps all four are right and the loss is below 0.05.

    Over 20 seeds the loss ends between 0.023 and 0.024, median 0.024. With 1/n twice it is 0.08 to 0.10, with the
    slopes of squared errors 0.11 to 0.14, without db 0.18.
    """
    params, losses = learn(OR)

    expect_trained(losses)
    right = count_right(OR, params)
    assert right == 4, f"expected  OR right for all 4 inputs\ngot       {right}, and a loss of {losses[-1]:.4f}"
    assert losses[-1] < 0.05, f"expected  a loss below 0.05 after 200 steps\ngot       {losses[-1]:.4f}"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_perceptron_loss_and_grads_does_not_learn_xor() -> None:
    """XOR: the loss goes to ln 2 = 0.6931, that of a tossed coin, and stays there; at most 3 of 4 are right.

    Over 20 seeds the last 100 losses are within 1e-8 of ln 2, and 1 to 3 are right; without 1/n the loss jumps to 1.37.
    """
    params, losses = learn(XOR)

    expect_trained(losses)
    expect_close(np.array(losses[100:]), np.full(100, math.log(2)), atol=1e-6, hint="these are the last 100 losses")
    right = count_right(XOR, params)
    assert right <= 3, f"expected  XOR right for at most 3 of 4 inputs\ngot       {right}"


def test_perceptron_loss_and_grads_are_at_the_bottom_at_zero_for_xor() -> None:
    """For XOR, W = b = 0 is the bottom: all slopes are 0 there, the loss is ln 2, and nowhere is it lower.

    The misses 1/2, -1/2, -1/2, 1/2 add up to 0, and so do those of the rows where an input is 1.
    """
    rng = np.random.default_rng(0)

    X, y = INPUTS.copy(), XOR.copy()
    loss, grads = perceptron_loss_and_grads(X, y, {"W": np.zeros((2, 1)), "b": np.zeros(1)})
    others = [
        perceptron_loss_and_grads(X, y, {"W": rng.standard_normal((2, 1)), "b": rng.standard_normal(1)})[0]
        for _ in range(50)
    ]

    expect_number(loss, math.log(2), atol=1e-6)
    expect_close(grads["W"], [[0], [0]], atol=1e-9)
    expect_close(grads["b"], [0], atol=1e-9)
    assert min(others) > math.log(2), f"expected  losses above ln 2 at all other weights\ngot       {min(others):.4f}"


def test_forward_perceptron_gets_three_of_xor_and_never_four() -> None:
    """The scores of 0 0 and 1 1 add up to those of 0 1 and 1 0, so the two pairs can't lie on different sides of 0.

    So it is for each of 100 random perceptrons, and the best of them gets 3 of XOR's 4 right.
    """
    rng = np.random.default_rng(0)
    perceptrons = [(rng.standard_normal((2, 1)), rng.standard_normal(1)) for _ in range(100)]

    A = np.concatenate([forward_perceptron(INPUTS.copy(), W, b) for W, b in perceptrons], axis=1)

    Z = np.log(A / (1 - A))
    expect_close(Z[0] + Z[3], Z[1] + Z[2], atol=1e-9, hint="log(A / (1 - A)) is the score X @ W + b")
    most = ((A >= 0.5) == (XOR == 1)).sum(axis=0).max()
    assert most == 3, f"expected  3 of XOR's 4 inputs right at best\ngot       {most}"
