"""What it takes to skip chapter 4.1."""

from typing import Literal

import numpy as np
import pytest
from ch11_arrays import Array
from ch24_numerical_gradients import numerical_gradient
from skip_ch41_deep_mlp import deep_step

from dojo.verdict.expect import expect_close, expect_gradient, expect_number, expect_shape

Activation = Literal["relu", "sigmoid"]


def network(*sizes: int) -> tuple[Array, Array, dict[str, Array]]:
    """Draw samples, one-hot truths, and a network whose biases are not 0, so that no score is on ReLU's kink."""
    rng = np.random.default_rng(0)
    params: dict[str, Array] = {}
    for layer, (d, k) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), 1):
        params |= {f"W{layer}": rng.standard_normal((d, k)), f"b{layer}": rng.standard_normal(k)}
    return rng.standard_normal((6, sizes[0])), np.eye(sizes[-1])[rng.integers(0, sizes[-1], 6)], params


def loss_of(X: Array, y: Array, params: dict[str, Array], activation: Activation) -> float:
    """Compute the mean cross-entropy of a network of any depth."""
    A, depth = X, len(params) // 2
    for layer in range(1, depth + 1):
        Z = A @ params[f"W{layer}"] + params[f"b{layer}"]
        A = np.where(Z > 0, Z, 0) if activation == "relu" else 1 / (1 + np.exp(-Z))
        if layer == depth:
            A = np.exp(Z - Z.max(axis=1, keepdims=True))
            A = A / A.sum(axis=1, keepdims=True)
    return float(-(y * np.log(A)).sum() / len(X))


@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
@pytest.mark.parametrize("sizes", [(4, 3), (4, 5, 3), (4, 5, 6, 3, 2)])
def test_deep_step_goes_along_the_measured_slopes(activation: Activation, sizes: tuple[int, ...]) -> None:
    """One step of 0.001 moves every parameter of every layer by a thousandth of its slope, at any depth."""
    X, y, params = network(*sizes)
    slopes = numerical_gradient(X, y, params, lambda X, y, params: (loss_of(X, y, params, activation), {}))
    before = {name: param.copy() for name, param in params.items()}

    stepped, norms = deep_step(X, y, params, 1e-3, activation)

    assert sorted(stepped) == sorted(before), f"expected  the keys {sorted(before)}\ngot       {sorted(stepped)}"
    for name, param in before.items():
        expect_shape(stepped[name], param.shape, f"{name} keeps its shape")
        expect_gradient((param - stepped[name]) / 1e-3, slopes[name], name, hint="the step divided by lr")
        expect_close(params[name], param, atol=0, hint=f"params[{name!r}] is left as it is")
    sizes_of = [float(np.linalg.norm(slopes[f"W{layer}"])) for layer in range(1, len(sizes))]
    expect_close(np.array(norms), sizes_of, atol=1e-6, hint="the norms of dW1 … dWD, the first layer first")


def test_deep_step_shows_how_gradients_vanish() -> None:
    """Through ten layers of the sigmoid the first layer's gradient is less than a thousandth of the last one's."""
    X, y, params = network(*[8] * 11)

    _, norms = deep_step(X, y, params, 0.1, "sigmoid")

    expect_shape(np.array(norms), (10,))
    assert norms[0] < norms[-1] / 1000, f"expected  a vanishing gradient\ngot       {norms}"


def test_deep_step_copes_with_large_scores() -> None:
    """Inputs in the thousands give finite parameters, by either activation."""
    X, y, params = network(4, 5, 3)

    for activation in ("relu", "sigmoid"):
        stepped, norms = deep_step(1e4 * X, y, params, 1e-9, activation)
        assert all(np.isfinite(param).all() for param in stepped.values()), (
            f"expected  finite numbers with {activation}"
        )
        expect_number(float(np.isfinite(norms).all()), 1, atol=0)
