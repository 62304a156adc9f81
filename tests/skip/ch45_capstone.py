"""What it takes to skip chapter 4.5."""

import numpy as np
import pytest
from skip_ch45_capstone import train_and_read

from data import Mnist
from dojo.verdict.expect import expect_close, expect_shape


def test_train_and_read_counts_what_it_has_seen() -> None:
    """400 images make 400 counts, each in the row of its own digit; three other images get one label each."""
    rng = np.random.default_rng(0)
    X, y = rng.random((400, 784)), np.arange(400) % 10

    labels, counts = train_and_read(X, y, rng.random((3, 784)), np.random.default_rng(0))

    expect_shape(labels, (3,))
    assert labels.dtype.kind == "i" and set(labels.tolist()) <= set(range(10)), f"expected  digits\ngot       {labels}"
    expect_shape(counts, (10, 10))
    expect_close(counts.sum(axis=1), np.full(10, 40), atol=0, hint="row i has all training images of digit i")


@pytest.mark.mnist
@pytest.mark.timeout(1800)
def test_train_and_read_learns_to_read_digits(mnist: Mnist) -> None:
    """At least 97% of 10,000 digits that it has not seen are read, and the counts are those of the training digits."""
    X, y, X_new = mnist.X_train.copy(), mnist.y_train.copy(), mnist.X_test.copy()

    labels, counts = train_and_read(X, y, X_new, np.random.default_rng(0))

    expect_shape(labels, (10000,))
    share = float(np.mean(np.equal(labels, mnist.y_test)))
    assert share >= 0.97, f"expected  at least 97% of the test digits right\ngot       {share:.2%}"
    expect_shape(counts, (10, 10))
    expect_close(counts.sum(axis=1), np.bincount(mnist.y_train), atol=0, hint="row i has all training digits i")
    seen = np.trace(counts) / 60000
    assert seen >= 0.97, f"expected  at least 97% of the training digits on the diagonal\ngot       {seen:.2%}"
