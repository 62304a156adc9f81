"""Matrix Operations for Neural Networks

A layer of a network is one matrix product and one addition. This chapter builds both, once with loops to see every
step, and once as NumPy does it, hundreds of times faster. No function changes the arrays that it is given.

    X (n, d) → X @ W (n, k) → Z = X @ W + b (n, k)

Lesson: lessons/ch12_matrices.md
"""

import numpy as np
from ch11_arrays import Array


def dot(u: Array, v: Array) -> float:
    """Multiply two vectors entry by entry and add up the products.

        dot(u, v) = Σ u[i] * v[i]

    Args:
        u: shape (d,).
        v: shape (d,).

    Returns:
        The sum, one float.

    Raises:
        ValueError: the vectors differ in length.

    Source:
        NumPy reference, numpy.dot.
    """
    return float(np.sum(u * v))


def transpose(X: Array) -> Array:
    """Turn rows into columns and columns into rows.

        T[j, i] = X[i, j]

    Args:
        X: shape (n, d).

    Returns:
        Shape (d, n), the same dtype.

    Source:
        NumPy reference, numpy.ndarray.T.
    """
    return X.T


def matrix_multiply(X: Array, W: Array) -> Array:
    """Multiply two matrices with np.matmul: each entry is the dot product of a row of X and a column of W.

        Z[i, j] = Σ X[i, p] * W[p, j]

    Args:
        X: shape (n, d).
        W: shape (d, k).

    Returns:
        Shape (n, k), in the wider of the two dtypes.

    Raises:
        ValueError: the number of columns of X differs from the number of rows of W.

    Source:
        NumPy reference, numpy.matmul.
    """
    return np.matmul(X, W)


def matrix_multiply_loops(X: Array, W: Array) -> Array:
    """Multiply two matrices number by number, with three Python loops, to see how much NumPy saves.

        Z[i, j] = Σ X[i, p] * W[p, j]

    Args:
        X: shape (n, d).
        W: shape (d, k).

    Returns:
        Shape (n, k), in the dtype that NumPy's own product would have.

    Raises:
        ValueError: the number of columns of X differs from the number of rows of W.

    Source:
        The definition of the matrix product.
    """
    raise NotImplementedError("1.2 matrix_multiply_loops")


def linear(X: Array, W: Array, b: Array) -> Array:
    """Compute a layer's scores: a weighted sum of the inputs for each output, plus that output's bias.

        Z = X @ W + b

    Args:
        X: shape (n, d).
        W: weights, shape (d, k).
        b: biases, one for each column of W, shape (k,).

    Returns:
        Scores, shape (n, k), in the widest of the three dtypes, for all rows at once, without a Python loop.

    Raises:
        ValueError: the shapes do not fit.

    Source:
        Nielsen, "Neural Networks and Deep Learning", chapter 2, equation (25), with samples as rows.
    """
    return matrix_multiply(X, W) + b
