"""A test that must fail: if it is said to pass, nothing that is said of the others can be believed."""


def test_that_must_fail() -> None:
    """One is not two."""
    assert sum([1]) == 2
