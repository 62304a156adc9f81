"""What it takes to skip chapter 4.3."""

import numpy as np
import pytest
from ch11_arrays import Array
from ch24_numerical_gradients import numerical_gradient
from skip_ch43_cnn import small_cnn

from dojo.verdict.expect import expect_close, expect_gradient, expect_number


def network(H: int, W: int, size: int) -> tuple[Array, Array, dict[str, Array]]:
    """Draw four images, one-hot truths, and a network of two filters 2×3 without ties and kinks."""
    rng = np.random.default_rng(0)
    pooled = 2 * ((H - 1) // size) * ((W - 2) // size)
    shapes = {"F": (2, 2, 3), "c": (2,), "W": (pooled, 3), "b": (3,)}
    params: dict[str, Array] = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    return rng.standard_normal((4, H, W)), np.eye(3)[[0, 2, 1, 2]], params


def right_loss(X: Array, y: Array, params: dict[str, Array], size: int) -> float:
    """Compute the loss pixel by pixel."""
    F, c = params["F"], params["c"]
    (n, H, W), (k, fh, fw) = X.shape, F.shape
    P = np.zeros((n, k, (H - fh + 1) // size, (W - fw + 1) // size))
    for i, f, p, q in np.ndindex(*P.shape):
        window = [
            (X[i, r : r + fh, s : s + fw] * F[f]).sum() + c[f]
            for r in range(p * size, (p + 1) * size)
            for s in range(q * size, (q + 1) * size)
        ]
        P[i, f, p, q] = max(0, *window)
    S = P.reshape(n, -1) @ params["W"] + params["b"]
    S = S - S.max(axis=1, keepdims=True)
    return float(-(y * (S - np.log(np.exp(S).sum(axis=1, keepdims=True)))).sum() / n)


@pytest.mark.parametrize(("H", "W", "size"), [(5, 6, 2), (6, 8, 2), (8, 9, 3), (4, 5, 1)])
def test_small_cnn_agrees_with_measured_slopes(H: int, W: int, size: int) -> None:
    """Loss and slopes are as measured, where the windows come out even and where rows and columns are left over."""
    X, y, params = network(H, W, size)
    before = {name: param.copy() for name, param in params.items()}

    loss, grads = small_cnn(X.copy(), y.copy(), params, size)

    expect_number(loss, right_loss(X, y, before, size), atol=1e-6)
    slopes = numerical_gradient(X, y, before, lambda X, y, p: (right_loss(X, y, p, size), {}))
    for name, slope in slopes.items():
        expect_gradient(grads[name], slope, name, atol=1e-6)
        expect_close(params[name], before[name], atol=0, hint=f"params[{name!r}] is left as it is")


def test_small_cnn_gives_a_tie_to_one_entry() -> None:
    """Where all entries of a window are equal, the gradient goes to one of them, not to all."""
    X, y = np.ones((1, 3, 3)), np.array([[1.0, 0.0]])
    params: dict[str, Array] = {
        "F": np.ones((1, 2, 2)),
        "c": np.zeros(1),
        "W": np.array([[0.5, -0.5]]),
        "b": np.zeros(2),
    }

    _, grads = small_cnn(X, y, params, 2)

    slope = -1 / (1 + np.exp(4))
    expect_close(grads["c"], [slope], atol=1e-9, hint="the bias of one entry counts, not that of four")
    expect_close(grads["F"], np.full((1, 2, 2), slope), atol=1e-9)
