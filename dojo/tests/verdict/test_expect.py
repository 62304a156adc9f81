"""What the comparisons and laws of the tests say."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dojo.verdict.call_outcome import Call, outcome, same
from dojo.verdict.expect import (
    expect_close,
    expect_dtype,
    expect_float,
    expect_gradient,
    expect_number,
    expect_shape,
    expect_unchanged,
)
from dojo.verdict.expect_law import expect_law


def test_a_wrong_gradient_is_shown_by_its_worst_entry() -> None:
    """Of three entries one is twice its slope: its index, both values and their ratio are told."""
    with pytest.raises(AssertionError) as failure:
        expect_gradient(np.array([[1.0, 8.0, 3.0]]), np.array([[1.0, 4.0, 3.0]]), "W")

    assert str(failure.value) == (
        "expected  a slope of 4 at W[0, 1], measured by nudging it\ngot       8, 2 times that; 1 of 3 entries are wrong"
    )


def test_a_gradient_that_is_no_number_is_the_worst() -> None:
    """Where one entry is nan and others are far off, the nan is shown, without a ratio."""
    with pytest.raises(AssertionError, match=r"at b\[1\].*\ngot       nan; 2 of 2"):
        expect_gradient(np.array([9.0, np.nan]), np.array([1.0, 2.0]), "b")


def test_a_right_gradient_passes() -> None:
    """Slopes are measured to seven digits, so that much may differ."""
    expect_gradient(np.array([1.0 + 5e-8]), np.array([1.0]), "b")


def test_a_law_is_tried_on_the_same_integers_each_time() -> None:
    """Two trials see the same choices, within the ranges, several different ones."""
    tried: list[int] = []

    def law(n: int) -> None:
        tried.append(n)

    expect_law(law, n=(1, 40))
    first, tried[:] = tried.copy(), []
    expect_law(law, n=(1, 40))

    assert tried == first
    assert len(set(first)) >= 10
    assert all(1 <= n <= 40 for n in first)


def test_a_broken_law_fails_with_its_own_words() -> None:
    """The first integers for which it does not hold end the trial, with what the law says."""

    def law(n: int) -> None:
        assert n < 20, "expected  less than 20"

    with pytest.raises(AssertionError, match="expected  less than 20"):
        expect_law(law, n=(0, 40))


Array = NDArray[Any]


class Mine(np.ndarray):
    """An array of the learner's own kind."""


def of_a_subclass(value: Array) -> list[Any]:
    """Return a right value in arrays of several subclasses."""
    masked: Any = np.ma
    return [masked.masked_array(value, mask=False), np.asarray(value).view(Mine), masked.masked_array(value, mask=True)]


@pytest.mark.parametrize("right", [np.array([[1.0, 2.0]]), np.array(3.0)])
def test_no_subclass_of_an_array_passes(right: Array) -> None:
    """A masked array and its like, right in all numbers, is refused by every comparison, with its name."""
    comparisons: list[Callable[[Any], None]] = [
        lambda value: expect_close(value, right, atol=1e-9),
        lambda value: expect_shape(value, right.shape),
        lambda value: expect_dtype(value, np.float64),
        lambda value: expect_gradient(value, right, "W"),
        lambda value: expect_unchanged(value, right, "X"),
    ]
    if not right.ndim:
        comparisons.append(lambda value: expect_number(value, 3.0, atol=1e-9))
        comparisons.append(expect_float)

    for value, compare in product(of_a_subclass(right), comparisons):
        with pytest.raises(AssertionError, match=r"got       (numpy|dojo)\.(MaskedArray|Mine), which"):
            compare(value)


def test_the_masked_number_is_no_number() -> None:
    """`np.ma.masked` is no value at all."""
    with pytest.raises(AssertionError, match=r"numpy\.MaskedConstant"):
        expect_number(np.ma.masked, 0.0, atol=1)


def masked_relu(Z: Array) -> Any:
    """Hide the negative entries, whose numbers are still there."""
    masked: Any = np.ma
    return masked.masked_less(Z, 0)


def test_outcomes_with_masked_arrays_are_never_the_same() -> None:
    """No known mistake is taken for one that masks entries, whose plain numbers are the same."""
    call = Call((np.array([-1.0, 2.0]),), {})
    hidden, plain = outcome(masked_relu, call), outcome(np.copy, call)

    assert same(plain, plain) and not same(hidden, plain) and not same(hidden, hidden)


def test_print_options_do_not_reach_the_messages() -> None:
    """Whatever a kata sets, a failure shows nine digits."""
    with np.printoptions(precision=1, suppress=True, threshold=2, formatter={"float": lambda x: "?"}, legacy="1.13"):
        with pytest.raises(AssertionError) as failure:
            expect_close(np.array([0.123456789, 1e-7]), [1.0, 2.0], atol=0)

    assert str(failure.value) == "expected  [1., 2.]\ngot       [1.23456789e-01, 1.00000000e-07]"
