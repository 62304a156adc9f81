"""Compare what a `gradient_descent` does with what only polish minds in chapters 2.3 and 4.5: dtypes and the like."""

from typing import Any

import numpy as np

from dojo.verdict.expect import expect_close, expect_dtype, expect_error, expect_unchanged
from dojo.verdict.expect_training import Array, Params, Train, pull


def expect_list_of_losses(train: Train) -> None:
    """Fail unless the losses are a list, as a plot or a longer list takes them."""
    X = np.full((4, 1), 7.0)

    _, losses = train(X, X, {"w": np.zeros(1)}, 0.1, pull, 2, 2)

    assert type(losses) is list, f"expected  a list\ngot       {type(losses).__name__}"


def expect_dtypes_kept(train: Train) -> None:
    """Fail unless float32 parameters stay float32 and float64 ones float64, whatever y, lr and the gradients are."""
    X = np.zeros((4, 1))
    params: Params = {"w": np.ones(2, dtype=np.float32), "b": np.ones(1)}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return 0.0, {name: np.ones(param.shape) for name, param in params.items()}

    trained, _ = train(X, X, params, np.float64(0.1), loss_fn, 2)

    expect_dtype(trained["w"], np.float32, hint="float32 parameters, although lr and their gradients are float64")
    expect_dtype(trained["b"], np.float64)


def expect_gradients_kept(train: Train) -> None:
    """Fail if training changes the arrays or the dict of gradients that loss_fn gave."""
    X, slope = np.ones((4, 1)), np.arange(3.0)
    grads: Params = {"w": slope}

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return 0.0, grads

    train(X, X, {"w": np.ones(3)}, 0.1, loss_fn, 2)

    expect_unchanged(slope, np.arange(3.0), "the gradient that loss_fn gave")
    assert grads.get("w") is slope, f"expected  the dict that loss_fn gave as it was\ngot       {grads}"


def expect_copies_after_no_epochs(train: Train) -> None:
    """Fail unless 0 epochs give no losses, and copies of the parameters."""
    X = np.zeros((4, 1))
    params: Params = {"W": np.ones((2, 1)), "b": np.ones(1)}

    trained, losses = train(X, X, params, 0.1, pull, 2, 0)

    assert len(losses) == 0, f"expected  no losses\ngot       {losses}"
    for name, shape in ("W", (2, 1)), ("b", (1,)):
        expect_close(trained[name], np.ones(shape), atol=0)
        assert not np.shares_memory(trained[name], params[name]), (
            f"expected  a copy of params[{name!r}]\ngot       the same array: a change of one is a change of both"
        )


def limited(n: int) -> Array:
    """Return n samples that can be indexed a hundred times only, which stops a loop over batches that never ends."""
    left = 100

    class Rows(np.ndarray[Any, Any]):
        def __getitem__(self, key: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise RuntimeError("it makes batches without end")
            return super().__getitem__(key)

        def __deepcopy__(self, memo: Any) -> Any:  # one of its own may be indexed as often again
            return limited(len(self))

    return np.ones((n, 1)).view(Rows)


def expect_bad_sizes_refused(train: Train) -> None:
    """Fail unless samples and targets of different numbers, and batches of fewer than 1 row, raise a ValueError."""
    X, params, steps = limited(5), {"w": np.zeros(1)}, 0

    def loss_fn(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        nonlocal steps
        steps += 1
        if steps > 50:
            raise RuntimeError("it trains without end")
        return 0.0, {"w": np.ones(1)}

    expect_error(lambda: train(X, limited(4), params, 0.1, loss_fn))
    expect_error(lambda: train(limited(4), X, params, 0.1, loss_fn))
    expect_error(lambda: train(X, X, params, 0.1, loss_fn, 0))
    expect_error(lambda: train(X, X, params, 0.1, loss_fn, -1))


def expect_names(train: Train) -> None:
    """Fail unless every argument can be given by the name that it has in the docstring."""
    X, rng = np.zeros((4, 1)), np.random.default_rng(0)

    trained, _ = train(X=X, y=X, params={"w": np.ones(1)}, lr=0.1, loss_fn=pull, batch_size=4, epochs=1, rng=rng)

    expect_close(trained["w"], [0.9], atol=1e-9)
