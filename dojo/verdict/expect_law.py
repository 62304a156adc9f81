"""Try a law on many inputs that hypothesis makes up: the same ones on every run, and nothing is kept.

A law holds for all inputs, such as that shifting all scores leaves a softmax what it is.
"""

from collections.abc import Callable
from typing import Any


def expect_law(law: Callable[..., None], **ranges: tuple[int, int]) -> None:
    """Fail if a law does not hold for some integers within ranges.

    Args:
        law: asserts it for one choice of integers, passed by name: sizes, or seeds for arrays.
        ranges: for each name the smallest and the largest integer.

    Raises:
        AssertionError: the law's own, at the first integers for which it does not hold.

    Source:
        Hypothesis documentation, "Settings".
    """
    from hypothesis import HealthCheck, Phase, given, settings, strategies  # a chapter without laws does without

    choices: dict[str, Any] = {name: strategies.integers(*bounds) for name, bounds in ranges.items()}
    same_each_time = settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=30,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        report_multiple_bugs=False,
    )
    same_each_time(given(**choices)(law))()
