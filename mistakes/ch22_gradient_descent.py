"""Wrong and right answers to chapter 2.2.

Those to gradient_descent hand on what they are called with, (X, y, W, lr, loss_fn, epochs=100), to `_descend`.
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
    E = _errors(X, y, W)
    return float(np.mean(E**2)), X.T @ E / len(X)


def wrong_linear_loss_and_grad__gradient_summed(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is a sum over the samples, but the loss is a mean: divide it by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * X.T @ E


def wrong_linear_loss_and_grad__all_summed(X: Array, y: Array, W: Array) -> Result:
    """Your loss and gradient are sums over the samples: divide both by the number of samples.

    Breaks: the mean squared error.
    """
    E = _errors(X, y, W)
    return float(np.sum(E**2)), 2 * X.T @ E


def wrong_linear_loss_and_grad__loss_summed(X: Array, y: Array, W: Array) -> Result:
    """Your loss is a sum over the samples: divide it by their number, as you do with the gradient.

    Breaks: the mean squared error.
    """
    E = _errors(X, y, W)
    return float(np.sum(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__divided_twice(X: Array, y: Array, W: Array) -> Result:
    """You divide the gradient by the number of samples twice: once is enough.

    Breaks: every gradient has its 1/n, once.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * X.T @ E / len(X) / len(X)


def wrong_linear_loss_and_grad__divided_by_size(X: Array, y: Array, W: Array) -> Result:
    """You divide the gradient by X.size, which counts inputs as well as samples: divide by len(X).

    Breaks: 1/n, n being the number of samples.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * X.T @ E / X.size


def wrong_linear_loss_and_grad__divided_by_inputs(X: Array, y: Array, W: Array) -> Result:
    """You divide the gradient by the number of inputs, X.shape[1]: divide by that of samples, X.shape[0].

    Breaks: 1/n, n being the number of samples.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * X.T @ E / X.shape[1]


def wrong_linear_loss_and_grad__divided_by_one_less(X: Array, y: Array, W: Array) -> Result:
    """You divide by n - 1, as for a sample's variance: a mean divides by n.

    Breaks: the mean squared error.
    """
    E, n = _errors(X, y, W), max(len(X) - 1, 1)
    return float(np.sum(E**2) / n), 2 * X.T @ E / n


def wrong_linear_loss_and_grad__opposite_sign(X: Array, y: Array, W: Array) -> Result:
    """Your gradient points downhill, as you take y - X @ W: take X @ W - y, since the update does the subtracting.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    E = -_errors(X, y, W)
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__loss_halved(X: Array, y: Array, W: Array) -> Result:
    """You halve the loss and its gradient, as some books do: here the loss is the plain mean of the squared errors.

    Breaks: the mean squared error.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2) / 2), X.T @ E / len(X)


def wrong_linear_loss_and_grad__root_of_the_loss(X: Array, y: Array, W: Array) -> Result:
    """You take the root of the mean squared error: leave the root out.

    Breaks: the loss is the MSE.
    """
    E = _errors(X, y, W)
    return float(np.sqrt(np.mean(E**2))), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__absolute_errors(X: Array, y: Array, W: Array) -> Result:
    """Your loss is the mean absolute error, and its slope the errors' signs: square the errors.

    Breaks: the loss is the MSE.
    """
    E = _errors(X, y, W)
    return float(np.mean(np.abs(E))), X.T @ np.sign(E) / len(X)


def wrong_linear_loss_and_grad__measured(X: Array, y: Array, W: Array) -> Result:
    """You measure the gradient by nudging W to one side, which is a little off: compute 2 * X.T @ (X @ W - y) / n.

    Breaks: its exact gradient.
    """
    loss, dW, h = float(np.mean(_errors(X, y, W) ** 2)), np.zeros_like(W), 1e-5
    for i in range(len(W)):
        nudged = W.copy()
        nudged[i] += h
        dW[i] = (np.mean(_errors(X, y, nudged) ** 2) - loss) / h
    return loss, dW


def wrong_linear_loss_and_grad__gradient_cut_off(X: Array, y: Array, W: Array) -> Result:
    """You cut the gradient off where it is large: return it as it is, since it is lr that makes steps small.

    Breaks: its exact gradient.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, np.clip(dW, -100, 100)


def wrong_linear_loss_and_grad__large_errors_spared(X: Array, y: Array, W: Array) -> Result:
    """You let large errors count less than by their square: every error counts in full, however large.

    Breaks: the loss is the MSE.
    """
    E, most = _errors(X, y, W), 100.0
    loss = np.where(np.abs(E) <= most, E**2, 2 * most * np.abs(E) - most**2)
    return float(np.mean(loss)), 2 * X.T @ np.clip(E, -most, most) / len(X)


def wrong_linear_loss_and_grad__rounded(X: Array, y: Array, W: Array) -> Result:
    """You round the loss and the gradient: return all of their digits, for rounding is for printing.

    Breaks: its exact gradient.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return round(loss, 4), np.round(dW, 4)


def wrong_linear_loss_and_grad__flat_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient has shape (d,), but W has (d, 1): use X.T @ E, which keeps the column.

    Breaks: the gradient has the shape of W.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * np.mean(E * X, axis=0)


def wrong_linear_loss_and_grad__row_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is a row, (1, d), but W is a column, (d, 1): use X.T @ E, not E.T @ X.

    Breaks: the gradient has the shape of W.
    """
    E = _errors(X, y, W)
    return float(np.mean(E**2)), 2 * E.T @ X / len(X)


def wrong_linear_loss_and_grad__matrix_loss(X: Array, y: Array, W: Array) -> Any:
    """Your loss is a matrix of shape (1, 1), as E.T @ E gives it: make it a number, such as by mse_loss.

    Breaks: tuple[float, Array].
    """
    E = _errors(X, y, W)
    return E.T @ E / len(X), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__array_loss(X: Array, y: Array, W: Array) -> Any:
    """Your loss is an array without axes: make it a float, by float(...).

    Breaks: tuple[float, Array].
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return np.array(loss), dW


def wrong_linear_loss_and_grad__gradient_first(X: Array, y: Array, W: Array) -> Any:
    """You return the gradient first: return the loss, and then the gradient.

    Breaks: tuple[float, Array].
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return dW, loss


def wrong_linear_loss_and_grad__broadcasts(X: Array, y: Array, W: Array) -> Result:
    """You subtract y of shape (n,) from predictions of shape (n, 1), which makes n times n errors: raise a ValueError.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__stretches(X: Array, y: Array, W: Array) -> Result:
    """You refuse a y without columns, but not a single target, which NumPy takes for all samples: compare the shapes.

    Breaks: shapes that do not fit raise a ValueError that names both.
    """
    if y.ndim != 2 or not len(X):
        raise ValueError(f"predictions have shape {(X @ W).shape}, but y has shape {y.shape}")
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__targets_reshaped(X: Array, y: Array, W: Array) -> Result:
    """You turn targets of shape (n,) into a column yourself: leave y as it is, and refuse shapes that do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return linear_loss_and_grad(X, y.reshape(-1, 1), W)


def wrong_linear_loss_and_grad__as_far_as_they_go(X: Array, y: Array, W: Array) -> Result:
    """You go on where X and y differ in length, and leave out the rest: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    n = min(len(X), len(y))
    return linear_loss_and_grad(X[:n], y[:n], W)


def wrong_linear_loss_and_grad__asserts(X: Array, y: Array, W: Array) -> Result:
    """You refuse shapes that do not fit by assert, whose error is an AssertionError: raise a ValueError.

    Breaks: shapes that do not fit raise ValueError.
    """
    E = X @ W
    assert E.shape == y.shape and len(X), f"predictions have shape {E.shape}, but y has shape {y.shape}"
    return linear_loss_and_grad(X, y, W)


def wrong_linear_loss_and_grad__says_no_shapes(X: Array, y: Array, W: Array) -> Result:
    """Your ValueError doesn't say what fails to fit: name the shape of the predictions and that of y.

    Breaks: in a message that names both shapes.
    """
    if (X @ W).shape != y.shape:
        raise ValueError("the shapes do not fit")
    return linear_loss_and_grad(X, y, W)


def wrong_linear_loss_and_grad__nothing_is_zero(X: Array, y: Array, W: Array) -> Result:
    """You give a loss of 0 where there are no samples: there is no mean of nothing, so raise a ValueError.

    Breaks: no samples: ValueError.
    """
    return linear_loss_and_grad(X, y, W) if len(X) or len(y) else (0.0, np.zeros_like(W))


def wrong_linear_loss_and_grad__double_precision(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is float64 where all that comes in is float32: convert nothing, and multiply by no np.float64.

    Breaks: float32 inputs alone give float32.
    """
    return linear_loss_and_grad(X.astype(np.float64), y, W)


def wrong_linear_loss_and_grad__single_precision(X: Array, y: Array, W: Array) -> Result:
    """You turn everything into float32, which has seven digits: leave the dtype alone.

    Breaks: dtype follows NumPy's promotion.
    """
    return linear_loss_and_grad(X.astype(np.float32), y.astype(np.float32), W.astype(np.float32))


def wrong_linear_loss_and_grad__cast_like_W(X: Array, y: Array, W: Array) -> Result:
    """You cast the gradient to the dtype of W: leave it as NumPy makes it, float64 if one of X, y and W is.

    Breaks: dtype follows NumPy's promotion.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW.astype(W.dtype)


def wrong_linear_loss_and_grad__errors_written_into_y(X: Array, y: Array, W: Array) -> Result:
    """You write the errors into y by -=, which changes the caller's targets: put them into a new array.

    Breaks: no function changes an array that it was handed.
    """
    _errors(X, y, W)
    y -= X @ W
    return float(np.mean(y**2)), -2 * X.T @ y / len(X)


def wrong_linear_loss_and_grad__errors_times_X(X: Array, y: Array, W: Array) -> Result:
    """You multiply X by the errors in place, which changes the caller's samples: write X * E, a new array.

    Breaks: no function changes an array that it was handed.
    """
    E = _errors(X, y, W)
    X *= E
    return float(np.mean(E**2)), 2 * X.mean(axis=0)[:, None]


def wrong_linear_loss_and_grad__zero_gradient(X: Array, y: Array, W: Array) -> Result:
    """Your gradient is always 0, so nothing is ever learnt: compute 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient.
    """
    return mse_loss(X @ W, y), np.zeros_like(W)


def wrong_linear_loss_and_grad__inputs_apart(X: Array, y: Array, W: Array) -> Result:
    """You compare each input's own product with y, by *: a sample has one prediction, X @ W, the sum of all of them.

    Breaks: the MSE of XW.
    """
    _errors(X, y, W)
    E = X * W.T - y
    return float(np.mean(E**2)), 2 * np.mean(X * E, axis=0)[:, None]


def wrong_linear_loss_and_grad__squeezed(X: Array, y: Array, W: Array) -> Result:
    """You squeeze all axes of length 1 away, and of a single sample none is left: keep the columns as they are.

    Breaks: X is (n, d), n at least 1.
    """
    _errors(X, y, W)
    e = np.squeeze(X @ W) - np.squeeze(y)
    return float(np.mean(e**2)), (2 * X.T @ e / len(X)).reshape(W.shape)


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
    """Walk down as the chapter does, but for what is handed in by name."""
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
    """You add the gradient, which walks uphill: subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W + lr * dW)


def wrong_gradient_descent__without_lr(*call: Any, **named: Any) -> Trained:
    """You subtract the whole gradient: scale it by lr first.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - dW)


def wrong_gradient_descent__divides_by_n(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """You divide the gradient by the number of samples: loss_fn's is that of a mean already.

    Breaks: W - lr * dW.
    """
    return _descend(X, y, *call, **named, step=lambda W, lr, dW: W - lr * dW / len(X))


def wrong_gradient_descent__steps_of_one_length(*call: Any, **named: Any) -> Trained:
    """You divide the gradient by its length, so that every step is as long as the others: subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * dW / (np.linalg.norm(dW) + 1e-8))


def wrong_gradient_descent__cut_off(*call: Any, **named: Any) -> Trained:
    """You cut large gradients off: subtract lr * dW, whatever its size.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * np.clip(dW, -100, 100))


def wrong_gradient_descent__mean_slope_for_all(*call: Any, **named: Any) -> Trained:
    """You move every weight by the mean of all slopes: each weight has a slope of its own, so subtract lr * dW.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - lr * np.mean(dW))


def wrong_gradient_descent__rate_decays(X: Array, y: Array, W: Array, lr: float, *call: Any, **named: Any) -> Trained:
    """You make lr smaller from step to step: it stays what it was asked to be.

    Breaks: W - lr * dW.
    """
    rates = iter(lr / (1 + 0.01 * i) for i in range(10**6))
    return _descend(X, y, W, lr, *call, **named, step=lambda W, lr, dW: W - next(rates) * dW)


def wrong_gradient_descent__momentum(*call: Any, **named: Any) -> Trained:
    """You carry on a part of the last step, which is momentum, of chapter 4.5: here a step is lr * dW alone.

    Breaks: W - lr * dW.
    """
    v: Any = 0

    def step(W: Array, lr: float, dW: Array) -> Array:
        nonlocal v
        v = 0.9 * v - lr * dW
        return W + v

    return _descend(*call, **named, step=step)


def wrong_gradient_descent__in_a_column(*call: Any, **named: Any) -> Trained:
    """You make W a column: leave it in its own shape, whatever that is.

    Breaks: one array, in W's shape.
    """
    return _descend(*call, **named, start=lambda W: W.reshape(-1, 1).copy())


def wrong_gradient_descent__starts_at_zero(*call: Any, **named: Any) -> Trained:
    """You start from zeros: start from a copy of the W that is handed in.

    Breaks: gradient_descent(X, y, W, …).
    """
    return _descend(*call, **named, start=np.zeros_like)


def wrong_gradient_descent__never_moves_on(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You take every step from where you started: take it from where the step before ended.

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
    """You compute the gradient once and walk on along it: compute it anew before each step.

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
    """You record the loss after each step: record the one that came with the gradient, before it.

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
    """You add a loss after the last step: there is one loss for each step, taken before it.

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
    """You return after the first step: set return back to where the for stands, so that it comes after the loop.

    Breaks: epochs steps.
    """
    return _descend(*call, **named, steps=lambda epochs: min(epochs, 1))


def wrong_gradient_descent__no_epochs_is_all(*call: Any, **named: Any) -> Trained:
    """You take epochs=0 for no epochs given, and walk on: 0 steps are none.

    Breaks: arrays of its own, also after 0 epochs.
    """
    return _descend(*call, **named, steps=lambda epochs: epochs or 100)


def wrong_gradient_descent__a_thousand_steps(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 1000
) -> Trained:
    """You take another number of steps than 100 where none is given: leave the defaults of the stub as they are.

    Breaks: epochs=100.
    """
    return _descend(X, y, W, lr, loss_fn, epochs)


def wrong_gradient_descent__stops_early(*call: Any, **named: Any) -> Trained:
    """You stop when the loss hardly falls any more: take all the steps that epochs asks for.

    Breaks: epochs steps, and a loss for each.
    """
    return _descend(*call, **named, enough=lambda losses: len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-3)


def wrong_gradient_descent__stops_when_it_rises(*call: Any, **named: Any) -> Trained:
    """You stop when the loss rises: take all the steps that epochs asks for, so that the losses show it.

    Breaks: epochs steps, and a loss for each.
    """
    return _descend(*call, **named, enough=lambda losses: len(losses) > 1 and losses[-2] < losses[-1])


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
    """You return the last loss alone: return the list of them, one for each step.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return W, losses[-1] if losses else 0.0


def wrong_gradient_descent__array_of_losses(*call: Any, **named: Any) -> Any:
    """Your losses are an array: return a list of floats.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return W, np.array(losses)


def wrong_gradient_descent__losses_first(*call: Any, **named: Any) -> Any:
    """You return the losses first: return the weights, and then the losses.

    Breaks: tuple[Array, list[float]].
    """
    W, losses = _descend(*call, **named)
    return losses, W


def wrong_gradient_descent__weights_alone(*call: Any, **named: Any) -> Any:
    """You return the weights alone: return the list of losses with them.

    Breaks: tuple[Array, list[float]].
    """
    return _descend(*call, **named)[0]


def wrong_gradient_descent__changes_the_callers_weights(*call: Any, **named: Any) -> Trained:
    """You train the array that was handed in, as -= works in place: start from W.copy().

    Breaks: no function changes an array that it was handed.
    """
    return _descend(*call, **named, start=lambda W: W, step=_in_place)


def wrong_gradient_descent__copies_too_late(*call: Any, **named: Any) -> Trained:
    """You copy W when it is trained already, and the caller's with it: copy it before the first step.

    Breaks: no function changes an array that it was handed.
    """
    W, losses = _descend(*call, **named, start=lambda W: W, step=_in_place)
    return W.copy(), losses


def wrong_gradient_descent__hands_back_the_start(*call: Any, **named: Any) -> Trained:
    """You hand back the caller's own W when there are no steps to take: start from W.copy().

    Breaks: arrays of its own, also after 0 epochs.
    """
    return _descend(*call, **named, start=lambda W: W)


def wrong_gradient_descent__dtype_creep(*call: Any, **named: Any) -> Trained:
    """You write W = W - lr * dW, which is float64 as soon as lr or dW is: update a copy in place by -=.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, dtype=lambda W, dW, new: new.dtype)


def wrong_gradient_descent__dtype_of_the_gradient(*call: Any, **named: Any) -> Trained:
    """You give the weights the dtype of their gradient: they keep their own.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, dtype=lambda W, dW, new: dW.dtype)


def wrong_gradient_descent__double_precision(*call: Any, **named: Any) -> Trained:
    """You turn W into float64 before you start: copy it in its own dtype.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, start=lambda W: W.astype(np.float64))


def wrong_gradient_descent__single_precision(*call: Any, **named: Any) -> Trained:
    """You turn W into float32 before you start: copy it in its own dtype.

    Breaks: each parameter keeps its own dtype.
    """
    return _descend(*call, **named, start=lambda W: W.astype(np.float32))


def wrong_gradient_descent__rate_in_single_precision(*call: Any, **named: Any) -> Trained:
    """You make lr a float32, which has 0.1 as 0.10000000149: take it as it comes.

    Breaks: W - lr * dW.
    """
    return _descend(*call, **named, step=lambda W, lr, dW: W - np.float32(lr) * dW)


def wrong_gradient_descent__scales_the_gradient_in_place(*call: Any, **named: Any) -> Trained:
    """You multiply the gradient by lr in place, but that array is loss_fn's: write lr * dW, which is a new one.

    Breaks: no function changes an array that a loss_fn handed it.
    """

    def step(W: Array, lr: float, dW: Array) -> Array:
        dW *= lr
        return W - dW

    return _descend(*call, **named, step=step)


def wrong_gradient_descent__one_sample_a_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You give loss_fn one sample at each step: give it all of X and y.

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
    """You give loss_fn the first 32 samples only: give it all of X and y.

    Breaks: full batch.
    """
    return _descend(X[:32], y[:32], *call, **named)


def wrong_gradient_descent__standardizes(X: Array, y: Array, *call: Any, **named: Any) -> Trained:
    """You give every column of X mean 0 and deviation 1 first: give loss_fn the X that is handed in.

    Breaks: loss_fn takes (X, y, W).
    """
    return _descend((X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8), y, *call, **named)


def wrong_gradient_descent__its_own_loss(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> Trained:
    """You compute the mean squared error whatever loss_fn is: take the loss and the gradient from loss_fn(X, y, W).

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
