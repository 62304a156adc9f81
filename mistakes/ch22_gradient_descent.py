"""Wrong and right answers to chapter 2.2."""

from collections.abc import Callable

import numpy as np
from ch11_arrays import Array
from ch21_losses import mse_loss
from ch22_gradient_descent import linear_loss_and_grad

Loss = Callable[[Array, Array, Array], tuple[float, Array]]


def wrong_linear_loss_and_grad__without_the_two(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your gradient lacks the 2 that comes from the derivative of the square: it is 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient of the mean squared error.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW / 2


def wrong_linear_loss_and_grad__gradient_summed(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your gradient is a sum over the samples, but the loss is a mean: divide it by the number of samples.

    Breaks: every gradient has its 1/n.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW * len(X)


def wrong_linear_loss_and_grad__all_summed(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your loss and gradient are sums over the samples: divide both by the number of samples.

    Breaks: the mean squared error.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss * len(X), dW * len(X)


def wrong_linear_loss_and_grad__divided_twice(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You divide the gradient by the number of samples twice: once is enough.

    Breaks: every gradient has its 1/n, once.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW / len(X)


def wrong_linear_loss_and_grad__divided_by_size(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You divide the gradient by X.size, which counts inputs as well as samples: divide by len(X).

    Breaks: 1/n, n being the number of samples.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW * len(X) / X.size


def wrong_linear_loss_and_grad__opposite_sign(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your gradient points downhill, as you take y - X @ W: take X @ W - y, since the update does the subtracting.

    Breaks: the gradient 2 X.T (XW - y) / n.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, -dW


def wrong_linear_loss_and_grad__loss_halved(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You halve the loss and its gradient, as some books do: here the loss is the plain mean of the squared errors.

    Breaks: the mean squared error.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss / 2, dW / 2


def wrong_linear_loss_and_grad__root_of_the_loss(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You take the root of the mean squared error: leave the root out.

    Breaks: the loss is the MSE.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return float(np.sqrt(loss)), dW


def wrong_linear_loss_and_grad__flat_gradient(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your gradient has shape (d,), but W has (d, 1): use X.T @ E, which keeps the column.

    Breaks: the gradient has the shape of W.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, dW[:, 0]


def wrong_linear_loss_and_grad__broadcasts(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You subtract y of shape (n,) from predictions of shape (n, 1), which makes n times n errors: raise a ValueError.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    E = X @ W - y
    return float(np.mean(E**2)), 2 * X.T @ E / len(X)


def wrong_linear_loss_and_grad__targets_reshaped(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You turn targets of shape (n,) into a column yourself: leave y as it is, and refuse shapes that do not fit.

    Breaks: (n, 1) against (n,) raises a ValueError that names both shapes.
    """
    return linear_loss_and_grad(X, y.reshape(-1, 1), W)


def wrong_linear_loss_and_grad__double_precision(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You turn everything into float64: leave the dtype alone, so that float32 stays float32.

    Breaks: float32 inputs alone give float32.
    """
    return linear_loss_and_grad(X.astype(np.float64), y, W)


def wrong_linear_loss_and_grad__errors_written_into_y(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """You write the errors into y by -=, which changes the caller's targets: put them into a new array.

    Breaks: no function changes an array that it was handed.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    y -= X @ W
    return loss, dW


def wrong_linear_loss_and_grad__zero_gradient(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Your gradient is always 0, so nothing is ever learnt: compute 2 * X.T @ (X @ W - y) / n.

    Breaks: the exact gradient.
    """
    loss, dW = linear_loss_and_grad(X, y, W)
    return loss, np.zeros_like(dW)


def wrong_gradient_descent__uphill(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You add the gradient, which walks uphill: subtract lr * dW.

    Breaks: W - lr * dW.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W += lr * dW
    return W, losses


def wrong_gradient_descent__without_lr(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You subtract the whole gradient: scale it by lr first.

    Breaks: W - lr * dW.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W -= dW
    return W, losses


def wrong_gradient_descent__loss_after_the_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
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
) -> tuple[Array, list[float]]:
    """You add a loss after the last step: there is one loss for each step, taken before it.

    Breaks: losses[i] is the loss before update i.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W -= lr * dW
    return W, [*losses, float(loss_fn(X, y, W)[0])]


def wrong_gradient_descent__one_slope_for_all(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You compute the gradient once and walk on along it: compute it anew before each step.

    Breaks: one step of W - lr * dW each epoch.
    """
    W, losses = W.copy(), list[float]()
    loss, dW = loss_fn(X, y, W)
    for _ in range(epochs):
        losses.append(float(loss))
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__one_step_too_few(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You take one step too few: use range(epochs), which counts from 0.

    Breaks: epochs steps.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(1, epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__stops_early(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You stop when the loss hardly falls any more: take all the steps that epochs asks for.

    Breaks: epochs steps, and a loss for each.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        if losses and abs(losses[-1] - loss) < 1e-3:
            break
        losses.append(float(loss))
        W -= lr * dW
    return W, losses


def wrong_gradient_descent__changes_the_callers_weights(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You train the array that was handed in, as -= works in place: start from W.copy().

    Breaks: no function changes an array that it was handed.
    """
    losses: list[float] = []
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W -= lr * dW
    return W.copy(), losses


def wrong_gradient_descent__hands_back_the_start(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You hand back the caller's own W when there are no steps to take: start from W.copy().

    Breaks: arrays of its own, also after 0 epochs.
    """
    losses: list[float] = []
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W = (W - lr * dW).astype(W.dtype)
    return W, losses


def wrong_gradient_descent__dtype_creep(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You write W = W - lr * dW, which is float64 as soon as lr or dW is: update a copy in place by -=.

    Breaks: each parameter keeps its own dtype.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        W = W - lr * dW
    return W, losses


def wrong_gradient_descent__scales_the_gradient_in_place(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """You multiply the gradient by lr in place, but that array is loss_fn's: write lr * dW, which is a new one.

    Breaks: no function changes an array that a loss_fn handed it.
    """
    W, losses = W.copy(), list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, W)
        losses.append(float(loss))
        dW *= lr
        W -= dW
    return W, losses


def wrong_gradient_descent__one_sample_a_step(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
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


def right_linear_loss_and_grad__by_einsum(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Sum over the samples by einsum."""
    E = np.einsum("nd,dk->nk", X, W)
    loss = mse_loss(E, y)
    return loss, np.einsum("nd,nk->dk", X, E - y) * (2 / len(X))


def right_linear_loss_and_grad__by_a_mean(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Take the mean of the samples' own gradients."""
    P = np.dot(X, W)
    loss = mse_loss(P, y)
    return loss, np.mean(2 * X * (P - y), axis=0)[:, None]


def right_linear_loss_and_grad__with_own_check(X: Array, y: Array, W: Array) -> tuple[float, Array]:
    """Check the shapes, and return a NumPy scalar."""
    E = np.matmul(X, W)
    if E.shape != y.shape or not len(X):
        raise ValueError(f"predictions have shape {E.shape}, but y has shape {y.shape}")
    E = E - y
    return np.square(E).mean(), X.T.dot(E) * 2 / len(X)


def right_gradient_descent__by_subtract(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """Subtract into the array, in its own dtype."""
    W, losses = W.copy(), list[float]()
    while len(losses) < epochs:
        loss, dW = loss_fn(X, y, W)
        losses += [loss]
        np.subtract(W, lr * dW, out=W, casting="same_kind")
    return W, losses


def right_gradient_descent__by_new_arrays(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """Make a new array at each step, in the old dtype."""
    dtype, W = W.dtype, np.array(W)
    losses = np.zeros(epochs)
    for i in range(epochs):
        losses[i], dW = loss_fn(X, y, W)
        W = np.asarray(W - np.multiply(lr, dW), dtype=dtype)
    return W, losses.tolist()


def right_gradient_descent__by_history(
    X: Array, y: Array, W: Array, lr: float, loss_fn: Loss, epochs: int = 100
) -> tuple[Array, list[float]]:
    """Keep all weights that were passed through, and return the last."""
    path, losses = [W.copy()], list[float]()
    for _ in range(epochs):
        loss, dW = loss_fn(X, y, path[-1])
        path.append((path[-1] - lr * dW).astype(W.dtype))
        losses.append(float(loss))
    return path[-1], losses
