"""What it takes to skip chapter 2.4."""

import numpy as np
from ch11_arrays import Array
from skip_ch24_numerical_gradients import wrong_parameters

NOTHING = np.zeros((1, 1))


def cubes(X: Array, y: Array, params: dict[str, Array]) -> tuple[float, dict[str, Array]]:
    """Compute the sum of all cubes, with the right gradients."""
    return float(sum((p**3).sum() for p in params.values())), {name: 3 * p**2 for name, p in params.items()}


def point() -> dict[str, Array]:
    """Return three parameters."""
    return {"W": np.array([[1.0, -2.0], [0.5, 3.0]]), "b": np.array([0.25, 2.0]), "c": np.array([1.5])}


def found(**grads: Array | None) -> list[str]:
    """Return what is found to be wrong of `cubes` with other gradients, or without them."""

    def loss_fn(X: Array, y: Array, params: dict[str, Array]) -> tuple[float, dict[str, Array]]:
        loss, right = cubes(X, y, params)
        return loss, {name: grad for name, grad in {**right, **grads}.items() if grad is not None}

    return list(wrong_parameters(NOTHING, NOTHING, point(), loss_fn))


def expect_found(actual: list[str], *names: str) -> None:
    """Fail unless just these parameters were found."""
    assert actual == list(names), f"expected  {list(names)}\ngot       {actual}"


def test_wrong_parameters_of_right_gradients() -> None:
    """3p² is the slope of p³ in every entry: nothing is wrong, and params holds the same numbers afterwards."""
    params = point()

    expect_found(wrong_parameters(NOTHING, NOTHING, params, cubes))
    assert all(np.array_equal(params[name], p) for name, p in point().items()), "params is not what it was"


def test_wrong_parameters_by_one_entry() -> None:
    """One wrong entry is enough, in any parameter, be it by a ten-thousandth; a millionth passes."""
    right = cubes(NOTHING, NOTHING, point())[1]

    expect_found(found(b=right["b"] * [1, 1.0001]), "b")
    expect_found(found(W=right["W"] * [[1, 1], [-1, 1]], c=right["c"] / 2), "W", "c")
    expect_found(found(W=right["W"] * (1 + 1e-6)))


def test_wrong_parameters_by_form() -> None:
    """A nan, a missing gradient and one of another shape are wrong, too."""
    right = cubes(NOTHING, NOTHING, point())[1]

    expect_found(found(W=right["W"] * [[1, np.nan], [1, 1]]), "W")
    expect_found(found(b=None), "b")
    expect_found(found(b=right["b"].reshape(2, 1)), "b")
    expect_found(found(b=right["b"].reshape(1, 2)), "b")


def test_wrong_parameters_where_the_loss_is_flat() -> None:
    """A slope of 0 that is called 0, or 1e-14 by rounding, is right; called a millionth, it is wrong."""

    def flat(grad: float) -> list[str]:
        return wrong_parameters(NOTHING, NOTHING, {"w": np.ones(2)}, lambda X, y, p: (1.0, {"w": np.full(2, grad)}))

    expect_found(flat(0.0))
    expect_found(flat(1e-14))
    expect_found(flat(1e-6), "w")


def test_wrong_parameters_measures_by_central_differences() -> None:
    """At 0.001 the slope of p² is 0.002, and at -2 it is -4; measured from one side, both are off by 1e-5."""

    def squares(X: Array, y: Array, params: dict[str, Array]) -> tuple[float, dict[str, Array]]:
        return float((params["w"] ** 2).sum()), {"w": 2 * params["w"]}

    expect_found(wrong_parameters(NOTHING, NOTHING, {"w": np.array([1e-3, -2.0])}, squares))
