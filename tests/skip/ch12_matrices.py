"""What it takes to skip chapter 1.2."""

import numpy as np
from skip_ch12_matrices import similarities

from dojo.verdict.expect import expect_close, expect_shape


def test_similarities_by_hand() -> None:
    """The scores [1, 2] + [1, -1] = [2, 1] and [3, 0] + [1, -1] = [4, -1] have the dot products 5, 7 and 17."""
    X, W = np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 1.0]]), np.array([[0.0, 2.0], [1.0, 0.0], [1.0, 0.0]])

    S = similarities(X, W, np.array([1.0, -1.0]))

    expect_close(S, [[5, 7], [7, 17]], atol=1e-9, hint="Z = X @ W + b, then Z @ Z.T")


def test_similarities_agree_with_sums_of_products() -> None:
    """Entry [i, j] is the dot product of row i and row j of the scores, in any sizes."""
    rng = np.random.default_rng(0)

    for n, d, k in (4, 3, 2), (1, 5, 3), (3, 2, 1):
        X, W, b = rng.standard_normal((n, d)), rng.standard_normal((d, k)), rng.standard_normal(k)
        Z = [[sum(X[i] * W[:, j]) + b[j] for j in range(k)] for i in range(n)]
        right = [[sum(p * q for p, q in zip(u, v, strict=True)) for v in Z] for u in Z]
        expect_close(similarities(X.copy(), W.copy(), b.copy()), right, atol=1e-9)


def test_similarities_of_many_samples() -> None:
    """Four million dot products take less than a second as a product of matrices."""
    expect_shape(similarities(np.ones((2000, 50)), np.ones((50, 20)), np.ones(20)), (2000, 2000))
