"""What the comparisons and laws of the tests say."""

import numpy as np
import pytest

from dojo.verdict.expect import expect_gradient
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
