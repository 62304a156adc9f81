"""What it takes to skip chapter 3.3."""

import math

import numpy as np
from skip_ch33_mlp_forward import fresh_network

from dojo.verdict.expect import expect_close, expect_number, expect_shape


def test_fresh_network_has_he_normal_weights() -> None:
    """Variances are 2 / fan_in: 0.02 for 100 inputs, 0.005 for 400 hidden units; biases are 0."""
    params, _, _ = fresh_network(np.ones((2, 100)), np.array([0, 1]), 400, 50, np.random.default_rng(0))

    for name, shape in ("W1", (100, 400)), ("W2", (400, 50)):
        expect_shape(params[name], shape)
        variance = float(params[name].var()) * shape[0]
        expect_number(variance, 2, atol=0.1, hint=f"this is the variance of {name} times its fan-in")
        expect_number(params[name].mean() * shape[0] ** 0.5, 0, atol=0.1, hint=f"this is the mean of {name}, scaled")
    expect_close(params["b1"], np.zeros(400), atol=0)
    expect_close(params["b2"], np.zeros(50), atol=0)


def test_fresh_network_takes_its_weights_from_rng() -> None:
    """The same seed gives the same network, another one another, and both layers differ."""
    X, labels = np.ones((2, 4)), np.array([0, 1])
    first, again, other = (fresh_network(X, labels, 4, 4, np.random.default_rng(seed))[0] for seed in (0, 0, 1))

    expect_close(first["W1"], again["W1"], atol=0)
    assert not np.allclose(first["W1"], other["W1"]), "expected  other weights for another seed\ngot       the same"
    assert not np.allclose(first["W1"], first["W2"]), "expected  other weights in the second layer\ngot       the same"


def test_fresh_network_computes_its_own_probabilities_and_loss() -> None:
    """Its parameters, applied step by step, give its probabilities; the loss is the mean surprise at the labels."""
    X, labels = np.random.default_rng(1).standard_normal((5, 3)), np.array([2, 0, 1, 2, 2])

    params, A2, loss = fresh_network(X.copy(), labels.copy(), 6, 4, np.random.default_rng(0))

    S = np.where(X @ params["W1"] > 0, X @ params["W1"], 0) @ params["W2"]
    E = np.array([[math.exp(float(s)) for s in row] for row in S])
    expect_close(A2, [row / row.sum() for row in E], atol=1e-9, hint="softmax(relu(X @ W1 + b1) @ W2 + b2)")
    surprise = [-math.log(float(A2[i, label])) for i, label in enumerate(labels)]
    expect_number(loss, math.fsum(surprise) / 5, atol=1e-6, hint="-ln of the right class's probability, on average")


def test_fresh_network_is_finite_where_it_is_certain() -> None:
    """Pixels of 10,000 make probabilities of 0 and 1: the loss is large, and neither inf nor nan."""
    X = np.tile(1e4 * np.random.default_rng(1).standard_normal((1, 20)), (3, 1))

    _, A2, loss = fresh_network(X, np.array([0, 1, 2]), 30, 3, np.random.default_rng(0))

    expect_close(A2.sum(axis=1), np.ones(3), atol=1e-6)
    assert 5 < loss < math.inf, f"expected  a finite loss above 5\ngot       {loss}"
