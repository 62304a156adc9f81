"""Chapter 1.2 in one function

X (n, d) → scores (n, k) → a dot product for each pair of samples (n, n)
"""

from ch11_arrays import Array


def similarities(X: Array, W: Array, b: Array) -> Array:
    """Send samples through a linear layer, and compare the scores of each two samples by their dot product.

        Z = X @ W + b
        S[i, j] = Σ Z[i, p] * Z[j, p]

    Args:
        X: samples, shape (n, d).
        W: weights, shape (d, k).
        b: biases, shape (k,).

    Returns:
        S, shape (n, n), by matrix products alone: a loop in Python over all pairs takes too long.
    """
    Z = X @ W + b
    return Z @ Z.T
