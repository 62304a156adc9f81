"""What chapter 2.4 means by right."""

import math

import numpy as np
import pytest
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params, logistic_loss_and_grads
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients

from dojo.verdict.expect import expect_close, expect_dtype, expect_error, expect_number, expect_unchanged

NOTHING = np.zeros((1, 1))


def cubes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with the right gradients."""
    return float(sum((p**3).sum() for p in params.values())), {name: 3 * p**2 for name, p in params.items()}


def halves(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with gradients half as large as they should be."""
    loss, grads = cubes(X, y, params)
    return loss, {name: grad / 2 for name, grad in grads.items()}


def flat(factor: float) -> LossFn:
    """Make a loss function with slopes of a quarter of a millionth, and gradients that are a factor too large."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        grads = {name: np.full(param.shape, 2.5e-7 * factor) for name, param in params.items()}
        return float(2.5e-7 * sum(param.sum() for param in params.values())), grads

    return loss_fn


def spoiled(name: str, grad: Array | None) -> LossFn:
    """Make a loss function like `cubes` with one gradient replaced, or left out where it is None."""

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = cubes(X, y, params)
        del grads[name]
        return loss, grads if grad is None else {**grads, name: grad}

    return loss_fn


def expect_nudges(points: list[Params], start: Params, h: float) -> None:
    """Fail unless points that a loss function was called at are no farther off than h, up and down."""
    for name, param in start.items():
        moves = np.array([point[name] - param for point in points])
        for expected, got in (-h, moves.min()), (h, moves.max()):
            assert math.isclose(got, expected, rel_tol=1e-4), (
                f"expected  {name!r} nudged by {expected}\ngot       {got}"
            )


def test_numerical_gradient_of_a_square() -> None:
    """The loss w² has the slope 2w: 6 at w = 3."""
    params: Params = {"w": np.array([3.0])}

    slopes = numerical_gradient(NOTHING, NOTHING, params, lambda X, y, p: (float(p["w"][0] ** 2), {}))

    expect_close(slopes["w"], [6], atol=1e-6)


def test_numerical_gradient_measures_every_entry_of_every_parameter() -> None:
    """The sum of all cubes has the slope 3p² in each entry, whatever the parameters' shapes."""
    rng = np.random.default_rng(0)
    params: Params = {
        "W": rng.standard_normal((3, 4)),
        "b": rng.standard_normal(3),
        "F": rng.standard_normal((2, 2, 2)),
    }

    slopes = numerical_gradient(NOTHING, NOTHING, params, cubes)

    assert set(slopes) == set(params), f"expected  the keys {sorted(params)}\ngot       {sorted(slopes)}"
    for name, param in params.items():
        expect_close(slopes[name], 3 * param**2, atol=1e-6, hint=f"these are the slopes of {name!r}")


def test_numerical_gradient_measures_transposed_parameters() -> None:
    """An array that is no row-major block of memory, such as a transpose, is measured like any other."""
    W = np.arange(1.0, 7.0).reshape(3, 2).T

    slopes = numerical_gradient(NOTHING, NOTHING, {"W": W}, cubes)

    expect_close(slopes["W"], 3 * W**2, atol=1e-6, hint="W.ravel() and W.reshape(-1) are copies here, W.flat is not")


def test_numerical_gradient_measures_entries_that_are_zero() -> None:
    """Biases of 0 have slopes like any others, here of a quarter of a millionth each."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"b": np.zeros(3)}, flat(1))

    expect_close(slopes["b"], np.full(3, 2.5e-7), atol=0, rtol=1e-6, hint="nothing is left out, and nothing rounded")


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
    """The loss function gets X and y as they are: mean(X) * w + sum(y) has the slope mean(X), 0.4."""
    X, y = np.array([[0.1], [0.7]]), np.array([[7.0]])

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        expect_close(X, [[0.1], [0.7]], atol=0, hint="this is the X that loss_fn was given")
        expect_close(y, [[7]], atol=0, hint="this is the y that loss_fn was given")
        return float(X.mean() * params["w"][0]), {}

    slopes = numerical_gradient(X=X, y=y, params={"w": np.array([1.0])}, loss_fn=loss_fn)

    expect_close(slopes["w"], [0.4], atol=1e-6)


def test_numerical_gradient_nudges_by_a_hundred_thousandth_unless_told() -> None:
    """`h` is 1e-5 by default: loss_fn is called that far above and below each entry, and no farther."""
    params, points = Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), list[Params]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        points.append({name: param.copy() for name, param in params.items()})
        return 0.0, {}

    numerical_gradient(NOTHING, NOTHING, params, loss_fn)

    expect_nudges(points, params, 1e-5)


def test_numerical_gradient_of_nan_is_nan() -> None:
    """A loss that is nan has no slope: a 0 would look like one."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"w": np.ones(2)}, lambda X, y, params: (math.nan, {}))

    assert np.isnan(slopes["w"]).all(), f"expected  [nan, nan]\ngot       {slopes['w']}"


def test_numerical_gradient_leaves_the_parameters_alone() -> None:
    """Bit for bit as before: 0.1 + h - 2h + h would not be 0.1."""
    params: Params = {"w": np.array([0.1, 0.2, 0.3]), "b": np.array([[0.7]])}

    numerical_gradient(NOTHING, NOTHING, params, cubes)

    assert list(params) == ["w", "b"], f"expected  the keys w and b, as before\ngot       {list(params)}"
    expect_unchanged(params["w"], np.array([0.1, 0.2, 0.3]), "params['w']")
    expect_unchanged(params["b"], np.array([[0.7]]), "params['b']")


def test_numerical_gradient_leaves_the_parameters_alone_when_the_loss_raises() -> None:
    """A loss function that raises where an entry is nudged up, or down, finds every parameter as it was."""
    for entry, sign in (0, 1), (0, -1), (1, 1):
        params: Params = {"w": np.array([0.1, 0.2])}

        def loss_fn(X: Array, y: Array, params: Params, entry: int = entry, sign: int = sign) -> tuple[float, Params]:
            if sign * params["w"][entry] > sign * (0.1, 0.2)[entry]:
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


def test_relative_error_compares_entries_in_the_same_place() -> None:
    """1, 3 against 3, 1 differ by 2 of 4 in both places, though they are the same numbers."""
    expect_number(relative_error(a=np.array([1.0, 3.0]), b=np.array([3.0, 1.0])), 0.5, atol=1e-12)


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


def test_relative_error_refuses_arrays_that_do_not_fit() -> None:
    """Two entries against three, or a matrix against its transpose."""
    expect_error(lambda: relative_error(np.ones(2), np.ones(3)))
    expect_error(lambda: relative_error(np.ones((2, 3)), np.ones((3, 2))))


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
    """With one slope of b twice as large as it should be, b has the error 1/3, and W next to none."""
    params: Params = {"W": np.array([[1.0, -2.0]]), "b": np.array([2.0, 30.0])}

    errors = check_gradients(NOTHING, NOTHING, params, spoiled("b", np.array([24.0, 2700.0])))

    expect_number(errors["b"], 1 / 3, atol=1e-6, hint="of the entries of b the worst, however large the others are")
    assert errors["W"] < 1e-6, f"expected  an error below 1e-6 for W\ngot       {errors['W']}"


def test_check_gradients_hands_on_h() -> None:
    """With h = 0.1, w³ at 2 is measured as 12.01 against 12: an error of 0.01 / 24.01."""
    errors = check_gradients(NOTHING, NOTHING, {"w": np.array([2.0])}, cubes, h=0.1)

    expect_number(errors["w"], 0.01 / 24.01, atol=1e-9)


def test_check_gradients_nudges_by_a_hundred_thousandth_unless_told() -> None:
    """`h` is 1e-5 by default, and every gradient is measured at the point that was handed in."""
    params, points = Params(w=np.array([1.0, -2.0]), b=np.array([0.5])), list[Params]()

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        points.append({name: param.copy() for name, param in params.items()})
        return cubes(X, y, params)

    check_gradients(X=NOTHING, y=NOTHING, params=params, loss_fn=loss_fn)

    expect_nudges(points, params, 1e-5)


def test_check_gradients_leaves_what_it_is_handed_alone() -> None:
    """The parameters keep their numbers, and loss_fn's own gradients, and the dict that they are in, theirs."""
    params, slope = Params(w=np.array([0.1, 2.0])), np.array([3.0, 5.0])
    grads: Params = {"w": slope}

    check_gradients(NOTHING, NOTHING, params, lambda X, y, params: (cubes(X, y, params)[0], grads))

    assert grads.get("w") is slope, f"expected  loss_fn's own dict of gradients as it was\ngot       {grads}"
    expect_unchanged(slope, np.array([3.0, 5.0]), "the gradient that loss_fn gave")
    expect_unchanged(params["w"], np.array([0.1, 2.0]), "params['w']")


def test_wrong_gradients_names_the_wrong_ones() -> None:
    """Of three candidates, the one with gradients half as large as they should be is wrong, and named once."""
    params: Params = {"w": np.array([1.0, -2.0]), "b": np.array([3.0])}

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
    params: Params = {"w": np.array([0.1, 2.0])}

    assert wrong_gradients(NOTHING, NOTHING, params, {}) == [], "no candidates: expected an empty list"
    assert wrong_gradients(NOTHING, NOTHING, params, {"right": cubes}) == [], "a right one is called wrong"


def test_wrong_gradients_measures_each_candidates_own_loss() -> None:
    """Two right candidates may have different losses: the sum of cubes, and the sum of squares."""

    def squares(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0, 2.0])}, {"cubes": cubes, "squares": squares})

    assert wrong == [], f"expected  [], each being right for its own loss\ngot       {wrong}"


def test_wrong_gradients_judges_by_the_relative_error() -> None:
    """At w = 1000 the slope is 3,000,000, and a measurement off by 0.01 is as good as it gets.

    A gradient of 5e-7 in place of 2.5e-7 is off by next to nothing, but by a third of what both are together.
    """
    steep = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1000.0])}, {"right": cubes})
    shallow = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, {"right": flat(1), "twice": flat(2)})

    assert steep == [], f"expected  []\ngot       {steep}: is the error relative to the size of the gradients?"
    assert shallow == ["twice"], f"expected  ['twice']\ngot       {shallow}: gradients may be small and wrong"


def test_wrong_gradients_takes_gradients_in_any_order() -> None:
    """Gradients come under the names of their parameters, in whatever order."""

    def turned(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = cubes(X, y, params)
        return loss, dict(reversed(grads.items()))

    wrong = wrong_gradients(NOTHING, NOTHING, {"W": np.array([1.0]), "b": np.array([2.0])}, {"turned": turned})

    assert wrong == [], f"expected  []\ngot       {wrong}: look gradients up by name"


def test_wrong_gradients_takes_one_wrong_entry_for_wrong() -> None:
    """One parameter of two, and one entry of three, are enough, also where another entry is far larger."""
    params: Params = {"W": np.array([1.0, 2.0, 30.0]), "b": np.array([1.0])}
    candidates = {"entry": spoiled("W", np.array([3.0, 12.01, 2700.0])), "sign": spoiled("b", np.array([-3.0]))}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    assert wrong == ["entry", "sign"], f"expected  ['entry', 'sign']\ngot       {wrong}"


def test_wrong_gradients_takes_nan_for_wrong() -> None:
    """nan is not above any tolerance, but it is no gradient either; not in the last parameter, nor in the first."""
    params: Params = {"W": np.array([1.0]), "b": np.array([2.0])}
    candidates = {name: spoiled(name, np.array([math.nan])) for name in params}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    assert wrong == ["W", "b"], (
        f"expected  ['W', 'b']\ngot       {wrong}: nan > tolerance is False, and max([0, nan]) is 0"
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
    """An error of 2e-6 passes at the usual 1e-5, and one of 5e-5 does not.

    With tolerance=0.1, errors of 0.08 and 0 in two parameters pass, and 0.04 or 0.07 in both; 0 and 0.15 do not.
    """
    params: Params = {"W": np.array([1.0]), "b": np.array([1.0])}

    def candidate(W: float, b: float) -> LossFn:
        slopes = {name: 3 * (1 + error) / (1 - error) for name, error in (("W", W), ("b", b))}
        return lambda X, y, params: (
            cubes(X, y, params)[0],
            {name: np.array([slope]) for name, slope in slopes.items()},
        )

    usual = {"2e-6": candidate(2e-6, 0), "5e-5": candidate(5e-5, 0)}
    lenient = {
        "0.04": candidate(0.04, 0.04),
        "0.08": candidate(0.08, 0),
        "0.07": candidate(0.07, 0.07),
        "0.15": candidate(0, 0.15),
    }

    wrong = wrong_gradients(X=NOTHING, y=NOTHING, params=params, candidates=usual)
    assert wrong == ["5e-5"], f"expected  ['5e-5']\ngot       {wrong}"
    wrong = wrong_gradients(NOTHING, NOTHING, params, lenient, tolerance=0.1)
    assert wrong == ["0.15"], f"expected  ['0.15'], with tolerance=0.1\ngot       {wrong}"


def test_wrong_gradients_leaves_what_it_is_handed_alone() -> None:
    """Every candidate is checked at the same point, and stays among the candidates."""
    params: Params = {"w": np.array([0.1, 0.2])}
    candidates: dict[str, LossFn] = {"one": cubes, "two": halves}

    wrong_gradients(NOTHING, NOTHING, params, candidates)

    expect_unchanged(params["w"], np.array([0.1, 0.2]), "params['w']")
    assert list(candidates) == ["one", "two"], f"expected  the candidates as before\ngot       {list(candidates)}"
