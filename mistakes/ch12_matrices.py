"""Wrong and right answers to chapter 1.2."""

from itertools import product
from typing import Any

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


def wrong_dot__a_matrix(u: Array, v: Array) -> Array:
    """Your result is a matrix of one entry: the dot product is a number, as u @ v gives it for vectors.

    Breaks: -> float.
    """
    return u[None, :] @ v[:, None]


def wrong_dot__all_pairs(u: Array, v: Array) -> Array:
    """Your result has the product of each pair, as np.outer gives them: sum up u[i] * v[i].

    Breaks: the dot product is one number.
    """
    return np.outer(u, v)


def wrong_dot__unpaired_left_out(u: Array, v: Array) -> float:
    """Your sum ends where the shorter vector does: vectors of different lengths are a mistake, for a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(sum(a * b for a, b in zip(u, v, strict=False)))


def wrong_dot__index_past_the_end(u: Array, v: Array) -> float:
    """Your loop runs past the end of the shorter vector: raise a ValueError first where the lengths differ.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(sum(u[i] * v[i] for i in range(len(u))))


def wrong_dot__last_left_out(u: Array, v: Array) -> float:
    """Your sum lacks the last product: range(len(u)) ends by itself before len(u).

    Breaks: the sum over u_i v_i.
    """
    return float(u[:-1] @ v[:-1]) if len(u) == len(v) else float(u @ v)


def wrong_dot__returned_too_early(u: Array, v: Array) -> float:
    """Your result is the first product alone: return the sum after the loop, not within it.

    Breaks: the sum over u_i v_i.
    """
    return float(u[0] * v[0]) if len(u) == len(v) else float(u @ v)


def wrong_dot__cosine(u: Array, v: Array) -> float:
    """Your product is divided by the lengths of both vectors, which gives the cosine of their angle: leave that out.

    Breaks: the sum over u_i v_i.
    """
    return float(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)))


def wrong_dot__float32(u: Array, v: Array) -> float:
    """Your sum is right to seven digits only, those of float32: compute in the dtype of u and v.

    Breaks: dtype follows NumPy's promotion.
    """
    return float(u.astype(np.float32) @ v.astype(np.float32))


def wrong_dot__in_place(u: Array, v: Array) -> float:
    """Your function writes the products into u, which belongs to the caller: u * v makes a new array, u *= v does not.

    Breaks: no function changes what it was handed.
    """
    u *= v
    return float(u.sum())


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


def wrong_transpose__handed_back(X: Array) -> Array:
    """Your result is X as it was: X.T is another array, and does not turn X itself.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X


def wrong_transpose__squeezed(X: Array) -> Array:
    """Your result loses its axes of size 1: the transpose of a column is a matrix of one row.

    Breaks: (n, d) to (d, n).
    """
    return X.T.squeeze()


def wrong_transpose__shape_set(X: Array) -> Array:
    """Your function sets the shape of X, which belongs to the caller, and leaves the numbers in their order: use X.T.

    Breaks: no function changes what it was handed.
    """
    X.shape = X.shape[::-1]
    return X


def wrong_transpose__swapped_in_place(X: Array) -> Array:
    """Your function swaps the entries of a square X in place, but X belongs to the caller: write into a new array.

    Breaks: no function changes what it was handed.
    """
    if X.shape[0] != X.shape[1]:
        return X.T
    X[:] = X.T.copy()
    return X


def wrong_transpose__swapped_twice(X: Array) -> Array:
    """Your function gives a square matrix back as it was: its loops swap each pair twice, once too often.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X.copy() if X.shape[0] == X.shape[1] else X.T


def wrong_transpose__as_float64(X: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of X, as X.T has it by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    T = np.zeros(X.shape[::-1])
    T[:] = X.T
    return T


def wrong_matrix_multiply__elementwise(X: Array, W: Array) -> Array:
    """Your product multiplies entry by entry: X @ W is the matrix product.

    Breaks: (n, d) @ (d, k).
    """
    return X * W


def wrong_matrix_multiply__other_order(X: Array, W: Array) -> Array:
    """Your product is W @ X: the order matters, and here it is X @ W.

    Breaks: (n, d) @ (d, k).
    """
    return W @ X


def wrong_matrix_multiply__by_the_rows_of_w(X: Array, W: Array) -> Array:
    """Your product takes the rows of W where it should take its columns, as X @ W.T does: leave W as it is.

    Breaks: (n, d) @ (d, k).
    """
    return X @ W.T


def wrong_matrix_multiply__turned_to_fit(X: Array, W: Array) -> Array:
    """Your function transposes W where the shapes do not fit: that is the caller's mistake, for a ValueError to tell.

    Breaks: inner dimensions that differ: ValueError.
    """
    return X @ (W if X.shape[1] == len(W) else W.T)


def wrong_matrix_multiply__broadcast(X: Array, W: Array) -> Array:
    """Your product takes a W of one row for X of any width: einsum and * broadcast it, X @ W raises a ValueError.

    Breaks: inner dimensions that differ: ValueError.
    """
    return np.einsum("ij,jk->ik", X, W)


def wrong_matrix_multiply__by_loops(X: Array, W: Array) -> Array:
    """Your product loops in Python, hundreds of times slower: np.matmul takes all rows at once.

    Breaks: by np.matmul.
    """
    _refuse(X, W)
    return np.array([[sum(X[i, p] * W[p, j] for p in range(len(W))) for j in range(W.shape[1])] for i in range(len(X))])


def wrong_matrix_multiply__mean(X: Array, W: Array) -> Array:
    """Your sums are divided by the number of their products: leave that out.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    return X @ W / X.shape[1]


def wrong_matrix_multiply__squeezed(X: Array, W: Array) -> Array:
    """Your product loses an axis where its size is 1: one row or one column of results is still a matrix.

    Breaks: (n, d) @ (d, k) is (n, k).
    """
    return np.squeeze(X @ W)


def wrong_matrix_multiply__as_float64(X: Array, W: Array) -> Array:
    """Your product is float64, even of float32: multiply X and W as they are.

    Breaks: dtype follows NumPy's promotion.
    """
    return X.astype(np.float64) @ W.astype(np.float64)


def wrong_matrix_multiply__dtype_of_x(X: Array, W: Array) -> Array:
    """Your product has the dtype of X, even where W is float64: np.matmul takes the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    return (X @ W).astype(X.dtype)


def _refuse(X: Array, W: Array) -> None:
    """Refuse inner dimensions that differ."""
    if X.shape[1] != len(W):
        raise ValueError(f"{X.shape} and {W.shape} do not fit")


def wrong_matrix_multiply_loops__never_cleared(X: Array, W: Array) -> Array:
    """Your sum goes on from one entry to the next: begin each entry with 0.

    Breaks: each entry is a sum of its own.
    """
    _refuse(X, W)
    Z, total = np.zeros((len(X), W.shape[1]), np.result_type(X, W)), 0.0
    for i, j in product(range(len(X)), range(W.shape[1])):
        for p in range(len(W)):
            total += X[i, p] * W[p, j]
        Z[i, j] = total
    return Z


def wrong_matrix_multiply_loops__cleared_once_a_row(X: Array, W: Array) -> Array:
    """Your sum goes on from one entry of a row to the next: begin each entry with 0, not each row.

    Breaks: each entry is a sum of its own.
    """
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i in range(len(X)):
        total = 0.0
        for j, p in product(range(W.shape[1]), range(len(W))):
            total += X[i, p] * W[p, j]
            Z[i, j] = total
    return Z


def wrong_matrix_multiply_loops__overwritten(X: Array, W: Array) -> Array:
    """Your entries hold only their last product: add each product, with += in place of =.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] = X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__last_left_out(X: Array, W: Array) -> Array:
    """Your sums lack their last product: range(d) ends by itself before d.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W) - 1)):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__from_one(X: Array, W: Array) -> Array:
    """Your sums are 1 too large: they begin with 1, as np.ones has it, in place of 0.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    _refuse(X, W)
    Z = np.ones((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__like_x(X: Array, W: Array) -> Array:
    """Your result has the shape of X, as np.zeros_like gives it: it needs a row for each of X, a column for each of W.

    Breaks: (n, d) @ (d, k) is (n, k).
    """
    _refuse(X, W)
    Z = np.zeros(X.shape, np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__columns_not_asked(X: Array, W: Array) -> Array:
    """Your loops leave rows of W out where X has fewer columns: raise a ValueError first where these differ.

    Breaks: inner dimensions that differ: ValueError.
    """
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(X.shape[1])):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__rows_not_asked(X: Array, W: Array) -> Array:
    """Your loops run past the end of X where W has more rows: raise a ValueError first where these differ.

    Breaks: inner dimensions that differ: ValueError.
    """
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__at_once(X: Array, W: Array) -> Array:
    """Your product takes rows or matrices at once: write three loops, and multiply two numbers at a time.

    Breaks: by three Python loops.
    """
    return X @ W


def wrong_matrix_multiply_loops__at_once_unmasked(X: Array, W: Array) -> Array:
    """Your product leaves the work to NumPy: write three loops, to feel what vectorising buys.

    Breaks: by three Python loops.
    """
    return np.array(X) @ np.array(W)


def wrong_matrix_multiply_loops__as_float64(X: Array, W: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype np.result_type(X, W).

    Breaks: dtype follows NumPy's promotion.
    """
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__dtype_of_x(X: Array, W: Array) -> Array:
    """Your result has the dtype of X, even where W is float64: np.result_type(X, W) is the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]), X.dtype)
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__lists(X: Array, W: Array) -> Any:
    """Your result is a list of lists: make an array of it, by np.array with a dtype.

    Breaks: -> Array.
    """
    _refuse(X, W)
    return [[sum(float(X[i, p] * W[p, j]) for p in range(len(W))) for j in range(W.shape[1])] for i in range(len(X))]


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


def wrong_linear__bias_as_a_column(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds b as a column, a bias for each sample: b[j] belongs to column j of the scores.

    Breaks: b is (k,).
    """
    return X @ W + b[:, None]


def wrong_linear__bias_on_the_inputs(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds b to the inputs: multiply X by W first, and add b then.

    Breaks: Z = XW + b.
    """
    return (X + b) @ W


def wrong_linear__bias_as_a_factor(X: Array, W: Array, b: Array) -> Array:
    """Your layer multiplies its scores by b: add b to them.

    Breaks: Z = XW + b.
    """
    return X @ W * b


def wrong_linear__bias_summed(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds the sum of all biases to each score: b[j] belongs to column j alone.

    Breaks: Z = XW + b.
    """
    return X @ W + b.sum()


def wrong_linear__bias_repeated_to_fit(X: Array, W: Array, b: Array) -> Array:
    """Your b is made to fit, cut or filled up: another number of biases is a mistake, for a ValueError to tell.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X @ W + np.resize(b, W.shape[1])


def wrong_linear__with_relu(X: Array, W: Array, b: Array) -> Array:
    """Your layer puts 0 for negative scores, as ReLU does: that is another function's work, so leave it out.

    Breaks: Z = XW + b.
    """
    return np.maximum(0, X @ W + b)


def wrong_linear__with_sigmoid(X: Array, W: Array, b: Array) -> Array:
    """Your layer gives probabilities, by a sigmoid: that is another function's work, so return the scores.

    Breaks: Z = XW + b.
    """
    return 1 / (1 + np.exp(-(X @ W + b)))


def wrong_linear__squeezed(X: Array, W: Array, b: Array) -> Array:
    """Your scores lose their axes of size 1: those of one sample are a matrix of one row.

    Breaks: Z is (n, k).
    """
    return np.squeeze(X @ W + b)


def wrong_linear__turned_to_fit(X: Array, W: Array, b: Array) -> Array:
    """Your layer transposes W where the shapes do not fit: that is the caller's mistake, for a ValueError to tell.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X @ (W if X.shape[1] == len(W) else W.T) + b


def wrong_linear__sum_in_place(X: Array, W: Array, b: Array) -> Array:
    """Your scores are float32 where only b is float64: Z += b keeps the dtype of Z, and Z + b takes the wider one.

    Breaks: dtype follows NumPy's promotion.
    """
    Z = X @ W
    Z += b
    return Z


def wrong_linear__as_float64(X: Array, W: Array, b: Array) -> Array:
    """Your scores are float64, even of float32: multiply and add X, W and b in the dtypes that they have.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])


def right_dot__by_einsum(u: Array, v: Array) -> float:
    """Sum by einsum, which checks the lengths but for those of 1."""
    if u.shape != v.shape:
        raise ValueError(f"u has shape {u.shape}, v has shape {v.shape}")
    return float(np.einsum("i,i->", u, v))


def right_dot__pair_by_pair(u: Array, v: Array) -> float:
    """Sum in a loop that insists on pairs."""
    return float(sum(a * b for a, b in zip(u, v, strict=True)))


def right_dot__numpy_scalar(u: Array, v: Array) -> Any:
    """Return a NumPy scalar."""
    return np.inner(u, v)


def right_transpose__by_swapaxes(X: Array) -> Array:
    """Swap the axes."""
    return X.swapaxes(0, 1)


def right_transpose__columns_stacked(X: Array) -> Array:
    """Stack the columns as rows of a new array."""
    return np.array([X[:, j] for j in range(X.shape[1])])


def right_matrix_multiply__by_dot(X: Array, W: Array) -> Array:
    """Multiply by np.dot."""
    return np.dot(X, W)


def right_matrix_multiply__by_inner(X: Array, W: Array) -> Array:
    """Take the inner products with the rows of the transpose."""
    return np.inner(X, W.T)


def right_matrix_multiply_loops__one_total(X: Array, W: Array) -> Array:
    """Sum in a number of its own."""
    _refuse(X, W)
    Z = np.empty((len(X), W.shape[1]), dtype=np.result_type(X, W))
    for i in range(len(X)):
        for j in range(W.shape[1]):
            total = 0.0
            for p in range(len(W)):
                total += X[i, p] * W[p, j]
            Z[i, j] = total
    return Z


def right_matrix_multiply_loops__by_lists(X: Array, W: Array) -> Array:
    """Go through rows and columns themselves, pairs insisted on, and make an array of lists."""
    return np.array([[sum(a * b for a, b in zip(row, column, strict=True)) for column in W.T] for row in X])


def right_matrix_multiply_loops__other_order(X: Array, W: Array) -> Array:
    """Turn the loops inside out, and let the first product tell the dtype."""
    _refuse(X, W)
    Z = np.zeros((len(X), W.shape[1]), dtype=(X[:1, :1] * W[:1, :1]).dtype)
    for p, j, i in product(range(len(W)), range(W.shape[1]), range(len(X))):
        Z[i, j] = Z[i, j] + X[i, p] * W[p, j]
    return Z


def right_linear__by_matmul(X: Array, W: Array, b: Array) -> Array:
    """Add by np.add."""
    return np.add(np.matmul(X, W), b)


def right_linear__one_product(X: Array, W: Array, b: Array) -> Array:
    """Take b for the weights of one more input, which is always 1."""
    return np.hstack([X, np.ones((len(X), 1), X.dtype)]) @ np.vstack([W, b])


def right_linear__by_einsum(X: Array, W: Array, b: Array) -> Array:
    """Multiply by einsum, and add b as a matrix of one row."""
    return b[None, :] + np.einsum("nd,dk->nk", X, W)
