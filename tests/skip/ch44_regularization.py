"""What it takes to skip chapter 4.4."""

import math

import numpy as np
from ch11_arrays import Array
from ch24_numerical_gradients import numerical_gradient
from ch33_mlp_forward import forward_mlp
from skip_ch44_regularization import regularized_loss_and_grads

from dojo.verdict.expect import expect_close, expect_gradient, expect_number

NAMES = "W1", "b1", "W2", "b2"


def network(h: int = 5) -> tuple[Array, Array, dict[str, Array]]:
    """Draw samples, one-hot truths, and a network whose biases are not 0, so that no score is on ReLU's kink."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (4, h), "b1": (h,), "W2": (h, 3), "b2": (3,)}
    params: dict[str, Array] = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    return rng.standard_normal((6, 4)), np.eye(3)[rng.integers(0, 3, 6)], params


def test_regularized_loss_and_grads_without_dropout() -> None:
    """At p = 1 nothing drops out: the loss is the cross-entropy plus λ times the squared weights, biases left out."""
    X, y, params = network()
    before = {name: param.copy() for name, param in params.items()}

    def right(X: Array, y: Array, p: dict[str, Array]) -> tuple[float, dict[str, Array]]:
        _, A2 = forward_mlp(X, *(p[name] for name in NAMES))
        price = 0.1 * float((p["W1"] ** 2).sum() + (p["W2"] ** 2).sum())
        return float(-(y * np.log(A2)).sum() / len(X)) + price, {}

    loss, grads = regularized_loss_and_grads(X, y, params, 1.0, 0.1, np.random.default_rng(0))

    expect_number(loss, right(X, y, before)[0], atol=1e-6, hint="mean cross-entropy + λ Σ W²")
    for name, slope in numerical_gradient(X, y, before, right).items():
        expect_gradient(grads[name], slope, name, atol=1e-6, hint="the price's slope is 2 λ W, and biases are free")
        expect_close(params[name], before[name], atol=0, hint=f"params[{name!r}] is left as it is")


def test_regularized_loss_and_grads_with_one_mask() -> None:
    """With the same seed the same units drop out, so that slopes can be measured: the gradients know the mask."""
    X, y, params = network()

    def loss_fn(X: Array, y: Array, p: dict[str, Array]) -> tuple[float, dict[str, Array]]:
        return regularized_loss_and_grads(X, y, p, 0.6, 0.01, np.random.default_rng(3))

    loss, grads = loss_fn(X, y, params)
    full, _ = regularized_loss_and_grads(X, y, params, 1.0, 0.01, np.random.default_rng(3))

    for name, slope in numerical_gradient(X, y, params, loss_fn).items():
        expect_gradient(grads[name], slope, name, atol=1e-6, hint="dA1 passes the same mask on its way back")
    assert abs(loss - full) > 1e-6, (
        "expected  some units to drop out at p = 0.6\ngot       the loss of the full network"
    )


def test_regularized_loss_and_grads_keep_units_with_probability_p() -> None:
    """Two units in five are kept at p = 0.4, each sample loses its own, and those that are kept count 2.5 times.

    Each hidden unit gives 1 and adds ln 3 / 100 to the score of class 0, so that the scores tell how many are kept.
    """
    X, y, h, p = np.zeros((2000, 4)), np.tile([1.0, 0.0], (2000, 1)), 100, 0.4
    params: dict[str, Array] = {"W1": np.zeros((4, h)), "b1": np.ones(h), "W2": np.zeros((h, 2)), "b2": np.zeros(2)}
    params["W2"][:, 0] = math.log(3) / h

    loss, grads = regularized_loss_and_grads(X, y, params, p, 0.0, np.random.default_rng(0))
    other, _ = regularized_loss_and_grads(X, y, params, p, 0.0, np.random.default_rng(1))

    # With k of 100 units kept, class 0 gets the odds 3^(k/40): the loss is the mean of ln(1 + 3^(-k/40)) over k.
    losses = [math.comb(h, k) * p**k * (1 - p) ** (h - k) * math.log1p(3 ** (-k / (p * h))) for k in range(h + 1)]
    expect_number(loss, math.fsum(losses), atol=0.003, hint="mask = 1 / p with probability p, else 0")
    assert loss != other, "expected  other masks for another seed\ngot       the same loss"
    # Units whose masks were shared by all samples would have gradients that differ by much more than these.
    expect_close(
        grads["W2"][:, 0], np.full(h, grads["W2"][:, 0].mean()), atol=0.06, hint="each sample has its own mask"
    )
