"""Wrong and right answers to chapter 1.2."""

import numpy as np
from ch11_arrays import Array


def wrong_dot__elementwise(u: Array, v: Array) -> Array:
    """Your products are not summed up: u @ v does both.

    Breaks: the dot product is one number.
    """
    return u * v


def wrong_dot__mean(u: Array, v: Array) -> float:
    """Your result is the mean of the products: the dot product is their sum.

    Breaks: the sum over u_i v_i.
    """
    return float(np.mean(u * v))


def wrong_transpose__flipped(X: Array) -> Array:
    """Your columns are rows now, but in reverse order: X.T keeps the order.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X.T[::-1]


def wrong_transpose__reshaped(X: Array) -> Array:
    """Your result has the right shape, but reshape only cuts the same order anew: X.T swaps rows and columns.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X.reshape(X.shape[::-1])


def wrong_matrix_multiply__elementwise(X: Array, W: Array) -> Array:
    """Your product multiplies entry by entry: X @ W is the matrix product.

    Breaks: (n, d) @ (d, k).
    """
    return X * W


def wrong_matrix_multiply_loops__never_cleared(X: Array, W: Array) -> Array:
    """Your sum goes on from one entry to the next: begin each entry with 0.

    Breaks: each entry is a sum of its own.
    """
    Z, total = np.zeros((len(X), W.shape[1])), 0.0
    for i in range(len(X)):
        for j in range(W.shape[1]):
            for m in range(len(W)):
                total += X[i, m] * W[m, j]
            Z[i, j] = total
    return Z


def wrong_linear__no_bias(X: Array, W: Array, b: Array) -> Array:
    """Your layer leaves out b: add it to each row.

    Breaks: Z = XW + b.
    """
    return X @ W


def wrong_linear__bias_subtracted(X: Array, W: Array, b: Array) -> Array:
    """Your layer takes b away: add it.

    Breaks: Z = XW + b.
    """
    return X @ W - b


def right_dot__by_einsum(u: Array, v: Array) -> float:
    """Sum by einsum, which checks the lengths but for those of 1."""
    if u.shape != v.shape:
        raise ValueError(f"u has shape {u.shape}, v has shape {v.shape}")
    return float(np.einsum("i,i->", u, v))


def right_transpose__by_swapaxes(X: Array) -> Array:
    """Swap the axes."""
    return X.swapaxes(0, 1)


def right_matrix_multiply__by_dot(X: Array, W: Array) -> Array:
    """Multiply by np.dot."""
    return np.dot(X, W)


def right_linear__by_matmul(X: Array, W: Array, b: Array) -> Array:
    """Add by np.add."""
    return np.add(np.matmul(X, W), b)
