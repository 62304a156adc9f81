"""Wrong and right answers to chapter 4.5."""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
from ch11_arrays import Array
from ch23_minibatches import LossFn, Params, minibatches
from ch31_perceptron import Labels
from ch45_capstone import (
    accuracy,
    confusion_matrix,
    gradient_descent,
    momentum_update,
    predict_capstone,
    train_capstone,
)

Step = Callable[[Params, Params, Params], None]
OnEpoch = Callable[[int, float, Params], object] | None


def wrong_momentum_update__uphill(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your velocity pushes uphill: take lr * grad away.

    Breaks: mu * v - lr * grad.
    """
    return mu * v + lr * grad


def wrong_momentum_update__dampened(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your push is dampened by 1 - mu: here it is lr * grad, whole.

    Breaks: mu * v - lr * grad.
    """
    return mu * v - (1 - mu) * lr * grad


def wrong_momentum_update__rate_on_all(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your learning rate scales the old velocity too: it belongs to the gradient alone.

    Breaks: mu * v - lr * grad.
    """
    return lr * (mu * v - grad)


def wrong_momentum_update__nesterov(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function looks ahead as Nesterov's does: plain momentum is mu * v - lr * grad.

    Breaks: mu * v - lr * grad.
    """
    return mu * (mu * v - lr * grad) - lr * grad


def wrong_momentum_update__in_place(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function writes into v, which belongs to the caller: return a new array.

    Breaks: no function changes what it was handed.
    """
    v *= mu
    v -= lr * grad
    return v


def wrong_momentum_update__writes_into_the_gradient(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """You multiply grad in place, and it belongs to the caller: write lr * grad, which makes a new array.

    Breaks: no function changes an array that it was handed.
    """
    grad *= lr
    return mu * v - grad


def wrong_momentum_update__forgets_the_velocity(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your push ignores v, so nothing rolls on: add mu * v, what is left of the last velocity.

    Breaks: mu * v - lr * grad.
    """
    return -lr * grad


def wrong_momentum_update__keeps_all_of_it(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """You keep all of the old velocity and brake the push instead: mu multiplies v, and lr alone the gradient.

    Breaks: mu * v - lr * grad.
    """
    return v - mu * lr * grad


def wrong_momentum_update__no_friction(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """You keep the whole of v, which never slows down: multiply it by mu first.

    Breaks: mu * v - lr * grad.
    """
    return v - lr * grad


def wrong_momentum_update__swapped(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """You have mu and lr the wrong way round: mu belongs to the velocity, lr to the gradient.

    Breaks: mu * v - lr * grad.
    """
    return lr * v - mu * grad


def wrong_momentum_update__rate_left_out(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your gradient is not scaled by lr: here the learning rate is in the velocity, since the caller only adds it.

    Breaks: mu * v - lr * grad.
    """
    return mu * v - grad


def wrong_momentum_update__moving_average(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your velocity is a moving average of gradients, without lr or sign: it is the step itself, mu * v - lr * grad.

    Breaks: mu * v - lr * grad.
    """
    return mu * v + (1 - mu) * grad


def wrong_momentum_update__float64(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your velocity is float64 where v and grad are float32: leave mu and lr plain numbers, which keep the dtype.

    Breaks: float32 inputs alone give float32.
    """
    return np.full(v.shape, mu) * v - lr * grad


def wrong_accuracy__percent(y_pred: Labels, y: Labels) -> float:
    """Your accuracy is in percent: it is a share, from 0 to 1.

    Breaks: the share of right labels.
    """
    return 100 * accuracy(y_pred, y)


def wrong_accuracy__count(y_pred: Labels, y: Labels) -> float:
    """Your function counts the right labels: divide by how many there are.

    Breaks: the share of right labels.
    """
    return accuracy(y_pred, y) * y.size


def wrong_accuracy__errors(y_pred: Labels, y: Labels) -> float:
    """Your function gives the share of wrong labels: accuracy is that of right ones.

    Breaks: the share of right labels.
    """
    return 1 - accuracy(y_pred, y)


def wrong_accuracy__all_or_nothing(y_pred: Labels, y: Labels) -> float:
    """Your function asks whether all labels are right, and gives 1 or 0: take the mean of y_pred == y.

    Breaks: the share of right labels.
    """
    return float(accuracy(y_pred, y) == 1)


def wrong_accuracy__two_classes_only(y_pred: Labels, y: Labels) -> float:
    """Your formula is for labels 0 and 1 only: compare the labels with ==, which fits any number of classes.

    Breaks: of integer labels.
    """
    accuracy(y_pred, y)
    return float(np.mean(y_pred * y + (1 - y_pred) * (1 - y)))


def wrong_accuracy__per_class(y_pred: Labels, y: Labels) -> float:
    """You take the mean over classes, so that rare ones weigh more: each sample counts the same.

    Breaks: the share of right labels.
    """
    accuracy(y_pred, y)
    return float(np.mean([np.mean(y_pred[y == label] == label) for label in np.unique(y)]))


def wrong_accuracy__sorts_its_input(y_pred: Labels, y: Labels) -> float:
    """Your function sorts y_pred in place, which belongs to the caller: leave both arrays as they are.

    Breaks: no function changes an array that it was handed.
    """
    share = accuracy(y_pred, y)
    y_pred.sort()
    return share


def wrong_accuracy__broadcasts(y_pred: Labels, y: Labels) -> float:
    """You let NumPy broadcast labels of different shapes: raise a ValueError that names both, unless they are equal.

    Breaks: unequal lengths: ValueError.
    """
    if min(y_pred.size, y.size) == 0:
        return accuracy(y_pred, y)
    return float(np.mean(np.equal(y_pred, y)))


def wrong_accuracy__nothing_is_zero(y_pred: Labels, y: Labels) -> float:
    """You give 0 where there are no samples: there is no share of nothing, so raise a ValueError.

    Breaks: no samples: ValueError.
    """
    return accuracy(y_pred, y) if y.size or y_pred.size else 0.0


def wrong_accuracy__nothing_is_nan(y_pred: Labels, y: Labels) -> float:
    """Your mean of no samples is nan, with a warning: raise a ValueError there.

    Breaks: no samples: ValueError.
    """
    return accuracy(y_pred, y) if y.size or y_pred.size else float(np.mean(y_pred == y))


def wrong_confusion_matrix__transposed(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your rows are the predicted classes: rows are true classes, columns predicted ones.

    Breaks: [true, predicted].
    """
    return confusion_matrix(y_pred, y, classes).T


def wrong_confusion_matrix__each_pair_once(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix counts each pair once, however often it comes: use np.add.at, which counts all.

    Breaks: counts.
    """
    return np.minimum(confusion_matrix(y_pred, y, classes), 1)


def wrong_confusion_matrix__shares(y_pred: Labels, y: Labels, classes: int) -> Array:
    """Your matrix has shares: leave the counts undivided.

    Breaks: counts, integers.
    """
    return confusion_matrix(y_pred, y, classes) / max(y.size, 1)


def wrong_confusion_matrix__shares_of_rows(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You divide each row by its sum: leave the counts undivided.

    Breaks: counts, integers.
    """
    counts = confusion_matrix(y_pred, y, classes)
    shares: Any = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return shares


def wrong_confusion_matrix__floats(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your counts are floats: make the zeros of an integer dtype.

    Breaks: counts, integers.
    """
    floats: Any = confusion_matrix(y_pred, y, classes).astype(np.float64)
    return floats


def wrong_confusion_matrix__counts_to_255(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your counts are uint8 and begin again at 0 after 255: use np.int64.

    Breaks: counts.
    """
    return confusion_matrix(y_pred, y, classes).astype(np.uint8)


def wrong_confusion_matrix__right_ones_only(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You count the right answers only: what a class was mistaken for is off the diagonal.

    Breaks: [true, predicted] counts.
    """
    return np.diag(np.diag(confusion_matrix(y_pred, y, classes)))


def wrong_confusion_matrix__as_many_as_seen(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix is as large as the largest label seen: it has a row and a column for each of the classes.

    Breaks: (classes, classes).
    """
    counts = confusion_matrix(y_pred, y, classes)
    seen = max(y_pred.max(initial=-1), y.max(initial=-1)) + 1
    return counts[:seen, :seen]


def wrong_confusion_matrix__only_those_seen(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave out the classes that no label names: they have a row and a column of zeros.

    Breaks: (classes, classes).
    """
    seen = np.union1d(y_pred, y)
    return confusion_matrix(y_pred, y, classes)[np.ix_(seen, seen)]


def wrong_confusion_matrix__from_the_end(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You let negative labels through, and NumPy counts them from the end: refuse a label below 0, by a ValueError.

    Breaks: a label out of range: ValueError.
    """
    return confusion_matrix(np.where(y_pred < 0, y_pred + classes, y_pred), np.where(y < 0, y + classes, y), classes)


def wrong_confusion_matrix__index_error(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave it to NumPy to refuse a label that is too large, by an IndexError: check it, and raise a ValueError.

    Breaks: a label out of range: ValueError.
    """
    if y_pred.shape == y.shape and max(y_pred.max(initial=0), y.max(initial=0)) >= classes:
        raise IndexError("index is out of bounds")
    return confusion_matrix(y_pred, y, classes)


def wrong_confusion_matrix__left_out(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave out samples whose label is out of range: raise a ValueError there.

    Breaks: a label out of range: ValueError.
    """
    if y_pred.shape != y.shape:
        return confusion_matrix(y_pred, y, classes)
    fit = (0 <= y_pred) & (y_pred < classes) & (0 <= y) & (y < classes)
    return confusion_matrix(y_pred[fit], y[fit], classes)


def wrong_confusion_matrix__predictions_unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You check the range of the true labels alone: predicted ones can be out of it too.

    Breaks: a label out of range: ValueError.
    """
    fit = (0 <= y_pred) & (y_pred < classes)
    return confusion_matrix(np.where(fit, y_pred, 0), y, classes)


def wrong_confusion_matrix__truth_unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You check the range of the predicted labels alone: true ones can be out of it too.

    Breaks: a label out of range: ValueError.
    """
    fit = (0 <= y) & (y < classes)
    return confusion_matrix(y_pred, np.where(fit, y, 0), classes)


def wrong_confusion_matrix__as_far_as_they_go(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You stop where the shorter of the two ends: raise a ValueError where y_pred and y differ in shape.

    Breaks: shapes that do not fit raise ValueError.
    """
    n = min(len(y_pred), len(y))
    return confusion_matrix(y_pred[:n], y[:n], classes)


def wrong_confusion_matrix__broadcasts(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You let one label stand for many, as NumPy broadcasts it: raise a ValueError where the shapes differ.

    Breaks: shapes that do not fit raise ValueError.
    """
    if 1 in (y_pred.size, y.size):
        y_pred, y = np.broadcast_arrays(y_pred, y)
    return confusion_matrix(y_pred, y, classes)


def _descend(
    X: Array,
    y: Array,
    params: Params,
    loss_fn: LossFn,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator | None,
    on_epoch: OnEpoch,
    step: Step,
) -> tuple[Params, list[float]]:
    """Train as the chapter does, with the given step: it is handed params, velocities and grads, and changes two."""
    rng = np.random.default_rng() if rng is None else rng
    params = {name: param.copy() for name, param in params.items()}
    velocities = {name: np.zeros_like(param) for name, param in params.items()}
    losses: list[float] = []
    for epoch in range(epochs):
        total = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            step(params, velocities, grads)
            total += float(loss) * len(X_batch)
        losses.append(total / len(X))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1], params)
    return params, losses


def wrong_gradient_descent__no_momentum(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your steps are those of plain gradient descent: keep a velocity for each parameter, and add that.

    Breaks: with momentum.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, 0.0, on_epoch)


def wrong_gradient_descent__zero_is_nine_tenths(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You take mu=0 for no mu at all and put 0.9 in its place: 0 is chapter 2.3's gradient descent.

    Breaks: mu=0 is chapter 2.3's.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu or 0.9, on_epoch)


def wrong_gradient_descent__always_nine_tenths(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your momentum is 0.9 whatever mu is: use the parameter.

    Breaks: mu.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, 0.9 if mu else 0.0, on_epoch)


def wrong_gradient_descent__none_by_default(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.0,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your momentum is 0 unless told otherwise: make the default of mu 0.9.

    Breaks: mu=0.9.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__uphill(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You take the velocity away from the parameters, and its minus sign makes that a climb: add it.

    Breaks: param + v.
    """
    return gradient_descent(X, y, params, -lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__dampened(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your push is dampened by 1 - mu: take away lr * gradient, whole.

    Breaks: mu * v - lr * gradient.
    """
    return gradient_descent(X, y, params, (1 - mu) * lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__nesterov_step(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your step is Nesterov's, mu * v - lr * gradient with the new v: add the new v itself.

    Breaks: with momentum, param + v.
    """

    def step(params: Params, velocities: Params, grads: Params) -> None:
        for name in params:
            velocities[name] = momentum_update(velocities[name], grads[name], mu, lr)
            params[name] += momentum_update(velocities[name], grads[name], mu, lr)

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def wrong_gradient_descent__nesterov_gradient(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You take the gradient where the velocity leads, as Nesterov does: take it where the parameters are.

    Breaks: with momentum, losses and gradients at the parameters.
    """
    velocities = {name: np.zeros_like(param) for name, param in params.items()}

    def ahead(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, {name: param + mu * velocities[name] for name, param in params.items()})
        for name in params:
            velocities[name] = momentum_update(velocities[name], grads[name], mu, lr)
        return loss, grads

    return gradient_descent(X, y, params, lr, ahead, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__rate_twice(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You multiply by lr twice, in the velocity and again in the step: the velocity is the step.

    Breaks: param + v.
    """
    return gradient_descent(X, y, params, lr * lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__shared_by_shape(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your parameters of the same shape share a velocity: keep one for each name.

    Breaks: one velocity a parameter.
    """
    shared = {param.shape: np.zeros_like(param) for param in params.values()}

    def step(params: Params, velocities: Params, grads: Params) -> None:
        for name, param in params.items():
            shared[param.shape] = momentum_update(shared[param.shape], grads[name], mu, lr)
            param += shared[param.shape]

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def wrong_gradient_descent__stops_each_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your velocities begin at 0 again each epoch: make them once, before the first one.

    Breaks: velocities kept over the epochs.
    """
    trained, _ = gradient_descent(X, y, params, lr, loss_fn, batch_size, 0, rng, mu)
    losses: list[float] = []
    for epoch in range(epochs):
        trained, loss = gradient_descent(X, y, trained, lr, loss_fn, batch_size, 1, rng, mu)
        losses += loss
        if on_epoch is not None:
            on_epoch(epoch, losses[-1], trained)
    return trained, losses


_rolling: Params = {}


def wrong_gradient_descent__scales_gradients_in_place(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You multiply the gradients by lr in place, and they are loss_fn's: write lr * grad, which makes a new array.

    Breaks: no function changes an array that a loss_fn handed it.
    """

    def step(params: Params, velocities: Params, grads: Params) -> None:
        for name in params:
            grads[name] *= lr
            velocities[name] = mu * velocities[name] - grads[name]
            params[name] += velocities[name]

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def wrong_gradient_descent__trains_the_callers(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You copy the dict, not its arrays, so += changes the caller's parameters: copy each array.

    Breaks: no function changes an array that it was handed.
    """
    trained, losses = gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)
    for name, param in params.items():
        param[...] = trained[name]
    return dict(params), losses


def wrong_gradient_descent__same_arrays_after_no_epochs(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """After 0 epochs you hand back the caller's own arrays: copy them before the first epoch.

    Breaks: arrays of its own, also after 0 epochs.
    """
    if epochs == 0:
        return dict(params), []
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__untrained(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You hand back the parameters you started with: return the trained ones.

    Breaks: the trained parameters.
    """
    _, losses = gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)
    return {name: param.copy() for name, param in params.items()}, losses


def wrong_gradient_descent__float64_velocities(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your velocities are float64, and make float32 parameters float64: use np.zeros_like(param).

    Breaks: each parameter keeps its own dtype.
    """
    velocities: Params = {name: np.zeros(param.shape) for name, param in params.items()}

    def step(params: Params, _: Params, grads: Params) -> None:
        for name in params:
            velocities[name] = momentum_update(velocities[name], grads[name], mu, lr)
            params[name] = params[name] + velocities[name]

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def wrong_gradient_descent__one_batch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You hand all samples to loss_fn at once: cut them into batches of batch_size.

    Breaks: mini-batches.
    """
    size = len(X) if batch_size > 0 else batch_size
    return gradient_descent(X, y, params, lr, loss_fn, size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__last_batch_lost(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You leave out the last batch where it is smaller: every sample belongs to a batch.

    Breaks: every row once, the last batch may be smaller.
    """
    short = len(X) % max(batch_size, 1)

    def skip(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        if len(X) == short:
            return 0.0, {name: np.zeros_like(param) for name, param in params.items()}
        return loss_fn(X, y, params)

    return gradient_descent(X, y, params, lr, skip, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__pairs_lost(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You shuffle X without y, so samples lose their targets: take the same rows from both.

    Breaks: X and y stay paired.
    """
    apart = np.random.default_rng() if rng is None else rng
    if len(X) == len(y):
        X = X[apart.permutation(len(X))]
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, apart, mu, on_epoch)


def wrong_gradient_descent__same_order_each_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your batches are the same each epoch: call minibatches anew for every epoch.

    Breaks: a fresh shuffle each epoch.
    """
    rng = np.random.default_rng() if rng is None else rng
    batches = list(minibatches(X, y, batch_size, rng))
    turns = iter(batches * epochs)

    def instead(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        return loss_fn(*next(turns), params)

    return gradient_descent(X, y, params, lr, instead, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__never_shuffled(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your batches follow the order of the data: shuffle the samples each epoch.

    Breaks: a fresh shuffle each epoch.
    """
    if len(X) != len(y) or batch_size < 1:
        return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)
    turns = iter(list(range(0, len(X), batch_size)) * epochs)

    def in_order(_X: Array, _y: Array, params: Params) -> tuple[float, Params]:
        rows = slice(start := next(turns), start + batch_size)
        return loss_fn(X[rows], y[rows], params)

    return gradient_descent(X, y, params, lr, in_order, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__rng_unused(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You shuffle with a generator of your own: use rng, so that the same seed gives the same numbers.

    Breaks: the same seed gives the same numbers.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, None, mu, on_epoch)


def wrong_gradient_descent__global_random(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You draw from np.random itself, which any code can reseed: draw from rng alone.

    Breaks: randomness comes only from rng.
    """
    rng = np.random.default_rng(np.random.randint(2**31))
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__same_seed_without_rng(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Without rng you shuffle by a fixed seed, the same way each call: None stands for a fresh generator.

    Breaks: rng=None is a fresh generator.
    """
    rng = np.random.default_rng(0) if rng is None else rng
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__one_epoch_more(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You train for an epoch too many: range(epochs) counts them right.

    Breaks: epochs.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs + 1, rng, mu, on_epoch)


def wrong_gradient_descent__one_epoch_less(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You train for an epoch too few: range(epochs) counts them right.

    Breaks: epochs.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, max(epochs - 1, 0), rng, mu, on_epoch)


def wrong_gradient_descent__plain_mean_of_losses(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your epoch's loss is the plain mean of its batches': weight each by its size, as the last may be smaller.

    Breaks: the mean weighted by batch sizes.
    """
    batches: list[float] = []
    means: list[float] = []

    def noted(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        batches.append(loss)
        return loss, grads

    def mean(epoch: int, _: float, live: Params) -> None:
        means.append(float(np.mean(batches)))
        batches.clear()
        if on_epoch is not None:
            on_epoch(epoch, means[-1], live)

    trained, _ = gradient_descent(X, y, params, lr, noted, batch_size, epochs, rng, mu, mean)
    return trained, means


def wrong_gradient_descent__last_batchs_loss(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your epoch's loss is that of its last batch: take the mean over all its samples.

    Breaks: the mean of the epoch's batch losses.
    """
    batches: list[float] = []
    lasts: list[float] = []

    def noted(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        batches.append(float(loss))
        return loss, grads

    def last(epoch: int, _: float, live: Params) -> None:
        lasts.append(batches[-1])
        if on_epoch is not None:
            on_epoch(epoch, lasts[-1], live)

    trained, _ = gradient_descent(X, y, params, lr, noted, batch_size, epochs, rng, mu, last)
    return trained, lasts


def wrong_gradient_descent__loss_of_every_batch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Your list has a loss for each batch: put in one for each epoch.

    Breaks: losses[e], one an epoch.
    """
    batches: list[float] = []

    def noted(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        batches.append(float(loss))
        return loss, grads

    trained, _ = gradient_descent(X, y, params, lr, noted, batch_size, epochs, rng, mu, on_epoch)
    return trained, batches


def wrong_gradient_descent__loss_after_the_epoch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You measure the loss of all samples after each epoch: take the batches' losses from before their steps.

    Breaks: each loss as loss_fn gave it before that batch's update.
    """
    after: list[float] = []

    def measure(epoch: int, _: float, live: Params) -> None:
        after.append(float(loss_fn(X, y, live)[0]))
        if on_epoch is not None:
            on_epoch(epoch, after[-1], live)

    trained, _ = gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, measure)
    return trained, after


def wrong_gradient_descent__callback_never(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You never call on_epoch: call it after each epoch, where it is not None.

    Breaks: on_epoch(epoch, loss, params) after each epoch.
    """
    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu)


def wrong_gradient_descent__callback_needed(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You call on_epoch even where there is none: do so only if it is not None.

    Breaks: on_epoch=None.
    """

    def call(epoch: int, loss: float, live: Params) -> object:
        function: Any = on_epoch
        return function(epoch, loss, live)

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, call)


def wrong_gradient_descent__callback_at_the_end(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You call on_epoch once, after the whole training: call it after each epoch.

    Breaks: on_epoch after each epoch.
    """

    def last(epoch: int, loss: float, live: Params) -> None:
        if on_epoch is not None and epoch == epochs - 1:
            on_epoch(epoch, loss, live)

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, last)


def wrong_gradient_descent__callback_each_batch(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You call on_epoch after each batch: call it when the epoch is over.

    Breaks: on_epoch after each epoch.
    """
    batches = -(-len(X) // max(batch_size, 1))

    def each(epoch: int, loss: float, live: Params) -> None:
        for _ in range(batches if on_epoch is not None else 0):
            on_epoch and on_epoch(epoch, loss, live)

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, each)


def wrong_gradient_descent__callback_from_one(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You count the epochs from 1 for on_epoch: the first one is 0.

    Breaks: epochs counted from 0.
    """

    def counted(epoch: int, loss: float, live: Params) -> None:
        if on_epoch is not None:
            on_epoch(epoch + 1, loss, live)

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, counted)


def wrong_gradient_descent__callback_gets_last_batchs_loss(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You hand on_epoch the loss of the last batch: hand it the epoch's mean, the one in the list.

    Breaks: on_epoch(epoch, loss, params).
    """
    batches: list[float] = []

    def noted(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        batches.append(float(loss))
        return loss, grads

    def last(epoch: int, _: float, live: Params) -> None:
        if on_epoch is not None:
            on_epoch(epoch, batches[-1], live)

    return gradient_descent(X, y, params, lr, noted, batch_size, epochs, rng, mu, last)


def wrong_gradient_descent__callback_gets_the_start(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You hand on_epoch the parameters that the training began with: hand it those that it has reached.

    Breaks: on_epoch(epoch, loss, params), the live ones or copies of them.
    """

    def start(epoch: int, loss: float, _: Params) -> None:
        if on_epoch is not None:
            on_epoch(epoch, loss, {name: param.copy() for name, param in params.items()})

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, start)


def wrong_gradient_descent__callback_by_keyword(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You call on_epoch by keywords, which its author may have named otherwise: hand over three arguments in order.

    Breaks: on_epoch(epoch, loss, params).
    """

    def named(epoch: int, loss: float, live: Params) -> None:
        function: Any = on_epoch
        if function is not None:
            function(epoch=epoch, loss=loss, params=live)

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, named)


def wrong_gradient_descent__lengths_unchecked(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You train on as many samples as X and y both have: raise a ValueError where they differ in length.

    Breaks: unequal lengths: ValueError.
    """
    n = min(len(X), len(y))
    return gradient_descent(X[:n], y[:n], params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)


def wrong_gradient_descent__no_batch_is_one(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """You take a batch_size below 1 for something else: raise a ValueError there.

    Breaks: batch_size < 1: ValueError.
    """
    return gradient_descent(X, y, params, lr, loss_fn, max(batch_size, 1), epochs, rng, mu, on_epoch)


def wrong_train_capstone__untrained(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your parameters are as they were drawn: train them.

    Breaks: 97% on the test digits.
    """
    params = train_capstone(X[:1], y[:1], rng)
    return {name: rng.normal(0, 0.1, param.shape).astype(param.dtype) for name, param in params.items()}


def wrong_train_capstone__first_digits(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your model learns from the first 500 digits alone: train on all that you are handed.

    Breaks: 97% on the test digits.
    """
    return train_capstone(X[:500], y[:500], rng)


def wrong_train_capstone__zeros(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your parameters are all 0, from where nothing can be learnt: draw the weights at random, and train them.

    Breaks: 97% on the test digits.
    """
    return {name: np.zeros_like(param) for name, param in train_capstone(X[:1], y[:1], rng).items()}


def wrong_train_capstone__binarises_in_place(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """You round the pixels in the caller's own array: work on a copy.

    Breaks: no function changes an array that it was handed.
    """
    np.round(X, out=X)
    return train_capstone(X, y, rng)


def wrong_train_capstone__rng_unused(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """You draw from a generator of your own: draw from rng alone, so that the same seed gives the same model.

    Breaks: the same seed gives the same numbers.
    """
    return train_capstone(X, y, np.random.default_rng())


def wrong_predict_capstone__one_for_all(X: Array, params: Params) -> Labels:
    """You call all digits the same: return what the model says of each image.

    Breaks: the labels that the trained capstone gives.
    """
    return np.zeros(len(X), dtype=np.int64)


def wrong_predict_capstone__columns(X: Array, params: Params) -> Labels:
    """Your labels are a column: return a vector of the shape (n,).

    Breaks: labels (n,).
    """
    return predict_capstone(X, params)[:, None]


def wrong_predict_capstone__floats(X: Array, params: Params) -> Labels:
    """Your labels are floats: return integers.

    Breaks: labels, integers.
    """
    floats: Any = predict_capstone(X, params).astype(np.float64)
    return floats


def wrong_predict_capstone__backwards(X: Array, params: Params) -> Labels:
    """Your labels come in the wrong order: the first one belongs to the first image.

    Breaks: the labels that the trained capstone gives, row by row.
    """
    return predict_capstone(X, params)[::-1]


def wrong_predict_capstone__last_batch_lost(X: Array, params: Params) -> Labels:
    """You predict in batches of 100 and drop what is left over: the last batch may be smaller.

    Breaks: labels (n,).
    """
    return predict_capstone(X[: len(X) // 100 * 100], params)


def wrong_predict_capstone__scalar_for_one(X: Array, params: Params) -> Labels:
    """You squeeze the labels, so that one image gives no vector: return the shape (1,) there.

    Breaks: labels (n,).
    """
    return predict_capstone(X, params).squeeze()


def wrong_predict_capstone__drops_out(X: Array, params: Params) -> Labels:
    """You drop pixels at random while predicting: dropout is for training, and the same image gets the same label.

    Breaks: the labels that the trained capstone gives; randomness comes only from rng.
    """
    return predict_capstone(X * (np.random.default_rng().random(X.shape) < 0.9).astype(X.dtype), params)


def wrong_predict_capstone__binarises_in_place(X: Array, params: Params) -> Labels:
    """You round the pixels in the caller's own array: work on a copy.

    Breaks: no function changes an array that it was handed.
    """
    np.round(X, out=X)
    return predict_capstone(X, params)


def wrong_predict_capstone__uses_up_the_parameters(X: Array, params: Params) -> Labels:
    """You pop the parameters from the caller's dict, so a second prediction finds none: read them by params[name].

    Breaks: no function changes a dict that it was handed.
    """
    labels = predict_capstone(X, params)
    params.clear()
    return labels


def right_momentum_update__gradient_first(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Push first, then add what is left of the velocity."""
    return -lr * grad + v * mu


def right_momentum_update__in_a_copy(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Work in place, on a copy."""
    new = v.copy()
    new *= mu
    new -= lr * grad
    return new


def right_momentum_update__by_out(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Write into a new array by out=."""
    new = np.empty_like(v)
    np.multiply(v, mu, out=new)
    return np.subtract(new, lr * grad, out=new)


def right_accuracy__by_count(y_pred: Labels, y: Labels) -> float:
    """Count, and divide."""
    accuracy(y_pred, y)
    return int(np.count_nonzero(y_pred == y)) / len(y)


def right_accuracy__by_errors(y_pred: Labels, y: Labels) -> float:
    """Take the share of wrong labels from 1."""
    accuracy(y_pred, y)
    return float(1 - np.count_nonzero(y_pred != y) / y.size)


def right_accuracy__own_checks(y_pred: Labels, y: Labels) -> float:
    """Check, and sum in a loop."""
    if np.shape(y_pred) != np.shape(y) or not len(y):
        raise ValueError(f"got labels of shapes {y_pred.shape} and {y.shape}, expected the same, and some samples")
    return sum(int(a) == int(b) for a, b in zip(y_pred, y, strict=True)) / len(y)


def right_accuracy__numpy_scalar(y_pred: Labels, y: Labels) -> float:
    """Give a NumPy scalar."""
    accuracy(y_pred, y)
    share: Any = (y_pred == y).mean()
    return share


def right_accuracy__trace_of_the_matrix(y_pred: Labels, y: Labels) -> float:
    """Take the confusion matrix's diagonal."""
    accuracy(y_pred, y)
    names, numbers = np.unique(np.concatenate([y_pred, y]), return_inverse=True)
    counts = confusion_matrix(numbers[: len(y)], numbers[len(y) :], len(names))
    return float(np.trace(counts) / len(y))


def right_confusion_matrix__by_bincount(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Number the pairs, and count each number."""
    confusion_matrix(y_pred, y, classes)
    pairs = y.astype(np.int64) * classes + y_pred.astype(np.int64)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def right_confusion_matrix__by_one_hot(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Multiply the one-hot rows."""
    confusion_matrix(y_pred, y, classes)
    one = np.eye(classes, dtype=np.int64)
    return one[y].T @ one[y_pred]


def right_confusion_matrix__by_loop_over_pairs(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Loop over the pairs of classes."""
    confusion_matrix(y_pred, y, classes)
    pairs = [[np.sum((y == i) & (y_pred == j)) for j in range(classes)] for i in range(classes)]
    return np.array(pairs, dtype=np.int64).reshape(classes, classes)


def right_confusion_matrix__by_sparse(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Let a sparse matrix add what falls in the same place."""
    confusion_matrix(y_pred, y, classes)
    sparse: Any = importlib.import_module("scipy.sparse")
    counts: Labels = sparse.coo_array((np.ones(len(y), np.int64), (y, y_pred)), shape=(classes, classes)).toarray()
    return counts


def right_confusion_matrix__small_integers(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Count in int32."""
    return confusion_matrix(y_pred, y, classes).astype(np.int32)


def right_gradient_descent__rate_outside(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Let the velocity gather gradients, and scale the step: it is the same while lr stays the same."""
    gathered = {name: np.zeros_like(param) for name, param in params.items()}

    def step(params: Params, _: Params, grads: Params) -> None:
        for name in params:
            gathered[name] = mu * gathered[name] + grads[name]
            params[name] -= lr * gathered[name]

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def right_gradient_descent__velocities_in_place(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Change the velocities, which are its own, in place."""

    def step(params: Params, velocities: Params, grads: Params) -> None:
        for name, v in velocities.items():
            v *= mu
            v -= lr * grads[name]
            params[name] += v

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def right_gradient_descent__new_arrays(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Make new arrays each step, in the parameter's dtype, so that each call of loss_fn sees another dict's arrays."""

    def step(params: Params, velocities: Params, grads: Params) -> None:
        for name, param in params.items():
            velocities[name] = (mu * velocities[name] - lr * grads[name]).astype(param.dtype)
            params[name] = param + velocities[name]

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def right_gradient_descent__heavy_ball(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Do without velocities: the last step, kept as the difference of two points, is the velocity."""
    last = {name: param.copy() for name, param in params.items()}

    def step(params: Params, _: Params, grads: Params) -> None:
        for name, param in params.items():
            here = param.copy()
            param += (mu * (param - last[name]) - lr * grads[name]).astype(param.dtype)
            last[name] = here

    return _descend(X, y, params, loss_fn, batch_size, epochs, rng, on_epoch, step)


def right_gradient_descent__shuffles_indices_in_place(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Shuffle the indices in place, on and on, and split them."""
    rng = np.random.default_rng() if rng is None else rng
    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"X has {len(X)} rows, y has {len(y)}, and batch_size is {batch_size}")
    params = {name: param.copy() for name, param in params.items()}
    velocities = {name: np.zeros_like(param) for name, param in params.items()}
    losses, rows = [], np.arange(len(X))
    for epoch in range(epochs):
        rng.shuffle(rows)
        total = 0.0
        for part in np.split(rows, range(batch_size, len(X), batch_size)):
            loss, grads = loss_fn(X[part], y[part], params)
            total += float(loss) * len(part) / len(X)
            for name in params:
                velocities[name] = momentum_update(velocities[name], grads[name], mu, lr)
                params[name] += velocities[name]
        losses.append(total)
        if on_epoch is not None:
            on_epoch(epoch, total, params)
    return params, losses


def right_gradient_descent__callback_gets_copies(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Hand on_epoch copies of the parameters."""

    def copies(epoch: int, loss: float, live: Params) -> None:
        if on_epoch is not None:
            on_epoch(epoch, loss, {name: param.copy() for name, param in live.items()})

    return gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, copies)


def right_gradient_descent__numpy_losses(
    X: Array,
    y: Array,
    params: Params,
    lr: float,
    loss_fn: LossFn,
    batch_size: int = 32,
    epochs: int = 1,
    rng: np.random.Generator | None = None,
    mu: float = 0.9,
    on_epoch: Callable[[int, float, Params], object] | None = None,
) -> tuple[Params, list[float]]:
    """Give the losses as NumPy scalars."""
    trained, losses = gradient_descent(X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch)
    scalars: list[Any] = [np.float64(loss) for loss in losses]
    return trained, scalars


def right_predict_capstone__in_batches(X: Array, params: Params) -> Labels:
    """Predict in batches, which takes less memory."""
    parts = [predict_capstone(X[start : start + 1000], params) for start in range(0, len(X), 1000)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def right_predict_capstone__small_integers(X: Array, params: Params) -> Labels:
    """Give the digits in eight bits."""
    return predict_capstone(X, params).astype(np.uint8)
