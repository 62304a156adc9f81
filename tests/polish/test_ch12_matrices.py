"""What the author of a library also minds in chapter 1.2."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from ch12_matrices import dot, linear, matrix_multiply, matrix_multiply_loops, transpose
from numpy.typing import NDArray

from dojo.verdict.expect import (
    FLOATS,
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_no_loop,
    expect_number,
    expect_unchanged,
)


class OneByOne(np.ndarray[Any, Any]):
    """An array that gives its numbers one by one, and refuses to compute with many at once."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Refuse arithmetic on whole rows, columns and matrices, but not on single numbers."""
        if max(np.size(value) for value in inputs) > 1:
            raise AssertionError(f"expected  products of two numbers\ngot       np.{ufunc.__name__} of a whole array")
        plain = [np.asarray(value) for value in inputs]
        return getattr(ufunc, method)(*plain, **kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Refuse NumPy's own products and sums; asking for shapes and dtypes is fine."""
        if func.__name__ in ("dot", "vdot", "inner", "einsum", "tensordot", "sum"):
            raise AssertionError(f"expected  products of two numbers\ngot       np.{func.__name__} of a whole array")
        return super().__array_function__(func, types, args, kwargs)


def follows_the_dtypes(product: Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]], hint: str = "") -> None:
    """Fail unless the product of float32 alone is float32, and any other float64."""
    for first in FLOATS:
        for second in FLOATS:
            Z = product(np.ones((2, 3), dtype=first), np.ones((3, 2), dtype=second))
            expect_dtype(Z, np.float32 if first == second == np.float32 else np.float64, hint)


def loops(call: Callable[[int], object]) -> bool:
    """Tell whether a call takes more steps of Python for a larger size."""
    try:
        expect_no_loop(call)
    except AssertionError:
        return True
    return False


def test_dot_is_exact_to_the_last_digits() -> None:
    """The sum is right to 1e-12, which takes float64 at every step: float32 has seven digits.

    return float(u @ v)
    """
    rng = np.random.default_rng(0)
    u, v = rng.standard_normal(20), rng.standard_normal(20)
    right = math.fsum((u * v).tolist())

    expect_number(dot(u, v), right, atol=1e-12)


def test_dot_gives_a_float() -> None:
    """The dot product is a float, Python's or NumPy's, and not an array without axes.

    return float(u @ v)
    """
    expect_float(dot(np.array([1.0, 2.0]), np.array([3.0, 4.5])))


def test_dot_leaves_its_inputs_alone() -> None:
    """Both vectors keep their numbers: the caller may still need them.

    return float(u @ v)  # or the sum of u * v, a new array; u *= v would write into the caller's
    """
    u, v = np.array([1.0, 2.0]), np.array([3.0, 4.0])

    dot(u, v)

    expect_unchanged(u, np.array([1.0, 2.0]), "u")
    expect_unchanged(v, np.array([3.0, 4.0]), "v")


def test_dot_refuses_vectors_of_different_lengths() -> None:
    """One of three entries has no partner among two: the caller gets a ValueError, and not a number.

    return float(u @ v)  # raises the ValueError; u * v would repeat a vector of length 1
    """
    expect_error(lambda: dot(np.ones(3), np.ones(2)))
    expect_error(lambda: dot(np.ones(2), np.ones(3)))
    expect_error(lambda: dot(np.ones(3), np.ones(1)))


def test_dot_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: u and v.

    def dot(u: Array, v: Array) -> float:
    """
    expect_number(dot(u=np.array([1.0, 2.0]), v=np.array([3.0, 4.0])), 11, atol=1e-9)


def test_transpose_leaves_its_input_alone() -> None:
    """X keeps its shape and its numbers, even if it is square.

    return X.T  # does not change X itself
    """
    X, square = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])

    transpose(X)
    transpose(square)

    expect_unchanged(X, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), "X")
    expect_unchanged(square, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")


def test_transpose_keeps_float32() -> None:
    """float32 in, float32 out: the numbers change their places only.

    return X.T  # or a buffer np.zeros((d, n), dtype=X.dtype)
    """
    expect_dtype(transpose(np.ones((2, 3), dtype=np.float32)), np.float32)


def test_matrix_multiply_follows_the_dtypes() -> None:
    """float32 times float32 is float32, and where X or W is float64, so is the product.

    return np.matmul(X, W)  # NumPy takes the wider of the two dtypes
    """
    follows_the_dtypes(matrix_multiply)


def test_matrix_multiply_leaves_its_inputs_alone() -> None:
    """X and W keep their numbers: the caller may still need them.

    return np.matmul(X, W)  # a new array
    """
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]])

    matrix_multiply(X, W)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(W, np.array([[5.0, 6.0], [7.0, 8.0]]), "W")


def test_matrix_multiply_refuses_inner_dimensions_that_differ() -> None:
    """3 columns do not fit 2 rows, or 1 row: the caller gets a ValueError, and not a wrong product.

    return np.matmul(X, W)  # raises the ValueError
    """
    expect_error(lambda: matrix_multiply(np.ones((2, 3)), np.ones((2, 3))))
    expect_error(lambda: matrix_multiply(np.ones((2, 3)), np.ones((1, 3))))


def test_matrix_multiply_takes_all_rows_at_once() -> None:
    """A hundred times the rows take no more steps of Python, because NumPy runs the loops in compiled code.

    return np.matmul(X, W)
    """
    expect_no_loop(lambda n: matrix_multiply(np.ones((n, 3)), np.ones((3, 2))))


def test_matrix_multiply_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: X and W.

    def matrix_multiply(X: Array, W: Array) -> Array:
    """
    expect_close(matrix_multiply(X=np.ones((2, 3)), W=np.ones((3, 2))), [[3, 3], [3, 3]], atol=1e-9)


def test_matrix_multiply_loops_takes_one_number_at_a_time() -> None:
    """It multiplies numbers, not rows, columns or matrices: that is what vectorizing is compared with.

    Z[i, j] += X[i, p] * W[p, j]  # within three loops
    """
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]).view(OneByOne), np.array([[5.0, 6.0], [7.0, 8.0]]).view(OneByOne)

    Z = matrix_multiply_loops(X, W)

    expect_close(np.array([[Z[i, j] for j in range(2)] for i in range(2)]), [[19, 22], [43, 50]], atol=1e-9)


def test_matrix_multiply_loops_has_three_loops() -> None:
    """One loop goes over the rows of X, one over the columns of W, and one over what they have in common.

    for i in range(n):
        for j in range(k):
            for p in range(d):
                Z[i, j] += X[i, p] * W[p, j]
    """
    one = np.ones((1, 1))
    rows = loops(lambda n: matrix_multiply_loops(np.ones((n, 1)), one))
    columns = loops(lambda k: matrix_multiply_loops(one, np.ones((1, k))))
    inner = loops(lambda d: matrix_multiply_loops(np.ones((1, d)), np.ones((d, 1))))

    got = "got       as many steps of Python for 300 as for 3"
    assert rows, f"expected  a loop over the rows of X\n{got}"
    assert columns, f"expected  a loop over the columns of W\n{got}"
    assert inner, f"expected  a loop over the columns of X, which are the rows of W\n{got}"


def test_matrix_multiply_loops_follows_the_dtypes() -> None:
    """float32 times float32 is float32, and where X or W is float64, so is the product, as with np.matmul.

    Z = np.zeros((n, k), dtype=np.result_type(X, W))
    """
    follows_the_dtypes(matrix_multiply_loops)


def test_matrix_multiply_loops_leaves_its_inputs_alone() -> None:
    """X and W keep their numbers: the caller may still need them.

    Z = np.zeros((n, k), dtype=np.result_type(X, W))  # write into an array of your own
    """
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]])

    matrix_multiply_loops(X, W)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(W, np.array([[5.0, 6.0], [7.0, 8.0]]), "W")


def test_matrix_multiply_loops_refuses_inner_dimensions_that_differ() -> None:
    """If X does not have as many columns as W has rows, the caller gets a ValueError before the loops begin.

    if X.shape[1] != W.shape[0]:
        raise ValueError(f"X of shape {X.shape} does not fit W of shape {W.shape}")
    """
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((4, 2))))
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((2, 2))))
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((1, 2))))


def test_matrix_multiply_loops_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: X and W.

    def matrix_multiply_loops(X: Array, W: Array) -> Array:
    """
    expect_close(matrix_multiply_loops(X=np.ones((2, 3)), W=np.ones((3, 2))), [[3, 3], [3, 3]], atol=1e-9)


def test_linear_follows_the_dtypes() -> None:
    """float32 inputs give float32 scores, and where X, W or b is float64, so are the scores.

    return X @ W + b  # NumPy takes the widest of the three dtypes
    """
    follows_the_dtypes(lambda X, W: linear(X, W, np.ones(2, dtype=np.float32)))
    Z = linear(np.ones((2, 3), dtype=np.float32), np.ones((3, 2), dtype=np.float32), np.ones(2))
    expect_dtype(Z, np.float64, hint="here b alone is float64")


def test_linear_leaves_its_inputs_alone() -> None:
    """X, W and b keep their numbers: the caller may still need them.

    return X @ W + b  # a new array
    """
    X, W, b = np.ones((2, 3)), np.ones((3, 2)), np.ones(2)

    linear(X, W, b)

    expect_unchanged(X, np.ones((2, 3)), "X")
    expect_unchanged(W, np.ones((3, 2)), "W")
    expect_unchanged(b, np.ones(2), "b")


def test_linear_refuses_shapes_that_do_not_fit() -> None:
    """Weights for 2 inputs do not fit 3, nor 4 biases 2 outputs: the caller gets a ValueError, and not wrong scores.

    return X @ W + b  # each of the two raises its own ValueError
    """
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((2, 2)), np.ones(2)))
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((2, 3)), np.ones(2)))
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((3, 2)), np.arange(4.0)))


def test_linear_takes_all_rows_at_once() -> None:
    """A hundred times the samples take no more steps of Python: all later chapters train with this function.

    return X @ W + b
    """
    expect_no_loop(lambda n: linear(np.ones((n, 3)), np.ones((3, 2)), np.ones(2)))


def test_linear_takes_arguments_by_name() -> None:
    """A caller may name the arguments as the docstring does: X, W and b.

    def linear(X: Array, W: Array, b: Array) -> Array:
    """
    expect_close(linear(X=np.ones((1, 3)), W=np.ones((3, 2)), b=np.ones(2)), [[4, 4]], atol=1e-9)
