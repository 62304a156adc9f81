"""What chapter 1.2 means by right."""

import numpy as np
from ch12_matrices import dot, linear, matrix_multiply, matrix_multiply_loops, transpose

from dojo.verdict.expect import expect_close, expect_number, expect_shape


def test_dot_adds_up_products() -> None:
    """[1, 2, 3] · [4, 5, 6] is 1 * 4 + 2 * 5 + 3 * 6 = 32."""
    expect_number(dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0])), 32, atol=1e-9)


def test_dot_of_perpendicular_vectors_is_zero() -> None:
    """[3, -4] and [4, 3] are at a right angle; [3, -4] with itself gives its squared length, 25."""
    expect_number(dot(np.array([3.0, -4.0]), np.array([4.0, 3.0])), 0, atol=1e-9)
    expect_number(dot(np.array([3.0, -4.0]), np.array([3.0, -4.0])), 25, atol=1e-9)


def test_dot_takes_vectors_of_any_length() -> None:
    """One entry is one product, with its sign and its fraction, and a thousand entries are a thousand products."""
    expect_number(dot(np.array([2.5]), np.array([-3.5])), -8.75, atol=1e-9)
    expect_number(dot(np.full(1000, 0.5), np.full(1000, 0.25)), 125, atol=1e-6)


def test_transpose_turns_rows_into_columns() -> None:
    """[[1, 2, 3], [4, 5, 6]] becomes [[1, 4], [2, 5], [3, 6]]."""
    T = transpose(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))

    hint = "T[j, i] = X[i, j]; a reshape keeps the order of the numbers"
    expect_close(T, [[1, 4], [2, 5], [3, 6]], atol=0, hint=hint)


def test_transpose_of_a_square_matrix() -> None:
    """[[1, 2], [3, 4]] becomes [[1, 3], [2, 4]]: the diagonal does not change, the other two change places."""
    T = transpose(np.array([[1.0, 2.0], [3.0, 4.0]]))

    expect_close(T, [[1, 3], [2, 4]], atol=0)


def test_transpose_of_one_row_is_one_column() -> None:
    """(1, 3) becomes (3, 1), and (3, 1) becomes (1, 3)."""
    expect_close(transpose(np.array([[1.0, 2.0, 3.0]])), [[1], [2], [3]], atol=0)
    expect_close(transpose(np.array([[1.0], [2.0], [3.0]])), [[1, 2, 3]], atol=0)


def test_matrix_multiply_by_hand() -> None:
    """Row [1, 0, 2] and column [4, 2, 1] give the first entry, 1 * 4 + 0 * 2 + 2 * 1 = 6."""
    X = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [4.0, 1.0, 0.0]])
    W = np.array([[4.0, 1.0, 0.0], [2.0, 5.0, 3.0], [1.0, 0.0, 6.0]])

    hint = "Z[i, j] sums X[i, p] * W[p, j] over p; `*` multiplies entry by entry"
    expect_close(matrix_multiply(X, W), [[6, 1, 12], [7, 15, 15], [18, 9, 3]], atol=1e-9, hint=hint)


def test_matrix_multiply_joins_inner_dimensions() -> None:
    """(2, 3) @ (3, 4) is (2, 4), and sizes of 1 work like any others."""
    expect_shape(matrix_multiply(np.ones((2, 3)), np.ones((3, 4))), (2, 4))
    expect_shape(matrix_multiply(np.ones((2, 3)), np.ones((3, 1))), (2, 1))
    expect_shape(matrix_multiply(np.ones((1, 3)), np.ones((3, 2))), (1, 2))
    expect_close(matrix_multiply(np.array([[2.0], [3.0]]), np.array([[5.0, 7.0]])), [[10, 14], [15, 21]], atol=1e-9)


def test_matrix_multiply_agrees_with_dot_products() -> None:
    """Entry [i, j] is the dot product of row i of X and column j of W."""
    rng = np.random.default_rng(0)
    X, W = rng.standard_normal((4, 6)), rng.standard_normal((6, 3))

    Z = matrix_multiply(X.copy(), W.copy())

    expect_close(Z, [[sum(X[i] * W[:, j]) for j in range(3)] for i in range(4)], atol=1e-9)


def test_matrix_multiply_loops_by_hand() -> None:
    """Row [1, 0, 2] and column [4, 2, 1] give the first entry, 1 * 4 + 0 * 2 + 2 * 1 = 6."""
    X = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [4.0, 1.0, 0.0]])
    W = np.array([[4.0, 1.0, 0.0], [2.0, 5.0, 3.0], [1.0, 0.0, 6.0]])

    hint = "Z[i, j] sums X[i, p] * W[p, j] over p"
    expect_close(matrix_multiply_loops(X, W), [[6, 1, 12], [7, 15, 15], [18, 9, 3]], atol=1e-9, hint=hint)


def test_matrix_multiply_loops_takes_one_row_and_one_column() -> None:
    """(1, 3) @ (3, 1) is (1, 1), (3, 1) @ (1, 2) is (3, 2): sizes of 1 work like any others."""
    one = matrix_multiply_loops(np.array([[1.0, 2.0, 3.0]]), np.array([[4.0], [5.0], [6.0]]))
    products = matrix_multiply_loops(np.array([[2.0], [3.0], [4.0]]), np.array([[5.0, 0.5]]))

    expect_close(one, [[32]], atol=1e-9)
    expect_close(products, [[10.0, 1.0], [15.0, 1.5], [20.0, 2.0]], atol=1e-9)


def test_matrix_multiply_loops_agrees_with_numpy() -> None:
    """Loops and np.matmul give the same numbers, whatever the sizes."""
    rng = np.random.default_rng(0)

    for n, d, k in (4, 3, 2), (2, 3, 4), (1, 5, 3), (3, 2, 2):
        X, W = rng.standard_normal((n, d)), rng.standard_normal((d, k))
        expect_close(matrix_multiply_loops(X.copy(), W.copy()), X @ W, atol=1e-9, hint=f"{X.shape} times {W.shape}")


def test_linear_by_hand() -> None:
    """Row [1, 2, 0], column [2, 1, 0] and the bias 10 give the first score, 1 * 2 + 2 * 1 + 0 * 0 + 10 = 14."""
    X = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [3.0, 0.0, 1.0]])
    W = np.array([[2.0, 0.0, 1.0], [1.0, -1.0, 4.0], [0.0, 3.0, -2.0]])

    Z = linear(X, W, np.array([10.0, -20.0, 30.0]))

    expect_close(Z, [[14, -22, 39], [11, -24, 36], [16, -17, 31]], atol=1e-9, hint="Z = X @ W + b")


def test_linear_adds_one_bias_to_each_column() -> None:
    """With weights of 0, every row of the scores is b."""
    Z = linear(np.ones((3, 4)), np.zeros((4, 2)), np.array([1.0, -2.0]))

    expect_close(Z, [[1, -2], [1, -2], [1, -2]], atol=1e-9)


def test_linear_keeps_rows_and_columns_of_one() -> None:
    """One sample is one row of scores, and one output is one column."""
    expect_shape(linear(np.ones((1, 3)), np.ones((3, 2)), np.ones(2)), (1, 2))
    expect_shape(linear(np.ones((4, 3)), np.ones((3, 1)), np.ones(1)), (4, 1))


def test_linear_agrees_with_weighted_sums() -> None:
    """Score [i, j] is bias j plus the dot product of row i of X and column j of W."""
    rng = np.random.default_rng(0)
    X, W, b = rng.standard_normal((5, 3)), rng.standard_normal((3, 2)), rng.standard_normal(2)

    Z = linear(X.copy(), W.copy(), b.copy())

    expect_close(Z, [[sum(X[i] * W[:, j]) + b[j] for j in range(2)] for i in range(5)], atol=1e-9)
