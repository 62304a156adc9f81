"""Wrong and right answers to chapter 2.2.

Those to gradient_descent pass what they are called with, (X, y, W, lr, loss_fn, epochs=100), to `_descend`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch21_losses import mse_loss
from ch22_gradient_descent import linear_loss_and_grad

Result = tuple[float, Array]
Loss = Callable[[Array, Array, Array], Result]
Trained = tuple[Array, list[float]]


def _errors(X: Array, y: Array, W: Array) -> Array:
    """Compute X @ W - y, and refuse what does not fit."""
    prediction = X @ W
    mse_loss(prediction, y)
    return prediction - y


def wrong_linear_loss_and_grad__without_the_two(X: Array, y: Array, W: Array) -> Result:
    """Your gradient lacks the 2 that comes from the derivative of the square: it is 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient of the mean squared error.
    """
    E = X @ W - y
    return float(np.mean(E**2)), X.T @ E / len(X)


def wrong_linear_loss_and_grad__gradient_summed(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is a sum over the samples, but the loss is a mean: divide it by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E


def wrong_linear_loss_and_grad__all_summed(X: Array, y: Array, W: Array) -> Result:
    """Your loss and gradient are sums over the samples: divide both by the number of samples.

    Breaks: the mean squared error.
    """
    E = X @ W - y
    return float(np.sum(E**2)), 2 * X.T @ E


def wrong_linear_loss_and_grad__loss_summed(X: Array, y: Array, W: Array) -> Result:
    """Your loss is a sum over the samples: divide it by their number, as the gradient is.

    Breaks: the mean squared error.
    """
    E = X @ W - y
    return float(np.sum(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__divided_twice(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is divided by the number of samples twice: once is enough.

    Breaks: every gradient has its 1/n, once.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X) / len(X)


def wrong_linear_loss_and_grad__divided_by_size(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is divided by the number of entries of X, samples times inputs: divide by that of samples, len(X).

    Breaks: 1/n, n being the number of samples.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / X.size


def wrong_linear_loss_and_grad__divided_by_inputs(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is divided by the number of inputs, X.shape[1]: divide by that of samples, X.shape[0].

    Breaks: 1/n, n being the number of samples.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / X.shape[1]


def wrong_linear_loss_and_grad__divided_by_one_less(X: Array, y: Array, W: Array) -> Result:
    """Your loss and gradient are divided by n - 1, as for a sample's variance: a mean divides by n.

    Breaks: the mean squared error.
    """
    E, n = X @ W - y, max(len(X) - 1, 1)
    return float(np.sum(E**2) / n), 2 * X.T @ E / n


def wrong_linear_loss_and_grad__opposite_sign(X: Array, y: Array, W: Array) -> Result:
    """Your gradient points downhill: take X @ W - y, not y - X @ W, since the update does the subtracting.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    E = -(X @ W - y)
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__loss_halved(X: Array, y: Array, W: Array) -> Result:
    """Your loss and gradient are half of what they should be, as in some books: here the loss is the plain mean.

    Breaks: the mean squared error.
    """
    E = X @ W - y
    return float(np.mean(E**2) / 2), X.T @ E / len(X)


def wrong_linear_loss_and_grad__root_of_the_loss(X: Array, y: Array, W: Array) -> Result:
    """Your loss is the root of the mean squared error: leave out the root.

    Breaks: the loss is the MSE.
    """
    E = X @ W - y
    return float(np.sqrt(np.mean(E**2))), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__absolute_errors(X: Array, y: Array, W: Array) -> Result:
    """Your loss is the mean absolute error, and its slope uses the errors' signs: square the errors.

    Breaks: the loss is the MSE.
    """
    E = X @ W - y
    return float(np.mean(np.abs(E))), X.T @ np.sign(E) / len(X)


def wrong_linear_loss_and_grad__measured(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is a little off, as one measured by nudging W to one side is: compute 2 * X.T @ (X @ W - y) / n.

    Breaks: its exact gradient.
    """
    loss, dW, h = float(np.mean((X @ W - y) ** 2)), np.zeros_like(W), 1e-5
    for i in range(len(W)):
        nudged = W.copy()
        nudged[i] += h
        dW[i] = (np.mean((X @ nudged - y) ** 2) - loss) / h
    return loss, dW


def wrong_linear_loss_and_grad__gradient_cut_off(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is cut off where it is large: return it as it is, since it is lr that makes steps small.

    Breaks: its exact gradient.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, np.clip(dW, -100, 100)


def wrong_linear_loss_and_grad__large_errors_spared(X: Array, y: Array, W: Array) -> Result:
    """Your loss counts large errors less than by their square: every error counts in full, however large.

    Breaks: the loss is the MSE.
    """
    E, most = X @ W - y, 100.0
    loss = np.where(np.abs(E) <= most, E**2, 2 * most * np.abs(E) - most**2)
    return float(np.mean(loss)), 2 * X.T @ np.clip(E, -most, most) / len(X)


def wrong_linear_loss_and_grad__rounded(X: Array, y: Array, W: Array) -> Result:
    """Your loss and gradient are rounded: return all of their digits, and round only what you print.

    Breaks: its exact gradient.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return round(loss, 4), np.round(dW, 4)


def wrong_linear_loss_and_grad__flat_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient has shape (d,), but W has (d, 1): use X.T @ E, which keeps the column.

    Breaks: the gradient has the shape of W.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * np.mean(E * X, axis=0)


def wrong_linear_loss_and_grad__row_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is a row, (1, d), but W is a column, (d, 1): X.T @ E is one too.

    Breaks: the gradient has the shape of W.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * E.T @ X / len(X)


def wrong_linear_loss_and_grad__matrix_loss(X: Array, y: Array, W: Array) -> Any:
    """Your loss is a matrix of shape (1, 1), as a row times a column is: make it a number, such as by mse_loss.

    Breaks: tuple[float, Array].
    """
    E = X @ W - y
    return E.T @ E / len(X), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__gradient_first(X: Array, y: Array, W: Array) -> Any:
    """You return the gradient first: return the loss, and then the gradient.

    Breaks: tuple[float, Array].
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return dW, loss


def wrong_linear_loss_and_grad__single_precision(X: Array, y: Array, W: Array) -> Result:
    """Your numbers have only about seven digits, as float32 has: leave the dtype as it is.

    Breaks: dtype follows NumPy's promotion.
    """
    return linear_loss_and_grad(X.astype(np.float32), y.astype(np.float32), W.astype(np.float32))


def wrong_linear_loss_and_grad__errors_written_into_y(X: Array, y: Array, W: Array) -> Result:
    """Your function writes into y, which belongs to the caller: X @ W - y makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    y -= X @ W
    return float(np.mean(y**2)), -2 * X.T @ y / len(X)


def wrong_linear_loss_and_grad__errors_times_X(X: Array, y: Array, W: Array) -> Result:
    """Your function writes into X, which belongs to the caller: X * E makes a new array.

    Breaks: no function changes an array that it was passed.
    """
    E = X @ W - y
    X *= E
    return float(np.mean(E**2)), 2 * X.mean(axis=0)[:, None]


def wrong_linear_loss_and_grad__elementwise(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is X.T * E, entry by entry: the matrix product X.T @ E also adds over the samples.

    Breaks: dW = 2 * X.T @ E / n.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T * E / len(X)


def wrong_linear_loss_and_grad__zero_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is always 0, so nothing is ever learned: compute 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient.
    """
    return mse_loss(X @ W, y), np.zeros_like(W)


def wrong_linear_loss_and_grad__inputs_apart(X: Array, y: Array, W: Array) -> Result:
    """Each input has an error of its own here: a sample has one prediction, X @ W, the sum over its inputs.

    Breaks: the MSE of XW.
    """
    E = X * W.T - y
    return float(np.mean(E**2)), 2 * np.mean(X * E, axis=0)[:, None]


def wrong_linear_loss_and_grad__squeezed(X: Array, y: Array, W: Array) -> Result:
    """A single sample stops your function with an error: np.squeeze leaves it no axes, so keep the columns.

    Breaks: X is (n, d), n at least 1.
    """
    e = np.squeeze(X @ W) - np.squeeze(y)
    return float(np.mean(e**2)), (2 * X.T @ e / len(X)).reshape(W.shape)


def wrong_linear_loss_and_grad__n_by_n_errors(X: Array, y: Array, W: Array) -> Result:
    """Your errors are an n by n array: predictions of shape (n,) minus targets of shape (n, 1) are; keep W a column.

    Breaks: the MSE of XW.
    """
    E = X @ W.ravel() - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__two_and_n_missing(X: Array, y: Array, W: Array) -> Result:
    """Your gradient lacks the 2 of the square's derivative and the 1/n of the mean: it is 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient of the mean squared error.
    """
    E = X @ W - y
    return float(np.mean(E**2)), X.T @ E


def wrong_linear_loss_and_grad__loss_halved_alone(X: Array, y: Array, W: Array) -> Result:
    """Your loss is half of the mean squared error, while the gradient is that of the whole: leave out the loss's 1/2.

    Breaks: the mean squared error.
    """
    E = X @ W - y
    return float(np.mean(E**2) / 2), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__without_X(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is that of the predictions, one for each sample: multiply it by X.T to get that of the weights.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * E / len(X)


def wrong_linear_loss_and_grad__not_summed(X: Array, y: Array, W: Array) -> Result:
    """Your gradient has a row for each sample: sum over the samples, as X.T @ E does.

    Breaks: the gradient has the shape of W.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X * E / len(X)


def wrong_linear_loss_and_grad__one_slope(X: Array, y: Array, W: Array) -> Any:
    """Your gradient is one number, the mean of all slopes: return one slope for each weight, 2 * X.T @ E / n.

    Breaks: the gradient has the shape of W.
    """
    E = X @ W - y
    return float(np.mean(E**2)), np.mean(2 * X * E)


def wrong_linear_loss_and_grad__means_multiplied(X: Array, y: Array, W: Array) -> Result:
    """Your gradient multiplies the mean input by the mean error: multiply in each sample, and then take the mean.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * np.mean(E) * X.mean(axis=0)[:, None]


def wrong_linear_loss_and_grad__without_targets(X: Array, y: Array, W: Array) -> Result:
    """Your gradient leaves out y, so that it is 0 at W = 0: multiply X.T by the errors, X @ W - y.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    P = X @ W
    return float(np.mean((P - y) ** 2)), 2 * X.T @ P / len(X)


def wrong_linear_loss_and_grad__errors_squared(X: Array, y: Array, W: Array) -> Result:
    """Your gradient multiplies X.T by the squared errors: the slope of a square is twice the error, not its square.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E**2 / len(X)


def wrong_linear_loss_and_grad__mean_error(X: Array, y: Array, W: Array) -> Result:
    """Your loss is the mean of the errors, in which positive and negative ones cancel: square each error first.

    Breaks: the loss is the MSE.
    """
    E = X @ W - y
    return float(np.mean(E)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__a_loss_each_sample(X: Array, y: Array, W: Array) -> Any:
    """Your loss has an entry for each sample: take the mean of all of them, which is one number.

    Breaks: tuple[float, Array].
    """
    E = X @ W - y
    return E**2, 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__updated_weights(X: Array, y: Array, W: Array) -> Result:
    """You return updated weights with the loss: return the gradient, since the update is gradient_descent's part.

    Breaks: the exact gradient of the mean squared error.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, W - dW


def wrong_linear_loss_and_grad__loss_alone(X: Array, y: Array, W: Array) -> Any:
    """You return only the loss: return the gradient with it.

    Breaks: tuple[float, Array].
    """
    return mse_loss(X @ W, y)


def unpolished_linear_loss_and_grad__broadcasts(X: Array, y: Array, W: Array) -> Result:
    """Targets of shape (n,) broadcast against predictions (n, 1) to n times n errors: raise a ValueError.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def unpolished_linear_loss_and_grad__stretches(X: Array, y: Array, W: Array) -> Result:
    """A single target, shape (1, 1), passes for the targets of all samples: compare the shapes, and raise a ValueError.

    Breaks: shapes that do not fit raise a ValueError that names both.
    """
    if y.ndim != 2 or not len(X):
        raise ValueError(f"predictions have shape {(X @ W).shape}, but y has shape {y.shape}")
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def unpolished_linear_loss_and_grad__targets_reshaped(X: Array, y: Array, W: Array) -> Result:
    """Targets of shape (n,) pass for a column: raise a ValueError, since the caller may mean something else.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return linear_loss_and_grad(X, y.reshape(-1, 1), W)


def unpolished_linear_loss_and_grad__as_far_as_they_go(X: Array, y: Array, W: Array) -> Result:
    """Where X and y differ in length, the rest is left out: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    n = min(len(X), len(y))
    return linear_loss_and_grad(X[:n], y[:n], W)


def unpolished_linear_loss_and_grad__asserts(X: Array, y: Array, W: Array) -> Result:
    """Shapes that do not fit raise an AssertionError, and python -O skips that: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    E = X @ W
    assert E.shape == y.shape and len(X), f"predictions have shape {E.shape}, but y has shape {y.shape}"
    return linear_loss_and_grad(X, y, W)


def unpolished_linear_loss_and_grad__says_no_shapes(X: Array, y: Array, W: Array) -> Result:
    """Your ValueError doesn't say what fails to fit: name the shape of the predictions and that of y.

    Breaks: in a message that names both shapes.
    """
    if (X @ W).shape != y.shape:
        raise ValueError("the shapes do not fit")
    return linear_loss_and_grad(X, y, W)


def unpolished_linear_loss_and_grad__nothing_is_zero(X: Array, y: Array, W: Array) -> Result:
    """Your loss of no samples is 0, the best there is: raise a ValueError where there are none.

    Breaks: no samples: ValueError.
    """
    return linear_loss_and_grad(X, y, W) if len(X) or len(y) else (0.0, np.zeros_like(W))


def unpolished_linear_loss_and_grad__double_precision(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is float64 although all inputs are float32: convert nothing, and multiply by no np.float64.

    Breaks: float32 inputs alone give float32.
    """
    return linear_loss_and_grad(X.astype(np.float64), y, W)


def unpolished_linear_loss_and_grad__cast_like_W(X: Array, y: Array, W: Array) -> Result:
    """Your gradient has the dtype of W: leave it as NumPy makes it, float64 if one of X, y and W is.

    Breaks: dtype follows NumPy's promotion.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW.astype(W.dtype)


def unpolished_linear_loss_and_grad__array_loss(X: Array, y: Array, W: Array) -> Any:
    """Your loss is an array without axes: make it a float, by float(...).

    Breaks: tuple[float, Array].
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return np.array(loss), dW


def _down(W: Array, lr: float, dW: Array) -> Array:
    return W - lr * dW


def _in_place(W: Array, lr: float, dW: Array) -> Array:
    W -= lr * dW
    return W


def _descend(
    X: Array,
    y: Array,
    W: Array,
    lr: float,
    loss_fn: Loss,
    epochs: int = 100,
    *,
    steps: Callable[[int], int] = int,
    start: Callable[[Array], Array] = np.copy,
    step: Callable[[Array, float, Array], Array] = _down,
    dtype: Callable[[Array, Array, Array], Any] = lambda W, dW, new: W.dtype,
    enough: Callable[[list[float]], bool] = lambda losses: False,
) -> Trained:
    """Walk down as the chapter does, but for what is passed by name."""
    W, losses = start(W), list[float]()
    for _ in range(steps(epochs)):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        if enough(losses):
            break
        new = step(W, lr, dW)
        W = new.astype(dtype(W, dW, new), copy=False)
    return W, losses


def wrong_gradient_descent__uphill(*call: Any, **named: Any) -> Trained:
    """Your weights go uphill: subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W + lr * dW)


def wrong_gradient_descent__without_lr(*call: Any, **named: Any) -> Trained:
    """Your step is the whole gradient: scale it by lr.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - dW)


def wrong_gradient_descent__divides_by_n(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """Your step is divided by the number of samples: loss_fn's gradient is that of a mean already.

    Breaks: W - lr * dW.
    """
    return _descend(X, y, *call, **named, step=lambda W, lr, dW: W - lr * dW / len(X))


def wrong_gradient_descent__steps_of_one_length(*call: Any, **named: Any) -> Trained:
    """Your steps are all of one length, whatever the gradient's is: subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * dW / (np.linalg.norm(dW) + 1e-8))


def wrong_gradient_descent__cut_off(*call: Any, **named: Any) -> Trained:
    """Your steps are cut off where the gradient is large: subtract lr * dW, whatever its size.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * np.clip(dW, -100, 100))


def wrong_gradient_descent__mean_slope_for_all(*call: Any, **named: Any) -> Trained:
    """Your weights all move by the mean of their slopes: each weight has a slope of its own, so subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * np.mean(dW))


def wrong_gradient_descent__rate_decays(X: Array, y: Array, W: Array, lr: float, *call: Any, **named: Any) -> Trained:
    """Your steps use an lr that becomes smaller: lr does not change.

    Breaks: W - lr * dW.
    """
    rates = iter(lr / (1 + 0.01 * i) for i in range(10**6))
    return _descend(X, y, W, lr, *call, **named, step=lambda W, lr, dW: W - next(rates) * dW)


def wrong_gradient_descent__momentum(*call: Any, **named: Any) -> Trained:
    """Your steps keep a part of the last one, which is momentum, of chapter 4.5: here a step is only lr * dW.

    Breaks: W - lr * dW.
    """
    v: Any = 0

    def step(W: Array, lr: float, dW: Array) -> Array:
        nonlocal v
        v = 0.9 * v - lr * dW
        return W + v

    return _descend(*call, **named, step=step)


def wrong_gradient_descent__in_a_column(*call: Any, **named: Any) -> Trained:
    """Your weights come back as a column: leave them in the shape of W, whatever that is.

    Breaks: one array, in W's shape.
    """
    return _descend(*call, **named, start=lambda W: W.reshape(-1, 1).copy())


def wrong_gradient_descent__starts_at_zero(*call: Any, **named: Any) -> Trained:
    """Your walk starts from zeros: start from a copy of the W that is passed.

    Breaks: gradient_descent(X, y, W, …).
    """
    return _descend(*call, **named, start=np.zeros_like)


def wrong_gradient_descent__never_moves_on(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Every step begins at the start: take it from where the step before ended.

    Breaks: W ← W - lr * dW.
    """
    start, W, losses = W, W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, start)
        losses.append(float(loss))
        W = (start - lr * dW).astype(W.dtype)
    return W, losses


def wrong_gradient_descent__one_slope_for_all(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Every step uses the first gradient: call loss_fn again before each step.

    Breaks: one step of W - lr * dW each epoch.
    """
    W, losses = W.copy(), list[float]()
    loss, dW = loss_fn(X, y, W)
    for _ in range(epochs):
        losses.append(float(loss))
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__loss_after_the_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your losses are those after each step: record the one that came with the gradient, before the step.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        W -= lr * loss_fn(X, y, W)[1]
        losses.append(float(loss_fn(X, y, W)[0]))
    return W, losses


def wrong_gradient_descent__one_loss_too_many(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your list has one loss too many, that after the last step: there is one for each step, taken before it.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = _descend(X, y, W, lr, loss_fn, epochs)
    return W, [*losses, float(loss_fn(X, y, W)[0])]


def wrong_gradient_descent__one_step_too_few(*call: Any, **named: Any) -> Trained:
    """You take one step too few: use range(epochs), which counts from 0.

    Breaks: epochs steps.
    """
    return _descend(*call, **named, steps=lambda epochs: epochs - 1)


def wrong_gradient_descent__one_step_too_many(*call: Any, **named: Any) -> Trained:
    """You take one step too many: range(epochs) has as many as were asked for.

    Breaks: epochs steps.
    """
    return _descend(*call, **named, steps=lambda epochs: epochs + 1)


def wrong_gradient_descent__returns_in_the_loop(*call: Any, **named: Any) -> Trained:
    """You return after the first step: indent return as far as the for, so that it comes after the loop.

    Breaks: epochs steps.
    """
    return _descend(*call, **named, steps=lambda epochs: min(epochs, 1))


def wrong_gradient_descent__no_epochs_is_all(*call: Any, **named: Any) -> Trained:
    """With epochs=0 you take steps: 0 epochs are no steps, as in range(epochs).

    Breaks: arrays of its own, also after 0 epochs.
    """
    return _descend(*call, **named, steps=lambda epochs: epochs or 100)


def wrong_gradient_descent__a_thousand_steps(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 1000
) -> Trained:
    """You do not take 100 steps where no number is given: keep the defaults of the stub.

    Breaks: epochs=100.
    """
    return _descend(X, y, W, lr, loss_fn, epochs)


def wrong_gradient_descent__stops_early(*call: Any, **named: Any) -> Trained:
    """You stop when the loss hardly falls any more: take as many steps as epochs says.

    Breaks: epochs steps, and a loss for each.
    """
    return _descend(*call, **named, enough=lambda losses: len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-3)


def wrong_gradient_descent__stops_when_it_rises(*call: Any, **named: Any) -> Trained:
    """You stop when the loss rises: take as many steps as epochs says, so that the losses show it.

    Breaks: epochs steps, and a loss for each.
    """
    return _descend(*call, **named, enough=lambda losses: len(losses) > 1 and losses[-2] < losses[-1])


def wrong_gradient_descent__stops_before_a_rise(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You stop when the loss rises: take as many steps as epochs says, so that the losses show it.

    Breaks: epochs steps, and a loss for each. Unlike the one above, it does not record the loss that rose.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        if losses and loss > losses[-1]:
            break
        losses.append(float(loss))
        W = (W - lr * dW).astype(W.dtype)
    return W, losses


def wrong_gradient_descent__refuses_a_worse_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You take a step only where it lowers the loss: take each one, so that the losses show where lr is too large.

    Breaks: W ← W - lr * dW, epochs times.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        there = (W - lr * dW).astype(W.dtype)
        if loss_fn(X, y, there)[0] <= loss:
            W = there
    return W, losses


def wrong_gradient_descent__returns_the_best(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You return the weights whose loss was lowest: return those after the last step.

    Breaks: W ← W - lr * dW, epochs times.
    """
    path, losses = [W.copy()], list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, path[-1])
        losses.append(float(loss))
        path.append((path[-1] - lr * dW).astype(W.dtype))
    return min(path, key=lambda passed: loss_fn(X, y, passed)[0]), losses


def wrong_gradient_descent__last_loss_alone(*call: Any, **named: Any) -> Any:
    """You return only the last loss: return the list of them, one for each step.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return W, losses[-1] if losses else 0.0


def wrong_gradient_descent__losses_first(*call: Any, **named: Any) -> Any:
    """You return the losses first: return the weights, and then the losses.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return losses, W


def wrong_gradient_descent__weights_alone(*call: Any, **named: Any) -> Any:
    """You return only the weights: return the list of losses with them.

    Breaks: tuple[Array, list[float]].
    """
    return _descend(*call, **named)[0]


def wrong_gradient_descent__changes_the_callers_weights(*call: Any, **named: Any) -> Trained:
    """Your training changes the caller's W: start from W.copy(), since -= works in place.

    Breaks: no function changes an array that it was passed.
    """
    return _descend(*call, **named, start=lambda W: W, step=_in_place)


def wrong_gradient_descent__copies_too_late(*call: Any, **named: Any) -> Trained:
    """Your training changes the caller's W: start from W.copy(), since -= works in place.

    Breaks: no function changes an array that it was passed. The copy at the end comes too late.
    """
    W, losses = _descend(*call, **named, start=lambda W: W, step=_in_place)
    return W.copy(), losses


def wrong_gradient_descent__one_sample_a_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your loss_fn gets one sample at each step: pass all of X and y.

    Breaks: full batch.
    """
    W, losses = W.copy(), list[float]()
    for i in range(epochs):
        k = i % len(X)
        loss, dW = loss_fn(X[k : k + 1], y[k : k + 1], W)
        losses.append(float(loss))
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__first_samples_only(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """Your loss_fn gets the first samples only: pass all of X and y.

    Breaks: full batch.
    """
    return _descend(X[:32], y[:32], *call, **named)


def wrong_gradient_descent__standardizes(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """Your loss_fn gets standardized columns: pass X as it is.

    Breaks: loss_fn takes (X, y, W).
    """
    return _descend((X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8), y, *call, **named)


def wrong_gradient_descent__its_own_loss(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your losses are mean squared errors whatever loss_fn is: take loss and gradient from loss_fn(X, y, W).

    Breaks: gradient_descent(…, loss_fn).
    """
    return _descend(X, y, W, lr, linear_loss_and_grad, epochs)


_LOSSES: list[float] = []


def wrong_gradient_descent__losses_of_all_runs(*call: Any, **named: Any) -> Trained:
    """Your list of losses goes on from run to run, as a list that is a default value does: make one in the function.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = _descend(*call, **named)
    _LOSSES.extend(losses)
    return W, list(_LOSSES)


def wrong_gradient_descent__list_in_the_loop(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your list of losses holds only the last one: make the list before the loop, and append to it in each epoch.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses = [float(loss)]
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__losses_doubled(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your list has two losses for each step: record only the one before the step.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W -= lr * dW
        losses.append(float(loss_fn(X, y, W)[0]))
    return W, losses


def wrong_gradient_descent__replaces_the_weights(*call: Any, **named: Any) -> Trained:
    """Your weights become lr * dW: subtract that from W.

    Breaks: W ← W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: lr * dW)


def wrong_gradient_descent__subtracts_the_loss(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Your step is lr times the loss: loss_fn gives the loss first, and then the gradient that a step takes.

    Breaks: W ← W - lr * dW.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, _ = loss_fn(X, y, W)
        losses.append(float(loss))
        W = W - lr * loss
    return W, losses


def wrong_gradient_descent__one_step_too_few_from_1(*call: Any, **named: Any) -> Trained:
    """You take one step too few: use range(epochs), which counts from 0.

    Breaks: epochs steps.
    """
    return _descend(*call, **named, steps=lambda epochs: epochs - 1, start=lambda W: W)


def wrong_gradient_descent__every_tenth_loss(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You record the loss in some epochs only: append it in each.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = _descend(X, y, W, lr, loss_fn, epochs)
    return W, losses[::10]


def wrong_gradient_descent__pairs(*call: Any, **named: Any) -> Any:
    """Your list holds pairs: append only the losses.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return W, list(enumerate(losses))


def wrong_gradient_descent__one_step_each_sample_and_its_last_loss(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You take a step for each sample: take one step in each epoch, with all of X and y.

    Breaks: full batch.
    """
    W, losses, loss = W.copy(), list[float](), 0.0
    for _ in range(epochs):
        for k in range(len(X)):
            loss, dW = loss_fn(X[k : k + 1], y[k : k + 1], W)
            W -= lr * dW
        losses.append(float(loss))
    return W, losses


def wrong_gradient_descent__never_updates(*call: Any, **named: Any) -> Trained:
    """Your weights never change: assign the result of W - lr * dW to W.

    Breaks: W ← W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W)


def wrong_gradient_descent__one_step_each_sample(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You take a step for each sample: take one step in each epoch, with all of X and y.

    Breaks: full batch.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        for k in range(len(X)):
            loss, dW = loss_fn(X[k : k + 1], y[k : k + 1], W)
            losses.append(float(loss))
            W -= lr * dW
    return W, losses


def unpolished_gradient_descent__array_of_losses(*call: Any, **named: Any) -> Any:
    """Your losses are an array: return a list of floats.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return W, np.array(losses)


def unpolished_gradient_descent__hands_back_the_start(*call: Any, **named: Any) -> Trained:
    """With no steps to take you return the caller's own W: start from W.copy().

    Breaks: arrays of its own, also after 0 epochs.
    """
    return _descend(*call, **named, start=lambda W: W)


def unpolished_gradient_descent__dtype_creep(*call: Any, **named: Any) -> Trained:
    """Your float32 weights become float64, as W - lr * dW is if lr or dW is: update a copy in place, by -=.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, dtype=lambda W, dW, new: new.dtype)


def unpolished_gradient_descent__dtype_of_the_gradient(*call: Any, **named: Any) -> Trained:
    """Your weights come back in the dtype of their gradient: they keep their own.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, dtype=lambda W, dW, new: dW.dtype)


def unpolished_gradient_descent__double_precision(*call: Any, **named: Any) -> Trained:
    """Your weights come back as float64, whatever they were: copy them in their own dtype.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, start=lambda W: W.astype(np.float64))


def unpolished_gradient_descent__single_precision(*call: Any, **named: Any) -> Trained:
    """Your weights come back as float32, whatever they were: copy them in their own dtype.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, start=lambda W: W.astype(np.float32))


def unpolished_gradient_descent__rate_in_single_precision(*call: Any, **named: Any) -> Trained:
    """Your lr seems to be a float32, where 0.1 is 0.10000000149: use it as it comes.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - np.float32(lr) * dW)


def unpolished_gradient_descent__scales_the_gradient_in_place(*call: Any, **named: Any) -> Trained:
    """Your training writes into the gradient, but that array is loss_fn's: lr * dW makes a new one.

    Breaks: no function changes an array that a loss_fn returned.
    """

    def step(W: Array, lr: float, dW: Array) -> Array:
        dW *= lr
        return W - dW

    return _descend(*call, **named, step=step)


def plain_linear_loss_and_grad__formulas(X: Array, y: Array, W: Array) -> Any:
    """Write both formulas."""
    E = X @ W - y
    return np.mean(E**2), 2 * X.T @ E / len(X)


def plain_linear_loss_and_grad__by_mse_loss(X: Array, y: Array, W: Array) -> Any:
    """Take the loss of chapter 2.1, and n first."""
    n = X.shape[0]
    y_pred = np.dot(X, W)
    grad = (2 / n) * np.dot(X.T, y_pred - y)
    return mse_loss(y_pred, y), grad


def plain_linear_loss_and_grad__by_einsum(X: Array, y: Array, W: Array) -> Any:
    """Sum over the samples by einsum."""
    errors = np.einsum("ij,jk->ik", X, W) - y
    loss = (errors**2).sum() / errors.shape[0]
    return loss, 2.0 * np.einsum("ij,ik->jk", X, errors / errors.shape[0])


def plain_linear_loss_and_grad__loops(X: Array, y: Array, W: Array) -> Any:
    """Go through samples and features by loops."""
    n, d = X.shape
    loss, dW = 0.0, np.zeros((d, 1))
    for i in range(n):
        error = 0.0
        for j in range(d):
            error += X[i, j] * W[j, 0]
        error -= y[i, 0]
        loss += error**2 / n
        for j in range(d):
            dW[j, 0] += 2 * error * X[i, j] / n
    return loss, dW


def plain_linear_loss_and_grad__means_by_columns(X: Array, y: Array, W: Array) -> Any:
    """Take the mean over axis 0, and make a column of it."""
    E = X @ W - y
    dW = np.mean(2 * E * X, axis=0)
    return np.mean(np.square(E)), dW.reshape(-1, 1)


def plain_linear_loss_and_grad__sample_by_sample(X: Array, y: Array, W: Array) -> Any:
    """Collect each sample's loss and gradient in lists."""
    losses, grads = [], []
    for x, t in zip(X, y, strict=False):
        e = x @ W - t
        losses.append(e[0] ** 2)
        grads.append(2 * x[:, None] * e)
    return np.mean(losses), np.mean(grads, axis=0)


def plain_linear_loss_and_grad__matrix_loss(X: Array, y: Array, W: Array) -> Any:
    """Take the entry of the product of the errors with themselves."""
    E = np.matmul(X, W) - y
    return (E.T @ E).item() / len(y), X.T @ (2 * E) / len(y)


def plain_linear_loss_and_grad__flat_in_between(X: Array, y: Array, W: Array) -> Any:
    """Compute with vectors, and return a column."""
    e = X @ W.ravel() - y.ravel()
    return e @ e / e.size, (2 / e.size * (X.T @ e))[:, np.newaxis]


def plain_linear_loss_and_grad__truth_first(X: Array, y: Array, W: Array) -> Any:
    """Take the truth minus the prediction, and a minus."""
    residual = y - X @ W
    return np.squeeze(np.mean(residual**2)), -2 / len(residual) * X.T @ residual


def plain_gradient_descent__new_arrays(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Any:
    """Write the update as the formula has it."""
    losses = []
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(loss)
        W = W - lr * dW
    return W, losses


def plain_gradient_descent__in_place_on_a_copy(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Any:
    """Train a copy."""
    weights = np.copy(W)
    history = []
    for _ in range(epochs):
        loss, grad = loss_fn(X, y, weights)
        history += [float(loss)]
        weights -= lr * grad
    return weights, history


def plain_gradient_descent__array_of_losses(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Any:
    """Fill an array that is made before the loop, and return a list."""
    losses = np.zeros(epochs)
    w = W.astype(np.float64)
    i = 0
    while i < epochs:
        losses[i], dW = loss_fn(X, y, w)
        w = np.subtract(w, np.multiply(lr, dW))
        i += 1
    return [w, losses]


def plain_gradient_descent__prints(X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100) -> Any:
    """Print the loss every ten epochs."""
    W = W.copy()
    losses: list[float] = []
    for epoch in range(1, epochs + 1):
        result = loss_fn(X, y, W)
        losses.append(result[0])
        W = W - result[1] * lr
        if epoch % 10 == 0:
            print(f"Epoch {epoch}: loss = {result[0]:.4f}")
    return W, losses


def plain_gradient_descent__scaled_in_place(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Any:
    """Scale the gradient in place, and subtract it."""
    W = np.array(W)
    losses = []
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        dW *= lr
        W = W - dW
        losses.append(loss)
    return W, losses


def plain_gradient_descent__helper(X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100) -> Any:
    """Take a step in a function of its own."""

    def step(weights: Array) -> Any:
        loss, grad = loss_fn(X, y, weights)
        return weights - lr * grad, loss

    losses = []
    for _ in range(epochs):
        W, loss = step(W)
        losses.append(loss)
    return W, losses


def plain_gradient_descent__losses_apart(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Any:
    """Call loss_fn once for the loss and once for the gradient."""
    current, losses = W + 0.0, []
    for _ in range(epochs):
        losses.append(loss_fn(X, y, current)[0])
        current = current - lr * loss_fn(X, y, current)[1]
    return current, losses


def right_linear_loss_and_grad__by_einsum(X: Array, y: Array, W: Array) -> Result:
    """Sum over the samples by einsum."""
    P = np.einsum("nd,dk->nk", X, W)
    loss = mse_loss(P, y)
    return loss, np.einsum("nd,nk->dk", X, P - y) * (2 / len(X))


def right_linear_loss_and_grad__by_a_mean(X: Array, y: Array, W: Array) -> Result:
    """Take the mean of the samples' own gradients."""
    P = np.dot(X, W)
    loss = mse_loss(P, y)
    return loss, np.mean(2 * X * (P - y), axis=0)[:, None]


def right_linear_loss_and_grad__with_own_check(X: Array, y: Array, W: Array) -> Result:
    """Check the shapes, and return a NumPy scalar."""
    E = np.matmul(X, W)
    if E.shape != y.shape or not len(X):
        raise ValueError(f"predictions have shape {E.shape}, but y has shape {y.shape}")
    E = E - y
    return np.square(E).mean(), X.T.dot(E) * 2 / len(X)


def right_linear_loss_and_grad__multiplied_out(X: Array, y: Array, W: Array) -> Result:
    """Multiply X.T @ (X @ W - y) out."""
    loss = mse_loss(X @ W, y)
    return loss, 2 / len(X) * (X.T @ X @ W - X.T @ y)


def right_linear_loss_and_grad__sample_by_sample(X: Array, y: Array, W: Array) -> Result:
    """Add up the samples' losses and gradients in a loop."""
    E = _errors(X, y, W)
    loss, dW = 0.0, np.zeros(W.shape, dtype=E.dtype)
    for x, e in zip(X, E, strict=True):
        loss += float(e[0]) ** 2 / len(X)
        dW += 2 * np.outer(x, e) / len(X)
    return loss, dW


def right_linear_loss_and_grad__by_vdot(X: Array, y: Array, W: Array) -> Result:
    """Take the errors' product with themselves, and the gradient by y - X @ W with a minus before it."""
    E = _errors(X, y, W)
    return float(np.vdot(E, E)) / len(X), -2 * X.T @ (y - X @ W) / len(X)


def right_gradient_descent__by_subtract(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Subtract into the array, in its own dtype."""
    W, losses = W.copy(), list[float]()
    while len(losses) < epochs:
        loss, dW = loss_fn(X, y, W)
        losses += [loss]
        np.subtract(W, lr * dW, out=W, casting="same_kind")
    return W, losses


def right_gradient_descent__by_new_arrays(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Make a new array at each step, in the old dtype."""
    dtype, W = W.dtype, np.array(W)
    losses = np.zeros(epochs)
    for i in range(epochs):
        losses[i], dW = loss_fn(X, y, W)
        W = np.asarray(W - np.multiply(lr, dW), dtype=dtype)
    return W, losses.tolist()


def right_gradient_descent__by_history(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Keep all weights that were passed through, and return the last."""
    path, losses = [W.copy()], list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, path[-1])
        path.append((path[-1] - lr * dW).astype(W.dtype))
        losses.append(float(loss))
    return path[-1], losses


def right_gradient_descent__by_itself(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Take one step, and leave the rest to the function itself."""
    if epochs == 0:
        return W.copy(), []
    loss, dW = loss_fn(X, y, W)
    W, losses = right_gradient_descent__by_itself(X, y, np.asarray(W - lr * dW, dtype=W.dtype), lr, loss_fn, epochs - 1)
    return W, [float(loss), *losses]


def right_gradient_descent__on_copies(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """Give loss_fn copies, with lr in the dtype of W, and fill a list made beforehand with NumPy scalars."""
    W, rate, losses = np.array(W, order="C"), W.dtype.type(lr), [0.0] * epochs
    for i in range(epochs):
        loss, dW = loss_fn(X.copy(), y.copy(), W.copy())
        losses[i] = np.float64(loss)
        W[...] = W - rate * dW
    return W, losses
