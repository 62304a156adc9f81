"""What chapter 2.4 means by right."""

from typing import Any, cast

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params
from ch24_numerical_gradients import check_gradients, numerical_gradient, relative_error, wrong_gradients

from dojo.verdict.expect import expect_close, expect_number

NOTHING = np.zeros((1, 1))


def cubes(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with the right gradients."""
    return float(sum((p**3).sum() for p in params.values())), {name: 3 * p**2 for name, p in params.items()}


def halves(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the sum of all cubes, with gradients half as large as they should be."""
    loss, grads = cubes(X, y, params)
    return loss, {name: grad / 2 for name, grad in grads.items()}


def squared_errors(X: Array, y: Array, params: Params) -> tuple[float, Params]:
    """Compute the mean squared error of a linear model with a bias, with the right gradients."""
    E = X @ params["W"] + params["b"] - y
    return float((E**2).mean()), {"W": 2 * X.T @ E / len(X), "b": 2 * E.mean(axis=0)}


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
        return loss, grads if grad is None else {**grads, name: grad.copy()}

    return loss_fn


def off_by(W: float, b: float) -> LossFn:
    """Make a loss function like `cubes` whose gradients at 1 have these relative errors."""
    slopes = {name: 3 * (1 + error) / (1 - error) for name, error in (("W", W), ("b", b))}
    return lambda X, y, params: (cubes(X, y, params)[0], {name: np.array([slope]) for name, slope in slopes.items()})


def expect_keys(actual: Any, *names: str) -> None:
    """Fail unless a result is a dict with these keys."""
    got = f"{type(actual).__name__}: {actual}" if actual is not None else "None: is its `return` missing?"
    if isinstance(actual, dict):
        keys = sorted(cast(dict[str, Any], actual))
        assert keys == sorted(names), f"expected  the keys {sorted(names)}\ngot       {keys}"
    else:
        raise AssertionError(f"expected  a dict with the keys {sorted(names)}\ngot       {got}")


def expect_names(actual: Any, names: list[str], hint: str = "") -> None:
    """Fail unless a result is a list, or a tuple, of these names in this order."""
    got = actual if actual is not None else "None: is its `return` missing?"
    right = isinstance(got, list | tuple) and list(cast(list[str], got)) == names
    assert right, f"expected  {names}\ngot       {got}\n{hint}".rstrip()


def test_numerical_gradient_of_a_square() -> None:
    """The loss w² has a slope of 2w: 6 at w = 3, under the key of w."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"w": np.array([3.0])}, lambda X, y, p: (float(p["w"][0] ** 2), {}))

    expect_keys(slopes, "w")
    expect_close(slopes["w"], [6], atol=1e-6)


def test_numerical_gradient_takes_central_differences() -> None:
    """With h = 0.1, w³ at 2 has a slope of (2.1³ - 1.9³) / 0.2 = 12.01; a forward difference would give 12.61."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"w": np.array([2.0])}, cubes, h=0.1)

    expect_close(slopes["w"], [12.01], atol=1e-6, hint="(loss(w + h) - loss(w - h)) / (2 * h)")


def test_numerical_gradient_nudges_one_entry_at_a_time() -> None:
    """The loss w0 * w1 * w2 at 2, 5, 3 has slopes of 15, 6 and 10, which nudging all at once would mix."""
    params: Params = {"w": np.array([2.0, 5.0, 3.0])}

    slopes = numerical_gradient(NOTHING, NOTHING, params, lambda X, y, p: (float(np.prod(p["w"])), {}))

    expect_close(slopes["w"], [15, 6, 10], atol=1e-6)


def test_numerical_gradient_measures_every_entry_of_every_parameter() -> None:
    """The sum of all cubes has a slope of 3p² in each entry, whatever the parameters' shapes."""
    shapes = {"W": (3, 4), "b": (3,), "F": (2, 2, 2)}
    start = {name: np.random.default_rng(0).standard_normal(shape) for name, shape in shapes.items()}

    slopes = numerical_gradient(NOTHING, NOTHING, {name: p.copy() for name, p in start.items()}, cubes)

    expect_keys(slopes, *shapes)
    for name, param in start.items():
        expect_close(slopes[name], 3 * param**2, atol=1e-6, hint=f"these are the slopes of {name!r}")


def test_numerical_gradient_measures_entries_that_are_zero() -> None:
    """Biases of 0 have slopes like any others, here of a quarter of a millionth each."""
    slopes = numerical_gradient(NOTHING, NOTHING, {"b": np.zeros(3)}, flat(1))

    expect_close(slopes["b"], np.full(3, 2.5e-7), atol=0, rtol=1e-3, hint="nothing is left out, and nothing rounded")


def test_numerical_gradient_passes_the_data_on() -> None:
    """The loss function gets X and y unchanged: mean(X) * w has a slope of mean(X), 0.4."""
    X, y = np.array([[0.1], [0.7], [0.4]]), np.array([[7.0]])

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        expect_close(X, [[0.1], [0.7], [0.4]], atol=1e-12, hint="this is the X that loss_fn was given")
        expect_close(y, [[7]], atol=1e-12, hint="this is the y that loss_fn was given")
        return float(X.mean() * params["w"][0]), {}

    slopes = numerical_gradient(X, y, {"w": np.array([1.0])}, loss_fn)

    expect_close(slopes["w"], [0.4], atol=1e-6)


def test_numerical_gradient_puts_the_parameters_back() -> None:
    """After the measurement the caller's parameters are what they were."""
    params: Params = {"w": np.array([0.1, 0.2, 0.3]), "b": np.array([[0.7]])}

    numerical_gradient(NOTHING, NOTHING, params, cubes)

    expect_keys(params, "w", "b")
    expect_close(params["w"], [0.1, 0.2, 0.3], atol=1e-9, hint="this is the caller's params['w'] after the call")
    expect_close(params["b"], [[0.7]], atol=1e-9, hint="this is the caller's params['b'] after the call")


def test_relative_error_by_hand() -> None:
    """10 against 10 differ by nothing, 1 against 3 by 2 of 4, 4 against 5 by 1 of 9: the worst is 0.5."""
    error = relative_error(np.array([10.0, 1.0, 4.0]), np.array([10.0, 3.0, 5.0]))

    expect_number(error, 0.5, atol=1e-6, hint="abs(a - b) / (abs(a) + abs(b)), then the largest")


def test_relative_error_takes_the_worst_entry() -> None:
    """One entry in a hundred of the wrong sign is an error of 1, however right the others are."""
    a, b = np.ones((10, 10)), np.ones((10, 10))
    b[7, 3] = -1

    expect_number(relative_error(a, b), 1, atol=1e-6, hint="the worst entry, not the mean")


def test_relative_error_compares_entries_in_the_same_place() -> None:
    """1, 3, 2 against 3, 1, 2 differ by 2 of 4 in two positions, though they are the same numbers."""
    expect_number(relative_error(np.array([1.0, 3.0, 2.0]), np.array([3.0, 1.0, 2.0])), 0.5, atol=1e-6)


def test_relative_error_does_not_depend_on_scale_and_order() -> None:
    """0.3 and -4 against 0.2 and -5 have an error of 0.2, and so do a thousand times both, or both swapped."""
    a, b = [0.3, -4.0], [0.2, -5.0]

    expect_number(relative_error(np.array(a), np.array(b)), 0.2, atol=1e-6)
    expect_number(relative_error(1000 * np.array(a), 1000 * np.array(b)), 0.2, atol=1e-6)
    expect_number(relative_error(np.array(b), np.array(a)), 0.2, atol=1e-6)


def test_relative_error_of_equal_arrays_is_zero() -> None:
    """Equal entries have no error, also where both are 0."""
    expect_number(relative_error(np.array([0.5, -2.0, 3.0]), np.array([0.5, -2.0, 3.0])), 0, atol=1e-9)
    expect_number(relative_error(np.zeros((2, 2)), np.zeros((2, 2))), 0, atol=1e-9, hint="0 / 0 is nan")


def test_relative_error_forgives_dust() -> None:
    """1e-12 against 0 is 1e-12 / 1e-8 = 0.0001, not 1: below 1e-8 the scale is 1e-8."""
    expect_number(relative_error(np.array([1e-12]), np.array([0.0])), 1e-4, atol=1e-6, hint="max(1e-8, |a| + |b|)")


def test_check_gradients_finds_right_gradients_right() -> None:
    """The right gradients of a mean squared error agree with measured ones to better than 1e-6."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((6, 3)), rng.standard_normal((6, 1))
    params: Params = {"W": rng.standard_normal((3, 1)), "b": rng.standard_normal(1)}

    errors = check_gradients(X, y, params, squared_errors)

    expect_keys(errors, "W", "b")
    for name, error in errors.items():
        assert error < 1e-6, f"expected  an error below 1e-6 for {name}\ngot       {error}"


def test_check_gradients_says_which_parameter_is_wrong() -> None:
    """With one slope of b twice as large as it should be, b has an error of 1/3, and W next to none."""
    params: Params = {"W": np.array([[1.0, -2.0]]), "b": np.array([2.0, 30.0])}

    errors = check_gradients(NOTHING, NOTHING, params, spoiled("b", np.array([24.0, 2700.0])))

    expect_keys(errors, "W", "b")
    expect_number(errors["b"], 1 / 3, atol=1e-6, hint="of the entries of b the worst, however large the others are")
    assert errors["W"] < 1e-6, f"expected  an error below 1e-6 for W\ngot       {errors['W']}"


def test_check_gradients_passes_h_on() -> None:
    """With h = 0.1, w³ at 2 is measured as 12.01, while the gradient says 12: an error of 0.01 / 24.01."""
    errors = check_gradients(NOTHING, NOTHING, {"w": np.array([2.0])}, cubes, h=0.1)

    expect_number(errors["w"], 0.01 / 24.01, atol=1e-8)


def test_check_gradients_leaves_the_parameters_alone() -> None:
    """After the check the caller's parameters are what they were."""
    params: Params = {"w": np.array([0.1, 2.0])}

    check_gradients(NOTHING, NOTHING, params, cubes)

    expect_keys(params, "w")
    expect_close(params["w"], [0.1, 2], atol=1e-9, hint="this is the caller's params['w'] after the call")


def test_wrong_gradients_names_the_wrong_ones() -> None:
    """The one of three candidates whose gradients are half as large as they should be is wrong, and named once."""
    params: Params = {"w": np.array([1.0, -2.0]), "b": np.array([3.0])}

    wrong = wrong_gradients(NOTHING, NOTHING, params, {"first": cubes, "second": halves, "third": cubes})

    expect_names(wrong, ["second"])


def test_wrong_gradients_finds_the_missing_two() -> None:
    """The mean squared error's gradient without the 2 of the square's derivative is wrong, the one with it is not."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((5, 2)), rng.standard_normal((5, 1))
    params: Params = {"W": rng.standard_normal((2, 1)), "b": rng.standard_normal(1)}

    def without_two(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = squared_errors(X, y, params)
        return loss, {name: grad / 2 for name, grad in grads.items()}

    wrong = wrong_gradients(X, y, params, {"without": without_two, "with": squared_errors})

    expect_names(wrong, ["without"])


def test_wrong_gradients_keeps_the_order_of_the_candidates() -> None:
    """Names come in the order in which they were given, not in alphabetical order."""
    candidates: dict[str, LossFn] = {"z": halves, "m": cubes, "a": halves, "k": halves}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, candidates)

    expect_names(wrong, ["z", "a", "k"])


def test_wrong_gradients_of_right_ones_is_empty() -> None:
    """No candidates, or right ones only, give an empty list."""
    params: Params = {"w": np.array([0.1, 2.0])}

    expect_names(wrong_gradients(NOTHING, NOTHING, params, {}), [], "there are no candidates")
    expect_names(wrong_gradients(NOTHING, NOTHING, params, {"right": cubes}), [], "the one candidate is right")


def test_wrong_gradients_measures_each_candidates_own_loss() -> None:
    """Two right candidates may have different losses: the sum of cubes, and the sum of squares."""

    def squares(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}

    wrong = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0, 2.0])}, {"cubes": cubes, "squares": squares})

    expect_names(wrong, [], "each is right for its own loss")


def test_wrong_gradients_judges_by_the_relative_error() -> None:
    """At w = 1000 the slope is 3,000,000, and a measurement off by 0.01 is as good as it gets.

    A gradient of 5e-7 where 2.5e-7 is right is off by next to nothing, but by a third of what both are together.
    """
    steep = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1000.0])}, {"right": cubes})
    shallow = wrong_gradients(NOTHING, NOTHING, {"w": np.array([1.0])}, {"right": flat(1), "twice": flat(2)})

    expect_names(steep, [], "the gradient is right, and large: the error is relative to its size")
    expect_names(shallow, ["twice"], "a gradient may be small and wrong")


def test_wrong_gradients_has_a_tolerance() -> None:
    """An error of 2e-6 passes at the usual tolerance of 1e-5, and one of 5e-5 does not."""
    params: Params = {"W": np.array([1.0]), "b": np.array([1.0])}

    wrong = wrong_gradients(NOTHING, NOTHING, params, {"2e-6": off_by(2e-6, 0), "5e-5": off_by(5e-5, 0)})

    expect_names(wrong, ["5e-5"])


def test_wrong_gradients_takes_a_tolerance() -> None:
    """With tolerance=0.1, errors of 0.08 and 0 in two parameters pass, and 0.07 in both; 0 and 0.15 do not."""
    params: Params = {"W": np.array([1.0]), "b": np.array([1.0])}
    candidates = {"0.08": off_by(0.08, 0), "0.07": off_by(0.07, 0.07), "0.15": off_by(0, 0.15)}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates, tolerance=0.1)

    expect_names(wrong, ["0.15"], "the tolerance is 0.1, for each parameter by itself")


def test_wrong_gradients_takes_one_wrong_entry_for_wrong() -> None:
    """One parameter of two, and one entry of three, are enough, also where another entry is far larger."""
    params: Params = {"W": np.array([1.0, 2.0, 30.0]), "b": np.array([1.0])}
    candidates = {"entry": spoiled("W", np.array([3.0, 12.01, 2700.0])), "sign": spoiled("b", np.array([-3.0]))}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    expect_names(wrong, ["entry", "sign"])


def test_wrong_gradients_takes_gradients_in_any_order() -> None:
    """Gradients come under the names of their parameters, in any order."""

    def turned(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = cubes(X, y, params)
        return loss, dict(reversed(grads.items()))

    wrong = wrong_gradients(NOTHING, NOTHING, {"W": np.array([1.0]), "b": np.array([2.0])}, {"turned": turned})

    expect_names(wrong, [], "the gradients are right: look them up by name")


def test_wrong_gradients_takes_a_missing_gradient_for_wrong() -> None:
    """A parameter without a gradient is never trained."""
    params: Params = {"W": np.array([1.0]), "b": np.array([1.0])}

    wrong = wrong_gradients(NOTHING, NOTHING, params, {"no b": spoiled("b", None), "right": cubes})

    expect_names(wrong, ["no b"])


def test_wrong_gradients_takes_a_wrong_shape_for_wrong() -> None:
    """A gradient of shape (3,) or (3, 3) can't belong to a parameter of shape (2,)."""
    params: Params = {"w": np.array([1.0, 1.0])}
    candidates = {"(3,)": spoiled("w", np.full(3, 3.0)), "(3, 3)": spoiled("w", np.full((3, 3), 3.0)), "right": cubes}

    wrong = wrong_gradients(NOTHING, NOTHING, params, candidates)

    expect_names(wrong, ["(3,)", "(3, 3)"])
