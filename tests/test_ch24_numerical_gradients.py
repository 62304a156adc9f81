"""What chapter 2.4 means by right."""

import math

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params, logistic_loss_and_grads
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients

from dojo.expect import expect_close, expect_dtype, expect_number, expect_shape, expect_unchanged

NOTHING = np.zeros((1, 1))


def cubes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with the right gradients."""
    return float(sum((p**3).sum() for p in params.values())), {name: 3 * p**2 for name, p in params.items()}


def halves(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with gradients half as large as they should be."""
    loss, grads = cubes(X, y, params)
    return loss, {name: grad / 2 for name, grad in grads.items()}


def spoiled(name: str, grad: Array | None) -> LossFn:
    """Make a loss function like `cubes` with one gradient replaced, or left out where it is None."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = cubes(X, y, params)
        del grads[name]
        return loss, grads if grad is None else {**grads, name: grad}

    return loss_fn


def test_numerical_gradient_of_a_square() -> None:
    """The loss w² has the slope 2w: 6 at w = 3."""
    params: Params = {"w": np.array([3.0])}

    slopes = numerical_gradient(NOTHING, NOTHING, params, lambda X, y, p: (float(p["w"][0] ** 2), {}))

    expect_close(slopes["w"], [6], atol=1e-6)


def test_numerical_gradient_measures_every_entry_of_every_parameter() -> None:
    """The sum of all cubes has the slope 3p² in each entry, whatever the parameters' shapes."""
    rng = np.random.default_rng(0)
    params: Params = {
        "W": rng.standard_normal((2, 3)),
        "b": rng.standard_normal(3),
        "F": rng.standard_normal((2, 2, 2)),
    }

    slopes = numerical_gradient(NOTHING, NOTHING, params, cubes)

    assert set(slopes) == set(params), f"expected  the keys {sorted(params)}\ngot       {sorted(slopes)}"
    for name, param in params.items():
        expect_close(slopes[name], 3 * param**2, atol=1e-6, hint=f"these are the slopes of {name!r}")


def test_numerical_gradient_takes_central_differences() -> None:
    """With h = 0.1, w³ at 2 has the slope (2.1³ - 1.9³) / 0.2 = 12.01; a forward difference would give 12.61."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"w": np.array([2.0])}, cubes, h=0.1)

    expect_close(slopes["w"], [12.01], atol=1e-9, hint="(loss(w + h) - loss(w - h)) / (2 * h)")


def test_numerical_gradient_nudges_one_entry_at_a_time() -> None:
    """The loss w0 * w1 has the slopes w1 and w0, which nudging both at once would mix."""
    params: Params = {"w": np.array([2.0, 5.0])}

    slopes = numerical_gradient(NOTHING, NOTHING, params, lambda X, y, p: (float(p["w"][0] * p["w"][1]), {}))

    expect_close(slopes["w"], [5, 2], atol=1e-6)


def test_numerical_gradient_hands_on_the_data() -> None:
    """The loss function gets X and y as they are: mean(X) * w + sum(y) has the slope mean(X), 2.5."""
    X, y = np.array([[1.0], [4.0]]), np.array([[7.0]])

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        assert y.shape == (1, 1) and y[0, 0] == 7, f"expected  y = [[7.]]\ngot       {y}"
        return float(X.mean() * params["w"][0]), {}

    expect_close(numerical_gradient(X, y, {"w": np.array([1.0])}, loss_fn)["w"], [2.5], atol=1e-6)


def test_numerical_gradient_leaves_the_parameters_alone() -> None:
    """Bit for bit as before: 0.1 + h - 2h + h would not be 0.1."""
    params: Params = {"w": np.array([0.1, 0.2, 0.3]), "b": np.array([[0.7]])}

    numerical_gradient(NOTHING, NOTHING, params, cubes)

    assert list(params) == ["w", "b"], f"expected  the keys w and b, as before\ngot       {list(params)}"
    expect_unchanged(params["w"], np.array([0.1, 0.2, 0.3]), "params['w']")
    expect_unchanged(params["b"], np.array([[0.7]]), "params['b']")


def test_numerical_gradient_leaves_the_parameters_alone_when_the_loss_raises() -> None:
    """A loss function that raises at any call finds every parameter as it was."""
    for calls in 1, 2, 3:
        params: Params = {"w": np.array([0.1, 0.2])}
        left = [calls]

        def loss_fn(X: Array, y: Array, params: Params, left: list[int] = left) -> tuple[float, Params]:
            left[0] -= 1
            if not left[0]:
                raise ZeroDivisionError
            return 0.0, {}

        with pytest.raises(ZeroDivisionError):
            numerical_gradient(NOTHING, NOTHING, params, loss_fn)
        expect_unchanged(params["w"], np.array([0.1, 0.2]), "params['w']")


def test_numerical_gradient_keeps_float32_and_measures_all_the_same() -> None:
    """float32 parameters give float32 slopes, to 1%: a nudge of 1e-5 must not drown in float32's rounding."""
    X = np.ones((1, 1), dtype=np.float32)
    params: Params = {"w": np.array([1.0, 2.0], dtype=np.float32)}

    slopes = numerical_gradient(X, X, params, cubes)

    expect_dtype(slopes["w"], np.float32)
    expect_close(slopes["w"], [3, 12], atol=0, rtol=0.01, hint="nudge float64 copies: float32 cannot hold 1.00001")


def test_relative_error_by_hand() -> None:
    """1 against 3 differ by 2 of 4; 10 against 10 by nothing: the worst entry is 0.5."""
    error = relative_error(np.array([1.0, 10.0]), np.array([3.0, 10.0]))

    expect_number(error, 0.5, atol=1e-12, hint="abs(a - b) / (abs(a) + abs(b)), then the largest")


def test_relative_error_takes_the_worst_entry() -> None:
    """One entry in a hundred of the wrong sign is an error of 1, however right the others are."""
    a = np.ones((10, 10))
    b = a.copy()
    b[7, 3] = -1

    expect_number(relative_error(a, b), 1, atol=1e-12, hint="the worst entry, not the mean")


def test_relative_error_of_equal_arrays_is_zero() -> None:
    """Also where both are 0."""
    expect_number(relative_error(np.array([0.0, -2.0]), np.array([0.0, -2.0])), 0, atol=0)
    expect_number(relative_error(np.zeros((2, 2)), np.zeros((2, 2))), 0, atol=0)


def test_relative_error_forgives_dust() -> None:
    """1e-12 against 0 is 1e-12 / 1e-8 = 0.0001, not 1: below 1e-8 the scale is 1e-8."""
    expect_number(relative_error(np.array([1e-12]), np.array([0.0])), 1e-4, atol=1e-12, hint="max(1e-8, |a| + |b|)")


def test_relative_error_does_not_depend_on_scale_and_order() -> None:
    """A thousand times both arrays, or both swapped, is the same error."""
    a, b = np.array([0.3, -4.0]), np.array([0.2, -5.0])

    expect_number(relative_error(1000 * a, 1000 * b), 0.2, atol=1e-12)
    expect_number(relative_error(b, a), 0.2, atol=1e-12)


def test_relative_error_of_nan_is_nan() -> None:
    """A nan must not look like a small error."""
    error = relative_error(np.array([1.0, math.nan]), np.array([1.0, 2.0]))

    assert math.isnan(error), f"expected  nan\ngot       {error}"


def test_relative_error_leaves_its_inputs_alone() -> None:
    """a and b keep their numbers."""
    a, b = np.array([-1.0, 2.0]), np.array([3.0, -4.0])

    relative_error(a, b)

    expect_unchanged(a, np.array([-1.0, 2.0]), "a")
    expect_unchanged(b, np.array([3.0, -4.0]), "b")


def test_check_gradients_finds_right_gradients_right() -> None:
    """Logistic regression's own gradients agree with measured ones to better than 1e-6."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((6, 3)), np.array([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
    params: Params = {"W": rng.standard_normal((3, 1)), "b": rng.standard_normal(1)}

    errors = check_gradients(X, y, params, logistic_loss_and_grads)

    assert set(errors) == {"W", "b"}, f"expected  an error for W and one for b\ngot       {errors}"
    for name, error in errors.items():
        assert error < 1e-6, f"expected  an error below 1e-6 for {name}\ngot       {error}"


def test_check_gradients_says_which_parameter_is_wrong() -> None:
    """With the gradient of b twice as large as it should be, b has the error 1/3, and W next to none."""
    params: Params = {"W": np.array([[1.0, -2.0]]), "b": np.array([2.0])}

    errors = check_gradients(NOTHING, NOTHING, params, spoiled("b", np.array([24.0])))

    expect_number(errors["b"], 1 / 3, atol=1e-6)
    assert errors["W"] < 1e-6, f"expected  an error below 1e-6 for W\ngot       {errors['W']}"


def test_check_gradients_hands_on_h() -> None:
    """With h = 0.1, w³ at 2 is measured as 12.01 against 12: an error of 0.01 / 24.01."""
    errors = check_gradients(NOTHING, NOTHING, {"w": np.array([2.0])}, cubes, h=0.1)

    expect_number(errors["w"], 0.01 / 24.01, atol=1e-9)


def test_wrong_gradients_names_the_wrong_ones() -> None:
    """Of three candidates, the one with gradients half as large as they should be is wrong."""
    params: Params = {"w": np.array([1.0, -2.0])}

    wrong = wrong_gradients(NOTHING, NOTHING, params, {"first": cubes, "second": halves, "third": cubes})

    assert wrong == ["second"], f"expected  ['second']\ngot       {wrong}"


def test_wrong_gradients_finds_the_missing_two() -> None:
    """The mean squared error's gradient without the 2 of the square's derivative is wrong, the one with it is not."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((5, 2)), rng.standard_normal((5, 1))
    params: Params = {"W": rng.standard_normal((2, 1))}

    def with_two(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        E = X @ params["W"] - y
        return float((E**2).mean()), {"W": 2 * X.T @ E / len(X)}

    def without_two(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        E = X @ params["W"] - y
        return float((E**2).mean()), {"W": X.T @ E / len(X)}

    wrong = wrong_gradients(X, y, params, {"without": without_two, "with": with_two})

    assert wrong == ["without"], f"expected  ['without']\ngot       {wrong}"


def test_wrong_gradients_keeps_the_order_of_the_candidates() -> None:
    """Names come in the order in which they were given, not by the alphabet."""
    candidates: dict[str, LossFn] = {"z": halves, "m": cubes, "a": halves, "k": halves}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, candidates)

    assert wrong == ["z", "a", "k"], f"expected  ['z', 'a', 'k']\ngot       {wrong}"


def test_wrong_gradients_of_right_ones_is_empty() -> None:
    """No candidates, or right ones only, give an empty list."""
    params: Params = {"w": np.array([1.0, 2.0])}

    assert wrong_gradients(NOTHING, NOTHING, params, {}) == [], "no candidates: expected an empty list"
    assert wrong_gradients(NOTHING, NOTHING, params, {"right": cubes}) == [], "a right one is called wrong"


def test_wrong_gradients_measures_each_candidates_own_loss() -> None:
    """Two right candidates may have different losses: the sum of cubes, and the sum of squares."""

    def squares(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0, 2.0])}, {"cubes": cubes, "squares": squares})

    assert wrong == [], f"expected  [], each being right for its own loss\ngot       {wrong}"


def test_wrong_gradients_judges_by_the_relative_error() -> None:
    """At w = 1000 the slope is 3,000,000, and a measurement off by 0.01 is as good as it gets."""
    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1000.0])}, {"right": cubes})

    assert wrong == [], f"expected  []\ngot       {wrong}: is the error relative to the size of the gradients?"


def test_wrong_gradients_takes_one_wrong_entry_for_wrong() -> None:
    """One parameter of two, and one entry of three, are enough."""
    params: Params = {"W": np.array([1.0, 2.0, 3.0]), "b": np.array([1.0])}
    candidates = {"entry": spoiled("W", np.array([3.0, 12.0, 27.01])), "sign": spoiled("b", np.array([-3.0]))}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    assert wrong == ["entry", "sign"], f"expected  ['entry', 'sign']\ngot       {wrong}"


def test_wrong_gradients_takes_nan_for_wrong() -> None:
    """nan is not above any tolerance, but it is no gradient either."""
    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, {"nan": spoiled("w", np.array([math.nan]))})

    assert wrong == ["nan"], (
        f"expected  ['nan']\ngot       {wrong}: nan > tolerance is False, and so is nan <= tolerance"
    )


def test_wrong_gradients_takes_a_missing_gradient_for_wrong() -> None:
    """A parameter without a gradient is never trained."""
    params: Params = {"W": np.array([1.0]), "b": np.array([1.0])}

    wrong = wrong_gradients(NOTHING, NOTHING, params, {"right": cubes, "no b": spoiled("b", None)})

    assert wrong == ["no b"], f"expected  ['no b']\ngot       {wrong}"


def test_wrong_gradients_takes_a_wrong_shape_for_wrong() -> None:
    """(1, 2), (2, 1) and (2, 2) broadcast with (2,) in silence, but only (2,) is the parameter's shape."""
    params: Params = {"w": np.array([1.0, 1.0])}

    shapes = {"row": (1, 2), "column": (2, 1), "plane": (2, 2)}

    wrong = wrong_gradients(
        NOTHING, NOTHING, params, {name: spoiled("w", np.full(s, 3.0)) for name, s in shapes.items()}
    )

    assert wrong == list(shapes), f"expected  {list(shapes)}\ngot       {wrong}"


def test_wrong_gradients_has_a_tolerance() -> None:
    """Gradients 1% off are wrong at the usual 1e-5, and right if told to tolerate 0.1."""
    candidates = {"1% off": spoiled("w", np.array([3.03]))}
    params: Params = {"w": np.array([1.0])}

    strict = wrong_gradients(NOTHING, NOTHING, params, candidates)
    lenient = wrong_gradients(NOTHING, NOTHING, params, candidates, tolerance=0.1)

    assert strict == ["1% off"], f"expected  ['1% off']\ngot       {strict}"
    assert lenient == [], f"expected  [], with tolerance=0.1\ngot       {lenient}"


def test_wrong_gradients_leaves_the_parameters_alone() -> None:
    """Every candidate is checked at the same point."""
    params: Params = {"w": np.array([0.1, 0.2])}

    wrong_gradients(NOTHING, NOTHING, params, {"one": cubes, "two": halves})

    expect_unchanged(params["w"], np.array([0.1, 0.2]), "params['w']")
    expect_shape(params["w"], (2,))
