"""What else the author of a library minds in chapter 2.4."""

import math

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients

from dojo.verdict.expect import (
    expect_close,
    expect_dtype,
    expect_error,
    expect_float,
    expect_number,
    expect_unchanged,
)

NOTHING = np.zeros((1, 1))


def cubes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with the right gradients."""
    return float(sum((p**3).sum() for p in params.values())), {name: 3 * p**2 for name, p in params.items()}


def spoiled(name: str, grad: Array) -> LossFn:
    """Make a loss function like `cubes` with one gradient replaced."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = cubes(X, y, params)
        return loss, {**grads, name: grad.copy()}

    return loss_fn


def expect_nudges(points: list[Params], start: Params, h: float) -> None:
    """Fail unless points that a loss function was called at are no farther off than h, up and down."""
    for name, param in start.items():
        moves = np.array([point[name] - param for point in points])
        for expected, got in (-h, moves.min()), (h, moves.max()):
            assert math.isclose(got, expected, rel_tol=1e-4), (
                f"expected  {name!r} nudged by {expected}\ngot       {got}"
            )


def test_numerical_gradient_leaves_the_parameters_alone() -> None:
    """The parameters are the same bit for bit: 0.1 + h - 2h + h is not 0.1, so keep the old value, or nudge a copy.

    value = param[index]
    param[index] = value + h
    …
    param[index] = value
    """
    params: Params = {"w": np.array([0.1, 0.2, 0.3]), "b": np.array([[0.7]])}

    numerical_gradient(NOTHING, NOTHING, params, cubes)

    assert list(params) == ["w", "b"], f"expected  the keys w and b, as before\ngot       {list(params)}"
    expect_unchanged(params["w"], np.array([0.1, 0.2, 0.3]), "params['w']")
    expect_unchanged(params["b"], np.array([[0.7]]), "params['b']")


def test_numerical_gradient_leaves_the_parameters_alone_when_the_loss_raises() -> None:
    """A loss function that raises halfway finds every parameter as it was: nudge copies, not the caller's arrays.

    nudged = {name: param.astype(np.float64) for name, param in params.items()}
    """
    for entry, sign in (0, 1), (0, -1), (1, 1):
        params: Params = {"w": np.array([0.1, 0.2])}

        def loss_fn(X: Array, y: Array, params: Params, entry: int = entry, sign: int = sign) -> tuple[float, Params]:
            if sign * params["w"][entry] > sign * (0.1, 0.2)[entry]:
                raise ZeroDivisionError
            return 0.0, {}

        with pytest.raises(ZeroDivisionError):
            numerical_gradient(NOTHING, NOTHING, params, loss_fn)
        expect_unchanged(params["w"], np.array([0.1, 0.2]), "params['w']")


def test_numerical_gradient_keeps_float32() -> None:
    """float32 parameters give float32 slopes, right to 1%: nudge float64 copies, since 1.00001 is too fine for float32.

    nudged = {name: param.astype(np.float64) for name, param in params.items()}
    slopes = {name: np.zeros_like(param) for name, param in params.items()}
    """
    X = np.ones((1, 1), dtype=np.float32)
    params: Params = {"w": np.array([1.0, 2.0], dtype=np.float32)}

    slopes = numerical_gradient(X, X, params, cubes)

    expect_close(slopes["w"], [3, 12], atol=0, rtol=0.01)
    expect_dtype(slopes["w"], np.float32)


def test_numerical_gradient_measures_transposed_parameters() -> None:
    """A parameter that is a transpose is measured like any other: its ravel() and reshape(-1) are copies.

    for index in np.ndindex(param.shape):
        param[index] = …
    """
    W = np.arange(1.0, 7.0).reshape(3, 2).T

    slopes = numerical_gradient(NOTHING, NOTHING, {"W": W}, cubes)

    expect_close(slopes["W"], [[3, 27, 75], [12, 48, 108]], atol=1e-6)


def test_numerical_gradient_nudges_by_a_hundred_thousandth_unless_told() -> None:
    """`h` is 1e-5 by default, as in the stub, where the bend of the loss and rounding disturb least.

    def numerical_gradient(X, y, params, loss_fn, h=1e-5):
    """
    params, points = Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), list[Params]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        points.append({name: param.copy() for name, param in params.items()})
        return 0.0, {}

    numerical_gradient(NOTHING, NOTHING, params, loss_fn)

    expect_nudges(points, Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), 1e-5)


def test_numerical_gradient_of_nan_is_nan() -> None:
    """A loss that is nan has slopes that are nan: a 0 would look like a slope.

    slopes[name][index] = (loss_up - loss_down) / (2 * h)  # without np.nan_to_num
    """
    slopes = numerical_gradient(NOTHING, NOTHING, {"w": np.ones(2)}, lambda X, y, params: (math.nan, {}))

    assert np.isnan(slopes["w"]).all(), f"expected  [nan, nan]\ngot       {slopes['w']}"


def test_relative_error_refuses_arrays_that_do_not_fit() -> None:
    """Arrays of different shapes raise a ValueError: NumPy would compare (2,) with (2, 1) in four pairs.

    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, but b has shape {b.shape}")
    """
    expect_error(lambda: relative_error(np.ones(2), np.ones(3)))
    expect_error(lambda: relative_error(np.ones((2, 3)), np.ones((3, 2))))
    expect_error(lambda: relative_error(np.ones(2), np.ones((2, 1))))
    expect_error(lambda: relative_error(np.ones((2, 1)), np.ones(2)))


def test_relative_error_of_nan_is_nan() -> None:
    """A nan among the entries makes the error nan: np.max keeps it, and Python's max may lose it.

    return float(np.max(errors))
    """
    for a in [1.0, math.nan, 3.0], [math.nan, 2.0, 3.0]:
        error = relative_error(np.array(a), np.array([1.0, 2.0, 3.0]))

        assert math.isnan(error), f"expected  nan\ngot       {error}"


def test_relative_error_has_a_floor() -> None:
    """The 1e-8 replaces a smaller scale, and is not added to it: 1e-8 against 0 is an error of 1.

    scale = np.maximum(1e-8, np.abs(a) + np.abs(b))
    """
    expect_number(relative_error(np.array([1e-8]), np.array([0.0])), 1, atol=1e-9)


def test_relative_error_sees_the_ninth_digit() -> None:
    """1 and 1.000000001 have an error of 5e-10: in float32 they would be equal.

    np.abs(a - b)  # in the dtype of a and b
    """
    expect_number(relative_error(np.array([1.0]), np.array([1 + 1e-9])), 5e-10, atol=1e-14)


def test_relative_error_leaves_its_inputs_alone() -> None:
    """a and b keep their numbers: a - b makes a new array, a -= b writes into the caller's.

    errors = np.abs(a - b)
    """
    a, b = np.array([-1.0, 2.0]), np.array([3.0, -4.0])

    relative_error(a, b)

    expect_unchanged(a, np.array([-1.0, 2.0]), "a")
    expect_unchanged(b, np.array([3.0, -4.0]), "b")


def test_relative_error_gives_a_float() -> None:
    """The error is a float, Python's or NumPy's: an array without axes prints like one, but is not one.

    return float(np.max(errors))
    """
    expect_float(relative_error(np.array([1.0, 10.0]), np.array([3.0, 10.0])))


def test_check_gradients_nudges_by_a_hundred_thousandth_unless_told() -> None:
    """`h` is 1e-5 by default, and loss_fn is called at the given point and 1e-5 around it, nowhere else.

    def check_gradients(X, y, params, loss_fn, h=1e-5):
    """
    params, points = Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), list[Params]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        points.append({name: param.copy() for name, param in params.items()})
        return cubes(X, y, params)

    check_gradients(NOTHING, NOTHING, params, loss_fn)

    expect_nudges(points, Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), 1e-5)


def test_check_gradients_of_nan_is_nan() -> None:
    """A gradient that is nan has an error of nan: a 0 would call it right.

    {name: relative_error(grads[name], slope) for name, slope in slopes.items()}
    """
    errors = check_gradients(NOTHING, NOTHING, {"w": np.array([2.0])}, spoiled("w", np.array([math.nan])))

    assert math.isnan(errors["w"]), f"expected  nan\ngot       {errors['w']}"


def test_check_gradients_leaves_the_gradients_alone() -> None:
    """loss_fn's own gradients, and the dict that they are in, do not change: put the errors into a dict of your own.

    errors = {name: relative_error(grads[name], slope) for name, slope in slopes.items()}
    """
    slope = np.array([3.0, 5.0])
    grads: Params = {"w": slope}

    check_gradients(NOTHING, NOTHING, {"w": np.array([0.1, 2.0])}, lambda X, y, p: (cubes(X, y, p)[0], grads))

    assert grads.get("w") is slope, f"expected  loss_fn's own dict of gradients as it was\ngot       {grads}"
    expect_unchanged(slope, np.array([3.0, 5.0]), "the gradient that loss_fn gave")


def test_check_gradients_finds_errors_below_a_millionth() -> None:
    """Right gradients in float64 agree to better than 1e-8: check in float64, since float32 has seven digits.

    _, grads = loss_fn(X, y, params)  # the params as they are
    """
    errors = check_gradients(NOTHING, NOTHING, {"w": np.array([1.1, 2.3])}, cubes)

    assert errors["w"] < 1e-8, f"expected  an error below 1e-8\ngot       {errors['w']}"


def test_wrong_gradients_takes_nan_for_wrong() -> None:
    """A gradient that is nan is wrong: nan > tolerance is False, so ask whether the error is at most the tolerance.

    if not all(error <= tolerance for error in errors.values()):
        wrong.append(name)
    """
    params: Params = {"W": np.array([1.0]), "b": np.array([2.0])}
    candidates = {name: spoiled(name, np.array([math.nan])) for name in ("W", "b")}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    assert list(wrong) == ["W", "b"], f"expected  ['W', 'b']\ngot       {wrong}: max([0, nan]) is 0"


def test_wrong_gradients_refuses_shapes_that_broadcast() -> None:
    """A gradient of shape (1, 2), (2, 1) or (2, 2) is wrong for (2,), though NumPy subtracts them: compare the shapes.

    if grads[name].shape != params[name].shape:
        return False
    """
    shapes = {"row": (1, 2), "column": (2, 1), "plane": (2, 2)}
    candidates = {name: spoiled("w", np.full(shape, 3.0)) for name, shape in shapes.items()}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0, 1.0])}, candidates)

    assert list(wrong) == ["row", "column", "plane"], f"expected  ['row', 'column', 'plane']\ngot       {wrong}"


def test_wrong_gradients_gives_a_list() -> None:
    """The names come as a list, as the stub says.

    return [name for name, loss_fn in candidates.items() if …]
    """
    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, {"minus": spoiled("w", np.array([-3.0]))})

    assert wrong == ["minus"], f"expected  ['minus']\ngot       {wrong}"


def test_wrong_gradients_leaves_its_inputs_alone() -> None:
    """Every candidate is checked at the same point, and stays among the candidates.

    wrong = [name for name in candidates if …]  # not del candidates[name]
    """
    params: Params = {"w": np.array([0.1, 0.2])}
    candidates: dict[str, LossFn] = {"one": cubes, "two": spoiled("w", np.array([1.0, 1.0]))}

    wrong_gradients(NOTHING, NOTHING, params, candidates)

    expect_unchanged(params["w"], np.array([0.1, 0.2]), "params['w']")
    assert list(candidates) == ["one", "two"], f"expected  the candidates as before\ngot       {list(candidates)}"


def test_wrong_gradients_takes_arguments_by_name() -> None:
    """The parameters have the names of the stub, so that a caller may pass them by name.

    def wrong_gradients(X, y, params, candidates, tolerance=1e-5):
    """
    params: Params = {"w": np.array([1.0])}

    wrong = wrong_gradients(X=NOTHING, y=NOTHING, params=params, candidates={"right": cubes}, tolerance=1e-5)

    assert list(wrong) == [], f"expected  []\ngot       {wrong}"
