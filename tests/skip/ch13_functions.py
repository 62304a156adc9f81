"""What it takes to skip chapter 1.3."""

import math

import numpy as np
from skip_ch13_functions import softplus_and_slope

from dojo.verdict.expect import expect_close, expect_unchanged


def test_softplus_and_slope_of_known_numbers() -> None:
    """At ln r they are ln(1 + r) and r / (1 + r): ln 2 and 1/2 at 0, where r is 1, ln 4 and 3/4 at ln 3, and so on."""
    Z = [0.0, math.log(3), -math.log(3), math.log(1.5), -math.log(1.5)]

    P, S = softplus_and_slope(np.array(Z))

    expect_close(P, [math.log(1 + each) for each in (1, 3, 1 / 3, 3 / 2, 2 / 3)], atol=1e-9, hint="this is ln(1 + e^z)")
    expect_close(S, [0.5, 0.75, 0.25, 0.6, 0.4], atol=1e-9, hint="this is the slope, 1 / (1 + e^-z)")


def test_softplus_and_slope_at_any_size() -> None:
    """Far out softplus is max(0, z), and its slope 0 or 1; no power overflows, in any shape."""
    Z = np.array([[[-1e4, 1e4], [-800.0, 800.0]], [[-40.0, 40.0], [-30.0, 30.0]]])
    before = Z.copy()

    P, S = softplus_and_slope(Z)

    expect_close(P, np.maximum(0, before), atol=1e-9, hint="e^z of a large z is inf: rewrite ln(1 + e^z)")
    expect_close(S, before > 0, atol=1e-9, hint="inf / inf is nan: keep every power below 1")
    expect_unchanged(Z, before, "Z")


def test_softplus_and_slope_keep_small_values() -> None:
    """At -30 both are e^-30, about 9.4e-14, to nine digits: 1 + e^-30 would lose most of them."""
    P, S = softplus_and_slope(np.array([-30.0]))

    expect_close(P, [math.exp(-30)], atol=0, rtol=1e-9, hint="np.log1p(x) is ln(1 + x) for a small x")
    expect_close(S, [math.exp(-30)], atol=0, rtol=1e-9)
