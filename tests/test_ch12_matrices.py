"""What chapter 1.2 means by right."""

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
    expect_no_loop,
    expect_number,
    expect_shape,
    expect_unchanged,
)


class OneByOne(np.ndarray[Any, Any]):
    """An array that gives its numbers one by one, and refuses to compute with many at once."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Refuse arithmetic on whole rows, columns and matrices, but not on single numbers."""
        if max(np.size(value) for value in inputs) > 1:
            raise AssertionError(
                f"np.{ufunc.__name__} on a whole array: multiply two numbers at a time, in three loops"
            )
        plain = [np.asarray(value) for value in inputs]
        return getattr(ufunc, method)(*plain, **kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Refuse NumPy's own products and sums; asking for shapes and dtypes is fine."""
        if func.__name__ in ("dot", "vdot", "inner", "einsum", "tensordot", "sum"):
            raise AssertionError(f"np.{func.__name__}: multiply two numbers at a time, in three loops")
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


def test_dot_adds_up_products() -> None:
    """[1, 2, 3] · [4, 5, 6] is 1 * 4 + 2 * 5 + 3 * 6 = 32."""
    product = dot(u=np.array([1.0, 2.0, 3.0]), v=np.array([4.0, 5.0, 6.0]))

    expect_number(product, 32, atol=1e-12)


def test_dot_of_perpendicular_vectors_is_zero() -> None:
    """[3, -4] and [4, 3] stand at a right angle; [3, -4] with itself gives its squared length, 25."""
    u, v = np.array([3.0, -4.0]), np.array([4.0, 3.0])

    expect_number(dot(u, v), 0, atol=1e-12)
    expect_number(dot(u, u), 25, atol=1e-12)


def test_dot_takes_vectors_of_any_length() -> None:
    """One entry is one product, and a thousand are a thousand."""
    expect_number(dot(np.array([2.0]), np.array([-3.5])), -7, atol=1e-12)
    expect_number(dot(np.ones(1000), np.full(1000, 0.5)), 500, atol=1e-9)


def test_dot_is_exact_to_the_last_digits() -> None:
    """It is the sum that arithmetic without rounding gives, to 1e-12."""
    rng = np.random.default_rng(0)
    u, v = rng.standard_normal(20), rng.standard_normal(20)

    expect_number(dot(u, v), math.fsum((u * v).tolist()), atol=1e-12, hint="no rounding, and no float32 on the way")


def test_dot_leaves_its_inputs_alone() -> None:
    """Both vectors keep their numbers."""
    u, v = np.array([1.0, 2.0]), np.array([3.0, 4.0])

    dot(u, v)

    expect_unchanged(u, np.array([1.0, 2.0]), "u")
    expect_unchanged(v, np.array([3.0, 4.0]), "v")


def test_dot_refuses_vectors_of_different_lengths() -> None:
    """Of three entries one has no partner among two."""
    expect_error(lambda: dot(np.ones(3), np.ones(2)))
    expect_error(lambda: dot(np.ones(2), np.ones(3)))


def test_transpose_turns_rows_into_columns() -> None:
    """[[1, 2, 3], [4, 5, 6]] becomes [[1, 4], [2, 5], [3, 6]]."""
    T = transpose(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))

    expect_close(
        T, [[1, 4], [2, 5], [3, 6]], atol=0, hint="T[j, i] = X[i, j]; a reshape keeps the order of the numbers"
    )


def test_transpose_of_a_square_matrix() -> None:
    """[[1, 2], [3, 4]] becomes [[1, 3], [2, 4]]: the diagonal stays, the other two change places."""
    X = np.array([[1.0, 2.0], [3.0, 4.0]])

    expect_close(transpose(X), [[1, 3], [2, 4]], atol=0, hint="swap each pair once: twice is back again")


def test_transpose_twice_gives_the_matrix_back() -> None:
    """Turning rows into columns and back changes nothing."""
    X = np.random.default_rng(0).standard_normal((3, 5))

    expect_close(transpose(transpose(X)), X, atol=0)


def test_transpose_of_one_row_is_one_column() -> None:
    """(1, 3) becomes (3, 1), and (3, 1) becomes (1, 3)."""
    expect_close(transpose(np.array([[1.0, 2.0, 3.0]])), [[1], [2], [3]], atol=0)
    expect_close(transpose(np.array([[1.0], [2.0], [3.0]])), [[1, 2, 3]], atol=0)


def test_transpose_leaves_its_input_alone() -> None:
    """X keeps its shape and its numbers, also where its transpose would fit into its place."""
    X, square = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])

    transpose(X)
    transpose(square)

    expect_unchanged(X, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), "X")
    expect_unchanged(square, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")


def test_transpose_keeps_float32() -> None:
    """The numbers stay what they are."""
    expect_dtype(transpose(np.ones((2, 3), dtype=np.float32)), np.float32)


def test_matrix_multiply_by_hand() -> None:
    """[[1, 2], [3, 4]] @ [[5, 6], [7, 8]]: the first entry is 1 * 5 + 2 * 7 = 19."""
    Z = matrix_multiply(X=np.array([[1.0, 2.0], [3.0, 4.0]]), W=np.array([[5.0, 6.0], [7.0, 8.0]]))

    expect_close(
        Z, [[19, 22], [43, 50]], atol=1e-12, hint="`*` multiplies entry by entry; a matrix product is np.matmul"
    )


def test_matrix_multiply_joins_inner_dimensions() -> None:
    """(2, 3) @ (3, 4) is (2, 4), and sizes of 1 work like any others."""
    expect_shape(matrix_multiply(np.ones((2, 3)), np.ones((3, 4))), (2, 4))
    expect_shape(matrix_multiply(np.ones((2, 3)), np.ones((3, 1))), (2, 1))
    expect_shape(matrix_multiply(np.ones((1, 3)), np.ones((3, 2))), (1, 2))
    expect_close(matrix_multiply(np.array([[2.0], [3.0]]), np.array([[5.0, 7.0]])), [[10, 14], [15, 21]], atol=1e-12)


def test_matrix_multiply_agrees_with_dot_products() -> None:
    """Entry [i, j] is the dot product of row i of X and column j of W."""
    rng = np.random.default_rng(0)
    X, W = rng.standard_normal((4, 6)), rng.standard_normal((6, 3))

    Z = matrix_multiply(X, W)

    expect_close(Z, [[sum(X[i] * W[:, j]) for j in range(3)] for i in range(4)], atol=1e-12)


def test_matrix_multiply_takes_all_rows_at_once() -> None:
    """A hundred times the rows take no more steps of Python: the loops are np.matmul's own."""
    expect_no_loop(lambda n: matrix_multiply(np.ones((n, 3)), np.ones((3, 2))))


def test_matrix_multiply_follows_the_dtypes() -> None:
    """float32 times float32 is float32; where one of them is float64, so is the product."""
    follows_the_dtypes(matrix_multiply)


def test_matrix_multiply_leaves_its_inputs_alone() -> None:
    """The product is a new array."""
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]])

    matrix_multiply(X, W)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(W, np.array([[5.0, 6.0], [7.0, 8.0]]), "W")


def test_matrix_multiply_refuses_inner_dimensions_that_differ() -> None:
    """3 columns against 2 rows, or against 1, do not fit, and NumPy's ValueError may say so."""
    expect_error(lambda: matrix_multiply(np.ones((2, 3)), np.ones((2, 3))))
    expect_error(lambda: matrix_multiply(np.ones((2, 3)), np.ones((1, 3))))


def test_matrix_multiply_loops_by_hand() -> None:
    """[[1, 2], [3, 4]] @ [[5, 6], [7, 8]]: the first entry is 1 * 5 + 2 * 7 = 19."""
    Z = matrix_multiply_loops(X=np.array([[1.0, 2.0], [3.0, 4.0]]), W=np.array([[5.0, 6.0], [7.0, 8.0]]))

    expect_close(Z, [[19, 22], [43, 50]], atol=1e-12, hint="Z[i, j] sums X[i, p] * W[p, j] over p")


def test_matrix_multiply_loops_agrees_with_numpy() -> None:
    """Loops and np.matmul give the same numbers, whatever the sizes."""
    rng = np.random.default_rng(0)

    for n, d, k in (2, 3, 4), (4, 1, 3), (1, 5, 1), (3, 2, 2):
        X, W = rng.standard_normal((n, d)), rng.standard_normal((d, k))
        expect_close(matrix_multiply_loops(X, W), X @ W, atol=1e-12)


def test_matrix_multiply_loops_takes_one_number_at_a_time() -> None:
    """It multiplies numbers, not rows, columns or matrices: that is what vectorising is compared with."""
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]).view(OneByOne), np.array([[5.0, 6.0], [7.0, 8.0]]).view(OneByOne)

    Z = matrix_multiply_loops(X, W)

    expect_close(np.array([[Z[i, j] for j in range(2)] for i in range(2)]), [[19, 22], [43, 50]], atol=1e-12)


def test_matrix_multiply_loops_has_three_loops() -> None:
    """One goes over the rows of X, one over the columns of W, and one over what they have in common."""
    one = np.ones((1, 1))

    assert loops(lambda n: matrix_multiply_loops(np.ones((n, 1)), one)), "no Python loop goes over the rows of X"
    assert loops(lambda k: matrix_multiply_loops(one, np.ones((1, k)))), "no Python loop goes over the columns of W"
    inner = loops(lambda d: matrix_multiply_loops(np.ones((1, d)), np.ones((d, 1))))
    assert inner, "no Python loop goes over the columns of X and the rows of W, which it multiplies one by one"


def test_matrix_multiply_loops_follows_the_dtypes() -> None:
    """As np.matmul has it: float32 times float32 is float32, and where one of them is float64, so is the product."""
    hint = "np.zeros makes float64 unless it is told the dtype: np.result_type(X, W)"
    follows_the_dtypes(matrix_multiply_loops, hint)


def test_matrix_multiply_loops_leaves_its_inputs_alone() -> None:
    """The product is a new array."""
    X, W = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]])

    matrix_multiply_loops(X, W)

    expect_unchanged(X, np.array([[1.0, 2.0], [3.0, 4.0]]), "X")
    expect_unchanged(W, np.array([[5.0, 6.0], [7.0, 8.0]]), "W")


def test_matrix_multiply_loops_refuses_inner_dimensions_that_differ() -> None:
    """Loops would run over too few rows, or past the end: a ValueError says so first."""
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((4, 2))))
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((2, 2))))
    expect_error(lambda: matrix_multiply_loops(np.ones((2, 3)), np.ones((1, 2))))


def test_linear_by_hand() -> None:
    """The row [1, 2] gives 1 * 3 + 2 * 5 + 10 = 23 and 1 * 4 + 2 * 6 + 20 = 36."""
    X, W, b = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[3.0, 4.0], [5.0, 6.0]]), np.array([10.0, 20.0])

    expect_close(linear(X=X, W=W, b=b), [[23, 36], [15, 26]], atol=1e-12, hint="Z = X @ W + b")


def test_linear_adds_one_bias_to_each_column() -> None:
    """With weights of 0, every row of the scores is b."""
    Z = linear(np.ones((3, 4)), np.zeros((4, 2)), np.array([1.0, -2.0]))

    expect_close(Z, [[1, -2], [1, -2], [1, -2]], atol=1e-12)


def test_linear_keeps_rows_and_columns_of_one() -> None:
    """One sample is one row of scores, and one output is one column."""
    expect_shape(linear(np.ones((1, 3)), np.ones((3, 2)), np.ones(2)), (1, 2))
    expect_shape(linear(np.ones((4, 3)), np.ones((3, 1)), np.ones(1)), (4, 1))


def test_linear_is_linear_in_its_inputs() -> None:
    """Twice the input, without a bias, gives twice the score."""
    rng = np.random.default_rng(0)
    X, W, b = rng.standard_normal((5, 3)), rng.standard_normal((3, 2)), np.zeros(2)

    expect_close(linear(2 * X, W, b), 2 * linear(X, W, b), atol=1e-12)


def test_linear_follows_the_dtypes() -> None:
    """float32 inputs give float32 scores; where X, W or b is float64, so are the scores."""
    follows_the_dtypes(lambda X, W: linear(X, W, np.ones(2, dtype=np.float32)))
    Z = linear(np.ones((2, 3), dtype=np.float32), np.ones((3, 2), dtype=np.float32), np.ones(2))
    expect_dtype(Z, np.float64, hint="Z += b rounds a float64 b to the dtype of Z: Z + b is a new array")


def test_linear_leaves_its_inputs_alone() -> None:
    """The scores are a new array."""
    X, W, b = np.ones((2, 3)), np.ones((3, 2)), np.ones(2)

    linear(X, W, b)

    expect_unchanged(X, np.ones((2, 3)), "X")
    expect_unchanged(W, np.ones((3, 2)), "W")
    expect_unchanged(b, np.ones(2), "b")


def test_linear_refuses_shapes_that_do_not_fit() -> None:
    """Weights for 2 inputs do not fit 3, nor 4 biases 2 outputs; NumPy's ValueError may say so."""
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((2, 2)), np.ones(2)))
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((2, 3)), np.ones(2)))
    expect_error(lambda: linear(np.ones((5, 3)), np.ones((3, 2)), np.arange(4.0)))
