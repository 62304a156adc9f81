"""Wrong and right answers to chapter 1.2."""

from itertools import product
from typing import Any

import numpy as np
from ch11_arrays import Array


def wrong_dot__elementwise(u: Array, v: Array) -> Array:
    """Your products are not added up: u @ v does both.

    Breaks: the sum over u_i v_i.
    """
    return u * v


def wrong_dot__mean(u: Array, v: Array) -> float:
    """Your result is the mean of the products: the dot product is their sum.

    Breaks: the sum over u_i v_i.
    """
    return float(np.mean(u * v))


def wrong_dot__a_matrix(u: Array, v: Array) -> Array:
    """Your result is a matrix of one entry: the dot product is a number, as u @ v gives it for vectors.

    Breaks: one number.
    """
    return u.reshape(1, -1) @ v.reshape(-1, 1)


def wrong_dot__all_pairs(u: Array, v: Array) -> Array:
    """Your result has the product of every pair, as np.outer does: add up u[i] * v[i].

    Breaks: one number.
    """
    return np.outer(u, v)


def wrong_dot__cross(u: Array, v: Array) -> Any:
    """Your result is the cross product, a vector: the dot product is a number, which u @ v gives.

    Breaks: one number.
    """
    return np.cross(u, v) if len(u) == 3 else np.array(u[0] * v[-1] - u[-1] * v[0])


def wrong_dot__product_of_sums(u: Array, v: Array) -> float:
    """Your result is the product of two sums: multiply entry by entry first, and then add up.

    Breaks: the sum over u_i v_i.
    """
    return float(u.sum() * v.sum())


def wrong_dot__sum_of_all(u: Array, v: Array) -> float:
    """Your function adds up the entries and multiplies nothing: add up the products u[i] * v[i].

    Breaks: the sum over u_i v_i.
    """
    return float((u + v).sum())


def wrong_dot__overwritten(u: Array, v: Array) -> float:
    """Your result is only the last product: add each product to the total, with += and not with =.

    Breaks: the sum over u_i v_i.
    """
    total = 0.0
    for i in range(len(u)):
        total = u[i] * v[i]
    return total


def wrong_dot__last_left_out(u: Array, v: Array) -> float:
    """Your sum lacks the last product: range(len(u)) already ends before len(u).

    Breaks: the sum over u_i v_i.
    """
    total = 0.0
    for i in range(len(u) - 1):
        total += u[i] * v[i]
    return total


def wrong_dot__first_left_out(u: Array, v: Array) -> float:
    """Your sum lacks the first product: indices begin with 0, and so does range(len(u)).

    Breaks: the sum over u_i v_i.
    """
    total = 0.0
    for i in range(1, len(u)):
        total += u[i] * v[i]
    return total


def wrong_dot__returned_too_early(u: Array, v: Array) -> float:
    """Your result is only the first product: return the sum after the loop, not inside it.

    Breaks: the sum over u_i v_i.
    """
    total = 0.0
    for i in range(len(u)):
        total += u[i] * v[i]
        return total
    return total


def wrong_dot__cosine(u: Array, v: Array) -> float:
    """Your product is divided by the lengths of both vectors, which gives the cosine of their angle: leave that out.

    Breaks: the sum over u_i v_i.
    """
    return float(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)))


def wrong_dot__distance(u: Array, v: Array) -> float:
    """Your result is the distance of the vectors: multiply the entries, u[i] * v[i], and add up.

    Breaks: the sum over u_i v_i.
    """
    return float(np.sqrt(((u - v) ** 2).sum()))


def wrong_dot__absolute(u: Array, v: Array) -> float:
    """Your result has lost its sign: a dot product may be negative.

    Breaks: the sum over u_i v_i.
    """
    return float(abs(u @ v))


def wrong_dot__whole_number(u: Array, v: Array) -> float:
    """Your result has lost its fraction: return the sum as it is, without int().

    Breaks: the sum over u_i v_i.
    """
    return int(u @ v)


def unpolished_dot__shorter_decides(u: Array, v: Array) -> float:
    """Your sum ends where the shorter vector does: vectors of different lengths are a mistake, for a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(sum(a * b for a, b in zip(u, v, strict=False)))


def unpolished_dot__index_past_the_end(u: Array, v: Array) -> float:
    """Your loop runs past the end of the shorter vector: raise a ValueError first where the lengths differ.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(sum(u[i] * v[i] for i in range(len(u))))


def unpolished_dot__broadcast(u: Array, v: Array) -> float:
    """Your product repeats a vector of length 1, as u * v does: u @ v raises a ValueError for it.

    Breaks: shapes that do not fit raise ValueError.
    """
    return float(np.sum(u * v))


def unpolished_dot__float32(u: Array, v: Array) -> float:
    """Your sum is right to seven digits only, those of float32: compute in the dtype of u and v.

    Breaks: dtype follows NumPy's promotion.
    """
    return float(u.astype(np.float32) @ v.astype(np.float32))


def unpolished_dot__array_without_axes(u: Array, v: Array) -> Any:
    """Your result is an array without axes: float() turns it into a number.

    Breaks: -> float.
    """
    return np.array(u @ v)


def unpolished_dot__in_place(u: Array, v: Array) -> float:
    """Your function writes the products into the caller's u: u * v makes a new array, and u *= v does not.

    Breaks: no function changes what it is passed.
    """
    u *= v
    return float(u.sum())


def unpolished_dot__other_names(a: Array, b: Array) -> float:
    """Your parameters have other names than the stub's, u and v: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return float(a @ b)


def wrong_transpose__flipped(X: Array) -> Array:
    """Your columns are rows now, but in reverse order: X.T keeps the order.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X.T[::-1]


def wrong_transpose__rotated(X: Array) -> Array:
    """Your matrix is rotated, as np.rot90 has it with k=-1: in a transpose, the first row becomes the first column.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return np.rot90(X, k=-1)


def wrong_transpose__reshaped(X: Array) -> Array:
    """Your result has the right shape, but its numbers are in their old order: X.T swaps rows and columns.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    return X.reshape(X.shape[1], X.shape[0])


def wrong_transpose__given_back(X: Array) -> Array:
    """Your result is X as it was: X.T does not change X itself, so return X.T.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    X.transpose()
    return X


def wrong_transpose__squeezed(X: Array) -> Array:
    """Your result loses its axes of length 1: the transpose of a column is a matrix with one row.

    Breaks: (n, d) to (d, n).
    """
    return X.T.squeeze()


def wrong_transpose__shape_set(X: Array) -> Array:
    """Your result has the right shape, but its numbers are in their old order: X.T swaps rows and columns.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    X.shape = X.shape[::-1]
    return X


def wrong_transpose__swapped_twice(X: Array) -> Array:
    """Your function returns a square matrix as it was: its loops swap each pair twice, once too often.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    n, d = X.shape
    if n != d:
        return X.T
    T = X.copy()
    for i in range(n):
        for j in range(n):
            T[i, j], T[j, i] = T[j, i], T[i, j]
    return T


def wrong_transpose__overwritten_on_the_way(X: Array) -> Array:
    """Your function reads entries that it has already overwritten: read from X, and write into another array.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    n, d = X.shape
    if n != d:
        return X.T
    T = X.copy()
    for i in range(n):
        for j in range(n):
            T[i, j] = T[j, i]
    return T


def wrong_transpose__like_x(X: Array) -> Array:
    """An index goes past the end: T[j, i] = X[i, j] needs a T of shape (d, n), with i below n and j below d.

    Breaks: (n, d) to (d, n).
    """
    T = np.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            T[j, i] = X[i, j]
    return T


def wrong_transpose__same_row_d_times(X: Array) -> Array:
    """All rows of your result are one and the same list, [[0.0] * n] * d: np.zeros((d, n)) has rows of its own.

    Breaks: entry (i, j) becomes entry (j, i).
    """
    n, d = X.shape
    T = [[0.0] * n] * d
    for i in range(n):
        for j in range(d):
            T[j][i] = float(X[i, j])
    return np.array(T)


def wrong_transpose__a_list(X: Array) -> Any:
    """Your result is a list of lists: np.array turns it into a matrix, and X.T gives one at once.

    Breaks: an array of shape (d, n).
    """
    return [[float(x) for x in column] for column in zip(*X, strict=True)]


def unpolished_transpose__swapped_in_place(X: Array) -> Array:
    """Your function swaps the entries of the caller's X if it is square: write into an array of your own.

    Breaks: no function changes what it is passed.
    """
    if X.shape[0] != X.shape[1]:
        return X.T
    X[:] = X.T.copy()
    return X


def unpolished_transpose__as_float64(X: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype of X, which X.T has by itself.

    Breaks: dtype follows NumPy's promotion.
    """
    n, d = X.shape
    T = np.zeros((d, n))
    for i in range(n):
        for j in range(d):
            T[j, i] = X[i, j]
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


def wrong_matrix_multiply__columns_of_x(X: Array, W: Array) -> Array:
    """Your product takes the columns of X where it should take its rows, as X.T @ W does: leave X as it is.

    Breaks: (n, d) @ (d, k).
    """
    return X.T @ W


def wrong_matrix_multiply__samples_as_columns(X: Array, W: Array) -> Array:
    """Your product is W.T @ X, as for samples in columns: here samples are rows, and the product is X @ W.

    Breaks: (n, d) @ (d, k).
    """
    return np.matmul(W.T, X)


def wrong_matrix_multiply__transposed(X: Array, W: Array) -> Array:
    """Your result is the transpose of the product: it should have a row for each row of X.

    Breaks: (n, d) @ (d, k).
    """
    return np.matmul(X, W).T


def wrong_matrix_multiply__mean(X: Array, W: Array) -> Array:
    """Your sums are divided by a number of rows or columns, as a mean is: leave that out.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    return X @ W / X.shape[1]


def wrong_matrix_multiply__summed_up(X: Array, W: Array) -> Any:
    """Your result is one number, a sum of all entries: the product has an entry for each row of X and column of W.

    Breaks: (n, d) @ (d, k).
    """
    return np.sum(X @ W)


def wrong_matrix_multiply__squeezed(X: Array, W: Array) -> Array:
    """Your product loses an axis of length 1: one row or one column of results is still a matrix.

    Breaks: (n, d) @ (d, k) is (n, k).
    """
    return np.squeeze(X @ W)


def wrong_matrix_multiply__np_multiply_fitted(X: Array, W: Array) -> Array:
    """Your product multiplies entry by entry: X @ W is the matrix product.

    Breaks: (n, d) @ (d, k).
    """
    return X * W if X.shape == W.shape else X @ W


def unpolished_matrix_multiply__turned_to_fit(X: Array, W: Array) -> Array:
    """Your function transposes W if the shapes do not fit: it is the caller's mistake, so raise a ValueError.

    Breaks: inner dimensions that differ: ValueError.
    """
    return X @ (W if X.shape[1] == len(W) else W.T)


def unpolished_matrix_multiply__broadcast(X: Array, W: Array) -> Array:
    """Your product accepts a W with one row for an X of any width, as einsum and * do: X @ W raises a ValueError.

    Breaks: inner dimensions that differ: ValueError.
    """
    return np.einsum("ij,jk->ik", X, W)


def unpolished_matrix_multiply__by_loops(X: Array, W: Array) -> Array:
    """Your product goes through the samples one by one in Python: np.matmul takes them all at once, in compiled code.

    Breaks: by np.matmul.
    """
    return np.array([row @ W for row in X])


def unpolished_matrix_multiply__as_float64(X: Array, W: Array) -> Array:
    """Your product is float64, even of float32: multiply X and W as they are.

    Breaks: dtype follows NumPy's promotion.
    """
    return X.astype(np.float64) @ W.astype(np.float64)


def unpolished_matrix_multiply__dtype_of_x(X: Array, W: Array) -> Array:
    """Your product has the dtype of X, even where W is float64: np.matmul takes the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    return (X @ W).astype(X.dtype)


def unpolished_matrix_multiply__other_names(A: Array, B: Array) -> Array:
    """Your parameters have other names than the stub's, X and W: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return np.matmul(A, B)


def wrong_matrix_multiply_loops__never_cleared(X: Array, W: Array) -> Array:
    """Your sum goes on from one entry to the next: begin each entry with 0.

    Breaks: each entry is a sum of its own.
    """
    Z, total = np.zeros((X.shape[0], W.shape[1])), 0.0
    for i, j in product(range(X.shape[0]), range(W.shape[1])):
        for p in range(X.shape[1]):
            total += X[i, p] * W[p, j]
        Z[i, j] = total
    return Z


def wrong_matrix_multiply_loops__cleared_once_a_row(X: Array, W: Array) -> Array:
    """Your sum goes on from one entry of a row to the next: begin each entry with 0, not each row.

    Breaks: each entry is a sum of its own.
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        total = 0.0
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                total += X[i, p] * W[p, j]
            Z[i, j] = total
    return Z


def wrong_matrix_multiply_loops__overwritten(X: Array, W: Array) -> Array:
    """Your entries hold only their last product: add each product, with += and not with =.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] = X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__last_left_out(X: Array, W: Array) -> Array:
    """Your sums lack their last product: range(d) already ends before d.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1] - 1):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__from_one(X: Array, W: Array) -> Array:
    """Your sums are 1 too large: they begin with 1, as np.ones has it, and should begin with 0.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.ones((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__like_x(X: Array, W: Array) -> Array:
    """Your result has the shape of X, as np.zeros_like gives it: it needs a row for each of X, a column for each of W.

    Breaks: (n, d) @ (d, k) is (n, k).
    """
    Z = np.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__rows_and_columns_exchanged(X: Array, W: Array) -> Array:
    """An index goes past the end: Z has a row for each row of X, a column for each of W; i, j, p count n, k and d.

    Breaks: (n, d) @ (d, k) is (n, k).
    """
    Z = np.zeros((W.shape[1], X.shape[0]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__transposed(X: Array, W: Array) -> Array:
    """Your result is the transpose of the product: entry [i, j] belongs to row i of X and column j of W.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((W.shape[1], X.shape[0]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[j, i] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__indices_exchanged(X: Array, W: Array) -> Array:
    """Your result is the transpose of the product: entry [i, j] belongs to row i of X and column j of W.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[j, i] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__by_the_rows_of_w(X: Array, W: Array) -> Array:
    """Your sums go along the rows of W, W[j, p]: they go down its columns, W[p, j].

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[j, p]
    return Z


def wrong_matrix_multiply_loops__down_the_columns_of_x(X: Array, W: Array) -> Array:
    """Your sums go down the columns of X, X[p, i]: they go along its rows, X[i, p].

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[p, i] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__added(X: Array, W: Array) -> Array:
    """Your sums add X[i, p] and W[p, j]: multiply the two.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] + W[p, j]
    return Z


def wrong_matrix_multiply_loops__whole_numbers(X: Array, W: Array) -> Array:
    """Your entries have lost their fractions: np.zeros((n, k)) keeps them, an array or a number of type int does not.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += int(X[i, p] * W[p, j])
    return Z


def wrong_matrix_multiply_loops__fractions_lost(X: Array, W: Array) -> Array:
    """Your entries have lost their fractions: np.zeros((n, k)) keeps them, an array or a number of type int does not.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z: Any = np.zeros((X.shape[0], W.shape[1]), dtype=int)
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            total = 0.0
            for p in range(X.shape[1]):
                total += X[i, p] * W[p, j]
            Z[i, j] = total
    return Z


def wrong_matrix_multiply_loops__returned_after_a_row(X: Array, W: Array) -> Array:
    """Your function returns after its first row: the `return` belongs after all loops, not inside one.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
        return Z
    return Z


def wrong_matrix_multiply_loops__returned_after_an_entry(X: Array, W: Array) -> Array:
    """Your function returns after its first entry: the `return` belongs after all loops, not inside one.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
            return Z
    return Z


def wrong_matrix_multiply_loops__returned_after_a_product(X: Array, W: Array) -> Array:
    """Your function returns after its first product: the `return` belongs after all loops, not inside one.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
                return Z
    return Z


def wrong_matrix_multiply_loops__same_row_n_times(X: Array, W: Array) -> Array:
    """All rows of your result are one and the same list, [[0.0] * k] * n: np.zeros((n, k)) has rows of its own.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = [[0.0] * W.shape[1]] * X.shape[0]
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i][j] += float(X[i, p] * W[p, j])
    return np.array(Z)


def wrong_matrix_multiply_loops__same_row_n_times_by_totals(X: Array, W: Array) -> Array:
    """All rows of your result are one and the same list, [[0.0] * k] * n: np.zeros((n, k)) has rows of its own.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = [[0.0] * W.shape[1]] * X.shape[0]
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i][j] = sum(float(X[i, p] * W[p, j]) for p in range(X.shape[1]))
    return np.array(Z)


def wrong_matrix_multiply_loops__samples_as_columns(X: Array, W: Array) -> Array:
    """Your product is W.T @ X, as for samples in columns: here samples are rows, and Z[i, j] sums X[i, p] * W[p, j].

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((W.shape[1], X.shape[1]))
    for i in range(X.shape[1]):
        for j in range(W.shape[1]):
            for p in range(X.shape[0]):
                Z[j, i] += W[p, j] * X[p, i]
    return Z


def wrong_matrix_multiply_loops__counted_from_one(X: Array, W: Array) -> Array:
    """Your loops begin with index 1 and leave out row 0, column 0 and the first products: range(n) begins with 0.

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(1, X.shape[0]):
        for j in range(1, W.shape[1]):
            for p in range(1, X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__shape_in_two_arguments(X: Array, W: Array) -> Array:
    """Your function raises a TypeError, as np.zeros(n, k) does: the shape is one tuple, np.zeros((n, k)).

    Breaks: Z[i, j] = Σ X[i, p] * W[p, j].
    """
    zeros: Any = np.zeros
    Z: Array = zeros(X.shape[0], W.shape[1])
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for p in range(X.shape[1]):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def wrong_matrix_multiply_loops__lists(X: Array, W: Array) -> Any:
    """Your result is a list of lists: np.array turns it into a matrix.

    Breaks: -> Array.
    """
    Z = []
    for i in range(X.shape[0]):
        row = []
        for j in range(W.shape[1]):
            row.append(sum(float(X[i, p] * W[p, j]) for p in range(X.shape[1])))
        Z.append(row)
    return Z


def unpolished_matrix_multiply_loops__columns_not_asked(X: Array, W: Array) -> Array:
    """Your loops leave out rows of W if X has fewer columns: raise a ValueError first if these numbers differ.

    Breaks: inner dimensions that differ: ValueError.
    """
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(X.shape[1])):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def unpolished_matrix_multiply_loops__rows_not_asked(X: Array, W: Array) -> Array:
    """Your loops run past the end of X if W has more rows: raise a ValueError first if these numbers differ.

    Breaks: inner dimensions that differ: ValueError.
    """
    Z = np.zeros((len(X), W.shape[1]), np.result_type(X, W))
    for i, j, p in product(range(len(X)), range(W.shape[1]), range(len(W))):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def unpolished_matrix_multiply_loops__at_once(X: Array, W: Array) -> Array:
    """Your function computes with whole rows, columns or matrices: multiply two numbers at a time, in three loops.

    Breaks: by three Python loops.
    """
    return X @ W


def unpolished_matrix_multiply_loops__at_once_unmasked(X: Array, W: Array) -> Array:
    """Your function leaves the loops to NumPy: write three of your own, to see what vectorizing buys.

    Breaks: by three Python loops.
    """
    return np.array(X) @ np.array(W)


def unpolished_matrix_multiply_loops__two_loops(X: Array, W: Array) -> Array:
    """Your function computes with whole rows, columns or matrices: multiply two numbers at a time, in three loops.

    Breaks: by three Python loops.
    """
    if X.shape[1] != len(W):
        raise ValueError(f"{X.shape} and {W.shape} do not fit")
    Z = np.zeros((X.shape[0], W.shape[1]), np.result_type(X, W))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = X[i, :] @ W[:, j]
    return Z


def unpolished_matrix_multiply_loops__as_float64(X: Array, W: Array) -> Array:
    """Your result is float64, even of float32: give it the dtype np.result_type(X, W).

    Breaks: dtype follows NumPy's promotion.
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i, j, p in product(range(X.shape[0]), range(W.shape[1]), range(X.shape[1])):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def unpolished_matrix_multiply_loops__dtype_of_x(X: Array, W: Array) -> Array:
    """Your result has the dtype of X, even where W is float64: np.result_type(X, W) is the wider of the two.

    Breaks: dtype follows NumPy's promotion.
    """
    Z = np.zeros((X.shape[0], W.shape[1]), X.dtype)
    for i, j, p in product(range(X.shape[0]), range(W.shape[1]), range(X.shape[1])):
        Z[i, j] += X[i, p] * W[p, j]
    return Z


def unpolished_matrix_multiply_loops__other_names(A: Array, B: Array) -> Array:
    """Your parameters have other names than the stub's, X and W: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return right_matrix_multiply_loops__one_total(A, B)


def wrong_linear__no_bias(X: Array, W: Array, b: Array) -> Array:
    """Your layer leaves out b: add it to each row.

    Breaks: Z = XW + b.
    """
    return X @ W


def wrong_linear__bias_subtracted(X: Array, W: Array, b: Array) -> Array:
    """Your layer subtracts b: add it.

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


def wrong_linear__bias_on_the_weights(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds b to the weights: multiply X by W first, and add b then.

    Breaks: Z = XW + b.
    """
    return X @ (W + b)


def wrong_linear__bias_as_a_factor(X: Array, W: Array, b: Array) -> Array:
    """Your layer multiplies its scores by b: add b to them.

    Breaks: Z = XW + b.
    """
    return X @ W * b


def wrong_linear__bias_summed(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds the sum of all biases to each score: b[j] belongs only to column j.

    Breaks: Z = XW + b.
    """
    return X @ W + b.sum()


def wrong_linear__bias_averaged(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds the mean of all biases to each score: b[j] belongs only to column j.

    Breaks: Z = XW + b.
    """
    return X @ W + b.mean()


def wrong_linear__bias_twice(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds b twice: once is enough.

    Breaks: Z = XW + b.
    """
    return X @ W + b + b


def wrong_linear__first_row_only(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds b only to the first sample: add it to all samples.

    Breaks: Z = XW + b.
    """
    Z = X @ W
    Z[0] += b
    return Z


def wrong_linear__first_bias_for_all(X: Array, W: Array, b: Array) -> Array:
    """Your layer adds the first bias to each score: b[j] belongs to column j.

    Breaks: Z = XW + b.
    """
    return X @ W + b[0]


def wrong_linear__elementwise(X: Array, W: Array, b: Array) -> Array:
    """Your layer multiplies entry by entry: X @ W is the matrix product.

    Breaks: Z = XW + b.
    """
    return X * W + b


def wrong_linear__other_order(X: Array, W: Array, b: Array) -> Array:
    """Your layer multiplies W by X: the order matters, and here it is X @ W.

    Breaks: Z = XW + b.
    """
    return W @ X + b


def wrong_linear__weights_transposed(X: Array, W: Array, b: Array) -> Array:
    """Your layer multiplies by W.T: W already has a column for each output, so the product is X @ W.

    Breaks: Z = XW + b.
    """
    return X @ W.T + b


def wrong_linear__inputs_transposed(X: Array, W: Array, b: Array) -> Array:
    """Your layer treats the columns of X as samples: rows are samples, and the product is X @ W.

    Breaks: Z = XW + b.
    """
    return X.T @ W + b


def wrong_linear__samples_as_columns(X: Array, W: Array, b: Array) -> Array:
    """Your layer is W.T @ X with b as a column, as for samples in columns: here samples are rows, X @ W + b.

    Breaks: Z = XW + b.
    """
    return np.matmul(W.T, X) + b.reshape(-1, 1)


def wrong_linear__samples_as_columns_bias_as_a_row(X: Array, W: Array, b: Array) -> Array:
    """Your layer treats the columns of X as samples, W.T @ X: here samples are rows, and the product is X @ W.

    Breaks: Z = XW + b.
    """
    return np.dot(W.T, X) + b


def wrong_linear__transposed(X: Array, W: Array, b: Array) -> Array:
    """Your scores have a column for each sample: a sample should be a row, so leave out the transpose.

    Breaks: Z = XW + b.
    """
    return (X @ W + b).T


def wrong_linear__mean(X: Array, W: Array, b: Array) -> Array:
    """Your weighted sums are divided by a number of rows or columns, as a mean is: leave that out.

    Breaks: Z = XW + b.
    """
    return X @ W / X.shape[1] + b


def wrong_linear__with_relu(X: Array, W: Array, b: Array) -> Array:
    """Your layer replaces negative scores by 0, as ReLU does: leave that to another function, and return the scores.

    Breaks: Z = XW + b.
    """
    return np.maximum(0, X @ W + b)


def wrong_linear__with_sigmoid(X: Array, W: Array, b: Array) -> Array:
    """Your layer applies a sigmoid and returns probabilities: leave that to another function, and return the scores.

    Breaks: Z = XW + b.
    """
    return 1 / (1 + np.exp(-(X @ W + b)))


def wrong_linear__squeezed(X: Array, W: Array, b: Array) -> Array:
    """Your scores lose their axes of length 1: the scores of one sample are a matrix with one row.

    Breaks: Z is (n, k).
    """
    return np.squeeze(X @ W + b)


def wrong_linear__flattened(X: Array, W: Array, b: Array) -> Array:
    """Your scores are one vector: they should be a matrix, with a row for each sample.

    Breaks: Z is (n, k).
    """
    return (X @ W + b).ravel()


def unpolished_linear__bias_repeated_to_fit(X: Array, W: Array, b: Array) -> Array:
    """Your layer accepts a b that does not fit, and returns scores: X @ W + b raises a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X @ W + np.resize(b, W.shape[1])


def unpolished_linear__biases_left_out(X: Array, W: Array, b: Array) -> Array:
    """Your layer accepts a b that does not fit, and returns scores: X @ W + b raises a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    Z = np.matmul(X, W)
    T = np.zeros(Z.shape, np.result_type(Z, b))
    for j in range(Z.shape[1]):
        T[:, j] = Z[:, j] + b[j]
    return T


def unpolished_linear__turned_to_fit(X: Array, W: Array, b: Array) -> Array:
    """Your layer transposes W if the shapes do not fit: raise a ValueError instead, since that is the caller's mistake.

    Breaks: shapes that do not fit raise ValueError.
    """
    return X @ (W if X.shape[1] == len(W) else W.T) + b


def unpolished_linear__sum_in_place(X: Array, W: Array, b: Array) -> Array:
    """Your scores are float32 if only b is float64: Z += b keeps the dtype of Z, and Z + b takes the wider one.

    Breaks: dtype follows NumPy's promotion.
    """
    Z = X @ W
    Z += b
    return Z


def unpolished_linear__as_float64(X: Array, W: Array, b: Array) -> Array:
    """Your scores are float64, even of float32: multiply and add X, W and b in the dtypes that they have.

    Breaks: dtype follows NumPy's promotion.
    """
    return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])


def unpolished_linear__samples_in_a_loop(X: Array, W: Array, b: Array) -> Array:
    """Your layer goes through the samples one by one in Python: X @ W takes all of them at once, in compiled code.

    Breaks: rows are samples, all at once.
    """
    return np.array([sample @ W + b for sample in X])


def unpolished_linear__other_names(inputs: Array, weights: Array, bias: Array) -> Array:
    """Your parameters have other names than the stub's, X, W and b: a caller may pass arguments by name.

    Breaks: the names of the arguments.
    """
    return inputs @ weights + bias


def plain_dot__loop(u: Array, v: Array) -> float:
    """Add up in a loop."""
    result = 0
    for i in range(u.shape[0]):
        result = result + u[i] * v[i]
    return result


def plain_dot__sum_of_products(u: Array, v: Array) -> float:
    """Multiply entry by entry, and sum."""
    return np.sum(u * v)


def plain_dot__zip(u: Array, v: Array) -> float:
    """Go through pairs."""
    total = 0.0
    for a, b in zip(u, v):  # noqa: B905
        total += a * b
    return total


def plain_dot__products_collected(u: Array, v: Array) -> float:
    """Collect the products first."""
    products = [u[i] * v[i] for i in range(len(u))]
    return sum(products)


def plain_dot__a_product_of_matrices(u: Array, v: Array) -> float:
    """Take a row and a column, and the one entry of their product."""
    return np.dot(u.reshape(1, -1), v.reshape(-1, 1))[0, 0]


def plain_dot__transposed(u: Array, v: Array) -> float:
    """Transpose u first, which changes nothing in a vector."""
    return np.dot(u.T, v)


def plain_transpose__zeros_and_loops(X: Array) -> Array:
    """Put each entry in its place."""
    rows, cols = X.shape
    result = np.zeros((cols, rows))
    for i in range(rows):
        for j in range(cols):
            result[j][i] = X[i][j]
    return result


def plain_transpose__by_zip(X: Array) -> Array:
    """Let zip make the columns."""
    return np.array(list(zip(*X)))  # noqa: B905


def plain_transpose__by_np_transpose(X: Array) -> Array:
    """Leave it to np.transpose."""
    return np.transpose(X)


def plain_transpose__lists(X: Array) -> Array:
    """Build lists of columns."""
    return np.array([[row[j] for row in X] for j in range(len(X[0]))])


def plain_matrix_multiply__by_operator(X: Array, W: Array) -> Array:
    """Use the operator."""
    return X @ W


def plain_matrix_multiply__by_loops(X: Array, W: Array) -> Array:
    """Loop over rows and columns."""
    Z = np.zeros((len(X), len(W[0])))
    for i in range(len(X)):
        for j in range(len(W[0])):
            Z[i, j] = np.dot(X[i], W[:, j])
    return Z


def plain_matrix_multiply__broadcast_and_summed(X: Array, W: Array) -> Array:
    """Multiply all pairs at once, and sum."""
    return (X[:, :, None] * W[None, :, :]).sum(axis=1)


def plain_matrix_multiply__by_tensordot(X: Array, W: Array) -> Array:
    """Sum over the inner axis by np.tensordot."""
    return np.tensordot(X, W, axes=1)


def plain_matrix_multiply_loops__zeros(X: Array, W: Array) -> Array:
    """Three loops into zeros."""
    n, d = X.shape
    d, k = W.shape
    Z = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            for p in range(d):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def plain_matrix_multiply_loops__lists_of_lists(X: Array, W: Array) -> Array:
    """Three loops that build lists."""
    result = []
    for i in range(len(X)):
        row = []
        for j in range(len(W[0])):
            s = 0.0
            for p in range(len(W)):
                s += X[i][p] * W[p][j]
            row.append(s)
        result.append(row)
    return np.array(result)


def plain_matrix_multiply_loops__numpy_within(X: Array, W: Array) -> Array:
    """Let NumPy sum within two loops."""
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = np.sum(X[i, :] * W[:, j])
    return Z


def plain_matrix_multiply_loops__row_by_row(X: Array, W: Array) -> Array:
    """Add rows of W, weighted by the entries of a row of X."""
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for p in range(X.shape[1]):
            Z[i] += X[i, p] * W[p]
    return Z


def plain_matrix_multiply_loops__refused_by_an_assert(X: Array, W: Array) -> Array:
    """Check the shapes by an assert."""
    assert X.shape[1] == W.shape[0]
    Z = np.empty((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = sum([X[i, p] * W[p, j] for p in range(X.shape[1])])
    return Z


def plain_linear__two_steps(X: Array, W: Array, b: Array) -> Array:
    """Multiply, then add."""
    Z = np.dot(X, W)
    Z = Z + b
    return Z


def plain_linear__bias_reshaped(X: Array, W: Array, b: Array) -> Array:
    """Make a row of b."""
    return np.matmul(X, W) + b.reshape(1, -1)


def plain_linear__by_loops(X: Array, W: Array, b: Array) -> Array:
    """Compute each score in loops."""
    n, d = X.shape
    k = W.shape[1]
    Z = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            Z[i, j] = b[j]
            for p in range(d):
                Z[i, j] += X[i, p] * W[p, j]
    return Z


def plain_linear__sample_by_sample(X: Array, W: Array, b: Array) -> Array:
    """Collect a row of scores for each sample."""
    rows = []
    for x in X:
        rows.append(np.dot(x, W) + b)
    return np.array(rows)


def plain_linear__bias_tiled(X: Array, W: Array, b: Array) -> Array:
    """Repeat b for each sample."""
    return X @ W + np.tile(b, (X.shape[0], 1))


def plain_linear__columns_as_weights(X: Array, W: Array, b: Array) -> Array:
    """Transpose both, and the result."""
    return np.matmul(W.T, X.T).T + b


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
    if X.shape[1] != len(W):
        raise ValueError(f"{X.shape} and {W.shape} do not fit")
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
    if X.shape[1] != len(W):
        raise ValueError(f"{X.shape} and {W.shape} do not fit")
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
