"""Wrong and right answers to chapter 4.5."""

import importlib
import inspect
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

Answer = Callable[..., Any]
Given = dict[str, Any]  # what gradient_descent is called with, by name
Trained = tuple[Params, list[float]]


def _says(sentence: str, breaks: str, call: Answer) -> Answer:
    """Give an answer its docstring: what to tell the learner who wrote it, and what of the contract it breaks."""
    call.__doc__ = f"{sentence}\n\n    Breaks: {breaks}.\n    "
    return call


def _velocity(sentence: str, call: Callable[[Array, Array, float, float], Array]) -> Answer:
    """Make an answer of a formula for the velocity, another than the right one."""
    return _says(sentence, "mu * v - lr * grad", call)


wrong_momentum_update__uphill = _velocity(
    "Your velocity pushes uphill: subtract lr * grad.",
    lambda v, grad, mu, lr: mu * v + lr * grad,
)
wrong_momentum_update__dampened = _velocity(
    "Your push is dampened by 1 - mu: here it is the whole of lr * grad.",
    lambda v, grad, mu, lr: mu * v - (1 - mu) * lr * grad,
)
wrong_momentum_update__rate_on_all = _velocity(
    "Your learning rate scales the old velocity too: it belongs to the gradient alone.",
    lambda v, grad, mu, lr: lr * (mu * v - grad),
)
wrong_momentum_update__friction_on_all = _velocity(
    "Your mu scales the push too: it belongs to the velocity alone.",
    lambda v, grad, mu, lr: mu * (v - lr * grad),
)
wrong_momentum_update__nesterov = _velocity(
    "Your function looks ahead as Nesterov's does: plain momentum is mu * v - lr * grad.",
    lambda v, grad, mu, lr: mu * (mu * v - lr * grad) - lr * grad,
)


def unpolished_momentum_update__in_place(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function writes into the caller's v: return a new array.

    Breaks: no function changes what it was passed.
    """
    v *= mu
    v -= lr * grad
    return v


def unpolished_momentum_update__writes_into_the_gradient(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Your function writes into the caller's grad: lr * grad makes a new array, grad *= lr does not.

    Breaks: no function changes an array that it was passed.
    """
    grad *= lr
    return mu * v - grad


wrong_momentum_update__forgets_the_velocity = _velocity(
    "Your push ignores v, so nothing rolls on: add mu * v, what is left of the last velocity.",
    lambda v, grad, mu, lr: -lr * grad,
)
wrong_momentum_update__keeps_all_of_it = _velocity(
    "You keep all of the old velocity and scale down the push instead: mu multiplies v, and lr alone the gradient.",
    lambda v, grad, mu, lr: v - mu * lr * grad,
)
wrong_momentum_update__no_friction = _velocity(
    "You keep the whole of v, which never slows down: multiply it by mu first.",
    lambda v, grad, mu, lr: v - lr * grad,
)
wrong_momentum_update__keeps_the_rest = _velocity(
    "You keep 1 - mu of the velocity: mu is how much is kept.",
    lambda v, grad, mu, lr: (1 - mu) * v - lr * grad,
)
wrong_momentum_update__swapped = _velocity(
    "You have swapped mu and lr: mu belongs to the velocity, lr to the gradient.",
    lambda v, grad, mu, lr: lr * v - mu * grad,
)
wrong_momentum_update__rate_left_out = _velocity(
    "Your gradient is not scaled by lr: here the learning rate is in the velocity, since the caller only adds it.",
    lambda v, grad, mu, lr: mu * v - grad,
)
wrong_momentum_update__gathers_gradients = _velocity(
    "Your velocity gathers plain gradients, as PyTorch's does: here it is the step itself, mu * v - lr * grad.",
    lambda v, grad, mu, lr: mu * v + grad,
)
wrong_momentum_update__moving_average = _velocity(
    "Your velocity is a moving average of gradients, without lr or sign: it is the step itself, mu * v - lr * grad.",
    lambda v, grad, mu, lr: mu * v + (1 - mu) * grad,
)
wrong_momentum_update__always_nine_tenths = _velocity(
    "Your momentum is 0.9 whatever mu is: use the parameter.",
    lambda v, grad, mu, lr: 0.9 * v - lr * grad,
)
unpolished_momentum_update__float64 = _says(
    "Your velocity is float64 where v and grad are float32: mu * v - lr * grad, with numbers mu and lr, stays float32.",
    "float32 inputs alone give float32",
    lambda v, grad, mu, lr: np.full(v.shape, mu) * v - lr * grad,
)


wrong_momentum_update__opposite_sign = _velocity(
    "Your velocity has the opposite sign: it is mu * v - lr * grad, which the caller adds.",
    lambda v, grad, mu, lr: lr * grad - mu * v,
)
wrong_momentum_update__step_included = _velocity(
    "You add the new velocity to the old one: return mu * v - lr * grad, and let the caller add it to the parameter.",
    lambda v, grad, mu, lr: v + (mu * v - lr * grad),
)


def _fit(y_pred: Labels, y: Labels) -> None:
    if y_pred.shape != y.shape or y.size == 0:
        raise ValueError(f"shapes {y_pred.shape} and {y.shape}")


def _share(sentence: str, formula: Callable[[Labels, Labels], Any]) -> Answer:
    """Make an answer that checks its input, and then takes a formula, another than the right one."""

    def share(y_pred: Labels, y: Labels) -> Any:
        _fit(y_pred, y)
        return formula(y_pred, y)

    return _says(sentence, "accuracy of integer labels, a float: the share of right ones", share)


wrong_accuracy__percent = _share(
    "Your accuracy is in percent: it is a share, from 0 to 1.",
    lambda y_pred, y: 100 * float(np.mean(y_pred == y)),
)
wrong_accuracy__count = _share(
    "Your function counts the right labels: divide by how many there are.",
    lambda y_pred, y: float(np.sum(y_pred == y)),
)
wrong_accuracy__errors = _share(
    "Your function gives the share of wrong labels: accuracy is that of right ones.",
    lambda y_pred, y: float(np.mean(y_pred != y)),
)
wrong_accuracy__all_or_nothing = _share(
    "Your accuracy is 1 or True where all labels are right, and else 0 or False: take the mean of y_pred == y.",
    lambda y_pred, y: float(np.sum(y_pred == y) // len(y)),
)
wrong_accuracy__all_of_them = _share(
    "Your accuracy is 1 or True where all labels are right, and else 0 or False: take the mean of y_pred == y.",
    lambda y_pred, y: np.array_equal(y_pred, y),
)
wrong_accuracy__two_classes_only = _share(
    "Your formula is for labels 0 and 1 only: compare the labels with ==, which fits any number of classes.",
    lambda y_pred, y: float(np.mean(y_pred * y + (1 - y_pred) * (1 - y))),
)
wrong_accuracy__per_class = _share(
    "You take the mean over classes, so that rare ones weigh more: each sample counts the same.",
    lambda y_pred, y: float(np.mean([np.mean(y_pred[y == label] == label) for label in np.unique(y)])),
)
wrong_accuracy__sorted = _share(
    "You sort the labels before you compare them, so that they lose their partners: compare them in their order.",
    lambda y_pred, y: float(np.mean(np.sort(y_pred) == np.sort(y))),
)
wrong_accuracy__rounded = _share(
    "You round the share: give it in full.",
    lambda y_pred, y: round(float(np.mean(y_pred == y)), 2),
)
wrong_accuracy__counts_in_a_byte = _share(
    "Your sum is made in eight bits and overflows beyond 127: sum y_pred == y as it is, or take its mean.",
    lambda y_pred, y: float((y_pred == y).astype(np.int8).sum(dtype=np.int8)) / len(y),
)
unpolished_accuracy__same_object = _share(
    "You compare by `is`, which asks whether it is the same object, and large labels are not: compare by ==.",
    lambda y_pred, y: sum(a is b for a, b in zip(y_pred.tolist(), y.tolist(), strict=True)) / len(y),
)


def unpolished_accuracy__same_dtype(y_pred: Labels, y: Labels) -> float:
    """You refuse labels of different integer dtypes: 3 is 3 in one byte and in eight.

    Breaks: of integer labels.
    """
    if y_pred.dtype != y.dtype:
        raise ValueError(f"dtypes {y_pred.dtype} and {y.dtype}")
    return accuracy(y_pred, y)


def wrong_accuracy__sorts_its_input(y_pred: Labels, y: Labels) -> float:
    """Your function sorts the caller's y_pred: leave both arrays as they are.

    Breaks: no function changes an array that it was passed.
    """
    share = accuracy(y_pred, y)
    y_pred.sort()
    return share


def unpolished_accuracy__broadcasts(y_pred: Labels, y: Labels) -> float:
    """You let NumPy broadcast labels of different shapes: raise a ValueError that names both, unless they are equal.

    Breaks: unequal lengths: ValueError.
    """
    if min(y_pred.size, y.size) == 0:
        return accuracy(y_pred, y)
    return float(np.mean(np.equal(y_pred, y)))


def unpolished_accuracy__as_far_as_they_go(y_pred: Labels, y: Labels) -> float:
    """You stop where the shorter of the two ends: raise a ValueError where y_pred and y differ in shape.

    Breaks: unequal lengths: ValueError.
    """
    if len(y) == 0:
        raise ValueError("no samples")
    return sum(int(a == b) for a, b in zip(y_pred, y, strict=False)) / len(y)


unpolished_accuracy__nothing_is_zero = _says(
    "You give 0 where there are no samples: there is no share of nothing, so raise a ValueError.",
    "no samples: ValueError",
    lambda y_pred, y: accuracy(y_pred, y) if y.size or y_pred.size else 0.0,
)
unpolished_accuracy__nothing_is_nan = _says(
    "Your mean of no samples is nan, with a warning: raise a ValueError there.",
    "no samples: ValueError",
    lambda y_pred, y: accuracy(y_pred, y) if y.size or y_pred.size else float(np.mean(y_pred == y)),
)


wrong_accuracy__distance = _share(
    "You measure how far off the labels are: a label is right or wrong, so compare with ==.",
    lambda y_pred, y: float(1 - np.mean(np.abs(y_pred - y))),
)
wrong_accuracy__over_classes = _share(
    "You divide by the largest label and not by the number of labels: divide by len(y).",
    lambda y_pred, y: float(np.sum(y_pred == y) / max(int(y.max()), 1)),
)


def unpolished_accuracy__unchecked(y_pred: Labels, y: Labels) -> float:
    """You let NumPy broadcast labels of different shapes: raise a ValueError that names both, unless they are equal.

    Breaks: unequal lengths: ValueError.
    """
    return float(np.mean(y_pred == y))


def _counts(formula: Callable[[Labels, Labels, int], Any]) -> Answer:
    """Return a confusion matrix that checks its input, and then takes a formula."""

    def counts(y_pred: Labels, y: Labels, classes: int) -> Any:
        confusion_matrix(y_pred, y, classes)
        return formula(y_pred, y, classes)

    return counts


def _added(y_pred: Labels, y: Labels, classes: int, dtype: Any = np.int64) -> Labels:
    counts = np.zeros((classes, classes), dtype)
    np.add.at(counts, (y, y_pred), 1)
    return counts


wrong_confusion_matrix__transposed = _says(
    "Your rows are the predicted classes: rows are true classes, columns predicted ones.",
    "[true, predicted]",
    _counts(lambda y_pred, y, classes: _added(y, y_pred, classes)),
)


def wrong_confusion_matrix__each_pair_once(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix has a 1 for each pair, however often it comes: add 1 for each sample, by np.add.at or in a loop.

    Breaks: counts.
    """
    counts = 0 * confusion_matrix(y_pred, y, classes)
    counts[y, y_pred] += 1
    return counts


wrong_confusion_matrix__shares = _says(
    "Your matrix has shares: leave the counts undivided.",
    "counts, integers",
    lambda y_pred, y, classes: confusion_matrix(y_pred, y, classes) / max(y.size, 1),
)


def wrong_confusion_matrix__shares_of_rows(y_pred: Labels, y: Labels, classes: int) -> Any:
    """You divide each row by its sum: leave the counts undivided.

    Breaks: counts, integers.
    """
    counts = confusion_matrix(y_pred, y, classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


unpolished_confusion_matrix__floats = _says(
    "Your counts are floats: make the zeros of an integer dtype.",
    "counts, integers",
    _counts(lambda y_pred, y, classes: _added(y_pred, y, classes, np.float64)),
)
wrong_confusion_matrix__counts_to_255 = _says(
    "Your counts are uint8 and begin again at 0 after 255: use np.int64.",
    "counts",
    _counts(lambda y_pred, y, classes: _added(y_pred, y, classes, np.uint8)),
)
unpolished_confusion_matrix__numbers_in_a_byte = _says(
    "You number the pairs, y * classes + y_pred, in the labels' own dtype, and a byte overflows: use astype(np.int64).",
    "counts, of any integer labels",
    _counts(
        lambda y_pred, y, classes: np.bincount(y * y.dtype.type(classes) + y_pred, minlength=classes**2)[
            : classes**2
        ].reshape(classes, classes)
    ),
)
wrong_confusion_matrix__flat = _says(
    "You give the counts in one row: reshape them to (classes, classes).",
    "[true, predicted]",
    _counts(lambda y_pred, y, classes: np.bincount(y.astype(np.int64) * classes + y_pred, minlength=classes**2)),
)
wrong_confusion_matrix__right_ones_only = _says(
    "You count the right answers only: what a class was mistaken for is off the diagonal.",
    "[true, predicted] counts",
    lambda y_pred, y, classes: np.diag(np.diag(confusion_matrix(y_pred, y, classes))),
)
wrong_confusion_matrix__wrong_ones_only = _says(
    "You count the wrong answers only: the right ones belong on the diagonal.",
    "[true, predicted] counts",
    _counts(lambda y_pred, y, classes: _added(y_pred[y != y_pred], y[y != y_pred], classes)),
)


def wrong_confusion_matrix__as_many_as_seen(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix is as large as the largest label seen: it has a row and a column for each of the classes.

    Breaks: (classes, classes).
    """
    counts = confusion_matrix(y_pred, y, classes)
    seen = int(max(y_pred.max(initial=0), y.max(initial=0))) + 1
    return counts[:seen, :seen]


def wrong_confusion_matrix__only_those_seen(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave out the classes that no label names: they have a row and a column of zeros.

    Breaks: (classes, classes).
    """
    seen = np.union1d(y_pred, y)
    return confusion_matrix(y_pred, y, classes)[np.ix_(seen, seen)]


unpolished_confusion_matrix__from_the_end = _says(
    "You let negative labels through, and NumPy counts them from the end: refuse a label below 0, by a ValueError.",
    "a label out of range: ValueError",
    lambda y_pred, y, classes: confusion_matrix(
        np.where(y_pred < 0, y_pred + classes, y_pred), np.where(y < 0, y + classes, y), classes
    ),
)
unpolished_confusion_matrix__modulo = _says(
    "You take labels modulo classes, so that one out of range counts as another: raise a ValueError there.",
    "a label out of range: ValueError",
    lambda y_pred, y, classes: confusion_matrix(y_pred % classes, y % classes, classes),
)


def unpolished_confusion_matrix__index_error(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave it to NumPy to refuse a label that is too large, by an IndexError: check it, and raise a ValueError.

    Breaks: a label out of range: ValueError.
    """
    if y_pred.shape != y.shape or min(y_pred.min(initial=0), y.min(initial=0)) < 0:
        raise ValueError("labels do not fit")
    return _added(y_pred, y, classes)


def unpolished_confusion_matrix__left_out(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave out samples whose label is out of range: raise a ValueError there.

    Breaks: a label out of range: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError("shapes differ")
    return np.array([[np.sum((y == i) & (y_pred == j)) for j in range(classes)] for i in range(classes)])


unpolished_confusion_matrix__last_row_too_much = _says(
    "You let the label `classes` through: the last one is classes - 1, as they are counted from 0.",
    "a label out of range: ValueError",
    lambda y_pred, y, classes: confusion_matrix(y_pred, y, classes + 1)[:classes, :classes],
)


def unpolished_confusion_matrix__predictions_unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You check only the range of the true labels: predicted ones can be out of it too.

    Breaks: a label out of range: ValueError.
    """
    confusion_matrix(0 * y_pred, y, classes)
    return _added(y_pred, y, classes)


def unpolished_confusion_matrix__truth_unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You check only the range of the predicted labels: true ones can be out of it too.

    Breaks: a label out of range: ValueError.
    """
    confusion_matrix(y_pred, 0 * y, classes)
    return _added(y_pred, y, classes)


def unpolished_confusion_matrix__numbers_unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You number the pairs, y * classes + y_pred, unchecked, and a label out of range counts elsewhere: check first.

    Breaks: a label out of range: ValueError.
    """
    if y_pred.shape != y.shape:
        raise ValueError("shapes differ")
    counts = np.bincount(y.astype(np.int64) * classes + y_pred.astype(np.int64), minlength=classes**2)
    return counts.reshape(classes, classes)


def unpolished_confusion_matrix__as_far_as_they_go(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You stop where the shorter of the two ends: raise a ValueError where y_pred and y differ in shape.

    Breaks: shapes that do not fit raise ValueError.
    """
    n = min(len(y_pred), len(y))
    return confusion_matrix(y_pred[:n], y[:n], classes)


def unpolished_confusion_matrix__broadcasts(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You let NumPy broadcast one label to many: raise a ValueError where the shapes differ.

    Breaks: shapes that do not fit raise ValueError.
    """
    if 1 in (y_pred.size, y.size):
        y_pred, y = np.broadcast_arrays(y_pred, y)
    return confusion_matrix(y_pred, y, classes)


def wrong_confusion_matrix__set_to_one(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix has a 1 for each pair, however often it comes: add 1 for each sample, by np.add.at or in a loop.

    Breaks: counts.
    """
    counts = np.zeros((classes, classes), dtype=int)
    counts[y, y_pred] = 1
    return counts


def wrong_confusion_matrix__one_row_for_all(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """All rows of your matrix are one list, as [[0] * classes] * classes makes it: start with np.zeros, of integers.

    Breaks: [true, predicted] counts.
    """
    rows = [[0] * classes] * classes
    for true, called in zip(y, y_pred, strict=True):
        rows[true][called] += 1
    return np.array(rows)


def wrong_confusion_matrix__last_sample_lost(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave out the last sample: let a loop run over range(len(y)).

    Breaks: counts.
    """
    return _added(y_pred[:-1], y[:-1], classes)


def wrong_confusion_matrix__as_many_as_occur(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix has a row for each class that occurs among the true labels: it has `classes` rows and columns.

    Breaks: (classes, classes).
    """
    k = len(set(y.tolist()))
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y, y_pred), 1)
    return counts


def wrong_confusion_matrix__largest_label(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Your matrix is as large as the largest true label: it has a row and a column for each of the classes.

    Breaks: (classes, classes).
    """
    k = int(y.max()) + 1
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y, y_pred), 1)
    return counts


def unpolished_confusion_matrix__unchecked(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """You leave it to NumPy to refuse a label that is too large, by an IndexError: check it, and raise a ValueError.

    Breaks: a label out of range: ValueError.
    """
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (y, y_pred), 1)
    return counts


def _given(args: tuple[Any, ...], kwargs: Given, **defaults: Any) -> Given:
    """Return what gradient_descent is called with, with other defaults for some of it."""
    signature = inspect.signature(gradient_descent)
    own = {name: parameter.default for name, parameter in signature.parameters.items()}
    return {**own, **defaults, **signature.bind(*args, **kwargs).arguments}


def _calls(change: Callable[[Given], Given], **defaults: Any) -> Answer:
    """Return a training that calls the chapter's with changed arguments, or other defaults."""

    def train(*args: Any, **kwargs: Any) -> Trained:
        given = _given(args, kwargs, **defaults)
        return gradient_descent(**given | change(given))

    return train


def _tells(tell: Callable[[Any, Given, int, float, Params], object]) -> Answer:
    """Return a training that calls on_epoch, where there is one, in another way."""
    return _calls(
        lambda given: {"on_epoch": given["on_epoch"] and (lambda *told: tell(given["on_epoch"], given, *told))}
    )


Batch = tuple[int, float]  # its size, and its loss
Step = Callable[[Array, Array, Array, Given], tuple[Array, Array]]


def _step(param: Array, v: Array, grad: Array, given: Given) -> tuple[Array, Array]:
    v = (given["mu"] * v - given["lr"] * grad).astype(param.dtype)
    return param + v, v


def _mean(batches: list[Batch]) -> float:
    return float(sum(size * loss for size, loss in batches) / sum(size for size, _ in batches))


def _trains(step: Step = _step, loss: Callable[[list[Batch]], Any] = _mean, each_batch: bool = False) -> Answer:
    """Return a training with a step or an epoch's loss of its own, or with a call of on_epoch at each batch."""

    def train(*args: Any, **kwargs: Any) -> Trained:
        given = _given(args, kwargs)
        rng = np.random.default_rng() if given["rng"] is None else given["rng"]
        params = {name: param.copy() for name, param in given["params"].items()}
        velocities = {name: np.zeros_like(param) for name, param in params.items()}
        losses: list[float] = []
        for epoch in range(given["epochs"]):
            batches: list[Batch] = []
            for X, y in minibatches(given["X"], given["y"], given["batch_size"], rng):
                found, grads = given["loss_fn"](X, y, params)
                batches.append((len(X), found))
                for name, v in velocities.items():
                    params[name], velocities[name] = step(params[name], v, grads[name], given)
                if each_batch and given["on_epoch"] is not None:
                    given["on_epoch"](epoch, found, params)
            losses.append(loss(batches))
            if given["on_epoch"] is not None and not each_batch:
                given["on_epoch"](epoch, losses[-1], params)
        return params, losses

    return train


def _ends(end: Callable[[Given, Params, list[float]], Any]) -> Answer:
    """Return a training that makes something else of its results."""

    def train(*args: Any, **kwargs: Any) -> Any:
        given = _given(args, kwargs)
        return end(given, *gradient_descent(**given))

    return train


def _noted(loss_fn: LossFn, batches: list[float]) -> LossFn:
    """Return a loss function that notes its losses."""

    def noted(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = loss_fn(X, y, params)
        batches.append(float(loss))
        return loss, grads

    return noted


wrong_gradient_descent__no_momentum = _says(
    "Your steps are those of plain gradient descent: keep a velocity for each parameter, and add that.",
    "with momentum",
    _calls(lambda given: {"mu": 0.0}),
)
wrong_gradient_descent__zero_is_nine_tenths = _says(
    "You take mu=0 for no mu at all and use 0.9 instead: 0 is chapter 2.3's gradient descent.",
    "mu=0 is chapter 2.3's",
    _calls(lambda given: {"mu": given["mu"] or 0.9}),
)
wrong_gradient_descent__always_nine_tenths = _says(
    "Your momentum is 0.9 whatever mu is: use the parameter.",
    "mu",
    _calls(lambda given: {"mu": 0.9}),
)
wrong_gradient_descent__none_by_default = _says(
    "Your momentum is 0 unless told otherwise: make the default of mu 0.9.",
    "mu=0.9",
    _calls(lambda given: {}, mu=0.0),
)
wrong_gradient_descent__batches_of_64 = _says(
    "Your batches are of 64 unless told otherwise: make the default of batch_size 32.",
    "batch_size=32",
    _calls(lambda given: {}, batch_size=64),
)
wrong_gradient_descent__uphill = _says(
    "Your steps lead uphill: the velocity is mu * v - lr * gradient, and is added to the parameter.",
    "param + v",
    _trains(lambda param, v, grad, given: (param - (v := given["mu"] * v - given["lr"] * grad), v)),
)
wrong_gradient_descent__dampened = _says(
    "Your push is dampened by 1 - mu: subtract the whole of lr * gradient.",
    "mu * v - lr * gradient",
    _calls(lambda given: {"lr": (1 - given["mu"]) * given["lr"]}),
)
wrong_gradient_descent__old_velocity = _says(
    "You add the velocity as it was before this batch: make the new one first, then add that.",
    "param + v",
    _trains(lambda param, v, grad, given: (param + v, _step(param, v, grad, given)[1])),
)
wrong_gradient_descent__nesterov_step = _says(
    "Your step is Nesterov's, mu * v - lr * gradient with the new v: add the new v itself.",
    "with momentum, param + v",
    _trains(lambda param, v, grad, given: (_step(param, v := _step(param, v, grad, given)[1], grad, given)[0], v)),
)


def wrong_gradient_descent__nesterov_gradient(*args: Any, **kwargs: Any) -> Trained:
    """You take the gradient where the velocity leads, as Nesterov does: take it where the parameters are.

    Breaks: with momentum, losses and gradients at the parameters.
    """
    given = _given(args, kwargs)
    velocities = {name: np.zeros_like(param) for name, param in given["params"].items()}

    def ahead(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        led = {name: param + given["mu"] * velocities[name] for name, param in params.items()}
        loss, grads = given["loss_fn"](X, y, led)
        for name in params:
            velocities[name] = momentum_update(velocities[name], grads[name], given["mu"], given["lr"])
        return loss, grads

    return gradient_descent(**given | {"loss_fn": ahead})


wrong_gradient_descent__rate_twice = _says(
    "You multiply by lr twice, in the velocity and again in the step: the velocity is the step.",
    "param + v",
    _calls(lambda given: {"lr": given["lr"] ** 2}),
)
wrong_gradient_descent__divides_again = _says(
    "You divide the gradient by batch_size: it is that of the mean loss, and has its 1/n already.",
    "mu * v - lr * gradient",
    _calls(lambda given: {"lr": given["lr"] / max(given["batch_size"], 1)}),
)


def wrong_gradient_descent__shared_by_shape(*args: Any, **kwargs: Any) -> Trained:
    """Your parameters of the same shape share a velocity: keep one for each name.

    Breaks: one velocity a parameter.
    """
    shared: dict[tuple[int, ...], Array] = {}

    def step(param: Array, v: Array, grad: Array, given: Given) -> tuple[Array, Array]:
        param, shared[param.shape] = _step(param, shared.get(param.shape, v), grad, given)
        return param, v

    return _trains(step)(*args, **kwargs)


def wrong_gradient_descent__in_their_order(*args: Any, **kwargs: Any) -> Trained:
    """You pair parameters and gradients by their order: pair them by their names, grads[name].

    Breaks: one gradient a parameter, under the same keys.
    """
    given = _given(args, kwargs)

    def renamed(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        loss, grads = given["loss_fn"](X, y, params)
        return loss, dict(zip(params, grads.values(), strict=True))

    return gradient_descent(**given | {"loss_fn": renamed})


def wrong_gradient_descent__stops_each_epoch(*args: Any, **kwargs: Any) -> Trained:
    """Your velocities begin at 0 again each epoch: make them once, before the first one.

    Breaks: velocities kept over the epochs.
    """
    given = _given(args, kwargs)
    trained, losses = gradient_descent(**given | {"epochs": 0})
    for epoch in range(given["epochs"]):
        trained, loss = gradient_descent(**given | {"params": trained, "epochs": 1, "on_epoch": None})
        losses += loss
        if given["on_epoch"] is not None:
            given["on_epoch"](epoch, losses[-1], trained)
    return trained, losses


def unpolished_gradient_descent__scales_gradients_in_place(*args: Any, **kwargs: Any) -> Trained:
    """You write into the gradient that loss_fn returned: lr * grads[name] is a new array, grads[name] *= lr is not.

    Breaks: no function changes an array that a loss_fn returned.
    """

    def step(param: Array, v: Array, grad: Array, given: Given) -> tuple[Array, Array]:
        grad *= given["lr"]
        v = (given["mu"] * v - grad).astype(param.dtype)
        return param + v, v

    return _trains(step)(*args, **kwargs)


def wrong_gradient_descent__trains_the_callers(*args: Any, **kwargs: Any) -> Trained:
    """You train the caller's own parameters: copy each array before the first step; dict(params) copies no array.

    Breaks: no function changes an array that it was passed.
    """
    params = _given(args, kwargs)["params"]
    trained, losses = gradient_descent(*args, **kwargs)
    for name, param in params.items():
        param[...] = trained[name]
    return dict(params), losses


wrong_gradient_descent__untrained = _says(
    "You return the parameters that you started with: return the trained ones.",
    "the trained parameters",
    _ends(lambda given, trained, losses: ({name: param.copy() for name, param in given["params"].items()}, losses)),
)
unpolished_gradient_descent__same_arrays_after_no_epochs = _says(
    "After 0 epochs you return the caller's own arrays: copy each of them before training.",
    "arrays of its own, also after 0 epochs",
    _ends(lambda given, trained, losses: (trained if given["epochs"] else dict(given["params"]), losses)),
)
unpolished_gradient_descent__losses_in_an_array = _says(
    "Your losses are a NumPy array: give a list of floats.",
    "list[float]",
    _ends(lambda given, trained, losses: (trained, np.array(losses))),
)
unpolished_gradient_descent__float64_velocities = _says(
    "Your float32 parameters become float64: copy each in its own dtype, and add the velocity in place by +=.",
    "each parameter keeps its own dtype",
    _trains(lambda param, v, grad, given: (param + (v := given["mu"] * v - given["lr"] * grad.astype(np.float64)), v)),
)
wrong_gradient_descent__one_batch = _says(
    "You pass all samples to loss_fn at once: cut them into batches of batch_size.",
    "mini-batches",
    _calls(lambda given: {"batch_size": len(given["X"]) if given["batch_size"] > 0 else 0}),
)


def wrong_gradient_descent__last_batch_lost(*args: Any, **kwargs: Any) -> Trained:
    """You leave out the last batch where it is smaller: every sample belongs to a batch.

    Breaks: every row once, the last batch may be smaller.
    """
    given = _given(args, kwargs)
    short = len(given["X"]) % max(given["batch_size"], 1)

    def skip(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        if len(X) == short:
            return 0.0, {name: np.zeros_like(param) for name, param in params.items()}
        return given["loss_fn"](X, y, params)

    return gradient_descent(**given | {"loss_fn": skip})


def wrong_gradient_descent__pairs_lost(*args: Any, **kwargs: Any) -> Trained:
    """You shuffle X without y, so samples lose their targets: take the same rows from both.

    Breaks: X and y stay paired.
    """
    given = _given(args, kwargs)
    rng = np.random.default_rng() if given["rng"] is None else given["rng"]
    X = given["X"][rng.permutation(len(given["X"]))]
    return gradient_descent(**given | {"X": X, "rng": rng})


wrong_gradient_descent__flattens_samples = _says(
    "You turn samples into rows: pass them to loss_fn in the shape in which they came.",
    "any model, X (n, …)",
    _calls(lambda given: {"X": given["X"].reshape(len(given["X"]), -1)}),
)


def wrong_gradient_descent__same_order_each_epoch(*args: Any, **kwargs: Any) -> Trained:
    """Your epochs all have the same batches in the same order: draw a new order from rng in each epoch.

    Breaks: a fresh shuffle each epoch.
    """
    given = _given(args, kwargs)
    rng = np.random.default_rng() if given["rng"] is None else given["rng"]
    turns = iter(list(minibatches(given["X"], given["y"], given["batch_size"], rng)) * given["epochs"])
    again: LossFn = lambda X, y, params: given["loss_fn"](*next(turns), params)  # noqa: E731
    return gradient_descent(**given | {"loss_fn": again, "rng": rng})


def wrong_gradient_descent__never_shuffled(*args: Any, **kwargs: Any) -> Trained:
    """Your batches follow the order of the data: shuffle the samples each epoch.

    Breaks: a fresh shuffle each epoch.
    """
    given = _given(args, kwargs)
    X, y, size = given["X"], given["y"], given["batch_size"]
    starts = iter(list(range(0, len(X), max(size, 1))) * given["epochs"])

    def in_order(_X: Array, _y: Array, params: Params) -> tuple[float, Params]:
        rows = slice(start := next(starts), start + size)
        return given["loss_fn"](X[rows], y[rows], params)

    return gradient_descent(**given | {"loss_fn": in_order})


wrong_gradient_descent__rng_unused = _says(
    "You shuffle with a generator of your own: use rng, so that the same seed gives the same numbers.",
    "the same seed gives the same numbers",
    _calls(lambda given: {"rng": None}),
)
wrong_gradient_descent__global_random = _says(
    "You draw from np.random, which all of a program shares, so no run can be repeated: draw from rng.",
    "randomness comes only from rng",
    _calls(lambda given: {"rng": np.random.default_rng(np.random.randint(2**31))}),
)
wrong_gradient_descent__always_seed_0 = _says(
    "You shuffle by a seed of your own whatever rng is: use rng, so that each seed gives numbers of its own.",
    "randomness comes only from rng",
    _calls(lambda given: {"rng": np.random.default_rng(0)}),
)
wrong_gradient_descent__same_seed_without_rng = _says(
    "Without rng you shuffle by a fixed seed, the same way each call: None means a fresh generator.",
    "rng=None is a fresh generator",
    _calls(lambda given: {"rng": np.random.default_rng(0) if given["rng"] is None else given["rng"]}),
)
wrong_gradient_descent__one_epoch_more = _says(
    "You train for an epoch too many: range(epochs) counts them right.",
    "epochs",
    _calls(lambda given: {"epochs": given["epochs"] + 1}),
)
wrong_gradient_descent__one_epoch_less = _says(
    "You train for an epoch too few: range(epochs) counts them right.",
    "epochs",
    _calls(lambda given: {"epochs": max(given["epochs"] - 1, 0)}),
)
unpolished_gradient_descent__at_least_one_epoch = _says(
    "You train for an epoch where epochs is 0: then nothing is trained, and the list of losses is empty.",
    "also after 0 epochs",
    _calls(lambda given: {"epochs": given["epochs"] or 1}),
)


def wrong_gradient_descent__stops_where_it_rises(*args: Any, **kwargs: Any) -> Trained:
    """You end the training where the loss rises: go on for as many epochs as asked.

    Breaks: epochs.
    """
    given = _given(args, kwargs)
    _, losses = gradient_descent(**given)
    rises = (epoch for epoch in range(1, len(losses)) if losses[epoch] > losses[epoch - 1])
    return gradient_descent(**given | {"epochs": next(rises, len(losses) - 1) + 1})


wrong_gradient_descent__plain_mean_of_losses = _says(
    "Your epoch's loss is the plain mean of its batches': weight each by its size, as the last may be smaller.",
    "the mean weighted by batch sizes",
    _trains(loss=lambda batches: float(np.mean([loss for _, loss in batches]))),
)
wrong_gradient_descent__sum_of_batch_losses = _says(
    "Your epoch's loss is the sum of its batches': take their mean, each weighted by its size.",
    "the mean weighted by batch sizes",
    _trains(loss=lambda batches: float(sum(loss for _, loss in batches))),
)
wrong_gradient_descent__sum_over_samples = _says(
    "Your epoch's loss is a sum over its samples: divide it by their number.",
    "the mean weighted by batch sizes",
    _trains(loss=lambda batches: float(sum(size * loss for size, loss in batches))),
)
wrong_gradient_descent__last_batchs_loss = _says(
    "Your epoch's loss is that of its last batch: take the mean over all its samples.",
    "the mean of the epoch's batch losses",
    _trains(loss=lambda batches: float(batches[-1][1])),
)


def wrong_gradient_descent__loss_of_every_batch(*args: Any, **kwargs: Any) -> Trained:
    """Your list has a loss for each batch: put in one for each epoch.

    Breaks: losses[e], one an epoch.
    """
    given, batches = _given(args, kwargs), list[float]()
    trained, _ = gradient_descent(**given | {"loss_fn": _noted(given["loss_fn"], batches)})
    return trained, batches


def wrong_gradient_descent__loss_after_the_epoch(*args: Any, **kwargs: Any) -> Trained:
    """You measure the loss of all samples after each epoch: take the batches' losses from before their steps.

    Breaks: each loss as loss_fn gave it before that batch's update.
    """
    given, after = _given(args, kwargs), list[float]()

    def measure(epoch: int, _: float, live: Params) -> None:
        after.append(float(given["loss_fn"](given["X"], given["y"], live)[0]))
        if given["on_epoch"] is not None:
            given["on_epoch"](epoch, after[-1], live)

    return gradient_descent(**given | {"on_epoch": measure})[0], after


wrong_gradient_descent__callback_never = _says(
    "You never call on_epoch: call it after each epoch, where it is not None.",
    "on_epoch(epoch, loss, params) after each epoch",
    _calls(lambda given: {"on_epoch": None}),
)
wrong_gradient_descent__callback_needed = _says(
    "You call on_epoch even where there is none: do so only if it is not None.",
    "on_epoch=None",
    _calls(lambda given: {"on_epoch": lambda *told: given["on_epoch"](*told)}),
)
wrong_gradient_descent__callback_at_the_end = _says(
    "You call on_epoch once, after the whole training: call it after each epoch.",
    "on_epoch after each epoch",
    _tells(lambda tell, given, epoch, loss, live: epoch == given["epochs"] - 1 and tell(epoch, loss, live)),
)
wrong_gradient_descent__callback_each_batch = _says(
    "You call on_epoch after each batch: call it when the epoch is over.",
    "on_epoch after each epoch",
    _trains(each_batch=True),
)
wrong_gradient_descent__callback_from_one = _says(
    "You count the epochs from 1 for on_epoch: the first one is 0.",
    "epochs counted from 0",
    _tells(lambda tell, given, epoch, loss, live: tell(epoch + 1, loss, live)),
)


def wrong_gradient_descent__callback_gets_last_batchs_loss(*args: Any, **kwargs: Any) -> Trained:
    """You pass the loss of the last batch to on_epoch: pass the epoch's mean, the one in the list.

    Breaks: on_epoch(epoch, loss, params).
    """
    batches: list[float] = []
    given = _given(args, kwargs)
    given["loss_fn"] = _noted(given["loss_fn"], batches)
    return _tells(lambda tell, given, epoch, loss, live: tell(epoch, batches[-1], live))(**given)


wrong_gradient_descent__callback_gets_the_start = _says(
    "You pass on_epoch the parameters that the training began with: pass those that it has reached.",
    "on_epoch(epoch, loss, params), the live ones or copies of them",
    _tells(lambda tell, given, epoch, loss, live: tell(epoch, loss, given["params"])),
)
wrong_gradient_descent__callback_gets_another_order = _says(
    "You pass on_epoch the parameters before the loss: the order is epoch, loss, params.",
    "on_epoch(epoch, loss, params)",
    _tells(lambda tell, given, epoch, loss, live: tell(epoch, live, loss)),
)
wrong_gradient_descent__callback_gets_too_little = _says(
    "You leave params out where you call on_epoch: pass the epoch, the loss and params.",
    "on_epoch(epoch, loss, params)",
    _tells(lambda tell, given, epoch, loss, live: tell(epoch, loss)),
)
unpolished_gradient_descent__callback_by_keyword = _says(
    "You call on_epoch by keywords, which its author may have named otherwise: pass three arguments in order.",
    "on_epoch(epoch, loss, params)",
    _tells(lambda tell, given, epoch, loss, live: tell(epoch=epoch, loss=loss, params=live)),
)


def wrong_gradient_descent__callback_may_stop_it(*args: Any, **kwargs: Any) -> Trained:
    """You end the training where on_epoch returns something false, such as None: what it returns does not matter.

    Breaks: on_epoch, of which each result is ignored.
    """
    given, on = _given(args, kwargs), list[Any]()
    if given["on_epoch"] is None:
        return gradient_descent(**given)
    heard = {"on_epoch": lambda *told: on.append(given["on_epoch"](*told) if all(on) else False)}
    gradient_descent(**given | heard)
    return gradient_descent(**given | {"epochs": ([*map(bool, on), False].index(False)) + 1, "on_epoch": None})


unpolished_gradient_descent__lengths_unchecked = _says(
    "You train on as many samples as X and y both have: raise a ValueError where they differ in length.",
    "unequal lengths: ValueError",
    _calls(lambda given: {"X": given["X"][: len(given["y"])], "y": given["y"][: len(given["X"])]}),
)
unpolished_gradient_descent__no_batch_is_one = _says(
    "You take a batch_size below 1 for something else: raise a ValueError there.",
    "batch_size < 1: ValueError",
    _calls(lambda given: {"batch_size": max(given["batch_size"], 1)}),
)
wrong_gradient_descent__no_more_than_there_are = _says(
    "You refuse a batch_size above the number of samples: then there is one batch, and it is smaller.",
    "the last batch may be smaller",
    _calls(lambda given: {"batch_size": given["batch_size"] if given["batch_size"] <= len(given["X"]) else 0}),
)


wrong_gradient_descent__swapped = _says(
    "You have swapped mu and lr: mu belongs to the velocity, lr to the gradient.",
    "mu * v - lr * gradient",
    _calls(lambda given: {"mu": given["lr"], "lr": given["mu"]}),
)
wrong_gradient_descent__gathers_gradients = _says(
    "Your velocity gathers plain gradients, and lr is missing: it is mu * v - lr * gradient, and is added.",
    "mu * v - lr * gradient",
    _calls(lambda given: {"lr": 1.0}),
)


def wrong_gradient_descent__loss_after_the_step(*args: Any, **kwargs: Any) -> Trained:
    """Your losses are those after each step: keep the loss that loss_fn returns together with the gradients.

    Breaks: each loss as loss_fn gave it before that batch's update.
    """
    given = _given(args, kwargs)
    velocities = {name: np.zeros_like(param) for name, param in given["params"].items()}

    def late(X: Array, y: Array, params: Params) -> tuple[float, Params]:
        _, grads = given["loss_fn"](X, y, params)
        moved: Params = {}
        for name in params:
            velocities[name] = momentum_update(velocities[name], grads[name], given["mu"], given["lr"])
            moved[name] = params[name] + velocities[name]
        return given["loss_fn"](X, y, moved)[0], grads

    return gradient_descent(**given | {"loss_fn": late})


def wrong_gradient_descent__callback_gets_all_losses(*args: Any, **kwargs: Any) -> Trained:
    """You pass the whole list of losses to on_epoch: pass the loss of this epoch, losses[-1].

    Breaks: on_epoch(epoch, loss, params).
    """
    so_far: list[float] = []
    return _tells(lambda tell, given, epoch, loss, live: tell(epoch, [*so_far, loss], live))(*args, **kwargs)


def wrong_gradient_descent__returns_after_one_epoch(*args: Any, **kwargs: Any) -> Trained:
    """You return after the first epoch, inside the loop over epochs: return after the loop.

    Breaks: epochs.
    """
    given = _given(args, kwargs)
    return gradient_descent(**given | {"epochs": min(given["epochs"], 1)})


def unpolished_gradient_descent__callback_may_end_it(*args: Any, **kwargs: Any) -> Trained:
    """You end the training where on_epoch returns something true: what it returns does not matter.

    Breaks: on_epoch, of which each result is ignored.
    """
    given, ends = _given(args, kwargs), list[int]()
    if given["on_epoch"] is None:
        return gradient_descent(**given)

    def heard(epoch: int, loss: float, params: Params) -> None:
        if not ends and given["on_epoch"](epoch, loss, params):
            ends.append(epoch)

    gradient_descent(**given | {"on_epoch": heard})
    return gradient_descent(**given | {"epochs": ends[0] + 1 if ends else given["epochs"], "on_epoch": None})


def wrong_train_capstone__untrained(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your parameters are still those that were drawn: train them.

    Breaks: 97% on the test digits.
    """
    params = train_capstone(X[:1], y[:1], rng)
    return {name: rng.normal(0, 0.1, param.shape).astype(param.dtype) for name, param in params.items()}


wrong_train_capstone__first_digits = _says(
    "Your model learns from only the first 500 digits: train on all of them.",
    "97% on the test digits",
    lambda X, y, rng: train_capstone(X[:500], y[:500], rng),
)
wrong_train_capstone__zeros = _says(
    "Your parameters are all 0, a start from which nothing can be learned: draw the weights from rng, and train them.",
    "97% on the test digits",
    lambda X, y, rng: {name: np.zeros_like(param) for name, param in train_capstone(X[:1], y[:1], rng).items()},
)


def wrong_train_capstone__rate_too_large(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your parameters are nan: the training diverges, so take a smaller learning rate.

    Breaks: 97% on the test digits.
    """
    params = train_capstone(X[:64], y[:64], rng)
    with np.errstate(all="ignore"):
        return {name: 1e30 * param * np.float32(1e30) for name, param in params.items()}


def wrong_train_capstone__zero_start(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Your weights start at 0, so all units of a layer stay alike or at 0: draw them from rng.

    Breaks: 97% on the test digits.
    """
    params = train_capstone(X[:64], y[:64], rng)
    return {name: param if name == "b2" else np.zeros_like(param) for name, param in params.items()}


def unpolished_train_capstone__binarizes_in_place(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """You round the pixels in the caller's own array: work on a copy.

    Breaks: no function changes an array that it was passed.
    """
    np.round(X, out=X)
    return train_capstone(X[:20000], y[:20000], rng)


unpolished_train_capstone__rng_unused = _says(
    "You draw from a generator of your own: draw from rng alone, so that the same seed gives the same model.",
    "the same seed gives the same numbers",
    lambda X, y, rng: train_capstone(X[:20000], y[:20000], np.random.default_rng()),
)
wrong_predict_capstone__one_for_all = _says(
    "You call all digits the same: return what the model says of each image.",
    "the labels that the trained capstone gives",
    lambda X, params: np.zeros(len(X), dtype=np.int64),
)
wrong_predict_capstone__columns = _says(
    "Your labels are a column: return a vector of the shape (n,).",
    "labels (n,)",
    lambda X, params: predict_capstone(X, params)[:, None],
)


def unpolished_predict_capstone__floats(X: Array, params: Params) -> Labels:
    """Your labels are floats: return integers.

    Breaks: labels, integers.
    """
    floats: Any = predict_capstone(X, params).astype(np.float64)
    return floats


wrong_predict_capstone__backwards = _says(
    "Your labels come in the wrong order: the first one belongs to the first image.",
    "the labels that the trained capstone gives, row by row",
    lambda X, params: predict_capstone(X, params)[::-1],
)
wrong_predict_capstone__last_batch_lost = _says(
    "You predict in batches of 100 and drop what is left over: the last batch may be smaller.",
    "labels (n,)",
    lambda X, params: predict_capstone(X[: len(X) // 100 * 100], params),
)
wrong_predict_capstone__scalar_for_one = _says(
    "You squeeze the labels, so that one image gives no vector: return the shape (1,) there.",
    "labels (n,)",
    lambda X, params: predict_capstone(X, params).squeeze(),
)
wrong_predict_capstone__drops_out = _says(
    "You drop pixels at random while predicting: dropout is for training, and the same image gets the same label.",
    "the labels that the trained capstone gives; randomness comes only from rng",
    lambda X, params: predict_capstone(X * (np.random.default_rng().random(X.shape) < 0.9).astype(X.dtype), params),
)


def unpolished_predict_capstone__binarizes_in_place(X: Array, params: Params) -> Labels:
    """You round the pixels in the caller's own array: work on a copy.

    Breaks: no function changes an array that it was passed.
    """
    np.round(X, out=X)
    return predict_capstone(X, params)


def wrong_predict_capstone__uses_up_the_parameters(X: Array, params: Params) -> Labels:
    """You pop the parameters from the caller's dict, so a second prediction finds none: read them by params[name].

    Breaks: no function changes a dict that it was passed.
    """
    labels = predict_capstone(X, params)
    params.clear()
    return labels


wrong_predict_capstone__probabilities = _says(
    "You return a row of numbers for each image: return the label whose probability is largest, by predict.",
    "labels (n,)",
    lambda X, params: np.eye(10)[predict_capstone(X, params)],
)


def plain_momentum_update__in_place(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Write the new velocity into the old one."""
    v *= mu
    v -= lr * grad
    return v


def plain_momentum_update__two_parts(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Name the two parts."""
    kept = np.multiply(mu, v)
    push = np.multiply(lr, grad)
    return np.subtract(kept, push)


def plain_momentum_update__entry_by_entry(v: Array, grad: Array, mu: float, lr: float) -> Array:
    """Loop over all entries."""
    new = np.zeros(v.shape)
    for index in np.ndindex(v.shape):
        new[index] = mu * v[index] - lr * grad[index]
    return new


def plain_accuracy__mean(y_pred: Labels, y: Labels) -> float:
    """Take the mean of a comparison."""
    return (y_pred == y).mean()


def plain_accuracy__by_sum(y_pred: Labels, y: Labels) -> float:
    """Sum, and divide by the number of labels."""
    return np.sum(y_pred == y) / y.shape[0]


def plain_accuracy__by_loop(y_pred: Labels, y: Labels) -> float:
    """Count in a loop."""
    correct = 0
    for i in range(len(y)):
        if y_pred[i] == y[i]:
            correct += 1
    return correct / len(y)


def plain_accuracy__by_list(y_pred: Labels, y: Labels) -> Any:
    """Collect zeros and ones, and take their mean in an array without axes."""
    return np.array(np.mean([1 if a == b else 0 for a, b in zip(y_pred, y, strict=False)]))


def plain_confusion_matrix__by_loop(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Add 1 for each sample, in zeros that are floats."""
    matrix: Any = np.zeros((classes, classes))
    for true, called in zip(y, y_pred, strict=False):
        matrix[true, called] += 1
    return matrix


def plain_confusion_matrix__by_index(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Go over the samples by their numbers."""
    matrix = np.zeros((classes, classes), dtype=int)
    for i in range(len(y)):
        matrix[y[i]][y_pred[i]] += 1
    return matrix


def plain_confusion_matrix__by_masks(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Count for each pair of classes."""
    matrix = np.zeros((classes, classes), dtype=np.int32)
    for i in range(classes):
        for j in range(classes):
            matrix[i, j] = np.sum((y == i) & (y_pred == j))
    return matrix


def plain_confusion_matrix__by_numbers(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Number the pairs, and count each number."""
    return np.bincount(classes * y + y_pred, minlength=classes * classes).reshape(classes, classes)


def plain_confusion_matrix__by_rows(y_pred: Labels, y: Labels, classes: int) -> Labels:
    """Count each row by itself."""
    return np.array([np.bincount(y_pred[y == true], minlength=classes) for true in range(classes)])


def plain_gradient_descent__as_in_the_lesson(
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
) -> Trained:
    """Make new arrays at each step, and velocities of float64."""
    if rng is None:
        rng = np.random.default_rng()
    params = {k: v.copy() for k, v in params.items()}
    vel: Params = {}
    for k in params:
        vel[k] = np.zeros(params[k].shape)
    losses: list[float] = []
    for e in range(epochs):
        total, n = 0.0, 0
        for xb, yb in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(xb, yb, params)
            for k in params:
                vel[k] = mu * vel[k] - lr * grads[k]
                params[k] = params[k] + vel[k]
            total += loss * len(xb)
            n += len(xb)
        losses.append(total / n)
        if on_epoch is not None:
            on_epoch(e, total / n, params)
    return params, losses


def plain_gradient_descent__velocities_on_demand(
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
) -> Any:
    """Start each velocity at the number 0, shuffle without minibatches, and call on_epoch by names."""
    rng = rng or np.random.default_rng()
    weights, velocity = dict(params), dict[str, Any]()
    history = np.zeros(epochs)
    indices = np.arange(len(X))
    for epoch in range(epochs):
        rng.shuffle(indices)
        for start in range(0, len(X), batch_size):
            chosen = indices[start : start + batch_size]
            loss, grads = loss_fn(X[chosen], y[chosen], weights)
            history[epoch] += loss * len(chosen) / len(X)
            for name in weights:
                velocity[name] = mu * velocity.get(name, 0) - lr * grads[name]
                weights[name] = weights[name] + velocity[name]
        if on_epoch:
            on_epoch(epoch=epoch, loss=history[epoch], params=weights)  # type: ignore[call-arg]
    return weights, history


def plain_gradient_descent__velocities_point_uphill(
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
) -> Trained:
    """Let the velocity be mu * v + lr * grad, and subtract it; scale the gradients in place."""
    rng = np.random.default_rng() if rng is None else rng
    params = {k: np.copy(p) for k, p in params.items()}
    v = {k: p * 0 for k, p in params.items()}
    losses: list[float] = []
    for epoch in range(epochs):
        found: list[float] = []
        sizes: list[int] = []
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_fn(X_batch, y_batch, params)
            for k, grad in grads.items():
                grad *= lr
                v[k] = mu * v[k] + grad
                params[k] -= v[k]
            found.append(loss)
            sizes.append(X_batch.shape[0])
        losses.append(np.dot(found, sizes) / np.sum(sizes))
        if on_epoch is not None:
            on_epoch(epoch, losses[epoch], params)
    return params, losses


def plain_train_capstone__on_a_part(X: Array, y: Labels, rng: np.random.Generator) -> Params:
    """Train on 20,000 of the digits."""
    return train_capstone(X[:20000], y[:20000], rng)


def plain_predict_capstone__one_by_one(X: Array, params: Params) -> Any:
    """Read the digits in small groups, and collect the labels as floats."""
    labels: Any = np.zeros(len(X))
    for start in range(0, len(X), 50):
        labels[start : start + 50] = predict_capstone(X[start : start + 50], params)
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


def right_gradient_descent__rate_outside(*args: Any, **kwargs: Any) -> Trained:
    """Let the velocity gather gradients, and scale the step: it is the same while lr stays the same."""

    def step(param: Array, v: Array, grad: Array, given: Given) -> tuple[Array, Array]:
        v = (given["mu"] * v + grad).astype(param.dtype)
        return (param - given["lr"] * v).astype(param.dtype), v

    return _trains(step)(*args, **kwargs)


def right_gradient_descent__velocities_in_place(*args: Any, **kwargs: Any) -> Trained:
    """Change the velocities and the copies of the parameters, which are its own, in place."""

    def step(param: Array, v: Array, grad: Array, given: Given) -> tuple[Array, Array]:
        v *= given["mu"]
        v -= given["lr"] * grad
        param += v
        return param, v

    return _trains(step)(*args, **kwargs)


def right_gradient_descent__new_arrays(*args: Any, **kwargs: Any) -> Trained:
    """Make new arrays each step, in the parameter's dtype, so that each call of loss_fn sees another dict's arrays."""
    return _trains(_step)(*args, **kwargs)


def right_gradient_descent__heavy_ball(*args: Any, **kwargs: Any) -> Trained:
    """Do without velocities: the last step, kept as the difference of two points, is the velocity."""

    def roll(param: Array, step: Array, grad: Array, given: Given) -> tuple[Array, Array]:
        new = (param + given["mu"] * step - given["lr"] * grad).astype(param.dtype)
        return new, new - param

    return _trains(roll)(*args, **kwargs)


def right_gradient_descent__shuffles_indices_in_place(*args: Any, **kwargs: Any) -> Trained:
    """Shuffle the indices in place, on and on, and split them."""
    X, y, params, lr, loss_fn, batch_size, epochs, rng, mu, on_epoch = _given(args, kwargs).values()
    rng = np.random.default_rng() if rng is None else rng
    if len(X) != len(y) or batch_size < 1:
        raise ValueError(f"X has {len(X)} rows, y has {len(y)}, and batch_size is {batch_size}")
    params = {name: param.copy() for name, param in params.items()}
    velocities = {name: np.zeros_like(param) for name, param in params.items()}
    losses, rows = list[float](), np.arange(len(X))
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


def right_gradient_descent__callback_gets_copies(*args: Any, **kwargs: Any) -> Trained:
    """Pass copies of the parameters to on_epoch."""
    return _tells(lambda tell, given, epoch, loss, live: tell(epoch, loss, {k: v.copy() for k, v in live.items()}))(
        *args, **kwargs
    )


def right_gradient_descent__numpy_losses(*args: Any, **kwargs: Any) -> Trained:
    """Give the losses as NumPy scalars."""
    return _trains(loss=lambda batches: np.float64(_mean(batches)))(*args, **kwargs)


def right_predict_capstone__in_batches(X: Array, params: Params) -> Labels:
    """Predict in batches, which takes less memory."""
    parts = [predict_capstone(X[start : start + 1000], params) for start in range(0, len(X), 1000)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def right_predict_capstone__small_integers(X: Array, params: Params) -> Labels:
    """Give the digits in eight bits."""
    return predict_capstone(X, params).astype(np.uint8)
