"""What is said of the time that something takes beside the reference's."""

import math
from typing import Any

import numpy as np
import pytest

from dojo.verdict.epoch_time import in_a_sentence, too_busy, verdict
from dojo.verdict.ratio import in_words


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (1.0, "about as fast"),
        (1.2, "about as fast"),
        (0.85, "about as fast"),
        (1.6, "about one and a half times as long"),
        (2.1, "about twice as long"),
        (0.48, "about twice as fast"),
        (6.1, "about 5 times as long"),
        (0.012, "about 100 times as fast"),
        (1900.0, "about 2,000 times as long"),
    ],
)
def test_steps(ratio: float, said: str) -> None:
    """A ratio is said in a word of the next step."""
    assert in_words(ratio) == said


def test_steps_are_true_and_coarse() -> None:
    """No step is further than one and a half times from the ratio, and there are few of them."""
    ratios = np.geomspace(1, 1000, 2000)

    said = [in_words(float(ratio)) for ratio in ratios]

    numbers = {"about as fast": 1.0, "about one and a half times as long": 1.5, "about twice as long": 2.0}
    for ratio, text in zip(ratios, said, strict=True):
        number = numbers[text] if text in numbers else float(text.split()[1].replace(",", ""))
        assert abs(math.log(ratio / number)) < math.log(1.6)
    assert len(set(said)) <= 12


def test_a_busy_machine_is_not_believed() -> None:
    """Where the usual round takes much longer than the fastest ones, the machine has other things to do."""
    quiet, busy = np.ones((5, 2, 20)), np.ones((5, 2, 20))
    quiet[:, :, 3] *= 40.0  # one batch may be slow by itself
    busy[1:4, 1] = 2.0

    assert not too_busy(quiet)
    assert too_busy(busy)


def test_sentence() -> None:
    """Both times are said, how they compare, and what may be slow where it is three times as long."""
    assert in_a_sentence("f", 7.3, 7.0) == "f: an epoch takes about 7.3 s, the reference's 7.0 s: about as fast."
    assert "loop" in in_a_sentence("f", 30.0, 7.0) and "loop" not in in_a_sentence("f", 15.0, 7.0)


def test_a_slow_function_is_told_or_nothing_is_said() -> None:
    """A function that does everything four times is not called fast."""

    def quick(X: Any, y: Any, params: Any) -> None:
        np.exp(X)

    def slow(X: Any, y: Any, params: Any) -> None:
        for _ in range(8):
            np.exp(X)

    X = np.zeros((640, 784))

    said = verdict("f", slow, quick, X, X, {})

    assert said == "" or (" times as long" in said and "loop" in said)
