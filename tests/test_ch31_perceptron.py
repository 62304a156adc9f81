"""What chapter 3.1 means by right."""

import math

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import Params, gradient_descent
from ch24_numerical_gradients import numerical_gradient
from ch31_perceptron import forward_perceptron, perceptron_loss_and_grads, predict_binary

from dojo.verdict.expect import (
    expect_close,
    expect_gradient,
    expect_number,
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


def true_loss(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the mean binary cross-entropy from the scores, log(1 + e^z) - yz, whose slopes are to be measured."""
    Z = X @ params["W"] + params["b"]
    return float(np.mean(np.logaddexp(0, Z) - y * Z)), {}


def test_forward_perceptron_by_hand() -> None:
    """The row [1, 2] scores 1 * 3 + 2 * -1 - 1 = 0, which is one half; [1, 1] scores 1, which is 0.7311."""
    A = forward_perceptron(np.array([[1.0, 2.0], [1.0, 1.0]]), np.array([[3.0], [-1.0]]), np.array([-1.0]))

    expect_close(A, [[0.5], [1 / (1 + math.exp(-1))]], atol=1e-6, hint="the sigmoid of the score X @ W + b")


def test_forward_perceptron_is_right_for_many_samples() -> None:
    """Each probability is 1 / (1 + e^-z) of its own sample's score z, computed one number at a time."""
    rng = np.random.default_rng(0)
    for n, d in (6, 4), (1, 3), (3, 1), (40, 7):
        X, W, b = rng.standard_normal((n, d)), rng.standard_normal((d, 1)), rng.standard_normal(1)
        scores = [sum(float(x * w) for x, w in zip(row, W[:, 0], strict=True)) + float(b[0]) for row in X]

        A = forward_perceptron(X, W, b)

        expect_close(A, [[1 / (1 + math.exp(-z))] for z in scores], atol=1e-6)


def test_forward_perceptron_is_certain_at_large_scores() -> None:
    """Scores of 100 and 10,000 have probability 1, those of -100 and -10,000 probability 0, and none is nan."""
    A = forward_perceptron(np.array([[100.0], [1e4], [-100.0], [-1e4]]), np.ones((1, 1)), np.zeros(1))

    expect_close(A, [[1], [1], [0], [0]], atol=1e-6, hint="1 / (1 + e^-z): inf / inf would be nan")


def test_forward_perceptron_leaves_its_inputs_alone() -> None:
    """Samples, weights and bias keep their numbers, as training goes on with them; so they do for a single sample."""
    for n in 2, 1:
        X, W, b = np.ones((n, 3)), np.ones((3, 1)), np.ones(1)

        forward_perceptron(X, W, b)

        expect_unchanged(X, np.ones((n, 3)), "X")
        expect_unchanged(W, np.ones((3, 1)), "W")
        expect_unchanged(b, np.ones(1), "b")


def test_perceptron_loss_and_grads_by_hand() -> None:
    """With W = 0 and b = ln 3 each probability is 0.75. Truths 1, 0, 1 cost -ln 0.75, -ln 0.25, -ln 0.75: mean 0.6539.

    The errors are -0.25, 0.75 and -0.25, so with inputs [2, 6], [4, 2] and [-2, -6]
    dW = [(-0.5 + 3 + 0.5) / 3, (-1.5 + 1.5 + 1.5) / 3] = [1, 0.5], and db = 0.25 / 3.
    """
    X, y = np.array([[2.0, 6.0], [4.0, 2.0], [-2.0, -6.0]]), np.array([[1.0], [0.0], [1.0]])

    loss, grads = perceptron_loss_and_grads(X, y, {"W": np.zeros((2, 1)), "b": np.array([math.log(3)])})

    right = -(2 * math.log(0.75) + math.log(0.25)) / 3
    expect_number(loss, right, atol=1e-5, hint="the mean binary cross-entropy, which comes first, then gradients")
    assert set(grads) == {"W", "b"}, f"expected  gradients under W and b\ngot       {sorted(grads)}"
    expect_close(grads["W"], [[1.0], [0.5]], atol=1e-5, hint="dW = X.T @ (A - y) / n")
    expect_close(grads["b"], [0.25 / 3], atol=1e-5, hint="db = sum(A - y) / n, of b's shape: sum over axis=0")


def test_perceptron_loss_and_grads_agree_with_measured_slopes() -> None:
    """Nudging one parameter by h changes the true loss by h times its slope, for each of the parameters."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((7, 3)), np.array([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0], [0.0]])
    params: Params = {"W": rng.standard_normal((3, 1)), "b": rng.standard_normal(1)}
    slopes = numerical_gradient(X.copy(), y.copy(), {k: v.copy() for k, v in params.items()}, true_loss)

    _, grads = perceptron_loss_and_grads(X, y, params)

    for name in "W", "b":
        expect_gradient(grads[name], slopes[name], name, atol=1e-5)


def test_perceptron_loss_and_grads_price_the_unlikely() -> None:
    """Two of three truths were given probability 0.001 and one 0.999: the mean cost is -(2 ln 0.001 + ln 0.999) / 3.

    With W = 0 the bias ln(0.001 / 0.999) makes every probability 0.001. The errors are -0.999, -0.999 and 0.001.
    """
    params: Params = {"W": np.zeros((1, 1)), "b": np.array([math.log(0.001 / 0.999)])}

    loss, grads = perceptron_loss_and_grads(np.zeros((3, 1)), np.array([[1.0], [1.0], [0.0]]), params)

    hint = "what keeps log 0 away must be tiny, such as 1e-15"
    expect_number(loss, -(2 * math.log(0.001) + math.log(0.999)) / 3, atol=1e-3, hint=hint)
    expect_close(grads["b"], [(-0.999 - 0.999 + 0.001) / 3], atol=1e-5, hint="db = sum(A - y) / n")


def test_perceptron_loss_and_grads_survive_certain_mistakes() -> None:
    """To be certain and wrong, by scores of ±100 or ±10,000, costs a finite 10 or more; the errors are then ±1."""
    for size in 100.0, 1e4:
        X, y = np.array([[size], [-size], [size]]), np.array([[0.0], [1.0], [0.0]])

        loss, grads = perceptron_loss_and_grads(X, y, {"W": np.ones((1, 1)), "b": np.zeros(1)})

        cost = float(loss)
        assert 10 <= cost < math.inf, f"expected  a loss of 10 or more, and finite\ngot       {cost}"
        hint = "dW = X.T @ (A - y) / n, where A is 0 or 1"
        expect_close(grads["W"], [[size]], atol=1e-5, rtol=1e-5, hint=hint)
        expect_close(grads["b"], [1 / 3], atol=1e-5, hint="db = sum(A - y) / n")


def test_perceptron_loss_and_grads_vanish_where_all_is_right() -> None:
    """Where every sample is certain and right, there is nothing to learn: loss and gradients are 0."""
    X, y = np.array([[1e4], [-1e4], [100.0]]), np.array([[1.0], [0.0], [1.0]])

    loss, grads = perceptron_loss_and_grads(X, y, {"W": np.ones((1, 1)), "b": np.zeros(1)})

    expect_number(loss, 0, atol=1e-5, hint="0 * log 0 is nan: keep log's argument above 0 by something tiny")
    expect_close(grads["W"], [[0]], atol=1e-2)
    expect_close(grads["b"], [0], atol=1e-5)


def test_perceptron_loss_and_grads_leave_their_inputs_alone() -> None:
    """Samples, truths and parameters keep their numbers: it is gradient_descent that takes the step."""
    X, y = np.ones((3, 2)), np.ones((3, 1))
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    perceptron_loss_and_grads(X, y, params)

    assert set(params) == {"W", "b"}, f"expected  params with W and b, as before\ngot       {sorted(params)}"
    expect_unchanged(params["W"], np.ones((2, 1)), "params['W']")
    expect_unchanged(params["b"], np.ones(1), "params['b']")
    expect_unchanged(X, np.ones((3, 2)), "X")
    expect_unchanged(y, np.ones((3, 1)), "y")


def test_predict_binary_by_hand() -> None:
    """0.2 and 0.499 are class 0, 0.7 is class 1, and so is 0.5, which reaches the threshold."""
    labels = predict_binary(np.array([[0.2], [0.499], [0.5], [0.7]]))

    expect_close(labels, [[0], [0], [1], [1]], atol=0, hint="1 where A >= 0.5; np.round would turn 0.5 into 0")


def test_predict_binary_has_a_threshold() -> None:
    """Among 0, 0.125, 0.5, 0.75 and 1, one reaches 1, two reach 0.75, three 0.5, four 0.125, and all reach 0."""
    for i, threshold in enumerate((1, 0.75, 0.5, 0.125, 0)):
        labels = predict_binary(np.array([[0.0], [0.125], [0.5], [0.75], [1.0]]), threshold)

        right = [[0]] * (4 - i) + [[1]] * (i + 1)
        expect_close(labels, right, atol=0, hint=f"1 where A >= threshold, which is {threshold} here")


def test_predict_binary_leaves_the_probabilities_alone() -> None:
    """The same probabilities can be judged by a second threshold: they keep their numbers."""
    A = np.array([[0.2], [0.5], [0.7]])

    predict_binary(A)

    expect_unchanged(A, np.array([[0.2], [0.5], [0.7]]), "A")


def test_perceptron_loss_and_grads_learns_and_and_or() -> None:
    """After 200 steps all four are right, and the loss is below 0.1 for AND, below 0.05 for OR.

    Over 20 seeds it ends between 0.042 and 0.044 for AND, 0.023 and 0.024 for OR. With 1/n twice it is 0.13 to 0.15
    and 0.08 to 0.10, with the slopes of squared errors 0.17 to 0.26 and 0.11 to 0.14, without db 0.69 and 0.18.
    """
    for name, gate, limit in ("AND", AND, 0.1), ("OR", OR, 0.05):
        params, losses = learn(gate)

        expect_trained(losses)
        right = count_right(gate, params)
        assert right == 4, f"expected  {name} right for all 4 inputs\ngot       {right}, and a loss of {losses[-1]:.4f}"
        assert losses[-1] < limit, f"expected  a loss below {limit} for {name}\ngot       {losses[-1]:.4f}"


def test_perceptron_loss_and_grads_does_not_learn_xor() -> None:
    """On XOR the loss goes to ln 2 = 0.6931, that of a coin toss, and stays there; at most 3 of 4 are right.

    Over 20 seeds the last 100 losses are within 1e-8 of ln 2, and 1 to 3 are right; without 1/n the loss jumps to 1.37.
    """
    params, losses = learn(XOR)

    expect_trained(losses)
    expect_close(np.array(losses[100:]), np.full(100, math.log(2)), atol=1e-5, hint="these are the last 100 losses")
    right = count_right(XOR, params)
    assert right <= 3, f"expected  XOR right for at most 3 of 4 inputs\ngot       {right}"


def test_perceptron_loss_and_grads_are_at_the_bottom_at_zero_for_xor() -> None:
    """For XOR, W = b = 0 is the bottom: all slopes are 0 there, the loss is ln 2, and nowhere is it lower.

    The errors 1/2, -1/2, -1/2, 1/2 add up to 0, and so do those of the samples whose first, or second, input is 1.
    """
    rng = np.random.default_rng(0)

    X, y = INPUTS.copy(), XOR.copy()
    loss, grads = perceptron_loss_and_grads(X, y, {"W": np.zeros((2, 1)), "b": np.zeros(1)})
    others = [
        float(perceptron_loss_and_grads(X, y, {"W": rng.standard_normal((2, 1)), "b": rng.standard_normal(1)})[0])
        for _ in range(50)
    ]

    expect_number(loss, math.log(2), atol=1e-5)
    expect_close(grads["W"], [[0], [0]], atol=1e-5)
    expect_close(grads["b"], [0], atol=1e-5)
    assert min(others) > math.log(2), f"expected  losses above ln 2 at all other weights\ngot       {min(others):.4f}"
