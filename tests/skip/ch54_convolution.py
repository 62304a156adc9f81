"""What it takes to skip chapter 5.4."""

import numpy as np
import pytest
import torch
from ch11_arrays import Array
from skip_ch54_convolution import cnn_of
from torch.nn import functional

from dojo.verdict.expect import expect_close, expect_unchanged


def network(sizes: list[tuple[int, int, int]], inputs: int, classes: int) -> dict[str, Array]:
    """Draw the parameters of a network whose convolutions have these shapes (k, c, size)."""
    rng, params = np.random.default_rng(0), dict[str, Array]()
    for number, (k, c, size) in enumerate(sizes, start=1):
        params[f"F{number}"], params[f"c{number}"] = rng.standard_normal((k, c, size, size)), rng.standard_normal(k)
    return {**params, "W": rng.standard_normal((inputs, classes)), "b": rng.standard_normal(classes)}


def right_scores(X: Array, params: dict[str, Array], pool: int) -> Array:
    """Compute the scores entry by entry."""
    A = X
    for number in range(1, len(params) // 2):
        F, c = params[f"F{number}"], params[f"c{number}"]
        (n, _, H, W), margin = A.shape, F.shape[2] // 2
        padded = np.pad(A, ((0, 0), (0, 0), (margin, margin), (margin, margin)))
        Z = np.zeros((n, len(F), H, W))
        for i, k, p, q in np.ndindex(*Z.shape):
            Z[i, k, p, q] = (padded[i, :, p : p + F.shape[2], q : q + F.shape[3]] * F[k]).sum() + c[k]
        A = np.zeros((n, len(F), H // pool, W // pool))
        for i, k, p, q in np.ndindex(*A.shape):
            A[i, k, p, q] = max(0.0, Z[i, k, p * pool : (p + 1) * pool, q * pool : (q + 1) * pool].max())
    scores: Array = A.reshape(len(A), -1) @ params["W"] + params["b"]
    return scores


@pytest.mark.parametrize(
    ("sizes", "image", "pool", "inputs"),
    [
        ([(3, 1, 3)], (1, 6, 7), 2, 27),
        ([(3, 2, 5)], (2, 7, 6), 3, 12),
        ([(4, 3, 3), (2, 4, 3)], (3, 9, 12), 2, 12),
        ([(2, 3, 1), (3, 2, 5), (4, 3, 3)], (3, 8, 8), 2, 4),
    ],
)
def test_cnn_of_gives_the_scores_of_loops(
    sizes: list[tuple[int, int, int]], image: tuple[int, int, int], pool: int, inputs: int
) -> None:
    """Scores are those that loops give, for one to three convolutions, of one and of more planes."""
    params = network(sizes, inputs, 5)
    X = np.random.default_rng(1).standard_normal((3, *image))

    scores = cnn_of(params, pool)(torch.tensor(X))

    expect_close(
        scores, right_scores(X, params, pool), atol=1e-9, hint="padding, ReLU, pool, flatten, dense, no softmax"
    )


def test_cnn_of_can_be_trained() -> None:
    """Each parameter has a gradient, a step changes the network, and the arrays stay as they were."""
    params = network([(3, 2, 3)], 12, 4)
    before = {name: param.copy() for name, param in params.items()}
    model = cnn_of(params, 2)

    functional.cross_entropy(model(torch.ones(2, 2, 4, 4, dtype=torch.float64)), torch.tensor([0, 3])).backward()
    found = [param for param in model.parameters() if param.grad is not None]
    with torch.no_grad():
        for param in found:
            param += 1

    assert len(found) == 4, f"expected  a gradient for each of 4 parameters\ngot       {len(found)}"
    for name, param in params.items():
        expect_unchanged(param, before[name], f"params[{name!r}]")
